"""How words may sound, how alike they sound, and what known words stand in for an unknown one."""

import gzip
import hashlib
import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.problems import Problem
from app.script import letter_to_sound
from app.script.phones import APART, DROPPED, PHONES, VOWELS, alikeness, apart, distance, dropped, sounded
from app.script.pronunciation import DICTIONARY, MODEL, Pronunciations, latin, read_dictionary, write_dictionary
from app.script.respelling import FAR, SoundAlikeSpeller

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "pronunciation"

# Names the dictionary lacks, as their bearers would be glad to hear them; several where English speakers differ.
NAMES = {
    "Quillhaven": ["K W IH L HH EY V AH N"],
    "Brightwater": ["B R AY T W AO T ER"],
    "Oxmoor": ["AA K S M UH R", "AA K S M AO R"],
    "Thornquist": ["TH AO R N K W IH S T"],
    "Stonebrook": ["S T OW N B R UH K"],
    "Lakehouse": ["L EY K HH AW S"],
    "Bramwick": ["B R AE M W IH K"],
    "Tellerson": ["T EH L ER S AH N"],
    "Marlowski": ["M AA R L AO F S K IY", "M AA R L AW S K IY", "M ER L AO F S K IY"],
    "Castleford": ["K AE S AH L F ER D"],
    "Okonkwo": ["OW K AA NG K W OW"],
    "Lindqvist": ["L IH N D K V IH S T", "L IH N D K W IH S T"],
}


@pytest.fixture(scope="module")
def said() -> Pronunciations:
    return Pronunciations.load(FOLDER)


@pytest.fixture(scope="module")
def speller(said: Pronunciations) -> SoundAlikeSpeller:
    words = "quill haven lynn lind kissed quist twist dash wood would bright water the a an of to in her him hay van oh"
    return SoundAlikeSpeller(said, frozenset(words.split()))


def phones(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# ---- The sounds


@given(st.sampled_from(PHONES), st.sampled_from(PHONES))
def test_taking_one_sound_for_another_costs_the_same_both_ways_and_nothing_only_for_itself(a: str, b: str) -> None:
    assert apart(a, b) == apart(b, a)
    assert 0 <= apart(a, b) <= 1
    assert (apart(a, b) == 0) == (a == b)


def test_what_the_ear_confuses_is_cheaper_than_what_it_does_not() -> None:
    assert apart("T", "D") < apart("T", "TH") < apart("T", "M")
    assert apart("IY", "IH") < apart("IY", "EH") < apart("IY", "AA")
    assert apart("F", "TH") < apart("F", "K")
    assert apart("AA", "AO") < apart("AA", "UW")
    assert apart("M", "N") < apart("M", "G")
    assert apart("AH", "S") == 1
    assert dropped("AH") < dropped("S")


def test_every_sound_has_its_costs() -> None:
    assert all(0 < cost <= 1 for cost in DROPPED)
    assert all(len(row) == len(PHONES) for row in APART)


@given(st.lists(st.sampled_from(PHONES), max_size=8), st.lists(st.sampled_from(PHONES), max_size=8))
def test_distance_between_sounds_is_symmetrical_and_bounded(a: list[str], b: list[str]) -> None:
    one, other = sounded(a), sounded(b)
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert 0 <= distance(one, other) <= max(len(one), len(other))
    assert distance(one, one) == 0
    assert 0 <= alikeness(one, other) <= 1


def test_distance_is_what_the_cheapest_edits_cost() -> None:
    assert distance(sounded(phones("K AE T")), sounded(phones("B AE T"))) == pytest.approx(apart("K", "B"))
    assert distance(sounded(phones("K AE T")), sounded(phones("K AE"))) == pytest.approx(dropped("T"))
    assert distance(sounded(phones("R EH D D AO R")), sounded(phones("R EH D AO R"))) < dropped("D")


# ---- How a word is said


def test_the_dictionary_is_the_one_that_was_made(said: Pronunciations) -> None:
    contents = json.loads((FOLDER / "contents.json").read_text(encoding="utf-8"))
    for name in (DICTIONARY, MODEL):
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == contents["sha256"][name]
    assert len(said) == contents["words"] == 126_052
    ways = read_dictionary(FOLDER / DICTIONARY).values()
    assert sum(1 + way.count(" ") for way in ways) == contents["pronunciations"]
    assert "Carnegie Mellon University" in (FOLDER / "LICENSE.txt").read_text(encoding="utf-8")


def test_the_assets_stay_small_and_load_quickly() -> None:
    assert (FOLDER / DICTIONARY).stat().st_size < 1_500_000
    assert (FOLDER / MODEL).stat().st_size < 2_000_000
    spent = []
    for _ in range(3):
        start = time.process_time()
        Pronunciations.load(FOLDER)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.6  # s; 0.1 on an idle laptop


def test_the_figures_on_held_out_words_are_recorded_beside_the_model() -> None:
    held_out = json.loads((FOLDER / "contents.json").read_text(encoding="utf-8"))["held_out"]
    assert held_out["words"]["phone_error_rate"] < 0.08
    assert held_out["names"]["phone_error_rate"] < 0.12
    assert held_out["names"]["words"] > 200


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("three", "TH R IY"),
        ("THREE", "TH R IY"),
        ("o'clock", "AH K L AA K"),
        ("o’clock", "AH K L AA K"),
        ("a.m.", "EY EH M"),
        ("U.S.A.", "Y UW EH S EY"),
        ("café", "K AH F EY"),
        ("Jones'", "JH OW N Z"),
        ("Quillhaven's", "K W IH L HH EY V AH N Z"),
        ("Quillhaven’s", "K W IH L HH EY V AH N Z"),
        ("Mr.", "M IH S T ER"),
        ("x", "EH K S"),
        ("MP3", "EH M P IY"),
        ("CEOs", "S IY IY OW Z"),
        ("QXT", "K Y UW EH K S T IY"),
        ("xkcd", "EH K S K EY S IY D IY"),
        ("x-ray", "EH K S R EY"),
        ("dash-wood", "D AE SH W UH D"),
        ("Søren", "S AO R AH N"),
    ],
)
def test_a_word_is_said_as_people_say_it(said: Pronunciations, word: str, way: str) -> None:
    assert said.of(word)[0] == phones(way)


