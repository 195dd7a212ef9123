"""The bar on top: which page, which microphone, settings and help."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ui.buttons import Button, Kind
from ui.icons import Icon, draw_icon
from ui.session import Session
from ui.text import Text
from ui.theme import Look, Type

HIGH = 52
_TAB_SIDE = 14
_LONGEST_NAME = 26


class Tab(QPushButton):
    """A page's name; a line in the accent below the one that is open."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(text)
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self._look.font(Type.READING_STRONG)).horizontalAdvance(self.text())
        return QSize(round(words) + 2 * _TAB_SIDE, HIGH - 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        chosen, over = self.isChecked(), self.underMouse()
        tone = "ink3" if not self.isEnabled() else "ink" if chosen or over else "ink2"
        painter.setPen(self._look.colour(tone))
        painter.setFont(self._look.font(Type.READING_STRONG if chosen else Type.READING_MEDIUM))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if chosen:
            painter.fillRect(0, self.height() - 2, self.width(), 2, self._look.colour("accent"))


class _Brand(QWidget):
    """Our sign."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFixedSize(20, 20)
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        draw_icon(QPainter(self), Icon.BRAND, QRectF(self.rect()), self._look.colour("accent"))


class TopBar(QFrame):
    """Says which page was asked for."""

    page = Signal(int)
    settings = Signal()
    help = Signal()

    def __init__(self, look: Look, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._look = look
        self.setProperty("role", "bar")
        self.setFixedHeight(HIGH)
        self.tabs = [Tab(look, name) for name in ("Write", "Rehearse", "Review", "Drills")]
        for number, tab in enumerate(self.tabs):
            tab.clicked.connect(lambda _, number=number: self.page.emit(number))
        self._brand_name = Text(look, "After the Beep", Type.HEADING)
        self._brand = QWidget()
        brand = QHBoxLayout(self._brand)
        brand.setContentsMargins(20, 0, 0, 0)
        brand.setSpacing(10)
        brand.addWidget(_Brand(look))
        brand.addWidget(self._brand_name)
        brand.addStretch()
        self.microphone = Button(look, "Microphone", Icon.MICROPHONE, Kind.QUIET, tip="Choose the microphone")
        self.microphone.clicked.connect(self._open_menu)
        self.settings_button = Button(look, icon=Icon.SETTINGS, kind=Kind.QUIET, tip="Settings (Ctrl ,)")
        self.settings_button.clicked.connect(self.settings)
        self.help_button = Button(look, icon=Icon.HELP, kind=Kind.QUIET, tip="All keys (?)")
        self.help_button.clicked.connect(self.help)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 16, 0)
        line.setSpacing(4)
        line.addWidget(self._brand)
        for tab in self.tabs:
            line.addWidget(tab)
        line.addStretch()
        for button in (self.microphone, self.settings_button, self.help_button):
            line.addWidget(button)
        session.equipment.changed.connect(self.show_microphone)
        session.settings_changed.connect(self.show_microphone)
        self.show_microphone()

    def show_page(self, page: int, has_review: bool) -> None:
        self.tabs[page].setChecked(True)
        self.tabs[2].setEnabled(has_review or page == 2)

    def show_microphone(self) -> None:
        session = self._session
        trouble = session.equipment.problem
        if trouble is not None:
            self.microphone.show_label("No microphone", Icon.ALERT)
            self.microphone.setToolTip(str(trouble))
            return
        name = session.equipment.microphone or "Microphone"
        self.microphone.show_label(
            name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…", Icon.MICROPHONE
        )
        self.microphone.setToolTip(name)

    def _open_menu(self) -> None:
        session = self._session
        menu = QMenu(self)
        chosen = (session.settings.microphone, session.settings.microphone_host_api)

        def add(label: str, name: str | None, host_api: str | None) -> None:
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked((name, host_api) == chosen)
            action.triggered.connect(
                lambda: session.change_settings(
                    replace(session.settings, microphone=name, microphone_host_api=host_api)
                )
            )

        add("What the system uses", None, None)
        for each in session.equipment.microphones or ():
            add(f"{each.name}   {each.host_api}", each.name, each.host_api)
        menu.addSeparator()
        menu.addAction("Look again", lambda: session.equipment.look())
        menu.popup(self.microphone.mapToGlobal(QPoint(0, self.microphone.height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_brand()
        super().resizeEvent(event)

    def show_look(self, look: Look) -> None:
        self._look = look
        self._set_brand()

    def _set_brand(self) -> None:
        narrow = self._look.is_narrow(self.width())
        self._brand_name.setVisible(not narrow)
        self._brand.setFixedWidth(64 if narrow else 264)
