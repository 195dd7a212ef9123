"""Scoring: a review that knows the truth scores full marks, and every fault of a review costs what it should."""

import copy
import os
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench import recordings
from tests.bench.accuracy import WAYS, Job, Measured, report, run, table
from tests.bench.checkers import Checker, Unchecked
from tests.bench.corpus import _event as timed_event
from tests.bench.naive import Heard, naive_review, spoken_words, written_words
from tests.bench.plant import Planter, Rep, perfect
from tests.bench.scoring import ROWS, Entry, Review, TakeScore, score, unscored
from tests.bench.scripts import BenchScript, all_scripts

SCRIPTS = all_scripts()
WORD_S = 0.4


def entry_of(script: BenchScript, rep: Rep) -> Entry:
    """A line of the manifest for a rep whose words all take as long."""
    times, at = [], 0.5
    for word in rep.said:
        times.append((at, at + WORD_S - 0.05))
        at += WORD_S + word.silence_s
    overrun = any(event.kind == "overrun" for event in rep.events)
    length = times[-1][1] - times[0][0]
    return {
        "id": script.id,
        "half": script.half,
        "voice": "slt",
        "seen": True,
        "perfect": not rep.events,
        "limit_s": length - 3 if overrun else length + 3,
        "speech_start_s": times[0][0],
        "speech_end_s": times[-1][1],
        "duration_s": at,
        "said": "",
        "events": [timed_event(number, event, rep.said, times) for number, event in enumerate(rep.events)],
        "words": [
            {"word": word.word, "start": start, "end": end, "script": word.script}
            for word, (start, end) in zip(rep.said, times, strict=True)
        ],
        "edges": True,
    }


def knowing_review(script: BenchScript, entry: Entry) -> Review:
    """The review of one who knows the truth."""
    words = [{"text": word, "start": start, "end": end} for word, start, end in written_words(script.text)]
    findings = [finding_of(event, words) for event in entry["events"]]
    return {
        "script": {"words": words},
        "words": [],
        "verdicts": ["said"] * len(words),
        "findings": findings,
        "clean": not findings,
    }


def finding_of(event: Entry, words: list[Entry]) -> Entry:
    inside = [i for i, word in enumerate(words) if word["start"] < event["end"] and word["end"] > event["start"]]
    before = sum(word["start"] < event["start"] for word in words)
    first, last = (inside[0], inside[-1] + 1) if inside and event["start"] < event["end"] else (before, before)
    return finding(event["accept"][0], first, last, event["start_s"], event["end_s"])


def finding(kind: str, first: int, last: int, start_s: float = -5.0, end_s: float = -4.9, **changed: Any) -> Entry:
    whole = {
        "kind": kind,
        "verdict": "certain",
        "script_start": first,
        "script_end": last,
        "start_s": start_s,
        "end_s": end_s,
        "expected": None,
        "heard": "x",
        "counts": True,
        "advice": None,
    }
    return {**whole, **changed}


@st.composite
def cases(draw: st.DrawFn) -> tuple[Entry, Review]:
    script = draw(st.sampled_from(SCRIPTS))
    entry = entry_of(script, Planter(draw(st.text(max_size=6))).plant(script))
    return entry, knowing_review(script, entry)


def found(take: TakeScore) -> int:
    return sum(event.result == "found" for event in take.events)


@given(cases())
def test_one_who_knows_the_truth_finds_everything_and_accuses_nobody(case: tuple[Entry, Review]) -> None:
    entry, review = case
    take = score(entry, review)
    assert found(take) == len(entry["events"])
    assert take.false == ()
    assert take.filled[1:] == (0, 0)
    assert take.filled[0] == sum(event["kind"] == "filled_pause" for event in entry["events"])


@given(cases(), st.data())
def test_leaving_out_a_finding_loses_its_event_only(case: tuple[Entry, Review], data: st.DataObject) -> None:
    entry, review = case
    lost = data.draw(st.integers(0, len(review["findings"]) - 1))
    fewer = {**review, "findings": review["findings"][:lost] + review["findings"][lost + 1 :]}
    take = score(entry, fewer)
    assert found(take) == len(entry["events"]) - 1
    assert take.events[lost].result == "missed"
    assert take.false == ()


