"""Marks of advice in the script: where they lie, what they look like, and that the text stays as it is."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.script.lint import RULES, Advice
from tests.ui.pixels import colours_of
from ui.advice_marks import _levels, _Units
from ui.editor import Editor
from ui.theme import DARK, LIGHT, Look, dress

TEXT = "Hi Marta, maybe this helps. " + "The lists are printed late. " * 8
RULE = RULES[0]


def advice(start: int, end: int, rule: str = RULE.id) -> Advice:
    return Advice(rule, start, end, f"Message {start}.", "Suggestion.", "a source")


def on(text: str, words: str, rule: str = RULE.id) -> Advice:
    return advice(text.index(words), text.index(words) + len(words), rule)


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    editor = Editor(Look())
    qtbot.addWidget(editor)
    dress(editor, Look())
    editor.resize(400, 300)
    editor.show_text(TEXT)
    editor.show()
    return editor


def show(editor: Editor, *places: Advice, chosen: Advice | None = None, search: int = 1) -> None:
    editor.marks.show_advice(search, [[each] for each in places], TEXT, chosen)


def box(editor: Editor, words: str) -> QRect:
    """Where those words of the first line stand."""
    cursor = QTextCursor(editor.document())
    cursor.setPosition(TEXT.index(words))
    left = editor.cursorRect(cursor)
    cursor.setPosition(TEXT.index(words) + len(words))
    return left.united(editor.cursorRect(cursor))


def test_a_line_in_two_directions_is_marked_at_its_own_words(editor: Editor) -> None:
    text = "\u05e9\u05dc\u05d5\u05dd \u05d3\u05e0\u05d4. checking in, maybe later. \u05de\u05d7\u05e8"
    editor.show_text(text)
    one, other = on(text, "checking in"), on(text, "\u05e9\u05dc\u05d5\u05dd", RULES[1].id)
    editor.marks.show_advice(1, [[one], [other]], text, None)

    def middle(word: str) -> QPointF:
        cursor, at = QTextCursor(editor.document()), text.index(word) + len(word) // 2
        cursor.setPosition(at)
        return QPointF(editor.cursorRect(cursor).center())

    assert editor.marks.at(middle("checking")) == (one,)
    assert editor.marks.at(middle("\u05e9\u05dc\u05d5\u05dd")) == (other,)
    assert editor.marks.at(middle("maybe")) == editor.marks.at(middle("later")) == ()


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_words_are_marked_below_and_the_chosen_ones_tinted_too(editor: Editor, colours: object) -> None:
    look = Look(colours)  # type: ignore[arg-type]
    dress(editor, look)
    editor.show_look(look)
    amber, soft = look.colours.amber.upper(), look.colours.amber_soft.upper()
    maybe, before = on(TEXT, "maybe"), editor.document().size()
    words = box(editor, "maybe")
    assert amber not in colours_of(editor.viewport())
    show(editor, maybe)
    marked = colours_of(editor.viewport(), words.adjusted(0, 0, 0, 8))
    assert amber in marked
    assert soft not in marked
    assert amber not in colours_of(editor.viewport(), box(editor, "Marta").adjusted(0, 0, -4, 8))
    show(editor, maybe, chosen=maybe)
    assert {amber, soft} <= colours_of(editor.viewport(), words.adjusted(0, 0, 0, 8))
    assert editor.document().size() == before
    assert editor.toPlainText() == TEXT
    assert not editor.document().isUndoAvailable()


def test_dashes_are_broken_and_the_line_of_the_chosen_one_is_not(editor: Editor) -> None:
    maybe = on(TEXT, "maybe")
    words = box(editor, "maybe")
    longest = []
    for chosen in (None, maybe):
        show(editor, maybe, chosen=chosen)
        picture, run, most = editor.viewport().grab().toImage(), 0, 0
        for y in range(words.bottom() - 8, words.bottom() + 6):
            run = 0
            for x in range(words.left(), words.right()):
                run = run + 1 if picture.pixelColor(x, y).name().upper() == LIGHT.amber else 0
                most = max(most, run)
        longest.append(most)
    assert longest[0] < 10
    assert longest[1] >= words.width() - 4


def test_the_pointer_on_marked_words_is_told_what_is_advised(editor: Editor) -> None:
    maybe, helps = on(TEXT, "maybe"), on(TEXT, "maybe this helps", RULES[1].id)
    show(editor, maybe, helps)
    both, one = (QPointF(box(editor, words).center()) for words in ("maybe", "this"))
    assert editor.marks.at(both) == (maybe, helps)
    assert editor.marks.at(one) == (helps,)
    assert editor.marks.at(QPointF(box(editor, "Marta").center())) == ()
    at = both.toPoint()
    event = QHelpEvent(QEvent.Type.ToolTip, at, editor.viewport().mapToGlobal(at))
    QApplication.sendEvent(editor.viewport(), event)
    told = QToolTip.text()
    for part in (maybe.message, helps.message, RULE.reason, RULE.before, RULE.after, maybe.source):
        assert escape(part) in told
    QToolTip.hideText()
    assert editor.marks.at(QPointF(QPoint(-5, -5))) == ()


def test_marks_go_with_their_words_and_away_with_them(editor: Editor) -> None:
    maybe = on(TEXT, "maybe")
    show(editor, maybe)
    cursor = QTextCursor(editor.document())
    cursor.insertText("Now then. ")
    show(editor, maybe)
    assert editor.marks.find(maybe) == TEXT.index("maybe") + 10
    cursor.setPosition(TEXT.index("maybe") + 10)
    cursor.setPosition(TEXT.index("maybe") + 15, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    show(editor, maybe)
    assert LIGHT.amber not in colours_of(editor.viewport())
    show(editor, maybe, search=2)  # found anew
    assert editor.marks.find(maybe) == TEXT.index("maybe")


def test_what_is_about_the_whole_message_marks_nothing_and_has_its_place(editor: Editor) -> None:
    whole = advice(3, 3)
    show(editor, whole)
    assert LIGHT.amber not in colours_of(editor.viewport())
    assert editor.marks.find(whole) == 3


def test_a_place_beyond_the_text_is_its_end(editor: Editor) -> None:
    beyond = advice(len(TEXT) + 10, len(TEXT) + 20)
    show(editor, beyond)
    assert editor.marks.find(beyond) == len(TEXT)


def test_marks_on_the_same_words_lie_one_below_the_other() -> None:
    assert _levels([advice(0, 50), advice(0, 10), advice(5, 20), advice(30, 40), advice(60, 70)]) == [0, 1, 2, 1, 0]


@settings(max_examples=200, deadline=None)
@given(some.lists(some.sampled_from(["a", " ", "🙂", "\n", "\r\n", "é", "\u2028"])), some.data())
def test_a_place_in_the_text_is_the_same_place_in_the_editor(pieces: list[str], data: some.DataObject) -> None:
    text = "".join(pieces)
    at = data.draw(some.integers(0, len(pieces)))
    before = "".join(pieces[:at])
    shown = before.replace("\r\n", "\n")
    assert _Units(text).at(len(before)) == len(shown.encode("utf-16-le")) // 2


def test_ends_of_lines_as_windows_writes_them_stand_as_they_are(editor: Editor) -> None:
    text = "One.\r\nMaybe two."
    editor.show_text(text)
    assert editor.shows(text)
    assert not editor.shows("One. Maybe two.")
    maybe = on(text, "Maybe")
    editor.marks.show_advice(7, [[maybe]], text, None)
    assert editor.marks.find(maybe) == len("One.\n")
    editor.insertPlainText("x")
    assert not editor.shows(text)
    assert editor.shows(editor.toPlainText())
