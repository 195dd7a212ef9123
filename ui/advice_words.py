"""What is said of a piece of advice beside its place: the rule's name, its reason, its source, an example."""

from collections.abc import Iterable
from html import escape

from app.script.lint import RULES, Advice, Rule

_RULES = {rule.id: rule for rule in RULES}
_NAMES = {
    "who_and_why_first": "Who and why come first",
    "name_first": "The name comes first",
    "about_them": "About them, not us",
    "deleted_phrase": "Phrases that get a message deleted",
    "too_many_points": "Too many points",
    "one_next_step_last": "One next step, said last",
    "contact_missing": "A number or address is missing",
    "contact_announced": "The number is announced",
    "contact_grouped": "The number in groups",
    "contact_twice": "The number twice",
    "long_sentence": "Long sentences",
    "tongue_twister": "Tongue-twisters",
    "hedge": "Hedges",
    "nothing_of_value": "Nothing of value is named",
    "no_promise_of_when": "No promise of when",
    "repeated_opening": "Opens like an earlier message",
}


def name_of(rule: str) -> str:
    """As a person would say it; a rule of another version by its id."""
    return _NAMES.get(rule, rule.replace("_", " ").capitalize())


def rule_of(advice: Advice) -> Rule:
    return _RULES[advice.rule]


def explained(advice: Advice) -> str:
    """All of it, a line each."""
    rule = rule_of(advice)
    return "\n".join(
        (
            f"{advice.message} {advice.suggestion}",
            rule.reason,
            f"Before: “{rule.before}”",
            f"After: “{rule.after}”",
            f"Source: {advice.source}.",
        )
    )


def as_tip(several: Iterable[Advice]) -> str:
    """For a tooltip, which breaks its lines."""
    said = "<hr>".join("".join(f"<p>{escape(line)}</p>" for line in explained(each).split("\n")) for each in several)
    return f"<qt>{said}</qt>" if said else ""
