"""Where a script is written: plain text in the person's own type, with room between the lines."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.advice_marks import AdviceMarks
from ui.theme import Look

TEXT_PX, LINE_PX = 20, 38
MEASURE_PX = 600


class Editor(QTextEdit):
    """Plain text alone. A file that is dropped here is for the window to open."""

    dropped = Signal(object)  # a Path

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText("Write what you want to say.")
        self.setAccessibleName("Script")
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.marks = AdviceMarks(self, look)
        self._given = self._as_shown = ""
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.marks.show_look(look)
        self.setFont(look.serif(TEXT_PX))
        self.setMaximumWidth(look.px(MEASURE_PX))
        self._space_lines()

    def show_text(self, text: str) -> None:
        """Another message's text; what could be undone belongs to the one before."""
        self.blockSignals(True)
        self.setPlainText(text)
        self._space_lines()
        self.blockSignals(False)
        self._given, self._as_shown = text, self.toPlainText()

    def rewrite(self, text: str) -> None:
        """The same message in other words; one step undoes it."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        self.blockSignals(True)
        cursor.insertText(text)
        self.blockSignals(False)
        self._given, self._as_shown = text, self.toPlainText()

    def shows(self, text: str) -> bool:
        """Whether it stands here, as far as a text can: ends of lines and hard blanks look alike."""
        stands = self.toPlainText()
        return stands == text or (text == self._given and stands == self._as_shown)

    def go_to(self, place: int) -> None:
        """The caret, and the keyboard with it."""
        cursor = self.textCursor()
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        self.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.marks.draw_under(QPainter(self.viewport()))
        super().paintEvent(event)
        self.marks.draw_over(QPainter(self.viewport()))

    def _space_lines(self) -> None:
        document = self.document()
        document.setUndoRedoEnabled(False)
        fixed = QTextBlockFormat()
        fixed.setLineHeight(self._look.px(LINE_PX), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(fixed)
        document.setUndoRedoEnabled(True)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        return bool(source.hasText() or local_files(source))

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        files = local_files(source)
        if files:
            for each in files:
                self.dropped.emit(each)
            return
        super().insertFromMimeData(source)


def local_files(source: QMimeData) -> list[Path]:
    return [Path(each.toLocalFile()) for each in source.urls() if each.isLocalFile()]
