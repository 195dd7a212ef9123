"""Advice on what is in it for them: something of value, and a message that was thought about."""

import re
from collections.abc import Iterator

from app.script.advice import Found
from app.script.lines import joined
from app.script.phrases import DELETED
from app.script.rule import FIELD, GITOMER, HAYDEN, HOPKINS, READY, Rule
from app.script.steps import PROMISE
from app.script.studied import Studied
from app.script.times import says_when
from app.script.whose import begins_with_us, is_about_us, is_pitch
from app.script.words import FUNCTION_WORDS, without_accents

_GAINS = joined(
    r"""
    sav(?:e|es|ed|ing|ings)|cut(?:s|ting)?|reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)?|fewer|halv(?:e|es|ed|ing)|half|
    doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|grow(?:s|ing|th)?|grew|gain(?:s|ed|ing)?|
    earn(?:s|ed|ing)?|rais(?:e|es|ed|ing)|wins?|won(?! (?:\S+ )?(?:an )?awards?)|keep(?:s|ing)?(?! (?:in|this|it|you|
    up|going|an) )|kept|
    protect(?:s|ed|ing|ion)?|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|stop(?:s|ped|ping)?(?! by)|fix(?:es|ed|ing)?|
    solv(?:e|es|ed|ing)|resolv(?:e|es|ed|ing)|repair(?:s|ed|ing)?|restor(?:e|es|ed|ing)|replac(?:e|es|ed|ing|ement)|
    refund(?:s|ed|ing)?|credit(?:s|ed)?|discount(?:s|ed)?|rebate|waiv(?:e|es|ed|ing)|cheaper|faster|sooner|easier|safer|
    (?<!are )(?<!is )(?<!be )(?<!feel )free|at no charge|extra|bonus|grant(?:s|ed)?|scholarship|match(?:es|ed|ing)?|
    approv(?:e|es|ed|al)|qualif(?:y|ies|ied)|eligible|(?<!you are )ready|arrived|shipped|delivered|promot(?:e|ed|ion)|
    pay(?:s|ing)? (?:you|less|for)|help(?:s|ed|ing)? (?:them|other|people|families|kids|children|patients|students)|
    useful|worth|improv(?:e|es|ed|ing|ement)
    """
)
_THINGS = joined(
    r"""
    resources?|(?<!mailing )lists?|guides?|ideas?|tips?|leads?|referrals?|checklists?|templates?|articles?|samples?|
    recipes?|maps?|worksheets?|spreadsheets?|calculators?|tickets?|seats?|gifts?|answers?|solutions? (?:to|for)|
    results?|
    invitation|invite you|invited|introduction|introduce you to (?!our|my)|one page|two pages|a page|pages|handbook|
    book|
    names? of|a name|(?<!my )(?<!our )(?:candidates?|buyers?|customers?|clients?)|families|kids|children|students|
    patients|
    meals|shelter|roles?|jobs?|positions?|openings?|salary|someone (?:who|asked|is|was|looking)|
    (?:someone|somebody|a (?!little|bit)[^|,\s]+) (?:[^|,\s]+ ){0,2}?who (?:asked|is|was|needs|wants|runs|can|could|
    does|has)|
    (?:somebody|a friend|a customer|a client|a man|a woman) (?:asked|is|was|needs|wants|of)|
    (?:is|was|were|seemed|sounded|sounds) (?:very |really |quite |pretty )?interested|asked (?:me )?(?:about|for|who)|
    looking for (?:a|an|someone|somebody|what|exactly)|workshop|dinner|lunch|breakfast|panel|concert|tour|training|
    study|figures|comparison|photos?|pictures?|letter|keys?|parts?|package|prescription|claim|reminder|warranty
    """
)
_CONCERNS = joined(
    r"""
    profits?|margins?|costs?|costing|losing|lose|lost|loss(?:es)?|tax(?:es)?|turnover|competition|competitors?|
    deadlines?|complaints?|delays?|late|downtime|outages?|shortages?|hiring|staffing|overtime|cash flow|waste|risk|
    fines?|penalt(?:y|ies)|audit|retirement|retiring|college|sleep|worr(?:y|ies|ied)|stress|family|daughter|son|mother|
    father|wife|husband|health|safety|leak(?:s|ing)?|broken|(?<!no )problems?|issues?|trouble|going through|goals?|
    rent|mortgage|prices?|rates?|bills?|expir(?:e|es|ed|ing)|renewal|no shows?|cancel(?:s|led|lations?)?|errors?|mistake
    """
)
VALUE = f"{_GAINS}|{_THINGS}|{_CONCERNS}|#money"
_CARES = joined(
    r"""
    (?:you|your \S+) (?:[^|,\s]+ ){0,2}?(?:said|mentioned|told|asked|wrote|posted|wanted|needed|hoped|gave|sponsored|
    joined|lost|chose|applied|ordered|spoke|talked|worked|solved)|your (?:gift|donation|support|question|kindness)|
    same (?:target market|market|restaurants|customers|clients|people|goal)|(?:help|helping) each other|more successful|
    congratulations|thank you for (?:your (?!time|business)|helping|giving|joining|coming)|thanks to (?:you|your)|
    because of you|promised(?: you)?|
    understand(?: that)? (?:your|you)(?! (?:might|may|had))|good news (?:about|for) you(?:r)?|
    (?:heard|read|saw|noticed|hear|see)(?: that)? (?:you|your \S+) (?:is|are|was|were|has|have|will|plan|moved|opened|
    need|want|lost)|
    made (?:it )?possible
    """
)
_BRINGS = joined(
    r"""
    (?:i|we) (?:have |had |just |already )*(?:found|saved|held|kept|set aside|put aside|brought|finished|fixed|reserved|
    booked|recorded|traced|made you|have your|got you|sent you)
    (?! (?:your (?:profile|name|number|website|info|information|company|page|resume)|out about))
    """
)
# A clause about somebody else than the caller, by how it begins
_OTHERS = re.compile(
    r"(?:(?:and|so|but|yesterday|today|#date|starting #date|from #date|since #date|because of you|"
    r"without you) (?:, )?)*"
    r"(?:your|you (?!(?:might|may|could|would|can|will) )|he |she |they |(?:the|an?) (?!(?:reason|purpose|"
    r"company|product|team|service"
    r"|services|meeting|best|lot|few|quick|representative|proposal|number|offer|idea is|goal) )|most |someone |"
    r"somebody |everyone |one of your"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|#number) |=\S+)"
    r"(?!.*(?:\bcompany\b|\bour\b|\bus\b|\bmy\b))"
)
_GOES_ON = re.compile(r"(?:and|but|so) (?:the|he|she|they|=\S+) ")  # else what follows a comma may be no clause


