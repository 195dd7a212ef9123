"""Advice on the text: every rule keeps its example, its place, and its silence."""

import time
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

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


# ---- Whole messages

HERE = Path(__file__).parent
GOOD = (HERE / "good_messages.txt").read_text(encoding="utf-8").splitlines()
FAULTY = [line.partition(": ") for line in (HERE / "faulty_messages.txt").read_text(encoding="utf-8").splitlines()]


def test_good_messages_of_every_trade_draw_no_advice() -> None:
    assert [text for text in GOOD if rules(text)] == []


def test_planted_faults_are_found() -> None:
    missed = {text: set(planted.split()) - rules(text) for planted, _, text in FAULTY}
    assert {text: each for text, each in missed.items() if each} == {}


def test_a_winged_message_lights_up_everywhere() -> None:
    text = "This is Pat Lowry. I was hoping to catch you. I'll try you some other time."
    advice = lint(drafted(text))
    found = {each.rule for each in advice}
    assert {"winged", "who_and_why_first", "nothing_of_value", "about_them", "deleted_phrase"} < found
    assert {"hedge", "no_promise_of_when", "one_next_step_last"} < found
    assert advice[0].rule == "winged"
    marks = {i for each in advice for i in range(each.start, each.end)}
    assert len(marks) >= len(text) - 1  # every sentence is underlined


# ---- Single rules


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hi Pat, Wendy Sachs here. Your bread is ready.", "Wendy Sachs here"),
        ("Hi Pat, Wendy Sachs. Your bread is ready.", "Wendy Sachs"),
        ("Hi {first name}, this is {your name} from {company}. Your bread is ready.", ""),
        ("hi pat this is wendy from the bakery and your bread is ready", ""),
        ("Hello, this is the front desk at Dr. Lee's office. Your bread is ready.", ""),
        ("Good evening, Mr. Ito. My name's Wendy. Your bread is ready.", ""),
    ],
)
def test_a_name_is_known_in_many_shapes(text: str, name: str) -> None:
    assert not rules(text) & {"who_and_why_first", "name_first"}, name


def test_who_speaks_must_be_said_within_nine_seconds_of_this_speakers() -> None:
    text = (
        "Hi Pat, your bread is ready and it smells as good as the last one did. This is Wendy. I'll keep it till noon."
    )
    assert "who_and_why_first" not in rules(text, pace_wpm=150)
    assert "who_and_why_first" in rules(text, pace_wpm=90)


@pytest.mark.parametrize(
    "step",
    [
        "I call on Thursday",
        "I call you back on Thursday at ten",
        "I send the page tomorrow",
        "I’ll bring it on Friday at nine",
        "We stop by next Friday",
        "I ring you at nine on Monday",
    ],
)
def test_a_next_step_may_be_said_as_a_plan_says_it(step: str) -> None:
    text = f"Hi Pat, this is Wendy. Your bread saves you the walk. {step}."
    assert not rules(text) & {"one_next_step_last", "no_promise_of_when"}


@pytest.mark.parametrize(
    ("said", "is_too_much"),
    [
        ("Your rolls, your cakes, your rye bread and your two pies are ready", True),
        ("There's a loaf for you. There's a cake. There's a pie", True),
        ("Your rolls, your cakes and your pies are ready", False),
        ("There's a loaf for you, and there's a cake", False),
    ],
)
def test_four_things_in_a_row_are_too_many(said: str, is_too_much: bool) -> None:
    assert ("too_many_points" in rules(f"Hi Pat, this is Wendy. {said}. I'll bring it all at nine.")) == is_too_much


@pytest.mark.parametrize("step", ["She calls me by Friday", "They take the call on Thursday", "He signs it"])
def test_a_step_of_the_plan_that_is_told_of_them_is_to_be_said_to_them(step: str) -> None:
    text = f"Hi Pat, this is Wendy. Your bread saves you the walk. {step}."
    (found,) = of(text, "one_next_step_last")
    assert text[found.start : found.end] == step
    assert found.suggestion.startswith("Say it to them")


@pytest.mark.parametrize("habit", ["I send bread every Friday", "We came on Friday", "I call it a wonder"])
def test_what_one_always_does_or_did_is_no_next_step(habit: str) -> None:
    assert "one_next_step_last" in rules(f"Hi Pat, this is Wendy. Your bread saves you the walk. {habit}.")


