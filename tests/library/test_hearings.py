"""Free hearings: kept with their take, renewed, and gone with it."""

from pathlib import Path

from app.recognition.transcript import FreeHearing, HeardWord
from tests.library.kept import message, opened, poor, spoken

HEARD = FreeHearing("vosk-model", (HeardWord("hi", 0.61, 0.8, 1.0), HeardWord("märta", 0.8, 1.25, 0.47)))


def test_a_hearing_is_kept_until_another_takes_its_place(tmp_path: Path) -> None:
    library = opened(tmp_path / "home")
    take = spoken(library, message(library).id, poor(), tmp_path).id
    assert library.hearings.of(take) is None
    library.hearings.save(take, HEARD)
    library.close()
    again = opened(tmp_path / "home")
    assert again.hearings.of(take) == HEARD
    nothing = FreeHearing("larger", ())
    again.hearings.save(take, nothing)
    assert again.hearings.of(take) == nothing
    again.hearings.forget(take)
    assert again.hearings.of(take) is None
    again.close()


def test_a_hearing_goes_with_its_take_and_comes_too_late_for_one_that_is_gone(tmp_path: Path) -> None:
    library = opened(tmp_path / "home")
    take = spoken(library, message(library).id, poor(), tmp_path).id
    library.hearings.save(take, HEARD)
    library.takes.delete(take)
    assert library.hearings.of(take) is None
    library.hearings.save(take, HEARD)
    assert library.hearings.of(take) is None
    library.close()
