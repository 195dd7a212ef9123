"""The words of a Word document (.docx) as a script is written; its formatting stays behind.

A paragraph is a paragraph, a line break a line, a row of a table a paragraph, too. Titles and headings become
`# headings` and list items `- items`; neither mark is spoken. What Word does not show is left out: hidden text,
tracked deletions, comments, field codes; so are text boxes, and what is struck through. Bold is not taken for
**must say exactly**: in Word it mostly asks for a stress of the voice, and as a rule it would hold words against a
speaker who never bound them. Whoever means it types the asterisks, in Word as anywhere.

NB: read with the standard library alone. python-docx (1.2) loses words that were inserted as a tracked change, and to
import it takes a third of the second within which the window is to stand.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from app.problems import Problem
from app.script.problems import document_too_large, document_unreadable, script_of_other_kind

MOST_BYTES = 32 << 20  # of the file; pictures make it large, words never
_MOST_XML = 16 << 20  # bytes of one part, unpacked
_MOST_PARTS = 2_000
_MOST_DEPTH = 1_000  # of elements in each other
_PIECE = 1 << 20  # smaller ones let a single endless element be looked at again and again
_ZIP = b"PK\x03\x04"
_OTHERS = {
    b"{\\rtf": "Rich Text",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Word document (.doc), or one that is locked with a password",
}
# NB: LookupError is what an encoding that nobody knows comes to.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    LookupError,
)
_WORDS = (  # the namespace of what stands in a document: as all write it, and as "Strict" does
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
# Within these nothing is to be spoken: deletions, drawings with their text boxes, formatting as it was once.
_UNSEEN = frozenset({"del", "moveFrom", "drawing", "pict", "object", "rPrChange", "pPrChange"})
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_OFF = ("0", "false", "off", "none")


def is_packed(beginning: bytes) -> bool:
    """Whether it can be a .docx; no text begins so."""
    return beginning.startswith(_ZIP)


def refuse_other_kinds(content: bytes, name: str) -> None:
    """Raises Problem for what people keep a script in and we do not read."""
    for sign, kind in _OTHERS.items():
        if content.startswith(sign):
            raise script_of_other_kind(name, kind)


def text_of(content: bytes, name: str) -> str:
    """The text of a .docx that came from `name`. Raises Problem."""
    if len(content) > MOST_BYTES:
        raise document_too_large(name, MOST_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > _MOST_PARTS:
                raise document_unreadable(name, "it has too many parts")
            return _Package(archive, name).text()
    except Problem:
        raise
    except (*_BROKEN, expat.ExpatError) as error:
        raise document_unreadable(name, "it is not whole, or something else under that name") from error


class _Package:
    """An opened .docx."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name

    def text(self) -> str:
        main = self._main()
        headings = _Headings()
        styles = posixpath.join(posixpath.dirname(main), "styles.xml")
        if styles in self._archive.namelist():
            self._parse(styles, headings.start, headings.end, lambda _: None)
        body = _Body(headings.found)
        self._parse(main, body.start, body.end, body.words)
        return body.text()

    def _main(self) -> str:
        """Where the document itself lies."""
        found: list[str] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if name.endswith(" Relationship") and attributes.get("Type", "").endswith("/officeDocument"):
                found.append(attributes.get("Target", ""))

        self._parse("_rels/.rels", start, lambda _: None, lambda _: None)
        if not found:
            raise document_unreadable(self._name, "there is no document in it")
        return posixpath.normpath(found[0].lstrip("/"))

    def _parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        words: Callable[[str], None],
    ) -> None:
        """Piece by piece: nothing is held but what is asked for."""
        try:
            entry = self._archive.getinfo(part)
        except KeyError:
            raise document_unreadable(self._name, f"it has no {part}") from None
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise document_unreadable(self._name, "it is packed in a way no Word document is")
        depth = 0

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _MOST_DEPTH:
                raise document_unreadable(self._name, "it is nested too deeply")
            start(name, attributes)

        def closed(name: str) -> None:
            nonlocal depth
            depth -= 1
            end(name)

        def declared(*_: object) -> NoReturn:
            raise document_unreadable(self._name, "it declares what no Word document may")

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = opened, closed, words
        parser.StartDoctypeDeclHandler = declared  # where entities would come from
        read = 0
        with self._archive.open(entry) as file:
            while piece := file.read(_PIECE):
                read += len(piece)
                if read > _MOST_XML:
                    raise document_too_large(self._name, _MOST_XML)
                parser.Parse(piece, False)
        parser.Parse(b"", True)


def _ours(name: str) -> str:
    """The name of an element or attribute of Word's own; empty for any other."""
    for space in _WORDS:
        if name.startswith(space):
            return name[len(space) :]
    return ""


def _value(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if _ours(name) == "val"), "")


class _Headings:
    """The styles that are titles or headings. Their ids are in the language of whoever wrote; their names are not."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self._style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match _ours(name):
            case "style":
                self._style = next((value for each, value in attributes.items() if _ours(each) == "styleId"), "")
            case "name" if self._style and _value(attributes).lower().startswith(("heading", "title", "subtitle")):
                self.found.add(self._style)

    def end(self, name: str) -> None:
        if _ours(name) == "style":
            self._style = ""


class _Body:
    """The document as it goes by."""

    def __init__(self, headings: set[str]) -> None:
        self._headings = headings
        self._blocks: list[tuple[str, bool]] = []  # each paragraph, and whether it is an item of a list
        self._line: list[str] = []
        self._mark = ""  # of a heading or an item
        self._unseen = 0  # how deep within what is not shown
        self._rows = 0  # of tables within each other
        self._in_run = self._in_facts = self._in_text = False
        self._hidden = False  # the run

    def start(self, name: str, attributes: dict[str, str]) -> None:
        ours = _ours(name)
        if self._unseen or ours in _UNSEEN or name.endswith(" Fallback"):
            self._unseen += 1
            return
        match ours:
            case "pStyle" if _value(attributes) in self._headings and not self._rows:
                self._mark = "# "
            case "numPr" if not self._mark and not self._rows:
                self._mark = "- "
            case "tr":
                self._rows += 1
            case "r":
                self._in_run, self._hidden = True, False
            case "rPr":
                self._in_facts = True
            case "vanish" | "strike" | "dstrike" if self._in_facts:
                self._hidden = self._hidden or _value(attributes).lower() not in _OFF
            case "t":
                self._in_text = True
            case _ if ours in _BREAKS and self._in_run and not self._hidden:
                self._line.append(_BREAKS[ours])

    def end(self, name: str) -> None:
        if self._unseen:
            self._unseen -= 1
            return
        match _ours(name):
            case "t":
                self._in_text = False
            case "rPr":
                self._in_facts = False
            case "r":
                self._in_run = False
            case "p" if self._rows:
                self._line.append(" ")
            case "p":
                self._close()
            case "tr":
                self._rows -= 1
                if not self._rows:
                    self._close()

    def words(self, text: str) -> None:
        if self._in_text and not self._unseen and not self._hidden:
            self._line.append(text)

    def _close(self) -> None:
        lines = [" ".join(line.split()) for line in "".join(self._line).split("\n")]
        words = (" " if self._mark == "# " else "\n").join(filter(None, lines))
        if words:
            self._blocks.append((self._mark + words, self._mark == "- "))
        self._line, self._mark = [], ""

    def text(self) -> str:
        """A blank line between paragraphs, none between the items of a list."""
        made: list[str] = []
        was_item = False
        for block, is_item in self._blocks:
            made += ["\n" if is_item and was_item else "\n\n" if made else "", block]
            was_item = is_item
        return "".join([*made, "\n"]) if made else ""
