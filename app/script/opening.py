"""How a message opens: whom it greets, who speaks, where something is said."""

import re
from collections.abc import Iterator

from app.script.lines import Lines, Match, Stretch

_GREETING = (
    r"\| (?:(?:oh|well|so|okay) (?:, )?)?(?:hi|hello|hey|hiya|dear|greetings|good (?:morning|afternoon|evening|"
    r"day)|morning)"
    r"(?: there| again| everyone| folks| team| all)?(?: ,)?"
    r"(?: (?:mr\.?|mrs\.?|ms\.?|miss|dr\.?|doctor|professor|prof\.?|aunt|uncle|mister|madam|sir|mom|dad|coach|pastor))?"
    r"(?: =\S+){0,3}"
)
_NAME = r"(?:=\S+|#date)"
_NO_NAME = (
    "about|regarding|concerning|for|to|just|not|in|on|what|how|why|where|when|because|going|actually|really|exactly|"
    "also|"
    "still|only|where|which|so|too|very|such"
)
# Between “this is” and a name: your neighbor Ann, the front desk at Lee's
_BEFORE_NAME = rf"(?!(?:{_NO_NAME}) )[^|,=#\s]\S*"
# A name in small letters
_SMALL = rf"(?!(?:{_NO_NAME}|a|an|the|great|your|our|my|good|important|urgent|no|one|that|it|all) )[a-z][a-z'.]+"
_INTRODUCTIONS = (
    rf"(?:this is|it is|you are speaking (?:with|to))(?: {_BEFORE_NAME}){{0,4}} {_NAME}(?: =\S+)*",
    rf"this is (?:{_SMALL} ){{1,2}}(?:from|at|with|over|of|calling|here|again)",
    rf"this is {_SMALL}(?: {_SMALL})?(?= (?:[|,]|and i) )",
    r"this is (?:the|your|our) (?:[^|,\s]+ ){1,5}?(?:calling|office|desk|team|department|support|clinic|center|line)",
    r"my name(?: is|'s) [^|,\s]+(?: =\S+)*",
    rf"i am {_NAME}(?: =\S+)*",
    r"(?:it is|this is) (?:your|the|my|our) (?:[^|,=\s]+ ){1,4}, =\S+(?: =\S+)*",
    r"(?:(?:it is|this is) (?:only |just )?|[|,] )me(?: again)?(?= (?:[|,]|from|at) )",
    r"(?:message|call|hello|hi|hearing|greetings|note|word) (?:[^|,=\s]+ ){0,3}(?:=\S+ ){0,2}from =\S+(?: =\S+)*",
    rf"{_NAME}(?: =\S+){{0,2}} (?:here|calling|speaking)",
    rf"(?:[|,]|hi|hello|morning) (?:=\S+ ){{1,3}}(?:from|at|with|over at) (?:the )?{_NAME}(?: =\S+)*",
)
_INTRODUCTION = "|".join(f"(?:{each})" for each in _INTRODUCTIONS)
# A second name at the very beginning, by itself: Hi Pat, Wendy Sachs.
_BY_ITSELF = (
    r"(?:\| =\S+(?: =\S+)? |=\S+ |there |mom |dad |sir |madam )?[|,] (?:(?:dr|mr|mrs|ms|prof|sgt|"
    r"rev)\.? )?=\S+(?: =\S+){0,3}"
    r"(?= (?:[|,]|and (?:i|we)|again|at|with|from|for|over|of|in) )"
)
_ELSE = "anyone|everyone|somebody|someone|start|get|here|over|right|look|back|stop|nobody"
_BY_CAPITAL = (
    rf"\| (?:(?!(?:{_ELSE}) )[^|,#\s]\S* ){{1,2}}(?:here|calling|speaking)(?= (?:[|,]|from|at|with) )"
    rf"|\| (?!(?:{_ELSE}) )[^|,#\s]\S* (?:from|at) (?:the )?=\S+"
)
# With these what is said begins, behind the name and who that is
_NEWS = (
    r"i|we|you|your|our|my|calling|about|regarding|because|returning|following|reaching|with (?:a|an|some|good|"
    r"the)|there is"
)

_TITLE = re.compile(
    r"(?:and )?(?:i|we) (?:am (?:a|an|the|your|with|in|from|one)|run|work|own|manage|teach|live|represent|serve|"
    r"volunteer|coach|lead)\b"
)

