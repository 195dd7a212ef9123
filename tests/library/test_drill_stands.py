"""What the library knows of drills: how far each has come, and what a round is made of."""

from datetime import date, timedelta
from pathlib import Path

from app.library.draft import Draft
from app.library.drills import round_of, stands
from app.practice.drills import named
from app.practice.problems import nothing_due
from app.review.finding import Strictness
from app.review.review import Rules
from app.script.script import Script
from app.settings import Settings
from tests.library.kept import START, message, opened
from tests.library.test_drills import spoken
from tests.practice.drilled import answering, drilled, tasks

TODAY = date.today() + timedelta(days=1)  # noqa: DTZ011


def rules(script: Script) -> Rules:
    return Rules(script.limit_s or 30.0, Strictness.MEANING, Settings())


def test_a_drill_that_goes_on_tells_its_step_and_another_its_result(tmp_path: Path) -> None:
    library = opened(tmp_path)
    of = message(library)
    known = drilled(of.draft.text, message=of.id)
    for name in ("fading", "voicemail"):
        task = named(name).next(known, [])
        assert task is not None
        spoken(library, of.id, answering(task, True), tmp_path / "elsewhere", name)
    told = stands(library, known, TODAY)
    assert told["fading"].startswith("Every third word gone, step 2 of")
    assert told["voicemail"] == "Clean after the beep: 1 of 1, best 0:01."
    assert told["round"] == "One message due."
    assert set(told) == {"fading", "voicemail", "round"}
    library.close()


def test_takes_of_another_text_do_not_tell_where_a_drill_goes_on(tmp_path: Path) -> None:
    library = opened(tmp_path)
    of = message(library)
    task = named("fading").next(drilled(of.draft.text, message=of.id), [])
    assert task is not None
    spoken(library, of.id, answering(task, True), tmp_path / "elsewhere", "fading")
    assert "fading" not in stands(library, drilled("Hello Marta, all is said in another way.", message=of.id), TODAY)
    library.close()


def test_a_drill_that_came_to_its_end_tells_its_result(tmp_path: Path) -> None:
    library = opened(tmp_path)
    of = message(library)
    known = drilled(of.draft.text, message=of.id)
    _, reviews, is_done = tasks(named("fading"), known, [True] * 10)
    assert is_done
    for each in reviews:
        spoken(library, of.id, each, tmp_path / "elsewhere", "fading")
    assert stands(library, known, TODAY)["fading"] == "The whole message, clean, with nothing on the page."
    library.close()


def test_a_message_whose_script_has_lost_its_number_still_tells_how_its_drills_stand(tmp_path: Path) -> None:
    library = opened(tmp_path)
    of = message(library)
    task = named("slow-number").next(drilled(), [])
    assert task is not None
    spoken(library, of.id, answering(task, True), tmp_path / "elsewhere", "slow-number")
    told = stands(library, drilled("Hi Marta.", message=of.id), TODAY)
    assert told["slow-number"] == "Takes whose number can be written down: 1 of 1."
    library.close()


def test_what_does_not_fit_and_what_cannot_be_spoken_is_noted(tmp_path: Path) -> None:
    library = opened(tmp_path)
    for title, text in (("One", "Hi Ann."), ("Two", "Hi Ben."), ("Three", "Hi {name}.")):
        library.messages.add(Draft(text, title))
    found = round_of(library, 0.5, TODAY, rules)
    assert found.drilled is not None
    assert [each.name for each in found.drilled.due] == ["One"]
    assert found.notes[0].startswith("“Three” waits. The script has blanks that nothing is known for: name.")
    assert found.notes[1] == "2 messages are due; one fits into 0.5 minutes, the rest stays due."
    library.close()


def test_where_nothing_is_due_the_day_of_the_next_message_is_known(tmp_path: Path) -> None:
    library = opened(tmp_path)
    assert round_of(library, 5.0, TODAY, rules).next_day is None
    library.messages.add(Draft("Hi Ann.", "One"))
    found = round_of(library, 5.0, date(2000, 1, 1), rules)
    assert (found.drilled, found.next_day) == (None, START.date())
    assert str(nothing_due(found.next_day)).startswith(
        "No message is due for a round today; the next is on Monday, 2 March."
    )
    assert round_of(library, 5.0, TODAY, rules).next_day is None
    library.close()
