"""A language bent towards a script: what each way of speaking costs in it, and what its words say of the script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from math import inf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.recognition.bias import MARK, RARE_FILLERS, Costs, Language, bend, language_of, unknown_words, unmark
from app.recognition.openfst import ARC, Fst, read, symbols, write_const
from app.recognition.transcript import HeardWord
from app.script.script import Script, parse
from tests.recognition.openfst_tools import run, with_tools

COSTS = Costs()
UNIGRAM = 10.0  # what any word costs in the language at large
KNOWN = (
    *("i", "i'll", "will", "send", "it", "its", "today", "then", "call", "me", "at", "on", "tuesday", "thursday", "um"),
    *("uh", "er", "really", "bob's", "bobs", "bob", "is", "idea", "ask", "for", "wit", "comb", "white", "room", "the"),
    *("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("forty", "fifty", "fourteen", "double", "triple", "hundred", "fifth", "may", "april", "now", "please", "voice"),
    *("mail", "voicemail", "we", "left", "a", "and", "twenty", "nineteen", "ninety", "dollars"),
)


@cache
def language(words: Sequence[str] = KNOWN) -> Language:
    """Any word after any, at the same cost: state 0 without a history, state 1 the start of a sentence."""
    labels = {"<eps>": 0, **{word: k for k, word in enumerate(words, 1)}}
    arcs = [(label, label, UNIGRAM, 0) for label in labels.values() if label] + [(0, 0, 0.5, 0)]
    first = np.array([0, len(labels) - 1, len(labels)], np.int64)
    graph = Fst(1, np.array([1.0, inf], np.float32), first, np.array(arcs, ARC))
    return language_of(graph, labels)


SPELLINGS = {"whitcombe": [("wit", "comb"), ("white", "comb"), ("nowhere",)]}


def spell(word: str) -> Iterable[tuple[str, ...]]:
    return SPELLINGS.get(word, [])


def bent(script: Script, tongue: Language | None = None) -> Fst:
    return bend(tongue or language(), script, spell)


@dataclass(frozen=True)
class Way:
    cost: float
    told: tuple[str, ...]  # what the graph says was spoken


def cheapest(graph: Fst, said: str) -> Way:
    """The cheapest way through the graph for words as they are spoken; apostrophes cannot be heard."""
    assert graph.osymbols is not None
    spoken = said.split()
    name = dict(zip(graph.osymbols.labels.tolist(), graph.osymbols.words, strict=True))
    heap: list[tuple[float, int, int, tuple[str, ...]]] = [(0.0, 0, graph.start, ())]
    done = set()
    while heap:
        cost, at, state, told = heappop(heap)
        if state == -1:
            return Way(cost, told)
        if (at, state) in done:
            continue
        done.add((at, state))
        if at == len(spoken) and graph.final[state] < inf:
            heappush(heap, (cost + float(graph.final[state]), at, -1, told))
        for ilabel, olabel, more, to in graph.of(state).tolist():
            heard = name[ilabel].replace("'", "")
            if ilabel == 0 or (at < len(spoken) and heard == spoken[at].replace("'", "")):
                after = (*told, name[olabel]) if olabel else told
                heappush(heap, (cost + more, at + (ilabel != 0), to, after))
    raise AssertionError(f"no way to say {said}")


def cost_of(script: Script, spoken: str) -> float:
    return cheapest(bent(script), spoken).cost


TWO = parse("I will send it today. Then call me at the room.")
WRITTEN = "i will send it today then call me at the room"
STRAIGHT = COSTS.begin + 11 * COSTS.go_on


def test_the_script_as_it_stands_is_the_cheapest_thing_to_say() -> None:
    way = cheapest(bent(TWO), WRITTEN)
    assert way.cost == pytest.approx(STRAIGHT)
    assert [word.partition(MARK)[0] for word in way.told] == WRITTEN.split()
    arcs = [TWO.readings.arcs[int(word.partition(MARK)[2])] for word in way.told]
    assert [arc.first for arc in arcs] == list(range(11))


@pytest.mark.parametrize(
    ("spoken", "more"),
    [
        # a word left out, two, three
        ("i will send today then call me at the room", COSTS.skip - 2 * COSTS.go_on),
        ("i will today then call me at the room", COSTS.skip + COSTS.skip_more - 3 * COSTS.go_on),
        ("i today then call me at the room", COSTS.skip + 2 * COSTS.skip_more - 4 * COSTS.go_on),
        # from a sentence's first word to the next sentence
        ("i then call me at the room", COSTS.skip_sentence - 5 * COSTS.go_on),
        # words said again
        ("i will will send it today then call me at the room", COSTS.again),
        ("i will send will send it today then call me at the room", COSTS.again + COSTS.again_more + COSTS.go_on),
        # the first sentence said again after the second has begun
        ("i will send it today then i will send it today then call me at the room", COSTS.again_sentence + 5 * 0.15),
        # fillers, at the beginning, inside and at the end
        ("um i will send it today then call me at the room", COSTS.filler),
        ("i will uh send it today then call me at the room", COSTS.filler),
        ("i will send it today then call me at the room er", COSTS.rare_filler),
        ("i will um uh send it today then call me at the room", 2 * COSTS.filler),
        # another word on top: out into the language and in again
        ("i will really send it today then call me at the room", COSTS.leave + UNIGRAM + COSTS.enter - COSTS.go_on),
        # the beginning is missing (the recognizer starts anew after a silence), or the end
        ("send it today then call me at the room", COSTS.begin_elsewhere - COSTS.begin - 3 * COSTS.go_on),
        ("call me at the room", COSTS.begin_elsewhere - COSTS.begin - 7 * COSTS.go_on),
        ("i will send it today then call me", COSTS.stop_early - 3 * COSTS.go_on),
    ],
)
def test_leaving_the_script_costs_what_the_costs_say(spoken: str, more: float) -> None:
    assert cost_of(TWO, spoken) == pytest.approx(STRAIGHT + more, abs=1e-4)


def test_something_else_altogether_can_be_said() -> None:
    way = cheapest(bent(TWO), "please ask for bob")
    assert way.cost == pytest.approx(COSTS.begin_freely + 0.5 + 4 * UNIGRAM + 1.0)
    assert way.told == ("please", "ask", "for", "bob")


def test_another_weekday_or_digit_is_a_small_step_and_names_no_place() -> None:
    script = parse("Call me on Tuesday at ten now.")
    straight = cost_of(script, "call me on tuesday at ten now")
    way = cheapest(bent(script), "call me on thursday at ten now")
    assert way.cost == pytest.approx(straight + COSTS.other_number - COSTS.go_on)
    assert "thursday" in way.told
    assert cost_of(script, "call me on tuesday at twelve now") == pytest.approx(
        straight + COSTS.other_number - COSTS.go_on
    )
    far = cheapest(bent(script), "call me on april at ten now")
    assert far.cost > way.cost


def test_a_number_begun_again_in_its_middle_starts_from_its_first_digit() -> None:
    script = parse("Call 704-555-0142 now.")
    number = "seven oh four five five five oh one four two"
    straight = cost_of(script, f"call {number} now")
    again = cost_of(script, f"call seven oh four {number} now")
    assert again == pytest.approx(straight + COSTS.again + 2 * COSTS.go_on)


def test_a_word_the_model_does_not_know_keeps_its_place_as_words_that_sound_like_it() -> None:
    script = parse("Ask for Whitcombe now.")
    closest = cheapest(bent(script), "ask for wit comb now")
    assert closest.cost == pytest.approx(COSTS.begin + 5 * COSTS.go_on)
    second = cheapest(bent(script), "ask for white comb now")
    assert second.cost == pytest.approx(closest.cost + COSTS.spelling_more)
    heard = unmark(HeardWord(word, k, k + 1, 1.0) for k, word in enumerate(closest.told))
    assert [(word.word, word.start, word.end) for word in heard] == [
        ("ask", 0, 1),
        ("for", 1, 2),
        ("whitcombe", 2, 4),
        ("now", 4, 5),
    ]
    assert script.readings.arcs[heard[2].arc or 0].first == 2


def test_a_word_that_nobody_can_spell_can_be_stepped_over() -> None:
    script = parse("Ask for Xylophanes now.")
    assert cost_of(script, "ask for now") == pytest.approx(COSTS.begin + 2 * COSTS.go_on + COSTS.skip)


def test_a_word_may_be_written_with_an_apostrophe_that_the_model_lacks() -> None:
    without = language(tuple(word for word in KNOWN if word != "bob's"))
    for tongue in (language(), without):
        way = cheapest(bent(parse("Bob's idea."), tongue), "bobs idea")
        assert way.cost == pytest.approx(COSTS.begin + 2 * COSTS.go_on)


def test_spellings_that_sound_the_same_are_one_path_so_that_confidence_is_not_shared() -> None:
    graph = bent(parse("Bob's idea."))
    assert graph.osymbols is not None
    marked = [word for word in graph.osymbols.words if word.startswith("bob") and MARK in word]
    assert len([word for word in marked if word.startswith(("bob's", "bobs"))]) == 1


def test_a_free_span_can_be_left_out_or_said_any_way() -> None:
    script = parse("Call me ~at the room today~ now please.")
    whole = COSTS.begin + 8 * COSTS.go_on
    assert cost_of(script, "call me at the room today now please") == pytest.approx(whole)
    without = COSTS.begin + 4 * COSTS.go_on + COSTS.skip_free
    assert cost_of(script, "call me now please") == pytest.approx(without)
    other = COSTS.begin + 3 * COSTS.go_on + 2 * COSTS.leave_free + 2 * UNIGRAM
    assert cost_of(script, "call me really left now please") == pytest.approx(other)


def test_a_free_span_at_either_end_can_be_left_out() -> None:
    assert cost_of(parse("~Then~ call me."), "call me") == pytest.approx(
        COSTS.begin + COSTS.skip_free + 2 * COSTS.go_on
    )
    assert cost_of(parse("Call me ~today~."), "call me") == pytest.approx(
        COSTS.begin + COSTS.skip_free + 2 * COSTS.go_on
    )


def test_a_script_of_one_word_can_be_bent() -> None:
    assert cost_of(parse("Today."), "today") == pytest.approx(COSTS.begin + COSTS.go_on)


# --- Any script

WORDS = [
    *("I", "I'll", "send", "it", "today.", "Then", "704-555-0142", "Whitcombe", "the", "two", "$40", "May 5th"),
    *("voicemail", "Bob's", "idea,", "(smile)", "[pause]", "~at the room~", "**Tuesday**", "19", "Xylophanes"),
]
scripts = (
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join).filter(lambda text: text[0] not in "([")
)


@given(scripts.map(parse), st.data())
@settings(max_examples=60)
def test_every_reading_of_known_words_is_a_path_at_the_full_discount(script: Script, data: st.DataObject) -> None:
    readings = script.readings
    node, spoken = readings.boundaries[0], []
    while node != readings.boundaries[-1]:
        arcs = [arc for arc in readings.arcs if arc.source == node]
        arc = data.draw(st.sampled_from(arcs))
        spoken.append(arc.word)
        node = arc.to
    if all(word in KNOWN for word in spoken):
        assert cost_of(script, " ".join(spoken)) <= COSTS.begin + len(spoken) * COSTS.go_on + 1e-4


@given(scripts.map(parse))
@settings(max_examples=60)
def test_the_graph_is_sorted_and_whole_and_every_label_has_one_name(script: Script) -> None:
    graph = bent(script)
    tongue = language()
    assert graph.osymbols is not None
    assert len(set(graph.osymbols.words)) == len(graph.osymbols.words)
    named = graph.osymbols.labels.tolist()
    assert len(set(named)) == len(named)
    assert set(graph.arcs["olabel"].tolist()) <= set(named)
    assert set(graph.arcs["ilabel"].tolist()) <= set(tongue.labels.values())
    assert 0 <= graph.arcs["to"].min() <= graph.arcs["to"].max() < len(graph.final)
    assert bool((graph.arcs["cost"] >= 0).all())
    for state in range(len(graph.final)):
        assert (np.diff(graph.of(state)["ilabel"]) >= 0).all()
    for word in graph.osymbols.words:
        _, mark, number = word.partition(MARK)
        assert not mark or 0 <= int(number) < len(script.readings.arcs)
    # the language itself is all there, at its cost
    assert cheapest(graph, "really left").cost <= COSTS.begin_freely + 0.5 + 2 * UNIGRAM + 1.0 + 1e-4


@with_tools
def test_openfst_finds_the_written_graph_sound(tmp_path: Path) -> None:
    graph = bent(parse("Hi Whitcombe, call 704-555-0142 ~on Tuesday~ at ten. Then send it."))
    write_const(tmp_path / "bent.fst", graph)
    said = run("fstinfo", "--fst_verify_properties", tmp_path / "bent.fst")
    assert "input label sorted                                y" in said
    assert cheapest(read(tmp_path / "bent.fst"), "then send it").cost == pytest.approx(
        cheapest(graph, "then send it").cost
    )


def test_a_file_names_its_own_words_before_those_of_a_list() -> None:
    tongue = language()
    table = symbols("words", ["<eps>", "hello"], [0, 1])
    inside = Fst(tongue.graph.start, tongue.graph.final, tongue.graph.first, tongue.graph.arcs, None, table)
    assert dict(language_of(inside, {"other": 7}).labels) == {"<eps>": 0, "hello": 1}


def test_the_language_knows_what_a_word_costs_without_a_history() -> None:
    costs = language().costs()
    assert set(costs) == set(KNOWN)
    assert set(costs.values()) == {UNIGRAM}
    assert language().backoff == 0


# --- The words back from the graph


def heard(*words: str) -> list[HeardWord]:
    return [HeardWord(word, k * 0.4, k * 0.4 + 0.3, 1 - k / 100) for k, word in enumerate(words)]


def test_marks_become_arcs_and_pieces_one_word() -> None:
    words = unmark(heard("ask~0", "wit~4", "~4", "~4", "um", "now~5"))
    assert [(word.word, word.arc) for word in words] == [("ask", 0), ("wit", 4), ("um", None), ("now", 5)]
    assert (words[1].start, words[1].end) == (0.4, pytest.approx(1.5))
    assert words[1].confidence == pytest.approx(0.97)  # of its least certain piece


def test_a_word_said_twice_stays_two_words() -> None:
    assert [word.word for word in unmark(heard("wit~4", "~4", "wit~4", "~4"))] == ["wit", "wit"]


tokens = st.one_of(
    st.sampled_from(["ask~0", "~4", "wit~4", "um", "", "~", "~~", "a~b", "~x", "a~1~2", "~-1", "~²", "[unk]"]),
    st.text("ab~12 ²'", max_size=5),
)


@given(st.lists(tokens, max_size=12))
def test_whatever_a_recognizer_writes_becomes_words_in_order_within_their_times(written: list[str]) -> None:
    given_words = heard(*written)
    words = unmark(given_words)
    assert all(word.word for word in words)
    assert [word.start for word in words] == sorted({word.start for word in words})
    assert {word.start for word in words} <= {word.start for word in given_words}
    assert {word.end for word in words} <= {word.end for word in given_words}
    assert all(word.start < word.end for word in words)
    assert unmark([word for word in words if word.arc is None and MARK not in word.word]) == tuple(
        word for word in words if word.arc is None and MARK not in word.word
    )


@given(st.lists(st.tuples(st.sampled_from(["ask", "wit", "um"]), st.none() | st.integers(0, 99), st.integers(1, 4))))
def test_marking_and_unmarking_gives_the_words_back(spoken: list[tuple[str, int | None, int]]) -> None:
    written = []
    for word, arc, pieces in spoken:
        written += [word] if arc is None else [f"{word}{MARK}{arc}", *[f"{MARK}{arc}"] * (pieces - 1)]
    words = unmark(heard(*written))
    assert [(word.word, word.arc) for word in words] == [(word, arc) for word, arc, _ in spoken]


def test_words_without_marks_are_left_as_they_are() -> None:
    assert unmark(heard("ask", "for", "me")) == tuple(heard("ask", "for", "me"))


# --- Words a model cannot know


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("I'll send it today.", ()),
        ("Ask for Whitcombe, then call Whitcombe.", ("Whitcombe",)),
        ("Call 704-555-0142 now.", ()),
        ("Call 704-555-0138 now.", ()),
        ("Bob's idea, it's $40.", ()),
        ("Whitcombe's idea for 19 Elms.", ("Whitcombe's", "Elms")),
        ("We left a voicemail.", ()),
        ("~Xylophanes~ at ten.", ("Xylophanes",)),
    ],
)
def test_a_word_is_unknown_only_where_none_of_its_readings_is_known(text: str, unknown: tuple[str, ...]) -> None:
    assert unknown_words(parse(text), KNOWN.__contains__) == unknown


def test_a_model_that_knows_nothing_knows_no_word_of_a_script() -> None:
    script = parse("I'll call you, I'll call.")
    assert unknown_words(script, lambda _: False) == ("I'll", "call", "you")


def test_fillers_that_a_model_lacks_are_left_out() -> None:
    small = language(tuple(word for word in KNOWN if word not in ("er", "uh")))
    graph = bend(small, TWO, spell)
    assert not {"uh", *RARE_FILLERS} & set(graph.osymbols.words if graph.osymbols else ())
    assert cheapest(graph, f"um {WRITTEN}").cost == pytest.approx(STRAIGHT + COSTS.filler)