def test_all_ways_the_dictionary_gives_are_found(said: Pronunciations) -> None:
    assert set(said.of("tuesday")) == {phones("T UW Z D IY"), phones("T UW Z D EY"), phones("T Y UW Z D EY")}


def test_short_capitals_may_be_a_word_or_its_letters(said: Pronunciations) -> None:
    assert said.of("IT") == (phones("IH T"), phones("AY T IY"))
    assert said.of("it") == (phones("IH T"),)


@pytest.mark.parametrize("nothing", ["", " ", "42", "...", "—", "'", "Дом", "日本", "\u0301"])
def test_what_has_no_latin_letter_has_no_sound_and_is_like_nothing_else(said: Pronunciations, nothing: str) -> None:
    assert said.of(nothing) == ()
    assert said.alike(nothing, "word") == 0
    assert said.alike(nothing, nothing) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_name_no_dictionary_holds_is_sounded_out(said: Pronunciations, name: str) -> None:
    assert name not in said
    meant = {phones(way) for way in NAMES[name]}
    assert meant & set(said.of(name)), said.of(name)


def test_guesses_are_few_different_and_share_what_is_probable() -> None:
    model = letter_to_sound.load(FOLDER / MODEL)
    guesses = model.guess("brightwater", 5)
    assert len({way for way, _ in guesses}) == len(guesses) == 5
    assert [share for _, share in guesses] == sorted((share for _, share in guesses), reverse=True)
    assert sum(share for _, share in guesses) <= 1
    assert model.guess("") == (((), 1.0),)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.text(max_size=30))
def test_any_text_may_be_asked_for(said: Pronunciations, word: str) -> None:
    for way in said.of(word):
        assert way
        assert set(way) <= set(PHONES)


@settings(max_examples=150, deadline=None)
@given(word=st.text(alphabet="abcdefghijklmnopqrstuvwxyzéüñßøłABCXYZ'’", max_size=16))
def test_every_word_with_letters_has_a_vowel_unless_the_dictionary_knows_better(
    said: Pronunciations, word: str
) -> None:
    if any(letter.isalpha() for letter in word) and word not in said and latin(word).strip("'") not in said:
        assert not VOWELS.isdisjoint(said.of(word)[0])


