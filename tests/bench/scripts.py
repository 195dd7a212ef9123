"""The benchmark's scripts, each with the way it is meant to be spoken, so that the truth is known.

A script is written once, with the spoken form of what is not spelled as it sounds between braces:

    Call {704-555-0142|seven oh four, five five five, oh one four two|phone}.

`{written|spoken|kind|other}`: kind and other may be left out; other is a plausible wrong way of saying it, to be
planted. Marks of the script language (`**must say**`, `~free~`, `[pause]`, `(not spoken)`, front matter) stand as a
user would write them. Everything else is spoken as it is spelled. All texts are ours, all people and firms invented.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

KINDS = ("plain", "function", "name", "number", "money", "date", "time", "percent", "phone")

_FUNCTION_WORDS = """
a an the this that these those my your our his her its their i you he she it we they me him us them who which
what and or but so if because as than of to in on at by for from with about into over after before up out off
down is am are was were be been being do does did have has had having will would can could shall should may
might must not i'm i'd i'll i've we're we'd we'll we've you're you'd you'll you've it's that's there's don't
didn't won't can't there here just then when while how all any some no both each
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


class Token(NamedTuple):
    """A word as a synthesizer is given it."""

    word: str  # lower case
    pause: str  # what stands after it: "" nothing, "," a short pause, "." a longer one


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a script that is said or not said as a whole: a word, a phone number, a date."""

    start: int  # character offsets into the script's text, half-open, punctuation outside
    end: int
    spoken: tuple[Token, ...]
    kind: str  # one of KINDS
    other: tuple[Token, ...]  # a plausible wrong way of saying it; empty where none is known
    sentence: int
    free: bool  # may be said any way or left out
    gap: bool  # a planned [pause] follows

    @property
    def word(self) -> str:
        return " ".join(token.word for token in self.spoken)

    @property
    def content(self) -> bool:
        return self.kind != "function"


@dataclass(frozen=True, slots=True)
class BenchScript:
    id: str
    half: str  # "tune" or "report"
    text: str  # what is written to the script file
    units: tuple[Unit, ...]

    @property
    def words(self) -> int:
        return sum(len(unit.spoken) for unit in self.units)


_PIECE = re.compile(
    r"\{(?P<braced>[^{}]*)\}|(?P<aside>\([^)]*\))|(?P<gap>\[pause\])|(?P<word>[A-Za-z][A-Za-z'’-]*)|(?P<mark>\S)"
)
_FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)


def tokens(spoken: str) -> tuple[Token, ...]:
    """The words of a spoken form; commas and full stops in it are pauses."""
    found = re.findall(r"([a-z'-]+)([,.]?)", spoken.lower())
    return tuple(Token(part, pause if index == 0 else "") for word, pause in found for index, part in _parts(word))


def _parts(word: str) -> list[tuple[int, str]]:
    parts = [part for part in word.split("-") if part]
    return [(len(parts) - 1 - index, part) for index, part in enumerate(parts)]


def compile_script(name: str, half: str, source: str) -> BenchScript:
    """Turn the marked source into the text a user would write and its units; raises ValueError on a mark left open."""
    text, units, sentence, free = "", [], 0, False
    front = _FRONT.match(source)
    at = front.end() if front else 0
    text = source[:at]
    while at < len(source):
        if source[at].isspace():
            text, at = text + source[at], at + 1
            continue
        piece = _PIECE.match(source, at)
        assert piece is not None
        at = piece.end()
        start = len(text)
        if piece["braced"] is not None:
            fields = [*piece["braced"].split("|"), "", ""]
            written, spoken, kind, other = (" ".join(part.split()) for part in fields[:4])
            text += written
            units.append(Unit(start, len(text), tokens(spoken), kind or "plain", tokens(other), sentence, free, False))
        elif piece["word"]:
            word = piece["word"].rstrip("-'’")
            at -= len(piece["word"]) - len(word)
            text += word
            spoken = word.lower().replace("’", "'")
            kind = "function" if spoken in FUNCTION_WORDS else "plain"
            if word[0].isupper() and kind == "plain" and units and units[-1].sentence == sentence:
                kind = "name"
            units.append(Unit(start, len(text), tokens(spoken), kind, (), sentence, free, False))
        elif piece["gap"]:
            text += piece["gap"]
            units[-1] = _after(units[-1], ".", gap=True)
        elif piece["aside"]:
            text += piece["aside"]
        else:
            mark = piece["mark"]
            text += mark
            if mark == "~":
                free = not free
            elif mark in ".!?":
                units[-1] = _after(units[-1], ".")
                sentence += 1
            elif mark in ",;:–—":
                units[-1] = _after(units[-1], ",")
            elif mark in "{}[]":
                raise ValueError(f"{name}: a mark is left open near {source[at - 20 : at]!r}")
    units[-1] = _after(units[-1], ".")
    return BenchScript(name, half, text, tuple(units))


def _after(unit: Unit, pause: str, gap: bool = False) -> Unit:
    spoken = (*unit.spoken[:-1], Token(unit.spoken[-1].word, pause))
    return Unit(unit.start, unit.end, spoken, unit.kind, unit.other, unit.sentence, unit.free, unit.gap or gap)


TUNE = {
    "quarter-plan": """Hi {Dana|dayna|name}, this is Erik {Lindqvist|lindquist|name} with {Quillhaven|quill
haven|name} Paper. You told me in {March|march|date|may} that freight was eating your margin. Three printers near
you cut that bill by {14%|fourteen percent|percent|forty percent} last quarter, and I can show you how they did it
in ten minutes. Would {Tuesday|tuesday|date|thursday} at {2:30|two thirty|time|two fifteen} work? I am at
{704-555-0142|seven oh four, five five five, oh one four two|phone}. Talk soon.
""",
    "roof-survey": """---
