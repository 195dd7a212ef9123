"""Advice on single phrases: what gets a message deleted, jargon, hedges."""

from collections.abc import Iterator

from app.script.advice import Found
from app.script.phrases import DELETED, HEDGES, JARGON
from app.script.rule import FIELD, HAYDEN, HOPKINS, SLATE, Rule
from app.script.studied import Studied


def _deleted_phrase(studied: Studied) -> Iterator[Found]:
    return _said(studied, DELETED, "is where people press delete")


def _jargon(studied: Studied) -> Iterator[Found]:
    return _said(studied, JARGON, "is jargon")


def _hedge(studied: Studied) -> Iterator[Found]:
    return _said(studied, HEDGES, "takes back what you say")


def _said(studied: Studied, table: tuple[tuple[str, str], ...], what: str) -> Iterator[Found]:
    """Where the phrases of a table stand, in order, of those at one place the longest; with what to say instead."""
    found = [(each.first, -each.last, better) for phrases, better in table for each in studied.plain.find(phrases)]
    taken = 0
    for first, last, better in sorted(found):
        if first >= taken:
            taken = -last
            yield studied.found(first, taken, f"“{studied.written(first, taken)}” {what}.", better)


RULES = (
    Rule(
        "deleted_phrase",
        "These openings are about the caller, and everybody has heard them before.",
        f"{HAYDEN}; {SLATE}; {FIELD}",
        "Hi Dana, this is Ruth from Marlow Print. I'm just checking in about the labels.",
        "Hi Dana, this is Ruth from Marlow Print. Two of your labels have faded, and I know why.",
        75,
        _deleted_phrase,
    ),
    Rule(
        "jargon",
        "In a message that is heard once, a word that has to be thought about costs the sentence after it.",
        FIELD,
        "Hi Dana, this is Ruth. We leverage synergies to print your labels.",
        "Hi Dana, this is Ruth. We print your labels together with the mill's, so you pay less.",
        30,
        _jargon,
    ),
    Rule(
        "hedge",
        "A message is heard with the confidence it is said with.",
        f"{HOPKINS}; {FIELD}",
        "Hi Dana, this is Ruth. I was hoping that maybe you could look at the labels.",
        "Hi Dana, this is Ruth. Look at the labels before Friday, and I can still change them.",
        35,
        _hedge,
    ),
)
