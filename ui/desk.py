"""Write: messages on the left, the script in the middle, its facts beside it."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.library.draft import Draft
from ui.advice_list import AdviceList
from ui.advising import Advising
from ui.buttons import Button, Kind, MainButton, MainState
from ui.editor import MEASURE_PX, Editor
from ui.facts_panel import FactsPanel
from ui.icons import Icon, make_icon
from ui.keys import FIELDS, Deeds
from ui.message_list import MessageList
from ui.planning import Planning
from ui.series_panel import SeriesPanel
from ui.session import Session
from ui.starting_points import StartingPoints
from ui.text import Text
from ui.theme import Look, Type

_LEFT, _LEFT_NARROW = 264, 212
_RIGHT, _RIGHT_NARROW = 328, 276
_NEW = "New message"
_EMPTY = "No message yet."
_READ = "As it will be read"


class Desk(QWidget):
    """Shows the shelf's state; what is typed goes to the session."""

    rehearse = Signal()
    open_file = Signal()
    export = Signal()
    forget = Signal()
    as_read = Signal()
    follows = Signal()  # it is to be chosen which message

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self._left = self._make_left(look)
        self._middle = self._make_middle(look)
        self.facts = FactsPanel(look)
        listed = AdviceList(look)
        self.facts.put_below(listed)
        self.planning = Planning(session, self.starts, self)
        self.planning.changed.connect(self._show_planned)
        self.starts.chosen.connect(lambda _: self.editor.setFocus())  # what was taken is taken back there, too
        self.advising = Advising(session, self.editor, listed, self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._left)
        whole.addWidget(self._middle, 1)
        whole.addWidget(self.facts)
        self.editor.textChanged.connect(self._typed)
        self.name.textEdited.connect(self._typed)
        self.facts.edited.connect(self._facts_typed)
        self.messages.turned.connect(session.shelf.choose)
        self.search.textChanged.connect(session.shelf.look_for)
        self.main.clicked.connect(self.rehearse)
        session.shelf.changed.connect(self.show_state)
        session.shelf.chosen.connect(self._show_message)
        session.measured_changed.connect(self.show_state)
        session.settings_changed.connect(self.show_state)
        self.show_state()

    # ---- Making

    def _make_left(self, look: Look) -> QFrame:
        left = QFrame()
        left.setProperty("role", "left-column")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search messages")
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.messages = MessageList(look)
        self.messages.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.messages.customContextMenuRequested.connect(self._open_menu_at)
        self.new = Button(look, _NEW, Icon.PLUS, Kind.SUB, tip="New message (Ctrl N)")
        self.new.setSizePolicy(self.search.sizePolicy())
        self.new.clicked.connect(self.new_message)
        self.more = Button(look, icon=Icon.MORE, kind=Kind.SUB, tip="More for this message (M)")
        self.more.clicked.connect(self.open_menu)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.new, 1)
        foot.addWidget(self.more)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 16, 12, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.messages, 1)
        column.addLayout(foot)
        return left

    def _make_middle(self, look: Look) -> QFrame:
        middle = QFrame()
        middle.setProperty("role", "paper")
        self.name = QLineEdit()
        self.name.setPlaceholderText("Title")
        self.name.setProperty("role", "title")
        self.name.setAccessibleName("Title of the message")
        self._saved = Text(look, "", Type.LABEL, "ink3")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.name, 1)
        head.addWidget(self._saved)
        self.editor = Editor(look)
        self.series = SeriesPanel(look)
        self.series.choose.connect(self.follows)
        page = QVBoxLayout()
        page.setContentsMargins(0, 28, 0, 16)
        page.setSpacing(16)
        page.addLayout(head)
        page.addWidget(self.editor, 3)
        self.starts = StartingPoints(look)
        page.addWidget(self.starts, 9)
        page.addWidget(self.series, 2)
        self._page = QWidget()
        self._page.setLayout(page)
        self._page.setMaximumWidth(look.px(MEASURE_PX))
        centred = QHBoxLayout()
        centred.setContentsMargins(40, 0, 40, 0)
        centred.addWidget(self._page, 1)
        written = QWidget()
        written.setLayout(centred)
        self._stack = QStackedWidget()
        self._stack.addWidget(written)
        self._stack.addWidget(self._make_empty(look))
        self.main = MainButton(look)
        self.read = Button(look, _READ, Icon.PAGE, Kind.PLAIN, tip="As it will be read on a phone (V)")
        self.read.clicked.connect(self.as_read)
        self._calm = Text(look, "Nothing leaves this computer.", Type.BODY, "ink3")
        foot = QFrame()
        foot.setProperty("role", "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(40, 16, 40, 15)
        line.addWidget(self.main)
        line.addWidget(self.read)
        line.addStretch()
        line.addWidget(self._calm)
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._stack, 1)
        whole.addWidget(foot)
        return middle

    def _make_empty(self, look: Look) -> QWidget:
        """Where there is no message at all."""
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(12)
        button = Button(look, "Write a message", Icon.PLUS)
        button.clicked.connect(self.new_message)
        column.addWidget(Text(look, _EMPTY, Type.TITLE), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return empty

    # ---- Showing

    def show_look(self, look: Look) -> None:
        self._look = look
        self._page.setMaximumWidth(look.px(MEASURE_PX))
        self._set_columns()
        self.name.setFont(look.font(Type.TITLE))
        self.search.setFont(look.font(Type.BODY))
        self._glass.setIcon(make_icon(Icon.SEARCH, look.colour("ink3")))

    def show_state(self) -> None:
        shelf, session = self._session.shelf, self._session
        snapshot = shelf.snapshot
        self.messages.show_messages(snapshot.messages, shelf.message)
        if not shelf.search:
            self.search.clear()  # what was made just now is shown among all
        self._show_message()
        there = snapshot.message is not None or not shelf.is_open
        self._stack.setCurrentIndex(0 if there else 1)
        self.facts.setEnabled(there)
        self.more.setEnabled(there)
        self.read.setVisible(bool(snapshot.takes))
        self.series.show_earlier(snapshot.earlier)
        self._saved.show_text("Saved" if shelf.is_saved and snapshot.message else "")
        measured = session.measured
        if measured.draft == shelf.draft:
            limit_s = shelf.draft.limit_s or (measured.script.limit_s if measured.script else None)
            self.facts.show_measured(measured, snapshot.pace_wpm, limit_s or session.settings.limit_s)
            self.main.setEnabled(measured.script is not None)

    def show_main(self, state: MainState) -> None:
        self.main.show_state(state)
        self.main.setEnabled(self.main.isEnabled() and self._session.measured.script is not None)

    def _show_message(self) -> None:
        shelf = self._session.shelf
        draft = shelf.draft
        if not self.editor.shows(draft.text):
            self.editor.show_text(draft.text)
        if self.name.text() != draft.title:
            self.name.setText(draft.title)
        self.facts.show_draft(draft, self._session.settings.limit_s)
        self.planning.show_state()

    def _show_planned(self) -> None:
        """What was planned of the message at hand: Ctrl+Z in the script takes it back."""
        text = self._session.shelf.draft.text
        if not self.editor.shows(text):
            self.editor.rewrite(text)
        self._show_message()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_columns()
        super().resizeEvent(event)

    def _set_columns(self) -> None:
        """The side columns give way where there is little room."""
        narrow = self._look.is_narrow(self.width())
        self._left.setFixedWidth(_LEFT_NARROW if narrow else _LEFT)
        self.facts.setFixedWidth(_RIGHT_NARROW if narrow else _RIGHT)
        self._calm.setVisible(not narrow)
        self.read.show_label("" if narrow else _READ)
        self.new.show_label("New" if self._look.is_tight(self.width()) else _NEW)
        self.new.setAccessibleName(_NEW)

    # ---- What is done here

    @property
    def is_typing(self) -> bool:
        """In any field of the desk."""
        field = QApplication.focusWidget()
        return isinstance(field, FIELDS) and self.isAncestorOf(field)

    def new_message(self) -> None:
        self.search.clear()
        self._session.shelf.add(Draft())
        self.name.setFocus()

    def _typed(self) -> None:
        self._session.edit(replace(self._session.shelf.draft, text=self.editor.toPlainText(), title=self.name.text()))
        self.planning.follow_undo()
        self.planning.show_state()
        self._saved.show_text("")

    def _facts_typed(self, draft: Draft) -> None:
        self._session.edit(replace(draft, text=self.editor.toPlainText(), title=self.name.text()))
        self._saved.show_text("")

    def deeds(self) -> Deeds:
        return {Qt.Key.Key_Delete: self._session.bin.delete_message, Qt.Key.Key_M: self.open_menu}

    def open_menu(self) -> None:
        """All that can be done with the message."""
        self._open_menu(self.more.mapToGlobal(QPoint(0, 0)))

    def _open_menu_at(self, at: QPoint) -> None:
        self._open_menu(self.messages.mapToGlobal(at))

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Duplicate\tCtrl+D", self._session.shelf.duplicate)
        menu.addAction("Plan it by questions …\tCtrl+I", self.planning.ask)
        menu.addAction("This follows …\tCtrl+L", self.follows.emit)
        menu.addAction("Export …\tCtrl+E", self.export.emit)
        menu.addSeparator()
        menu.addAction("Open a file …\tCtrl+O", self.open_file.emit)
        menu.addSeparator()
        menu.addAction("Delete\tDel", self._session.bin.delete_message)
        menu.addAction("Delete for good …", self.forget.emit)
        menu.popup(at)
