"""How long a script takes is told by the words it is spoken with."""

from app.script.length import spoken_before
from app.script.script import parse


def test_words_are_counted_as_they_are_spoken() -> None:
    assert spoken_before(parse("one two three four five")) == (0, 1, 2, 3, 4, 5)
    assert spoken_before(parse("call 704-555-0142 now")) == (0, 1, 11, 12)
    assert spoken_before(parse("for $1,200 a year")) == (0, 1, 6, 7, 8)
