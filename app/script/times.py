"""When something is to happen, as a message says it."""

from app.script.lines import Lines, Stretch
from app.script.opening import is_empty
from app.script.steps import BY_PLAN

_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|half past \S+|#number)"
_WHEN = (
    r"#date|#time|today|tonight|this (?:afternoon|morning|evening|week|month|weekend|minute|friday|noon)|"
    r"next (?:week|month|year|quarter)"
    r"|(?:in|within|for) (?:the next )?(?:a|an|one|two|three|four|five|ten|a few|a couple of|the|"
    r"#number)(?: \S+)? (?:hours?|minutes?|days?|weeks?|months?)"
    rf"|(?:at|by|until|till|before|after|from|around|between) (?:about |around )?{_HOUR}|first thing|(?:by|at|"
    rf"before) the end of (?:the )?(?:day|week|month)"
    r"|end of (?:day|week|the day|the week|the month)|(?:before|after|over|at) (?:lunch|dinner|breakfast|work|"
    r"school|the weekend|the meeting|christmas|easter|hours)"
    r"|in the (?:morning|afternoon|evening)|(?:before|by|after|until) then|(?:the )?day after|within the (?:hour|"
    r"day|week)|right away|immediately|all (?:day|week|morning|afternoon)|weekdays?"
    r"|(?:\S+ )?(?:morning|afternoon|evening)|(?:any|every) (?:weekday|day|morning|afternoon|evening)|early next|"
    r"later (?:today|this)"
)
_AHEAD = (
    rf"{BY_PLAN}|"
    r"will|shall|going to|would|could|can|may|let us|please|until|till|before|by|call|text|email|reply|join|come|"
    r"am (?:in|here|at|free|available)|calling (?:you )?(?:back|again)"
    r"|(?:am|are|is) (?!calling |reaching |following |returning |writing |phoning |leaving |trying |"
    r"going )[a-z]+ing|are open|expect|is (?:on|at|open|due)|plan to|press|visit|how about|talk|speak|see you|"
    r"are you"
)


def says_when(lines: Lines, sentence: Stretch) -> bool:
    """Whether the sentence gives a time for something that lies ahead."""
    first, last = sentence.first, sentence.last
    if is_empty(lines.named.of(first, last)):  # how are you today
        return False
    if not lines.plain.has(_AHEAD, first, last):
        return False
    return any(not _is_past(lines, each.first, each.last) for each in lines.plain.find(_WHEN, first, last))


def _is_past(lines: Lines, first: int, last: int) -> bool:
    written = " ".join(token.key for token in lines.tokens[first:last])
    around = lines.plain.of(max(first - 1, 0), min(last + 1, len(lines.tokens)))
    return "yesterday" in written or " ago" in around or around.startswith("last ")
