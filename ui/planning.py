"""Planning a message at the desk: what it may begin from, and the interview before the words."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.library.draft import FACTS, Draft, draft_of
from app.script.front_matter import PLAN
from app.script.interview import Prompt, prompts
from app.script.templates import StartingPoint, starting_points
from ui.interview import Interview
from ui.session import Session
from ui.starting_points import StartingPoints
from ui.theme import look_of


@dataclass(frozen=True, slots=True)
class _Begun:
    """A message that began from a starting point: as it stood then, and as it stands where that is undone."""

    message: int | None
    here: Draft
    other: Draft  # the other way round once it is undone


class Planning(QObject):
    """Of the message at hand. What lies in files is read on the library's lane."""

    changed = Signal()  # the draft, by what was done here

    def __init__(self, session: Session, starts: StartingPoints, desk: QWidget) -> None:
        super().__init__(desk)
        self._session = session
        self._starts = starts
        self._desk = desk
        self._points: tuple[Draft, ...] = ()  # what each starting point makes
        self._begun: _Begun | None = None  # by the last one that was taken
        self._is_looking = False
        starts.chosen.connect(self.begin_with)
        starts.asked.connect(self.ask)
        QShortcut(QKeySequence("Ctrl+I"), desk).activated.connect(self.ask)  # acts where the desk is in sight

    def show_state(self) -> None:
        shelf = self._session.shelf
        is_new = shelf.message is not None and not shelf.draft.text.strip()
        self._starts.setVisible(is_new)
        if is_new and not self._starts.are_known and not self._is_looking:
            self._is_looking = True
            assets = self._session.places.assets
            shelf.look(lambda _: starting_points(assets), self._know)

    def _know(self, points: tuple[StartingPoint, ...]) -> None:
        self._points = tuple(draft_of(each.text) for each in points)
        self._starts.show_points(points)

    # ---- What a person does

    def begin_with(self, point: StartingPoint) -> None:
        """Its script and its plan; what was written into a field before stays."""
        shelf, given = self._session.shelf, draft_of(point.text)
        if shelf.draft.text.strip():
            return
        facts: dict[str, Any] = {name: self._own(name) or getattr(given, name) for name in FACTS}
        limit_s = given.limit_s if self._is_begun(shelf.draft.limit_s) else shelf.draft.limit_s
        begun = replace(shelf.draft, text=given.text, limit_s=limit_s, **facts)
        self._begun = _Begun(shelf.message, begun, shelf.draft)
        self._session.edit(begun)
        self.changed.emit()

    def follow_undo(self) -> None:
        """A starting point's plan goes where its words were taken back, and comes where they came again; what was
        written into a field since stays."""
        begun, shelf = self._begun, self._session.shelf
        if begun is None or begun.message != shelf.message or shelf.draft.text != begun.other.text:
            return
        untouched = [name for name in (*FACTS, "limit_s") if getattr(shelf.draft, name) == getattr(begun.here, name)]
        self._begun = _Begun(begun.message, begun.other, begun.here)
        self._session.edit(replace(shelf.draft, **{name: getattr(begun.other, name) for name in untouched}))
        self.changed.emit()

    def _own(self, name: str) -> str:
        """What the user wrote there; nothing where it came with another starting point."""
        stands: str = getattr(self._session.shelf.draft, name)
        return "" if any(getattr(each, name) == stands for each in self._points) else stands

    def _is_begun(self, limit_s: float | None) -> bool:
        return limit_s is None or any(each.limit_s == limit_s for each in self._points)

    def ask(self) -> None:
        """The interview, about the message at hand."""
        if self._session.shelf.message is not None:
            assets = self._session.places.assets
            self._session.shelf.look(lambda _: prompts(assets), self._open)

    def _open(self, found: tuple[Prompt, ...]) -> None:
        shelf = self._session.shelf
        if not self._desk.isVisible() or shelf.message is None or self._desk.findChild(Interview) is not None:
            return  # meanwhile they are somewhere else
        plan = {fact: getattr(shelf.draft, fact) for fact in PLAN}
        look = look_of(self._session.settings)
        dialog = Interview(look, plan, bool(shelf.draft.text.strip()), found, self._desk)
        dialog.answered.connect(self._answer)
        dialog.accepted.connect(lambda: self._lay_out(dialog.script))
        dialog.open()

    def _answer(self, fact: str, answer: str) -> None:
        self._session.edit(replace(self._session.shelf.draft, **{fact: answer}))  # type: ignore[arg-type]
        self.changed.emit()

    def _lay_out(self, script: str | None) -> None:
        """Below what stands there, if anything does."""
        if script is not None:
            draft = self._session.shelf.draft
            text = f"{draft.text.rstrip()}\n\n{script}" if draft.text.strip() else script
            self._session.edit(replace(draft, text=text))
            self.changed.emit()