@given(cases(), st.data())
def test_an_unsure_finding_finds_nothing_and_accuses_nobody(case: tuple[Entry, Review], data: st.DataObject) -> None:
    entry, review = case
    weak = data.draw(st.integers(0, len(review["findings"]) - 1))
    changed = copy.deepcopy(review)
    changed["findings"][weak]["verdict"] = "unsure"
    take = score(entry, changed)
    assert found(take) == len(entry["events"]) - 1
    assert take.events[weak].result in ("unsure", "missed")  # a slow pace has no place to touch
    assert take.false == ()


@given(cases(), st.data())
def test_a_finding_of_the_wrong_kind_is_neither_found_nor_false(
    case: tuple[Entry, Review], data: st.DataObject
) -> None:
    entry, review = case
    content = [i for i, event in enumerate(entry["events"]) if event["kind"] in ("omission", "insertion")]
    if not content:
        return
    chosen = data.draw(st.sampled_from(content))
    changed = copy.deepcopy(review)
    changed["findings"][chosen]["kind"] = "self_correction"
    take = score(entry, changed)
    assert take.events[chosen].result == "wrong kind"
    assert take.beside == 1
    assert take.false == ()


def perfect_case(kind: str = "quarter-plan") -> tuple[Entry, Review]:
    script = next(script for script in SCRIPTS if script.id == kind)

    entry = entry_of(script, perfect(script, random.Random(3)))
    return entry, knowing_review(script, entry)


@pytest.mark.parametrize(
    "kind", ["omission", "insertion", "repetition", "filled_pause", "long_pause", "overrun", "level"]
)
def test_any_certain_finding_in_a_perfect_rep_is_false(kind: str) -> None:
    entry, review = perfect_case()
    review["findings"] = [finding(kind, 4, 5)]
    take = score(entry, review)
    assert [each.kind for each in take.false] == [kind]


def test_an_unsure_finding_in_a_perfect_rep_is_not_false() -> None:
    entry, review = perfect_case()
    review["findings"] = [finding("omission", 4, 5, verdict="unsure")]
    assert score(entry, review).false == ()


def test_a_long_pause_that_was_really_made_is_not_false() -> None:
    entry, review = perfect_case()
    for word in entry["words"][6:]:
        word["start"] += 1.5
        word["end"] += 1.5
    at = entry["words"][5]["end"]
    review["findings"] = [finding("long_pause", 5, 5, at + 0.05, at + 1.4)]
    take = score(entry, review)
    assert take.false == ()
    assert take.advice == 1
    review["findings"] = [finding("long_pause", 20, 20, at + 8, at + 9.4)]
    assert len(score(entry, review).false) == 1


def test_a_phone_number_said_too_fast_is_advice_and_a_wrong_one_an_accusation() -> None:
    entry, review = perfect_case()
    review["findings"] = [finding("number", 50, 51, heard=None, counts=False, advice="Slower.")]
    assert score(entry, review).false == ()
    review["findings"] = [finding("number", 50, 51, heard="seven oh five", counts=True)]
    assert [each.kind for each in score(entry, review).false] == ["number"]


def test_advice_about_the_pace_of_a_number_does_not_find_its_wrong_digit() -> None:
    script = next(script for script in SCRIPTS if script.id == "quarter-plan")
    for seed in range(50):
        entry = entry_of(script, Planter(f"{seed}").plant(script))
        if entry["events"][0]["kind"] == "number":
            break
    review = knowing_review(script, entry)
    assert score(entry, review).events[0].result == "found"
    review["findings"][0].update(heard=None, counts=False, advice="Slower.")
    assert score(entry, review).events[0].result == "missed"


