"""How the take sounds: whether it can be heard at all, and advice on the voice that never counts."""

import math
from collections.abc import Sequence

from app.review.finding import Certainty, Finding, Kind
from app.settings import Settings

DEAD_DBFS = -90.0  # a peak below this is no microphone: the last bit of 16 flickers at -90.3
NOISY_DB = 10.0  # speech that stands less than this over the noise is hard work to follow; our choice
CLIPPED_SHARE = 0.005  # of the speech; more than this at full scale is heard as crackle by anyone; our choice


def sound_findings(
    level_dbfs: float,
    peak_dbfs: float,
    noise_dbfs: float,
    clipped: Sequence[tuple[float, float]],
    speech_start_s: float,
    speech_end_s: float,
    settings: Settings,
) -> tuple[Finding, ...]:
    """What keeps the take from being heard well. Levels in dB under full scale, minus infinity for exact silence:
    RMS of the speech, highest peak, RMS where nobody speaks. `clipped`: [start, end) in s from the take's first sample.

    Counted where the other end could not make it out: nothing there, near silence, or crackling throughout.
    """

    def finding(counts: bool, advice: str, start: float = speech_start_s, end: float = speech_end_s) -> Finding:
        return Finding(Kind.LEVEL, Certainty.CERTAIN, 0, 0, start, end, None, None, counts, advice)

    if not peak_dbfs > DEAD_DBFS:
        return (finding(True, "The microphone delivered silence. Choose another one, or see whether it is muted."),)
    findings = []
    if not level_dbfs >= settings.near_silence_dbfs:
        findings.append(
            finding(True, f"The speech is very quiet, {decibels(level_dbfs)}. Come closer, or turn the microphone up.")
        )
    clipped_s = math.fsum(end - start for start, end in clipped)
    if clipped_s > settings.clipping_s:
        heavy = clipped_s > CLIPPED_SHARE * max(speech_end_s - speech_start_s, 0.0)
        findings.append(
            finding(
                heavy,
                f"The sound is distorted for {clipped_s:.2f} s. Turn the microphone down, or move back a little.",
                min(start for start, _ in clipped),
                max(end for _, end in clipped),
            )
        )
    if level_dbfs - noise_dbfs < NOISY_DB:
        findings.append(
            finding(
                False,
                f"The speech stands only {max(level_dbfs - noise_dbfs, 0):.0f} dB over the noise. "
                "A quieter room, or a microphone closer to the mouth, helps.",
            )
        )
    return tuple(findings)


def level_advice(level_dbfs: float, peak_dbfs: float, settings: Settings) -> tuple[str, ...]:
    """Sentences about a level that can be heard but could be better; empty inside the band (ACX)."""
    advice = []
    band = f"{settings.level_from_dbfs:.0f} to {settings.level_to_dbfs:.0f} dBFS"
    if settings.near_silence_dbfs <= level_dbfs < settings.level_from_dbfs:
        advice.append(f"A little quiet: {decibels(level_dbfs)}, {_proper(band)} carries well.")
    if level_dbfs > settings.level_to_dbfs:
        advice.append(f"A little loud: {decibels(level_dbfs)}, {_proper(band)} carries well.")
    if peak_dbfs > settings.peak_dbfs:
        advice.append(f"The peaks reach {decibels(peak_dbfs)}; under {decibels(settings.peak_dbfs)} nothing distorts.")
    return tuple(advice)


def voice_advice(pitch_sd_semitones: float | None, loudness_sd_db: float | None, settings: Settings) -> tuple[str, ...]:
    """Sentences about the voice's variety; never a finding, since 20 to 30 s measure it poorly."""
    advice = []
    if pitch_sd_semitones is not None and pitch_sd_semitones < settings.pitch_flat_semitones:
        advice.append(f"This may sound flat: pitch varies by {pitch_sd_semitones:.1f} semitones.")
    if loudness_sd_db is not None and loudness_sd_db < settings.loudness_flat_db:
        advice.append(f"No word stands out: loudness varies by {loudness_sd_db:.1f} dB.")
    return tuple(advice)


def pace_advice(words_per_minute: float, settings: Settings) -> tuple[str, ...]:
    """A sentence where the pace lies outside the band; inside it nothing is said."""
    band = f"{settings.pace_from_wpm:.0f} to {settings.pace_to_wpm:.0f}"
    if 0 < words_per_minute < settings.pace_from_wpm:
        return (f"On the slow side: {words_per_minute:.0f} words a minute, {band} is easy to follow.",)
    if words_per_minute > settings.pace_to_wpm:
        return (f"On the fast side: {words_per_minute:.0f} words a minute, {band} is easy to follow.",)
    return ()


def decibels(level_dbfs: float) -> str:
    """A level as it is shown, with a real minus sign."""
    return "silence" if level_dbfs == -math.inf else f"{_proper(f'{level_dbfs:.0f}')} dBFS"


def _proper(text: str) -> str:
    return text.replace("-", "−")
