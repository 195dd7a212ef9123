"""The whole review, from takes told in a line and a sound made to fit: findings, figures, verdict, data."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from app.audio.watcher import SoundWatcher, watch
from app.recognition.transcript import HeardWord, Transcript
from app.review.account import ModelFacts, Review
from app.review.finding import Certainty, Finding, Kind, Strictness, Verdict
from app.review.report import as_json
from app.review.review import Rules, TakeHeard, review
from app.script.script import Script, parse
from app.settings import Settings
from tests.review.tellings import Telling, sounds, tell

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "contract.schema.json"
RATE = 16_000
SETTINGS = Settings()
MESSAGE = parse("Hi Marta, this is Nora. I'll send the plan on Tuesday, and call you in the morning.")
PLAIN = "hi marta this is nora _0.5 i'll send the plan on tuesday _0.4 and call you in the morning"


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def sound_of(told: Telling, level: float = 3000.0) -> SoundWatcher:
    """Noise where there is a voice, next to nothing elsewhere: no pitch, so nothing that could pass for an um."""
    chance = np.random.default_rng(7)
    samples = chance.normal(0, 8, int(told.duration_s * RATE))
    for start, end in told.voice:
        first, last = int(start * RATE), int(end * RATE)
        samples[first:last] += chance.normal(0, level, last - first)
    return watch(np.clip(samples, -32767, 32767).astype(np.int16), RATE)


def reviewed(
    script: Script,
    line: str,
    limit_s: float = 30.0,
    strictness: Strictness = Strictness.MEANING,
    origin_s: float | None = None,
    settings: Settings = SETTINGS,
    unknown: tuple[str, ...] = (),
) -> Review:
    told = tell(script, line)
    facts = ModelFacts("told", ("biased", "free"), unknown, ())
    take = TakeHeard("take.wav", told.duration_s, origin_s, told.hearings, sound_of(told), facts)
    made = review(script, take, Rules(limit_s, strictness, settings), sounds())
    validator().validate(as_json(made))
    return made


def found(made: Review, but: tuple[Kind, ...] = ()) -> list[tuple[Kind, str | None, str | None, bool]]:
    return [(each.kind, each.expected, each.heard, each.counts) for each in made.findings if each.kind not in but]


def test_a_script_said_as_it_stands_is_clean() -> None:
    made = reviewed(MESSAGE, PLAIN)
    assert found(made) == []
    assert made.clean
    assert set(made.verdicts) == {Verdict.SAID}
    assert [word.script_word for word in made.words] == list(range(17))
    assert made.take.origin_s == made.take.speech_start_s == pytest.approx(0.5)
    assert (made.take.overrun_s, made.take.limit_at_word) == (0.0, None)
    assert made.metrics.pauses == 2
    assert made.metrics.longest_pause_s == pytest.approx(0.52, abs=0.05)
    assert (made.metrics.filled_pauses, made.metrics.lexical_fillers, made.metrics.fillers_per_minute) == (0, 0, 0)
    assert 100 < made.metrics.words_per_minute < made.metrics.articulation_rate_wpm


def test_what_is_left_out_changed_and_added_is_found_in_the_order_of_the_take() -> None:
    line = PLAIN.replace("send the", "send +all the").replace("plan", "+budget").replace("call you ", "")
    made = reviewed(MESSAGE, line)
    assert found(made) == [
        (Kind.INSERTION, None, "all", True),
        (Kind.SUBSTITUTION, "plan", "budget", True),
        (Kind.OMISSION, "call you", None, True),
    ]
    assert not made.clean
    assert [k for k, verdict in enumerate(made.verdicts) if verdict is Verdict.SKIPPED] == [12, 13]
    omission = made.findings[-1]
    gap = [word.end for word in made.words if word.script_word == 11] + [
        word.start for word in made.words if word.script_word == 14
    ]
    assert [omission.start, omission.end] == gap  # an omission's times are the gap it left


def test_a_function_word_left_out_is_shown_and_counts_by_strictness() -> None:
    line = PLAIN.replace("in the morning", "in morning")
    assert found(reviewed(MESSAGE, line)) == [(Kind.OMISSION, "the", None, False)]
    assert reviewed(MESSAGE, line).clean
    assert not reviewed(MESSAGE, line, strictness=Strictness.WORD).clean


def test_a_restart_is_shown_and_counts_at_the_strictness_of_words_alone() -> None:
    line = PLAIN.replace("and call", "and call and@11 call")
    assert found(reviewed(MESSAGE, line)) == [(Kind.REPETITION, "and call", "and call", False)]
    assert reviewed(MESSAGE, line).clean
    assert not reviewed(MESSAGE, line, strictness=Strictness.WORD).clean


def test_what_cannot_be_told_is_shown_and_never_counts() -> None:
    made = reviewed(MESSAGE, PLAIN.replace("call you", "=0.6"), strictness=Strictness.WORD)
    (only,) = made.findings
    assert (only.kind, only.certainty, only.counts) == (Kind.OMISSION, Certainty.UNSURE, False)
    assert made.clean


def test_silence_is_not_clean() -> None:
    made = reviewed(MESSAGE, "_3")
    assert not made.clean
    assert made.words == ()
    assert set(made.verdicts) == {Verdict.SKIPPED}


def test_a_sound_without_words_is_not_clean_either() -> None:
    assert not reviewed(MESSAGE, "=4").clean


# --- Fillers


def test_an_um_counts_and_is_part_of_the_account() -> None:
    line = PLAIN.replace("send", "+um _ send")
    made = reviewed(MESSAGE, line)
    spoken = [word.heard for word in made.words]
    assert spoken.count("um") == 1
    um = next(each for each in made.findings if each.kind is Kind.FILLED_PAUSE)
    assert (um.heard, um.script_start, um.script_end) == ("um", 6, 6)
    assert (um.certainty, um.counts, made.metrics.filled_pauses) == (Certainty.CERTAIN, True, 1)
    assert set(made.verdicts) == {Verdict.SAID}
    assert not made.clean


def test_a_long_um_is_certain_and_may_be_allowed() -> None:
    told = tell(MESSAGE, PLAIN.replace("send", "_0.6 send"))
    gap = next(word for word in told.biased if word.word == "send").start
    um = HeardWord("um", gap - 0.55, gap - 0.05, 1.0)
    hearings = tuple(
        Transcript(each.hearing, tuple(sorted((*each.words, um), key=lambda word: word.start)))
        for each in told.hearings
    )
    told = replace(told, voice=(*told.voice, (um.start, um.end)))
    take = TakeHeard("t.wav", told.duration_s, None, hearings, sound_of(told), ModelFacts("told", ("biased",), (), ()))
    made = review(MESSAGE, take, Rules(30, Strictness.MEANING, SETTINGS), sounds())
    assert found(made) == [(Kind.FILLED_PAUSE, None, "um", True)]
    assert (made.metrics.filled_pauses, made.clean) == (1, False)
    lenient = Rules(30, Strictness.MEANING, replace(SETTINGS, filled_pauses_allowed=1))
    allowed = review(MESSAGE, take, lenient, sounds())
    assert found(allowed) == [(Kind.FILLED_PAUSE, None, "um", False)]
    assert (allowed.metrics.filled_pauses, allowed.clean) == (1, True)


def test_a_filler_in_the_script_is_no_filler() -> None:
    script = parse("So, um, you know, kids like to meet friends.")
    assert found(reviewed(script, "so _ um _ you know _ kids like to meet friends")) == []
    made = reviewed(script, "so _ um _ you know _ kids like +like to meet friends")
    assert found(made) == [(Kind.LEXICAL_FILLER, None, "like", False)]


def test_a_filler_phrase_on_top_is_shown_by_itself_and_counts_only_if_the_settings_say_so() -> None:
    line = PLAIN.replace("plan", "+you +know +big plan")
    made = reviewed(MESSAGE, line)
    assert found(made) == [(Kind.LEXICAL_FILLER, None, "you know", False), (Kind.INSERTION, None, "big", True)]
    assert made.metrics.lexical_fillers == 1
    only = PLAIN.replace("plan", "+you +know plan")
    assert reviewed(MESSAGE, only).clean
    assert not reviewed(MESSAGE, only, settings=replace(SETTINGS, lexical_fillers_count=True)).clean


# --- What the script allows and insists on

SPANS = parse("Hi Marta, ~hope you are well,~ this is **the red plan** for you.")
SPANS_PLAIN = "hi marta _ hope you are well _ this is the red plan for you"


@pytest.mark.parametrize(
    "line",
    [
        SPANS_PLAIN,
        SPANS_PLAIN.replace("hope you are well _", ""),
        SPANS_PLAIN.replace("hope you are well", "+what +a +lovely +day"),
        SPANS_PLAIN.replace("hope", "+really hope"),
        SPANS_PLAIN.replace("well", "well +indeed"),
        SPANS_PLAIN.replace("hope you", "hope you hope@2 you"),
    ],
)
def test_a_free_span_may_be_said_any_way_or_left_out(line: str) -> None:
    made = reviewed(SPANS, line)
    assert found(made) == []
    assert made.clean
    assert set(made.verdicts) == {Verdict.SAID}


def test_what_lies_beside_a_free_span_is_not_free() -> None:
    made = reviewed(SPANS, SPANS_PLAIN.replace("hope you are well _ this is", ""))
    assert found(made) == [(Kind.OMISSION, "hope you are well this is", None, True)]
    assert not reviewed(SPANS, SPANS_PLAIN.replace("marta", "+peter")).clean


@pytest.mark.parametrize(
    ("change", "to"), [("the red", "red"), ("the red", "+a red"), ("red plan", "+big plan"), ("red", "red +of")]
)
def test_a_must_say_span_wants_each_word_even_for_the_gist(change: str, to: str) -> None:
    made = reviewed(SPANS, SPANS_PLAIN.replace(change, to), strictness=Strictness.GIST)
    assert [each.counts for each in made.findings] == [True]
    assert not made.clean


def test_the_gist_forgives_what_is_said_otherwise_outside_names_and_numbers() -> None:
    line = SPANS_PLAIN.replace("for you", "")
    assert reviewed(SPANS, line, strictness=Strictness.GIST).clean
    named = SPANS_PLAIN.replace("marta", "+peter")
    assert not reviewed(SPANS, named, strictness=Strictness.GIST).clean


def test_a_wrong_digit_counts_at_every_strictness() -> None:
    script = parse("Call me at 704-555-0142 today.")
    line = "call me at _ seven oh four _ five five five _ oh one +three two today"
    for strictness in Strictness:
        made = reviewed(script, line, strictness=strictness)
        assert (Kind.NUMBER, "704-555-0142", True) in [(kind, said, counts) for kind, said, _, counts in found(made)]
        assert made.verdicts[3] is Verdict.CHANGED


def test_a_name_the_model_does_not_know_is_said_if_it_sounds_like_it() -> None:
    script = parse("This is Nora Whitcombe calling.")
    line = "this is nora +what/what_come +come/ calling"
    assert reviewed(script, line, unknown=("Whitcombe",)).clean


# --- Time


def test_speech_beyond_the_limit_is_located() -> None:
    made = reviewed(MESSAGE, PLAIN, limit_s=3.0)
    assert not made.clean
    assert made.take.overrun_s == pytest.approx(made.take.speech_end_s - 3.5, abs=1e-6)
    assert made.take.limit_at_word is not None
    (over,) = [each for each in made.findings if each.kind is Kind.OVERRUN]
    assert over.counts
    assert over.script_end == 17
    assert over.script_start >= made.take.limit_at_word


def test_the_limit_counts_from_the_origin() -> None:
    length = reviewed(MESSAGE, PLAIN).take.speech_end_s
    assert reviewed(MESSAGE, PLAIN, limit_s=length, origin_s=0.0).take.overrun_s == 0
    late = reviewed(MESSAGE, PLAIN, limit_s=length - 1.0, origin_s=0.0)
    assert late.take.overrun_s == pytest.approx(1.0)
    assert late.take.origin_s == 0.0


def test_a_long_pause_inside_a_clause_is_found() -> None:
    made = reviewed(MESSAGE, PLAIN.replace("the plan", "the _2 plan"))
    assert [(each.kind, each.script_start) for each in made.findings] == [(Kind.LONG_PAUSE, 8)]
    assert not made.clean


# --- One hearing, and whatever may come


def test_one_hearing_makes_a_review_too() -> None:
    told = tell(MESSAGE, PLAIN.replace("call you ", ""))
    facts = ModelFacts("static", ("free",), (), ())
    take = TakeHeard("t.wav", told.duration_s, None, told.hearings[1:], sound_of(told), facts)
    made = review(MESSAGE, take, Rules(30, Strictness.MEANING, SETTINGS), sounds())
    assert [(each.kind, each.expected) for each in made.findings] == [(Kind.OMISSION, "call you")]
    assert as_json(made)["model"]["hearings"] == ["free"]  # type: ignore[index]


SOUND = sound_of(tell(MESSAGE, PLAIN))
HEARD = [
    "hi",
    "marta",
    "i'll",
    "send",
    "the",
    "plan",
    "um",
    "uh",
    "you",
    "know",
    "like",
    "well",
    "hope",
    "[unk]",
    "ten",
]
SCRIPTS = (MESSAGE, SPANS, parse("Um."), parse("~Hi~"), parse("Call 704-555-0142 [pause] at ten. **Marta!** [pause]"))


@st.composite
def hearings(draw: st.DrawFn, script: Script) -> tuple[HeardWord, ...]:
    now, words = draw(st.floats(0, 2)), []
    for word in draw(st.lists(st.sampled_from(HEARD), max_size=10)):
        length = draw(st.sampled_from([0.0, 0.1, 0.3, 1.0]))
        arc = draw(st.none() | st.integers(0, len(script.readings.arcs) - 1))
        words.append(HeardWord(word, now, now + length, draw(st.floats(0, 1)), arc))
        now += length + draw(st.sampled_from([0.0, 0.0, 2.5]))
    return tuple(words)


@given(st.sampled_from(SCRIPTS), st.sampled_from(Strictness), st.floats(0.5, 60), st.data())
@settings(max_examples=100)
def test_whatever_was_heard_makes_a_review_that_fits_the_contract(
    script: Script, strictness: Strictness, limit_s: float, data: st.DataObject
) -> None:
    heard = tuple(
        Transcript(name, data.draw(hearings(script))) for name in ("biased", "free")[: data.draw(st.integers(1, 2))]
    )
    facts = ModelFacts("any", tuple(each.hearing for each in heard), (), ())
    origin_s = data.draw(st.none() | st.floats(0, 5))
    made = review(
        script, TakeHeard("t", 40.0, origin_s, heard, SOUND, facts), Rules(limit_s, strictness, SETTINGS), sounds()
    )
    validator().validate(as_json(made))
    assert len(made.verdicts) == len(script.words)
    assert [word.start for word in made.words] == sorted(word.start for word in made.words)
    assert [each.start for each in made.findings] == sorted(each.start for each in made.findings)
    for each in made.findings:
        assert 0 <= each.script_start <= each.script_end <= len(script.words)
        assert 0 <= each.start <= each.end
        assert not (each.counts and each.certainty is Certainty.UNSURE), each
    assert made.clean <= (not any(each.counts for each in made.findings))


def test_each_finding_says_what_was_expected_and_heard() -> None:
    made = reviewed(MESSAGE, PLAIN.replace("plan", "+budget"))
    (only,) = made.findings
    heard = next(word for word in made.words if word.heard == "budget")
    assert only == Finding(
        Kind.SUBSTITUTION, Certainty.CERTAIN, 8, 9, heard.start, heard.end, "plan", "budget", True, only.advice
    )
