"""What may be said: the language, pruned, as a graph with back-off (Gr.fst).

States: 0 no history, then each word that is a history, then each pair of words that is. Arcs: words, costs as negative
natural logs, and back-off arcs without a word. Fillers may come anywhere and leave the history as it is.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.recognition import openfst
from tools.starter_model.fillers import FILLERS
from tools.starter_model.language import BEGIN, END, Language, pair
from tools.starter_model.lexicon import UNKNOWN
from tools.starter_model.recipe import GraphRecipe

_NO_HISTORY = 0
_CHEAPER_WITHOUT_HISTORY = 1.0  # a filler there
_LEAST_LEFT = 1e-4  # chance that backing off has


@dataclass(frozen=True, slots=True, eq=False)
class Pruned:
    """What is kept of a language: places among its bigrams and trigrams."""

    bigrams: NDArray[np.int64]  # ascending
    trigrams: NDArray[np.int64]  # ascending
    shorter: NDArray[np.int64]  # (trigrams of the language,): the kept bigram of a trigram's last two words, or -1
    backoff1: NDArray[np.float64]  # (words,): natural log of what leaves all words after this one the chance 1
    backoff2: NDArray[np.float64]  # (bigrams of the language,)


def prune(language: Language, recipe: GraphRecipe) -> Pruned:
    """The n-grams that matter most: how common they are times what is lost by backing off from them.

    After Seymore and Rosenfeld, Scalable backoff language models (1996).
    """
    before, word = language.before, language.word
    gain2 = np.exp(language.log_p1[before] + language.log_p2) * np.maximum(
        language.log_p2 - language.backoff1[before] - language.log_p1[word], 0
    )
    gain2[before == BEGIN] = 1.0  # how a sentence begins is worth more than its count
    gain2[word == BEGIN] = -1.0
    kept2 = np.zeros(len(word), np.bool_)
    kept2[np.argsort(-gain2, kind="stable")[: recipe.bigrams]] = True

    pairs, middle = language.pairs(), word[language.bigram]
    asked = pair(middle, language.third, len(language.words))
    shorter = np.minimum(np.searchsorted(pairs, asked), len(pairs) - 1)
    there = (pairs[shorter] == asked) & kept2[shorter]
    backed_off = np.where(there, language.log_p2[shorter], language.backoff1[middle] + language.log_p1[language.third])
    gain3 = np.exp(
        np.maximum(language.log_p1[before[language.bigram]], -8.0) + language.log_p2[language.bigram] + language.log_p3
    ) * (language.log_p3 - language.backoff2[language.bigram] - backed_off)
    gain3[~kept2[language.bigram]] = -1.0
    most = np.argsort(-gain3, kind="stable")[: recipe.trigrams]
    bigrams, trigrams, shorter = np.flatnonzero(kept2), np.sort(most[gain3[most] > 0]), np.where(there, shorter, -1)

    # What was cut is said by backing off, which must leave it as much chance as it had.
    chance1, count = np.exp(language.log_p1.astype(np.float64)), len(language.words)
    chance1[BEGIN] = 0
    backoff1 = _log_share(
        language.log_p2[bigrams], chance1[word[bigrams]], before[bigrams], count, float(chance1.sum())
    )
    third, last = language.third[trigrams], shorter[trigrams]
    second = word[language.bigram[trigrams]]
    lower = np.where(last >= 0, np.exp(language.log_p2[last]), np.exp(backoff1[second]) * chance1[third])
    backoff2 = _log_share(language.log_p3[trigrams], lower, language.bigram[trigrams], len(word), 1.0)
    return Pruned(bigrams, trigrams, shorter, backoff1, backoff2)


def _log_share(
    log_p: NDArray[np.floating], shorter: NDArray[np.floating], history: NDArray[np.int32], count: int, whole: float
) -> NDArray[np.float64]:
    """For each of `count` histories what is left by the words kept after it, of what they leave after a shorter one.

    `whole`: the chance of all words together after the shorter one.
    """
    left = 1 - np.bincount(history, np.exp(log_p.astype(np.float64)), count)
    left_shorter = whole - np.bincount(history, shorter, count)
    return np.asarray(np.log(np.maximum(left, _LEAST_LEFT) / np.maximum(left_shorter, _LEAST_LEFT)))


def build(language: Language, labels: Mapping[str, int], recipe: GraphRecipe) -> openfst.Fst:
    """The graph over these labels, arcs sorted by them; words without a label in it are left out by none."""
    pruned = prune(language, recipe)
    arcs = _Arcs(language, labels, pruned)
    arcs.unigrams()
    arcs.bigrams()
    arcs.trigrams()
    arcs.back_off()
    arcs.fillers(recipe)
    return arcs.joined()


class _Arcs:
    def __init__(self, language: Language, labels: Mapping[str, int], pruned: Pruned) -> None:
        self._language, self._labels, self._pruned = language, labels, pruned
        self._label = np.array([labels.get(word, 0) for word in language.words], np.int32)
        bigrams, in_trigrams = pruned.bigrams, language.bigram[pruned.trigrams]
        histories = np.unique(np.concatenate((language.before[bigrams], language.word[in_trigrams], [BEGIN])))
        self._word_state = np.full(len(language.words), _NO_HISTORY, np.int32)
        self._word_state[histories] = 1 + np.arange(len(histories))
        self._pair_histories = np.unique(in_trigrams)
        states = 1 + len(histories)
        self._pair_state = np.full(len(language.word), -1, np.int32)
        self._pair_state[self._pair_histories] = states + np.arange(len(self._pair_histories))
        self._histories = histories
        self._final = np.full(states + len(self._pair_histories), math.inf, np.float32)
        self._source: list[NDArray[np.int32]] = []
        self._arcs: list[NDArray[np.void]] = []

    def unigrams(self) -> None:
        words = np.arange(END + 1, len(self._language.words))
        self._add(np.zeros(len(words), np.int32), words, -self._language.log_p1[words], self._word_state[words])
        self._final[_NO_HISTORY] = -self._language.log_p1[END]

    def bigrams(self) -> None:
        language, kept = self._language, self._pruned.bigrams
        to = self._after_pair(kept, language.word[kept])
        self._add_or_end(self._word_state[language.before[kept]], language.word[kept], -language.log_p2[kept], to)

    def trigrams(self) -> None:
        language, kept = self._language, self._pruned.trigrams
        third = language.third[kept]
        to = self._after_pair(self._pruned.shorter[kept], third)
        self._add_or_end(self._pair_state[language.bigram[kept]], third, -language.log_p3[kept], to)

    def back_off(self) -> None:
        language, pairs = self._language, self._pair_histories
        words = np.zeros(len(self._histories), np.int64)
        there = np.zeros(len(words), np.int32)
        self._add(self._word_state[self._histories], words, -self._pruned.backoff1[self._histories], there)
        shorter = self._word_state[language.word[pairs]]
        self._add(self._pair_state[pairs], np.zeros(len(pairs), np.int64), -self._pruned.backoff2[pairs], shorter)

    def fillers(self, recipe: GraphRecipe) -> None:
        likeliest = np.argsort(-self._language.log_p1, kind="stable")
        states = self._word_state[likeliest]
        common = states[states != _NO_HISTORY][: recipe.states_with_fillers]
        places = np.unique(np.concatenate(([_NO_HISTORY, self._word_state[BEGIN]], common))).astype(np.int32)
        for filler in FILLERS:
            cost = np.where(places == _NO_HISTORY, filler.cost - _CHEAPER_WITHOUT_HISTORY, filler.cost)
            self._add_labelled(places, np.full(len(places), self._labels[filler.word]), cost, places)
        nowhere = np.array([_NO_HISTORY], np.int32)
        unknown = np.array([self._labels[UNKNOWN]])
        self._add_labelled(nowhere, unknown, np.array([recipe.unknown_cost]), nowhere)

    def joined(self) -> openfst.Fst:
        source, arcs = np.concatenate(self._source), np.concatenate(self._arcs)
        order = np.lexsort((arcs["ilabel"], source))
        first = np.searchsorted(source[order], np.arange(len(self._final) + 1)).astype(np.int64)
        return openfst.Fst(int(self._word_state[BEGIN]), self._final, first, arcs[order])

    def _after_pair(self, bigram: NDArray[np.int64], word: NDArray[np.int32]) -> NDArray[np.int32]:
        """The longest history that is a state: the pair (-1: none), its last word, nothing."""
        pair_state = np.where(bigram >= 0, self._pair_state[bigram], -1)
        return np.where(pair_state >= 0, pair_state, self._word_state[word])

    def _add_or_end(
        self,
        source: NDArray[np.int32],
        word: NDArray[np.int32],
        cost: NDArray[np.float32],
        to: NDArray[np.int32],
    ) -> None:
        ends = word == END
        self._final[source[ends]] = cost[ends]
        self._add(source[~ends], word[~ends], cost[~ends], to[~ends])

    def _add(
        self,
        source: NDArray[np.int32],
        word: NDArray[np.integer],
        cost: NDArray[np.floating],
        to: NDArray[np.int32],
    ) -> None:
        """Arcs for words by their place in the language; <s> and </s> have label 0, that of a back-off."""
        self._add_labelled(source, self._label[word], cost, to)

    def _add_labelled(
        self,
        source: NDArray[np.int32],
        label: NDArray[np.integer],
        cost: NDArray[np.floating],
        to: NDArray[np.int32],
    ) -> None:
        arcs = np.empty(len(source), openfst.ARC)
        arcs["ilabel"] = arcs["olabel"] = label
        arcs["cost"], arcs["to"] = cost, to
        self._source.append(source)
        self._arcs.append(arcs)
