"""What became of each script word, by two hearings and the sound: told by hand, judged by the program."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.recognition.transcript import HeardWord
from app.review.alignment import align
from app.review.evidence import Judgement, judge
from app.review.finding import Certainty, Kind, Verdict
from app.review.grounds import Grounds
from app.review.weights import DEFAULT
from app.script.readings import Readings
from app.script.script import Script, parse
from app.script.words import fold
from tests.review.tellings import Telling, sounds, tell

FILLERS = (("like",), ("you", "know"), ("i", "mean"), ("so",), ("well",))
UNKNOWN = ("Whitcombe", "Quillhaven", "Szczepanski")
MESSAGE = parse("Hi Marta, this is Nora. I'll send the plan on Tuesday, and call you in the morning.")
#                0  1      2    3  4     5    6    7   8    9  10       11  12   13  14 15  16
PLAIN = "hi marta this is nora i'll send the plan on tuesday and call you in the morning"


def judged(script: Script, told: Telling, two: bool = True) -> Judgement:
    first = align(script, told.biased if two else told.free, sounds().alike)
    second = align(script, told.free, sounds().alike) if two else None
    unknown = frozenset(fold(word) for word in UNKNOWN)
    return judge(first, second, Grounds(sounds(), unknown, told.sounding, FILLERS, DEFAULT))


def deviations(script: Script, line: str, two: bool = True) -> list[tuple[str, str, str, str]]:
    """(kind, certainty, the script's words, the heard words) of each."""
    told = tell(script, line)
    heard = told.biased if two else told.free
    return [
        (
            each.kind.value,
            each.certainty.value,
            " ".join(word.text for word in script.words[each.first : each.last]),
            " ".join(each.other_words or (word.word for word in heard[each.start : each.end])),
        )
        for each in judged(script, told, two).deviations
    ]


def verdicts(script: Script, line: str) -> dict[str, str]:
    """The words of the script that were not simply said."""
    found = judged(script, tell(script, line)).verdicts
    return {
        word.text: verdict.value
        for word, verdict in zip(script.words, found, strict=True)
        if verdict is not Verdict.SAID
    }


# --- Said


def test_a_script_said_as_it_stands_has_no_deviation() -> None:
    assert deviations(MESSAGE, PLAIN) == []
    assert verdicts(MESSAGE, PLAIN) == {}


def test_each_word_of_the_account_names_the_script_word_it_says() -> None:
    told = tell(MESSAGE, PLAIN.replace("i'll", "i will").replace("send", "+really send"))
    assert judged(MESSAGE, told).said_by == (0, 1, 2, 3, 4, 5, 5, None, *range(6, 17))


@pytest.mark.parametrize(
    "line",
    [
        # the free hearing alone goes wrong: the speaker is believed
        PLAIN.replace("nora", "nora/norway"),
        PLAIN.replace("plan on", "plan/planet on/"),
        PLAIN.replace("morning", "morning/warning"),
        # the bent hearing goes wrong and the free one has the script's words
        PLAIN.replace("plan", "+planet/plan"),
        PLAIN.replace("morning", "+warning/morning"),
        # both hear what sounds like it
        PLAIN.replace("nora", "+norah"),
        # contractions and spellings
        PLAIN.replace("i'll", "i will"),
    ],
)
def test_what_one_hearing_gets_wrong_is_not_the_speakers_error(line: str) -> None:
    assert deviations(MESSAGE, line) == []


NAMES = parse("Hi, Nora Whitcombe here, from Quillhaven. Call me today.")


@pytest.mark.parametrize(
    "line",
    [
        "hi nora whitcombe/what_come here from quillhaven/quill_haven call me today",
        "hi nora +wit +comb here from quillhaven call me today",
        "hi nora +become/income here from quillhaven call me today",
        "hi nora +what/wit_comb +come/ here from +quilt/quill_haven +haven/ call me today",
    ],
)
def test_a_name_that_the_model_does_not_know_is_said_when_it_sounds_like_it(line: str) -> None:
    assert deviations(NAMES, line) == []


def test_another_name_than_the_unknown_one_cannot_be_told_and_is_not_accused() -> None:
    line = "hi nora +jefferson here from quillhaven call me today"
    assert verdicts(NAMES, line) == {"Whitcombe": "unsure"}


# --- Changed


def test_a_word_that_both_hearings_have_otherwise_is_changed() -> None:
    line = PLAIN.replace("morning", "+evening")
    assert deviations(MESSAGE, line) == [("substitution", "certain", "morning", "evening")]
    assert verdicts(MESSAGE, line) == {"morning": "changed"}


def test_a_word_that_the_hearings_hear_differently_and_near_the_script_cannot_be_told() -> None:
    line = PLAIN.replace("plan", "+plane:0.4/plant")
    assert all(each[1] == "unsure" for each in deviations(MESSAGE, line))
    assert set(verdicts(MESSAGE, line).values()) <= {"unsure"}


def test_the_same_word_in_another_form_is_changed_where_both_hearings_have_it() -> None:
    assert deviations(MESSAGE, PLAIN.replace("plan", "+plans")) == [("substitution", "certain", "plan", "plans")]


def test_a_word_heard_twice_differently_and_once_much_like_the_script_was_said() -> None:
    assert deviations(MESSAGE, PLAIN.replace("send", "+sent/said")) == []


def test_a_known_name_heard_as_something_near_it_cannot_be_told() -> None:
    assert deviations(MESSAGE, PLAIN.replace("marta", "+matter")) == [("substitution", "unsure", "Marta", "matter")]


def test_another_weekday_is_a_number_finding() -> None:
    line = PLAIN.replace("tuesday", "+thursday")
    assert deviations(MESSAGE, line) == [("number", "certain", "Tuesday", "thursday")]


PHONE = parse("Please call me at 704-555-0142 today.")
AS_READ = "seven oh four five five five oh one four two"


@pytest.mark.parametrize(
    "spoken",
    [
        AS_READ,
        "seven zero four five five five zero one four two",
        "seven oh four triple five oh one forty two",
        "seven oh four five fifty five zero one four two",
    ],
)
def test_another_legal_way_of_saying_a_phone_number_is_no_deviation(spoken: str) -> None:
    assert deviations(PHONE, f"please call me at {spoken} today") == []


@pytest.mark.parametrize("place", range(10))
def test_a_wrong_digit_in_a_phone_number_is_found_wherever_it_stands(place: int) -> None:
    digits = AS_READ.split()
    digits[place] = "+nine"
    ((kind, certainty, expected, _),) = deviations(PHONE, f"please call me at {' '.join(digits)} today")
    assert (kind, certainty, expected) == ("number", "certain", "704-555-0142")


def test_two_digits_turned_round_are_found() -> None:
    spoken = AS_READ.replace("four two", "+two +four")
    ((kind, certainty, expected, _),) = deviations(PHONE, f"please call me at {spoken} today")
    assert (kind, certainty, expected) == ("number", "certain", "704-555-0142")


def test_a_digit_that_only_a_doubtful_hearing_has_otherwise_cannot_be_told() -> None:
    spoken = AS_READ.replace("one", "+nine:0.4/one_nine")
    assert [each[:2] for each in deviations(PHONE, f"please call me at {spoken} today")] == [("number", "unsure")]


def test_a_digit_that_the_second_hearing_has_right_was_right() -> None:
    assert deviations(PHONE, f"please call me at {AS_READ.replace('one', '+nine:0.9/one')} today") == []


def test_a_number_that_the_bias_hides_is_found_by_the_second_hearing() -> None:
    script = parse("We have 90 shops in town.")
    hidden = "we have ninety:0.6/nineteen shops in town"
    assert deviations(script, hidden) == [("number", "certain", "90", "nineteen")]
    assert verdicts(script, hidden) == {"90": "changed"}


def test_an_ordinal_that_the_second_hearing_has_for_a_cardinal_is_its_own_slip() -> None:
    assert deviations(parse("From 2019 to now."), "from twenty nineteen/ninth to now") == []


def test_a_number_that_the_second_hearing_doubts_or_does_not_have_was_said() -> None:
    script = parse("We have 90 shops in town.")
    assert verdicts(script, "we have ninety/nineteen shops in town") == {"90": "changed"}
    assert deviations(script, "we have ninety/nineteen:0.6 shops in town") == []
    assert deviations(script, "we have ninety/ninja shops in town") == []
    assert deviations(script, "we have ninety shops in town") == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("The fee is $90 a month.", "the fee is ninety:0.6/nineteen dollars a month"),
        ("We ship 90% of it.", "we ship ninety:0.6/nineteen percent of it"),
        ("Come on May 9th please.", "come on may ninth:0.6/fifth please"),
        ("Call 704-555-0142 please.", f"call {AS_READ.replace('two', 'two:0.6/nine')} please"),
    ],
)
def test_a_hidden_number_is_found_beside_its_unit(text: str, hidden: str) -> None:
    script = parse(text)
    ((kind, certainty, *_),) = deviations(script, hidden)
    assert (kind, certainty) == ("number", "certain")


