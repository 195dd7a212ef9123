"""Restarts: words said again, with or without another way of putting them."""

from app.recognition.bias import CLASSES
from app.review.alignment import Alignment
from app.review.deviation import Deviation, Region
from app.review.fillers import lexical_runs
from app.review.finding import Certainty, Kind
from app.review.grounds import Grounds, SecondHearing
from app.script.words import fold


class Restarts:
    """Tells, of words that came on top, whether they are a try at what follows."""

    def __init__(self, account: Alignment, second: SecondHearing, grounds: Grounds, phone_s: float) -> None:
        self._script = account.script
        self._account = account
        self._heard = account.heard
        self._second = second
        self._grounds = grounds
        self._sounds = grounds.sounds
        self._weights = grounds.weights
        self._phone_s = phone_s  # this speaker's usual

    def find(self, region: Region) -> Deviation | None:
        """A run of added words that says, wholly or in part, what the script has before or after it."""
        if any(step.first < step.last for step in region.steps):
            return None
        added = [word.word for word in self._heard[region.start : region.end]]
        if all(is_filler for _, _, is_filler in lexical_runs(added, self._grounds.fillers)):
            return None
        start, end, place = region.start, region.end, self._next_said(region)
        while start > 0 and place > 0 and self._says(end - 1, place - 1) and self._says(start - 1, place - 1):
            start, end, place = start - 1, end - 1, place - 1
        at, reached = start, place
        while at < end:
            if reached < len(self._script.words) and self._says(at, reached):
                reached += 1
            elif reached == place or not self._says(at, reached - 1):  # one of several words of a number goes on
                break
            at += 1
        again, rest = reached - place, end - at
        if again and not rest:
            first_time = self._heard_whole(start, end) or self._broken_off_at(end)
            twice = first_time and self._heard_whole(end, min(2 * end - start, len(self._heard)))
            certainty = Certainty.CERTAIN if twice else Certainty.UNSURE
            return Deviation(Kind.REPETITION, certainty, place, place + again, start, end)
        target = place + again
        if target >= len(self._script.words) or rest > 3:
            return None
        if rest == 1 and self._broken_off(at, target):
            return Deviation(Kind.REPETITION, Certainty.CERTAIN, place, target + 1, start, end)
        backed_up = again and self._stopped_at(end)
        if backed_up or self._of_one_class(at, target) or self._given_up(at, end, target):
            return Deviation(Kind.SELF_CORRECTION, Certainty.CERTAIN, place, target + 1, start, end)
        return None

    def _heard_whole(self, start: int, end: int) -> bool:
        """Whether words said twice, or their second time, are more than the echo of their neighbours."""
        words = self._heard[start:end]
        if not words:
            return True
        agreed = self._second.agreement(words)
        if agreed == 1.0:
            return True
        phones = sum(self._grounds.phones_of(word.word) for word in words)
        if words[-1].end - words[0].start < phones * self._phone_s * self._weights.shortest_repeated:
            return False
        enough = self._weights.sure_of_repetition if len(words) == 1 else self._weights.sure_of_repeated_phrase
        sure = min(word.confidence for word in words) >= enough
        return sure or agreed >= self._weights.other_agrees

    def _broken_off_at(self, end: int) -> bool:
        """Whether the speaker stops after a word, which then may be shorter than it is when whole."""
        sure = self._heard[end - 1].confidence >= self._weights.sure_of_fragment
        return sure and self._rest_s(end) >= self._weights.stop_after_fragment_s

    def _given_up(self, start: int, end: int, word: int) -> bool:
        """Whether added words before a content word are a try at it: after a wrong word, whole or broken off, the
        speaker stops; a word that belongs there runs on into the next, or ends a clause."""
        if self._script.is_function_word(word) or not self._second.exists or not self._stopped_at(end):
            return False
        if not self._second.between(self._heard[start].start, self._heard[end - 1].end):
            return False  # a breath that one hearing takes for a word is no try at another
        return not self._clause_before(word) or self._rest_s(start) > self._rest_s(end)

    def _stopped_at(self, at: int) -> bool:
        """Whether the speaker stops before this heard word."""
        return self._rest_s(at) >= self._weights.stop_before_correction_s

    def _rest_s(self, at: int) -> float:
        """For how long nobody speaks before this heard word, 0 at the ends; the words' edges may have run into it."""
        if not 0 < at < len(self._heard):
            return 0.0
        before, after = self._heard[at - 1], self._heard[at]
        from_s, to_s = before.start + self._weights.shortest_word_s, after.start + self._weights.joint_s
        return max(after.start - before.end, to_s - from_s - self._grounds.sounding(from_s, to_s))

    def _next_said(self, region: Region) -> int:
        """The script word that was said, or changed, next: what is left out before it does not count."""
        said = (step for step in self._account.steps if step.first < step.last and step.start < step.end)
        return next((step.first for step in said if step.start >= region.end), region.first)

    def _says(self, at: int, word: int) -> bool:
        """Whether a heard word says a script word, or is the beginning of saying it."""
        heard = self._heard[at]
        if heard.arc is not None:
            arc = self._script.readings.arcs[heard.arc]
            if arc.first <= word < arc.last:
                return True
        written = self._script.words[word].text
        return fold(written) == fold(heard.word) or self._sounds.alike(written, heard.word) > 0.99

    def _broken_off(self, at: int, word: int) -> bool:
        """Whether a short heard word begins as the script word does."""
        heard = self._heard[at]
        return any(
            len(piece) <= len(whole)
            and len(piece) >= 2
            and whole[: max(2, len(piece) - 1)] == piece[: max(2, len(piece) - 1)]
            for piece in self._sounds.sounds(heard.word)
            for whole in self._sounds.sounds(self._script.words[word].text)
        )

    def _of_one_class(self, at: int, word: int) -> bool:
        heard, written = fold(self._heard[at].word), fold(self._script.words[word].text)
        return any(heard in words and written in words for words in CLASSES)

    def _clause_before(self, word: int) -> bool:
        """Whether a clause ends before this script word."""
        words = self._script.words
        between = self._script.text[words[word - 1].end : words[word].start] if word else "."
        return any(mark in between for mark in ",;:.!?\u2013\u2014")
