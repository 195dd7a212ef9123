"""Read the general English trigram that comes with pocketsphinx: `model/en-us/en-us.lm.bin`, a packed trie.

The file: "Trie Language Model"; uint8 order (3); for each order uint32 number of n-grams; 4 bytes; float32 (3, 65536)
quantized values: chance of bigrams, back-off of bigrams, chance of trigrams; the unigrams, one more than there are
(float32 chance, float32 back-off, uint32 first bigram); the bigrams (bits: word, 16 chance, 16 back-off, first
trigram); the trigrams (bits: word, 16 chance); int32 and that many bytes: the words, each with a 0 after it.

NB: the trie is keyed backwards: a bigram stands below the word it predicts, a trigram below that bigram, and what
stands in it are the words before, the nearest first.
NB: the header counts six bigrams more than there are; the last unigram knows better.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"Trie Language Model"
_END = "</s>"
_END_LOG10 = -1.1261  # of the chance of </s> in the text form of this model: the file does not name its logarithm


class Unpacked(NamedTuple):
    """All n-grams, chances as natural logs. A bigram is (before, word), a trigram (first, second, word)."""

    words: list[str]
    log_p1: NDArray[np.float64]  # (words,)
    backoff1: NDArray[np.float64]  # (words,)
    bigrams: NDArray[np.int64]  # (bigrams, 2)
    log_p2: NDArray[np.float64]
    backoff2: NDArray[np.float64]
    trigrams: NDArray[np.int64]  # (trigrams, 3)
    log_p3: NDArray[np.float64]


@dataclass
class _Bytes:
    raw: bytes
    at: int = 0

    def take(self, size: int) -> bytes:
        self.at += size
        if self.at > len(self.raw):
            raise ValueError("the language model is cut short")
        return self.raw[self.at - size : self.at]


def read(path: Path) -> Unpacked:
    """ValueError where it is another kind of file; OSError from reading it."""
    file = _Bytes(path.read_bytes())
    if file.take(len(_MAGIC)) != _MAGIC or file.take(1) != b"\3":
        raise ValueError(f"{path} is no packed trigram")
    counts = struct.unpack("<3I", file.take(12))
    file.take(4)
    values = np.frombuffer(file.take(4 * 3 * 65536), "<f4").reshape(3, 65536)
    unigrams = np.frombuffer(file.take(12 * (counts[0] + 1)), [("p", "<f4"), ("backoff", "<f4"), ("first", "<u4")])
    word_bits, pointer_bits = counts[0].bit_length(), counts[2].bit_length()
    width2, width3 = word_bits + 32 + pointer_bits, word_bits + 16
    packed2 = _padded(file.take(_size(counts[1], width2)))
    packed3 = _padded(file.take(_size(counts[2], width3)))
    (length,) = struct.unpack("<i", file.take(4))
    words = file.take(length).decode("latin1").split("\0")[:-1]

    bigrams = int(unigrams["first"][-1])
    at = np.arange(bigrams + 1, dtype=np.int64) * width2  # one more, for where the last one's trigrams end
    quantized = _bits(packed2, at + word_bits, 32)
    first_trigram = _bits(packed2, at + word_bits + 32, pointer_bits)
    before = _bits(packed2, at, word_bits)[:-1]
    first_bigram = unigrams["first"].astype(np.int64)
    word = np.repeat(np.arange(counts[0]), first_bigram[1:] - first_bigram[:-1])
    parent = np.repeat(np.arange(bigrams), first_trigram[1:] - first_trigram[:-1])
    at = np.arange(counts[2], dtype=np.int64) * width3
    earliest = _bits(packed3, at, word_bits)
    to_natural = _END_LOG10 * np.log(10) / float(unigrams["p"][words.index(_END)])
    return Unpacked(
        words,
        unigrams["p"][:-1] * to_natural,
        unigrams["backoff"][:-1] * to_natural,
        np.stack((before, word), 1),
        values[0][quantized[:-1] >> 16] * to_natural,
        values[1][quantized[:-1] & 0xFFFF] * to_natural,
        np.stack((earliest, before[parent], word[parent]), 1),
        values[2][_bits(packed3, at + word_bits, 16)] * to_natural,
    )


def _size(count: int, width: int) -> int:
    return ((1 + count) * width + 7) // 8 + 8


def _padded(raw: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(raw + bytes(8), np.uint8)


def _bits(raw: NDArray[np.uint8], at: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """The numbers of `width` bits (57 at most) that begin at these bits."""
    byte = at >> 3
    value: NDArray[Any] = np.zeros(len(at), np.uint64)
    for i in range(8):
        value |= raw[byte + i].astype(np.uint64) << np.uint64(8 * i)
    shifted: NDArray[Any] = (value >> (at & 7).astype(np.uint64)) & np.uint64((1 << width) - 1)
    return shifted.astype(np.int64)
