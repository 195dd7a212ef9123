"""What is done to a sentence before the network learns from it: much is changed, but not who says what when."""

import numpy as np
import pytest

from tools.starter_model import mel
from tools.starter_model.augment import Sound, as_it_is, augmented
from tools.starter_model.network import as_input
from tools.starter_model.phones import INDEX, SILENCE

PHONES = np.array([INDEX["HH"], INDEX["AY"], INDEX["M"]], np.uint8)
LENGTHS = (20, 40, 30)  # frames


def sentence() -> Sound:
    dice = np.random.default_rng(7)
    energies = dice.uniform(8, 20, (sum(LENGTHS), mel.BINS)).astype(np.float32)
    return Sound(energies, np.repeat(np.arange(len(PHONES)), LENGTHS), PHONES)


@pytest.mark.parametrize("seed", range(20))
def test_what_stays_as_it_is_keeps_its_pace_between_two_silences(seed: int) -> None:
    plain = sentence()
    heard = as_it_is(plain, np.random.default_rng(seed))
    assert heard.phones.tolist() == [INDEX[SILENCE], *PHONES, INDEX[SILENCE]]
    assert np.bincount(heard.instance)[1:-1].tolist() == list(LENGTHS)
    assert heard.energies.shape == (len(heard.instance), mel.BINS)
    assert heard.energies.dtype == np.float32


def test_what_stays_as_it_is_differs_in_level_and_colour_alone_where_there_is_no_noise() -> None:
    plain = sentence()
    quietest = min(
        (_off(plain, as_it_is(plain, np.random.default_rng(seed))) for seed in range(20)), key=lambda off: off.std()
    )
    assert quietest.std(0).max() < 0.01  # the same change in every frame


def test_what_is_changed_is_neither_as_long_nor_as_it_was() -> None:
    plain = sentence()
    lengths = {len(augmented(plain, [], np.random.default_rng(seed)).energies) for seed in range(10)}
    assert len(lengths) > 5


def _off(plain: Sound, heard: Sound) -> np.ndarray:
    """How far each frame of the sentence is from what the network would get of it unchanged."""
    inside = (heard.instance > 0) & (heard.instance <= len(plain.phones))
    return heard.energies[inside] - as_input(plain.energies)
