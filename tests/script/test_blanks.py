"""Blanks are found where they are spoken, filled in alike, and never where a brace is only a brace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.script.blanks import answered, blanks_in, fill, names, unanswered, written_at
from app.script.script import Script, filled, parse
from app.script.words import WordKind


def spoken(script: Script) -> str:
    return " ".join(word.text for word in script.words)


def test_a_blank_is_kept_with_its_name_and_its_place() -> None:
    text = "Hi {name}, this is { your  name }. Call {your_number}."
    blanks = parse(text).blanks
    assert [text[each.start : each.end] for each in blanks] == ["{name}", "{ your  name }", "{your_number}"]
    assert names(blanks) == ("name", "your name", "your number")


@pytest.mark.parametrize(
    "text",
    [
        "Say {} or {3} or {+}.",
        "Say {this.",
        "Say this}.",
        "Say \\{this}.",
        "Say it (not {this}).",
        "# {this}\nSay it.",
        "<!-- {this} --> Say it.",
        "---\nto: {this}\n---\nSay it.",
        "Say {this\n\nand that}.",
        "Say {this=that}.",
        f"Say {{{'a' * 61}}}.",
    ],
)
def test_a_brace_that_leaves_nothing_open_is_text(text: str) -> None:
    assert parse(text).blanks == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Say {what it means\n  for them}.", "what it means for them"),
        ("Say {what it means\r\nfor them}.", "what it means for them"),
        ("Say {what’s new?}", "what’s new?"),
        ("Say {day: Monday, Tuesday …}.", "day: Monday, Tuesday …"),
        ("Say {their name (the first)}.", "their name"),
        ("Say {**name**}.", "name"),
    ],
)
def test_a_blank_is_named_as_one_writes_in_a_hurry(text: str, name: str) -> None:
    assert names(parse(text).blanks) == (name,)
    assert spoken(filled(parse(text), {name: "Marta"})) == "Say Marta"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Marta [pause] Ellison", "Marta pause Ellison"),
        ("~Marta~ **Ellison**", "Marta Ellison"),
        ("{name} Ellison", "name Ellison"),
        ("Marta (operations)", "Marta operations"),
        ("(704) 555-0142", "(704) 555-0142"),
        ("a 401(k)", "a 401(k)"),
        ("+1 704 555 0142", "+1 704 555 0142"),
        ("# Marta", "Marta"),
        ("- Marta", "Marta"),
        ("1. Marta", "1 Marta"),
        ("<!-- Marta -->", "Marta"),
    ],
)
@pytest.mark.parametrize("script", ["{name}", "---\ntitle: T\n---\n\n{name}\n\n~maybe~"])
def test_an_answer_is_spoken_whatever_is_in_it(answer: str, said: str, script: str) -> None:
    meant = filled(parse(script), {"name": answer})
    assert spoken(meant).removesuffix(" maybe") == said
    assert (meant.pauses, meant.blanks, meant.title) == ((), (), parse(script).title)
    assert [span.rule for span in meant.spans] == [span.rule for span in parse(script).spans]


@given(st.text(alphabet="ab1 ()[]{}*~_`\\#>+=.<!-|\n\x1f", max_size=20))
def test_no_answer_becomes_a_mark(answer: str) -> None:
    script = parse("Hi\n\n{name}\n\nthere.")
    meant = filled(script, {"name": answer})
    letters = "".join(each for each in answer if each.isalnum())
    if not unanswered(script.blanks, {"name": answer}):
        assert "".join(each for each in spoken(meant) if each.isalnum()) == f"Hi{letters}there"
    assert (meant.spans, meant.pauses, meant.title) == ((), (), None)


def test_a_blank_that_stands_twice_is_asked_for_once() -> None:
    assert names(parse("{Your number}. Again: {your number}, {YOUR_NUMBER}.").blanks) == ("Your number",)


def test_what_is_filled_in_is_parsed_as_if_it_had_been_written() -> None:
    script = parse("---\ntitle: Lead\nlimit: 20\n---\nHi {name}, this is {your name}. [pause] Call **{number}**.")
    answers = {"NAME": "Marta", "your_name": "Nora  Whitcombe\n", "number": "704-555-0142"}
    meant = filled(script, answers)
    assert meant == parse(
        "---\ntitle: Lead\nlimit: 20\n---\nHi Marta, this is Nora Whitcombe. [pause] Call **704-555-0142**."
    )
    assert meant.kind_of(len(meant.words) - 1) is WordKind.PHONE
    assert meant.blanks == ()


def test_what_is_not_answered_stays_and_is_named() -> None:
    script = parse("Hi {name}, this is {your name}.")
    assert unanswered(script.blanks, {"name": "  ", "your name": "Nora"}) == ("name",)
    assert filled(script, {"name": "{}", "your name": "Nora"}).text == "Hi {name}, this is Nora."
    assert filled(script, {}) is script


def test_a_blank_counts_as_a_name_as_long_as_it_is_open() -> None:
    script = parse("Hi {name}, this is {your name} again.")
    assert spoken(script) == "Hi name this is your name again"
    kinds = [script.kind_of(i) is WordKind.NAME for i in range(len(script.words))]
    assert kinds == [False, True, False, False, True, True, False]


@given(st.text(alphabet="ab {}\n_3\\", max_size=40), st.text(max_size=20))
def test_filling_in_leaves_everything_else_as_it_was(text: str, answer: str) -> None:
    script = parse("x " + text)
    answers = dict.fromkeys(names(script.blanks), answer)
    made = fill(script.text, script.blanks, answers)
    known = answered({"it": answer}).get("it", "")
    at = 0
    for blank in script.blanks:
        assert made.startswith(script.text[at : blank.start])
        stands = known or script.text[blank.start : blank.end]
        made = made[blank.start - at :]
        assert made.startswith(stands)
        made, at = made[len(stands) :], blank.end
    assert made == script.text[at:]


@given(st.lists(st.sampled_from(["{a}", "{bb}", "{open}", "x", " ", "yz"]), max_size=8), st.text("pq", max_size=4))
def test_every_place_of_the_filled_text_is_found_in_the_text_as_written(pieces: list[str], answer: str) -> None:
    """Outside the answers exactly, and what lies in an answer lies in its blank."""
    script, answers = parse("x " + "".join(pieces)), {"a": answer, "bb": "r"}
    meant = fill(script.text, script.blanks, answers)
    for first in range(len(meant)):
        for last in range(first + 1, len(meant) + 1):
            start = written_at(script.blanks, answers, first, False)
            end = written_at(script.blanks, answers, last, True)
            cut = script.text[start:end]
            assert meant[first:last] in fill(cut, blanks_in(cut, cut), answers)
