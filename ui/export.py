"""A take, its report and its transcript as files; each is written beside its place first. Called on the workshop."""

from collections.abc import Callable
from pathlib import Path

import soundfile
from PySide6.QtCore import QLocale

from app import problems
from app.audio.sound import Samples
from app.audio.waveform import Waveform
from app.problems import Problem
from app.review.account import Review
from app.review.report_html import as_html  # not by the report, which brings the terminal along
from app.review.report_json import as_json_text
from app.settings import Settings
from ui.long_work import Report
from ui.paper import as_pdf, page_size

SOUNDS = {".wav": ("WAV", "PCM_16"), ".flac": ("FLAC", "PCM_16"), ".mp3": ("MP3", "MPEG_LAYER_III")}
REPORTS = (".html", ".pdf", ".json")
_AT_ONCE = 1 << 18  # frames between two looks whether it is still wanted


def save_sound(samples: Samples, rate: int, to: Path, report: Report = lambda _: None) -> Path:
    """As the name's ending says; FLAC where it says nothing. Raises Problem, and what `report` raises."""
    to = to if to.suffix.lower() in SOUNDS else to.with_name(to.name + ".flac")
    kind, subtype = SOUNDS[to.suffix.lower()]

    def write(half: Path) -> None:
        with soundfile.SoundFile(half, "w", rate, 1, subtype, format=kind) as sound:
            for start in range(0, len(samples), _AT_ONCE):
                report(start / len(samples))
                sound.write(samples[start : start + _AT_ONCE])

    return _written(to, write, problems.take_not_written)


def save_report(review: Review, settings: Settings, waveform: Waveform | None, to: Path) -> Path:
    """A page, paper or data, as the name's ending says; a page where it says nothing. Raises Problem."""
    to = to if to.suffix.lower() in REPORTS else to.with_name(to.name + ".html")
    match to.suffix.lower():
        case ".pdf":
            content = as_pdf(review, settings, waveform, page_size(QLocale.system()))
        case ".json":
            content = as_json_text(review).encode("utf-8", "replace")
        case _:
            content = as_html(review, settings).encode("utf-8", "replace")
    return _written(to, lambda half: half.write_bytes(content), problems.page_not_written)


def transcript(review: Review) -> str:
    """What was heard, in one line."""
    return " ".join(word.heard for word in review.words)


def _written(to: Path, write: Callable[[Path], object], failed: Callable[[Path, str], Problem]) -> Path:
    half = to.with_name(f".{to.name}.half")
    try:
        try:
            write(half)
            half.replace(to)
        finally:
            half.unlink(missing_ok=True)
    except (OSError, soundfile.LibsndfileError) as error:
        raise failed(to, getattr(error, "strerror", None) or str(error)) from error
    return to
