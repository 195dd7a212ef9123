"""A review as the data of the contract (docs/contract.md): names, units and nulls stay as they are."""

import json
import math

from app.review.account import Review

FORMAT = 1
FLOOR_DBFS = -120.0  # exact silence has no level in decibels; JSON has no infinity


def as_json(review: Review) -> dict[str, object]:
    """The contract's object. Raises ValueError on a number that is none, except for a level of minus infinity."""
    take, model, metrics = review.take, review.model, review.metrics
    return {
        "format": FORMAT,
        "script": {
            "title": review.script.title,
            "limit_s": _number(review.limit_s),
            "strictness": review.strictness.value,
            "words": [{"text": word.text, "start": word.start, "end": word.end} for word in review.script.words],
        },
        "take": {
            "file": take.file,
            "duration_s": _number(take.duration_s),
            "origin_s": _number(take.origin_s),
            "speech_start_s": _number(take.speech_start_s),
            "speech_end_s": _number(take.speech_end_s),
            "overrun_s": _number(take.overrun_s),
            "limit_at_word": take.limit_at_word,
        },
        "model": {
            "name": model.name,
            "hearings": list(model.hearings),
            "unknown_words": list(model.unknown_words),
            "unknown_fillers": list(model.unknown_fillers),
        },
        "words": [
            {
                "heard": word.heard,
                "start_s": _number(word.start),
                "end_s": _number(word.end),
                "confidence": _number(word.confidence),
                "script_word": word.script_word,
            }
            for word in review.words
        ],
        "verdicts": [verdict.value for verdict in review.verdicts],
        "findings": [
            {
                "kind": finding.kind.value,
                "verdict": finding.certainty.value,
                "script_start": finding.script_start,
                "script_end": finding.script_end,
                "start_s": _number(finding.start),
                "end_s": _number(finding.end),
                "expected": finding.expected,
                "heard": finding.heard,
                "counts": finding.counts,
                "advice": finding.advice,
            }
            for finding in review.findings
        ],
        "metrics": {
            "words_per_minute": _number(metrics.words_per_minute),
            "articulation_rate_wpm": _number(metrics.articulation_rate_wpm),
            "filled_pauses": metrics.filled_pauses,
            "lexical_fillers": metrics.lexical_fillers,
            "fillers_per_minute": _number(metrics.fillers_per_minute),
            "pauses": metrics.pauses,
            "longest_pause_s": _number(metrics.longest_pause_s),
            "level_dbfs": _level(metrics.level_dbfs),
            "peak_dbfs": _level(metrics.peak_dbfs),
            "noise_dbfs": _level(metrics.noise_dbfs),
            "pitch_sd_semitones": None if metrics.pitch_sd_semitones is None else _number(metrics.pitch_sd_semitones),
            "loudness_sd_db": None if metrics.loudness_sd_db is None else _number(metrics.loudness_sd_db),
            "pace_curve": [[_number(at_s), _number(wpm)] for at_s, wpm in metrics.pace_curve],
        },
        "clean": review.clean,
    }


def as_json_text(review: Review) -> str:
    """The same as text, every word in its own letters."""
    return json.dumps(as_json(review), ensure_ascii=False, allow_nan=False, indent=1)


def _number(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number to report")
    return round(float(value), 3) + 0.0  # and no negative zero


def _level(dbfs: float) -> float:
    return FLOOR_DBFS if dbfs == -math.inf else max(_number(dbfs), FLOOR_DBFS)
