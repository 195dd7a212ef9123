"""Hold advice against what is known to be wrong with a message: what was found, what missed, what advised falsely."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.script.advice import Advice
from tests.bench.lint_messages import RULE_IDS, Fault, Message


@dataclass(frozen=True, slots=True)
class Score:
    """What the advice on one message was worth."""

    message: Message
    found: tuple[Fault, ...]
    missed: tuple[Fault, ...]
    true: tuple[Advice, ...]
    false: tuple[Advice, ...]
    arguable: tuple[Advice, ...]  # neither

    @property
    def silent(self) -> bool:
        """Whether there was no advice at all."""
        return not (self.true or self.false or self.arguable)


def score(message: Message, advice: Sequence[Advice]) -> Score:
    """Every fault is found or missed, every piece of advice true, false or arguable."""
    found = [fault for fault in message.faults if any(_meets(each, fault) for each in advice)]
    true = [each for each in advice if any(_meets(each, fault) for fault in message.faults)]
    others = [each for each in advice if each not in true]
    return Score(
        message,
        tuple(found),
        tuple(fault for fault in message.faults if fault not in found),
        tuple(true),
        tuple(each for each in others if each.rule not in message.arguable),
        tuple(each for each in others if each.rule in message.arguable),
    )


def _meets(advice: Advice, fault: Fault) -> bool:
    """Advice that marks nothing is about the whole message."""
    whole = advice.start == advice.end
    return advice.rule == fault.rule and (whole or (advice.start < fault.end and fault.start < advice.end))


@dataclass(frozen=True, slots=True)
class Tally:
    """What the advice of one rule was worth, or of all."""

    rule: str
    found: int
    faults: int
    true: int
    false: int
    false_on_good: int
    arguable: int

    @property
    def row(self) -> str:
        precision, recall = share(self.true, self.true + self.false), share(self.found, self.faults)
        return f"{self.rule:20} {recall:>18} {precision:>18} {self.false_on_good:>8} {self.arguable:>9}"


def tallies(scores: Sequence[Score]) -> tuple[Tally, ...]:
    """One a rule and one of all together, last."""
    return (*(_tally(rule, scores, (rule,)) for rule in RULE_IDS), _tally("all", scores, RULE_IDS))


def _tally(name: str, scores: Sequence[Score], rules: Sequence[str]) -> Tally:
    def count(things: Sequence[Fault] | Sequence[Advice]) -> int:
        return sum(thing.rule in rules for thing in things)

    return Tally(
        name,
        found=sum(count(each.found) for each in scores),
        faults=sum(count(each.message.faults) for each in scores),
        true=sum(count(each.true) for each in scores),
        false=sum(count(each.false) for each in scores),
        false_on_good=sum(count(each.false) for each in scores if each.message.good),
        arguable=sum(count(each.arguable) for each in scores),
    )


def share(part: int, whole: int) -> str:
    """A percentage with its counts; none of nothing."""
    return f"{part / whole:.0%} ({part}/{whole})" if whole else "- (0/0)"


def table(scores: Sequence[Score]) -> str:
    """Recall and precision of each rule with their counts, and the share of good messages that are left alone."""
    good = [each for each in scores if each.message.good]
    head = f"{'rule':20} {'recall':>18} {'precision':>18} {'on good':>8} {'arguable':>9}"
    silent = share(sum(each.silent for each in good), len(good))
    return "\n".join(
        [head, *(tally.row for tally in tallies(scores)), "", f"Good messages with no advice at all: {silent}"]
    )


def mistakes(scores: Sequence[Score]) -> str:
    """The messages on which the advice was wrong: which was false, which was missing."""
    told = []
    for each in scores:
        text = each.message.text
        lines = [f"  false   {advice.rule}: {_quoted(text, advice)} {advice.message}" for advice in each.false]
        lines += [f"  missed  {fault.rule}: {_quoted(text, fault)}" for fault in each.missed]
        if lines:
            kind = "good" if each.message.good else "faulty"
            told.append("\n".join([f"{each.message.id} ({kind})", *(f"  | {line}" for line in _lines(each)), *lines]))
    return "\n\n".join(told)


def _lines(scored: Score) -> list[str]:
    message = scored.message
    earlier = [f"(earlier) {text}" for text in message.earlier]
    return [*earlier, *message.text.strip().splitlines()]


def _quoted(text: str, place: Advice | Fault) -> str:
    if place.start == place.end or (place.start, place.end) == (0, len(text)):
        return "(whole)"
    return f"“{' '.join(text[place.start : place.end].split())}”"
