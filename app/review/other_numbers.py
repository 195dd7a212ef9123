"""Numbers the second hearing has in place of the script's, though the first has them as they are, or yet others."""

from collections.abc import Sequence

from app.recognition.transcript import HeardWord
from app.review.alignment import Alignment, Step
from app.review.grounds import Grounds, SecondHearing
from app.script.number_words import is_number_word, is_ordinal_word
from app.script.words import fold


class OtherNumbers:
    """Asks the second hearing of a step that says a number; it answers with all its words there, or none."""

    def __init__(self, account: Alignment, second: SecondHearing, grounds: Grounds) -> None:
        self._script = account.script
        self._heard = account.heard
        self._second = second
        self._weights = grounds.weights

    def hidden(self, step: Step) -> tuple[str, ...]:
        """Of a step that is as the script has it: what stands there where the second hearing is sure of itself.

        NB: the bias towards the script can hide a near miss, ninety for nineteen; it then doubts what it has itself. An
        ordinal for a cardinal is none: "twenty ninth into" is the ear's "twenty nineteen to".
        """
        weights, mine, other = self._weights, self._heard[step.start : step.end], self._other(step)
        wrong, missing = _without(other, mine), _without(mine, other)  # not the dollars behind it
        if not other or not all(is_number_word(word.word) for word in (*wrong, *missing)):
            return ()
        if wrong:
            sure = len(wrong) == len(missing) and all(
                is_ordinal_word(word.word) == is_ordinal_word(right.word)
                and word.confidence
                >= min(weights.sure_of_other_number, right.confidence + weights.surer_of_other_number)
                for word, right in zip(wrong, missing, strict=True)
            )
        else:  # seventy thousand, for seventy-five thousand
            doubted = all(word.confidence <= weights.doubted_number for word in missing)
            sure = doubted and all(word.confidence >= weights.sure_of_other_number for word in other)
        return _words(other) if sure else ()

    def instead(self, step: Step) -> tuple[str, ...]:
        """Of a step that has another number than the script, which is doubted: what the second hearing has, where it is
        sure of yet another. Both heard one."""
        other = self._other(step)
        right = {fold(arc.word) for arc in self._script.readings.arcs if step.first <= arc.first < step.last}
        wrong = [word for word in other if fold(word.word) not in right]
        sure = all(is_number_word(word.word) and word.confidence >= self._weights.sure_of_word for word in wrong)
        return _words(other) if wrong and sure and len(other) <= step.end - step.start else ()

    def _other(self, step: Step) -> tuple[HeardWord, ...]:
        """What the second hearing has in place of the script's words, if it begins when the first does."""
        other = self._second.instead_of(step.first)
        began = abs(other[0].start - self._heard[step.start].start) <= self._weights.overlap_s if other else False
        return other if began else ()


def _words(heard: Sequence[HeardWord]) -> tuple[str, ...]:
    return tuple(word.word for word in heard)


def _without(words: Sequence[HeardWord], others: Sequence[HeardWord]) -> list[HeardWord]:
    """Those of the words that are not among the others."""
    left = [fold(other.word) for other in others]
    kept = []
    for word in words:
        if fold(word.word) in left:
            left.remove(fold(word.word))
        else:
            kept.append(word)
    return kept
