"""The marked script in words: the same facts for whoever listens to the page."""

from collections.abc import Iterator, Sequence

from app.review.marks import IN_SCRIPT, Piece, Shape
from app.review.telling import tell
from app.script.script import Script

_ON_WORDS = {Shape.LEFT_OUT: "left out", Shape.UNSURE: "could not tell, not counted", Shape.HURRIED: "too fast"}


def told(pieces: Sequence[Piece]) -> str:
    """The whole script with its marks in brackets."""
    return "".join(_piece(piece) for piece in pieces)


def told_word(pieces: Sequence[Piece], script: Script, index: int) -> str:
    """One word with all that is marked on it and before it."""
    return ". ".join(_about(pieces, script, index)) + "."


def _about(pieces: Sequence[Piece], script: Script, index: int) -> Iterator[str]:
    for piece in pieces:
        if piece.shape not in IN_SCRIPT and piece.first == index:
            yield f"Before it: {_added(piece)}"
        if piece.first <= index < piece.last:
            yield script.words[index].text
            mark = _mark(piece)
            if mark and piece.fix:
                yield f"fix {piece.fix}"
            if mark:
                yield tell(piece.finding).rstrip(".") if piece.finding and piece.shape is not Shape.UNSURE else mark
            if piece.after_limit:
                yield "after the limit"


def _piece(piece: Piece) -> str:
    if piece.shape not in IN_SCRIPT:
        return f"[{_numbered(piece, _added(piece))}]"
    mark = _mark(piece)
    return f"{piece.text} [{_numbered(piece, mark)}]" if mark else piece.text


def _numbered(piece: Piece, text: str) -> str:
    return f"{piece.fix}: {text}" if piece.fix else text


def _mark(piece: Piece) -> str | None:
    if piece.shape is Shape.CHANGED:
        return f"came out as {piece.note}" if piece.note else "came out differently"
    if piece.shape is Shape.TWICE:
        return piece.note or "said twice"
    return _ON_WORDS.get(piece.shape)


def _added(piece: Piece) -> str:
    match piece.shape:
        case Shape.PAUSE:
            return f"pause of {piece.text}"
        case Shape.NO_PAUSE:
            return "no pause"
        case Shape.BREATH:
            return "a pause would do here"
        case Shape.LIMIT:
            return f"the limit, {piece.text}"
        case Shape.ADDED:
            return f"added: {piece.text}"
        case _:
            return piece.text
