"""The messages in the left column: found by any word, any number of them fluent."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.library.messages import Message
from app.review.telling import clock
from ui.focus import OWN_FOCUS
from ui.icons import Icon, draw_icon
from ui.theme import Look, Type

Index = QModelIndex | QPersistentModelIndex
_ROW = 62  # px at 100 %
_SIDE, _BAR = 12, 3


def state_of(message: Message) -> str:
    """How far it is, in a word or two."""
    if message.is_ready and message.best_s is not None:
        return f"Ready {clock(message.best_s)}"
    if message.best_s is not None:
        return f"Best {clock(message.best_s)}"
    if message.takes:
        return f"{message.takes} take{'' if message.takes == 1 else 's'}"
    return "Draft"


class MessageModel(QStringListModel):
    """Its rows are counted by Qt itself, hundreds of times for each layout."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: tuple[Message, ...] = ()

    def show_messages(self, messages: tuple[Message, ...]) -> None:
        if messages is self.messages or messages == self.messages:
            return
        if [each.id for each in messages] == [each.id for each in self.messages]:
            self.messages = messages
            self.dataChanged.emit(self.index(0), self.index(len(messages) - 1))
            return
        self.messages = messages
        self.setStringList([each.draft.name for each in messages])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        message = self.messages[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return message.draft.name
            case Qt.ItemDataRole.AccessibleTextRole:
                to = f", to {message.draft.to}" if message.draft.to else ""
                return f"{message.draft.name}{to}, {state_of(message)}"
            case Qt.ItemDataRole.ToolTipRole:
                return message.draft.name
            case _:
                return None


class _Row(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(120, self.look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, MessageModel):
            return
        message, look = model.messages[index.row()], self.look
        state = option.state
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(look.colour("line"))
            painter.setBrush(look.colour("paper"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            painter.fillRect(QRectF(box.left(), box.top() + 12, _BAR, box.height() - 24), look.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("sunk"))
            painter.drawRoundedRect(box, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus and chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.colour("accent"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        inner = box.adjusted(_SIDE, look.px(9), -_SIDE, -look.px(9))
        self._words(painter, inner, message)
        painter.restore()

    def _words(self, painter: QPainter, inner: QRectF, message: Message) -> None:
        look, middle = self.look, Qt.AlignmentFlag.AlignVCenter
        top = QRectF(inner.left(), inner.top(), inner.width(), look.line_px(Type.READING))
        low = QRectF(inner.left(), inner.bottom() - look.line_px(Type.LABEL), inner.width(), look.line_px(Type.LABEL))
        font = look.font(Type.READING_MEDIUM)
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        name = QFontMetricsF(font).elidedText(message.draft.name, Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, middle, name)
        font = look.font(Type.LABEL)
        metrics = QFontMetricsF(font)
        says = state_of(message)
        wide = metrics.horizontalAdvance(says)
        painter.setFont(font)
        painter.setPen(look.colour("accent" if message.is_ready else "ink3"))
        painter.drawText(low, middle | Qt.AlignmentFlag.AlignRight, says)
        if message.is_ready:
            box = look.px(14)
            sign = QRectF(low.right() - wide - box - 2, low.center().y() - box / 2, box, box)
            draw_icon(painter, Icon.CHECK, sign, look.colour("accent"), 2.2)
            wide += box + 2
        painter.setPen(look.colour("ink3"))
        to = metrics.elidedText(message.draft.to.split(",")[0], Qt.TextElideMode.ElideRight, low.width() - wide - 8)
        painter.drawText(low, middle, to)


class MessageList(QListView):
    """Shows messages; says which one the speaker turns to."""

    turned = Signal(int)  # a message's id

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = MessageModel()
        self._row = _Row(look, self)
        self.setModel(self._model)
        self.setItemDelegate(self._row)
        self.setProperty("role", "plain")
        self.setProperty(OWN_FOCUS, True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Messages")
        self.selectionModel().currentChanged.connect(self._turned)
        self._showing = False

    def show_look(self, look: Look) -> None:
        self._row.look = look
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def show_messages(self, messages: Sequence[Message], at_hand: int | None) -> None:
        self._showing = True
        self._model.show_messages(tuple(messages))
        row = next((row for row, each in enumerate(messages) if each.id == at_hand), None)
        if row is None:
            self.setCurrentIndex(QModelIndex())
        elif self.currentIndex().row() != row:
            self.setCurrentIndex(self._model.index(row))
        self._showing = False

    def _turned(self, now: QModelIndex) -> None:
        if not self._showing and now.isValid():
            self.turned.emit(self._model.messages[now.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and Space belong to the window."""
        if event.text().strip() or event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)
