"""The look: the colours of both themes, the sizes of type, and how a window is dressed in them."""

from dataclasses import asdict, dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.settings import Settings
from ui.sheet import sheet

SANS, DISPLAY, SERIF = "Beep Sans", "Beep Sans Display", "Beep Serif"  # Inter and Source Serif 4, see assets/fonts
LEAST_SCALE, MOST_SCALE = 0.8, 2.0  # of the text-size setting
NARROW_PX, TIGHT_PX = 1000, 880  # widths of a page, for text of 100 %

_Weight = QFont.Weight


@dataclass(frozen=True, slots=True)
class Colours:
    """A theme. Text on its ground is 4.5 to 1 or more, a shape that carries meaning 3 to 1 or more."""

    name: str
    ground: str  # window, side columns
    paper: str  # script, cards, chosen row
    sunk: str  # tracks, pause chip, pace band
    line: str  # hairlines only, never the sole sign
    edge: str  # borders of what can be operated
    ink: str
    ink2: str  # explanations, inactive tabs
    ink3: str  # labels, words already said
    accent: str  # the one main action, the place, clean
    on_accent: str
    accent_soft: str  # chosen, ready, being played
    amber: str  # advice, um, nearly over
    amber_soft: str
    amber_fill: str  # the rail from 80 %
    rust: str  # findings, over the limit
    rust_soft: str
    rust_fill: str  # hatch, record dot, edge of the head when over
    wave: str  # waveform, past bars


LIGHT = Colours(
    name="light",
    ground="#F3F5F5",
    paper="#FFFFFF",
    sunk="#E9EDED",
    line="#D8DEDE",
    edge="#7B8888",
    ink="#152020",
    ink2="#465353",
    ink3="#5F6C6C",
    accent="#0A6A5F",
    on_accent="#FFFFFF",
    accent_soft="#DDEEEA",
    amber="#855000",
    amber_soft="#FAEFD8",
    amber_fill="#B87512",
    rust="#A93420",
    rust_soft="#FAE5DF",
    rust_fill="#C4452E",
    wave="#7F8D8C",
)
DARK = Colours(
    name="dark",
    ground="#121717",
    paper="#191F1F",
    sunk="#232A2A",
    line="#2D3635",
    edge="#6F7D7C",
    ink="#E8EDEC",
    ink2="#AEB9B8",
    ink3="#8E9B9A",
    accent="#5EC4B3",
    on_accent="#06211D",
    accent_soft="#17342F",
    amber="#E6B059",
    amber_soft="#33290F",
    amber_fill="#D9952B",
    rust="#FF947F",
    rust_soft="#3A1E18",
    rust_fill="#E5674F",
    wave="#6B7978",
)


class Type(Enum):
    """A size of the interface's type: px, line height in px, weight, spacing of letters in parts of the size."""

    BADGE = (11, 14, _Weight.DemiBold, 0.0)
    LABEL = (12, 16, _Weight.Normal, 0.0)
    LABEL_MEDIUM = (12, 16, _Weight.Medium, 0.0)
    LABEL_STRONG = (12, 16, _Weight.DemiBold, 0.0)
    BODY = (13, 20, _Weight.Normal, 0.0)
    BODY_MEDIUM = (13, 20, _Weight.Medium, 0.0)
    BODY_STRONG = (13, 20, _Weight.DemiBold, 0.0)
    READING = (14, 20, _Weight.Normal, 0.0)
    READING_MEDIUM = (14, 20, _Weight.Medium, 0.0)
    READING_STRONG = (14, 20, _Weight.DemiBold, 0.0)
    HEADING = (15, 20, _Weight.DemiBold, -0.006)
    BESIDE_CLOCK = (18, 24, _Weight.Normal, 0.0)
    BESIDE_CLOCK_STRONG = (18, 24, _Weight.DemiBold, 0.0)
    TITLE = (22, 28, _Weight.DemiBold, -0.012)
    VERDICT = (32, 40, _Weight.DemiBold, -0.02)
    CLOCK = (104, 104, _Weight.Medium, -0.045)


