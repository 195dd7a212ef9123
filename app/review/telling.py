"""A review in words: a sentence for each finding, the fixes that matter most, the verdict in a line."""

import math
from collections.abc import Sequence

from app.review.account import Review
from app.review.finding import Certainty, Finding, Kind
from app.script.script import Script, SpanRule
from app.script.words import WordKind

MOST_FIXES = 3  # more than three at a time is nobody's next take

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_RANKS = {
    Kind.NUMBER: 0,
    Kind.SUBSTITUTION: 2,
    Kind.OMISSION: 2,
    Kind.OVERRUN: 3,
    Kind.INSERTION: 4,
    Kind.FILLED_PAUSE: 5,
    Kind.LEXICAL_FILLER: 6,
    Kind.SELF_CORRECTION: 7,
    Kind.REPETITION: 7,
    Kind.LONG_PAUSE: 8,
    Kind.MISSING_PAUSE: 9,
    Kind.LEVEL: -1,  # what cannot be heard makes all the rest moot
}


def tell(finding: Finding) -> str:
    """What happened, as a sentence that fits a list."""
    sentence = _happened(finding)
    if finding.certainty is Certainty.UNSURE:
        return f"Could not tell for certain: {sentence}"
    return sentence


def details(finding: Finding) -> tuple[str, ...]:
    """What goes after tell(): the advice, and that it does not count."""
    advice = finding.advice or ""
    if finding.kind is Kind.LEVEL:
        advice = advice.partition(". ")[2]
    return tuple(filter(None, (advice, "" if finding.counts else "Not counted.")))


def title(finding: Finding) -> str:
    """What happened, in a few words for the head of a card."""
    match finding.kind:
        case Kind.OMISSION:
            return "Left out"
        case Kind.INSERTION:
            return "Added"
        case Kind.SUBSTITUTION:
            return "Said differently"
        case Kind.REPETITION:
            return "Said twice"
        case Kind.SELF_CORRECTION:
            return "Corrected"
        case Kind.FILLED_PAUSE:
            return "An um"
        case Kind.LEXICAL_FILLER:
            return "A filler"
        case Kind.LONG_PAUSE:
            return "A long pause"
        case Kind.MISSING_PAUSE:
            return "No pause"
        case Kind.OVERRUN:
            return "Over the limit"
        case Kind.NUMBER:
            return "A different figure" if finding.heard else "A hurried number"
        case Kind.LEVEL:
            return "The sound"


def order_of_fixes(findings: Sequence[Finding], script: Script) -> tuple[Finding, ...]:
    """What to mend in the next take: at most three of the findings that count, what matters most first."""
    counting = [each for each in findings if each.counts and each.certainty is Certainty.CERTAIN]
    counting.sort(key=lambda each: (_rank(each, script), each.script_start - each.script_end, each.start))
    return tuple(counting[:MOST_FIXES])


def verdict(review: Review) -> str:
    """The verdict's first words: what there is to fix, or that there is nothing."""
    if review.clean:
        return f"Clean. {clock(length_s(review))}."
    fixes = len(order_of_fixes(review.findings, review.script))
    if not fixes:
        return "Not clean."
    return f"{counted(fixes, 'thing').capitalize()}."


def verdict_details(review: Review) -> str:
    """What stands beside the verdict: length, over or to spare, and how much more is marked."""
    parts = [] if review.clean else [clock(length_s(review))]
    if review.take.overrun_s > 0:
        parts.append(f"{span(review.take.overrun_s)} over")
    elif review.clean and review.limit_s > length_s(review):
        parts.append(f"{span(review.limit_s - length_s(review))} to spare")
    counting = [each for each in review.findings if each.counts and each.certainty is Certainty.CERTAIN]
    smaller = len(counting) - len(order_of_fixes(review.findings, review.script))
    if smaller:
        parts.append(f"{_NUMBERS[smaller] if smaller < len(_NUMBERS) else smaller} smaller marked")
    if review.clean and not review.metrics.filled_pauses:
        parts.append("no ums")
    return " · ".join(parts)


def length_s(review: Review) -> float:
    """How long the message was: from where the clock starts to the last word, in s."""
    return max(review.take.speech_end_s - review.take.origin_s, 0.0)


def clock(seconds: float) -> str:
    """0:33, as a clock shows it: seconds that are over."""
    whole = math.floor(max(seconds, 0.0))
    return f"{whole // 60}:{whole % 60:02d}"


def moment(seconds: float) -> str:
    """0:04.2, to place a finding."""
    tenths = round(abs(seconds) * 10)
    sign = "−" if seconds < 0 and tenths else ""
    return f"{sign}{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def span(seconds: float) -> str:
    """3 s, or 0.4 s where whole seconds would say too little."""
    return f"{max(seconds, 0.1):.1f} s" if seconds < 1.95 else f"{seconds:.0f} s"


def counted(count: int, name: str) -> str:
    """one word, two words, 12 words."""
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{number} {name}{'' if count == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """um, pause and repeat"""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def shortened(text: str, most: int = 8) -> str:
    """The beginning and the end of a text of more than so many words."""
    words = text.split()
    return text if len(words) <= most else " ".join([*words[: most - 4], "…", *words[-3:]])


def _happened(finding: Finding) -> str:
    expected = f"“{shortened(finding.expected)}”" if finding.expected else None
    heard = f"“{shortened(finding.heard)}”" if finding.heard else None
    match finding.kind:
        case Kind.OMISSION:
            return f"{expected or 'Something'} was left out."
        case Kind.INSERTION:
            return f"{heard or 'Something'} was added."
        case Kind.SUBSTITUTION:
            return f"{expected or 'Something'} came out as {heard or 'something else'}."
        case Kind.REPETITION:
            return f"{heard or expected or 'Something'} was said twice."
        case Kind.SELF_CORRECTION:
            return f"{heard or 'Something'} was corrected to {expected or 'what is written'}."
        case Kind.FILLED_PAUSE | Kind.LEXICAL_FILLER:
            return f"{heard or 'A hesitation'} slipped in."
        case Kind.LONG_PAUSE:
            return f"A pause of {finding.end - finding.start:.1f} s."
        case Kind.MISSING_PAUSE if finding.script_end == finding.script_start:
            return "The planned pause was not made."
        case Kind.MISSING_PAUSE:
            return f"No pause before {expected or 'the number'}."
        case Kind.OVERRUN:
            started = f", from “{_opening(finding.heard)}” on" if finding.heard else ""
            return f"{span(finding.end - finding.start)} over the limit{started}."
        case Kind.NUMBER if finding.heard:
            return f"{expected or 'The number'} came out as {heard}."
        case Kind.NUMBER:
            return f"{expected or 'The number'} was too fast to write down."
        case Kind.LEVEL:
            return finding.advice.split(". ")[0].rstrip(".") + "." if finding.advice else "The sound is poor."


def _opening(text: str) -> str:
    words = text.split()
    return text if len(words) <= 2 else f"{words[0]} {words[1]} …"


def _rank(finding: Finding, script: Script) -> int:
    rank = _RANKS[finding.kind]
    if rank in (2, 4) and _is_dear(finding, script):
        return 1
    return rank


def _is_dear(finding: Finding, script: Script) -> bool:
    """Whether it concerns what must be said, a name or a figure."""
    first, last = finding.script_start, finding.script_end
    return any(
        each.rule is SpanRule.MUST_SAY and each.first < max(last, first + 1) and first < each.last
        for each in script.spans
    ) or any(script.kind_of(index) is not WordKind.PLAIN for index in range(first, last))
