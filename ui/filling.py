"""Before a rep: what the blanks of its script are filled with is asked for, once one comes from the desk."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.script.addressee import known_by_plan
from app.script.blanks import names
from ui.blanks_dialog import BlanksDialog
from ui.session import Session
from ui.theme import Look


def fill_in(session: Session, look: Look, window: QWidget, is_fresh: bool, then: Callable[[], object]) -> None:
    """Does `then` at once where nothing is to be asked. `is_fresh`: asks also what is known from the last time."""
    meant, written = session.script(), session.measured.script
    if meant is None or written is None or not (meant.blanks or (is_fresh and written.blanks)):
        then()
        return
    known = {**known_by_plan(written), **session.shelf.snapshot.answers}
    dialog = BlanksDialog(look, names(written.blanks), known, window)

    def filled() -> None:
        session.answer(dialog.answers)
        session.when_measured(then)

    dialog.accepted.connect(filled)
    dialog.open()
