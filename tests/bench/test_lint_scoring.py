"""Scoring advice: what is right scores full marks, a mistake costs what it should, and the messages are sound."""

import itertools
from collections import Counter

import pytest

from app.script.advice import Advice
from app.script.lint import RULES
from tests.bench import lint
from tests.bench.lint_messages import HALVES, RULE_IDS, Fault, Message, message_of, messages
from tests.bench.lint_scoring import Score, Tally, mistakes, score, table, tallies

TEXT = "Hi Ann, Bo here. I was just hoping to talk. Call 5125550148."
GOOD = Message("good", "Hi Ann, it's Bo. Your key is here. I'll bring it at six.", good=True)
FAULTY = message_of(
    {
        "id": "faulty",
        "text": TEXT,
        "at": [["hedge", "just hoping"], ["contact_grouped", "5125550148"]],
        "whole": ["winged"],
        "arguable": ["deleted_phrase"],
    },
    good=False,
)


def advice(rule: str, words: str = "") -> Advice:
    """On these words of TEXT, or on all of it."""
    start = TEXT.index(words) if words else 0
    return Advice(rule, start, start + len(words), "It is so.", "Mend it.", "A source")


def tally_of(rule: str, *scores: Score) -> Tally:
    return next(tally for tally in tallies(scores) if tally.rule == rule)


def counts(tally: Tally) -> tuple[int, ...]:
    return tally.found, tally.faults, tally.true, tally.false, tally.false_on_good, tally.arguable


def test_advice_that_knows_the_truth_scores_full_marks() -> None:
    knowing = [advice("hedge", "just hoping"), advice("contact_grouped", "5125550148"), advice("winged")]
    assert counts(tally_of("all", score(FAULTY, knowing), score(GOOD, []))) == (3, 3, 3, 0, 0, 0)


def test_no_advice_misses_every_fault_and_leaves_every_good_message_alone() -> None:
    scores = (score(FAULTY, []), score(GOOD, []))
    assert counts(tally_of("all", *scores)) == (0, 3, 0, 0, 0, 0)
    assert table(scores).endswith("no advice at all: 100% (1/1)")


@pytest.mark.parametrize(
    ("words", "found"),
    [("just", True), ("I was just hoping to talk", True), ("I was", False), ("to talk", False), ("", True)],
)
def test_a_fault_is_found_by_advice_that_overlaps_its_words_or_is_about_all(words: str, found: bool) -> None:
    tally = tally_of("hedge", score(FAULTY, [advice("hedge", words)]))
    assert counts(tally) == ((1, 1, 1, 0, 0, 0) if found else (0, 1, 0, 1, 0, 0))


def test_advice_of_another_rule_on_the_same_words_finds_nothing() -> None:
    scored = score(FAULTY, [advice("jargon", "just hoping")])
    assert not scored.found
    assert [each.rule for each in scored.false] == ["jargon"]


def test_a_fault_of_the_whole_message_is_found_by_any_advice_of_its_rule() -> None:
    assert counts(tally_of("winged", score(FAULTY, [advice("winged", "to talk")]))) == (1, 1, 1, 0, 0, 0)


def test_two_pieces_of_advice_on_one_fault_are_both_true_and_find_it_once() -> None:
    twice = [advice("hedge", "just"), advice("hedge", "hoping")]
    assert counts(tally_of("hedge", score(FAULTY, twice))) == (1, 1, 2, 0, 0, 0)


def test_arguable_advice_counts_neither_way_and_is_still_advice() -> None:
    scored = score(FAULTY, [advice("deleted_phrase", "hoping to talk")])
    assert counts(tally_of("deleted_phrase", scored)) == (0, 0, 0, 0, 0, 1)
    assert not scored.silent


def test_advice_on_a_good_message_is_false_and_breaks_its_silence() -> None:
    scores = (score(GOOD, [advice("hedge")]), score(GOOD, []))
    assert counts(tally_of("hedge", *scores)) == (0, 0, 0, 1, 1, 0)
    assert table(scores).endswith("no advice at all: 50% (1/2)")


def test_the_rows_of_the_rules_add_up_to_the_row_of_all() -> None:
    *rows, last = tallies([score(FAULTY, [advice("hedge", "just"), advice("jargon")]), score(GOOD, [advice("winged")])])
    assert [tally.rule for tally in rows] == list(RULE_IDS)
    assert tuple(map(sum, zip(*map(counts, rows), strict=True))) == counts(last)


def test_what_was_false_and_what_was_missed_is_told_with_the_message() -> None:
    told = mistakes([score(FAULTY, [advice("hedge", "I was"), advice("winged")]), score(GOOD, [])])
    assert told.splitlines() == [
        "faulty (faulty)",
        f"  | {TEXT}",
        "  false   hedge: “I was” It is so.",
        "  missed  hedge: “just hoping”",
        "  missed  contact_grouped: “5125550148”",
    ]


def test_words_are_found_across_line_breaks_and_an_ellipsis_is_any_words_between() -> None:
    entry = {
        "id": "x",
        "text": "One two\nthree four.\nFive six.",
        "at": [["jargon", "two three"], ["hedge", "One … Five"]],
    }
    assert message_of(entry, good=False).faults == (Fault("jargon", 4, 13), Fault("hedge", 0, 24))


@pytest.mark.parametrize(
    ("labels", "good", "complaint"),
    [
        ({"at": [["hedge", "no such words"]]}, False, "occurs 0 times"),
        ({"at": [["hedge", "so"]]}, False, "occurs 2 times"),
        ({"whole": ["hegde"]}, False, "no rule hegde"),
        ({"whole": ["hedge"], "arguable": ["winded"]}, False, "no rule winded"),
        ({}, False, "nothing is wrong"),
        ({"whole": ["hedge"]}, True, "has faults"),
    ],
)
def test_labels_that_make_no_sense_are_refused(labels: dict[str, object], good: bool, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        message_of({"id": "x", "text": "so and so", **labels}, good)


def test_the_messages_are_many_half_of_them_good_and_none_is_in_both_halves() -> None:
    each = {half: messages(half) for half in HALVES}
    together = list(itertools.chain(*each.values()))
    assert len(together) >= 120
    for half in each.values():
        assert sum(message.good for message in half) * 2 == len(half)
    assert sum(message.good for message in each["report"]) >= 40
    for distinct in ({message.id for message in together}, {message.text for message in together}):
        assert len(distinct) == len(together)
    for message in together:
        assert message.drafted().script.words


def test_each_rule_is_broken_five_times_and_more_in_the_report_half_and_faults_come_several_a_message() -> None:
    faulty = [message for message in messages("report") if not message.good]
    cases = Counter(fault.rule for message in faulty for fault in message.faults)
    assert [rule for rule in RULE_IDS if cases[rule] < 5] == []
    assert all(len(message.faults) >= 2 for message in faulty)
    assert cases.total() >= 4 * len(faulty)


def test_every_rule_there_is_is_measured() -> None:
    assert {rule.id for rule in RULES} == set(RULE_IDS)


def test_no_fault_is_both_certain_for_the_whole_message_and_arguable() -> None:
    for message in itertools.chain(*map(messages, HALVES)):
        whole = {fault.rule for fault in message.faults if (fault.start, fault.end) == (0, len(message.text))}
        assert not whole & message.arguable, message.id


def test_the_bench_prints_the_half_it_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint.main(["--show"]) == 0
    assert "The tuning half: 32 good messages" in capsys.readouterr().out
    assert lint.main([]) == 0
    assert capsys.readouterr().out.startswith("The report half: 46 good messages")