def test_an_endless_word_costs_no_endless_time(said: Pronunciations) -> None:
    start = time.process_time()
    assert said.of("lorem" * 20_000)
    assert said.of("a-" * 20_000)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("name", [DICTIONARY, MODEL])
def test_a_missing_or_damaged_file_is_a_problem_with_a_remedy(tmp_path: Path, name: str) -> None:
    for other in (DICTIONARY, MODEL):
        (tmp_path / other).write_bytes((FOLDER / other).read_bytes())
    path = tmp_path / name
    whole = path.read_bytes()
    torn = (whole[: len(whole) // 2], b"", b"no gzip", whole[:-9] + b"\0" * 9, gzip.compress(b"A\n\nB\n\nC"))
    for content in torn:
        path.write_bytes(content)
        with pytest.raises(Problem, match="cannot be read"):
            Pronunciations.load(tmp_path)
    path.unlink()
    with pytest.raises(Problem, match="missing"):
        Pronunciations.load(tmp_path)


def test_a_written_dictionary_reads_back(tmp_path: Path) -> None:
    entries = [("two", phones("T UW")), ("a", phones("AH")), ("a", phones("EY"))]
    assert write_dictionary(tmp_path / DICTIONARY, entries) == 2
    dictionary = read_dictionary(tmp_path / DICTIONARY)
    assert list(dictionary) == ["a", "two"]
    model = letter_to_sound.load(FOLDER / MODEL)
    assert Pronunciations(dictionary, model).of("a") == (phones("AH"), phones("EY"))


# ---- How alike two words sound


@pytest.mark.parametrize(
    ("a", "b"),
    [("there", "their"), ("wood", "would"), ("right", "write"), ("to", "two"), ("they're", "their"), ("mary", "merry")],
)
def test_homophones_sound_the_same(said: Pronunciations, a: str, b: str) -> None:
    assert said.alike(a, b) == 1


def test_a_name_sounds_like_the_words_it_is_made_of(said: Pronunciations) -> None:
    assert said.alike("Dashwood", ("dash", "wood")) == 1
    assert said.alike(("dash", "would"), ("dashwood",)) == 1
    assert said.alike("Quillhaven", ("quill", "haven")) == 1
    assert said.alike("Lindqvist", "Lindquist") == 1
    assert said.alike("Quillhaven", ("will", "heaven")) > 0.8


def test_filled_pauses_sound_alike(said: Pronunciations) -> None:
    assert said.alike("um", "uh") >= 0.7
    assert said.alike("er", "uh") >= 0.7
    assert said.alike("uh", "um") > max(said.alike("uh", "us"), said.alike("uh", "it"), said.alike("uh", "and"))


@pytest.mark.parametrize(
    ("a", "b", "most"),
    [
        ("three", "two", 0.5),
        ("five", "nine", 0.5),
        ("march", "may", 0.5),
        ("tuesday", "thursday", 0.8),
        ("friday", "monday", 0.6),
        ("june", "july", 0.7),
        ("cat", "dog", 0.5),
        ("seven", "eleven", 0.8),
    ],
)
def test_words_that_mean_something_else_do_not_pass_for_one_another(
    said: Pronunciations, a: str, b: str, most: float
) -> None:
    assert said.alike(a, b) < most


words = st.sampled_from(
    ["there", "three", "Dashwood", "um", "O'Malley's", "FBI", "42", "", "xyzzy", "tuesday", "of", "the"]
)
sayings = st.one_of(words, st.text(max_size=6), st.lists(words, max_size=4).map(tuple))


@settings(max_examples=200, deadline=None)
@given(a=sayings, b=sayings)
def test_alike_is_symmetrical_bounded_and_whole_for_the_same(
    said: Pronunciations, a: str | tuple[str, ...], b: str | tuple[str, ...]
) -> None:
    assert said.alike(a, b) == pytest.approx(said.alike(b, a))
    assert 0 <= said.alike(a, b) <= 1
    assert said.alike(a, a) == 1
    assert said.alike(b, b) == 1


def test_lists_and_tuples_are_the_same_sequence(said: Pronunciations) -> None:
    assert said.alike(["dash", "wood"], ("dashwood",)) == 1


def test_comparing_is_quick(said: Pronunciations) -> None:
    words = sorted(read_dictionary(FOLDER / DICTIONARY))[::125]
    for word in words:
        said.sounds(word)
    start = time.process_time()
    for a, b in zip(words, reversed(words), strict=True):
        said.alike(a, b)
    assert (time.process_time() - start) / len(words) < 250e-6  # s a pair; 25e-6 on an idle laptop


# ---- Spelling a word in known ones


def test_a_name_is_spelled_in_the_words_it_is_made_of(speller: SoundAlikeSpeller) -> None:
    assert speller.spell("Quillhaven")[0] == (("quill", "haven"), 0.0)
    assert speller.spell("Brightwater")[0] == (("bright", "water"), 0.0)
    best, far = speller.spell("Dashwood")[0]
    assert best in (("dash", "wood"), ("dash", "would"))
    assert far == 0
    best, far = speller.spell("Lindqvist")[0]
    assert best == ("lind", "quist")
    assert far < 0.1


def test_the_best_spelling_comes_first_and_all_are_near_enough(said: Pronunciations) -> None:
    speller = SoundAlikeSpeller(said, ["quilt", "heaven", "van", "hey", "will", "kissed", "a", "the"])
    found = speller.spell("Quillhaven", k=3)
    assert 1 <= len(found) <= 3
    for words, far in found:
        assert 1 <= len(words) <= 4
        assert 0 <= far <= FAR
        assert said.alike(words, "Quillhaven") >= 1 - far - 1e-6


def test_a_known_word_spells_itself(said: Pronunciations) -> None:
    speller = SoundAlikeSpeller(said, {"haven", "heaven", "hay", "van"})
    assert speller.spell("haven")[0] == (("haven",), 0.0)


def test_initials_are_spelled_in_letters(said: Pronunciations) -> None:
    speller = SoundAlikeSpeller(said, "abcdefghijklmnopqrstuvwxyz")
    assert speller.spell("EPA")[0] == (("e", "p", "a"), 0.0)
    assert speller.spell("QXTWD")[0] == (tuple("qxtwd"), 0.0)
    assert speller.spell("x")[0] == (("x",), 0.0)


def test_where_nothing_is_near_nothing_is_offered(said: Pronunciations) -> None:
    assert SoundAlikeSpeller(said, {"zoo"}).spell("Lindqvist") == ()
    assert SoundAlikeSpeller(said, set()).spell("Lindqvist") == ()
    assert SoundAlikeSpeller(said, {"<eps>", "[unk]", "lindqvist"}).spell("Lindqvist") == ()
    assert SoundAlikeSpeller(said, {"zoo"}).spell("42") == ()


def test_common_words_can_be_preferred(said: Pronunciations) -> None:
    cost = {"wooed": 0.0, "wood": 0.9, "would": 0.1, "dash": 0.0}
    speller = SoundAlikeSpeller(said, cost.keys(), cost.__getitem__)
    assert speller.spell("Dashwood")[0] == (("dash", "would"), 0.0)


def test_sounds_themselves_can_be_spelled(speller: SoundAlikeSpeller) -> None:
    assert speller.spell_with(phones("K W IH L HH EY V AH N"), k=1) == ((("quill", "haven"), 0.0),)
    assert speller.spell_with(()) == ()


def test_spelling_does_not_hang_on_the_order_of_the_vocabulary(said: Pronunciations) -> None:
    words = ["quill", "haven", "heaven", "hay", "van", "will", "queue", "ill", "heave"]
    one = SoundAlikeSpeller(said, words).spell("Quillhaven")
    assert one == SoundAlikeSpeller(said, words[::-1]).spell("Quillhaven")


def test_a_large_vocabulary_is_indexed_and_searched_in_time(said: Pronunciations) -> None:
    vocabulary = frozenset(read_dictionary(FOLDER / DICTIONARY))
    speller = SoundAlikeSpeller(said, vocabulary)
    start = time.process_time()
    assert speller.spell("a")
    assert time.process_time() - start < 3  # s; 0.6 on an idle laptop
    start = time.process_time()
    for name in NAMES:
        words, far = speller.spell(name)[0]
        assert far < 0.15, (name, words)
    assert (time.process_time() - start) / len(NAMES) < 0.25  # s a name; 0.03 on an idle laptop


@settings(max_examples=60, deadline=None)
@given(word=st.text(max_size=12))
def test_any_text_may_be_spelled(speller: SoundAlikeSpeller, word: str) -> None:
    for words, far in speller.spell(word):
        assert words
        assert 0 <= far <= FAR
