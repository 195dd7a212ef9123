"""What a screen reader is told, at a change only."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from app.practice.rep import Phase
from app.review.account import Review
from app.review.finding import Certainty
from app.review.telling import clock, counted, length_s, order_of_fixes

TEN_S = 10.0


def announce(widget: QWidget, text: str) -> None:
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def told_verdict(review: Review) -> str:
    """Every finding that counts, and how many of them to mend first."""
    if review.clean:
        return f"Clean, {length_s(review):.0f} seconds"
    counting = [each for each in review.findings if each.counts and each.certainty is Certainty.CERTAIN]
    fixes = len(order_of_fixes(review.findings, review.script))
    if not counting:
        return f"Not clean, {clock(length_s(review))}"
    return f"{counted(len(counting), 'finding').capitalize()}, {counted(fixes, 'thing')} to fix"


class Announcer:
    """Follows a rep and says each thing once."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def news(self, phase: Phase, elapsed_s: float, limit_s: float) -> str | None:
        """What there is to say now; None where there is nothing new."""
        if phase is not Phase.RECORDING:
            self._said.clear()
            return None
        if elapsed_s < 0:
            return None
        steps = [(0.0, "Recording"), (limit_s, "Over the limit")]
        if limit_s > 2 * TEN_S:
            steps.insert(1, (limit_s - TEN_S, "Ten seconds left"))
        for at_s, text in reversed(steps):
            if elapsed_s >= at_s:
                if text in self._said:
                    return None
                self._said.add(text)
                return text
        return None
