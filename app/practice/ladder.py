"""The ladder: the takes of one message in order, with what got fixed, what is new and what persists."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from app.review.account import Review
from app.review.finding import Finding, Kind
from app.review.telling import length_s
from app.script.words import fold

READY = 3  # clean takes in a row
STUBBORN = 3  # takes in a row with the same finding: worth a drill


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the ladder needs to know of one reviewed take."""

    number: int  # the take's, in its message
    words: tuple[str, ...]  # of the script as it stood, folded
    findings: tuple[Finding, ...]  # those that count
    clean: bool
    length_s: float  # from where the clock starts to the last word
    limit_s: float
    words_per_minute: float
    fillers_per_minute: float

    @property
    def over_s(self) -> float:
        return max(self.length_s - self.limit_s, 0.0)


def attempt(number: int, review: Review) -> Attempt:
    return Attempt(
        number=number,
        words=tuple(fold(word.text) for word in review.script.words),
        findings=tuple(each for each in review.findings if each.counts),
        clean=review.clean,
        length_s=length_s(review),
        limit_s=review.limit_s,
        words_per_minute=review.metrics.words_per_minute,
        fillers_per_minute=review.metrics.fillers_per_minute,
    )


@dataclass(frozen=True, slots=True)
class Rung:
    """One take, held against the reviewed take before it."""

    attempt: Attempt
    streak: int  # clean takes in a row of these words, this one included
    fixed: tuple[Finding, ...]  # of the take before, with its indices; gone here
    cut: tuple[Finding, ...]  # of the take before, with its indices; their words are no longer in the script
    new: tuple[Finding, ...]
    again: tuple[Finding, ...]  # this take's; they were there before
    times: tuple[int, ...]  # for each finding of the attempt: in how many takes in a row, this one included


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs from the first take to the last."""

    rungs: tuple[Rung, ...]
    best: int | None  # the number of the best take; None without any

    @property
    def streak(self) -> int:
        return self.rungs[-1].streak if self.rungs else 0

    @property
    def is_ready(self) -> bool:
        return self.streak >= READY

    @property
    def stubborn(self) -> Finding | None:
        """The finding of the last take that has come back most often, from the third time on."""
        if not self.rungs:
            return None
        last = self.rungs[-1]
        times, finding = max(
            zip(last.times, last.attempt.findings, strict=True), key=lambda each: each[0], default=(0, None)
        )
        return finding if times >= STUBBORN else None


def ladder(attempts: Sequence[Attempt]) -> Ladder:
    """Of the reviewed takes of one message, in the order they were spoken."""
    rungs: list[Rung] = []
    streaks = clean_streaks(attempts)
    for place, here in enumerate(attempts):
        if not rungs:
            first = (1,) * len(here.findings)
            rungs.append(Rung(here, streaks[place], (), (), here.findings, (), first))
            continue
        rungs.append(_rung(rungs[-1], here, streaks[place]))
    return Ladder(tuple(rungs), best(attempts))


def clean_streaks(attempts: Iterable[Attempt]) -> list[int]:
    """For each take the clean ones in a row that end with it. Another wording begins anew."""
    streaks: list[int] = []
    before: Attempt | None = None
    for here in attempts:
        carried = streaks[-1] if before is not None and before.words == here.words else 0
        streaks.append(carried + 1 if here.clean else 0)
        before = here
    return streaks


def best(attempts: Iterable[Attempt]) -> int | None:
    """The number of the clean take, else of the one with the fewest findings; then the least over, the fewest fillers,
    the latest."""
    ordered = sorted(
        attempts,
        key=lambda each: (not each.clean, len(each.findings), each.over_s, each.fillers_per_minute, -each.number),
    )
    return ordered[0].number if ordered else None


def _rung(below: Rung, here: Attempt, streak: int) -> Rung:
    before = below.attempt
    carried = _carry(before.words, here.words)
    pairs = _pairs(before, here, carried)
    times = tuple(below.times[pairs[place]] + 1 if place in pairs else 1 for place in range(len(here.findings)))
    left = [each for place, each in enumerate(before.findings) if place not in set(pairs.values())]
    cut = tuple(each for each in left if _is_cut(each, carried))
    return Rung(
        attempt=here,
        streak=streak,
        fixed=tuple(each for each in left if each not in cut),
        cut=cut,
        new=tuple(each for place, each in enumerate(here.findings) if place not in pairs),
        again=tuple(each for place, each in enumerate(here.findings) if place in pairs),
        times=times,
    )


def _carry(before: Sequence[str], here: Sequence[str]) -> list[int | None]:
    """For each word of the earlier script where it stands in the later one; None: it is no longer there."""
    if before == here:
        return list(range(len(before)))
    carried: list[int | None] = [None] * len(before)
    for block in Levenshtein.opcodes(before, here):
        if block.tag == "equal":
            for offset in range(block.src_end - block.src_start):
                carried[block.src_start + offset] = block.dest_start + offset
    return carried


def _is_cut(finding: Finding, carried: Sequence[int | None]) -> bool:
    concerned = range(finding.script_start, finding.script_end)
    return bool(concerned) and finding.kind is not Kind.OVERRUN and all(carried[word] is None for word in concerned)


def _pairs(before: Attempt, here: Attempt, carried: Sequence[int | None]) -> dict[int, int]:
    """Which finding here (by its place in the list) is which of the take before: one each, the surest first.

    The same kind, and the same place; then the same words of the script, wherever they stand now. What came on top, or
    a pause, is the same where it fell between the same words, or was the same sound next to one of them.
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()

    def match(same: Callable[[Finding, Finding], bool]) -> None:
        for place, finding in enumerate(here.findings):
            if place in pairs:
                continue
            for other, old in enumerate(before.findings):
                if other not in taken and old.kind is finding.kind and same(old, finding):
                    pairs[place] = other
                    taken.add(other)
                    break

    match(lambda old, new: old.kind is new.kind and new.kind in (Kind.OVERRUN, Kind.LEVEL))
    match(lambda old, new: _carried_place(old, carried) == _place(new) and _sound(old) == _sound(new))
    match(lambda old, new: _overlap(old, new, carried))
    match(lambda old, new: bool(_text(old, before)) and _text(old, before) == _text(new, here))
    match(lambda old, new: _neighbours(old, before) == _neighbours(new, here) and _is_between(old) and _is_between(new))
    match(lambda old, new: _sound(old) is not None and _sound(old) == _sound(new) and _is_near(old, new, carried))
    return pairs


