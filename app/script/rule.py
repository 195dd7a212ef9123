"""What a rule is, and who says so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.script.advice import Found
from app.script.studied import Studied

HAYDEN = "C.J. Hayden, How can I get prospects to return my calls?"
SLATE = "Yvette Alexander Slate, 7 January 2014"
GITOMER = "Jeffrey Gitomer, The guy wouldn’t call me back. I wonder why?"
HOPKINS = "Tom Hopkins, Never Wing It with Voicemail"
READY = "Are you ready for voice mail?, 10 May 2008"
FIELD = "our survey of the field"


@dataclass(frozen=True, slots=True)
class Rule:
    """One piece of advice a text may draw."""

    id: str
    reason: str  # why it matters, a sentence
    source: str  # who says so
    before: str  # a text that draws it
    after: str  # the same, mended
    importance: int  # the greater, the earlier it is shown
    find: Callable[[Studied], Iterable[Found]]
    earlier: str = ""  # the message before the example, where it stands in a series
