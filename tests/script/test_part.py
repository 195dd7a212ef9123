"""A part of a script as a script of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.script.part import part
from app.script.script import SpanRule, parse

TEXT = """---
title: Late deliveries
limit: 20
---
Hi Marta, this is **Nora Whitcombe**. “I have one page.” [pause] Call me (smile) at 704-555-0142, ~if you like~.
Until then!
"""
SCRIPT = parse(TEXT)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        (0, "Hi Marta, this is **Nora Whitcombe**."),
        (1, "“I have one page.”"),
        (2, "Call me (smile) at 704-555-0142, ~if you like~."),
        (3, "Until then!"),
    ],
)
def test_a_sentence_alone_keeps_its_marks(sentence: int, text: str) -> None:
    here = SCRIPT.sentences[sentence]
    assert part(SCRIPT, here.first, here.last).text == text


def test_what_must_be_said_must_be_said_alone_too() -> None:
    here = SCRIPT.sentences[0]
    alone = part(SCRIPT, here.first, here.last)
    assert [(span.rule, span.first, span.last) for span in alone.spans] == [(SpanRule.MUST_SAY, 4, 6)]
    assert alone.title == "Late deliveries"


TEXTS = (TEXT, "One **two. Three** four.", "- one. two\n- three (aside). Four", "~a~b. `c`. d_e.", "1. One.\n2. Two.")


@given(st.sampled_from(TEXTS), st.data())
def test_a_part_has_the_words_it_is_made_of(text: str, data: st.DataObject) -> None:
    script = parse(text)
    first = data.draw(st.integers(0, len(script.words) - 1))
    last = data.draw(st.integers(first + 1, len(script.words)))
    alone = part(script, first, last)
    assert [word.text for word in alone.words] == [word.text for word in script.words[first:last]]
    assert parse(alone.text).words == alone.words
