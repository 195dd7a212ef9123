"""Advice on what comes next: one step, last; the number to write down."""

import re
from collections.abc import Iterator

from app.script.advice import Found
from app.script.contacts import Contact
from app.script.lines import Stretch
from app.script.rule import FIELD, GITOMER, HOPKINS, Rule
from app.script.steps import PROMISE, Step
from app.script.studied import Studied
from app.script.words import without_accents

LEAST_AFTER = 12  # words behind the next step, so that it is not the last thing heard
LONGEST_RUN = 6  # digits that are still heard as one group


def _one_next_step_last(studied: Studied) -> Iterator[Found]:
    firm = [step for step in studied.steps if _is_firm(studied, step)]
    last_part = next((each for each in reversed(studied.parts) if not _is_number(studied, each)), None)
    if not firm and last_part is not None and studied.plain.has(_OF_THEM, last_part.first, last_part.last):
        yield studied.found(
            last_part.first,
            last_part.last,
            "This tells of them what they are to do.",
            "Say it to them: “Call me by Friday”.",
        )
        return
    if not firm:
        yield Found(
            0, 0, "The message ends without a next step.", "Say last what happens next: what you do, or what they do."
        )
        return
    other = _second_ask(studied)
    if other is not None:
        yield studied.found(
            other.first, other.last, "This is a second thing you ask of them.", "Ask for one thing, the smallest."
        )
        return
    last = max(studied.sentence_of(step.first) for step in firm)
    later = [each for each in studied.told if each.first >= studied.sentences[last].last]
    if sum(len(each) for each in later if not _is_number(studied, each)) >= LEAST_AFTER:
        sentence = studied.sentences[last]
        yield studied.found(
            sentence.first, sentence.last, "The message goes on after its next step.", "Move this to the end."
        )


_OF_THEM = (  # as a plan says it: she calls me by Friday
    r"\| (?:she|he|they) (?:will )?(?:calls?|rings?|phones?|e ?mails?|mails?|texts?|writes?|answers?|repl(?:y|ies)|"
    r"takes?|sends?|signs?|meets?|joins?|comes?|picks?|chooses?|says?|tells?|gives?|introduces?)"
)
_WISH = r"(?:i|we) (?:would|want|wanted|need|am|was|are|were) .*|hear (?:back )?from you|let me know"
_NEVER = r"another time|some ?time|some other|some day|at some point|one of these days"
_DONE = (
    r".*(?:call|try|ring|phone|send|email|text|mail|drop|stop|bring|check|follow|reach|meet|show|give|hold|save|keep|"
    r"calling|bringing)"
)


def _is_firm(studied: Studied, step: Step) -> bool:
    """What somebody is to do, or what will be and when; no wish, and no other time."""
    if step.what == "answer":
        return not studied.plain.has(_WISH, step.first, step.last)
    if step.what != PROMISE:
        return True
    if studied.sentence_of(step.first) in studied.timed:
        return True
    return studied.plain.has(_DONE, step.first, step.last) and not studied.plain.has(_NEVER, step.first, step.last + 8)


def _is_number(studied: Studied, part: Stretch) -> bool:
    return any(part.first <= contact.first < part.last for contact in studied.contacts)


def _second_ask(studied: Studied) -> Step | None:
    """The first ask of another kind than the first."""
    first: Step | None = None
    for step in studied.asked:
        if step.what == "answer" or (step.what == "do" and not _is_work(studied, step)):
            continue
        if first is None:
            first = step
        elif step.what != first.what and step.first >= first.last:
            return step
    return None


_WORK = (
    r"(?:sign|fill out|fill in|complete|submit|download|upload|apply|donate|pay|renew|vote|forward|refer|return|"
    r"send (?:me|us))\b.*"
)


def _is_work(studied: Studied, step: Step) -> bool:
    """Whether what is to be done is a step of its own: not “bring the family”."""
    return bool(re.fullmatch(_WORK, studied.plain.of(step.first, step.last)))


_WANTS_US = re.compile(r"\b(?:she|he|they|you)\b.*\b(?:calls?|rings?|phones?|e-?mails?|texts?|writes?|repl(?:y|ies))\b")
_THIS_NUMBER = (
    r"this number|(?:you )?(?:already )?(?:have|know|got) (?:my|our) (?:number|email|cell|card|address)|(?:my|"
    r"our|the) (?:number|email) (?:is|will be) (?:in|on|with)"
    r"|number on (?:your|the)|caller id|same number|usual number|(?:to|from) (?:the|my|that|this|our) (?:email|"
    r"message|text|invitation|letter)"
    r"|(?:my|the|that|our) (?:email|text)(?: (?:i|that|from|of|about|called|to|with|which|we|and)|(?= [|,]))|"
    r"in (?:the|my) (?:email|text|letter)|press|(?:the )?number you|this line"
)


