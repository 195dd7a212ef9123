"""The language graph's files: read as OpenFst reads them, written as OpenFst writes them, and never a crash."""

import base64
import random
import struct
import tempfile
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.recognition import openfst
from tests.recognition.openfst_tools import backoff_model, run, with_ngram, with_tools


def same_symbols(one: openfst.Symbols | None, other: openfst.Symbols | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.raw == other.raw and list(one.words) == list(other.words) and bool((one.labels == other.labels).all())


def identical(one: openfst.Fst, other: openfst.Fst) -> bool:
    return (
        one.start == other.start
        and one.final.tobytes() == other.final.tobytes()
        and np.array_equal(one.first, other.first)
        and one.arcs.tobytes() == other.arcs.tobytes()
        and same_symbols(one.isymbols, other.isymbols)
        and same_symbols(one.osymbols, other.osymbols)
    )


# --- any transducer

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
costs = st.floats(min_value=-50, max_value=50, width=32) | st.just(float("inf"))


@st.composite
def tables(draw: st.DrawFn) -> openfst.Symbols:
    those = draw(st.lists(words, unique=True, max_size=6))
    labels = draw(st.lists(st.integers(0, 2**40), unique=True, min_size=len(those), max_size=len(those)))
    return openfst.symbols(draw(words), those, labels)


@st.composite
def transducers(draw: st.DrawFn) -> openfst.Fst:
    states = draw(st.integers(0, 6))
    arcs_of = [
        draw(
            st.lists(
                st.tuples(st.integers(0, 4), st.integers(0, 2**31 - 1), costs, st.integers(0, states - 1)), max_size=4
            )
        )
        for _ in range(states)
    ]
    first = np.concatenate(([0], np.cumsum([len(arcs) for arcs in arcs_of], dtype=np.int64))).astype(np.int64)
    arcs = np.array([arc for arcs in arcs_of for arc in arcs], openfst.ARC)
    final = np.array([draw(costs) for _ in range(states)], np.float32)
    start = draw(st.integers(0, states - 1)) if states else -1
    return openfst.Fst(start, final, first, arcs, draw(st.none() | tables()), draw(st.none() | tables()))


@given(transducers(), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read_back_the_same(tmp_path: Path, fst: openfst.Fst, aligned: bool) -> None:
    openfst.write_const(tmp_path / "a.fst", fst, aligned)
    back = openfst.read(tmp_path / "a.fst")
    assert identical(fst, back)
    openfst.write_const(tmp_path / "b.fst", back, aligned)
    assert (tmp_path / "a.fst").read_bytes() == (tmp_path / "b.fst").read_bytes()


def as_vector(fst: openfst.Fst, states: int) -> bytes:
    """The same in a `vector` file; -1 states: the header does not know how many."""
    parts = [struct.pack("<ii6si8s", 2125659606, 6, b"vector", 8, b"standard")]
    flags = (fst.isymbols is not None) | (fst.osymbols is not None) << 1
    parts.append(struct.pack("<iiQqqq", 2, flags, 3, fst.start, states, len(fst.arcs)))
    parts += [table.raw for table in (fst.isymbols, fst.osymbols) if table is not None]
    for state in range(len(fst.final)):
        parts += (struct.pack("<fq", fst.final[state], len(fst.of(state))), fst.of(state).tobytes())
    return b"".join(parts)


@given(transducers(), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_vector_file_holds_the_same_as_a_const_file(tmp_path: Path, fst: openfst.Fst, counted: bool) -> None:
    (tmp_path / "v.fst").write_bytes(as_vector(fst, len(fst.final) if counted else -1))
    assert identical(openfst.read(tmp_path / "v.fst"), fst)


def path_costs(fst: openfst.Fst, length: int) -> dict[tuple[int, int, tuple[tuple[int, int, float], ...]], int]:
    """Every walk of so many arcs from every state, as labels and costs, with how often there is such a walk."""
    walks = {(s, s): {(): 1} for s in range(len(fst.final))}
    for _ in range(length):
        longer: dict[tuple[int, int], dict[tuple[tuple[int, int, float], ...], int]] = {}
        for (begin, end), those in walks.items():
            for arc in fst.of(end):
                step = (int(arc["ilabel"]), int(arc["olabel"]), float(arc["cost"]))
                into = longer.setdefault((begin, int(arc["to"])), {})
                for walk, times in those.items():
                    into[(*walk, step)] = into.get((*walk, step), 0) + times
        walks = longer
    return {(begin, end, walk): times for (begin, end), those in walks.items() for walk, times in those.items()}


@given(transducers())
def test_sorting_changes_the_order_of_arcs_and_nothing_else(fst: openfst.Fst) -> None:
    done = openfst.arcsort(fst)
    for state in range(len(fst.final)):
        assert (np.diff(done.of(state)["ilabel"]) >= 0).all()
    assert path_costs(done, 1) == path_costs(fst, 1)
    assert openfst.arcsort(done) is done


@given(transducers().filter(lambda fst: len(fst.final) > 0), st.data())
def test_an_extended_graph_has_the_old_arcs_and_the_new(fst: openfst.Fst, data: st.DataObject) -> None:
    fst = openfst.arcsort(fst)
    more = data.draw(st.integers(0, 3))
    states = len(fst.final) + more
    place = st.integers(0, states - 1)
    new = data.draw(st.lists(st.tuples(place, st.integers(0, 4), st.integers(0, 9), st.just(1.5), place), max_size=8))
    final = np.arange(more, dtype=np.float32)
    start = data.draw(place)
    source = np.array([arc[0] for arc in new], np.int64)
    done = openfst.extend(fst, start, final, source, np.array([arc[1:] for arc in new], openfst.ARC))
    want = path_costs(fst, 1)
    for begin, ilabel, olabel, cost, end in new:
        key = (begin, end, ((ilabel, olabel, cost),))
        want[key] = want.get(key, 0) + 1
    assert path_costs(done, 1) == want
    assert done.start == start
    assert done.final.tolist() == [*fst.final.tolist(), *final.tolist()]
    assert openfst.arcsort(done) is done


def test_an_arc_to_a_state_that_there_is_not_is_refused() -> None:
    fst = openfst.Fst(0, np.zeros(1, np.float32), np.zeros(2, np.int64), np.empty(0, openfst.ARC))
    with pytest.raises(ValueError, match="a state that there is not"):
        openfst.extend(fst, 0, np.zeros(1, np.float32), np.array([0]), np.array([(1, 1, 0.0, 2)], openfst.ARC))
    with pytest.raises(ValueError, match="a state that there is not"):
        openfst.extend(fst, 0, np.zeros(1, np.float32), np.array([2]), np.array([(1, 1, 0.0, 0)], openfst.ARC))


def test_a_symbol_table_needs_each_word_and_each_label_once() -> None:
    for those, labels, why in (
        (["a", "a"], [1, 2], "twice"),
        (["a", "b"], [1, 1], "twice"),
        (["a"], [1, 2], "as many words as labels"),
        (["a"], [-1], "below zero"),
    ):
        with pytest.raises(ValueError, match=why):
            openfst.symbols("words", those, labels)


# --- damage

# Made by OpenFst's own fstconvert: a back-off model of the words one, two, three, with its words inside.
NGRAM_SAMPLE = base64.b64decode(
    """
    1v2yfgUAAABuZ3JhbQgAAABzdGFuZGFyZAQAAAADAAAAAQBVVaUlAAABAAAAAAAAAA0AAAAAAAAAAAAAAAAAAAB0+7J+BQAAAHcu
    dHh0BAAAAAAAAAAEAAAAAAAAAAUAAAA8ZXBzPgAAAAAAAAAAAwAAAG9uZQEAAAAAAAAAAwAAAHR3bwIAAAAAAAAABQAAAHRocmVl
    AwAAAAAAAAB0+7J+BQAAAHcudHh0BAAAAAAAAAAEAAAAAAAAAAUAAAA8ZXBzPgAAAAAAAAAAAwAAAG9uZQEAAAAAAAAAAwAAAHR3
    bwIAAAAAAAAABQAAAHRocmVlAwAAAAAAAAANAAAAAAAAAA4AAAAAAAAABgAAAAAAAAA96xgAAAAAAO62UAEAAAAAMxIAAAAAAAD/
    ////AAAAAAEAAAACAAAAAwAAAAEAAAACAAAAAwAAAAAAAAABAAAAAgAAAAAAAAACAAAAAAAAAAEAAAACAAAAAwAAAAEAAAACAAAA
    AwAAAAEAAAADAAAAAQAAAAMAAAACAAAAAgAAAAIAAAACAAAAAACAfwAAYD8AANxAAABIQAAAWEAAANxAAAAoQAAAuEAAALBAAACs
    QAAA6EAAAKRAAACUQAAAAAAAAKRAAAD4QAAAMEAAAJxAAADgQAAAgD8AALBAAABgQAAAyEAAAMA+AACQPwAAgEAAACBAAABYQAAA
    lEAAADhAAACYQAAA7EAAALRAAACUQAAAAAA=
    """
)


def sound_files() -> list[bytes]:
    """One whole file of each type."""
    table = openfst.symbols("words", ["<eps>", "één", "two"], [0, 1, 70000])
    arcs = np.array([(0, 0, 0.5, 1), (1, 70000, 1.5, 2), (1, 1, 2.5, 0), (0, 1, 0.25, 0)], openfst.ARC)
    final = np.array([np.inf, 1.0, 0.0], np.float32)
    fst = openfst.Fst(1, final, np.array([0, 2, 3, 4]), arcs, table, table)
    return [as_vector(fst, 3), as_vector(fst, -1), const_bytes(fst, False), const_bytes(fst, True), NGRAM_SAMPLE]


def const_bytes(fst: openfst.Fst, aligned: bool) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        openfst.write_const(Path(folder) / "c.fst", fst, aligned)
        return (Path(folder) / "c.fst").read_bytes()


FILES = sound_files()


def read_or_refuse(path: Path, raw: bytes) -> bool:
    """Read what may be damaged: was it taken? No other error than ValueError, and no memory to speak of."""
    path.write_bytes(raw)
    tracemalloc.start()
    try:
        fst = openfst.read(path)
    except ValueError:
        return False
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 200_000 + 100 * len(raw), f"{peak} bytes for a file of {len(raw)}"
    assert len(fst.first) == len(fst.final) + 1
    assert fst.first[-1] == len(fst.arcs)
    openfst.write_const(path, openfst.arcsort(fst))  # what was read can be worked with
    return True


@given(st.integers(0, len(FILES) - 1), st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_flipped_bits_is_refused_or_read_but_never_crashes(
    tmp_path: Path, which: int, data: st.DataObject
) -> None:
    raw = bytearray(FILES[which])
    for bit in data.draw(st.lists(st.integers(0, len(raw) * 8 - 1), min_size=1, max_size=4)):
        raw[bit // 8] ^= 1 << bit % 8
    read_or_refuse(tmp_path / "damaged.fst", bytes(raw))


@given(st.integers(0, len(FILES) - 1), st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_an_absurd_number_in_it_is_refused_or_read(tmp_path: Path, which: int, data: st.DataObject) -> None:
    raw = bytearray(FILES[which])
    at = data.draw(st.integers(0, len(raw) - 8))
    absurd = st.sampled_from((-1, -2, 2**31, 2**31 - 1, 2**40, 2**62, -(2**63)))
    struct.pack_into("<q", raw, at, data.draw(absurd | st.integers(-(2**63), 2**63 - 1)))
    read_or_refuse(tmp_path / "damaged.fst", bytes(raw))


@pytest.mark.parametrize("which", range(len(FILES)))
def test_a_file_cut_short_anywhere_is_refused(tmp_path: Path, which: int) -> None:
    raw = FILES[which]
    assert read_or_refuse(tmp_path / "whole.fst", raw)
    for length in range(len(raw)):
        assert not read_or_refuse(tmp_path / "cut.fst", raw[:length]), length


@pytest.mark.parametrize(
    "raw", [b"", b"\xd6\xfd\xb2\x7e", b"RIFF" + bytes(100), FILES[2].replace(b"standard", b"standart")]
)
def test_what_is_no_graph_is_refused(tmp_path: Path, raw: bytes) -> None:
    assert not read_or_refuse(tmp_path / "none.fst", raw)


def test_a_missing_file_is_the_callers_to_explain(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        openfst.read(tmp_path / "none.fst")


# --- beside OpenFst itself


def as_text(fst: openfst.Fst) -> list[str]:
    """As fstprint --show_weight_one prints it, state by state."""
    lines = []
    for state, final in enumerate(fst.final.tolist()):
        lines += [
            f"{state}\t{arc['to']}\t{arc['ilabel']}\t{arc['olabel']}\t{shortest(float(arc['cost']))}"
            for arc in fst.of(state)
        ]
        if final != float("inf"):
            lines.append(f"{state}\t{shortest(final)}")
    return lines


def shortest(cost: float) -> str:
    return "Infinity" if cost == float("inf") else f"{cost:.9g}"


def printed(path: Path) -> list[str]:
    """OpenFst's own reading of a file, the start state's lines put back in their place."""
    lines = run("fstprint", "--show_weight_one", path).splitlines()
    return sorted(lines, key=lambda line: int(line.split("\t")[0]))


@with_tools
@with_ngram
@pytest.mark.parametrize(("seed", "order"), [(seed, order) for order in (2, 3, 4, 5) for seed in range(4)])
def test_a_compact_language_model_is_read_as_openfst_reads_it(tmp_path: Path, seed: int, order: int) -> None:
    (tmp_path / "lm.txt").write_text("\n".join(backoff_model(random.Random(seed), 3 + seed * 2, order)))
    run("fstcompile", tmp_path / "lm.txt", tmp_path / "v.fst")
    run("fstconvert", "--fst_type=ngram", tmp_path / "v.fst", tmp_path / "n.fst")
    run("fstconvert", "--fst_type=vector", tmp_path / "n.fst", tmp_path / "twin.fst")
    fst = openfst.read(tmp_path / "n.fst")
    assert as_text(fst) == printed(tmp_path / "n.fst")
    twin = openfst.read(tmp_path / "twin.fst")
    assert identical(fst, replace(twin, isymbols=None, osymbols=None))
    openfst.write_const(tmp_path / "c.fst", fst)
    run("fstequal", tmp_path / "c.fst", tmp_path / "n.fst")


@with_tools
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("aligned", [False, True])
def test_what_we_write_openfst_reads_and_finds_in_order(tmp_path: Path, seed: int, aligned: bool) -> None:
    chance = random.Random(seed)
    states = chance.randrange(1, 9)
    arcs = [
        (
            chance.randrange(states),
            chance.randrange(4),
            chance.randrange(4),
            chance.randrange(9) / 4,
            chance.randrange(states),
        )
        for _ in range(chance.randrange(20))
    ]
    arcs.sort(key=lambda arc: arc[0])
    first = np.searchsorted([arc[0] for arc in arcs], np.arange(states + 1)).astype(np.int64)
    final = np.array([chance.choice((np.inf, 0.0, 1.5)) for _ in range(states)], np.float32)
    names = openfst.symbols("in", ["<eps>", "één", "two", "three"], [0, 1, 2, 3])
    others = openfst.symbols("out", ["<eps>", "x", "y", "z"], [0, 1, 2, 3])
    body = np.array([arc[1:] for arc in arcs], openfst.ARC)
    fst = openfst.arcsort(openfst.Fst(chance.randrange(states), final, first, body, names, others))
    openfst.write_const(tmp_path / "ours.fst", fst, aligned)
    run("fstinfo", "--fst_verify_properties", tmp_path / "ours.fst")
    run("fstconvert", "--fst_type=vector", tmp_path / "ours.fst", tmp_path / "v.fst")
    run("fstconvert", "--fst_type=const", tmp_path / "v.fst", tmp_path / "theirs.fst")
    run("fstequal", tmp_path / "ours.fst", tmp_path / "v.fst")
    assert identical(openfst.read(tmp_path / "v.fst"), fst)
    assert identical(openfst.read(tmp_path / "theirs.fst"), fst)
    if not aligned:  # theirs without the property bits, which are theirs to choose
        theirs, ours = (bytearray((tmp_path / f"{name}.fst").read_bytes()) for name in ("theirs", "ours"))
        theirs[37:45] = ours[37:45] = bytes(8)
        assert theirs == ours
    run("fstarcsort", tmp_path / "ours.fst", tmp_path / "sorted.fst")
    assert "in" in run("fstinfo", tmp_path / "ours.fst")


@with_tools
def test_words_of_our_own_reach_the_output(tmp_path: Path) -> None:
    """A path whose arcs go by the language's labels and come out as other words, as the script's path needs."""
    (tmp_path / "lm.txt").write_text("0 1 1 1 0.5\n1 0 2 2 0.25\n1\n")
    run("fstcompile", tmp_path / "lm.txt", tmp_path / "v.fst")
    fst = openfst.arcsort(openfst.read(tmp_path / "v.fst"))
    fst = openfst.extend(
        fst, 2, np.array([np.inf], np.float32), np.array([2]), np.array([(1, 7, 0.125, 1)], openfst.ARC)
    )
    fst = replace(fst, osymbols=openfst.symbols("words", ["<eps>", "one", "two", "ONE"], [0, 1, 2, 7]))
    openfst.write_const(tmp_path / "ours.fst", fst)
    run("fstinfo", "--fst_verify_properties", tmp_path / "ours.fst")
    assert "2\t1\t1\tONE\t0.125" in run("fstprint", tmp_path / "ours.fst").splitlines()