def test_the_second_hearing_needs_only_be_surer_of_a_hidden_number_than_the_first_is_of_its_own() -> None:
    script = parse("We have 90 shops in town.")
    assert verdicts(script, "we have ninety:0.6/nineteen:0.8 shops in town") == {"90": "changed"}
    assert deviations(script, "we have ninety:0.8/nineteen:0.85 shops in town") == []


def test_a_part_of_a_number_that_the_first_hearing_doubts_and_the_second_passes_over_was_left_out() -> None:
    script = parse("We raised $75,000 in May.")
    ((kind, certainty, _, heard),) = deviations(script, "we raised seventy five:0.5/ thousand dollars in may")
    assert (kind, certainty, heard) == ("number", "certain", "seventy thousand dollars")
    assert deviations(script, "we raised seventy five/ thousand dollars in may") == []


def test_two_hearings_that_have_two_other_numbers_have_heard_another_and_the_surer_one_is_told() -> None:
    script = parse("Come on May 14th please.")
    ((kind, certainty, _, heard),) = deviations(script, "come on may +fiftieth:0.6/fifteenth please")
    assert (kind, certainty, heard) == ("number", "certain", "may fifteenth")
    ((_, certainty, *_),) = deviations(script, "come on may +fiftieth:0.6/fifteenth:0.5 please")
    assert certainty == "unsure"


