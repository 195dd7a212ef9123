"""Advice on the text: every rule keeps its example, its place, and its silence."""

import time

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.problems import Problem
from app.script.advice import as_written
from app.script.lint import RULES, Advice, Drafted, Rule, as_data, lint
from app.script.script import Script, filled, parse

RULE_IDS = [rule.id for rule in RULES]


def drafted(text: str, *earlier: str, pace_wpm: float = 150.0, limit_s: float = 30.0) -> Drafted:
    return Drafted(parse(text), pace_wpm, limit_s, tuple(parse(each) for each in earlier))


def rules(text: str, *earlier: str, **given: float) -> set[str]:
    return {each.rule for each in lint(drafted(text, *earlier, **given))}


def marked(text: str, rule: str) -> list[str]:
    """What the rule underlines."""
    return [text[each.start : each.end] for each in lint(drafted(text)) if each.rule == rule]


def of(text: str, rule: str, *earlier: str) -> list[Advice]:
    return [each for each in lint(drafted(text, *earlier)) if each.rule == rule]


# ---- Every rule


@pytest.mark.parametrize("rule", RULES, ids=RULE_IDS)
def test_every_example_draws_its_advice_before_and_not_after(rule: Rule) -> None:
    earlier = (rule.earlier,) if rule.earlier else ()
    assert of(rule.before, rule.id, *earlier)
    assert not of(rule.after, rule.id, *earlier)


@pytest.mark.parametrize("rule", RULES, ids=RULE_IDS)
def test_every_rule_says_why_and_who_says_so(rule: Rule) -> None:
    assert rule.reason.endswith(".")
    assert rule.source
    for each in of(rule.before, rule.id, *([rule.earlier] if rule.earlier else [])):
        assert each.message.endswith((".", "?")), each
        assert each.suggestion.endswith((".", "”", "?")), each
        assert each.source == rule.source


def test_no_two_rules_share_an_id() -> None:
    assert len(set(RULE_IDS)) == len(RULE_IDS) == 19


# ---- Any text

SCRAPS = st.sampled_from(
    [
        *(
            "Hi Dana, ",
            "this is Ruth ",
            "from Marlow Print. ",
            "my name is ",
            "{name} ",
            "{your number} ",
            "um ",
            "just ",
        ),
        *("call me at 704-555-0142. ", "seven oh four ", "five five five ", "I'll ", "Thursday at ten. ", "[pause] "),
        *(
            "we leverage ",
            "(not this) ",
            "**must** ",
            "~free~ ",
            "\n\n",
            "- ",
            "touching base ",
            "$5 ",
            ", ",
            "| ",
            "= ",
        ),
        *(
            "me@example.com ",
            "maybe ",
            "This is ",
            "DANA ",
            "’",
            "a|b,c=d ",
            "#phone ",
            "é ",
            "6 x 9 ",
            "…",
            " -- ",
            "? ",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(SCRAPS, max_size=40).map("".join))


def script_of(text: str) -> Script | None:
    try:
        return parse(text)
    except Problem:
        return None


@given(TEXTS, st.floats(40, 400), st.floats(1, 120))
def test_advice_lies_inside_the_text_whatever_the_text(text: str, pace_wpm: float, limit_s: float) -> None:
    script = script_of(text)
    if script is None:
        return
    advice = lint(Drafted(script, pace_wpm, limit_s, (script,)))
    for each in advice:
        assert 0 <= each.start <= each.end <= len(text)
        assert each.start == each.end == 0 or text[each.start : each.end].strip()
    assert advice == lint(Drafted(script, pace_wpm, limit_s, (script,)))


@given(TEXTS, st.sets(st.sampled_from(RULE_IDS)))
def test_switching_rules_off_removes_their_advice_and_no_other(text: str, off: set[str]) -> None:
    script = script_of(text)
    if script is None:
        return
    message = Drafted(script, 150, 30)
    assert lint(message, off) == tuple(each for each in lint(message) if each.rule not in off)


@given(TEXTS)
def test_what_matters_most_comes_first(text: str) -> None:
    script = script_of(text)
    if script is None:
        return
    importance = {rule.id: rule.importance for rule in RULES}
    order = [-importance[each.rule] for each in lint(Drafted(script, 150, 30))]
    assert order == sorted(order)


def test_a_long_text_takes_time_in_proportion_to_its_length() -> None:
    text = (
        "Hi Dana, this is Ruth, we could and would and can you call me and then, so I will, maybe, be free to work it "
    )

    def seconds(times: int) -> float:
        message = drafted(text * times)
        return min(_timed(message) for _ in range(3))

    assert seconds(160) < 12 * seconds(40)


def _timed(message: Drafted) -> float:
    start = time.process_time()
    lint(message)
    return time.process_time() - start


def test_the_data_has_a_format_and_the_six_fields() -> None:
    data = as_data(lint(drafted("Hi Dana, this is Ruth. Um, call me.")))
    assert data["format"] == 1
    advice = data["advice"]
    assert isinstance(advice, list)
    assert advice
    for each in advice:
        assert list(each) == ["rule", "start", "end", "message", "suggestion", "source"]


def test_advice_on_a_script_that_was_filled_in_stands_where_it_was_written() -> None:
    script, answers = (
        parse("Hi {name}, this is Ruth at {your company}. Maybe {it} helps."),
        {"name": "Mr. Day", "it": "it"},
    )
    meant = filled(script, answers)
    placed = {each.rule: each for each in as_written(lint(Drafted(meant, 150.0, 30.0)), script, answers)}
    assert script.text[placed["hedge"].start : placed["hedge"].end] == "Maybe"
