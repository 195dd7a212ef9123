"""What is loaded once for a model, and made ready for each script: ears, and the review of what they heard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.audio.sound import Samples, Sound
from app.audio.watcher import SoundWatcher
from app.places import Places
from app.problems import Problem
from app.recognition.bent import PATIENT, bent_folder, read_language
from app.recognition.bias import FILLERS, RARE_FILLERS, Language, in_phones, unknown_words
from app.recognition.models import VoskModel
from app.recognition.overlay import overlay
from app.recognition.recognizer import Ears, Hearing, LoadedModel, try_out
from app.recognition.strikes import hears_now
from app.recognition.transcript import FreeHearing, Transcript
from app.recognition.validation import validate
from app.review.account import ModelFacts, Review
from app.review.review import Rules, TakeHeard, review
from app.script.pronunciation import Pronunciations
from app.script.respelling import SoundAlikeSpeller
from app.script.script import Script

WORD_COST_SHARE = 0.02  # of a word's cost in the language, where two spellings of an unknown word sound alike


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that a rep of one script needs."""

    script: Script
    ears: Ears
    facts: ModelFacts
    trouble: Problem | None  # why there is only one hearing, where it could have been two


class Coach:
    """A model in memory, with the pronunciations; ready for any number of scripts. Belongs to one thread."""

    def __init__(
        self, model: VoskModel, places: Places, sounds: Pronunciations, free: LoadedModel, language: Language | None
    ) -> None:
        """Made by open_coach."""
        self.model = model
        self.sounds = sounds
        self._places = places
        self._free = free
        self._language = language
        self._speller: SoundAlikeSpeller | None = None

    def prepare(self, script: Script) -> Prepared:
        """The ears for a script. Where the model cannot be bent there is one hearing, and the reason."""
        biased, trouble = None, None
        if self._language is not None:
            try:
                biased = self._bent(self._language, script)
            except Problem as problem:
                trouble = problem
        hearings = ("biased", "free") if biased else ("free",)
        fillers = tuple(word for word in (*FILLERS, *RARE_FILLERS) if not self._free.knows(word))
        facts = ModelFacts(self.model.name, hearings, unknown_words(script, self._free.knows), fillers)
        return Prepared(script, Ears(self._free, biased), facts, trouble)

    def judge(
        self,
        prepared: Prepared,
        file: str,
        duration_s: float,
        origin_s: float | None,
        hearings: tuple[Transcript, ...],
        sound: SoundWatcher,
        rules: Rules,
    ) -> Review:
        """The review of a take heard with these ears; `origin_s` None: the clock starts at the first speech."""
        heard = TakeHeard(file, duration_s, origin_s, hearings, sound, prepared.facts)
        return review(prepared.script, heard, rules, self.sounds)

    def check(
        self,
        prepared: Prepared,
        sound: Sound,
        rules: Rules,
        progress: Callable[[float], None] = lambda _: None,
        origin_s: float | None = None,
    ) -> Review:
        """Hear a sound file from its beginning and review it; memory does not grow with it. Raises Problem.

        `progress` is told how many seconds have been heard. `origin_s` is where the clock starts to count, as a kept
        take knows it; None: at the first speech.
        """
        listening, watcher = prepared.ears.listen(sound.rate), SoundWatcher(sound.rate)
        for block in _blocks(sound, progress):
            watcher.feed(block)
            listening.hear(block.astype("<i2").tobytes())
        hearings = listening.finish()
        return self.judge(prepared, sound.name, sound.duration_s, origin_s, hearings, watcher, rules)

    def hear(self, sound: Sound, progress: Callable[[float], None] = lambda _: None) -> FreeHearing:
        """What the model makes of a sound file by itself; `progress` is told how many seconds have been heard."""
        hearing = Hearing("free", self._free, sound.rate)
        for block in _blocks(sound, progress):
            hearing.hear(block.astype("<i2").tobytes())
        return FreeHearing(self.model.name, hearing.finish().words)

    def _bent(self, language: Language, script: Script) -> LoadedModel:
        folder = bent_folder(self.model, language, script, self._spell, self._places.cache)
        base = overlay(self.model, self._places.cache, PATIENT)
        validate(folder, self._places.cache / "bent-models.json", standing_for=base)
        bent = LoadedModel(folder)
        try_out(bent)
        return bent

    def _spell(self, word: str) -> list[tuple[str, ...]]:
        """With the model's phones where it has such words, then with words that sound like it."""
        if self._language is None:
            return []
        if self._speller is None:
            costs = self._language.costs()
            rare = max(costs.values(), default=0.0)
            self._speller = SoundAlikeSpeller(
                self.sounds, costs.keys(), lambda known: WORD_COST_SHARE * costs.get(known, rare)
            )
        spellings = in_phones(self.sounds.of(word), self._language.labels)
        return spellings + [spelling for spelling, _ in self._speller.spell(word)]


def _blocks(sound: Sound, progress: Callable[[float], None]) -> Iterator[Samples]:
    frames = 0
    for block in sound.blocks():
        yield block
        frames += len(block)
        progress(frames / sound.rate)


def open_coach(model: VoskModel, places: Places, sounds: Pronunciations | None = None) -> Coach:
    """Load a model, tried in a child process the first time. Raises Problem where it cannot be used."""
    folder = overlay(model, places.cache, PATIENT)
    validate(folder, places.cache / "models.json")
    hears_now(model, places.cache)
    sounds = sounds or Pronunciations.load(places.assets / "pronunciation")
    language = read_language(model) if model.look_ahead else None
    return Coach(model, places, sounds, LoadedModel(folder), language)