# --- Skipped


def test_a_word_left_out_without_a_gap_is_skipped() -> None:
    line = PLAIN.replace("call you in the", "call in the")
    assert deviations(MESSAGE, line) == [("omission", "certain", "you", "")]
    assert verdicts(MESSAGE, line) == {"you": "skipped"}


def test_a_short_word_that_may_be_lost_between_others_is_skipped_where_the_second_hearing_has_these() -> None:
    """Of "plan on Tuesday" little of "on" is left, least of all for an ear that knows the voice badly."""
    line = PLAIN.replace("plan on tuesday", "plan tuesday")
    assert deviations(MESSAGE, line) == [("omission", "certain", "on", "")]
    for lost in ("plan/clan tuesday", "plan tuesday/choose_day", "plan/planet tuesday", "plan /an tuesday"):
        assert deviations(MESSAGE, PLAIN.replace("plan on tuesday", lost)) == [("omission", "unsure", "on", "")]
    assert deviations(MESSAGE, PLAIN.removeprefix("hi ")) == [("omission", "certain", "Hi", "")]
    assert deviations(MESSAGE, PLAIN.removeprefix("hi ").replace("marta", "marta/martyr", 1))[0][1] == "unsure"


def test_a_phrase_left_out_is_one_omission() -> None:
    line = PLAIN.replace("and call you ", "")
    assert deviations(MESSAGE, line) == [("omission", "certain", "and call you", "")]


def test_the_beginning_and_the_end_can_be_left_out() -> None:
    assert deviations(MESSAGE, PLAIN.removeprefix("hi marta ")) == [("omission", "certain", "Hi Marta", "")]
    assert deviations(MESSAGE, PLAIN.removesuffix(" in the morning")) == [("omission", "certain", "in the morning", "")]