title: Roof survey
to: Mrs Okafor
goal: She picks a morning for the survey
---
Good morning, Mrs {Okafor|okafor|name}. It's Ben {Whitcombe|whitcomb|name} from {Northgate|north gate|name} Roofing.
The survey you asked for is ready to book. We need about forty minutes on the property, and nobody has to be home.
**The survey itself is free.** My next open mornings are {May 9th|may ninth|date|may nineteenth} and {May 14th|may
fourteenth|date|may fifteenth}. Please text the one you like to {212-555-0187|two one two, five five five, oh one
eight seven|phone}, and I'll send the crew.
""",
    "kids-class": """Hello, this is Priya {Ramanathan|rama nathan|name} calling for the parents of Jonah. Kids like
to meet their coach before the first lesson, so we open the pool on {Saturday|saturday|date|sunday} from {9:15|nine
fifteen|time|nine fifty} until {11|eleven|time|seven}. Bring a towel, a snack and the blue form. I like what I saw
at the trial, and you know the way already. If he can't come, leave word with the front desk before
{Friday|friday|date|monday} evening.
""",
    "invoice-due": """Hi Marcus, Helen {Vandermeer|vander meer|name} in accounts at {Castlebrook|castle brook|name}.
Invoice {4417|four four one seven|number|four four one nine} for {$1,200|twelve hundred dollars|money|eleven hundred
dollars} went past its due date on {June 3rd|june third|date|june thirteenth}. I don't want your service to stop
over a lost email, so I sent it again this morning. Could you pay it, or tell me who can, by
{Wednesday|wednesday|date|tuesday}? My direct line is {919-555-0126|nine one nine, five five five, oh one two
six|phone}. Thank you, Marcus.
""",
    "clinic-move": """This is a message for Walter. {Dr.|doctor|plain} {Sorensen|sorensen|name} has to move your
visit. She will be in surgery all {Monday|monday|date|sunday} morning. We can see you on
{Thursday|thursday|date|tuesday} at {10:45|ten forty five|time|ten fifteen} instead, and you should not eat
breakfast that day. The parking garage is closed, so please use the entrance on Harbor Street. To confirm, ring the
nurses at {336-555-0199|three three six, five five five, oh one nine nine|phone} before five. [pause] Again, that is
{336-555-0199|three three six, five five five, oh one double nine|phone}.
""",
    "warehouse-lights": """Hi, Rosalind. Gabriel {Achterberg|ackter berg|name} here, from {Lumenfield|lumen
field|name}. I walked past your warehouse last night and every lamp in the yard was on at midnight. A timer would
pay for itself in {90|ninety|number|nineteen} days. The city covers {half|half|number|third} of the price until the
end of {August|august|date|october}. ~I have a small kit in the van right now.~ May I leave one with your foreman
{tomorrow|tomorrow|date|today}? My mobile is {828-555-0173|eight two eight, five five five, oh one seven
three|phone}.
""",
    "reference-call": """Hello Ms {Fairweather|fair weather|name}, my name is Tobias Grant and I lead hiring at
