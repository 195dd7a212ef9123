"""Each drill in the window: chosen by a key, spoken, and what is said of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.library.draft import Draft
from app.library.library import Library
from app.practice.drills import DRILLS, named
from app.practice.rep import Phase
from app.review.account import Review
from app.review.finding import Kind
from tests.library.kept import sound
from tests.practice.drilled import answering
from tests.ui.room import Room, finding, noise, press
from ui.keys import SHOWN
from ui.pages import Page
from ui.text import Text
from ui.tick_box import TickBox

KEY = Qt.Key


def choose(room: Room, name: str) -> None:
    """By keys alone, until it waits on the stage."""
    press(room, KEY.Key_D)
    assert room.window.pages.page is Page.DRILLS
    number = [drill.name for drill in DRILLS].index(name)
    press(room, KEY(KEY.Key_1.value + number))
    room.until(lambda: room.window.pages.page is Page.REHEARSE)
    assert room.session.drill.drill is DRILLS[number]


def write(room: Room, text: str) -> None:
    """Another text for the message at hand."""
    room.window.desk.editor.setPlainText(text)
    room.until(lambda: room.session.shelf.is_saved and room.session.measured.draft.text == text)
    room.window.setFocus()


def say(room: Room, seconds: float = 2.0) -> None:
    """The rep that waits, until it is reviewed and kept."""
    kept = len(list(room.places.takes.glob("*.flac")))
    press(room, KEY.Key_Space)
    room.speak(seconds)
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    room.until(lambda: len(list(room.places.takes.glob("*.flac"))) > kept)
    room.until(lambda: room.window.review.shown is not None and room.window.review.shown.take is not None)


def change(room: Room, **settings: object) -> None:
    room.session.change_settings(replace(room.session.settings, **settings))  # type: ignore[arg-type]


def speak_until(room: Room, elapsed_s: float) -> None:
    """A rep that is under way hears something until its clock says so."""
    rehearsal = room.session.booth.rehearsal
    room.until(lambda: rehearsal.phase in (Phase.OPENING, Phase.RECORDING))
    room.until(lambda: bool(room.microphones) and not room.microphone.is_closed)
    if rehearsal.phase is Phase.OPENING:
        room.microphone.say(noise(0.1))
        room.phase(Phase.RECORDING)
    room.microphone.say(noise(elapsed_s - rehearsal.elapsed_s))
    room.until(lambda: rehearsal.elapsed_s >= elapsed_s - 0.05)
    room.window.stage.show_moment()


def test_every_drill_of_the_registry_is_told_in_a_sentence_and_has_a_key(room: Room) -> None:
    press(room, KEY.Key_D)
    rows = room.window.pages.drills.rows
    assert [row.drill for row in rows] == list(DRILLS)
    assert (f"1 – {len(rows)}", "Begin one") in dict(SHOWN)["Drills"]
    for number, row in enumerate(rows, 1):
        assert row.accessibleDescription().startswith(row.drill.sentence)
        assert row.start.accessibleDescription() == f"Key: {number}"


def test_the_list_tells_how_the_weeks_went_and_leads_to_more_of_it(room: Room) -> None:
    press(room, KEY.Key_D)
    page = room.window.pages.drills
    room.until(lambda: "This week: 1 of 1 clean cold" in " ".join(each.text() for each in page.findChildren(Text)))
    press(room, KEY.Key_T)
    assert room.window.pages.page is Page.TRENDS
    press(room, KEY.Key_Escape)
    assert room.window.pages.page is Page.DRILLS
    room.qtbot.keyClick(room.window, KEY.Key_1, Qt.KeyboardModifier.ControlModifier)
    room.qtbot.keyClick(room.window, KEY.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert room.window.pages.page is Page.DRILLS


def test_a_take_of_a_drill_that_was_cut_off_is_reviewed_too(room: Room, tmp_path: Path) -> None:
    drilled = room.session.drilled()
    assert drilled is not None

    def cut_off(library: Library) -> None:
        of, rules = drilled.message or 0, drilled.rules
        library.takes.keep(
            of, sound(tmp_path), drilled.script, 25.0, rules.strictness, 0.5, 0.0, drill="beat-the-clock", is_aside=True
        )

    room.session.shelf.change(cut_off, drilled.message)
    room.until(lambda: [each.attempt is not None for each in room.session.shelf.snapshot.asides] == [True])


def test_the_arrows_go_from_drill_to_drill_and_enter_begins_one(room: Room) -> None:
    press(room, KEY.Key_D)
    rows = room.window.pages.drills.rows
    for _ in range(4):
        press(room, KEY.Key_Down)
    press(room, KEY.Key_Up)
    assert rows[3].start.hasFocus()
    press(room, KEY.Key_Down)
    press(room, KEY.Key_Return)
    room.until(lambda: room.session.drill.drill is rows[4].drill)


# ---- After the beep


def test_after_ring_greeting_and_beep_the_clock_runs_and_the_take_begins(room: Room) -> None:
    choose(room, "voicemail")
    stage = room.window.stage
    assert stage.told == "Wait for the beep, then leave the message."
    turn = room.session.drill.turn
    assert turn is not None
    assert turn.opening is not None
    press(room, KEY.Key_Space)
    speak_until(room, -turn.opening.seconds + 0.5)
    assert stage.says == "It rings"
    assert stage.clock.state.elapsed_s == 0
    speak_until(room, -3.0)
    assert stage.says == "The greeting plays"
    speak_until(room, -0.2)
    assert stage.says == "The beep"
    speak_until(room, 2.0)
    assert stage.says == "Recording"
    assert room.cues[-1].cues[:3] == turn.opening.cues
    assert room.cues[-1].started_s == pytest.approx(-turn.opening.seconds, abs=0.2)
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    room.until(lambda: len(room.session.shelf.snapshot.takes) == 4)
    take = room.session.shelf.snapshot.takes[-1]
    assert take.drill == "voicemail"
    assert take.duration_s == pytest.approx(2.0, abs=0.2)
    assert take.origin_s == 0


# ---- One sentence


def test_just_this_sentence_is_drilled_until_it_is_clean_three_times_and_then_the_whole(room: Room) -> None:
    press(room, KEY.Key_Space)
    room.judge.finds = lambda script: (finding(Kind.SUBSTITUTION, 3, 4, script, "other"),)
    room.speak()
    press(room, KEY.Key_Space)
    room.until(lambda: len(room.session.shelf.snapshot.takes) == 4)
    press(room, KEY.Key_S)
    room.speak()
    assert room.window.stage.told == "Say this sentence alone."
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    card = room.window.review.drill
    assert "0 of 3 in a row Next: Say this sentence alone." in card.told
    room.judge.finds = lambda _: ()
    for row in (1, 2):
        say(room)
        assert f"{row} of 3 in a row" in card.told
    assert len(room.session.shelf.snapshot.takes) == 4
    say(room)
    assert "Next: Now the whole message again." in card.told
    assert room.judge.judged[-1] == "Hi Marta, this is Nora Whitcombe at Quillhaven."
    say(room)
    room.until(lambda: len(room.session.shelf.snapshot.takes) == 5)
    assert card.told.endswith("was clean three times in a row; the whole message is clean again.")
    assert room.session.drill.turn is None


def test_a_mailbox_that_hangs_up_stops_the_take_at_the_limit_by_itself(room: Room) -> None:
    press(room, KEY.Key_D)
    room.window.pages.drills.rows[0].findChildren(TickBox)[0].setFocus()
    press(room, KEY.Key_Space)
    assert room.session.settings.mailbox_hangs_up
    choose(room, "voicemail")
    press(room, KEY.Key_Space)
    speak_until(room, 40.0)
    room.phase(Phase.REVIEWED)
    room.until(lambda: len(room.session.shelf.snapshot.takes) == 4)
    assert room.session.shelf.snapshot.takes[-1].duration_s == pytest.approx(30.0)
    assert "The mailbox hung up at 0:30." in room.window.review.drill.told


# ---- Beat the clock


def test_the_clock_asks_for_less_and_says_where_the_seconds_are(room: Room) -> None:
    choose(room, "beat-the-clock")
    assert room.window.stage.told == "Say it clean in 30 seconds."
    say(room)
    card = room.window.review.drill
    assert "25 s, 2 of 3" in card.told
    assert "Next: Say it clean in 25 seconds." in card.told
    assert room.window.review.main.text() == "Next take"
    press(room, KEY.Key_R)
    assert room.window.stage.clock.state.limit_s == 25
    room.speak()
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    room.until(lambda: len(room.session.shelf.snapshot.asides) == 1)
    assert "20 s, 3 of 3" in card.told


# ---- Pace


def test_the_pace_drill_shows_one_word_where_the_band_is_left(room: Room) -> None:
    write(room, "Hi Marta, this is a long message. " * 30)
    choose(room, "pace")
    press(room, KEY.Key_Space)
    stage, booth = room.window.stage, room.session.booth
    for half_s in range(1, 15):  # the ear may be a little behind the clock, not more
        assert stage.cue == ""
        room.speak(0.5)
        room.until(lambda half_s=half_s: (booth.rehearsal.place or 0) >= 5 * half_s - 2)
        stage.show_moment()
        if stage.cue:
            break
    assert (stage.cue, half_s) == ("Slower.", 13)


# ---- Slow number


def test_the_number_is_said_alone_and_its_take_cannot_be_pinned(room: Room) -> None:
    write(room, "Hi Marta, this is Nora. Call me at 704-555-0142. Until then.")
    choose(room, "slow-number")
    assert room.window.stage.text.text() == "Call me at 704-555-0142."
    say(room)
    assert "1 of 3 in a row" in room.window.review.drill.told
    assert room.session.shelf.snapshot.asides[-1].drill == "slow-number"
    press(room, KEY.Key_P)
    assert "Only a take on the ladder can be pinned" in room.window.notice.text


def test_a_message_without_a_number_says_so(room: Room) -> None:
    press(room, KEY.Key_D)
    press(room, KEY(KEY.Key_1.value + [drill.name for drill in DRILLS].index("slow-number")))
    room.until(lambda: "no phone number" in room.window.notice.text)
    assert room.session.drill.turn is None


# ---- Fading


def test_words_leave_the_stage_as_they_are_said_clean_and_come_back_after_another(room: Room) -> None:
    choose(room, "fading")
    text, card = room.window.stage.text, room.window.review.drill
    assert text.text().startswith("Hi Marta, this is Nora")
    say(room)
    assert "Every third word gone, step 2 of" in card.told
    press(room, KEY.Key_R)
    assert text.text().startswith("Hi Marta, … is Nora …")
    room.speak()
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    assert "First letters, step 3 of" in card.told
    room.judge.finds = lambda script: (finding(Kind.FILLED_PAUSE, 5, 5, script, "um"),)
    press(room, KEY.Key_R)
    assert text.text().startswith("H… M…, t… i… N…")
    assert text.state.follows
    assert not text.state.marks
    room.speak()
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    assert "Every third word gone, step 2 of" in card.told


def test_in_the_end_nothing_is_on_the_page(room: Room, tmp_path: Path) -> None:
    fading, drilled = named("fading"), room.session.drilled()
    said: list[Review] = []
    assert drilled is not None

    def earlier(library: Library) -> None:
        for _ in range(4):
            task = fading.next(drilled, said)
            assert task is not None
            review = answering(task, True)
            kept = library.takes.keep(
                drilled.message or 0, sound(tmp_path), task.script, 30.0, review.strictness, 0.5, 0.0, drill="fading"
            )
            library.reviews.save(kept.id, review, task.rules)
            said.append(review)

    room.session.shelf.change(earlier, drilled.message)
    choose(room, "fading")
    assert room.window.stage.told == "Nothing is on the page. Say the whole message."
    assert not room.window.stage.text.isVisible()
    press(room, KEY.Key_E)
    assert room.window.stage.text.isVisible()


def test_a_take_that_is_overruled_to_be_clean_counts_as_clean(room: Room) -> None:
    room.judge.finds = lambda script: (finding(Kind.FILLED_PAUSE, 5, 5, script, "um"),)
    choose(room, "fading")
    say(room)
    card = room.window.review.drill
    assert "Full script, step 1 of" in card.told
    press(room, KEY.Key_I)
    room.until(lambda: "Every third word gone, step 2 of" in card.told)


def test_a_drill_goes_on_the_next_time_where_it_stood(room: Room) -> None:
    choose(room, "fading")
    say(room)
    press(room, KEY.Key_E)
    assert "step 2 of" in room.window.notice.text
    assert room.session.drill.drill is None
    room.leave()
    room.enter()
    press(room, KEY.Key_D)
    rows = {row.drill.name: row for row in room.window.pages.drills.rows}
    room.until(lambda: "step 2 of" in rows["fading"].accessibleDescription())
    choose(room, "fading")
    assert room.window.stage.told == "Every third word gone on the page. Say the whole message."


# ---- Pause for it


def test_every_um_is_answered_with_the_place_of_a_pause(room: Room) -> None:
    room.judge.finds = lambda script: (finding(Kind.FILLED_PAUSE, 5, 5, script, "um"),)
    choose(room, "pause-for-it")
    say(room)
    assert "“um” before “Whitcombe”: breathe earlier, after “Marta”" in room.window.review.drill.told
    assert "Hi Marta, [a pause would do here] this is Nora [1: um] Whitcombe" in room.window.review.script.text()


def test_of_many_sentences_the_first_stand_in_the_card_and_all_of_them_behind_it(room: Room) -> None:
    room.judge.finds = lambda script: tuple(finding(Kind.FILLED_PAUSE, at, at, script, "um") for at in range(1, 9))
    choose(room, "pause-for-it")
    say(room)
    card = room.window.review.drill
    assert card.told.count("“um”") == 3
    assert "And 5 more." in card.told
    assert any(each.toolTip().count("“um”") == 8 for each in card.findChildren(Text))


# ---- The round


def test_a_round_asks_for_each_message_that_is_due_once_and_tells_the_results(room: Room) -> None:
    shelf = room.session.shelf
    for name in ("The red boat", "The blue boat"):
        shelf.add(Draft(f"Hi Ann, {name.lower()} is ready. Call me back.", name, "Ann"))
        room.until(lambda name=name: shelf.draft.title == name and shelf.is_saved)
    choose(room, "round")
    stage = room.window.stage
    assert "The red boat" in stage.told
    say(room)
    assert shelf.draft.title == "The red boat"
    card = room.window.review.drill
    assert "Next: “The blue boat” to Ann: one take." in card.told
    room.judge.finds = lambda script: (finding(Kind.OMISSION, 3, 4, script),)
    press(room, KEY.Key_Space)
    room.until(lambda: shelf.draft.title == "The blue boat")
    room.speak()
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    room.until(lambda: len(shelf.snapshot.takes) == 1)
    assert "1 of 2 clean, cold: “The red boat”" in card.told
    assert "due again tomorrow: “The blue boat”" in card.told


def test_a_round_takes_the_minutes_there_are(room: Room) -> None:
    shelf = room.session.shelf
    for name in ("One", "Two"):
        shelf.add(Draft(f"Hi Ann, this is number {name}.", name))
        room.until(lambda name=name: shelf.draft.title == name and shelf.is_saved)
    press(room, KEY.Key_D)
    field = next(each for each in room.window.findChildren(QLineEdit) if "Minutes" in each.accessibleName())
    field.setFocus()
    field.selectAll()
    room.qtbot.keyClicks(field, "1")
    press(room, KEY.Key_Escape)
    choose(room, "round")
    assert room.window.stage.told == "“One”: one take."
    assert "2 messages are due; one fits into 1 minute," in room.window.notice.text


def test_where_nothing_is_due_the_round_says_so(room: Room) -> None:
    press(room, KEY.Key_D)
    press(room, KEY(KEY.Key_1.value + [drill.name for drill in DRILLS].index("round")))
    room.until(lambda: "No message is due" in room.window.notice.text)


# ---- What is chosen meanwhile


def test_a_mailbox_that_is_to_hang_up_does_so_from_the_next_take_on(room: Room) -> None:
    choose(room, "voicemail")
    stage = room.window.stage
    press(room, KEY.Key_D)
    room.window.pages.drills.rows[0].findChildren(TickBox)[0].setFocus()
    press(room, KEY.Key_Space)
    press(room, KEY.Key_Escape)
    room.until(lambda: stage.told.endswith("The mailbox hangs up at your limit."))
    assert room.session.drill.turn is not None
    assert room.session.drill.turn.task.cut_off_s == 30.0


def test_another_limit_begins_the_clock_anew_and_leaves_a_drill_that_knows_no_limit_where_it_is(room: Room) -> None:
    shelf, card = room.session.shelf, room.window.review.drill
    shelf.add(Draft("Hi Ann, the red boat is ready. Call me back.", "The red boat"))
    room.until(lambda: shelf.draft.title == "The red boat" and shelf.is_saved)
    choose(room, "beat-the-clock")
    say(room)
    assert "25 s, 2 of 3" in card.told
    change(room, limit_s=24.0)
    room.until(lambda: "24 s, 1 of 3" in card.told)
    choose(room, "pause-for-it")
    say(room)
    change(room, limit_s=20.0)
    room.until(lambda: room.session.drill.turn is not None and room.session.drill.turn.task.limit_s == 20.0)
    assert "1 of 3 in a row" in card.told


def test_a_key_that_changes_a_setting_within_a_rep_takes_it_from_no_drill(room: Room) -> None:
    choose(room, "fading")
    press(room, KEY.Key_Space)
    room.speak()
    press(room, KEY.Key_F)
    press(room, KEY.Key_Space)
    room.phase(Phase.REVIEWED)
    assert "Every third word gone, step 2 of" in room.window.review.drill.told


def test_a_rep_that_begins_before_a_setting_has_settled_still_counts(room: Room) -> None:
    choose(room, "fading")
    change(room, theme="dark")
    say(room)
    assert "Every third word gone, step 2 of" in room.window.review.drill.told


# ---- Ways out


def test_escape_leads_from_the_list_back_to_the_drill_that_waits(room: Room) -> None:
    choose(room, "fading")
    press(room, KEY.Key_D)
    press(room, KEY.Key_Escape)
    assert room.window.pages.page is Page.REHEARSE
    press(room, KEY.Key_E)
    press(room, KEY.Key_D)
    press(room, KEY.Key_Escape)
    assert room.window.pages.page is Page.WRITE


def test_another_message_or_another_text_ends_the_drill(room: Room) -> None:
    choose(room, "pause-for-it")
    room.session.shelf.duplicate()
    room.until(lambda: room.session.drill.drill is None)
    choose(room, "pause-for-it")
    press(room, KEY.Key_Escape)
    assert room.window.pages.page is Page.WRITE
    room.window.desk.editor.setPlainText("Something else.")
    assert room.session.drill.drill is None


def test_the_desk_rehearses_the_message_as_it_is(room: Room) -> None:
    choose(room, "fading")
    press(room, KEY.Key_Escape)
    press(room, KEY.Key_Space)
    room.speak()
    assert room.session.drill.drill is None
    assert room.session.booth.wanted is not None
    assert room.session.booth.wanted.turn is None


def test_with_large_text_in_the_smallest_window_what_is_asked_for_takes_nothing_from_the_clock(room: Room) -> None:
    room.session.change_settings(replace(room.session.settings, text_scale=1.5))
    room.window.resize(900, 600)
    write(room, "Hi Marta, this is Nora. Call me at 704-555-0142. Until then.")
    choose(room, "slow-number")
    stage = room.window.stage
    room.until(lambda: stage.clock.height() >= stage.clock.minimumSizeHint().height())
    assert stage.text.height() >= 84  # one line
