"""What is to happen next: what a message asks, what it promises, and how it closes."""

import re
from dataclasses import dataclass

from app.script.lines import Lines, Match, Stretch, joined

PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Step:
    """Tokens [first, last) in which something is asked of the listener, or promised to them."""

    what: str  # "call", "write", "text", "visit", "meet", "read", "do", "answer"; or PROMISE
    first: int
    last: int


_A = r"(?:an? |one |another |your |some |the )?(?:quick |short |brief )?"
_SITE = r"(?:our |my |the |your )?(?:[^|,\s]+ )?(?:website|web site|site|page|facebook|instagram|linkedin|portal|#url)"
_WHO = r"(?:me|us|my \S+|our \S+|him|her|them|=\S+)"
_ASKS = {
    "call": (
        r"(?:call|phone|ring|dial|buzz)(?: (?:me|us|back|my|our|#phone|in|now|today|anytime|direct|directly|the|"
        r"at|on|him|her|=\S+|before|by|any)|(?= [|,]))"
        rf"|give {_WHO} {_A}(?:call|ring|buzz|shout|bell)|(?:return|make) (?:my|our|this|the) call|pick up the phone"
        rf"|(?:reach|contact) {_WHO}|get (?:back to|in touch with|(?:a )?hold of|ahold of) {_WHO}|get in touch"
    ),
    "write": (
        rf"(?:email|write|message)(?: (?:back )?(?:to )?(?:{_WHO}|#email)| back)"
        rf"|(?:send|drop|shoot) {_WHO} {_A}(?:email|note|line|word|message)"
        r"|(?:reply|respond|answer)(?: (?:to|with|by|on|yes|no|there|the|it|my|at|before|and)|(?= [|,]))"
    ),
    "text": rf"text (?:{_WHO}|back|#\S+|yes|no|the word)|(?:send|drop|shoot) {_WHO} {_A}text",
    "visit": (
        rf"(?:go|head|log) (?:on )?(?:to|over to|on to|in to) {_SITE}"
        rf"|(?:visit|check out|see|browse|look at|take a look at|look us up on|find us on|follow us on|"
        rf"like us on) {_SITE}"
        r"|(?:visit|follow|like|find) us (?:at|on|online)|look us up"
        r"|(?:sign up|register|enroll|subscribe|rsvp)(?: (?:at|on|for|online|by|with|to|here|now|today)|(?= [|,]))"
    ),
    "meet": (
        r"(?:meet|sit down with|have (?:lunch|coffee) with) (?:me|us|with me|with us)|join (?:me|us|our)"
        r"|(?:come|stop|drop|swing)(?: on)? (?:by|over|along|in|down|see|and see|to)"
        rf"|(?:book|schedule|set up|arrange|pick|choose|reserve|save) {_A}(?:\S+ )?"
        r"(?:call|time|meeting|appointment|demo|slot|visit|seat|spot|place|tour|interview|table|date|day)"
    ),
    "read": (
        r"(?:look at|look over|review|read|take a look at|go over|look through|open) (?:the|my|our|your|this|that|what)"
        r"(?: (?!and )[^|,\s]+)?"
    ),
    "do": (
        r"(?:sign|fill out|fill in|complete|return|submit|confirm|pay|renew|forward|upload|download|update|press|apply"
        r"|donate|give|vote|refer|introduce|pass|share|order|ask for|send me|send us|bring|tell)"
        r" (?:the|your|my|our|a|an|this|that|it|to|at|for|any|some|us|one|two|#\S+|=\S+|me)"
    ),
}
_QUESTION = joined(
    r"""
    (?:[|,]|and|so|or|but|if not|then) (?:(?:would|does|will|could|can|is|are|may|might|shall|do)
     (?:you|we|i|that|this|it|#\S+|one|any|either|there|next|sometime|your|a)|(?:how|what) about) (?:[^|,\s]+ ){0,8}?
    (?:work|suit|good|free|available|convenient|open|okay|fit|possible|around|meet|interested|join|make it|
    get together)|
    (?:how|what) about #\S+|(?:when|what (?:time|day)) (?:would|is|are|can|could|works|suits)|
    can (?:we|i) (?:meet|talk|speak|set|find|book)|
    let us (?:meet|talk|set|find|get|grab|have|schedule|sit|speak|plan|connect|chat|catch|trade)|
    (?:i|we) (?:would|should) (?:really )?(?:like|love|be glad|be happy|be grateful|appreciate)
     (?:to (?:meet|talk|speak|sit|set|schedule|have|get|hear|connect|share|discuss|chat|show|see|find|invite)|you to|
    it if you|if you|a call|a chance|your)|
    (?:i|we) (?:want|wanted|am hoping|are hoping|was hoping|need) to
     (?:meet|set up|schedule|sit down|get together|invite)|
    (?:see|find out|know) (?:if|whether) (?:you|we) (?:can|could|are|would|might)|
    let me know|(?:tell me|say) (?:if|when|which|what|whether|yes|where)|hear (?:back )?from you|you are invited|
    invite you
    """
)
_DOES = (
    r"call|try|ring|phone|send|email|text|mail|drop|stop|come|bring|check|follow|reach|get|see|meet|speak|talk|"
    r"wait|hold"
    r"|show|give|let|put|forward|swing|pick|contact|touch|be|leave|keep|post|share|look|have|walk|start|answer|ask|set"
    r"|deliver|introduce|reserve|save|sort|fix|refund|ship|update|arrange|book|confirm|explain|do|make|take|tell|"
    r"join|go"
)
_SOON = (
    r"(?:also|then|just|definitely|certainly|gladly|happily|personally|simply|all|probably|still|not|[a-z]+ly|"
    r"#\S+|on|at|this|that|afternoon|morning|tonight|today)"
)
# As a plan says it: I send it tomorrow
BY_PLAN = r"(?:i|we) (?:call|ring|phone|try|send|mail|email|text|write|bring|come|stop|drop|meet|visit)"
_PROMISE = joined(
    rf"""
    (?:i|we|he|she|they|=\S+|someone|somebody|who|and|or|you and i) (?:will|shall|am going to|are going to|is going to)
    (?! (?:not|never|save you (?!an? )|show) )(?: {_SOON}){{0,4}} (?!not )[a-z]+|
    (?:i|we) can (?:also )?(?:{_DOES})|(?:you can|you may) (?:pick|come|bring|stop|collect|return|find|swing|drop|take)|
    will (?:all )?(?:be|come|go|arrive|ship|reach|land|stay|wait|start|open|begin|meet)|
    (?:is|are) (?:yours|on hold|held|waiting|reserved|set)|your (?:appointment|seat|table|slot|visit|call) is|
    (?:i am|we are) (?:calling|sending|emailing|mailing|trying|coming|stopping|dropping|holding|bringing|putting|
    keeping|
    meeting|leaving)(?: [^|,\s]+){{0,6}}? (?:back|again|#date|today|tonight|this|next|over|by|until)|
    expect (?:my|our|a|an) \S+|you will (?:get|receive|hear|have|find|see)|(?:i|we) plan to (?:call|try|send|be)|
    (?:when|until|before|once) (?:i|we|he|she|they) (?:call|see|meet|speak|talk|come|ring|try)|
    {BY_PLAN}(?: (?!every |each )[^|,\s]+){{0,6}}? (?:#date|#time|#number|today|tonight|next|this)|
    (?:talk|speak) (?:to|with) you (?:on )?(?:#\S+|then|next|again|soon)|see you (?:on|at|there|then|#\S+)|
    (?:i am|we are) at #phone|(?:i am|we are) (?:in|here|at my desk|available|around|free|at the) [^|
    ,]{{0,40}}(?:until|till|#\S+|all)
    """
)
_FILL = (
    r"(?:please|just|kindly|simply|also|now|either|again|and|then|so|or|but|always|to|do|first|feel free to|"
    r"be sure to|go ahead and|maybe|perhaps|possibly|quickly|yeah)"
)
# What stands before the verb where it is asked, not told
_HEAD = re.compile(
    rf"(?:^|[|,] |\b(?:please|you can|you could|you may|you might|you should|you will|you would|"
    rf"you are welcome to|you need to|you have to|you want to"
    rf"|(?:can|could|would|will) you|for you to|you to|feel free to|be sure to|(?:way|thing|"
    rf"step) (?:\S+ )?(?:is )?to|want to|if you|easiest to|best to|or|and|then|so) )(?:{_FILL} )*$"
)
_TOLD = re.compile(
    r"\b(?:i|we|he|she|they|who|which|that|someone) (?:(?:will|would|can|could|had|have|has|was|were|am|are|is|"
    r"did|do|may|might|just|then) )?"
    r"(?!.*\b(?:you|please)\b)"
)
_NEGATED = re.compile(
    r"\b(?:no need to|(?:do|does|did) not (?:have to |need to )?|not|never|without|instead of|rather than|"
    r"no need for you to) $"
)