def test_just_and_kind_of_are_hedges_only_where_they_hedge() -> None:
    assert marked("Hi Pat, this is Wendy. I just wanted to kind of ask you.", "hedge") == [
        "I just wanted to",
        "kind of",
    ]
    fine = "Hi Pat, this is Wendy. What kind of bread do you like? The oven just opened, just in time for you."
    assert not marked(fine, "hedge")


def test_a_blank_is_no_jargon_and_counts_for_what_it_says_it_holds() -> None:
    text = "Hi {name}, this is {your name}. Your {thing} is in. Call me by {day} at {phone number}: {phone number}."
    assert rules(text) == set()


def test_numbers_are_known_in_words_and_in_groups() -> None:
    said = "seven oh four, five five five, oh one four two"
    text = f"Hi Pat, this is Wendy. Your bread is in. Call me before noon at {said}. That's {said}."
    assert rules(text) == set()
    run = said.replace(",", "")
    assert marked(f"Hi Pat, this is Wendy. Your bread is in. My number is {run}.", "contact_grouped") == [run]


def test_the_number_that_was_dialled_is_none_to_call() -> None:
    text = "Hi Pat, this is Wendy. I tried you at 704-555-0142. Your bread is in. I'll bring it at noon."
    assert not rules(text)


def test_a_plan_that_has_them_call_wants_a_number() -> None:
    text = "Hi Pat, this is Wendy. Your bread is in. I'll keep it until noon."
    assert "contact_missing" in rules(f"---\nnext_step: she calls me back\n---\n{text}")
    assert "contact_missing" not in rules(f"---\nnext_step: I bring it\n---\n{text}")


def test_what_the_plan_has_for_them_is_of_value_where_it_is_said() -> None:
    text = "Hi Pat, this is Wendy. I would like to come by with sourdough. I'll be there at noon."
    assert "nothing_of_value" in rules(text)
    assert "nothing_of_value" not in rules(f"---\nfor_them: fresh sourdough\n---\n{text}")
    advice = of(f"---\nfor_them: a second oven\n---\n{text}", "nothing_of_value")
    assert "a second oven" in advice[0].suggestion


def test_the_sentence_to_cut_first_carries_nothing() -> None:
    text = (
        "Hi Pat, this is Wendy. The birds are back and the river is high again. Your bread is ready. "
        "I'll bring it on Friday at nine."
    )
    advice = [each for each in lint(drafted(text, limit_s=8)) if each.rule == "too_long"]
    assert [text[each.start : each.end] for each in advice] == ["The birds are back and the river is high again"]


def test_a_planned_pause_parts_a_long_sentence() -> None:
    half = "the bread that you asked about on Monday when the shop was full of people has come out of the oven"
    assert "long_sentence" in rules(f"Hi Pat, {half} and {half}.")
    assert "long_sentence" not in rules(f"Hi Pat, {half} [pause] and {half}.")


@pytest.mark.parametrize("text", ["Three free throws win.", "We sell six silky soaps.", "Specific statistics show it."])
def test_tongue_twisters_are_found(text: str) -> None:
    assert "tongue_twister" in rules(text)


def test_digits_are_no_tongue_twister() -> None:
    assert not marked("Call me at seven six six, two two two, six six seven.", "tongue_twister")


def test_the_sources_own_praise_is_left_alone() -> None:
    for text in (
        "Hi Lee, this is Ann. I have the map I promised you last night for the trail you and I talked about.",
        "Hi Lee, this is Ann. You and I sell to the same people, and I'd like to connect with you about how to share.",
        "Hi Lee, this is Ann. I understand your firm is moving, and I have been through that with two others.",
    ):
        assert not rules(text) - {"no_promise_of_when", "one_next_step_last"}, text


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
TEXTS = st.one_of(st.text(max_size=80), st.lists(SCRAPS, max_size=25).map("".join))


def script_of(text: str) -> Script | None:
    try:
        return parse(text)
    except Problem:
        return None


@settings(max_examples=50, deadline=None)
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


@settings(max_examples=50, deadline=None)
@given(TEXTS, st.sets(st.sampled_from(RULE_IDS)))
def test_switching_rules_off_removes_their_advice_and_no_other(text: str, off: set[str]) -> None:
    script = script_of(text)
    if script is None:
        return
    message = Drafted(script, 150, 30)
    assert lint(message, off) == tuple(each for each in lint(message) if each.rule not in off)


@settings(max_examples=50, deadline=None)
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

    assert seconds(80) < 12 * seconds(20)


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
