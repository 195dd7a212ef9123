"""A Word document as a script: what of it is spoken, and whatever else may arrive under that name."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.problems import Problem
from app.script.docx import text_of
from app.script.script import MOST_BYTES, decode, drawn, read
from tests.command_line import CommandLine

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
STYLES = (
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Fett"><w:name w:val="Strong"/></w:style>'
)


def run(text: str, facts: str = "") -> str:
    return f'<w:r><w:rPr>{facts}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inside: str, facts: str = "") -> str:
    return f"<w:p><w:pPr>{facts}</w:pPr>{''.join(inside)}</w:p>"


def packed(parts: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def document(*blocks: str, main: str = "word/document.xml", space: str = WORD, before: str = "") -> bytes:
    """What Word writes, as far as it matters here."""
    folder = main.rpartition("/")[0]
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">'
            f'<Relationship Type="{OFFICE}" Target="/{main}"/></Relationships>',
            f"{folder}/styles.xml": f'<w:styles xmlns:w="{space}">{STYLES}</w:styles>',
            main: f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{space}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
            f"{''.join(blocks)}<w:sectPr/></w:body></w:document>",
        }
    )


def text(*blocks: str) -> str:
    return text_of(document(*blocks), "note.docx")


# ---- What is spoken


def test_a_paragraph_is_a_paragraph_and_a_break_a_line() -> None:
    assert text(
        paragraph(run("Hi Marta, "), run("this is Nora.")),
        paragraph(),
        paragraph(run("One line"), "<w:r><w:br/></w:r>", run("and the next.")),
    ) == ("Hi Marta, this is Nora.\n\nOne line\nand the next.\n")


def test_titles_and_headings_are_headings_in_whatever_language_word_speaks() -> None:
    got = text(
        paragraph(run("The lease"), facts='<w:pStyle w:val="Titel"/>'),
        paragraph(run("Opening"), facts='<w:pStyle w:val="berschrift1"/>'),
        paragraph(run("Hi Tomas."), facts='<w:pStyle w:val="Fett"/>'),
    )
    assert got == "# The lease\n\n# Opening\n\nHi Tomas.\n"
    script = decode(got.encode(), "note")
    assert script.title == "The lease"
    assert [word.text for word in script.words] == ["Hi", "Tomas"]


def test_items_of_a_list_are_items() -> None:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert text(
        paragraph(run("Three things.")),
        paragraph(run("The price"), facts=item),
        paragraph(run("The date"), facts=item),
        paragraph(run("Call me back.")),
    ) == ("Three things.\n\n- The price\n- The date\n\nCall me back.\n")


def test_bold_words_are_words_and_typed_asterisks_bind() -> None:
    script = decode(document(paragraph(run("Call "), run("today", "<w:b/>"), run(" at **ten sharp**."))), "note.docx")
    assert script.text == "Call today at **ten sharp**.\n"
    assert [(span.first, span.last) for span in script.spans] == [(2 + 1, 5)]


def test_what_is_not_shown_is_not_spoken() -> None:
    assert text(
        paragraph(
            run("I will "),
            f"<w:del>{run('certainly ')}<w:r><w:delText>never </w:delText></w:r></w:del>",
            f"<w:ins>{run('gladly ')}</w:ins>",
            run("really ", "<w:strike/>"),
            run("secretly ", "<w:vanish/>"),
            run("call ", '<w:strike w:val="0"/>'),
            run("you", "<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>"),
            "<w:r><w:instrText>DATE</w:instrText></w:r>",
            "<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>",
            "<mc:AlternateContent><mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback></mc:AlternateContent>",
            run("."),
            facts="<w:tabs><w:tab/></w:tabs><w:rPr><w:vanish/></w:rPr>",
        )
    ) == ("I will gladly call you.\n")


def test_links_fields_and_boxes_to_fill_in_are_spoken() -> None:
    assert text(
        paragraph(
            f"<w:hyperlink>{run('our page')}</w:hyperlink>", run(", "), f"<w:fldSimple>{run('May')}</w:fldSimple>"
        ),
        f"<w:sdt><w:sdtContent>{paragraph(run('Filled in.'))}</w:sdtContent></w:sdt>",
    ) == ("our page, May\n\nFilled in.\n")


def test_a_row_of_a_table_is_a_paragraph() -> None:
    def cell(words: str) -> str:
        return f"<w:tc>{paragraph(run(words), facts='<w:numPr/>')}</w:tc>"

    table = (
        f"<w:tbl><w:tr>{cell('Opening')}{cell('Hi Marta.')}</w:tr><w:tr>{cell('Close')}{cell('Bye.')}</w:tr></w:tbl>"
    )
    assert text(table, paragraph(run("The end."))) == "Opening Hi Marta.\n\nClose Bye.\n\nThe end.\n"


def test_the_strict_kind_and_another_place_in_it_are_read_too() -> None:
    content = document(paragraph(run("Hello.")), main="word/document2.xml", space=STRICT)
    assert text_of(content, "note.docx") == "Hello.\n"


# ---- Ways in


def test_a_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    content = document(paragraph(run("Hello there.")))
    for name in ("note.docx", "note.txt"):
        (tmp_path / name).write_bytes(content)
        assert read(tmp_path / name).text == "Hello there.\n"
    assert decode(content, "standard input").text == "Hello there.\n"


def test_pictures_make_a_document_large_and_nothing_else() -> None:
    content = document(paragraph(run("Hello.")))
    with zipfile.ZipFile(source := io.BytesIO(content), "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/picture.png", bytes(MOST_BYTES))
    source.seek(0)
    assert decode(drawn(source), "note.docx").text == "Hello.\n"


def test_the_terminal_reads_one_and_refuses_a_broken_one(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rehearse = CommandLine(capfd, tmp_path / "home")
    whole = document(paragraph(run("Call Zqxvy back.")))
    done = rehearse("model", "words", "-", stdin=whole)
    assert done.code == 0
    assert "Zqxvy" in done.out
    (tmp_path / "script.docx").write_bytes(whole[:-40])
    assert rehearse("check", tmp_path / "script.docx", "take.wav").refuses("script.docx", "Word document", "not whole")


# ---- What else may arrive


def refused(content: bytes, says: str, name: str = "note.docx") -> None:
    with pytest.raises(Problem, match=says):
        decode(content, name)


def test_what_is_no_word_document_is_a_sentence() -> None:
    refused(b"", "no Word document")
    refused(b"Hello there.", "no Word document")
    refused(packed({"hello.txt": "Hello"}), "it has no _rels/.rels", "note.txt")
    refused(packed({"_rels/.rels": "<Relationships/>"}), "no document in it")
    refused(packed({"_rels/.rels": "<Relationships>"}), "not whole")
    refused(document(), "empty")


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"{\\rtf1\\ansi Hello}", "Rich Text"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
    ],
)
def test_other_kinds_are_named(beginning: bytes, kind: str) -> None:
    refused(beginning + bytes(50), kind, "note.rtf")


def test_a_document_that_swells_or_nests_or_declares_is_refused() -> None:
    refused(document(f"<!--{' ' * (17 << 20)}-->"), "larger than 16 MB")
    refused(document("<w:sdt>" * 2000 + "</w:sdt>" * 2000), "nested too deeply")
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    refused(document(paragraph("<w:r><w:t>&b;</w:t></w:r>"), before=bomb), "declares")
    refused(packed({f"{number}": "" for number in range(2_001)}), "too many parts")
    refused(document(paragraph(run("word " * 500_000))), "longer than 20,000 words")


def test_an_encoding_that_nobody_knows_is_a_problem() -> None:
    content = packed({"_rels/.rels": '<?xml version="1.0" encoding="klingon"?><Relationships/>'})
    with pytest.raises(Problem, match="not whole"):
        text_of(content, "note.docx")


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_break_the_reader(noise: bytes, at: int) -> None:
    whole = document(paragraph(run("Hello there.")))
    for content in (b"PK\x03\x04" + noise, whole[:at] + noise + whole[at + len(noise) :]):
        with suppress(Problem):  # and nothing else
            text_of(content, "note.docx")
