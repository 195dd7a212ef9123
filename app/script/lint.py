"""Advice on the text before the first rep: the registry of rules, and lint(), which asks them all."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from app.script.advice import Advice, Drafted, Found

__all__ = ["RULES", "Advice", "Drafted", "Rule", "lint"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One piece of advice a text may draw."""

    id: str
    reason: str  # why it matters, a sentence
    source: str  # who says so
    before: str  # a text that draws it
    after: str  # the same, mended
    importance: int  # the greater, the earlier it is shown
    find: Callable[[Drafted], Iterable[Found]]


def _long_sentences(drafted: Drafted) -> Iterable[Found]:
    script = drafted.script
    for sentence in script.sentences:
        count = sentence.last - sentence.first
        if count > 30:
            first, last = script.words[sentence.first], script.words[sentence.last - 1]
            yield Found(first.start, last.end, f"This sentence has {count} words.", "Make two of it.")


RULES: tuple[Rule, ...] = (
    Rule(
        "long_sentence",
        "A listener cannot look back to where a sentence began.",
        "what the field says of the ear, in our words",
        "I looked at the way your drivers start the day and I saw that the vans wait at the depot for the better part "
        "of an hour because the lists are printed late.",
        "I looked at the way your drivers start the day. The vans wait for an hour, because the lists are late.",
        10,
        _long_sentences,
    ),
)


def lint(drafted: Drafted, off: Collection[str] = ()) -> tuple[Advice, ...]:
    """All advice on it, what matters most first; none from the rules named in `off`."""
    found = [
        (
            -rule.importance,
            each.start,
            each.end,
            Advice(rule.id, each.start, each.end, each.message, each.suggestion, rule.source),
        )
        for rule in RULES
        if rule.id not in off
        for each in rule.find(drafted)
    ]
    return tuple(advice for *_, advice in sorted(found, key=lambda each: each[:3]))