def _names_value(studied: Studied) -> bool:
    plan = _content(studied.script.for_them) | _content(studied.script.cares_about)
    said = {token.key for token in studied.tokens}
    if plan and len(plan & said) >= max(len(plan) / 3, 1):
        return True
    news = not any(
        studied.plain.has(phrases) for phrases, _ in DELETED
    )  # beside a worn phrase a bare statement is none
    return any(_is_of_value(studied, *clause, news) for each in studied.told for clause in studied.clauses(each))


def _is_of_value(studied: Studied, first: int, last: int, news: bool) -> bool:
    """Whether the stretch names something that counts for the one who hears it; before it asks for anything.

    `news`: whether a statement about them is enough.
    """
    asks = [step.first for step in studied.asked if first <= step.first < last]
    last = min([last, *asks])
    if last - first < 3 or is_pitch(studied, first, last):
        return False
    worn = [each for phrases, _ in DELETED for each in studied.plain.find(phrases, first, last)]

    def fresh(phrases: str) -> bool:
        """Whether one of them stands where no worn phrase does."""
        found = studied.plain.find(phrases, first, last)
        return any(not any(each.first < other.last and other.first < each.last for other in worn) for each in found)

    if fresh(_BRINGS):
        return True
    if is_about_us(studied, first, last):
        return False
    if begins_with_us(studied, first, last):
        return fresh(_CARES) or (fresh(_GAINS) and studied.plain.has("you|your", first, last))
    return fresh(_CARES) or fresh(VALUE) or (news and _states(studied, first, last))


def _states(studied: Studied, first: int, last: int) -> bool:
    """Whether it says something of somebody else than the caller."""
    said = studied.named.of(first, last)
    if studied.signs[first] == "," and not _GOES_ON.match(said):
        return False
    introduced = studied.introduction
    own = set()
    if introduced is not None:
        sentence = studied.sentences[studied.sentence_of(introduced.first)]
        own = {token.key for token in studied.tokens[introduced.first : sentence.last]}
    asks = studied.script.text[studied.tokens[last - 1].end :].lstrip()[:1] == "?"
    return not asks and bool(_OTHERS.match(said)) and (len(said.split()) >= 4 and studied.tokens[first].key not in own)


def _content(text: str | None) -> set[str]:
    """The words of a plan's line that say something."""
    words = {word.strip(".,;:!?") for word in without_accents(text or "").split()}
    return {word for word in words if len(word) > 3 and word not in FUNCTION_WORDS}


