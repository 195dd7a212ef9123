"""A model in Vosk's layout of a few KB, made on the spot: it really decodes, and a word is a pair of tones.

Every word is one of four tones and then another one. The net is a single affine layer over log mel energies, in Kaldi's
text format; the graph is a prefix tree of words with optional silence, over a language with a back-off.

NB: all in NumPy. With kaldifst in the same process, `import vosk` never returns: both carry an OpenFst.
"""

import math
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.recognition import openfst
from tools.starter_model import lookahead

RATE_HZ = 16_000
WORDS = ("hello", "this", "is", "anna", "about", "the", "red", "boat", "please", "call", "back", "um")
TONES_HZ = (588.0, 1352.0, 2569.0, 4508.0)  # the middles of mel bins 4, 8, 12, 16 of 20 between 20 and 7600 Hz
PAIRS = dict(zip(WORDS, permutations(range(4), 2), strict=True))  # in the order in which the prefix tree has them
LABELS = {word: i + 1 for i, word in enumerate(WORDS)}
TONE_S, GAP_S = 0.15, 0.06
BINS = (4, 8, 12, 16)

_SIL = 1  # phones: silence, then each tone as a word's beginning and as its end
_PHONES = 1 + 2 * len(TONES_HZ)
_START, _BACKOFF = 1, 0  # the language's states: the start of a sentence, no history
_Arc = tuple[int, int, int, int, float]  # from, to, ilabel, olabel, cost


def make_model(folder: Path, look_ahead: bool = True, words_inside: bool = False, features: str = "fbank") -> Path:
    """Write a model into a new folder: it can be bent (look_ahead) or is static; its words are in a list or inside."""
    for part in ("am", "conf", "graph/phones"):
        (folder / part).mkdir(parents=True)
    (folder / "am/final.mdl").write_text(_acoustic_model(features))
    (folder / "conf" / f"{features}.conf").write_text(
        "# as the net was made for\n--sample-frequency=16000\n--num-mel-bins=20\n--low-freq=20\n--high-freq=7600\n"
        "--allow-downsample=true\n--dither=0.5\n"
        + ("--use-energy=false\n--num-ceps=20\n--cepstral-lifter=0\n" if features == "mfcc" else "")
    )
    (folder / "conf/model.conf").write_text(
        "--min-active=200\n--max-active=3000\n--beam=40\n--lattice-beam=8\n--acoustic-scale=1.0\n"
        "--frame-subsampling-factor=3\n--endpoint.silence-phones=1\n"
    )
    boundaries = ["1 nonword"] + [f"{p} {('begin', 'end')[p % 2]}" for p in range(2, _PHONES + 1)]
    (folder / "graph/phones/word_boundary.int").write_text("\n".join(boundaries) + "\n")
    table = openfst.symbols("words", ["<eps>", *LABELS], [0, *LABELS.values()])
    if not words_inside:
        (folder / "graph/words.txt").write_text("".join(f"{w} {n}\n" for w, n in (("<eps>", 0), *LABELS.items())))
    lexicon, ends = _lexicon()
    language, stops = _language()
    if look_ahead:
        (folder / "graph/disambig_tid.int").write_text(f"{2 * _PHONES + 10}\n")
        _write_lookahead(folder / "graph/HCLr.fst", lexicon, ends)
        graph = openfst.arcsort(_fst(language, stops, _START, table if words_inside else None))
        openfst.write_const(folder / "graph/Gr.fst", graph)
    else:
        arcs, final = _composed(lexicon, ends, language, stops)
        openfst.write_const(folder / "graph/HCLG.fst", _fst(arcs, final, 0, table if words_inside else None))
    return folder


def say(words: Sequence[str], gap_s: float = GAP_S, rate: int = RATE_HZ) -> NDArray[np.int16]:
    """The words as tones, int16 mono (samples,) at `rate`, with 0.5 s of silence before and after."""
    silence = np.zeros(int(0.5 * rate))
    time = np.arange(int(TONE_S * rate)) / rate
    edge = np.minimum(1, np.minimum(time, time[::-1]) / 0.01)
    parts = [silence]
    for word in words:
        parts += [np.sin(2 * math.pi * TONES_HZ[tone] * time) * edge * 8000 for tone in PAIRS[word]]
        parts.append(np.zeros(int(gap_s * rate)))
    return np.concatenate([*parts, silence]).astype(np.int16)


def _self_loop(phone: int) -> int:
    return 2 * phone - 1  # the transition that stays


def _forward(phone: int) -> int:
    return 2 * phone


def _tone_phone(tone: int, is_end: bool) -> int:
    return 2 + 2 * tone + is_end


def _lexicon() -> tuple[list[_Arc], dict[int, float]]:
    """Transitions to words: a prefix tree with self loops and optional silence; the arcs and the final states."""
    loop, silent, begin = 0, 1, 2
    arcs = [
        (loop, silent, _forward(_SIL), 0, 0.7),
        (silent, silent, _self_loop(_SIL), 0, 0.0),
        (loop, begin, 0, 0, 0.7),
        (silent, begin, 0, 0, 0.0),
    ]
    for tone in range(len(TONES_HZ)):
        first, last = 3 + 2 * tone, 4 + 2 * tone
        starts, ends = _tone_phone(tone, False), _tone_phone(tone, True)
        arcs.append((begin, first, _forward(starts), 0, 0.0))
        arcs.append((first, first, _self_loop(starts), 0, 0.0))
        arcs.append((last, last, _self_loop(ends), 0, 0.0))
        arcs.append((last, loop, 0, 0, 0.0))
    for word, (one, other) in PAIRS.items():
        arcs.append((3 + 2 * one, 4 + 2 * other, _forward(_tone_phone(other, True)), LABELS[word], 1.0))
    return arcs, {loop: 0.0, silent: 0.0, begin: 0.0}


