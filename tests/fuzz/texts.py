"""Fuzzed: scripts, what stands above them, Word documents, and the settings file."""

import io
import json
import zipfile
from pathlib import Path

from hypothesis import strategies as st

from app.library.draft import Draft, as_text, draft_of
from app.places import program_folder
from app.script.front_matter import seconds
from app.script.lint import Drafted, lint
from app.script.script import decode, filled
from app.settings_file import load, save
from tests.fuzz.contract import Broken, Target, promised
from tests.fuzz.mutation import mutated, values
from tests.script.test_docx import document, packed, paragraph, run

_SCRIPT = (program_folder() / "assets/sample/script.txt").read_bytes()
_MARKED = """---
title: "Late: deliveries"
to: Marta Ellison
for_them: one page
limit: 1.5 min
---
# Heading
Hi {name}, this is **Nora O'Neil** of ~the~ Quillhaven. [pause] (smile) It's $1,200.50, 3 1/2 %, May 9th at 2:30 p.m.
- Call me: 704-555-0142 ext. 7, or nora.w@quillhaven.example; room B-12, the 1990s, 21st, №5, 5 kg, -3 °C, ½ “so”.

> The I.B.M. A/C vs. e.g. 1,000,000 (aside (nested) ) {your name} **~both~** [PAUSE 2] – end…
""".encode()
_TOKENS = tuple(
    each.encode("utf-8", "surrogatepass")
    for each in (
        *("---", "\n---\n", "...", "limit:", "to:", ": ", "**", "~", "[pause]", "(", ")", "{", "}", "{name}", "# "),
        *(
            "- ",
            "> ",
            "\r\n",
            "\r",
            "\t",
            "\u2028",
            "\u0085",
            "\x00",
            "\x1b[2J",
            "\ufeff",
            "\u202e",
            "\u200b",
            "\u0301",
        ),
        *(
            "$",
            "€",
            "%",
            "1,",
            ".5",
            "/",
            "1/2",
            "704-",
            "@",
            "www.",
            "://",
            "a.m.",
            "th",
            "½",
            "٣",
            "Ⅻ",
            "²",
            "'",
            "’",
        ),
        *("ﬁ", "ǅ", "İ", "ß", "😀", "👩‍👩‍👧", "漢", "\U000e0001", "A.", "O'", "-", "–", "—", "um ", "like "),
    )
)


def _script(content: bytes, _: Path) -> None:
    script = promised(lambda: decode(content, "note.md"))
    if script is None:
        return
    ends = [0, *(word.end for word in script.words)]
    if any(not before <= word.start < word.end for before, word in zip(ends, script.words, strict=False)):
        raise Broken("its words do not follow each other")
    if len(script.words) < 2_000:
        lint(Drafted(script, 150.0, 30.0, ()))
        promised(lambda: filled(script, {blank.name: "{x} **so**" for blank in script.blanks}))


def _front_matter(content: bytes, _: Path) -> None:
    text = content.decode("utf-8", "replace")
    draft = draft_of(text)
    if draft == Draft(draft.text):
        return  # then the text stands alone, and what it has on top is its own
    back = draft_of(as_text(draft))
    if (back.title, back.to, back.text.strip()) != (draft.title, draft.to, draft.text.strip()):
        raise Broken("what was written down does not come back")
    promised(draft.script)
    for line in text.splitlines()[:20]:
        promised(lambda line=line: seconds(line.partition(":")[2]))


def _document(content: bytes, _: Path) -> None:
    promised(lambda: decode(content, "note.docx"))


def _documents() -> st.SearchStrategy[bytes]:
    """Archives with bent parts inside, and whole archives bent."""
    whole = document(
        paragraph(run("Late deliveries"), facts='<w:pStyle w:val="Titel"/>'),
        paragraph(run("Hi Marta"), run("gone", "<w:vanish/>"), "<w:r><w:br/><w:tab/></w:r>", facts="<w:numPr/>"),
        f"<w:tbl><w:tr><w:tc>{paragraph(run('a cell'))}</w:tc></w:tr></w:tbl><w:del>{paragraph(run('not'))}</w:del>",
    )
    names = ("[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/document.xml")
    parts = {name: _part(whole, name) for name in names}
    tokens = (
        b"<w:p>",
        b"</w:p>",
        b"<w:r>",
        b"<w:t>",
        b"<w:del>",
        b"<w:tr>",
        b"<!DOCTYPE a>",
        b"&a;",
        b"&#0;",
        b"<?",
        b"<![CDATA[",
    )
    inside = st.sampled_from(names).flatmap(
        lambda name: mutated([parts[name]], tokens).map(lambda part: packed({**parts, name: part}))
    )
    return mutated([whole]) | inside


def _part(whole: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(whole)).read(name)


def _settings(content: bytes, folder: Path) -> None:
    file = folder / "settings.toml"
    file.write_bytes(content)
    settings = promised(lambda: load(file))
    if settings is not None and promised(lambda: save(file, settings) or True) and load(file) != settings:
        raise Broken("what was saved is not what is read")


def _all_settings() -> st.SearchStrategy[bytes]:
    plain = (
        b'limit_s = 25\nstrictness = "gist"\nlexical_fillers = ["like", "you know"]\n'
        b'microphone = "USB"\nmodel_folder = "/models/a"\nadvice_off = ["hedge"]\ntext_scale = 1.25\n'
        b"[later]\na = 1979-05-27\n"
    )
    names = (
        "limit_s",
        "strictness",
        "lexical_fillers",
        "microphone",
        "model_folder",
        "text_scale",
        "theme",
        "live_level",
    )
    lines = st.tuples(st.sampled_from(names), values()).map(
        lambda line: f"{line[0]} = {json.dumps(line[1])}\n".encode()
    )
    return mutated([plain], (b"=", b"[", b"]]", b"{", b'"""', b"nan", b"inf", b"0x", b"1e999", b"\\u0000")) | st.lists(
        lines, max_size=4
    ).map(b"".join)


TARGETS = {
    "script": Target(lambda: mutated([_SCRIPT, _MARKED, b"Hello."], _TOKENS), _script, longest_s=20.0),
    "front-matter": Target(lambda: mutated([_MARKED, _MARKED[:90]], _TOKENS), _front_matter, longest_s=20.0),
    "docx": Target(_documents, _document, longest_s=20.0),
    "settings": Target(_all_settings, _settings),
}
