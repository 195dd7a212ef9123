"""The search for advice: after a rest, on its lane, of the text that stands there now."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.practice.lanes import Lane
from app.problems import Problem
from app.script.lint import Advice, Drafted
from app.script.script import parse
from ui.adviser import Adviser, Asked
from ui.bridge import Bridge


def drafted(text: str) -> Drafted:
    return Drafted(parse(text), 150.0, 30.0)


def advice(rule: str) -> Advice:
    return Advice(rule, 0, 1, rule, "", "")


class Desk:
    """Says what stands there, and searches when it is let."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.asked: Asked | None = Asked(1, drafted("One."))
        self.searched: list[str] = []
        self.threads: set[threading.Thread] = set()
        self.shown: list[tuple[str, ...] | None] = []
        self.told: list[Problem] = []
        self.finds: tuple[str, ...] = ("hedge", "jargon")
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.lane, self.bridge = Lane("advice"), Bridge()
        self.adviser = Adviser(lambda: self.asked, self.lane, self.bridge, self.told.append, self._search, 20)
        self.adviser.changed.connect(self._note)

    def _search(self, drafted: Drafted, off: frozenset[str]) -> tuple[Advice, ...]:
        self.searched.append(drafted.script.text)
        self.threads.add(threading.current_thread())
        assert self.may_go_on.wait(20)
        return tuple(advice(f"{rule} {drafted.script.text}") for rule in self.finds if rule not in off)

    def _note(self) -> None:
        found = self.adviser.advice
        self.shown.append(None if found is None else tuple(each.rule for each in found))

    def until_shown(self, *rules: str) -> None:
        self.qtbot.waitUntil(lambda: bool(self.shown) and self.shown[-1] == rules, timeout=20_000)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    yield desk
    desk.may_go_on.set()
    desk.adviser.stop()
    desk.bridge.close()
    desk.lane.close()


def test_advice_is_looked_for_after_a_rest_and_off_the_windows_thread(desk: Desk) -> None:
    desk.adviser.look()
    assert desk.adviser.advice is None
    assert desk.searched == []
    desk.until_shown("hedge One.", "jargon One.")
    assert threading.current_thread() not in desk.threads


def test_typing_on_puts_the_search_off(desk: Desk) -> None:
    for text in ("One.", "One two.", "One two three."):
        desk.asked = Asked(1, drafted(text))
        desk.adviser.look()
    desk.until_shown("hedge One two three.", "jargon One two three.")
    assert desk.searched == ["One two three."]


def test_what_is_found_in_an_older_text_is_never_shown(desk: Desk) -> None:
    desk.may_go_on.clear()
    desk.adviser.look()
    desk.qtbot.waitUntil(lambda: desk.searched == ["One."], timeout=20_000)
    desk.asked = None  # typed on; not measured yet
    desk.adviser.look()
    desk.may_go_on.set()
    desk.lane.run(lambda: None).result()
    desk.asked = Asked(1, drafted("Two."))
    desk.adviser.look()
    desk.until_shown("hedge Two.", "jargon Two.")
    assert desk.shown == [("hedge Two.", "jargon Two.")]


def test_a_search_that_takes_long_is_followed_by_one_of_the_text_as_it_is_then(desk: Desk) -> None:
    desk.may_go_on.clear()
    desk.adviser.look()
    desk.qtbot.waitUntil(lambda: desk.searched == ["One."], timeout=20_000)
    desk.asked = Asked(1, drafted("Two."))
    desk.adviser.look()
    desk.qtbot.waitUntil(lambda: not desk.adviser._rest.isActive(), timeout=20_000)
    assert desk.searched == ["One."]  # one at a time
    desk.may_go_on.set()
    desk.until_shown("hedge Two.", "jargon Two.")
    assert desk.searched == ["One.", "Two."]


def test_what_was_found_stands_while_somebody_types_and_the_same_text_is_searched_once(desk: Desk) -> None:
    desk.adviser.look()
    desk.until_shown("hedge One.", "jargon One.")
    desk.asked = None
    desk.adviser.look()
    desk.asked = Asked(1, drafted("One."))
    desk.adviser.look()
    desk.qtbot.waitUntil(lambda: not desk.adviser._rest.isActive(), timeout=20_000)
    assert desk.adviser.advice == (advice("hedge One."), advice("jargon One."))
    assert desk.searched == ["One."]
    assert len(desk.shown) == 1


def test_a_rule_that_is_silenced_says_nothing_from_then_on_and_comes_back(desk: Desk) -> None:
    desk.finds = ("hedge",)
    desk.adviser.look()
    desk.until_shown("hedge One.")
    desk.asked = Asked(1, drafted("One."), frozenset({"hedge One."}))
    desk.adviser.look()
    assert desk.shown[-1] == ()  # at once
    desk.asked = Asked(1, drafted("One."))
    desk.adviser.look()
    assert desk.shown[-1] == ("hedge One.",)


def test_another_message_begins_with_none(desk: Desk) -> None:
    desk.adviser.look()
    desk.until_shown("hedge One.", "jargon One.")
    desk.adviser.forget()
    assert desk.adviser.advice is None


def test_where_there_is_nothing_to_speak_nothing_is_said(desk: Desk) -> None:
    desk.adviser.look()
    desk.until_shown("hedge One.", "jargon One.")
    desk.asked = Asked(1, None)
    desk.adviser.look()
    assert desk.adviser.advice is None


def test_a_rule_that_breaks_is_told_and_the_next_search_goes_on(desk: Desk) -> None:
    working = desk.finds
    desk.finds = None  # type: ignore[assignment]
    desk.adviser.look()
    desk.qtbot.waitUntil(lambda: len(desk.told) == 1, timeout=20_000)
    desk.finds = working
    desk.asked = Asked(1, drafted("Two."))
    desk.adviser.look()
    desk.until_shown("hedge Two.", "jargon Two.")