Coldwater Robotics. Anneliese Roth named you as her manager from {2019|twenty nineteen|date|twenty eighteen} to
{2022|twenty twenty two|date|twenty twenty three}. She would run a team of twelve for us. I have four short
questions, none of them about salary. Any time before noon on {Friday|friday|date|tuesday} suits me. You can also
answer in writing, whichever is easier. I'll try your office once more {this afternoon|this afternoon|date|this
morning}.
""",
    "gym-return": """Hey Curtis, it's Imani at Ridgeline Fitness. We haven't seen you since
{January|january|date|february}, and your locker still has your shoes in it! Your old rate of {$29|twenty nine
dollars|money|thirty nine dollars} a month is good until {the 15th|the fifteenth|date|the fiftieth}. After that it
goes up to {$45|forty five dollars|money|fifty five dollars}. Come by any evening this week, and Devon will walk you
through the new rowing room. No need to call back.
""",
    "grant-news": """Good afternoon, Professor {Ekström|ekstrom|name}. I am calling from the Hollis
{Mbeki|embekky|name} Foundation with good news. The board approved your grant of {$75,000|seventy five thousand
dollars|money|seventy thousand dollars} for the river study. The letter goes out on {October 21st|october twenty
first|date|october thirty first}. Before we can pay the first part, we need a signed budget and the name of your
contact in finance. Please do not announce it until the {2nd|second|date|seventh} of
{November|november|date|december}. Congratulations, from all of us.
""",
    "bakery-order": """Hi Lucia, this is Sam from the Fernhill school kitchen. We would like to raise
{Thursday's|thursday's|plain|tuesday's} order to {160|one hundred sixty|number|one hundred sixteen} rolls and
{8|eight|number|eighteen} trays of fruit. One boy cannot have nuts, so please keep his tray apart and write Oliver
on it. The truck should use the back gate, because the front is being paved. If the price goes over {$310|three
hundred ten dollars|money|three hundred thirty dollars}, ring me on {252-555-0118|two five two, five five five, oh
one one eight|phone}.
""",
    "lease-end": """Hello Nathaniel. Your lease on {Unit 6|unit six|plain|unit nine} ends on {July 31st|july thirty
first|date|july twenty first}, and the owner would love to keep you. She offers one more year with only {3%|three
percent|percent|six percent} on top, or two years at the present rent. She will also repaint the hall and replace
the dishwasher. Think it over this weekend. I'll be at the building on {Monday|monday|date|sunday} around {4:30|four
thirty|time|four thirteen}; just knock on the office door. This is Beatrix {Holloway|holloway|name}, by the way.
""",
    "water-filter": """Hi {Yusuf|yoosuf|name}, this is Clara {Penhaligon|pen halligan|name}. Your {café|cafe} goes
through a lot of ice, and hard water ruins those machines in about {3|three|number|five} years. A filter costs
{$18.50|eighteen fifty|money|eighty fifty} a week, fitted and serviced. The tea house on Mill Road has used ours
since {spring|spring|plain|winter}, and their repair bills fell by {two thirds|two thirds|number|one third}. May I
drop off a free test strip on {Wednesday|wednesday|date|thursday}? It takes one minute, and it tells you everything.
I'm at {984-555-0164|nine eight four, five five five, oh one six four|phone}.
""",
    "short-callback": """Hi Vikram, Joan {Tillinghast|tilling hast|name} here. The sample came back clean, so we can
ship on {Thursday|thursday|date|tuesday}. Please tell the dock to expect {9|nine|number|five} crates before lunch.
Reach me at {910-555-0106|nine one oh, five five five, oh one oh six|phone}. Thanks.
""",
    "moving-crew": """Hello Mrs {Delacroix|della craw|name}, this is Rufus from {Tanglewood|tangle wood|name}
