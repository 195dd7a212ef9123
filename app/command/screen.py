"""What stands on the terminal during a rep: countdown, clock, level, the place in the script."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from app.audio.level import Meter
from app.practice.rep import Phase
from app.review.telling import clock
from app.script.script import Script

NEARLY = 0.8  # of the limit: from here on the clock is amber
LOWEST_DBFS = -60.0  # the left end of the level bar
_BAR = 32  # columns
_LABEL = 15  # columns before a bar
_THROW = "Ctrl-C throws the take away."
_FULL, _EMPTY = ("━", "─")
_FULL_PLAIN, _EMPTY_PLAIN = ("=", "-")


@dataclass(frozen=True, slots=True)
class Moment:
    """A rep at one moment."""

    phase: Phase
    elapsed_s: float  # negative while it counts down
    limit_s: float
    level: Meter | None  # None: not to be shown
    due: int | None  # the script word that comes next; None: not known, or not to be shown
    note: str | None  # what the speaker should know


def place_shown(script: Script, due: int) -> tuple[str, str, str]:
    """The sentence around the word that is due: what was said of it, that word, the rest. At the end all is said."""
    due = min(due, len(script.words))
    here = next((each for each in script.sentences if due < each.last), script.sentences[-1])
    end = script.words[here.last].start if here.last < len(script.words) else len(script.text)
    start = script.words[here.first].start
    if due >= len(script.words):
        return _one_line(script.text[start:end]).rstrip(), "", ""
    word = script.words[due]
    parts = script.text[start : word.start], script.text[word.start : word.end], script.text[word.end : end]
    before, at, after = map(_one_line, parts)
    return before, at, after.rstrip()


def draw(moment: Moment, script: Script | None, plain: bool = False) -> Group:
    """`plain`: with signs that every terminal has."""
    if moment.phase is Phase.FINISHING:
        return Group(Text(f"{clock(moment.elapsed_s)}, listening to the end"), Text(""), Text(_THROW, "dim"))
    if moment.phase is not Phase.RECORDING:
        return Group(Text("Opening the microphone"), Text(""), Text(_THROW, "dim"))
    lines = [_clock(moment, plain)]
    if moment.level is not None:
        lines.append(_level(moment.level, plain))
    if moment.due is not None and script is not None:
        before, at, after = place_shown(script, moment.due)
        lines += [Text(""), Text.assemble((before, "dim"), (at, "bold underline"), after)]
    if moment.note:
        lines += [Text(""), Text(moment.note, "yellow")]
    hint = "Get ready." if moment.elapsed_s < 0 else f"Enter stops. {_THROW}"
    return Group(*lines, Text(""), Text(hint, "dim"))


class Screen:
    """Draws the moment it is given, over the one before; gone when the `with` ends."""

    def __init__(self, console: Console, script: Script | None) -> None:
        self._script = script
        self._shown: Moment | None = None
        self._plain = not console.encoding.lower().startswith("utf")
        # NB: no refreshing by itself, which rich would do on a thread of its own.
        self._live = Live(
            console=console, transient=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False
        )

    def __enter__(self) -> Callable[[Moment], None]:
        self._live.start()
        return self.show

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def show(self, moment: Moment) -> None:
        if moment == self._shown:
            return
        self._shown = moment
        self._live.update(draw(moment, self._script, self._plain), refresh=True)


def _clock(moment: Moment, plain: bool) -> Text:
    elapsed, limit = moment.elapsed_s, moment.limit_s
    if elapsed < 0:
        return Text(f"{math.ceil(-elapsed)}", "bold")
    over_s = elapsed - limit
    style = "bold red" if over_s > 0 else "yellow" if elapsed >= NEARLY * limit else ""
    over = f"{over_s:.0f} s over" if over_s >= 1 else "over" if over_s > 0 else ""
    time = Text(f"{clock(elapsed)} of {clock(limit)}".ljust(_LABEL), style)
    return time.append_text(_bar(elapsed / limit, style, plain)).append(f"  {over}" if over else "", style)


def _level(level: Meter, plain: bool) -> Text:
    share = (max(level.rms_dbfs, LOWEST_DBFS) - LOWEST_DBFS) / -LOWEST_DBFS
    bar = _bar(share, "red" if level.clipped else "green", plain)
    return Text("level".ljust(_LABEL), "dim").append_text(bar).append("  too loud" if level.clipped else "", "red")


def _bar(share: float, style: str, plain: bool) -> Text:
    full, empty = (_FULL_PLAIN, _EMPTY_PLAIN) if plain else (_FULL, _EMPTY)
    columns = min(max(round(share * _BAR), 0), _BAR)
    return Text().append(full * columns, style).append(empty * (_BAR - columns), "dim")


def _one_line(text: str) -> str:
    """With single spaces, at its ends too: it stands between two others."""
    return re.sub(r"\s+", " ", text)