def _language() -> tuple[list[_Arc], dict[int, float]]:
    """Any word after any; a sentence likes to begin with the first one."""
    arcs = [(_BACKOFF, _BACKOFF, label, label, 2.5) for label in LABELS.values()]
    arcs += [(_START, _BACKOFF, 1, 1, 1.0), (_START, _BACKOFF, 0, 0, 0.5)]
    return arcs, {_BACKOFF: 0.5}


def _acoustic_model(features: str) -> str:
    """The transition model and the net, in Kaldi's text format. A pdf is silence or a tone; no priors."""
    phones = range(1, _PHONES + 1)
    pdfs = [0 if phone == _SIL else 1 + (phone - 2) // 2 for phone in phones]
    weights, bias = np.zeros((5, 20)), np.zeros(5)
    weights[0, list(BINS)], bias[0] = -0.5 / len(BINS), 10.0  # silence: where all is quiet
    for tone, place in enumerate(BINS):
        weights[1 + tone, list(BINS)] = -1 / (len(BINS) - 1)
        weights[1 + tone, place] = 1.0
    if features == "mfcc":  # undo the cosine transform
        k, n = np.arange(20)[:, None], np.arange(20)[None]
        cosine = np.sqrt(2 / 20) * np.cos(np.pi / 20 * (n + 0.5) * k)
        cosine[0] = np.sqrt(1 / 20)
        weights = weights @ cosine.T
    rows = "\n".join(" ".join(f"{x:.6g}" for x in row) for row in weights)
    return "\n".join(
        (
            "<TransitionModel> <Topology>",
            f"<TopologyEntry> <ForPhones> {' '.join(map(str, phones))} </ForPhones>",
            "<State> 0 <PdfClass> 0 <Transition> 0 0.5 <Transition> 1 0.5 </State> <State> 1 </State>",
            f"</TopologyEntry> </Topology> <Triples> {_PHONES}",
            *(f"{phone} 0 {pdf}" for phone, pdf in zip(phones, pdfs, strict=True)),
            f"</Triples> <LogProbs> [ 0 {' '.join(['-0.6931472'] * 2 * _PHONES)} ] </LogProbs> </TransitionModel>",
            "<Nnet3> ",  # NB: Kaldi takes the blank with the name, and then wants an end of line
            "input-node name=input dim=20",
            "component-node name=score component=score input=input",
            "output-node name=output input=score objective=linear",
            "",
            "<NumComponents> 1",
            f"<ComponentName> score <FixedAffineComponent> <LinearParams> [\n{rows} ]",
            f"<BiasParams> [ {' '.join(map(str, bias))} ] </FixedAffineComponent>",
            "</Nnet3> <LeftContext> 0 <RightContext> 0 <Priors> [ ]\n",
        )
    )


def _fst(arcs: Sequence[_Arc], final: dict[int, float], start: int, osymbols: openfst.Symbols | None) -> openfst.Fst:
    states = 1 + max(max(arc[0], arc[1]) for arc in arcs)
    ordered = sorted(arcs, key=lambda arc: (arc[0], arc[3]))  # by olabel, as looking ahead needs them
    body = np.array([(ilabel, olabel, cost, to) for _, to, ilabel, olabel, cost in ordered], openfst.ARC)
    first = np.searchsorted([arc[0] for arc in ordered], np.arange(states + 1)).astype(np.int64)
    costs = np.array([final.get(state, math.inf) for state in range(states)], np.float32)
    return openfst.Fst(start, costs, first, body, None, osymbols)


def _composed(
    lexicon: Sequence[_Arc], ends: dict[int, float], language: Sequence[_Arc], stops: dict[int, float]
) -> tuple[list[_Arc], dict[int, float]]:
    """The lexicon into the language: a state is a state of each. Epsilons are taken on one side at a time."""
    number = {(0, _START): 0}
    arcs: list[_Arc] = []
    pending = list(number)
    while pending:
        left, right = pending.pop()
        steps = [
            ((to, right), ilabel, 0, cost)
            for source, to, ilabel, olabel, cost in lexicon
            if source == left and not olabel
        ]
        steps += [
            ((left, to), 0, 0, cost) for source, to, ilabel, _, cost in language if source == right and not ilabel
        ]
        steps += [
            ((to, after), ilabel, word, cost + more)
            for source, to, ilabel, olabel, cost in lexicon
            for before, after, heard, word, more in language
            if source == left and before == right and olabel and olabel == heard
        ]
        for place, ilabel, olabel, cost in steps:
            if place not in number:
                number[place] = len(number)
                pending.append(place)
            arcs.append((number[(left, right)], number[place], ilabel, olabel, cost))
    final = {n: ends[left] + stops[right] for (left, right), n in number.items() if left in ends and right in stops}
    return arcs, final


def _write_lookahead(path: Path, arcs: Sequence[_Arc], final: dict[int, float]) -> None:
    """A const file in the frame of the look-ahead type: for each state, which words can come next from there."""
    fst = _fst(arcs, final, 0, None)
    states, end = len(fst.final), len(LABELS) + 1  # the end of a sentence counts as a word after the last
    reach = [{end} if state in final else set() for state in range(states)]
    changed = True
    while changed:
        changed = False
        for source, to, _, olabel, _ in arcs:
            more = {olabel} if olabel else reach[to]
            if not more <= reach[source]:
                reach[source] |= more
                changed = True
    lookahead.write(path, fst, [lookahead.intervals(labels) for labels in reach], end)
