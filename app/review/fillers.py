"""Fillers: filled pauses by word and by sound, and words that are only there to fill."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.recognition.transcript import HeardWord, Transcript
from app.review.finding import Certainty
from app.review.weights import Weights
from app.script.script import Script
from app.script.words import fold


@dataclass(frozen=True, slots=True)
class FilledPause:
    """An um: when, and how it came out."""

    word: str
    start: float  # s from the take's first sample
    end: float
    confidence: float
    certainty: Certainty


def part_fillers(
    transcript: Transcript, script: Script, filled: Collection[str]
) -> tuple[tuple[HeardWord, ...], tuple[HeardWord, ...]]:
    """The words of a hearing, and its filled pauses apart. A filler that stands in the script is a word."""
    in_script = {fold(arc.word) for arc in script.readings.arcs}
    is_filler = [
        word.arc is None and word.word in filled and fold(word.word) not in in_script for word in transcript.words
    ]
    words = tuple(word for word, filler in zip(transcript.words, is_filler, strict=True) if not filler)
    fillers = tuple(word for word, filler in zip(transcript.words, is_filler, strict=True) if filler)
    return words, fillers


def filled_pauses(
    hearings: Sequence[tuple[Sequence[HeardWord], Sequence[HeardWord]]],
    stretches: Sequence[tuple[float, float, float]],
    weights: Weights,
) -> tuple[FilledPause, ...]:
    """Weigh what the first hearing took for a filler, and what the sound itself shows where nobody heard a word.

    hearings: (words, fillers) of each, the one the account follows first. stretches: (start s, end s, score 0 to 1) of
    voiced sound with level pitch and a steady spectrum (Goto 1999), whatever it was heard as.

    NB: what the second hearing alone takes for a filler is a word it does not know, 81 times out of 84 (tuning half).
    """
    others = [filler for _, more in hearings[1:] for filler in more]
    found = [_weighed(filler, others, stretches, weights) for filler in hearings[0][1]]
    everything = [word for one, more in hearings for word in (*one, *more)]
    for start, end, score in stretches:
        um = HeardWord("um", start, end, score)
        if (
            end - start >= weights.shortest_silent_filler_s
            and score >= weights.sure_of_silent_filler
            and not _covered(um, everything)
        ):
            found.append(FilledPause("um", start, end, score, Certainty.CERTAIN))
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.start))


def _weighed(
    filler: HeardWord,
    others: Sequence[HeardWord],
    stretches: Sequence[tuple[float, float, float]],
    weights: Weights,
) -> FilledPause | None:
    """How sure a filler is; None: a joint between two words that merely sounds like one."""
    length = filler.end - filler.start
    steady = any(
        score >= weights.sure_of_silent_filler and _overlap(filler.start, filler.end, start, end) > 0
        for start, end, score in stretches
    )
    if length < weights.shortest_filler_s:
        return None
    if length >= weights.long_filler_s:
        sure = filler.confidence >= weights.sure_of_filler or steady
    else:
        sure = filler.confidence >= weights.sure_of_short_filler and (_covered(filler, others) or not others)
    certainty = Certainty.CERTAIN if sure else Certainty.UNSURE
    return FilledPause(filler.word, filler.start, filler.end, filler.confidence, certainty)


def _covered(word: HeardWord, by: Sequence[HeardWord]) -> bool:
    """Whether half of the word's time is taken by one of these."""
    half = (word.end - word.start) / 2
    return any(_overlap(word.start, word.end, other.start, other.end) >= half for other in by)


def _overlap(start: float, end: float, other_start: float, other_end: float) -> float:
    return max(0.0, min(end, other_end) - max(start, other_start))


def lexical_runs(added: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> list[tuple[int, int, bool]]:
    """Added words cut into filler phrases and the rest: (start, end, is a filler), tiling them."""
    runs: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(added):
        here = [len(phrase) for phrase in phrases if tuple(added[at : at + len(phrase)]) == phrase]
        length, is_filler = (max(here), True) if here else (1, False)
        if runs and not is_filler and not runs[-1][2]:
            runs[-1] = (runs[-1][0], at + 1, False)
        else:
            runs.append((at, at + length, is_filler))
        at += length
    return runs
