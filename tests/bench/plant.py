"""Plant deviations in a script and know the truth about each: what is said, and where the script is left.

A planted rep has three to six events of mixed kinds, never next to each other. What makes an event fair:
- an omission is of words whose absence can be heard: never a word beside its twin, and function words only of three or
  more letters between other sounds;
- a substitute is another word, not a sound-alike spelling; a substituted number is another value;
- an insertion is a content word that fits where it stands and is not in the script near by;
- a cut-off word leaves at least a syllable (the sound is cut where the synthesizer says the word is, see corpus.py);
- a long pause is well over the coach's default thresholds (1.2 s inside a clause, 2 s at a full stop).
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tests.bench.scripts import BenchScript, Unit, tokens

# What may stand in for a content word. A plain word is listed with others of its kind that make sense in its place.
_PAIRS = """
quarter:year year:month week:month day:week morning:afternoon/evening afternoon:morning evening:morning
night:week printers:dealers/builders margin:budget freight:postage cut:raised/lowered bill:total minutes:hours
hours:days office:factory survey:visit property:building home:ready crew:plan ready:easy book:print
mornings:weekends text:email send:bring parents:neighbors coach:teacher lesson:meeting pool:gym towel:jacket
snack:drink blue:green/yellow form:ticket trial:game desk:window word:money accounts:sales service:order
email:letter pay:cover direct:private message:letter visit:meeting surgery:training breakfast:lunch
parking:lower garage:kitchen closed:crowded entrance:ramp nurses:doctors confirm:cancel warehouse:office
lamp:door yard:hall midnight:sunrise timer:sensor city:county price:rent kit:box van:car foreman:manager
lead:teach hiring:training manager:partner team:group questions:problems salary:travel answer:reply
writing:person easier:faster locker:garage shoes:keys rate:price rowing:reading room:tower news:timing
board:council approved:refused grant:loan river:forest study:project letter:check signed:printed budget:contract
finance:research announce:discuss school:hospital kitchen:garden raise:change order:delivery trays:boxes
fruit:bread boy:girl nuts:milk truck:driver gate:door front:side paved:painted lease:permit owner:tenant
present:current rent:price repaint:repair hall:porch replace:remove dishwasher:heater weekend:evening
building:station ice:water hard:salty machines:pipes filter:cover fitted:painted tea:guest repair:energy
bills:costs test:paper strip:sheet minute:hour plant:school people:women badge:key stock:tax records:papers
floor:garden plan:map shift:union leaders:drivers switch:trade client:hotel bus:train choir:class church:station
driver:captain ferry:bridge bags:bikes instruments:suitcases lunch:coffee stop:break ill:lost paying:losing
system:machine paper:checks flat:monthly fee:price contract:deposit bakery:laundry street:corner payday:deadline
summary:report tonight:tomorrow map:tea letters:photographs captain:doctor curator:director exhibit:program
card:wall hurry:fee quote:estimate roof:barn panels:windows tax:state credit:refund finish:start
neighbor:brother summer:winter cell:house bring:mail atlas:novel arrived:vanished late:small fine:gone
reading:writing group:club upper:lower windows:carpets half:most dentist:doctor cleanings:fillings head:family
mechanics:painters details:numbers subject:second apple:window page:chapter county:village volunteers:officers
searchers:rangers dogs:horses quarry:station water:maps radios:blankets east:west ridge:road creek:bridge
channel:code phone:lamp piano:organ tuner:dealer upright:guitar damp:cold weather:air village:city road:hotel
bass:pedal rattles:squeaks lid:back photographs:flowers kettle:door note:key sister:cousin vote:game
meets:leaves gym:library speak:vote story:driver children:parents highway:river crossing:security guard:light
boat:engine hull:deck rudder:propeller crack:hole inches:feet seasons:winters mend:sell full:closed
extension:number ship:sell glass:steel carrier:driver loads:boxes trucks:boats damage:delay pallet:truck
forward:mail dispatch:shipping sample:order clean:late dock:store crates:trucks bell:alarm space:key cars:boats
curb:door wrap:sell mirrors:pictures lamps:chairs empty:lock drawers:closets papers:money medicine:clothes
jewels:pictures ramp:rope stairs:repairs rain:snow keys:tickets stage:stairs drum:piano porter:teacher
tasted:ordered red:white cases:barrels hotels:shops store:keep wine:oil cellar:garden steep:narrow left:right
stone:old chapel:tower wall:river cook:sing guests:friends chairs:tables five:nine twelve:twenty forty:fourteen
four:five three:two ten:seven two:three
"""
SUBSTITUTES: dict[str, tuple[str, ...]] = {
    key: tuple(others.split("/")) for key, others in (pair.split(":") for pair in _PAIRS.split())
}

ADJECTIVES = ("whole", "other", "little", "second", "regular", "usual", "extra", "final", "private", "local")
ADVERBS = (
    "really",
    "quickly",
    "certainly",
    "probably",
    "simply",
    "finally",
    "usually",
    "gladly",
    "already",
    "personally",
)
CLOSERS = ("today", "again", "quickly", "right away", "this week", "for certain", "together")
_BEFORE_ADJECTIVE = frozenset({"the", "your", "our", "my", "this", "that", "his", "her", "their"})
_BEFORE_ADVERB = frozenset({"i", "we", "you", "they", "she", "he", "will", "can", "would", "could", "to"})

FILLED = ("um", "uh", "um", "uh", "er", "erm", "ah")
LEXICAL = ("like", "you know", "basically", "i mean", "actually", "sort of")
DIGITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "zero")
CHATTER = (
    "okay, so i think that was more or less everything. if not, well, you will surely let me know.",
    "oh, and one last thing. my colleague says hello, and she hopes the weather is better where you are.",
    "alright. i should let you get back to work now, i have talked for long enough already.",
    "anyway, it would be lovely to hear from you. enjoy the rest of your day, and give my best to everyone there.",
)
_NUMERIC = frozenset({"number", "money", "date", "time", "percent"})


@dataclass(frozen=True, slots=True)
class Said:
    """One word given to the synthesizer."""

    word: str
    script: tuple[int, int] | None  # the character range it says; None where it says nothing of the script
    pause: str = ""
    stretch: float = 1.0  # times its natural length
    kept: float | None = None  # a cut-off word: the part of it that is heard
    silence_s: float = 0.0  # put in after it
    event: int | None = None  # the event it belongs to
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Planted:
    """The truth about one event; its times are added when it has been spoken."""

    kind: str
    detail: str
    start: int  # character range in the script text; equal: between words, before that character
    end: int
    said: str  # "" for an omission or a pause
    accept: tuple[str, ...]  # the kinds of finding that are right
    content: bool  # a content word is concerned
    first_unit: int = field(default=0, compare=False)
    last_unit: int = field(default=0, compare=False)  # half-open


@dataclass(frozen=True, slots=True)
class Rep:
    said: tuple[Said, ...]
    events: tuple[Planted, ...]
    slowness: float = 1.0  # on top of the take's own pace


def perfect(script: BenchScript, dice: random.Random) -> Rep:
    """The script as it stands; planned pauses are made, free spans are spoken or left out."""
    leave_free = dice.random() < 0.5
    return Rep(tuple(_spoken(script, dice, leave_free)), ())


def _spoken(script: BenchScript, dice: random.Random, leave_free: bool) -> list[Said]:
    said: list[Said] = []
    for index, unit in enumerate(script.units):
        if unit.free and leave_free:
            continue
        said += _unit(unit, index)
        if unit.gap:
            said[-1] = replace(said[-1], silence_s=dice.uniform(0.5, 0.8))
    return said


def _unit(unit: Unit, index: int) -> list[Said]:
    return [Said(token.word, (unit.start, unit.end), token.pause, unit=index) for token in unit.spoken]


@dataclass(slots=True)
class _Draft:
    """A rep while events are planted into it."""

    script: BenchScript
    dice: random.Random
    said: list[Said]
    events: list[Planted]
    taken: set[int]  # units an event concerns or stands beside

    def free(self, first: int, last: int, at_end: bool = False) -> bool:
        """Whether units [first, last) may carry an event: inside the script (or at its very end), far from others."""
        units = self.script.units
        if first < 1 or last > len(units) - (not at_end) or first >= last:
            return False
        if any(unit.free for unit in units[first - 1 : last + 1]):
            return False
        if any(unit.gap for unit in units[first - 1 : last]):
            return False
        return not self.taken.intersection(range(first - 2, last + 2))

    def whole_sentence(self, first: int, last: int) -> bool:
        return self.script.units[first].sentence == self.script.units[last - 1].sentence

    def places(self, width: int = 1) -> list[int]:
        found = [i for i in range(1, len(self.script.units) - width) if self.free(i, i + width)]
        self.dice.shuffle(found)
        return [i for i in found if self.whole_sentence(i, i + width)]

    def span(self, unit: int) -> tuple[int, int]:
        """The words of said that speak this unit."""
        own = [i for i, word in enumerate(self.said) if word.unit == unit]
        return own[0], own[-1] + 1

    def add(self, event: Planted) -> int:
        self.events.append(event)
        self.taken.update(range(event.first_unit - 1, max(event.last_unit, event.first_unit + 1) + 1))
        return len(self.events) - 1

    def event(self, kind: str, detail: str, first: int, last: int, said: str, accept: str, content: bool = True) -> int:
        units = self.script.units
        start = units[first].start
        end = units[last - 1].end if last > first else start
        return self.add(Planted(kind, detail, start, end, said, tuple(accept.split()), content, first, last))

    def put(self, unit: int, words: Sequence[Said]) -> None:
        """Say these before a unit."""
        at = self.span(unit)[0]
        self.said[at:at] = words

    def pause_before(self, unit: int, pause: str = ",", silence_s: float = 0.0) -> None:
        at = self.span(unit)[0] - 1
        kept = self.said[at]
        self.said[at] = replace(kept, pause=kept.pause or pause, silence_s=kept.silence_s + silence_s)


def _extra(text: str, event: int, pause: str = "") -> list[Said]:
    words = [Said(token.word, None, token.pause, event=event) for token in tokens(text)]
    words[-1] = replace(words[-1], pause=words[-1].pause or pause)
    return words


def _twin(units: Sequence[Unit], first: int, last: int) -> bool:
    """Leaving out [first, last) would be ambiguous: the words beside it are the words in it."""
    before, after = units[first - 1], units[last]
    return before.word == after.word or before.word == units[last - 1].word or after.word == units[first].word


def _omit(draft: _Draft, first: int, last: int, detail: str, content: bool) -> None:
    low, high = draft.span(first)[0], draft.span(last - 1)[1]
    ended = draft.said[high - 1].pause
    draft.event("omission", detail, first, last, "", "omission", content)
    del draft.said[low:high]
    if ended and low > 0:  # the full stop stays where the sentence ends
        draft.said[low - 1] = replace(draft.said[low - 1], pause=ended)


def omit_word(draft: _Draft) -> bool:
    units = draft.script.units
    for at in draft.places():
        if units[at].kind in ("plain", "name") and len(units[at].word) >= 4 and not _twin(units, at, at + 1):
            _omit(draft, at, at + 1, "word", True)
            return True
    return False


def omit_function_word(draft: _Draft) -> bool:
    units = draft.script.units
    for at in draft.places():
        word = units[at].word
        heard = len(word) >= 3 and units[at - 1].word[-1] != word[0] and units[at + 1].word[0] != word[-1]
        if units[at].kind == "function" and heard and not _twin(units, at, at + 1):
            _omit(draft, at, at + 1, "function word", False)
            return True
    return False


def omit_phrase(draft: _Draft) -> bool:
    units, width = draft.script.units, draft.dice.randint(2, 5)
    for at in draft.places(width):
        inside = units[at : at + width]
        content = sum(unit.content for unit in inside)
        if content and all(unit.kind != "phone" for unit in inside) and not _twin(units, at, at + width):
            _omit(draft, at, at + width, f"phrase of {width}", True)
            return True
    return False


def _other(unit: Unit, dice: random.Random) -> str | None:
    """A plausible wrong way of saying a unit."""
    if unit.other:
        return " ".join(token.word for token in unit.other)
    if unit.kind == "plain" and unit.word in SUBSTITUTES:
        return dice.choice(SUBSTITUTES[unit.word])
    return None


def _replace(draft: _Draft, at: int, said: str, kind: str, detail: str, accept: str) -> None:
    unit = draft.script.units[at]
    event = draft.event(kind, detail, at, at + 1, said, accept)
    low, high = draft.span(at)
    spoken = [replace(word, script=(unit.start, unit.end), unit=at) for word in _extra(said, event)]
    spoken[-1] = replace(spoken[-1], pause=draft.said[high - 1].pause, silence_s=draft.said[high - 1].silence_s)
    draft.said[low:high] = spoken


def _near(draft: _Draft, at: int, said: str) -> bool:
    """Whether a word to be said stands in the script near by, which would make the truth ambiguous."""
    around = {word for unit in draft.script.units[max(0, at - 4) : at + 5] for word in unit.word.split()}
    return bool(around.intersection(said.split()))


def substitute_word(draft: _Draft) -> bool:
    for at in draft.places():
        unit = draft.script.units[at]
        said = _other(unit, draft.dice) if unit.kind == "plain" else None
        if said and not _near(draft, at, said):
            number = said in DIGITS or said.endswith(("ty", "teen"))
            _replace(draft, at, said, "substitution", "word", "substitution number" if number else "substitution")
            return True
    return False


def substitute_number(draft: _Draft) -> bool:
    for at in draft.places():
        unit = draft.script.units[at]
        said = _other(unit, draft.dice)
        if unit.kind in _NUMERIC and said:
            # "Tuesday" is a date to some and a word to others; "nine days" a number or a word
            _replace(draft, at, said, "substitution", unit.kind, "substitution number")
            return True
    return False


def wrong_digit(draft: _Draft) -> bool:
    phones = [at for at, unit in enumerate(draft.script.units) if unit.kind == "phone" and draft.free(at, at + 1, True)]
    if phones:
        at = draft.dice.choice(phones)
        unit = draft.script.units[at]
        words = [token.word for token in unit.spoken]
        spots = [
            i for i, word in enumerate(words) if word in (*DIGITS, "oh") and words[i - 1] not in ("double", "triple")
        ]
        spot = draft.dice.choice(spots)
        right = "zero" if words[spot] == "oh" else words[spot]
        words[spot] = draft.dice.choice([digit for digit in DIGITS[:9] if digit != right])
        said = " ".join(words)
        event = draft.event("number", f"wrong digit: {words[spot]} for {right}", at, at + 1, said, "number")
        low, _ = draft.span(at)
        draft.said[low + spot] = replace(draft.said[low + spot], word=words[spot], event=event)
        return True
    return False


def insert_word(draft: _Draft) -> bool:
    units = draft.script.units
    for at in draft.places():
        before, here = units[at - 1], units[at]
        if here.kind == "phone" or before.spoken[-1].pause == "." or before.kind in _NUMERIC or here.kind in _NUMERIC:
            continue
        if before.word in _BEFORE_ADJECTIVE and here.kind == "plain":
            choice = ADJECTIVES
        elif before.word in _BEFORE_ADVERB and here.kind in ("plain", "function") and not before.spoken[-1].pause:
            choice = ADVERBS
        else:
            continue
        said = draft.dice.choice(choice)
        if _near(draft, at, said):
            continue
        event = draft.event("insertion", "word", at, at, said, "insertion")
        draft.put(at, _extra(said, event))
        return True
    return False


def insert_closer(draft: _Draft) -> bool:
    """Words added at the end of a sentence."""
    units = draft.script.units
    for at in [i for i in range(2, len(units) - 1) if draft.free(i, i + 1) and not units[i - 1].free]:
        if units[at - 1].spoken[-1].pause != "." or units[at - 1].gap or units[at - 1].kind == "phone":
            continue
        said = draft.dice.choice(CLOSERS)
        if _near(draft, at, said):
            continue
        event = draft.event("insertion", "at a sentence's end", at, at, said, "insertion")
        low = draft.span(at)[0]
        draft.said[low - 1] = replace(draft.said[low - 1], pause="")
        draft.put(at, _extra(said, event, "."))
        return True
    return False


def _repeat(draft: _Draft, width: int, detail: str, fits: Callable[[Sequence[Unit]], bool]) -> bool:
    units = draft.script.units
    for at in draft.places(width):
        inside = units[at : at + width]
        if any(token.pause for unit in inside for token in unit.spoken) or not fits(inside):
            continue
        if units[at - 1].word == inside[-1].word or units[at + width].word == inside[0].word:
            continue
        said = " ".join(unit.word for unit in inside)
        event = draft.event("repetition", detail, at, at + width, f"{said} {said}", "repetition self_correction")
        draft.put(at, _extra(said, event, draft.dice.choice(["", "", ","])))
        low, high = draft.span(at)[0], draft.span(at + width - 1)[1]
        draft.said[low:high] = [replace(word, event=event) for word in draft.said[low:high]]
        return True
    return False


def repeat_word(draft: _Draft) -> bool:
    return _repeat(
        draft, 1, "word", lambda units: len(units[0].word) >= 2 and units[0].kind in ("plain", "function", "name")
    )


def repeat_phrase(draft: _Draft) -> bool:
    plain = ("plain", "function", "name", "date")
    return _repeat(
        draft, draft.dice.choice([2, 2, 3]), "phrase", lambda units: all(unit.kind in plain for unit in units)
    )


def restart(draft: _Draft) -> bool:
    """A wrong word, cut off or whole, then the right one; or the right word cut off, then whole."""
    units, dice = draft.script.units, draft.dice
    style = dice.choice(["cut off", "cut off", "whole word", "same word cut off", "backs up"])
    for at in draft.places():
        unit = units[at]
        if style == "same word cut off":
            wrong = unit.word if unit.kind in ("plain", "name", "date") else None
        else:
            wrong = _other(unit, dice)
            wrong = None if wrong is None or unit.kind == "phone" or _near(draft, at, wrong) else wrong
        if wrong is None:
            continue
        cut = style in ("cut off", "same word cut off")
        if cut and (len(wrong.split()) > 1 or len(wrong) < 6):
            continue
        backs_up = style == "backs up"
        if backs_up and (
            units[at - 1].kind != "function" or units[at - 1].spoken[-1].pause or not draft.free(at - 1, at + 1)
        ):
            continue
        first = at - 1 if backs_up else at
        kind = "repetition" if style == "same word cut off" else "self_correction"
        # a restart counts as found whichever of the two it is called
        event = draft.event(kind, f"restart, {style}", first, at + 1, "", "repetition self_correction")
        words = _extra(wrong, event)
        if cut:
            words[-1] = replace(words[-1], kept=dice.uniform(0.5, 0.65), silence_s=dice.uniform(0.06, 0.3))
        else:
            words[-1] = replace(words[-1], pause=",", silence_s=dice.uniform(0.0, 0.2))
        if backs_up:
            words += _extra(units[at - 1].word, event)
        draft.put(at, words)
        low, high = draft.span(at)
        draft.said[low:high] = [replace(word, event=event) for word in draft.said[low:high]]
        if backs_up:
            low, high = draft.span(at - 1)
            draft.said[low:high] = [replace(word, event=event) for word in draft.said[low:high]]
        said = f"{wrong}- {unit.word}" if cut else f"{wrong}, {unit.word}"
        if backs_up:
            said = f"{units[at - 1].word} {wrong}, {units[at - 1].word} {unit.word}"
        draft.events[event] = replace(draft.events[event], said=said)
        return True
    return False


def _swallows(before: str, after: str) -> bool:
    """Whether a short "uh" between these two words would only sound like one of them drawn out."""
    return before.split()[-1] in ("a", "the", "to", "or", "for", "our", "her", "i", "you") or after[0] in "aeiou"


def fill(draft: _Draft) -> bool:
    """Um and uh, short or drawn out, with or without a pause round them."""
    dice = draft.dice
    word = dice.choice(FILLED)
    length, stretch = dice.choice([("short", 1.0), ("short", 1.3), ("long", 2.0), ("drawn out", 3.0)])
    around = dice.choice(["no pause", "no pause", "pause after", "pause before", "pause round"])
    for at in draft.places():
        if (
            stretch < 1.5
            and around == "no pause"
            and _swallows(draft.script.units[at - 1].word, draft.script.units[at].word)
        ):
            continue
        event = draft.event("filled_pause", f"{length}, {around}", at, at, word, "filled_pause")
        extra = _extra(word, event)
        if around in ("pause after", "pause round"):
            extra[-1] = replace(extra[-1], pause=",", silence_s=dice.uniform(0.05, 0.3))
        if around in ("pause before", "pause round"):
            draft.pause_before(at, ",", dice.uniform(0.05, 0.3))
        draft.put(at, [replace(each, stretch=stretch) for each in extra])
        return True
    return False


def fill_with_words(draft: _Draft) -> bool:
    said = draft.dice.choice(LEXICAL)
    for at in draft.places():
        before = draft.script.units[at - 1].word
        if _near(draft, at, said) or draft.script.units[at].kind == "phone" or before in ("i", "would", "you"):
            continue  # "I like" and "you know" would be no fillers
        event = draft.event("lexical_filler", said, at, at, said, "lexical_filler")
        draft.pause_before(at, draft.dice.choice(["", ","]))
        draft.put(at, _extra(said, event, draft.dice.choice(["", ","])))
        return True
    return False


def pause_long(draft: _Draft) -> bool:
    units, dice = draft.script.units, draft.dice
    wanted_inside = dice.random() < 0.65
    for at in draft.places():
        inside = units[at - 1].sentence == units[at].sentence
        if inside != wanted_inside or (inside and (units[at - 1].spoken[-1].pause or units[at].kind == "phone")):
            continue  # a comma: between the two thresholds, so no fair question
        draft.event("long_pause", "inside a clause" if inside else "at a full stop", at, at, "", "long_pause")
        draft.pause_before(at, ",", dice.uniform(1.6, 2.4) if inside else dice.uniform(2.6, 3.4))
        return True
    return False


def chatter(draft: _Draft) -> bool:
    """Going on after the script's end, over the limit."""
    end, count = len(draft.script.text), len(draft.script.units)
    if draft.taken & {count - 1, count}:
        return False
    text = draft.dice.choice(CHATTER)
    accept = ("overrun",)
    event = draft.add(Planted("overrun", "appended chatter", end, end, text, accept, True, count, count))
    draft.said[-1] = replace(draft.said[-1], pause=".")
    draft.said += _extra(text, event)
    return True


