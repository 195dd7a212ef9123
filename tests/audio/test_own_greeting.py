"""A greeting of the user's own: taken from a file, private, chosen, gone again; bad input leaves the one before."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.audio.mailbox import LONGEST_GREETING_S, greeting
from app.audio.own_greeting import chosen_greeting, forget_greeting, take_greeting
from app.places import Places, find_places
from app.problems import Problem


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return find_places({"REHEARSE_HOME": str(tmp_path / "home")})


def sound(file: Path, seconds: float, level: int = 9000) -> Path:
    wave = (level * np.sin(np.arange(round(seconds * 22_050)) / 9)).astype(np.int16)
    soundfile.write(file, wave, 22_050)
    return file


def test_a_file_becomes_the_greeting_readable_by_its_owner_alone(places: Places, tmp_path: Path) -> None:
    ours = places.assets / "greetings" / "usual.flac"
    assert chosen_greeting(places, True) == ours
    assert take_greeting(sound(tmp_path / "mine.ogg", 3.0), places) == pytest.approx(3.0, abs=0.05)
    assert chosen_greeting(places, True) == places.greeting
    assert chosen_greeting(places, False) == ours
    assert places.greeting.stat().st_mode & 0o777 == 0o600
    assert places.greeting.read_bytes()[:4] == b"fLaC"
    samples, rate = greeting(places.greeting)
    assert len(samples) / rate == pytest.approx(3.0, abs=0.05)
    assert [each.name for each in places.data.iterdir()] == ["greeting.flac"]


def test_the_next_one_takes_its_place_and_ours_answers_again_once_it_is_gone(places: Places, tmp_path: Path) -> None:
    take_greeting(sound(tmp_path / "first.wav", 3.0), places)
    take_greeting(sound(tmp_path / "second.wav", 1.0), places)
    assert soundfile.info(places.greeting).duration == pytest.approx(1.0)
    forget_greeting(places)
    assert chosen_greeting(places, True) != places.greeting
    forget_greeting(places)


@pytest.mark.parametrize(
    ("seconds", "level", "told"),
    [(LONGEST_GREETING_S + 0.2, 9000, "longer than 20 seconds"), (2.0, 0, "silent from beginning to end")],
)
def test_what_is_no_greeting_leaves_the_one_before(
    places: Places, tmp_path: Path, seconds: float, level: int, told: str
) -> None:
    take_greeting(sound(tmp_path / "first.wav", 3.0), places)
    before = places.greeting.read_bytes()
    with pytest.raises(Problem, match=told):
        take_greeting(sound(tmp_path / "second.wav", seconds, level), places)
    assert places.greeting.read_bytes() == before


def test_where_it_cannot_be_kept_nothing_is_left_half(places: Places, tmp_path: Path) -> None:
    places.greeting.mkdir(parents=True)
    with pytest.raises(Problem, match=r"cannot be kept at .*greeting\.flac"):
        take_greeting(sound(tmp_path / "mine.wav", 1.0), places)
    with pytest.raises(Problem, match="cannot be deleted"):
        forget_greeting(places)
    assert [each.name for each in places.data.iterdir()] == ["greeting.flac"]
