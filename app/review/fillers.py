"""Fillers: filled pauses by word and by sound, and words that are only there to fill."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.recognition.transcript import HeardWord, Transcript
from app.review.finding import Certainty
from app.review.weights import Weights
from app.script.pronunciation import Pronunciations
from app.script.script import Script
from app.script.words import WordKind, fold


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
    script: Script,
    sounds: Pronunciations,
    weights: Weights,
) -> tuple[FilledPause, ...]:
    """Weigh what the first hearing took for a filler, and what the sound itself shows where nobody heard a word.

    hearings: (words, fillers) of each, the one the account follows first. stretches: (start s, end s, score 0 to 1) of
    voiced sound with level pitch and a steady spectrum (Goto 1999), whatever it was heard as.

    NB: what the second hearing alone takes for a filler is a word it does not know, 81 times out of 84 (tuning half).
    """
    words, fillers = hearings[0]
    others = _drawn_out([filler for _, more in hearings[1:] for filler in more], weights)
    found = []
    for filler in _drawn_out(fillers, weights):
        if filler.end - filler.start >= weights.shortest_filler_s:  # else the joint of two words
            scripted = _may_be_no_filler(filler, words, script, sounds, weights)
            sure = not scripted and _sure(filler, others if len(hearings) > 1 else None, stretches, weights)
            certainty = Certainty.CERTAIN if sure else Certainty.UNSURE
            found.append(FilledPause(filler.word, filler.start, filler.end, filler.confidence, certainty))
    everything = [word for one, more in hearings for word in (*one, *more)]
    for start, end, score in stretches:
        um = HeardWord("um", start, end, score)
        if (
            end - start >= weights.shortest_silent_filler_s
            and score >= weights.sure_of_silent_filler
            and not _covered(um, everything)
        ):
            found.append(FilledPause("um", start, end, score, Certainty.CERTAIN))
    return tuple(sorted(found, key=lambda each: each.start))


def _drawn_out(fillers: Sequence[HeardWord], weights: Weights) -> list[HeardWord]:
    """Fillers one right after the other as one: a long "erm" is heard as "er um"."""
    joined: list[HeardWord] = []
    for filler in sorted(fillers, key=lambda each: each.start):
        before = joined[-1] if joined else None
        if before is not None and filler.start - before.end <= weights.joint_s:
            longer = max(before, filler, key=lambda each: each.end - each.start)
            end = max(before.end, filler.end)
            joined[-1] = HeardWord(longer.word, before.start, end, longer.confidence)
        else:
            joined.append(filler)
    return joined


def _sure(
    filler: HeardWord,
    others: Sequence[HeardWord] | None,
    stretches: Sequence[tuple[float, float, float]],
    weights: Weights,
) -> bool:
    """Whether a filler was really there; `others`: the second hearing's, None where there is none."""
    if filler.end - filler.start >= weights.long_filler_s:
        steady = any(
            score >= weights.sure_of_silent_filler and _overlap(filler.start, filler.end, start, end) > 0
            for start, end, score in stretches
        )
        return filler.confidence >= weights.sure_of_filler or steady
    if others is None:
        return filler.confidence >= weights.sure_of_short_filler
    return filler.confidence >= weights.sure_of_short_filler and _covered(filler, others)


def _may_be_no_filler(
    filler: HeardWord, words: Sequence[HeardWord], script: Script, sounds: Pronunciations, weights: Weights
) -> bool:
    """Whether it may be the script's own sound: the end of a name, or of a word that rhymes with it, or what seems to
    be left out there; or the breath after the last word."""
    arcs = script.readings.arcs
    before = max((word for word in words if word.end <= filler.start + weights.joint_s), key=_end, default=None)
    after = min((word for word in words if word.start >= filler.end - weights.joint_s), key=_end, default=None)
    if after is None and words and filler.confidence < weights.sure_after_the_end:
        return True
    length = filler.end - filler.start
    if before is None or before.arc is None or length > weights.longest_scripted_s:
        return False
    if after is not None and after.arc is not None and arcs[after.arc].first == arcs[before.arc].last + 1:
        return True  # one word is left out here
    if filler.start - before.end > weights.joint_s:
        return False
    open_vowel = not filler.word.endswith("m")
    is_name = script.kind_of(arcs[before.arc].first) is WordKind.NAME
    if is_name and open_vowel and length < weights.longest_name_end_s:
        return True  # Delacroix
    shortest = min((len(way) for way in sounds.sounds(before.word)), default=0) * weights.shortest_phone_s
    cut_short = before.end - before.start < shortest
    rhymes = any(way[-len(end) :] == end for way in sounds.sounds(before.word) for end in sounds.sounds(filler.word))
    return cut_short and (open_vowel or rhymes)  # "o-ah", come: "c-um"


def _end(word: HeardWord) -> float:
    return word.end


def _covered(word: HeardWord, by: Sequence[HeardWord]) -> bool:
    """Whether half of the word's time is taken by these."""
    taken = sum(_overlap(word.start, word.end, other.start, other.end) for other in by)
    return taken >= (word.end - word.start) / 2


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