_DISPLAYED = (Type.TITLE, Type.VERDICT)  # set in the cut for large sizes


@dataclass(frozen=True, slots=True)
class Look:
    """What a widget needs to paint itself: a theme, how large the text is, whether anything may glide."""

    colours: Colours = LIGHT
    scale: float = 1.0  # of script and body, never of the clock
    motion: bool = True

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """A token by its name, as in Colours."""
        colour = QColor(getattr(self.colours, token))
        colour.setAlphaF(alpha)
        return colour

    def font(self, size: Type) -> QFont:
        px, _, weight, spacing = size.value
        scaled = px if size is Type.CLOCK else px * self.scale
        return _font(DISPLAY if size in _DISPLAYED else SANS, scaled, weight, spacing)

    def line_px(self, size: Type) -> int:
        return round(size.value[1] * (1.0 if size is Type.CLOCK else self.scale))

    def serif(self, px: float, italic: bool = False, strong: bool = False) -> QFont:
        """The person's words, `px` at 100 %."""
        font = _font(SERIF, px * self.scale, _Weight.DemiBold if strong else _Weight.Normal, 0.0)
        font.setItalic(italic)
        return font

    def px(self, length: float) -> int:
        """A length that grows with the text."""
        return round(length * self.scale)

    def is_narrow(self, width: int) -> bool:
        """Whether a page this wide has no room for a third column."""
        return width < NARROW_PX * max(self.scale, 1.0)

    def is_tight(self, width: int) -> bool:
        """Whether it has no room for three cards side by side either, as large as their text is."""
        return width < TIGHT_PX * self.scale

    def ms(self, duration: int) -> int:
        """How long something may glide; 0 where motion is reduced."""
        return duration if self.motion else 0


def look_of(settings: Settings) -> Look:
    """As chosen; else in the system's theme."""
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    dark = settings.theme == "dark" or (settings.theme == "system" and is_dark)
    return Look(DARK if dark else LIGHT, settings.text_scale, settings.motion)


def load_fonts(folder: Path) -> tuple[str, ...]:
    """Load the fonts that come with the program; gives the families found. Without them the system's stand in."""
    families: list[str] = []
    for path in sorted(folder.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return tuple(dict.fromkeys(families))


def palette(look: Look) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for each, token in {
        role.Window: "ground",
        role.Base: "paper",
        role.Button: "paper",
        role.ToolTipBase: "paper",
        role.AlternateBase: "sunk",
        role.Mid: "sunk",
        role.Midlight: "line",
        role.Dark: "edge",
        role.WindowText: "ink",
        role.Text: "ink",
        role.ButtonText: "ink",
        role.ToolTipText: "ink",
        role.BrightText: "rust",
        role.PlaceholderText: "ink3",
        role.Highlight: "accent",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.HighlightedText: "on_accent",
    }.items():
        made.setColor(each, look.colour(token))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, each, look.colour("ink3"))
    return made


def dress(window: QWidget, look: Look) -> None:
    """Dress a window, and all in it that paints itself, in a look; may be called again whenever the look changes."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        if application.style().objectName() != "fusion":
            application.setStyle("fusion")
        application.setPalette(palette(look))
        application.setFont(look.font(Type.BODY))
    window.setPalette(palette(look))
    window.setStyleSheet(sheet(asdict(look.colours), look.scale))
    for widget in [window, *window.findChildren(QWidget)]:
        show_look = getattr(widget, "show_look", None)  # of those that paint themselves
        if show_look is not None:
            show_look(look)


def _font(family: str, px: float, weight: QFont.Weight, spacing: float) -> QFont:
    return QFont(_made_font(family, px, weight, spacing))  # a copy: who asked for it may change it


@cache
def _made_font(family: str, px: float, weight: QFont.Weight, spacing: float) -> QFont:
    font = QFont()
    if family == SERIF:
        font.setFamilies([SERIF, "Source Serif 4"])
        font.setStyleHint(QFont.StyleHint.Serif)
    else:
        font.setFamilies([family, SANS, "Inter"])
        font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(max(round(px), 1))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, px * spacing)
    return font