Movers, about your house on {Saturday|saturday|date|sunday}. The crew will ring the bell at {8:15|eight
fifteen|time|eight fifty}, and the truck needs the space of {three|three|number|two} parked cars, so please ask your
neighbors to keep the curb clear. We wrap the mirrors and the lamps ourselves. You only need to empty the drawers,
and to carry papers, medicine and jewels with you. The piano goes last, with {4|four|number|five} men and a ramp. We
quoted {$880|eight hundred eighty dollars|money|eight hundred eighteen dollars}, and that is what you will pay, even
if the stairs take longer. Half is due at the start. If rain is heavy, we wait an hour and call you first.
Questions? Try {434-555-0168|four three four, five five five, oh one six eight|phone} any time.
""",
}

REPORT = {
    "audit-week": """Good morning Theodora, this is Callum {Abernathy|abernathy|name} at {Stonebridge|stone
bridge|name} Audit. We plan to visit your plant in the week of {September 12th|september twelfth|date|september
twentieth}. Two people will need a desk, a badge and about {6|six|number|sixty} hours with your stock records. Could
you send me the floor plan and the names of the shift leaders by {Tuesday|tuesday|date|thursday}? If that week is
bad, tell me now and we will switch with another client. My number is {603-555-0139|six oh three, five five five, oh
one three nine|phone}.
""",
    "tour-bus": """Hi Margit, it's Leo from Sunder Coaches. The bus for your choir leaves from the north car park at
{6:50|six fifty|time|six fifteen}, not from the church. Please be there {15|fifteen|number|fifty} minutes early,
since the driver must reach the ferry by {9|nine|time|five}. There is room for {32|thirty two|number|forty two}
bags, but no instruments longer than {four|four|number|five} feet. The lunch stop is at {Ashgrove|ash grove|name}
Farm. If somebody falls ill, call the night desk on {518-555-0155|five one eight, five five five, oh one five
five|phone}.
""",
    "payroll-switch": """---
title: Payroll switch
limit: 40
---
Hello {Mr.|mister|plain} {Oyelaran|oyela ran|name}, Judith {Castellane|castle lane|name} from {Brightwater|bright
water|name} Payroll. Your team of {25|twenty five|number|thirty five} is paying {$640|six hundred forty
dollars|money|six hundred fourteen dollars} a month for a system that still mails paper. **We charge a flat fee of
{$399|three hundred ninety nine dollars|money|three hundred nineteen dollars}, with no contract.** A bakery on your
street moved over in one afternoon and hasn't missed a payday. I'll send a one page summary tonight. If you like
what you read, answer with the word yes, and I will set up the trial myself.
""",
    "museum-gift": """Good evening. I am looking for Henrietta Voss. My name is Raymond {Dubois|dube wah|name}, and
I look after the map room at the Larkfield Museum. You gave us {17|seventeen|number|seventy} letters last
{winter|winter|plain|summer}. We have now read them, and one seems to be from the captain himself. The curator would
like to show it in our {April|april|date|august} exhibit, with your family's name on the card. Would you allow that?
There is no hurry; any day before {December 1st|december first|date|december third} is fine.
""",
    "solar-quote": """Hey Jamal, Nora {Steinfeld|stein feld|name} with Copperline Solar. I've got your quote. For
your roof we would use {22|twenty two|number|thirty two} panels, and the whole system comes to {$19,500|nineteen
thousand five hundred dollars|money|ninety thousand five hundred dollars} before the tax credit. That credit takes
off {30%|thirty percent|percent|thirteen percent}, but only if we finish by the end of the year. Your neighbor on
Birch Lane started in {May|may|date|march} and now pays nothing in summer. I'm free {Thursday|thursday|date|tuesday}
after {five|five|time|nine}. My cell is {571-555-0190|five seven one, five five five, oh one nine oh|phone}. Bring
your last bill.
""",
    "library-card": """Hello, this is the Bramblewood Library for Declan. The atlas you reserved has arrived, and we
will hold it until {Saturday|saturday|date|sunday}. There is also a late fee of {$2.75|two dollars and seventy five
cents|money|two dollars and fifty five cents} on your card. You can pay at any desk. One more thing: the reading
group has moved from {Monday|monday|date|friday} to {Wednesday|wednesday|date|thursday} at {7:15|seven
fifteen|time|seven fifty}, because the upper floor is getting new windows. See you then.
""",
    "dental-plan": """Hi Francesca, Owen {Prendergast|prender gast|name} from Harborview Benefits. Last month you
said that half of your people skip the dentist because of the price. I found a plan that covers two cleanings a year
for {$11|eleven dollars|money|seven dollars} a head. The Wexler garage put its {40|forty|number|fourteen} mechanics
on it, and {31|thirty one|number|thirty nine} of them have gone already. I put the details in an email with the
subject line green apple. Would you look at page {2|two|number|three} before our call on
{Friday|friday|date|monday}?
""",
    "search-party": """Hello Captain {Thorne|thorn|name}. This is Winifred {Zielinski|zelinsky|name} with the county