def slow(draft: _Draft) -> bool:
    """The whole rep too slow for its limit."""
    end, count = len(draft.script.text), len(draft.script.units)
    draft.add(Planted("overrun", "slow pace", end, end, "", ("overrun",), True, count, count))
    return True


# One deck: how often each event is dealt. Most scripts with a phone number get a wrong digit besides.
_DECK: tuple[tuple[Callable[[_Draft], bool], int], ...] = (
    (omit_word, 3),
    (omit_phrase, 3),
    (omit_function_word, 1),
    (substitute_word, 5),
    (substitute_number, 4),
    (insert_word, 4),
    (insert_closer, 1),
    (repeat_word, 2),
    (repeat_phrase, 2),
    (restart, 5),
    (fill, 9),
    (fill_with_words, 2),
    (pause_long, 3),
    (chatter, 1),
    (slow, 1),
)


class Planter:
    """Deals events from one shuffled deck, so that kinds come evenly, and plants them."""

    def __init__(self, seed: str) -> None:
        self._dice = random.Random(seed)
        self._deck: list[Callable[[_Draft], bool]] = []

    def _deal(self) -> Callable[[_Draft], bool]:
        if not self._deck:
            self._deck = [kind for kind, often in _DECK for _ in range(often)]
            self._dice.shuffle(self._deck)
        return self._deck.pop()

    def plant(self, script: BenchScript) -> Rep:
        """A rep of three to six events; kinds that find no room in this script are passed over."""
        dice = self._dice
        draft = _Draft(script, dice, _spoken(script, dice, leave_free=dice.random() < 0.5), [], set())
        wanted = dice.randint(3, 6)
        dealt: set[Callable[[_Draft], bool]] = set()
        if any(unit.kind == "phone" for unit in script.units) and dice.random() < 0.8:
            wrong_digit(draft)
        for _ in range(40):
            if len(draft.events) >= wanted and len({event.kind for event in draft.events}) > 1:
                break
            kind = self._deal()
            if kind in (chatter, slow) and dealt & {chatter, slow}:
                continue
            if kind(draft):
                dealt.add(kind)
        slowness = 1.25 if slow in dealt else 1.0
        return Rep(tuple(draft.said), tuple(draft.events), slowness)


def spell(said: Sequence[Said]) -> str:
    """What is said, for people to read: cut-off words end in a dash."""
    return re.sub(r"\s+", " ", " ".join(f"{word.word}-" if word.kept else f"{word.word}{word.pause}" for word in said))
