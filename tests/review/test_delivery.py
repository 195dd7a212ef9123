"""How the take sounds."""

import math

import pytest

from app.review.delivery import decibels, level_advice, pace_advice, sound_findings, voice_advice
from app.review.finding import Finding, Kind
from app.settings import Settings

SETTINGS = Settings()


def heard(
    level: float = -20, peak: float = -6, noise: float = -60, clipped: tuple[tuple[float, float], ...] = ()
) -> tuple[Finding, ...]:
    return sound_findings(level, peak, noise, clipped, 1.0, 21.0, SETTINGS)


def test_a_good_level_is_no_finding() -> None:
    assert heard() == ()


@pytest.mark.parametrize("peak", [-math.inf, -96.0, -90.0])
def test_a_dead_microphone_is_the_only_thing_told(peak: float) -> None:
    (finding,) = heard(level=-math.inf, peak=peak, noise=-math.inf)
    assert finding.kind is Kind.LEVEL
    assert finding.counts
    assert "silence" in (finding.advice or "")


def test_near_silence_counts_and_a_faint_voice_does_not() -> None:
    (finding,) = heard(level=-46, peak=-30, noise=-80)
    assert finding.counts
    assert "−46 dBFS" in (finding.advice or "")
    assert heard(level=-44, peak=-30, noise=-80) == ()


def test_clipping_is_told_from_its_first_to_its_last_sample() -> None:
    (finding,) = heard(peak=0, clipped=((3.0, 3.02), (9.0, 9.01)))
    assert (finding.start, finding.end) == (3.0, 9.01)
    assert not finding.counts
    assert heard(peak=0, clipped=((3.0, 3.005),)) == ()


def test_clipping_all_through_counts() -> None:
    (finding,) = heard(peak=0, clipped=tuple((at, at + 0.05) for at in range(2, 12)))
    assert finding.counts


def test_noise_is_told_and_not_counted() -> None:
    (finding,) = heard(level=-20, noise=-28)
    assert not finding.counts
    assert "8 dB over the noise" in (finding.advice or "")
    assert heard(level=-20, noise=-math.inf) == ()


def test_no_finding_on_the_sound_concerns_a_word_of_the_script() -> None:
    for finding in heard(level=-46, peak=0, noise=-50, clipped=((1.0, 2.0),)):
        assert finding.script_start == finding.script_end == 0


def test_levels_inside_the_band_draw_no_advice() -> None:
    assert level_advice(-20, -4, SETTINGS) == ()
    assert level_advice(-26, -2, SETTINGS) == (
        "A little quiet: −26 dBFS, −23 to −18 dBFS carries well.",
        "The peaks reach −2 dBFS; under −3 dBFS nothing distorts.",
    )
    assert level_advice(-12, -4, SETTINGS) == ("A little loud: −12 dBFS, −23 to −18 dBFS carries well.",)


def test_what_is_a_finding_already_is_not_told_again_as_advice() -> None:
    assert level_advice(-60, -40, SETTINGS) == ()
    assert level_advice(-math.inf, -math.inf, SETTINGS) == ()


def test_a_flat_or_an_even_voice_draws_advice() -> None:
    assert voice_advice(None, None, SETTINGS) == ()
    assert voice_advice(2.5, 5.0, SETTINGS) == ()
    (flat,) = voice_advice(1.5, 5.0, SETTINGS)
    assert "1.5 semitones" in flat
    (even,) = voice_advice(2.5, 2.0, SETTINGS)
    assert "2.0 dB" in even


def test_inside_the_band_nothing_is_said_about_the_pace() -> None:
    assert pace_advice(130, SETTINGS) == pace_advice(170, SETTINGS) == pace_advice(0, SETTINGS) == ()
    assert pace_advice(120, SETTINGS) == ("On the slow side: 120 words a minute, 130 to 170 is easy to follow.",)
    assert pace_advice(190, SETTINGS) == ("On the fast side: 190 words a minute, 130 to 170 is easy to follow.",)


def test_silence_has_a_name_and_no_number() -> None:
    assert decibels(-math.inf) == "silence"
    assert decibels(-20.4) == "−20 dBFS"
