"""The greeting of the user's own, in place of ours: kept, chosen, and gone again."""

from pathlib import Path

import soundfile

from app.audio.mailbox import greeting
from app.audio.problems import greeting_not_deleted, greeting_not_kept
from app.audio.sound import Samples
from app.places import Places, make_file, make_folder


def chosen_greeting(places: Places, own: bool) -> Path:
    """The file that answers: the user's own where it is wished for and there is one, else ours."""
    return places.greeting if own and places.greeting.is_file() else places.assets / "greetings" / "usual.flac"


def take_greeting(file: Path, places: Places) -> float:
    """A sound file becomes the user's own greeting, in place of an earlier one; its length in s. Raises Problem."""
    samples, rate = greeting(file)
    keep_greeting(samples, rate, places)
    return len(samples) / rate


def keep_greeting(samples: Samples, rate: int, places: Places) -> None:
    """As FLAC, readable by its owner alone, whole or not at all. Raises Problem."""
    to, half = places.greeting, _half(places)
    make_folder(to.parent)
    try:
        soundfile.write(make_file(half), samples, rate, "PCM_16", format="FLAC")
        half.replace(to)
    except (OSError, soundfile.LibsndfileError) as error:
        raise greeting_not_kept(to, getattr(error, "strerror", None) or str(error)) from error
    finally:
        half.unlink(missing_ok=True)


def forget_greeting(places: Places) -> None:
    """For good: ours answers again. Raises Problem."""
    try:
        for file in (places.greeting, _half(places)):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise greeting_not_deleted(places.greeting, error.strerror or str(error)) from error


def _half(places: Places) -> Path:
    return places.greeting.with_name(f"{places.greeting.name}.half")
