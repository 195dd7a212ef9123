"""Whom a sentence is about: the one who calls, or the one who is called."""

import re

from app.script.lines import joined
from app.script.studied import Studied

YOU = frozenset(["you", "your", "yours", "yourself", "yourselves"])
US = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"])
_STARTS_WITH_US = re.compile(
    joined(
        r"""
        (?:(?:and|so|well|basically|first|as you may know|as you know|at \S+|here) ,? ?)*
        (?:(?:the reason )?(?:i am|for my) (?:calling|call|reaching out)
         (?:is |you )?(?:because |to (?:let you know|say|tell you) (?:that )?|that |as |since |today )?)?
        (?:our |my (?:company|firm|business|team|product|service)|
        we (?:(?:just|recently|really|also|currently|have just|are now) )*
        (?:are|offer|provide|do|sell|make|specialize|have|were|was|started|began|believe|pride|work|help|want|need|
        would|
        manage|handle|launched|opened|won|moved|hit|serve|carry|build|design|deliver|use|run|think|love|like|wanted|
        hope)|
        i (?:(?:just|really|also|currently) )*
        (?:am (?!(?:calling|returning|following|sorry|holding|sending|bringing|here|at))|was hoping|was wondering|
        have been|work|
        represent|want|wanted|would|need|specialize|do|run|sell|handle|believe|offer|own|help|manage|will|had hoped|
        hope|love))\b
        """
    )
)
# What begins with the caller, and is about what they did or have for somebody else
_GIVING = re.compile(
    r"(?:(?:and|so|but) )?(?:i|we) (?:(?:have|had|am|are|was|were|just|recently|also|will|would|can|"
    r"already) )*(?:(?:like|love|want|"
    r"happy|glad|going) to )?"
    r"(?:got|get|found|put|heard|saw|see|read|noticed|understand|promised|spoke|spoken|talked|talking|met|meeting|hold"
    r"|holding|keep|sent|send|sending|fixed|finished|checked|received|know|learned|thought|think|have (?!been|"
    r"won|over|a lot|many)|left|brought"
    r"|asked|saved|set|booked|approved|reserved|looked|made|give|show|share|thank|refund|replaced|ordered|traced|"
    r"restored"
    r"|tested|tried|visited|owe|moved|called|counted|ran|recorded|wrote|drew|picked|changed)\b"
)
FOR_US = (
    r"tell you (?:a (?:little |bit )?(?:bit )?)?(?:more |all |something )?about (?:our|my|us|me|what we|who we|"
    r"the (?:services|products|company))"
    r"|introduce (?:myself|us|our|my|you to (?:our|my))"
    r"|(?:talk|speak|chat|share|discuss|go over) (?:[^|,\s]+ ){0,3}?(?:about|with you) (?:our|my|what we)|"
    r"calling about our (?!\S+ (?:on|at) )"
    r"|show you (?:our|what we|what our)|(?:earn|get|have|win|ask for) your business|(?:do|"
    r"doing) business with (?:us|me)"
    r"|(?:chance|time|opportunity) to (?:review|look at|look over|read|see|go through)"
    r" (?:the|our|my) (?:proposal|quote|contract|brochure|offer|email|materials?|pricing)"
    r"|interested in (?:our|my|what we)|(?:our|my) (?:sales )?(?:quota|target)|help (?:us|me) (?:reach|meet|hit|make)"
)


def is_about_us(studied: Studied, first: int, last: int) -> bool:
    """Whether tokens [first, last) are about the caller alone."""
    if is_pitch(studied, first, last):
        return True
    return begins_with_us(studied, first, last) and not YOU & set(studied.plain.of(first, last).split())


def is_pitch(studied: Studied, first: int, last: int) -> bool:
    """Whether the stretch says what the caller wants to get or tell."""
    return studied.plain.has(FOR_US, first, last)


def begins_with_us(studied: Studied, first: int, last: int) -> bool:
    """Whether the caller is who it is about, and not what they did or have for somebody else."""
    said = studied.plain.of(first, last)
    return bool(_STARTS_WITH_US.match(said)) and not _GIVING.match(said)