def test_where_a_voice_is_heard_and_no_word_it_cannot_be_told_what_was_left_out() -> None:
    line = PLAIN.replace("and call you", "=0.7")
    assert deviations(MESSAGE, line) == [("omission", "unsure", "and call you", "")]
    assert verdicts(MESSAGE, line) == {"and": "unsure", "call": "unsure", "you": "unsure"}


@pytest.mark.parametrize(("length_s", "certainty"), [(0.3, "certain"), (0.9, "unsure")])
def test_another_word_that_takes_as_long_as_what_is_left_out_beside_it_may_be_all_of_it(
    length_s: float, certainty: str
) -> None:
    """Such as "Corinthian" for "call you in the"."""
    told = tell(MESSAGE, PLAIN.replace("call you in the", "+corinthian"))
    at = [word.word for word in told.biased].index("corinthian")
    longer = length_s - (told.biased[at].end - told.biased[at].start)
    biased, free = (
        tuple(
            replace(word, start=word.start + longer * (i > at), end=word.end + longer * (i >= at))
            for i, word in enumerate(hearing)
        )
        for hearing in (told.biased, told.free)
    )
    found = judged(MESSAGE, replace(told, biased=biased, free=free, voice=((0.0, 99.0),))).deviations
    assert [each.certainty.value for each in found if each.kind is Kind.OMISSION] == [certainty]


def test_a_silence_in_place_of_words_hides_nothing() -> None:
    assert deviations(MESSAGE, PLAIN.replace("and call you", "_1.5")) == [("omission", "certain", "and call you", "")]


def test_nothing_said_is_all_left_out() -> None:
    told = Telling((), (), (), 5.0)
    assert set(judged(MESSAGE, told).verdicts) == {Verdict.SKIPPED}


# --- Added


def test_a_word_on_top_that_both_hearings_have_is_an_insertion() -> None:
    assert deviations(MESSAGE, PLAIN.replace("send", "+probably send")) == [("insertion", "certain", "", "probably")]


def test_a_word_on_top_that_one_hearing_has_is_not_certain() -> None:
    found = deviations(MESSAGE, PLAIN.replace("send", "+probably/ send"))
    assert [each[:2] for each in found] == [("insertion", "unsure")]
    assert deviations(MESSAGE, PLAIN.replace("send", "/probably send")) == []


def test_a_function_word_on_top_is_certain_only_if_both_hearings_have_the_same() -> None:
    assert deviations(MESSAGE, PLAIN.replace("you", "+to you")) == [("insertion", "certain", "", "to")]
    assert deviations(MESSAGE, PLAIN.replace("you", "+to/in you")) == [("insertion", "unsure", "", "to")]


def test_a_breath_that_one_hearing_takes_for_a_word_is_no_restart() -> None:
    for sure in ("1", "0.3"):
        found = deviations(MESSAGE, PLAIN.replace("plan", f"+a:{sure}/ plan"))
        assert [each[:2] for each in found] in ([("insertion", "unsure")], [])


# --- Restarts


def test_a_phrase_said_twice_is_a_repetition() -> None:
    line = PLAIN.replace("and call", "and call and@11 call")
    assert deviations(MESSAGE, line) == [("repetition", "certain", "and call", "and call")]
    assert verdicts(MESSAGE, line) == {}


def test_a_word_said_twice_is_a_repetition() -> None:
    assert [each[:3] for each in deviations(MESSAGE, PLAIN.replace("plan", "plan plan@8"))] == [
        ("repetition", "certain", "plan")
    ]


def test_a_sentence_said_again_from_its_beginning_is_a_repetition() -> None:
    line = PLAIN.replace("on tuesday", "_ i'll@5 send the plan on tuesday")
    assert deviations(MESSAGE, line) == [
        ("repetition", "certain", "I'll send the plan", "i'll send the plan"),
    ]


def test_a_word_said_three_times_is_one_repetition_of_it() -> None:
    assert deviations(MESSAGE, PLAIN.replace("plan", "plan plan@8 plan@8")) == [
        ("repetition", "certain", "plan", "plan plan")
    ]