def _is_between(finding: Finding) -> bool:
    return finding.script_start == finding.script_end


def _place(finding: Finding) -> tuple[int, int]:
    return finding.script_start, finding.script_end


def _carried_place(finding: Finding, carried: Sequence[int | None]) -> tuple[int, int] | None:
    """Where the finding would lie in the later script; None where its words are gone or torn apart."""
    first, last = finding.script_start, finding.script_end
    if first == last:
        if first < len(carried) and (at := carried[first]) is not None:
            return at, at
        if 0 < first <= len(carried) and (before := carried[first - 1]) is not None:
            return before + 1, before + 1
        return None
    words = [carried[word] for word in range(first, last)]
    start, end = words[0], words[-1]
    if start is None or end is None or end - start != last - first - 1:
        return None
    return start, end + 1


def _overlap(old: Finding, new: Finding, carried: Sequence[int | None]) -> bool:
    if _is_between(old) or _is_between(new):
        return _is_between(old) and _is_between(new) and _carried_place(old, carried) == _place(new)
    words = {carried[word] for word in range(old.script_start, old.script_end)} - {None}
    return any(word in words for word in range(new.script_start, new.script_end))


def _text(finding: Finding, attempt: Attempt) -> tuple[str, ...]:
    return attempt.words[finding.script_start : finding.script_end]


def _neighbours(finding: Finding, attempt: Attempt) -> tuple[str, ...]:
    at = finding.script_start
    return attempt.words[max(at - 1, 0) : at + 1]


def _sound(finding: Finding) -> str | None:
    return fold(finding.heard) if finding.heard else None


def _is_near(old: Finding, new: Finding, carried: Sequence[int | None]) -> bool:
    """Between words, and no more than one word further on or back."""
    place = _carried_place(old, carried)
    return _is_between(old) and _is_between(new) and place is not None and abs(place[0] - new.script_start) <= 1
