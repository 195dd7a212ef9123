"""A recognizer that never errs hears what the manifest says was said, each word where it stands in the script."""

from typing import Any

from app.review.alignment import align
from app.review.evidence import judge
from app.review.grounds import Grounds
from app.review.weights import DEFAULT
from app.script.script import Script, parse
from tests.bench.perfect_ears import hearings
from tests.bench.scoring import Entry
from tests.review.tellings import sounds

SCRIPT = parse("Professor Lee, call me on Thursday at 704-555-0142.")
WORD_S = 0.5


def entry(said: str, events: list[dict[str, Any]]) -> Entry:
    """`word` or `word@3`, which says something of script word 3."""
    words = []
    for at, each in enumerate(said.split()):
        word, _, place = each.partition("@")
        of = SCRIPT.words[int(place)] if place else None
        start = at * WORD_S
        words.append({"word": word, "start": start, "end": start + 0.4, "script": [of.start, of.end] if of else None})
    return {"words": words, "events": events}


def heard_on(script: Script, said: Entry) -> list[tuple[str, int | None]]:
    """Each word of the biased hearing with the script word it was heard for."""
    biased, _ = hearings(said, script)
    arcs = script.readings.arcs
    return [(word.word, None if word.arc is None else arcs[word.arc].first) for word in biased.words]


PHONE = "seven@7 oh@7 four@7 five@7 five@7 five@7 oh@7 one@7 four@7 two@7"


def test_each_word_is_heard_where_it_stands() -> None:
    said = entry(f"professor@0 lee@1 call@2 me@3 on@4 thursday@5 at@6 {PHONE}", [])
    assert [place for _, place in heard_on(SCRIPT, said)] == [0, 1, 2, 3, 4, 5, 6, *[7] * 10]
    biased, free = hearings(said, SCRIPT)
    arcs = [word.arc for word in biased.words]
    assert arcs == sorted(set(arcs))  # each digit on its own
    assert all(word.arc is None for word in free.words)
    assert kinds(said) == []


def test_what_is_said_again_is_heard_at_its_place_and_what_is_not_of_the_script_at_none() -> None:
    said = entry(f"professor@0 lee@1 call@2 him on@4 thursday thursday@5 at@6 {PHONE}", [])
    assert heard_on(SCRIPT, said)[3:7] == [("him", None), ("on", 4), ("thursday", 5), ("thursday", 5)]
    assert kinds(said) == ["substitution", "repetition"]


def test_of_a_word_cut_off_its_first_letters_are_heard() -> None:
    event = {"detail": "restart, same word cut off", "said": "professor- professor", "start_s": 0.0, "end_s": 0.9}
    said = entry(f"professor professor@0 lee@1 call@2 me@3 on@4 thursday@5 at@6 {PHONE}", [event])
    assert heard_on(SCRIPT, said)[:2] == [("profe", None), ("professor", 0)]
    assert kinds(said) == ["repetition"]


def kinds(said: Entry) -> list[str]:
    """What the program finds with these ears."""
    first, second = (align(SCRIPT, hearing.words, sounds().alike) for hearing in hearings(said, SCRIPT))
    grounds = Grounds(sounds(), frozenset(), lambda *_: 0.0, (), DEFAULT)
    return [each.kind.value for each in judge(first, second, grounds).deviations]