def test_a_number_begun_again_is_a_repetition_of_the_number() -> None:
    line = "please call me at seven oh four _ seven@4 oh four five five five oh one four two today"
    assert deviations(PHONE, line) == [("repetition", "certain", "704-555-0142", "seven oh four")]
    assert verdicts(PHONE, line) == {}


def test_a_word_said_twice_right_after_another_than_the_scripts_is_a_repetition() -> None:
    found = deviations(MESSAGE, PLAIN.replace("send the plan", "+post the@7 the plan"))
    assert [each[:3] for each in found] == [("substitution", "certain", "send"), ("repetition", "certain", "the")]
    found = deviations(MESSAGE, PLAIN.replace("send the plan", "+post +budget _ the plan"))
    assert "repetition" not in [each[0] for each in found]


def test_the_echo_of_a_neighbour_is_not_certain() -> None:
    """The bent hearing doubts it, and the second one has nothing of it."""
    found = deviations(MESSAGE, PLAIN.replace("the plan on", "the:0.4/ the@7 plan on"))
    assert [each[:2] for each in found] == [("repetition", "unsure")]


@pytest.mark.parametrize("share", [0.5, 1.5])
def test_what_is_too_short_to_be_said_again_depends_on_how_fast_the_speaker_is(share: float) -> None:
    """Only the bent hearing has it twice: a word as long as the speaker's others, and one that is half as long."""
    told = tell(MESSAGE, PLAIN.replace("plan", "plan plan@8/"))
    for second, certainty in ((1.0, "certain"), (0.5, "unsure")):
        assert [each.certainty.value for each in judged(MESSAGE, _at_pace(told, share, second)).deviations] == [
            certainty
        ]


def test_what_both_hearings_have_twice_was_said_twice_however_short() -> None:
    told = tell(MESSAGE, PLAIN.replace("plan", "plan plan@8"))
    assert [each.certainty.value for each in judged(MESSAGE, _at_pace(told, 1.0, 0.4)).deviations] == ["certain"]


def _at_pace(told: Telling, share: float, second: float) -> Telling:
    """Every sound takes this share of its time, those of the second "plan" of the bent hearing still less."""
    slowed = [
        [replace(word, start=word.start * share, end=word.end * share) for word in hearing]
        for hearing in (told.biased, told.free)
    ]
    at = [word.word for word in told.biased].index("plan") + 1
    for hearing in slowed:
        if len(hearing) > at and hearing[at].word == "plan":
            again = hearing[at]
            hearing[at] = replace(again, end=again.start + second * (again.end - again.start))
    return replace(told, biased=tuple(slowed[0]), free=tuple(slowed[1]), voice=((0.0, 99.0),))


WEEKDAY = parse("I'll see you on Thursday at ten.")


def test_a_word_broken_off_and_said_again_is_a_repetition() -> None:
    found = deviations(WEEKDAY, "i'll see you on +thurs thursday at ten")
    assert [each[:2] for each in found] == [("repetition", "certain")]
    assert verdicts(WEEKDAY, "i'll see you on +thurs thursday at ten") == {}


@pytest.mark.parametrize(
    "line", ["i'll see you on +tuesday thursday at ten", "i'll see you on +tuesday on@3 thursday at ten"]
)
def test_another_weekday_put_right_at_once_is_a_self_correction(line: str) -> None:
    assert [each[:2] for each in deviations(WEEKDAY, line)] == [("self_correction", "certain")]
    assert verdicts(WEEKDAY, line) == {}


def test_a_wrong_word_the_speaker_stops_after_is_a_self_correction() -> None:
    found = deviations(MESSAGE, PLAIN.replace("plan", "+budget _ plan"))
    assert [each[:2] for each in found] == [("self_correction", "certain")]


def test_a_wrong_word_that_runs_on_into_the_right_one_came_on_top() -> None:
    found = deviations(MESSAGE, PLAIN.replace("plan", "+budget plan"))
    assert [each[:2] for each in found] == [("insertion", "certain")]