_CLOSER = (
    r"\| (?:(?:and|so|well|okay|again|anyway) )*(?:, )?(?:thanks?|thank you|many thanks|bye|goodbye|cheers|"
    r"take care|talk (?:to you )?(?:soon|then|later)"
    r"|speak (?:to you )?(?:soon|then)|until|till then|have an? |enjoy |all the best|best (?:regards|wishes|of)?|"
    r"good luck|see you"
    r"|(?:i |we )?(?:am |are )?look(?:ing)? forward|(?:i |we )?(?:hope|hoping) (?:to|you)|no need to|no rush|"
    r"no hurry|there is no (?:need|rush|hurry)"
    r"|you do not need|warmly|warm|sincerely|regards|(?:i|we) appreciate|congratulations|go |again|that (?:is|"
    r"number|number is|was)|my (?:number|cell|direct|email|mobile|line|desk)"
    r"|(?:once more|one more time)|(?:this is|it is) =\S+|(?:the|our) (?:number|line|office|address|email)|"
    r"that is (?:#|=|all|it)|talk soon|either way|#phone|#email)"
)


def steps(lines: Lines) -> tuple[Step, ...]:
    """All of them, in the order they stand."""
    found: list[Step] = []
    for what, phrases in _ASKS.items():
        found += [Step(what, each.first, each.last) for each in lines.named.find(phrases) if _is_asked(lines, each)]
    found += [Step("answer", each.first, each.last) for each in lines.named.find(_QUESTION)]
    found += [Step(PROMISE, each.first, each.last) for each in lines.named.find(_PROMISE)]
    return tuple(sorted(found, key=lambda step: (step.first, step.last)))


def _is_asked(lines: Lines, verb: Match) -> bool:
    """Whether the verb is asked of the listener, not told of somebody."""
    sentence = lines.sentences[lines.sentence_of(verb.first)]
    before = "| " + lines.plain.of(max(sentence.first, verb.first - 12), verb.first + 1)
    before = before[: len(before) - len(lines.plain.of(verb.first, verb.first + 1))]
    if _NEGATED.search(before) or not _HEAD.search(before):
        return False
    return not (_TOLD.search(before) and re.search(r"(?:and|or|then|that|to) $", before))


def closes(lines: Lines, sentence: Stretch) -> bool:
    """Whether the sentence is a close: thanks, good wishes, the number again."""
    return lines.named.has(_CLOSER, sentence.first, sentence.last) or len(sentence) < 4
