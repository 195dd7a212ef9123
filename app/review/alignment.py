"""Lay the heard words along the script: which script word each says, what was left out, what came on top.

A weighted edit distance between the script's readings (an acyclic word graph) and the heard words. Where both sides
agree anyway (rapidfuzz finds those stretches in no time) nothing is weighed, so the cost grows with the deviations, not
with the square of the length.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from app.recognition.transcript import HeardWord
from app.script.readings import Arc
from app.script.script import Script
from app.script.words import fold

Alike = Callable[[str, str], float]  # how alike two words sound, 0 to 1; 1: the same

OMIT = 1.0  # a word of the script was not heard
INSERT = 0.9  # a heard word is not in the script
CHANGE = 1.5  # one word for another; less than an omission and an insertion together
CHANGE_ALIKE = 0.9  # taken off that where both sound the same
SOUNDS_THE_SAME = 0.999  # from here on it is the same word in another spelling
OTHER_ARC = 0.3  # the recognizer says it heard this word at another place of the script
BORDER = 2  # words of an agreeing stretch that are weighed again with what lies beside it
LARGEST_WEIGHED = 250_000  # cells; a larger stretch in which nothing agrees is cut as rapidfuzz cuts it


@dataclass(frozen=True, slots=True)
class Step:
    """Script words [first, last) beside heard words [start, end); one of the two may be empty."""

    first: int
    last: int
    start: int
    end: int
    same: bool  # a legal reading of the script words


@dataclass(frozen=True, slots=True)
class Alignment:
    """Its steps tile both sides, in order."""

    script: Script
    heard: tuple[HeardWord, ...]
    steps: tuple[Step, ...]

    def picture(self) -> str:
        """Two lines, script above heard, one column a step; what is empty is shown as stars, what differs in capitals."""
        columns = []
        for step in self.steps:
            above = " ".join(word.text for word in self.script.words[step.first : step.last])
            below = " ".join(word.word for word in self.heard[step.start : step.end])
            if not step.same:
                above, below = above.upper(), below.upper()
            width = max(len(above), len(below))
            columns.append(((above or "*" * width).ljust(width), (below or "*" * width).ljust(width)))
        return "\n".join(" ".join(column[line] for column in columns).rstrip() for line in (0, 1))


def align(script: Script, heard: Sequence[HeardWord], alike: Alike) -> Alignment:
    """Align the script with the heard words, from which filled pauses have been taken out."""
    return _Aligner(script, tuple(heard), alike).aligned()


@dataclass(frozen=True, slots=True)
class _Move:
    """How a cell of the table was reached: over this arc (or none) with heard words [start, end)."""

    cost: float
    node: int
    start: int
    arc: Arc | None
    same: bool


class _Aligner:
    def __init__(self, script: Script, heard: tuple[HeardWord, ...], alike: Alike) -> None:
        self._script = script
        self._heard = heard
        self._said = [fold(word.word) for word in heard]
        self._alike = alike
        self._arcs_from: dict[int, list[tuple[int, Arc, str]]] = {}
        for number, arc in enumerate(script.readings.arcs):
            self._arcs_from.setdefault(arc.source, []).append((number, arc, fold(arc.word)))

    def aligned(self) -> Alignment:
        steps: list[Step] = []
        word = at = 0
        for first, last, start, end in self._agreements():
            steps += self._weighed(word, first, at, start)
            steps += [Step(first + k, first + k + 1, start + k, start + k + 1, True) for k in range(last - first)]
            word, at = last, end
        steps += self._weighed(word, len(self._script.words), at, len(self._heard))
        return Alignment(self._script, self._heard, tuple(steps))

    def _agreements(self) -> list[tuple[int, int, int, int]]:
        """Stretches of script words [first, last) and heard words [start, end), one to one, that agree and stay so.

        Only words that are one arc in the plainest reading take part; the ends of a stretch are left to be weighed.
        """
        plain = self._script.readings.plain()
        single = [arc.last == arc.first + 1 for arc in plain]
        for k in range(1, len(plain)):
            if plain[k].first == plain[k - 1].first:
                single[k - 1] = single[k] = False
        expected = [fold(arc.word) if one else f" {k}" for k, (arc, one) in enumerate(zip(plain, single, strict=True))]
        found = []
        for block in Levenshtein.opcodes(expected, self._said):
            if block.tag == "equal" and block.src_end - block.src_start > 2 * BORDER:
                first, last = block.src_start + BORDER, block.src_end - BORDER
                start, end = block.dest_start + BORDER, block.dest_end - BORDER
                if self._no_other_place(plain[first:last], start):
                    found.append((plain[first].first, plain[last - 1].last, start, end))
        return found

    def _no_other_place(self, arcs: Sequence[Arc], start: int) -> bool:
        """Whether the recognizer, where it names the place of a word, names these."""
        for k, arc in enumerate(arcs):
            named = self._heard[start + k].arc
            if named is not None and self._script.readings.arcs[named].first != arc.first:
                return False
        return True

    def _weighed(self, first: int, last: int, start: int, end: int) -> list[Step]:
        if first == last and start == end:
            return []
        nodes = self._script.readings.boundaries
        if (nodes[last] - nodes[first] + 1) * (end - start + 1) > LARGEST_WEIGHED:
            return self._halved(first, last, start, end)
        best = self._table(nodes[first], nodes[last], start, end)
        return self._steps(best, nodes[first], nodes[last], start, end)

    def _halved(self, first: int, last: int, start: int, end: int) -> list[Step]:
        """A stretch too large to weigh, cut in the middle of the script's part where the least is lost."""
        middle = (first + last) // 2
        plain = [fold(word.text) for word in self._script.words[first:last]]
        cut = start + (end - start) * (middle - first) // (last - first) if last > first else (start + end) // 2
        for block in Levenshtein.opcodes(plain, self._said[start:end]):
            if block.src_start <= middle - first < block.src_end:
                cut = start + min(block.dest_start + middle - first - block.src_start, block.dest_end)
        if last - first <= 1:  # nothing left to cut in the script: all but the first heard word comes on top
            cut = min(start + 1, end)
            return self._weighed(first, last, start, cut) + [Step(last, last, k, k + 1, False) for k in range(cut, end)]
        return self._weighed(first, middle, start, cut) + self._weighed(middle, last, cut, end)

    def _table(self, source: int, target: int, start: int, end: int) -> dict[tuple[int, int], _Move]:
        """The cheapest way to every (node, heard words so far)."""
        best: dict[tuple[int, int], _Move] = {(source, start): _Move(0.0, source, start, None, True)}

        def offer(node: int, at: int, move: _Move) -> None:
            if node <= target and at <= end:
                known = best.get((node, at))
                if known is None or move.cost < known.cost - 1e-9:
                    best[node, at] = move

        for node in range(source, target + 1):
            arcs = [] if node == target else self._arcs_from.get(node, [])
            for at in range(start, end + 1):
                here = best.get((node, at))
                if here is None:
                    continue
                if at < end:
                    offer(node, at + 1, _Move(here.cost + INSERT, node, at, None, False))
                for number, arc, word in arcs:
                    omitted = OMIT * (arc.last - arc.first)
                    offer(arc.to, at, _Move(here.cost + omitted, node, at, arc, False))
                    if at < end:
                        cost, same = self._says(number, word, at)
                        offer(arc.to, at + 1, _Move(here.cost + cost, node, at, arc, same))
                    if at + 1 < end and self._said[at] + self._said[at + 1] == word:
                        offer(arc.to, at + 2, _Move(here.cost, node, at, arc, True))
                    if at < end and len(self._said[at]) > len(word) and self._said[at].startswith(word):
                        self._offer_compound(offer, here.cost, node, at, arc, word)
        return best

    def _offer_compound(
        self, offer: Callable[[int, int, _Move], None], cost: float, node: int, at: int, arc: Arc, word: str
    ) -> None:
        """One heard word that is two of the script run together."""
        for _, second, rest in self._arcs_from.get(arc.to, []):
            if word + rest == self._said[at]:
                joined = Arc(node, second.to, self._said[at], arc.first, second.last)
                offer(second.to, at + 1, _Move(cost, node, at, joined, True))

    def _says(self, number: int, word: str, at: int) -> tuple[float, bool]:
        """What it costs that the heard word at `at` stands for the arc, and whether it says it."""
        named = self._heard[at].arc
        if word == self._said[at]:
            here = named is None or named == number
            return (0.0 if here else OTHER_ARC), True
        alike = self._alike(word, self._said[at])
        if alike >= SOUNDS_THE_SAME:
            return 0.01, True
        return CHANGE - CHANGE_ALIKE * alike, False

    def _steps(self, best: dict[tuple[int, int], _Move], source: int, target: int, start: int, end: int) -> list[Step]:
        """The cheapest way back from the far corner, one step for each script word or run of them said as one."""
        way: list[tuple[_Move, int]] = []
        node, at = target, end
        while (node, at) != (source, start):
            move = best[node, at]
            way.append((move, at))
            node, at = move.node, move.start
        borders = set(self._script.readings.boundaries)
        steps: list[Step] = []
        open_step: Step | None = None  # a script word of several arcs, not yet at its border
        for move, upto in reversed(way):
            if move.arc is None:
                if open_step is not None:
                    open_step = Step(open_step.first, open_step.last, open_step.start, upto, False)
                else:
                    word = steps[-1].last if steps else self._script_word_at(move.node)
                    steps.append(Step(word, word, move.start, upto, False))
                continue
            arc = move.arc
            before = open_step or Step(arc.first, arc.last, move.start, move.start, True)
            same = before.same and move.same
            open_step = Step(before.first, max(before.last, arc.last), before.start, upto, same)
            if arc.to in borders:
                steps.append(open_step)
                open_step = None
        return steps

    def _script_word_at(self, node: int) -> int:
        return self._script.readings.boundaries.index(node)
