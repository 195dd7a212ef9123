"""Advice on the text before the first rep: the registry of rules, and lint(), which asks them all."""

from collections.abc import Collection, Iterable

from app.script import lint_opening, lint_phrases, lint_points, lint_saying, lint_steps, lint_value
from app.script.advice import Advice, Drafted
from app.script.rule import Rule
from app.script.studied import Studied

__all__ = ["RULES", "Advice", "Drafted", "Rule", "as_data", "lint"]

FORMAT = 1  # of as_data

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *lint_opening.RULES,
            *lint_value.RULES,
            *lint_points.RULES,
            *lint_steps.RULES,
            *lint_phrases.RULES,
            *lint_saying.RULES,
        ),
        key=lambda rule: -rule.importance,
    )
)


def lint(drafted: Drafted, off: Collection[str] = ()) -> tuple[Advice, ...]:
    """All advice on it, what matters most first; none from the rules named in `off`."""
    studied = Studied(drafted)
    advice: list[Advice] = []
    for rule in RULES:
        if rule.id not in off:
            found = sorted(set(rule.find(studied)), key=lambda each: (each.start, each.end))
            advice += [Advice(rule.id, one.start, one.end, one.message, one.suggestion, rule.source) for one in found]
    return tuple(advice)


def as_data(advice: Iterable[Advice]) -> dict[str, object]:
    """For programs, as JSON."""
    return {
        "format": FORMAT,
        "advice": [
            {
                "rule": each.rule,
                "start": each.start,
                "end": each.end,
                "message": each.message,
                "suggestion": each.suggestion,
                "source": each.source,
            }
            for each in advice
        ],
    }