def test_an_addition_inside_a_contraction_is_no_restart() -> None:
    """I already am, of which the bent hearing makes: I, already, I'm."""
    script = parse("I am at home on Friday.")
    found = deviations(script, "i@0 +already i'm@0 at home on friday")
    assert [each[:2] for each in found] == [("insertion", "certain")]
    found = deviations(script, "i@0 +already _ i'm@0 at home on friday")
    assert [each[0] for each in found] == ["self_correction"]


def test_a_word_at_the_end_of_a_sentence_is_no_try_at_the_next() -> None:
    script = parse("I sent the plan. Budgets are due on Friday.")
    found = deviations(script, "i sent the plan +quickly _ budgets are due on friday")
    assert [each[:2] for each in found] == [("insertion", "certain")]
    found = deviations(script, "i sent the plan _0.6 +quickly _ budgets are due on friday")
    assert [each[0] for each in found] == ["self_correction"]


def test_a_word_too_short_to_be_whole_is_said_twice_only_if_the_speaker_stops_after_it() -> None:
    """The bent hearing, which follows the script, may take the tail of a long word for the word again."""
    told = tell(WEEKDAY, "i'll see you on thursday thursday@4 at ten")
    assert [each.certainty.value for each in judged(WEEKDAY, told).deviations] == ["certain"]
    before, first, after = told.biased[:4], told.biased[4], told.biased[5:]
    first = replace(first, end=first.end - 0.25)
    for rest_s, certainty in ((0.0, "unsure"), (0.25, "certain")):
        later = tuple(replace(w, start=w.start - 0.25 + rest_s, end=w.end - 0.25 + rest_s) for w in after)
        voice = ((0.0, first.end), (first.end + rest_s, 99.0))
        cut = replace(told, biased=(*before, first, *later), free=(*before, *later), voice=voice)
        found = judged(WEEKDAY, cut).deviations
        assert [(each.kind.value, each.certainty.value) for each in found] == [("repetition", certainty)]


def test_a_word_of_another_place_in_place_of_the_right_one_is_a_substitution() -> None:
    found = deviations(MESSAGE, PLAIN.replace("plan", "call@12"))
    assert found == [("substitution", "certain", "plan", "call")]


def test_a_weekday_heard_as_words_that_sound_like_it_was_said() -> None:
    assert deviations(WEEKDAY, "i'll see you on +thirst +day at ten") == []
    found = deviations(WEEKDAY, "i'll see you on +sunday at ten")
    assert [each[:2] for each in found] == [("number", "certain")]


def test_a_name_that_both_hearings_are_sure_is_a_like_one_cannot_be_told() -> None:
    script = parse("This is Nora from the bank.")
    assert verdicts(script, "this is +laura from the bank") == {"Nora": "unsure"}
    assert verdicts(script, "this is +laura/nora from the bank") == {}


def test_a_function_word_for_a_content_word_cannot_be_told() -> None:
    """No speaker's slip: the ear's."""
    assert [each[:2] for each in deviations(MESSAGE, PLAIN.replace("plan", "+with"))] == [("substitution", "unsure")]


def test_a_filler_phrase_is_no_restart() -> None:
    for filler in ("+like", "+you +know", "+so"):
        found = deviations(MESSAGE, PLAIN.replace("plan", f"{filler} _ plan"))
        assert [each[0] for each in found] == ["insertion"], filler


# --- One hearing alone


def test_one_hearing_is_enough_to_find_what_was_left_out_and_what_came_on_top() -> None:
    assert deviations(MESSAGE, PLAIN.replace("and call you ", ""), two=False) == [
        ("omission", "certain", "and call you", "")
    ]
    assert [each[0] for each in deviations(MESSAGE, PLAIN.replace("send", "probably send"), two=False)] == ["insertion"]
    assert deviations(MESSAGE, PLAIN, two=False) == []


# --- Whatever was said