_PLEASANTRY = re.compile(
    r" ?(?:(?:and|so|well|first|i) ,? ?)?(?:"
    r"how are you(?: doing| today| all| ,)*|how is it going(?: today)?|how (?:is|are) (?:things|everything|"
    r"the family)[^|,]*"
    r"|(?:i |we )?(?:do |just )?(?:hope|trust)(?: that)? (?:you|your|all|this|everything|things|the)[^|]*"
    r"|hoping (?:you|your|all|this)[^|]*|happy (?:new year|holidays|monday|tuesday|wednesday|thursday|friday|#date)"
    r"|(?:(?:i|we) (?:am|are) )?(?:so |very |really |just )?sorry (?:to|i|for|that i|we|that we) (?:have |just |keep )?"
    r"(?:bother|disturb|miss|intrude|keep|interrupt)[^|]*"
    r"|(?:i know |i am sure |i realize )?(?:that )?you (?:are|have been|must be|are probably)(?: a)? (?:very |"
    r"so |really |super )?busy[^|]*"
    r"|you (?:do not|probably do not) know me[^|]*|we have (?:not|never) met[^|]*"
    r"|(?:i|this) will (?:be|keep|make|not keep)(?: this| it| you)? ?(?:very )?(?:brief|quick|short|long)[^|]*"
    r"|(?:it is )?(?:nice|good|great|lovely) (?:to meet you|day|weather)[^|]*|long time no [^|]*"
    r"|(?:thanks|thank you) for (?:your|taking(?: the)?) time[^|]*|is (?:this|now) a (?:good|bad) time[^|]*"
    r"|(?:it has|it is) been (?:a|such|so|too|ages)[^|]*|(?:what|such) an? [^|]*(?:day|week|weather|winter|"
    r"summer|game|morning)"
    r"|can you believe[^|]*|i (?:have|had) been meaning to (?:call|ring|reach)[^|]*|(?:it is|is it not) (?:a |"
    r"an |such |so )[^|]*(?:day|weather|out|here)[^|]*"
    r"|i (?:do not|will not)(?: want to)? take (?:up )?(?:too )?much[^|]*|do you have (?:a|one) (?:minute|moment|"
    r"second)[^|]*"
    r")[ |,]*"
)
_WISH = re.compile(  # that one wants to talk is no reason for it
    r" ?(?:(?:and|so|well) )?(?:i|we) (?:was|were|am|are|have been|had|would|just|really)?(?: just| really)* ?"
    r"(?:hoping|hoped|trying|looking|wanting|calling|wanted|want|like|love|tried|called|"
    r"call)(?: forward)?(?: \S+)?(?: to)?"
    r" (?:be able to )?(?:just )?(?:talk|talking|speak|speaking|chat|connect|catch|reach|get (?:a )?hold|"
    r"get in touch|touch base|you|say hello|say hi)"
    r"(?: (?:to|with|of|you|up|base|again|today|earlier|a|few|times|about|something|things|it|briefly|for|minute|"
    r"moment|soon|now"
    r"|hello|hi|hold|back|another|time))*[ |,]*"
)


def greeted(lines: Lines) -> int:
    """The first token after the greeting and the names it calls; 0 where there is none."""
    greeting = next(lines.named.find(_GREETING, 0, 12), None)
    return greeting.last if greeting is not None and greeting.first == 0 else 0


def introduction(lines: Lines) -> Match | None:
    """Where the speaker is named, from “this is” to the name's end."""
    after = greeted(lines)
    found = [each for each in lines.named.find(_INTRODUCTION) if each.last > after][:1]
    found += [each for each in lines.named.find(_BY_CAPITAL) if lines.tokens[each.first].capital][:1]
    found += [each for each in lines.named.find(_BY_ITSELF, 0, after + 8) if _is_second(each, after)][:1]
    return min(found, key=lambda each: each.first, default=None)


def _is_second(name: Match, after: int) -> bool:
    """Whether the name stands behind the one that is greeted."""
    return name.last > after and (name.first >= after > 0 or "=" in name.said[: name.said.find(",")])


def parts(lines: Lines, after: int, introduced: Match | None) -> Iterator[Stretch]:
    """The sentences behind token `after`, without the name, and without what is empty."""
    for sentence in lines.sentences:
        first = max(sentence.first, after)
        pieces = [(first, sentence.last)]
        if introduced is not None and sentence.first <= introduced.first < sentence.last:
            news = next(lines.named.find(_NEWS, introduced.last, sentence.last), None)
            pieces = [(first, introduced.first), (news.first if news else sentence.last, sentence.last)]
            if _TITLE.match(lines.plain.of(*pieces[1])):
                pieces.pop()
        for piece in pieces:
            if piece[1] - piece[0] > 2 and not is_empty(lines.named.of(*piece)):
                yield Stretch(*piece)


def is_wish(said: str) -> bool:
    """Whether a stretch of a line is the wish to talk, and nothing else."""
    return bool(_WISH.fullmatch(said))


def is_empty(said: str) -> bool:
    """Whether a stretch of a line is a pleasantry, the wish to talk, or next to nothing."""
    return len(said.split()) < 2 or bool(_PLEASANTRY.fullmatch(said) or _WISH.fullmatch(said))
