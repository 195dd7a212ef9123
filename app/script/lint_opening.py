"""Advice on how a message opens: who speaks, why, and about whom."""

from collections.abc import Iterator

from app.script.advice import Found
from app.script.lines import Stretch
from app.script.lint_value import VALUE
from app.script.opening import is_wish
from app.script.rule import FIELD, HAYDEN, HOPKINS, SLATE, Rule
from app.script.studied import Studied
from app.script.whose import FOR_US, US, YOU, begins_with_us, is_about_us

FIRST_S = 9.0  # of the message; what the phone shows of it first
_TOGETHER = (
    r"you and (?:i|me|we)|each other|one another|together|we (?:both|share|met|talked|spoke|discussed|agreed)|"
    r"both of us"
)
_WHY = (
    r"(?:calling|call|phoning|ringing|reaching out|getting in touch|message|voicemail|returning)"
    r" (?:[^|,\s]+ ){0,3}?(?:about|because|to|with|regarding|on behalf|concerning|since|as|for)"
    r"|wondering (?:if|whether|about)|proposal|quote|invoice|application|interview|ticket|about the|about your|"
    r"regarding|on behalf of|the reason"
    r"|(?:i|we) (?:have |had |just |recently )*(?:got|found|saw|heard|read|noticed|understand|promised|made|"
    r"spoke|talked|met"
    r"|fixed|finished|received|know|looked|learned|checked|asked|sent|reviewed|moved|changed|need|want|wanted|"
    r"would|put)"
    r"|(?:thank you|thanks) for|congratulations|welcome|invited?|invitation"
)


_SMALL_TALK = (
    r"(?:it was|it is|it has been) (?:so |really |such |very )?(?:a pleasure|great|nice|good|lovely|wonderful|"
    r"fun) (?:to see|seeing|to run|running|to meet|meeting|talking|to talk|catching)"
)
_REASON = (
    r"the reason|why i am calling|(?:i am|reason for my) (?:calling|call) (?:today )?(?:about|because|to|"
    r"regarding|is)|what i wanted|calling (?:about|because|regarding)"
)


def _who_and_why_first(studied: Studied) -> Iterator[Found]:
    introduced = studied.introduction
    last = next((i for i, at in enumerate(studied.seconds) if at >= FIRST_S), len(studied.tokens))
    last = min(max(last, 1), len(studied.tokens))
    if introduced is None:
        yield studied.found(0, last, "Nobody hears who is speaking.", "Begin with your name: “This is …”.")
        return
    if introduced.first >= last:
        yield studied.found(
            introduced.first,
            introduced.last,
            f"Your name comes only after {studied.seconds[introduced.first]:.0f} seconds.",
            "Say it in the first sentence: the first nine seconds decide.",
        )
        return
    if not _why(studied, last):
        yield studied.found(
            0,
            last,
            "The first nine seconds do not say why you call.",
            "Say in the sentence after your name what this is about, for them.",
        )


def _why(studied: Studied, end: int) -> bool:
    """Whether a reason for the call begins before that token."""
    late = next(studied.plain.find(_REASON), None)
    for part in studied.parts:
        last = min(end, part.last)
        if part.first >= last:
            continue
        if studied.plain.has(_SMALL_TALK, part.first, last):
            continue
        if studied.plain.has(_WHY, part.first, last):
            return True
        if is_about_us(studied, part.first, part.last):
            continue
        if studied.plain.has(VALUE, part.first, last):
            return True
        if late is not None and late.first >= end:
            continue
        if last - part.first >= 3 and not _is_bare_step(studied, part):
            return True
    return False


def _is_bare_step(studied: Studied, part: Stretch) -> bool:
    """I'll try you again: what happens next, of which one does not know why."""
    if begins_with_us(studied, part.first, part.last):
        return studied.is_step(part)
    return any(part.first <= step.first < part.first + 3 for step in studied.asked)