WORDS = [
    *("I", "I'll", "send", "it", "today.", "Then", "704-555-0142", "Dashwood", "the", "two", "$1,200", "May 9th"),
    *("Whitcombe", "voicemail", "on", "Tuesday,", "like", "$90", "e-mail", "nora@example.com", "the", "9%"),
]
scripts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join)
HEARD = [
    *("i", "i'll", "will", "send", "it", "today", "then", "seven", "oh", "four", "five", "dash", "wood", "the", "too"),
    *("two", "tuesday", "thursday", "thurs", "like", "you", "know", "[unk]", "ninety", "nineteen", "elephant", "dot"),
]


def a_reading(readings: Readings, draw: st.DrawFn) -> list[int]:
    path, node = [], readings.boundaries[0]
    while node != readings.boundaries[-1]:
        number = draw(st.sampled_from([k for k, arc in enumerate(readings.arcs) if arc.source == node]))
        path.append(number)
        node = readings.arcs[number].to
    return path


@st.composite
def spoken_scripts(draw: st.DrawFn) -> tuple[Script, Telling]:
    """A script, said in any of its readings."""
    script = parse(draw(scripts))
    words = [
        HeardWord(script.readings.arcs[number].word, 0.4 * k, 0.4 * k + 0.35, 1.0, number)
        for k, number in enumerate(a_reading(script.readings, draw))
    ]
    free = tuple(replace(word, arc=None) for word in words)
    return script, Telling(tuple(words), free, tuple((word.start, word.end) for word in words), 9.0)


@given(spoken_scripts(), st.booleans())
@settings(max_examples=80)
def test_a_script_said_in_any_of_its_readings_has_no_deviation(said: tuple[Script, Telling], two: bool) -> None:
    script, told = said
    found = judged(script, told, two)
    assert found.deviations == ()
    assert set(found.verdicts) == {Verdict.SAID}


@st.composite
def takes(draw: st.DrawFn) -> tuple[Script, Telling]:
    """A script, and any words in any places heard by both."""
    script = parse(draw(scripts))
    hearings = []
    for tagged in (True, False):
        now, words = draw(st.floats(0, 1)), []
        for word in draw(st.lists(st.sampled_from(HEARD), max_size=14)):
            length = draw(st.sampled_from([0.0, 0.05, 0.2, 0.7]))
            arc = draw(st.none() | st.integers(0, len(script.readings.arcs) - 1)) if tagged else None
            words.append(HeardWord(word, now, now + length, draw(st.sampled_from([0.0, 0.5, 0.9, 1.0])), arc))
            now += length + draw(st.sampled_from([0.0, 0.0, 0.5]))
        hearings.append(tuple(words))
    voice = tuple((word.start, word.end) for word in hearings[0])
    return script, Telling(hearings[0], hearings[1], voice, 20.0)


@given(takes(), st.booleans())
@settings(max_examples=120)
def test_whatever_was_heard_is_judged_within_bounds_and_in_order(take: tuple[Script, Telling], two: bool) -> None:
    script, told = take
    found = judged(script, told, two)
    heard = told.biased if two else told.free
    assert len(found.verdicts) == len(script.words)
    assert len(found.said_by) == len(heard)
    assert all(word is None or 0 <= word < len(script.words) for word in found.said_by)
    assert [word for word in found.said_by if word is not None] == sorted(
        word for word in found.said_by if word is not None
    )
    for each in found.deviations:
        assert 0 <= each.first <= each.last <= len(script.words)
        assert 0 <= each.start <= each.end <= len(heard)
        assert each.first < each.last or each.start < each.end
        if each.kind is Kind.OMISSION:
            assert each.start == each.end
        if each.kind is Kind.INSERTION:
            assert each.first == each.last
    places = [(each.first, each.start) for each in found.deviations]
    assert places == sorted(places)
    accused = {
        word
        for each in found.deviations
        if each.certainty is Certainty.CERTAIN and each.kind in (Kind.OMISSION, Kind.SUBSTITUTION, Kind.NUMBER)
        for word in range(each.first, each.last)
    }
    assert accused == {k for k, verdict in enumerate(found.verdicts) if verdict in (Verdict.SKIPPED, Verdict.CHANGED)}
