"""Words and what stands between them, broken into lines: geometry only, for the review and the stage."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from app.review.marks import IN_SCRIPT, Piece, Shape
from app.script.script import Script


class Part(Enum):
    """What an atom is."""

    TEXT = "text"
    CHIP = "chip"
    FLAG = "flag"  # where the limit fell
    NUMBER = "number"  # of a fix
    END = "end"  # of a line, as written
    GAP = "gap"  # between paragraphs


@dataclass(frozen=True, slots=True)
class Atom:
    """What is never parted. `blank`: a space stands before it, where a line may break."""

    part: Part
    text: str
    piece: int
    word: int | None  # of the script
    blank: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """An atom in a line; px from the line's left."""

    atom: Atom
    x: float
    width: float

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Line:
    placed: tuple[Placed, ...]
    after_gap: bool  # a paragraph begins


_TOKEN = re.compile(r"[^\s]+|\s+")


def atoms_of(pieces: Sequence[Piece], script: Script) -> tuple[Atom, ...]:
    """The pieces of a marked script as atoms, each text atom with the script word it is part of."""
    made: list[Atom] = []
    blank = False
    for place, piece in enumerate(pieces):
        for atom, blank_after in _of_piece(piece, place, script):
            if atom is not None:
                glued = made and made[-1].part in (Part.FLAG, Part.NUMBER)
                apart = blank and not glued
                made.append(Atom(atom.part, atom.text, atom.piece, atom.word, True) if apart else atom)
            blank = blank_after
    return tuple(made)


def _of_piece(piece: Piece, place: int, script: Script) -> Iterator[tuple[Atom | None, bool]]:
    """Each atom with whether a blank follows; None where there is only a blank."""
    if piece.fix is not None:
        yield Atom(Part.NUMBER, str(piece.fix), place, None, False), False
    if piece.shape is Shape.LIMIT:
        yield Atom(Part.FLAG, piece.text, place, None, False), False
    elif piece.shape not in IN_SCRIPT:
        yield Atom(Part.CHIP, piece.text, place, None, False), False
    else:
        at = 0
        for index in range(piece.first, piece.last):
            word = script.words[index].text
            start = piece.text.find(word, at)
            if start < 0:
                continue
            yield from _of_text(piece.text[at:start], place, None)
            yield from _of_text(word, place, index)
            at = start + len(word)
        yield from _of_text(piece.text[at:], place, None)


def _of_text(text: str, place: int, word: int | None) -> Iterator[tuple[Atom | None, bool]]:
    if text == " ":  # as most are
        yield None, True
        return
    for token in _TOKEN.findall(text):
        if not token.isspace():
            yield Atom(Part.TEXT, token, place, word, False), False
        elif "\n" in token:
            yield Atom(Part.GAP if token.count("\n") > 1 else Part.END, "", place, None, False), False
        else:
            yield None, True


def break_lines(
    atoms: Sequence[Atom],
    width: float,
    blank: float,
    measure: Callable[[Atom], float],
    cut: Callable[[str, float], int],
) -> Iterator[Line]:
    """Lines no wider than `width` px. `cut`: how many characters of a text fit into so many px, at least one."""
    row: list[Placed] = []
    x, gap = 0.0, False
    for cluster in _clusters(atoms):
        if cluster[0].part in (Part.END, Part.GAP):
            if row:
                yield Line(tuple(row), gap)
            row, x, gap = [], 0.0, cluster[0].part is Part.GAP or (gap and not row)
            continue
        widths = [measure(atom) for atom in cluster]
        before = blank if cluster[0].blank and row else 0.0
        if row and x + before + sum(widths) > width:
            yield Line(tuple(row), gap)
            row, x, gap = [], 0.0, False
            before = 0.0
        x += before
        for atom, wide in zip(cluster, widths, strict=True):
            rest, rest_wide = atom, wide
            while x + rest_wide > width and rest.part is Part.TEXT and len(rest.text) > 1 and wide > width / 2:
                count = max(cut(rest.text, width - x), 1)
                if count >= len(rest.text):
                    break
                head = replace(rest, text=rest.text[:count])
                row.append(Placed(head, x, measure(head)))
                rest = replace(rest, text=rest.text[count:], blank=False)
                rest_wide = measure(rest)
                yield Line(tuple(row), gap)
                row, x, gap = [], 0.0, False
            row.append(Placed(rest, x, rest_wide))
            x += rest_wide
    if row:
        yield Line(tuple(row), gap)


def _clusters(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """What stands together without a blank."""
    cluster: list[Atom] = []
    for atom in atoms:
        if atom.part in (Part.END, Part.GAP):
            if cluster:
                yield cluster
            cluster = []
            yield [atom]
        elif atom.blank and cluster:
            yield cluster
            cluster = [atom]
        else:
            cluster.append(atom)
    if cluster:
        yield cluster


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbours in one line that share a mark; px from the line's left."""

    piece: int
    x: float
    right: float


def runs(line: Line, wanted: Callable[[Atom], bool]) -> Iterator[Run]:
    """Neighbouring text atoms of one piece that are wanted, each stretch as one."""
    open_run: Run | None = None
    for each in line.placed:
        atom = each.atom
        if atom.part is Part.TEXT and wanted(atom) and open_run is not None and open_run.piece == atom.piece:
            open_run = replace(open_run, right=each.right)
            continue
        if open_run is not None:
            yield open_run
            open_run = None
        if atom.part is Part.TEXT and wanted(atom):
            open_run = Run(atom.piece, each.x, each.right)
    if open_run is not None:
        yield open_run