def _name_first(studied: Studied) -> Iterator[Found]:
    introduced = studied.introduction
    if introduced is None or introduced.first - studied.greeted < 3:
        return
    before = studied.named.of(studied.greeted, introduced.first).replace("|", " ").replace(",", " ").split()
    if sum(not word.startswith("=") for word in before) >= 3:
        yield studied.found(
            introduced.first,
            introduced.last,
            "Something else is said before your name.",
            f"Begin with it: “{_capital(studied.written(introduced.first, introduced.last))}”.",
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _about_them(studied: Studied) -> Iterator[Found]:
    said = next(iter(studied.parts), None)
    if said is not None and is_about_us(studied, said.first, said.last):
        yield studied.found(
            said.first,
            said.last,
            "The first thing after your name is about you.",
            "Begin with them: what they said, need or gain.",
        )
        return
    for sentence in studied.told:
        if studied.plain.has(FOR_US, sentence.first, sentence.last):
            yield studied.found(
                sentence.first, sentence.last, "This is what you want of them.", "Say what is in it for them instead."
            )
            return
    wish = next((each for each in studied.sentences if is_wish(studied.named.of(each.first, each.last))), None)
    if wish is not None and not studied.body:
        yield studied.found(
            wish.first, wish.last, "This is what you wanted.", "Say what they get out of it that you called."
        )
        return
    counts = [(*_counted(studied, each.first, each.last), each) for each in studied.body]
    you, us = sum(each[0] for each in counts), sum(each[1] for each in counts)
    if (us >= 2 and you == 0) or (us >= 4 and us >= 2 * you):
        worst = max(counts, key=lambda each: each[1] - each[0])[2]
        yield studied.found(
            worst.first,
            worst.last,
            f"The message says “I” or “we” {_times(us)} and “you” {_times(you)}.",
            "Turn the sentences round until they begin with “you”.",
        )


def _counted(studied: Studied, first: int, last: int) -> tuple[int, int]:
    """How often the stretch says you, and how often I or we; what both share counts for neither."""
    words = studied.plain.of(first, last).split()
    if studied.plain.has(_TOGETHER, first, last):
        return sum(word in YOU for word in words), 0
    return sum(word in YOU for word in words), sum(word in US for word in words)


def _times(count: int) -> str:
    return ("not once", "once", "twice")[count] if count < 3 else f"{count} times"


def _repeated_opening(studied: Studied) -> Iterator[Found]:
    if not studied.parts:
        return
    said = studied.parts[0]
    words = _opening(studied)
    for number, earlier in enumerate(studied.drafted.earlier, 1):
        others = _opening(studied.like(earlier))
        shared = sum(one == other for one, other in zip(words, others, strict=False))
        common = len(set(words) & set(others))
        if len(words) >= 3 and (shared >= 4 or common >= 0.7 * max(len(set(words)), len(set(others)))):
            yield studied.found(
                said.first,
                said.last,
                f"Message {number} of this series opens in the same way.",
                "Open with something new for them: who hears the same again deletes it.",
            )
            return


_OPENING_WORDS = 14


def _opening(studied: Studied) -> list[str]:
    """What is said first, in words; as many as decide whether to go on listening."""
    if not studied.parts:
        return []
    said = studied.plain.of(studied.parts[0].first, studied.parts[0].last)
    return said.replace("|", " ").replace(",", " ").split()[:_OPENING_WORDS]


RULES = (
    Rule(
        "who_and_why_first",
        "Phones show a message as text while it comes in; the first nine seconds decide whether it is read on.",
        f"{FIELD}; after {HOPKINS}",
        "Hi Dana, I hope you had a wonderful weekend and that the weather was kind to you all up there at the lake. "
        "Anyway, this is Ruth from Marlow Print, and your labels are ready.",
        "Hi Dana, this is Ruth from Marlow Print. Your labels are ready.",
        95,
        _who_and_why_first,
    ),
    Rule(
        "name_first",
        "Until they know who speaks, people listen for that and miss the rest.",
        FIELD,
        "Hi Dana, your labels are ready for you. This is Ruth from Marlow Print.",
        "Hi Dana, this is Ruth from Marlow Print. Your labels are ready for you.",
        70,
        _name_first,
    ),
    Rule(
        "about_them",
        "What you do or want matters little to the one you call; what keeps them up at night matters.",
        f"{SLATE}; {HAYDEN}",
        "Hi Dana, this is Ruth from Marlow Print. We are the oldest print shop in the county and we do labels.",
        "Hi Dana, this is Ruth from Marlow Print. Your labels could be on the jars two days after you order them.",
        85,
        _about_them,
    ),
    Rule(
        "repeated_opening",
        "A series of contacts reminds people of you; the same words again tell them there is nothing new.",
        HAYDEN,
        "Hi Dana, this is Ruth from Marlow Print. Your labels could be on the jars two days after you order.",
        "Hi Dana, this is Ruth from Marlow Print. The cider mill next door asked me who designs for you.",
        50,
        _repeated_opening,
        "Hi Dana, this is Ruth from Marlow Print. Your labels could be on the jars two days after you order them.",
    ),
)