def test_a_finding_that_sprawls_over_the_script_finds_nothing() -> None:
    script = SCRIPTS[0]
    for seed in range(50):
        entry = entry_of(script, Planter(f"{seed}").plant(script))
        if any(event["kind"] == "omission" for event in entry["events"]):
            break
    review = knowing_review(script, entry)
    review["findings"] = [finding("omission", 0, len(review["script"]["words"]))]
    assert found(score(entry, review)) == 0


def test_one_finding_cannot_answer_for_two_filled_pauses() -> None:
    entry, review = perfect_case()
    words = review["script"]["words"]
    for at in (10, 20):
        entry["events"].append(
            {
                "kind": "filled_pause",
                "detail": "",
                "start": words[at]["start"],
                "end": words[at]["start"],
                "said": "um",
                "accept": ["filled_pause"],
                "content": True,
                "start_s": float(at),
                "end_s": at + 0.3,
            }
        )
    review["findings"] = [finding("filled_pause", 10, 10, 10.2, 10.4), finding("filled_pause", 11, 11, 10.4, 10.6)]
    take = score(entry, review)
    assert take.filled == (1, 1, 1)
    f1 = next(row for row in ROWS if row.key == "filled").cell([take])
    assert f1.value == pytest.approx(0.5)


def test_word_edges_are_measured_where_the_words_were_heard() -> None:
    entry, review = perfect_case()
    places = {(word["start"], word["end"]): index for index, word in enumerate(review["script"]["words"])}
    review["words"] = [
        {
            "heard": word["word"],
            "start_s": word["start"] + 0.03,
            "end_s": word["end"] - 0.01,
            "script_word": places[place],
        }
        for word in entry["words"]
        for place in [tuple(word["script"])]
        if place in places
    ]
    take = score(entry, review)
    assert len(take.edges) > 40
    assert take.edges_possible >= len(take.edges)
    cells = {row.key: row.cell([take]) for row in ROWS}
    assert cells["edge_start"].value == pytest.approx(30)
    assert cells["edge_end"].value == pytest.approx(10)
    entry["edges"] = False
    assert score(entry, review).edges == ()


def test_a_take_that_could_not_be_checked_costs_everything() -> None:
    script = SCRIPTS[0]
    entry = entry_of(script, Planter("x").plant(script))
    take = unscored(entry, "it broke", 54)
    assert found(take) == 0
    assert take.unsure_words == take.script_words == 54
    assert not take.clean
    flawless, _ = perfect_case()
    assert next(row for row in ROWS if row.key == "clean").cell([unscored(flawless, "it broke")]).value == 0


def test_the_naive_way_finds_what_a_plain_diff_shows() -> None:
    reference = [("call", 0, 4), ("me", 5, 7), ("on", 8, 10), ("tuesday", 11, 18), ("please", 19, 25)]
    said = ["call", "um", "me", "on", "thursday", "thank"]
    heard = [Heard(word, float(i), i + 0.5) for i, word in enumerate(said)]
    review = naive_review(reference, heard)
    assert [(each["kind"], each["script_start"], each["script_end"], each["heard"]) for each in review["findings"]] == [
        ("filled_pause", 1, 1, "um"),
        ("substitution", 3, 5, "thursday thank"),
    ]
    assert review["verdicts"] == ["said", "said", "said", "changed", "changed"]
    assert not review["clean"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.id)
def test_the_naive_way_hears_no_fault_in_a_transcript_without_one(script: BenchScript) -> None:
    heard = [Heard(word, float(i), i + 0.5) for i, (word, _, _) in enumerate(spoken_words(script))]
    assert naive_review(spoken_words(script), heard)["clean"]
    for word, start, end in written_words(script.text):
        assert word == script.text[start:end].lower().replace("’", "'")


def test_the_table_shows_each_way_with_what_it_rests_on() -> None:
    entry, review = perfect_case()
    take = score(entry, review)
    text = table({WAYS[0]: [take], WAYS[1]: [take]}, "Tried")
    assert "| false findings in a perfect rep, mean | 0.00 (0/1) | 0.00 (0/1) | ≤ 0.2 · ≤ 0.5 · ≤ 0.05 |" in text
    assert "ours: seen voices" in text


