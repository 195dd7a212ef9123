"""Lines one under the other, set from the top as far as they are asked for: a long script stands at once."""

from collections.abc import Iterator
from itertools import islice

from ui.flow import Line, Placed

GAP = 0.4  # of a line, between paragraphs
AT_ONCE = 10  # lines set between two events: some 2 ms


class Column:
    """px from the top left of the first line. What is asked for by its word is set as soon as it is asked for."""

    def __init__(self, coming: Iterator[Line], line_px: float) -> None:
        self.line_px = line_px
        self.lines: list[Line] = []
        self.tops: list[float] = []
        self.height = 0.0  # of the lines that are set
        self.words: dict[int, tuple[int, Placed]] = {}  # each script word where it starts: line, and place in it
        self._coming = coming

    def set_more(self, most: int | None = None) -> bool:
        """So many more lines, or all. False: there are no more."""
        before = len(self.lines)
        for line in islice(self._coming, most):
            self._add(line)
        return most is not None and len(self.lines) - before == most

    def set_down_to(self, height: float) -> bool:
        """At least as far as that. False: there are no more."""
        more = True
        while more and self.height < height:
            more = self.set_more(AT_ONCE)
        return more

    def find(self, word: int) -> tuple[int, Placed] | None:
        """Its line, and its place in it; None where it is nowhere."""
        while word not in self.words and self.set_more(AT_ONCE):
            pass
        return self.words.get(word)

    def _add(self, line: Line) -> None:
        row = len(self.lines)
        self.height += self.line_px * GAP if line.after_gap and row else 0.0
        self.lines.append(line)
        self.tops.append(self.height)
        self.height += self.line_px
        for placed in line.placed:
            if placed.atom.word is not None:
                self.words.setdefault(placed.atom.word, (row, placed))
