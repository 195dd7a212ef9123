"""Where phones end in a sound that does not say so: heard, against a synthesizer that does."""

import numpy as np
import pytest

from tools.starter_model.flite import FliteVoice
from tools.starter_model.listener import Listener
from tools.starter_model.phones import SILENCE
from tools.starter_model.texts import Call, Sentence
from tools.starter_model.voices import Segment, SilentVoice

WORDS = ["hello", "this", "is", "um", "laura", "from", "whitcombe", "i", "called", "about", "the", "uh", "proposal"]
SENTENCE = Sentence(tuple(Call(word, word, 1.0, word == "whitcombe") for word in WORDS), 1.0, 1.0)


def ends_of_words(segments: tuple[Segment, ...]) -> list[float]:
    return [max(segment.end_s for segment in segments if segment.word == place) for place in range(len(WORDS))]


def test_words_are_heard_to_end_where_the_synthesizer_ended_them() -> None:
    told = FliteVoice("rms").say(SENTENCE)
    heard = Listener().segments(told.samples, WORDS)
    off_s = np.abs(np.subtract(ends_of_words(heard), ends_of_words(told.segments)))
    assert np.median(off_s) < 0.025
    assert off_s.max() < 0.12
    ends = [segment.end_s for segment in heard]
    assert ends == sorted(ends)
    assert {segment.phone for segment in heard if segment.word == -1} == {SILENCE}
    assert {segment.phone for segment in heard if segment.word == WORDS.index("hello")} <= {"HH", "AH", "EH", "L", "OW"}


def test_a_sound_without_those_words_is_no_speech() -> None:
    with pytest.raises(SilentVoice):
        Listener().segments(np.zeros(1600, np.int16), WORDS)
