"""The window's benchmark runs; nothing is said about how fluent the window is on this machine."""

from pytestqt.qtbot import QtBot

from tests.bench.window import QUICK, measure, table


def test_a_little_of_everything_fills_the_table(qtbot: QtBot) -> None:  # noqa: ARG001  the application
    rows = measure(QUICK)
    assert len(rows) == 11
    assert all(row.took_ms >= 0 and row.ours_ms <= row.took_ms + 1e-6 and row.own_ms >= 0 for row in rows)
    assert rows[0].what.startswith("the window stands")
    lines = table(rows).splitlines()
    assert len(lines) == 13
    assert {line.count("|") for line in lines} == {6}
