"""The figures under a script, in words, with the advice that goes with them."""

from app.review.account import Review
from app.review.delivery import decibels, level_advice, pace_advice, voice_advice
from app.review.telling import clock, counted, length_s, span
from app.settings import Settings


def figures(review: Review) -> tuple[tuple[str, str], ...]:
    """(name, what it is) of each figure, in the order to show them."""
    metrics, model = review.metrics, review.model
    fillers = f"{counted(metrics.filled_pauses, 'um')}, {counted(metrics.lexical_fillers, 'filler word')}"
    rows = [
        ("Length", f"{clock(length_s(review))} of {clock(review.limit_s)}"),
        (
            "Pace",
            f"{metrics.words_per_minute:.0f} words a minute, {metrics.articulation_rate_wpm:.0f} without the pauses",
        ),
        ("Fillers", f"{fillers}; {metrics.fillers_per_minute:.1f} a minute"),
        ("Pauses", f"{metrics.pauses}, the longest {metrics.longest_pause_s:.1f} s" if metrics.pauses else "none"),
        (
            "Level",
            f"{decibels(metrics.level_dbfs)}, peak {decibels(metrics.peak_dbfs)}, noise {decibels(metrics.noise_dbfs)}",
        ),
    ]
    if metrics.pitch_sd_semitones is not None:
        rows.append(("Pitch", f"varies by {metrics.pitch_sd_semitones:.1f} semitones"))
    if metrics.loudness_sd_db is not None:
        rows.append(("Loudness", f"varies by {metrics.loudness_sd_db:.1f} dB"))
    rows.append(("Heard by", f"{model.name} ({' and '.join(model.hearings)} hearing)"))
    if model.unknown_words:
        rows.append(("Unknown to it", ", ".join(model.unknown_words)))
    if model.unknown_fillers:
        rows.append(("Fillers unknown to it", ", ".join(model.unknown_fillers)))
    return tuple(rows)


def advice(review: Review, settings: Settings) -> tuple[str, ...]:
    """Sentences that help and never count: on the pace, the level, the voice."""
    metrics = review.metrics
    if not review.words:
        return ()
    return (
        *pace_advice(metrics.words_per_minute, settings),
        *level_advice(metrics.level_dbfs, metrics.peak_dbfs, settings),
        *voice_advice(metrics.pitch_sd_semitones, metrics.loudness_sd_db, settings),
    )


def clock_note(review: Review) -> str | None:
    """Where the clock of the times shown starts, if not with the sound."""
    if review.take.origin_s < 0.05:
        return None
    return f"Times count from where the clock starts, {span(review.take.origin_s)} into the sound."
