"""Advice on what is in it for them: something of value, and a message that was thought about."""

import re
from collections.abc import Iterator

from app.script.advice import Found
from app.script.rule import FIELD, GITOMER, HAYDEN, HOPKINS, READY, Rule
from app.script.steps import PROMISE
from app.script.studied import Studied
from app.script.times import says_when
from app.script.whose import is_about_us
from app.script.words import FUNCTION_WORDS, without_accents

_GAINS = (
    r"sav(?:e|es|ed|ing|ings)|cut(?:s|ting)?|reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)?|less|fewer|halv(?:e|es|"
    r"ed|ing)|half|third|"
    r"quarter|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|grow(?:s|ing|th)?|grew|gain(?:s|"
    r"ed|ing)?|earn(?:s|ed|ing)?|"
    r"rais(?:e|es|ed|ing)|win(?:s|ning)?|won|keep(?:s|ing)?|kept|protect(?:s|ed|ing|ion)?|avoid(?:s|ed|ing)?|"
    r"prevent(?:s|ed|ing)?|stop(?:s|ped|ping)?|"
    r"fix(?:es|ed|ing)?|solv(?:e|es|ed|ing)|resolv(?:e|es|ed|ing)|repair(?:s|ed|ing)?|restor(?:e|es|ed|ing)|"
    r"replac(?:e|es|ed|ing|ement)|refund(?:s|ed|ing)?|"
    r"credit(?:s|ed)?|discount(?:s|ed)?|rebate|waiv(?:e|es|ed|ing)|free|cheaper|faster|sooner|easier|safer|extra|"
    r"bonus|grant(?:s|ed)?|scholarship|match(?:es|ed|ing)?|"
    r"approv(?:e|es|ed|al)|qualif(?:y|ies|ied)|eligible|ready|arrived|shipped|delivered|found|available|"
    r"promot(?:e|ed|ion)|pay(?:s|ing)? (?:you|less|for)|"
    r"help(?:s|ed|ing)? (?:you|your|them|other|people|families|kids|children|patients|students)|useful|worth|"
    r"benefit(?:s|ed)?|improv(?:e|es|ed|ing|ement)"
)
_THINGS = (
    r"resources?|lists?|guides?|ideas?|tips?|leads?|referrals?|checklists?|templates?|articles?|samples?|"
    r"recipes?|maps?|worksheets?|spreadsheets?|calculators?|"
    r"tickets?|seats?|gifts?|answers?|solutions? (?:to|for)|results?|invitation|invite you|invited|introduction|"
    r"introduce you to (?!our|my)|"
    r"one page|two pages|a page|pages|handbook|book|names? of|(?<!my )(?<!our )(?:candidates?|buyers?|customers?|"
    r"clients?)|families|kids|children|students|patients|meals|shelter|"
    r"roles?|jobs?|positions?|openings?|salary|raise|hours|days|weeks|minutes|months|someone (?:who|asked|is|was|"
    r"looking)|somebody|interested in (?:your|what you)|"
    r"asked (?:me )?(?:about|for) (?:you|your)|looking for (?:a|an|someone|somebody|what you)|workshop|event|"
    r"dinner|lunch|breakfast|panel|concert|tour|class|training|"
    r"report|study|figures|comparison|plan|photos?|pictures?|letter|thank you note|keys?|spot|slot|parts?|order|"
    r"package|appointment|prescription|claim|policy"
)
_CONCERNS = (
    r"profits?|margins?|costs?|costing|losing|lose|lost|loss(?:es)?|tax(?:es)?|turnover|competition|competitors?|"
    r"deadlines?|complaints?|delays?|late|downtime|"
    r"outages?|shortages?|hiring|staffing|overtime|cash flow|waste|risk|fines?|penalt(?:y|ies)|audit|retirement|"
    r"college|sleep|worr(?:y|ies|ied)|stress|"
    r"family|daughter|son|wife|husband|kids|health|safety|leak(?:s|ing)?|broken|problem|issues?|trouble|"
    r"going through|goals?|growth|sales|revenue|rent|mortgage|"
    r"prices?|rates?|bills?|budget|expir(?:e|es|ed|ing)|renewal|no shows?|cancel(?:s|led|lations?)?|error|stuck|waiting"
)
VALUE = rf"{_GAINS}|{_THINGS}|{_CONCERNS}|#money|#number"
_CARES = (
    r"(?:you|your) (?:[^|,\s]+ ){0,3}?(?:said|mentioned|told|asked|talked|spoke|wrote|posted|want|wanted|need|"
    r"needed|hope|care|like|love|gift|donation|support)"
    r"|same (?:target market|market|customers|clients|goal)|help each other|more successful|congratulations|"
    r"thank you for (?:your (?!time)|helping|giving|joining|coming)"
    r"|thanks to (?:you|your)|promised (?:you)?|you asked|share (?:it|them|this|that) with you|for (?:you|"
    r"your)(?= [|,])|made (?:it )?possible"
)
_OTHERS = re.compile(
    r"(?:(?:and|so|but|yesterday|today|#date) ,? ?)?(?:you|your|the|an?|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|#number|he|she|they|someone|somebody|everyone|people|most|=\S+) "
    r"(?!.*(?:\?|\bcompany\b|\bour\b))"
)


def _names_value(studied: Studied) -> bool:
    plan = _content(studied.script.for_them) | _content(studied.script.cares_about)
    said = {token.key for token in studied.tokens}
    if plan and len(plan & said) >= max(len(plan) / 3, 1):
        return True
    for sentence in studied.told:
        first, last = sentence.first, sentence.last
        if studied.plain.has(_CARES, first, last):
            return True
        if not studied.is_step(sentence) and _states(studied, first, last):
            return True
        if studied.plain.has(VALUE, first, last) and not is_about_us(studied, first, last):
            return True
    return False


def _states(studied: Studied, first: int, last: int) -> bool:
    """Whether it says something of somebody else than the caller."""
    said = studied.named.of(first, last)
    introduced = studied.introduction
    own = set()
    if introduced is not None:
        sentence = studied.sentences[studied.sentence_of(introduced.first)]
        own = {token.key for token in studied.tokens[introduced.first : sentence.last]}
    found = _OTHERS.match(said)
    return found is not None and len(said.split()) >= 4 and studied.tokens[first].key not in own


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
    return any(says_when(studied, sentence) for sentence in studied.sentences if studied.is_step(sentence))


def _no_promise_of_when(studied: Studied) -> Iterator[Found]:
    for sentence in studied.sentences:
        if says_when(studied, sentence):
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
