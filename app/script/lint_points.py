"""Advice on how many points a message makes: one, or two."""

from collections.abc import Iterator

from app.script.advice import Found
from app.script.rule import FIELD, Rule
from app.script.studied import Studied

MOST_POINTS = 2
_MORE = (
    r"\| (?:oh )?(?:,? ?and )?(?:,? ?)(?:also|another|in addition|additionally|furthermore|moreover|besides|plus|"
    r"finally|lastly|and finally|secondly|second|third|thirdly"
    r"|fourth|next|on top of that|one more|by the way|while i have you|on another note|separately|"
    r"and then there is|as well|we also|i also|and i also|and we also"
    r"|last but not least|last|on a (?:different|separate|related) note|oh and|speaking of|meanwhile|"
    r"(?:the )?(?:second|third|other|next|last) (?:thing|point|item|reason|topic|question))(?= )"
)
_MANY = (
    r"(?:three|four|five|six|seven|eight|ten|several|a few|a couple of|a number of|many|a lot of|"
    r"#number) (?:different |quick |other |more |important |big )?"
    r"(?:things|points|topics|items|questions|reasons|matters|subjects|updates|announcements|issues|requests)"
)
_ALSO = r"(?:[^|,\s]+ )(?:also|additionally)"
_ITEM = r"(?:(?!(?:i|we|you|he|she|it|they|and|or|is|are|was|were|has|have) )[^|,\s]+ ){1,6}"
_LIST = (
    rf"(?:about|regarding|discuss|cover|go over|talk through|update on|touch on|we (?:also )?(?:do|offer|provide|"
    rf"handle|sell|have|cover)) {_ITEM}, {_ITEM},? ?(?:{_ITEM}, )?(?:and|or|plus|as well as)"
)
_OWNED = r"(?:the|your|our|my|an?|some|one) (?:[^|,\s]+ ){1,5}"
_THERE_IS = r"there (?:is|are)(?: [^|,\s]+){1,12}"
_ROW = (  # of four things, or of three that there are
    rf"{_OWNED}, (?:and )?{_OWNED}, (?:and )?{_OWNED}(?:, )?(?:and |or )?(?:the|your|our|my|an?|some|one)"
    rf"|{_THERE_IS}(?: [|,] (?:and )?{_THERE_IS}){{2,}}"
)


def _together(studied: Studied, one: int, other: int) -> bool:
    return studied.sentence_of(one) == studied.sentence_of(other)


def _too_many_points(studied: Studied) -> Iterator[Found]:
    announced = next(iter(studied.plain.find(_MANY)), None)
    if announced is not None and not announced.said.startswith("a couple"):
        yield studied.found(
            announced.first, announced.last, "That is more than anybody keeps.", "Choose the one they care about most."
        )
        return
    more = sorted((*studied.plain.find(_MORE), *studied.plain.find(_ALSO)), key=lambda each: each.first)
    more = [each for i, each in enumerate(more) if i == 0 or not _together(studied, more[i - 1].first, each.first)]
    if len(more) >= MOST_POINTS:
        extra = studied.sentences[studied.sentence_of(more[MOST_POINTS - 1].first)]
        yield studied.found(
            extra.first,
            extra.last,
            f"This is point number {len(more) + 1}; two are what a listener keeps.",
            "Leave it for the next call.",
        )
        return
    listed = next(iter(studied.plain.find(f"{_LIST}|{_ROW}")), None)
    if listed is not None:
        yield studied.found(
            listed.first, listed.last, "These are several points in one.", "Choose one of them, or two."
        )


RULES = (
    Rule(
        "too_many_points",
        "A listener keeps one point, at most two.",
        FIELD,
        "Hi Dana, this is Ruth. Your labels are ready. Also, the cider mill asked for your name. And another thing, "
        "the fair wants signs.",
        "Hi Dana, this is Ruth. Your labels are ready. Also, the cider mill asked for your name.",
        55,
        _too_many_points,
    ),
)