def _nothing_of_value(studied: Studied) -> Iterator[Found]:
    if not _names_value(studied):
        for_them = studied.script.for_them
        yield Found(
            0,
            0,
            "Nothing in the message is of use to the one who hears it.",
            f"Your plan names it: {for_them.rstrip('.')}. Say so."
            if for_them
            else "Name one thing that saves, earns or solves something for them, or that you bring them.",
        )


_RAMBLES = (
    r"um+|uh+|uhm|er+|erm|ah|hmm*|so yeah|yeah so|yeah|anyways?|you know(?= [|,])|i mean(?= [|,])|like i said|"
    r"as i said|let me (?:think|see)(?= [|,])|where was i|what was i"
    r"|what else|i forgot|oh(?: and)?(?= [|,])|oh and|oh wait|wait|okay so|ok so|blah|whatever|and stuff|"
    r"or something|i guess that is (?:it|all)|that is (?:about|pretty much) (?:it|all)"
    r"|i do not (?:really )?know(?: what| why| if)?|i think that is (?:it|all)|not sure (?:what|why|if)|bye bye|"
    r"but anyway|gosh|geez|i will ramble|rambling|i am not sure"
)
_SURE_RAMBLES = re.compile(
    r"^(?:um+|uh+|uhm|er+|erm|hmm*|so yeah|where was i|what was i|what else|oh wait|i guess that is .*|blah|rambling)$"
)
_EMPTY = (
    r"(?:i )?(?:was|am|had been)? ?hoping to (?:talk|speak|chat|catch|reach|connect|get)[^|,]{0,40}|"
    r"touching base|checking in|another time|some other time|(?:i )?(?:missed|keep missing) you|(?:try|call|"
    r"catch|reach) you (?:back |again )?(?:later|another|some|soon)"
)


def _winged(studied: Studied) -> Iterator[Found]:
    rambles = list(studied.plain.find(_RAMBLES))
    if len(rambles) >= 2 or any(_SURE_RAMBLES.match(each.said) for each in rambles):
        for each in rambles:
            yield studied.found(
                each.first,
                each.last,
                "This is what somebody says who makes it up while speaking.",
                "Leave it out; take a breath there instead.",
            )
        return
    if not _names_value(studied) and not _promises_when(studied) and len(studied.told) <= 4:
        vague = list(studied.plain.find(_EMPTY))
        if vague or not studied.body:
            yield Found(
                0,
                0,
                "The message is winged: it could be left for anybody, about anything.",
                "Set a goal for the call and write its one-sided version: something for them, one next step, and when.",
            )


def _promises_when(studied: Studied) -> bool:
    return any(says_when(studied, part) for part in studied.parts if studied.is_step(part))


def _no_promise_of_when(studied: Studied) -> Iterator[Found]:
    if any(says_when(studied, part) for part in studied.parts):
        return
    promise = next((step for step in studied.steps if step.what == PROMISE), None)
    where = (promise.first, promise.last) if promise is not None else None
    if where is not None:
        sentence = studied.sentences[studied.sentence_of(where[0])]
        yield studied.found(
            sentence.first,
            sentence.last,
            "They do not learn when this will be.",
            "Name the day, and the hour if you can: “I’ll try you again on Thursday at ten”.",
        )
    else:
        yield Found(
            0,
            0,
            "The message does not say what you do next, and when.",
            "Promise it: “I’ll try you again on Thursday at ten”.",
        )


RULES = (
    Rule(
        "nothing_of_value",
        "A call is returned where there is something in it for the one who returns it.",
        f"{GITOMER}; {HAYDEN}",
        "Hi Dana, this is Ruth from Marlow Print. I would like to come by and talk to you about our company.",
        "Hi Dana, this is Ruth from Marlow Print. I have two ideas that keep your labels dry in the cellar.",
        90,
        _nothing_of_value,
    ),
    Rule(
        "winged",
        "Every contact is a presentation; a message made up on the spot sounds like one.",
        f"{HOPKINS}; {READY}",
        "This is Ruth Marlow. I was hoping to catch you. I'll try you some other time.",
        "This is Ruth Marlow. The paper you asked for has come, and I'll keep it for you until Friday noon.",
        100,
        _winged,
    ),
    Rule(
        "no_promise_of_when",
        "To say that you will try again, and when, does more than to ask for a call.",
        f"{READY}; {FIELD}",
        "Hi Dana, this is Ruth from Marlow Print. Your labels are ready. I'll be in touch soon.",
        "Hi Dana, this is Ruth from Marlow Print. Your labels are ready. I'll bring them on Friday at nine.",
        60,
        _no_promise_of_when,
    ),
)