def _wants_answer(studied: Studied, step: Step) -> bool:
    return step.what == "answer" and studied.plain.has(r"let me know|hear (?:back )?from you", step.first, step.last)


def _contact_missing(studied: Studied) -> Iterator[Found]:
    wanting = [step for step in studied.asked if step.what in ("call", "write", "text") or _wants_answer(studied, step)]
    has_phone = any(each.is_phone for each in studied.contacts)
    has_mail = any(not each.is_phone for each in studied.contacts)
    if studied.plain.has(_THIS_NUMBER):
        return
    for step in wanting:
        said = studied.plain.of(step.first, step.last)
        wants_mail = step.what == "write" and said.startswith(("email", "send", "drop", "shoot"))
        wants_phone = step.what in ("call", "text") and not said.startswith(("get", "contact", "reach"))
        if not ((has_phone and not wants_mail) or (has_mail and not wants_phone)):
            yield studied.found(
                step.first,
                step.last,
                "They are to write, and no address is given."
                if wants_mail
                else "They are to call, and no number is given.",
                "Give it here, announced, slowly, and twice.",
            )
            return
    plan = without_accents(studied.script.next_step or "")
    if not wanting and not studied.contacts and _WANTS_US.search(plan):
        yield Found(0, 0, "The plan has them call or write, and no number is given.", "Give it last, and twice.")


_ANNOUNCES = (
    r"number|reach|call|phone|dial|text|ring|line|cell|mobile|extension|email|mail|address|write|that is|again|"
    r"it is|once more|contact|fax|desk|direct|office|reply|repeat|am at|are at"
)


def _contact_announced(studied: Studied) -> Iterator[Found]:
    heard: set[str] = set()
    for each in studied.contacts:
        if each.value in heard:
            continue
        heard.add(each.value)
        first = max(each.first - 10, 0)
        if not studied.plain.has(_ANNOUNCES, first, each.first):
            yield studied.found(
                each.first,
                each.last,
                f"The {_called(each)} comes before anybody has reached for a pen.",
                "Announce it: “Here is my number”, a pause, then the number.",
            )


def _contact_grouped(studied: Studied) -> Iterator[Found]:
    for each in studied.contacts:
        if each.is_phone and each.longest_run > LONGEST_RUN:
            yield studied.found(
                each.first,
                each.last,
                "The number stands in one run, and will be said so.",
                "Write it in groups, as it is to be said: 704-555-0142.",
            )


def _contact_twice(studied: Studied) -> Iterator[Found]:
    values = [each.value for each in studied.contacts]
    for each in studied.contacts:
        if values.count(each.value) == 1:
            yield studied.found(
                each.first,
                each.last,
                f"The {_called(each)} is said once.",
                "Say it again at the end, as slowly as one writes it down.",
            )


def _called(contact: Contact) -> str:
    return "number" if contact.is_phone else "address"


RULES = (
    Rule(
        "one_next_step_last",
        "What is said last is what they remember to do; of several things they do none.",
        f"{HOPKINS}; {FIELD}",
        "Hi Dana, this is Ruth from Marlow Print. I'll bring your labels on Friday at nine. The paper is thicker than "
        "the last one and it takes the ink of all five colors much better.",
        "Hi Dana, this is Ruth from Marlow Print. Your new paper is thicker and takes the ink much better. I'll bring "
        "your labels on Friday at nine.",
        80,
        _one_next_step_last,
    ),
    Rule(
        "contact_missing",
        "Who has to look up a number does not call it.",
        f"{GITOMER}; {FIELD}",
        "Hi Dana, this is Ruth from Marlow Print. Your labels are ready. Please call me back before Friday.",
        "Hi Dana, this is Ruth from Marlow Print. Your labels are ready. Please call me before Friday. My number is "
        "704-555-0142, that's 704-555-0142.",
        88,
        _contact_missing,
    ),
    Rule(
        "contact_announced",
        "Who is not told that a number comes has missed it when they have found a pen.",
        FIELD,
        "Hi Dana, this is Ruth from Marlow Print, 704-555-0142. Your labels are ready.",
        "Hi Dana, this is Ruth from Marlow Print. Your labels are ready. My number is 704-555-0142.",
        40,
        _contact_announced,
    ),
    Rule(
        "contact_grouped",
        "Digits are written down, and remembered, in groups of three or four.",
        FIELD,
        "Hi Dana, this is Ruth. My number is 7045550142.",
        "Hi Dana, this is Ruth. My number is 704-555-0142.",
        45,
        _contact_grouped,
    ),
    Rule(
        "contact_twice",
        "Whoever missed a digit would have to play the whole message again.",
        FIELD,
        "Hi Dana, this is Ruth. Call me at 704-555-0142 before Friday.",
        "Hi Dana, this is Ruth. Call me before Friday at 704-555-0142. Again, that's 704-555-0142.",
        48,
        _contact_twice,
    ),
)