def test_a_report_is_written_as_data_too(tmp_path: Path) -> None:
    entry, review = perfect_case()
    shown = report(
        "Tried", [entry], [Measured({WAYS[0]: score(entry, review)}, 1.0, review)], tmp_path / "a" / "out.json"
    )
    assert "## Tried" in shown
    assert '"clean"' in (tmp_path / "a" / "out.json").read_text(encoding="utf-8")


def dying(model: Path | None) -> Checker:
    """A checker whose native library kills the process on one of its takes."""

    def check(script: Path, take: Path, limit_s: float) -> Review:
        if take.name == "deadly":
            os._exit(1)
        raise Unchecked(f"{script.name} {limit_s:g} {model}")

    return check


def test_a_take_that_kills_its_process_costs_only_itself(tmp_path: Path) -> None:
    entry, _ = perfect_case()
    script = tmp_path / "script.txt"
    script.write_text("Hi Dana.", encoding="utf-8")
    jobs = [
        Job({**entry, "id": take}, str(script), take, f"{__name__}:dying", None, None)
        for take in ("one", "deadly", "two")
    ]
    problems = [each.scores[WAYS[0]].problem for each in run(jobs, 2, show=False)]
    assert problems[1] == "its process died"
    assert problems[0] == problems[2]
    assert problems[0] is not None
    assert problems[0].startswith("Unchecked: script.txt")


def test_recordings_are_scored_as_read_and_against_changed_scripts(tmp_path: Path) -> None:
    (tmp_path / "one.wav").write_bytes(b"RIFF")
    (tmp_path / "two.flac").write_bytes(b"fLaC")
    said = "had he married a more a- amiable woman he might have been made still more respectable than he was"
    (tmp_path / "README.md").write_text(f"# x\n\n| file | said |\n|---|---|\n| one.wav | {said} |\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("the quiet man\nwalked slowly past the old gate again", encoding="utf-8")
    made = recordings.entries(tmp_path, tmp_path / "scripts")
    assert len(made) == 2 * (1 + recordings.CHANGED_SCRIPTS)
    first = made[0]
    text = Path(first["script"]).read_text(encoding="utf-8")
    assert text.startswith("Had he married a more amiable woman")
    assert [(event["kind"], text[event["start"] : event["end"]]) for event in first["events"]] == [
        ("self_correction", "amiable")
    ]
    second = next(entry for entry in made if entry["id"] == "two, as read")
    assert second["perfect"]
    for entry in made:
        text = Path(entry["script"]).read_text(encoding="utf-8")
        for event in entry["events"]:
            shown = text[event["start"] : event["end"]]
            assert shown == shown.strip()
            if event["kind"] == "omission":
                assert shown not in entry["said"].split()
            if event["kind"] == "substitution":
                assert shown != event["said"]
                assert event["said"] in entry["said"].split()
            if event["kind"] == "insertion":
                assert text[event["start"] - 1] == " "
                assert event["said"] in entry["said"].split()


def test_a_false_start_noted_under_the_table_is_part_of_what_was_said(tmp_path: Path) -> None:
    (tmp_path / "x-0920.wav").write_bytes(b"RIFF")
    (tmp_path / "README.md").write_text(
        "| file | said |\n|---|---|\n| x-0920.wav | had he married a more amiable woman |\n\n"
        'In 0920 the speaker says "a more a- amiable": a false start.\n',
        encoding="utf-8",
    )
    assert recordings.read_recordings(tmp_path)[0][1] == "had he married a more a- amiable woman"


def test_a_perfect_rep_that_could_not_be_checked_is_not_a_rep_without_false_findings() -> None:
    entry, _ = perfect_case()
    cell = next(row for row in ROWS if row.key == "false_perfect").cell([unscored(entry, "it broke")])
    assert cell.value is None
    assert "could not be checked" in cell.of


def test_a_folder_without_recordings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no recording"):
        recordings.entries(tmp_path, tmp_path / "scripts")
