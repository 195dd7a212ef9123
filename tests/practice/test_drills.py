"""Every drill's rule: what it asks for next, when it is done, and what it says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.drill import IN_A_ROW, Drill, in_a_row
from app.practice.drill_clock import can_be_written_down, is_held, limits, strays, where_the_seconds_are
from app.practice.drill_page import failing_sentence, level, worst_sentence
from app.practice.drill_pauses import pauses_for
from app.practice.drills import DRILLS, named
from app.practice.fading import LEVELS, Shown, levels, page
from app.practice.ladder import attempt, ladder
from app.problems import Problem
from app.review.account import Review
from app.review.finding import Certainty, Kind, Strictness, Verdict
from app.review.pauses import Place
from app.script.script import parse
from app.settings import Settings
from tests.practice.drilled import OUTCOMES, TEXT, answering, drilled, review, said_as, tasks, um
from tests.review.reviews import finding

SCRIPT = parse(TEXT)
PLAIN = [drill for drill in DRILLS if drill.name != "round"]
EVERY = pytest.mark.parametrize("drill", PLAIN, ids=[drill.name for drill in PLAIN])


# ---- Every drill


@EVERY
@given(outcomes=OUTCOMES)
def test_whatever_happens_there_is_a_next_take_or_an_end_and_something_to_say(
    drill: Drill, outcomes: list[bool]
) -> None:
    of = drilled()
    asked, reviews, _ = tasks(drill, of, outcomes)
    for task in asked:
        assert len(task.shown) == len(task.script.words)
        assert 0 < task.limit_s <= of.rules.limit_s
        meant = Strictness.GIST if task.step.startswith("In your own words") else of.rules.strictness
        assert task.rules == replace(of.rules, limit_s=task.limit_s, strictness=meant)
        assert task.told.endswith(".")
    if reviews:
        assert drill.result(of, reviews).endswith(".")
        assert all(each.endswith((".", "”")) for each in drill.answer(of, reviews))


@EVERY
def test_a_drill_in_which_everything_is_clean_comes_to_its_end(drill: Drill) -> None:
    of = drilled()
    reviews = []
    for _ in range(20):
        task = drill.next(of, reviews)
        if task is None:
            return
        reviews.append(replace(answering(task, True, 20.0), metrics=paced(150).metrics))
    pytest.fail("it never ends")


@EVERY
def test_a_drill_in_which_nothing_is_clean_goes_on(drill: Drill) -> None:
    bad = (said_as(SCRIPT, 1), um(2), finding(Kind.NUMBER, len(SCRIPT.words) - 1, len(SCRIPT.words), 1, 2))
    assert drill.next(drilled(sentence=0), [review(SCRIPT, *bad)] * 20) is not None


def test_names_and_sentences_are_fit_to_be_shown() -> None:
    assert len({drill.name for drill in DRILLS}) == len(DRILLS)
    for drill in DRILLS:
        assert named(drill.name) is drill
        assert drill.name == drill.name.lower().replace(" ", "-")
        assert drill.sentence.endswith(".")


# ---- After the beep


def test_after_the_beep_it_goes_on_until_one_is_clean() -> None:
    asked, reviews, is_done = tasks(named("voicemail"), drilled(), [False, True])
    assert is_done
    assert all(task.after_the_beep and not task.is_aside and task.cut_off_s is None for task in asked)
    assert named("voicemail").result(drilled(), reviews) == "Clean after the beep: 1 of 2, best 0:01."


def test_a_mailbox_that_hangs_up_does_so_at_the_limit() -> None:
    task = named("voicemail").next(drilled(limit_s=25.0, hangs_up=True), [])
    assert task is not None
    assert task.cut_off_s == task.limit_s == 25.0
    assert "hangs up" in task.told
    for seconds, said in ((24.5, ("The mailbox hung up at 0:25.",)), (20.0, ())):
        took = review(SCRIPT, seconds=seconds)  # half a second of silence follows
        assert named("voicemail").answer(drilled(limit_s=25.0, hangs_up=True), [took]) == said
        assert named("voicemail").answer(drilled(limit_s=25.0), [took]) == ()


# ---- Beat the clock


def test_the_limits_are_30_25_and_20_seconds() -> None:
    asked, reviews, is_done = tasks(named("beat-the-clock"), drilled(), [True, False, True, True])
    assert [task.limit_s for task in asked] == [30, 25, 25, 20]
    assert [task.is_aside for task in asked] == [False, True, True, True]
    assert is_done
    assert named("beat-the-clock").result(drilled(), reviews) == "Clean in 30, 25 and 20 s. Best clean time 0:01."


@given(limit_s=st.floats(0.1, 3600), outcomes=OUTCOMES)
def test_a_limit_never_grows(limit_s: float, outcomes: list[bool]) -> None:
    asked, reviews, is_done = tasks(named("beat-the-clock"), drilled(limit_s=limit_s), outcomes)
    given = [task.limit_s for task in asked]
    assert given == sorted(given, reverse=True)
    for took, before, after in zip(reviews, given, given[1:], strict=False):
        assert (after < before) == took.clean
    assert is_done == (sum(each.clean for each in reviews) == len(limits(limit_s)))


LONG = (
    "Hi Marta, this is Nora at Quillhaven. It was such a great pleasure to sit down with you and with your colleagues "
    "there. Call me at ten."
)


def test_a_take_that_would_not_fit_the_next_limit_hears_where_the_seconds_are_and_what_to_cut() -> None:
    script = parse(LONG)
    took = review(script, seconds=14.0)
    told = where_the_seconds_are(took, 10.0)
    assert told[0] == "4 s more than 10 s."
    assert any("pleasure" in each or "It was such" in each for each in told)
    assert any("cut this sentence first" in each for each in told)
    assert where_the_seconds_are(took, 15.0) == ()
    same = replace(took, limit_s=10.0)
    assert where_the_seconds_are(same, 10.0) == tuple(each for each in told if "cut" in each)


def test_a_clean_take_is_told_about_the_limit_to_come() -> None:
    of = drilled(LONG, 15.0)
    took = review(of.script, seconds=14.0, limit_s=15.0)
    assert took.clean
    assert "more than 12 s" in named("beat-the-clock").answer(of, [took])[0]


# ---- Pace


def paced(*wpm: float, script: str = LONG, seconds: float = 20.0) -> Review:
    return review(parse(script), seconds=seconds, curve=tuple((0.5 + i, each) for i, each in enumerate(wpm)))


def test_a_pace_is_held_within_the_band_nearly_all_the_time() -> None:
    assert is_held(paced(*[150] * 10), Settings())
    assert is_held(paced(*[150] * 8, 190, 190), Settings())
    assert not is_held(paced(*[150] * 7, 190, 190, 190), Settings())
    assert not is_held(paced(), Settings())


def test_where_it_strayed_is_told_with_its_words() -> None:
    took = paced(150, 150, 180, 195, 150, 100)
    assert strays(took, Settings()) == ((2.5, 3.5, 195), (5.5, 5.5, 100))
    told = named("pace").answer(drilled(), [took])
    assert told[1].startswith("Too fast at 0:02, 195 words a minute: “")
    assert told[2].startswith("Too slow at 0:05, 100 words a minute: “")
    assert named("pace").answer(drilled(), [paced(150)])[-1] == "Held."


def test_a_number_may_be_as_slow_as_it_likes() -> None:
    script = parse("Call me at 704-555-0142.")
    took = review(script, seconds=4.0, curve=((1.0, 150), (3.5, 60)))
    assert is_held(took, Settings())


def test_the_pace_is_to_be_held_three_times_in_a_row() -> None:
    held, not_held, pace = paced(150), paced(220), named("pace")
    assert pace.next(drilled(), [held, held, not_held, held, held]) is not None
    assert pace.next(drilled(), [not_held, held, held, held]) is None
    task = pace.next(drilled(), [])
    assert task is not None
    assert task.band_wpm == (130, 170)


# ---- Slow number


def test_the_number_is_said_alone_with_its_sentence() -> None:
    task = named("slow-number").next(drilled(), [])
    assert task is not None
    assert task.script.text == "Call me, if you like, at 704-555-0142."
    assert task.is_aside


def test_without_a_number_there_is_nothing_to_say_slowly() -> None:
    with pytest.raises(Problem, match="no phone number in “Late deliveries”"):
        named("slow-number").next(drilled("Hi Marta."), [])


def test_a_number_can_be_written_down_if_it_was_right_slow_and_after_a_gap() -> None:
    script = parse("Call me at 704-555-0142.")
    number = len(script.words) - 1
    assert can_be_written_down(review(script))
    for kind in (Kind.NUMBER, Kind.MISSING_PAUSE):
        wrong = finding(kind, number, number + 1, 1, 2, "704-555-0142", None, False)
        assert not can_be_written_down(review(script, wrong))
        assert can_be_written_down(review(script, replace(wrong, certainty=Certainty.UNSURE)))
    assert can_be_written_down(review(script, um(1)))
    left_out = review(script)
    left_out = replace(left_out, verdicts=(*left_out.verdicts[:-1], Verdict.SKIPPED))
    assert not can_be_written_down(left_out)


def test_how_slow_it_was_is_told() -> None:
    script = parse("Call me at 704-555-0142.")
    told = named("slow-number").answer(drilled(), [review(script, seconds=20.0)])
    assert told == ("10 digits in 4.5 s, 2.2 a second.", "That can be written down.")
    unsure = review(script)
    unsure = replace(unsure, verdicts=(*unsure.verdicts[:-1], Verdict.UNSURE))
    assert "could not be told" in named("slow-number").answer(drilled(), [unsure])[-1]


# ---- Fading


@given(OUTCOMES)
def test_fading_never_skips_a_level_and_never_rises_on_a_bad_take(outcomes: list[bool]) -> None:
    reviews = [review(SCRIPT, *(() if each else (um(1),))) for each in outcomes]
    stood = [level(reviews[:count], len(LEVELS)) for count in range(len(reviews) + 1)]
    assert stood[0] == 0
    for before, after, is_clean in zip(stood, stood[1:], outcomes, strict=False):
        if before == len(LEVELS):
            assert after == before
        elif is_clean:
            assert after == before + 1
        else:
            assert after == max(before - 1, 0)


def test_fading_shows_less_and_less_of_the_same_script_and_ends_in_one_s_own_words() -> None:
    asked, reviews, is_done = tasks(named("fading"), drilled(), [True, True, False, *[True] * 5])
    assert [task.step.partition(",")[0] for task in asked] == [
        *("Full script", "Every third word gone", "First letters", "Every third word gone", "First letters"),
        *("Key words", "Nothing", "In your own words"),
    ]
    assert is_done
    assert [task.rules.strictness for task in asked] == [Strictness.MEANING] * 7 + [Strictness.GIST]
    assert "in your own words" in asked[-1].told
    assert set(asked[-1].shown) == {Shown.GONE}
    assert {task.script for task in asked} == {SCRIPT}
    assert "nothing on the page" in named("fading").result(drilled(), reviews)


def test_fading_says_after_each_take_where_it_moved_and_why() -> None:
    fading, of = named("fading"), drilled()
    _, reviews, _ = tasks(fading, of, [False, True, True, False, *[True] * 5])
    assert [fading.answer(of, reviews[: count + 1]) for count in range(4)] == [
        ("Not clean, so it stays at step 1: full script.",),
        ("Clean, so on it goes to step 2: every third word gone.",),
        ("Clean, so on it goes to step 3: first letters.",),
        ("Not clean, so it goes back to step 2: every third word gone.",),
    ]
    assert fading.answer(of, reviews) == ()


@pytest.mark.parametrize(
    ("text", "strictness", "count"),
    [(TEXT, Strictness.WORD, 6), (TEXT, Strictness.GIST, 5), ("Hi Marta, this is Nora.", Strictness.MEANING, 5)],
)
def test_own_words_come_last_only_where_something_must_be_said_exactly(
    text: str, strictness: Strictness, count: int
) -> None:
    assert len(levels(parse(text), strictness)) == count


def test_what_is_left_on_the_page() -> None:
    left = [page(SCRIPT, each.shown(SCRIPT)).splitlines() for each in LEVELS]
    assert left[0][0] == "Hi Marta, this is Nora at Quillhaven."
    assert left[1][0] == "Hi Marta, ____ is Nora ____ Quillhaven."
    assert left[2][0] == "H M, t i N a Q."
    assert left[3] == [
        "____ Marta, … Nora ____ Quillhaven.",
        "… page … cut … drops … third.",
        "Call … 704-555-0142.",
    ]
    assert left[4] == []


@given(st.sampled_from([TEXT, LONG, "Hi.", "One, two (three) ~four~ **five six**. Seven?"]))
def test_each_level_shows_no_more_words_than_the_one_before(text: str) -> None:
    script = parse(text)
    shown = [level.shown(script) for level in LEVELS]
    assert {len(each) for each in shown} == {len(script.words)}
    letters = [sum({Shown.WHOLE: 3, Shown.LETTER: 1, Shown.GONE: 0}[word] for word in each) for each in shown]
    assert letters[0] == 3 * len(script.words)
    assert letters[-1] == 0
    assert all(line in TEXT or line for line in page(script, shown[0]).splitlines())


def test_the_key_words_are_names_figures_heads_of_phrases_and_what_turns_the_sense_round() -> None:
    script = parse("We can't ship two late orders without Ann, so please **do call** her back before ten.")
    left = page(script, LEVELS[3].shown(script))
    assert left == "____ can't ____ two ____ orders without Ann, … do call ____ back ____ ten."


# ---- One sentence


def test_the_sentence_that_keeps_failing_is_the_one_the_ladder_sees_again_and_again() -> None:
    third = len(SCRIPT.words) - 5
    stuck, other = said_as(SCRIPT, third), said_as(SCRIPT, 1)
    tries = [
        attempt(1, review(SCRIPT, stuck)),
        attempt(2, review(SCRIPT, stuck)),
        attempt(3, review(SCRIPT, other, stuck)),
    ]
    assert failing_sentence(ladder(tries), SCRIPT) == 2
    assert failing_sentence(ladder(tries[:2]), SCRIPT) is None
    assert failing_sentence(ladder(tries), parse(TEXT + " Bye.")) is None
    assert failing_sentence(ladder([]), SCRIPT) is None


def test_running_over_is_no_sentence_of_its_own() -> None:
    over = finding(Kind.OVERRUN, 9, 12, 30.0, 32.0, None, "one page")
    assert failing_sentence(ladder([attempt(at, review(SCRIPT, over)) for at in (1, 2, 3)]), SCRIPT) is None
    assert worst_sentence(review(SCRIPT, over)) is None
    assert worst_sentence(review(SCRIPT, um(len(SCRIPT.words)))) == 2


def test_the_sentence_alone_three_times_clean_then_the_whole() -> None:
    asked, reviews, is_done = tasks(
        named("one-sentence"), drilled(sentence=0), [True, True, False, True, True, True, True]
    )
    assert [task.script.text for task in asked[:6]] == ["Hi Marta, this is Nora at **Quillhaven**."] * 6
    assert [task.is_aside for task in asked] == [True] * 6 + [False]
    assert asked[6].script == SCRIPT
    assert [task.step for task in asked[:6]] == [f"{row} of 3 in a row" for row in (0, 1, 2, 0, 1, 2)]
    assert is_done
    assert named("one-sentence").result(drilled(sentence=0), reviews) == (
        "“Hi Marta this is Nora at Quillhaven” was clean three times in a row; the whole message is clean again."
    )


def test_where_none_is_known_to_fail_the_whole_message_finds_it() -> None:
    drill, of = named("one-sentence"), drilled()
    first = drill.next(of, [])
    assert first is not None
    assert first.script == SCRIPT
    second = drill.next(of, [review(SCRIPT, said_as(SCRIPT, 9), said_as(SCRIPT, 12), said_as(SCRIPT, 0))])
    assert second is not None
    assert second.script.text.startswith("I put together")
    assert drill.next(of, [review(SCRIPT)]) is None
    assert drill.result(of, [review(SCRIPT)]) == "No sentence failed."


@given(OUTCOMES)
def test_the_whole_message_comes_again_only_after_three_clean_ones_in_a_row(outcomes: list[bool]) -> None:
    asked, reviews, is_done = tasks(named("one-sentence"), drilled(sentence=1), outcomes)
    wholes = [at for at, task in enumerate(asked) if task.script == SCRIPT]
    assert len(wholes) <= 1
    if wholes:
        assert in_a_row(each.clean for each in reviews[: wholes[0]]) == IN_A_ROW
    assert is_done == bool(wholes)


# ---- Pause for it


def test_each_um_is_answered_with_the_nearest_breath_before_it() -> None:
    script = parse("Hi Marta, this is Nora. I put one page together, for you.")
    #               0  1      2    3  4     5 6   7   8    9         10  11
    took = review(script, um(2), um(5), um(8), um(11), um(12))
    assert [(each.filler.script_start, each.before, each.place) for each in pauses_for(took)] == [
        (2, 2, Place.MARK),
        (5, 5, Place.STOP),
        (8, 5, Place.STOP),
        (11, 10, Place.MARK),
        (12, 12, Place.STOP),
    ]
    told = named("pause-for-it").answer(drilled(), [took])
    assert told[0] == "“um” before “this”: the script pauses there, at a comma; let the silence stand."
    assert told[2] == "“um” before “page”: breathe earlier, after “Nora”, where the script pauses between sentences."


def test_an_um_far_from_any_mark_is_answered_where_it_stood() -> None:
    script = parse("I put one page together on how a bakery of your own size cut its late drops")
    (pause,) = pauses_for(review(script, um(12)))
    assert (pause.before, pause.place) == (12, Place.INSIDE)
    assert "say nothing there" in named("pause-for-it").answer(drilled(), [review(script, um(12))])[0]
    (first,) = pauses_for(review(script, um(0)))
    assert first.before == 0


@given(st.lists(st.integers(0, len(SCRIPT.words)), max_size=6))
def test_no_um_goes_unanswered(places: list[int]) -> None:
    took = review(SCRIPT, *(um(each) for each in places))
    assert [each.filler.script_start for each in pauses_for(took)] == places
    assert all(each.before <= each.filler.script_start for each in pauses_for(took))
    assert len(named("pause-for-it").answer(drilled(), [took])) == max(len(places), 1)


def test_it_is_done_after_three_takes_without_any() -> None:
    drill, without, with_one = named("pause-for-it"), review(SCRIPT), review(SCRIPT, um(3), fillers_per_minute=2.4)
    assert drill.next(drilled(), [with_one, without, without]) is not None
    assert drill.next(drilled(), [with_one, without, without, without]) is None
    assert (
        drill.result(drilled(), [with_one, without]) == "Fillers a minute: 2.4 in the first take, 0.0 in the last of 2."
    )