volunteers. We have {18|eighteen|number|eighty} searchers and two dogs ready for {tomorrow|tomorrow|date|tonight}.
We can meet at the quarry gate at {5:40|five forty|time|five fourteen}, with water and radios. Do you want us on the
east ridge or down by the creek? Our channel is {14|fourteen|number|forty}. My own phone stays on all night, at
{970-555-0111|nine seven oh, five five five, oh one one one|phone}. I repeat, {970-555-0111|nine seven zero, triple
five, zero one one one|phone}.
""",
    "piano-tuning": """Good day, Mrs {Abercrombie|aber crombie|name}. This is Silas Crane, the piano tuner. Your
upright is due, and damp weather has not been kind to it. I will be in your village on {March 8th|march
eighth|date|march eighteenth} and could come at {noon|noon|time|two}. The usual price is {$95|ninety five
dollars|money|ninety nine dollars}, and I don't charge for the road. If the bass still rattles, I'd like to take the
lid off, so please clear the photographs. You know the kettle is always welcome! Leave a note with your sister if it
doesn't suit.
""",
    "school-board": """Hi Ingrid, Malcolm {Featherstone|feather stone|name} calling about the vote. The board meets
on {the 23rd|the twenty third|date|the twenty seventh} in room {205|two oh five|number|two oh nine}, not in the gym.
You have {3|three|number|four} minutes to speak, and they will cut you off. Lead with the bus story, then give the
number: {412|four hundred twelve|number|four hundred twenty} children walk along the highway every day. ~Your slides
are fine as they are.~ End by asking for one crossing guard. [pause] Call me at {857-555-0148|eight five seven, five
five five, oh one four eight|phone} when you're done. Good luck.
""",
    "boat-repair": """Hello Ambrose, {Keiko|kayko|name} at the {Driftwood|drift wood|name} Boatyard. We lifted your
boat out of the water this morning. The hull is sound, but the rudder has a crack about {8|eight|number|eighteen}
inches long. A new one costs {$1,450|fourteen hundred fifty dollars|money|fourteen hundred fifteen dollars}; a
repair is half of that and may last {5|five|number|nine} seasons. I would mend it. The yard is full from
{June|june|date|july} on, so I need your answer by {Tuesday|tuesday|date|thursday}. Ring the office, extension
{72|seventy two|number|seventy three}.
""",
    "freight-offer": """Hi Solveig, this is Dmitri {Karlsen|carlson|name} from {Eastmarch|east march|name} Freight.
You ship glass to Denver every week, and your carrier broke {2|two|number|ten} loads in
{February|february|date|january}. Our trucks ride on air, and we pay for any damage within {48|forty
eight|number|forty five} hours. The first load is on us. I'd suggest we start small, with one pallet on
{Monday|monday|date|friday}. If that sounds fair, reach me at {302-555-0127|three oh two, five five five, oh one two
seven|phone} or simply forward your next order to our dispatch desk.
""",
    "short-keys": """Hi Leopold, this is Greta {Nakagawa|nakagawa|name}. Your keys turned up under the stage, next
to the drum. I'll leave them with the porter until {Sunday|sunday|date|friday}. If you need them sooner, call
{207-555-0133|two oh seven, five five five, oh one three three|phone} tonight.
""",
    "vineyard-visit": """Good afternoon, Mr {Lindgren|lindgren|name}. My name is Pascal {Ferreira|ferrara|name},
from {Hollowell|hollow well|name} Vineyards. At the fair in {October|october|date|november} you tasted our red from
{2016|twenty sixteen|date|twenty sixty} and asked how many cases were left. We have {60|sixty|number|sixteen}. Two
other hotels want them, but I told both that you came first. The price is {$210|two hundred ten dollars|money|two
hundred twenty dollars} a case, and we store the wine for you without charge until {spring|spring|plain|autumn}.
Come and see the cellar before you decide. The road is steep and your map will send you the wrong way, so turn left
at the stone chapel and follow the wall. We cook for guests on {Wednesdays|wednesdays|plain|saturdays}. Just tell me
how many chairs to set: {845-555-0172|eight four five, five five five, oh one seven two|phone}.
""",
}


def all_scripts() -> tuple[BenchScript, ...]:
    """Every script, those to tune on first; the halves share none."""
    return tuple(
        compile_script(name, half, source)
        for half, sources in (("tune", TUNE), ("report", REPORT))
        for name, source in sources.items()
    )
