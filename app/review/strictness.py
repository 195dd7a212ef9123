"""What counts against a clean rep, by strictness."""

from app.review.finding import Certainty, Finding, Kind, Strictness
from app.script.script import Script, SpanRule
from app.script.words import FUNCTION_WORDS, WordKind, fold
from app.settings import Settings

DEVIATIONS = frozenset({Kind.OMISSION, Kind.INSERTION, Kind.SUBSTITUTION, Kind.NUMBER})
_RESTARTS = frozenset({Kind.REPETITION, Kind.SELF_CORRECTION})


def counts(finding: Finding, script: Script, strictness: Strictness, settings: Settings) -> bool:
    """Whether a deviation, a restart or a filler word counts. What cannot be told never does."""
    if finding.certainty is not Certainty.CERTAIN:
        return False
    if finding.kind is Kind.LEXICAL_FILLER:
        return settings.lexical_fillers_count
    if finding.kind in _RESTARTS:
        return strictness is Strictness.WORD
    if finding.kind not in DEVIATIONS:
        raise ValueError(f"{finding.kind} is not judged by strictness")
    if strictness is Strictness.WORD:
        return True
    dear = _touches(finding, script, SpanRule.MUST_SAY)
    if strictness is Strictness.GIST:
        return dear or any(
            script.kind_of(word) is not WordKind.PLAIN for word in range(finding.script_start, finding.script_end)
        )
    return dear or not _keeps_the_sense(finding, script)


def _touches(finding: Finding, script: Script, rule: SpanRule) -> bool:
    """Whether the finding lies in such a span; what came on top, inside one."""
    first, last = finding.script_start, finding.script_end
    if first == last:
        return any(span.rule is rule and span.first < first < span.last for span in script.spans)
    return any(span.rule is rule and span.first < last and first < span.last for span in script.spans)


def _keeps_the_sense(finding: Finding, script: Script) -> bool:
    """Whether nothing but articles and other function words is concerned on either side."""
    written = all(script.is_function_word(word) for word in range(finding.script_start, finding.script_end))
    heard = all(fold(word) in FUNCTION_WORDS for word in (finding.heard or "").split())
    return written and heard
