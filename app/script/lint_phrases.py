"""Advice on single phrases: what gets a message deleted, jargon, hedges."""

from collections.abc import Iterator

from app.script.advice import Found
from app.script.phrases import DELETED, HEDGES, JARGON
from app.script.rule import FIELD, HAYDEN, HOPKINS, SLATE, Rule
from app.script.studied import Studied


def _deleted_phrase(studied: Studied) -> Iterator[Found]:
    taken = 0
    for each, better in _phrases(studied, DELETED):
        if each[0] >= taken:
            taken = each[1]
            said = studied.written(*each)
            yield studied.found(*each, f"“{said}” is where people press delete.", better)


def _jargon(studied: Studied) -> Iterator[Found]:
    taken = 0
    for each, better in _phrases(studied, JARGON):
        if each[0] >= taken:
            taken = each[1]
            yield studied.found(*each, f"“{studied.written(*each)}” is jargon.", better)


def _hedge(studied: Studied) -> Iterator[Found]:
    taken = 0
    for each, better in _phrases(studied, HEDGES):
        if each[0] >= taken:
            taken = each[1]
            yield studied.found(*each, f"“{studied.written(*each)}” takes back what you say.", better)


def _phrases(studied: Studied, table: tuple[tuple[str, str], ...]) -> Iterator[tuple[tuple[int, int], str]]:
    """Where the phrases of a table stand, in order, the longest first; with what to say instead."""
    found = [(each.first, -each.last, better) for phrases, better in table for each in studied.plain.find(phrases)]
    for first, last, better in sorted(found):
        yield (first, -last), better


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
