"""kill -9 at any moment of a rep: after a restart the take is there, and its review made or offered."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.faults.kills import PHASES, Killed, Killing
from tests.faults.matrix import fault
from tests.faults.nursery import Nursery
from tests.ui.room import Room
from tests.virtual_microphone import VirtualMicrophone, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "-")

SEEDS = range(10)
SHORT_S = 0.5


@pytest.fixture(scope="module")
def killing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killing]:
    folder = tmp_path_factory.mktemp("killed")
    with VirtualMicrophone() as virtual, Nursery(virtual, folder) as nursery:
        yield Killing(virtual, nursery, folder)


@pytest.fixture(scope="module")
def killed(killing: Killing) -> list[Killed]:
    return killing.kill(SEEDS)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{PHASES[seed % len(PHASES)]}-{seed}")
def test_a_rep_that_is_killed_leaves_its_take_and_a_review_is_made_or_offered(
    killing: Killing, killed: list[Killed], seed: int
) -> None:
    rep = killed[seed]
    assert rep.takes <= 1
    assert rep.short_s <= SHORT_S, rep
    if rep.takes and not rep.is_reviewed:
        assert "words a minute" in killing.review(rep)


@pytest.mark.usefixtures("killed")
def test_nothing_else_is_left_of_reps_that_were_killed(killing: Killing) -> None:
    assert killing.litter() == []


@fault(
    "The program is killed (`kill -9`) at any moment of a rep",
    "A take that was left unfinished is kept as take … of “…”.",
    "all but at most its last 0.5 s; the window makes its review, the terminal offers it",
)
def test_the_window_puts_the_take_to_its_message_and_reviews_it(
    killing: Killing, qtbot: QtBot, told: Callable[[str], None]
) -> None:
    killing.only_kill(range(11, 12))
    room = Room(qtbot, killing.home)
    room.enter()
    (notice,) = room.told
    told(notice.what)
    assert "take 1 of “Message 11”" in notice.what
    shelf = room.session.shelf
    assert shelf.draft.title == "Message 11"
    (take,) = shelf.snapshot.takes
    assert take.attempt is not None
    assert take.duration_s > 3.0
    room.leave()
