"""The window's door: looks for a screen, composes, runs."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import problems
from app.places import Places, find_places
from app.practice.lanes import Lanes
from app.problems import Problem
from app.recognition import validate
from app.settings import Settings
from app.settings_file import load
from ui.crash import Crashes, LastWords, tell_at_start
from ui.display import look_for_display
from ui.doors import real_doors
from ui.fluency import keep_fluent
from ui.opened_files import OpenedFiles
from ui.pictures import take_pictures
from ui.problems import window_option
from ui.program_icon import program_icon
from ui.session import Session
from ui.theme import load_fonts, look_of
from ui.window import Window

BAD_INPUT = 2  # exit code
SCREENSHOTS = "--screenshots"


def main(arguments: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """The exit code. What goes wrong before there is a window is a sentence on stderr."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == [validate.HIDDEN_SUBCOMMAND]:  # a frozen program tries its models in a child of itself
        return validate.main(arguments[1:])
    try:
        pictures, files = asked(arguments)
        if pictures is None:
            look_for_display(environ)
        places = find_places(environ)
        return run(places, environ, files) if pictures is None else draw(pictures, places, environ)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return BAD_INPUT


def draw(folder: Path, places: Places, environ: Mapping[str, str]) -> int:
    """Every page as a picture; needs no screen. Raises Problem."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = _application(places)
    try:
        return take_pictures(folder, environ)
    except OSError as error:
        raise problems.page_not_written(folder, error.strerror or str(error)) from error
    finally:
        application.quit()


def run(places: Places, environ: Mapping[str, str], files: Sequence[Path] = ()) -> int:
    """Opens the window, brings these files in, and comes back when it is closed."""
    application = _application(places)
    try:
        return _run(application, places, environ, files)
    except Problem:
        raise
    except Exception as error:  # noqa: BLE001  whoever started it from an icon sees no terminal
        tell_at_start(error, places.cache, look_of(Settings()))
        return BAD_INPUT


def _run(application: QApplication, places: Places, environ: Mapping[str, str], files: Sequence[Path]) -> int:
    lanes, last_words = Lanes(), LastWords(places.cache)
    settings, trouble = lanes.workshop.run(lambda: _settings(places)).result()
    ended = lanes.workshop.run(last_words.open).result()
    last_words.listen()
    session = Session(real_doors(places, environ), places, settings, lanes)
    keep_fluent(session)
    window = Window(session)
    crashes = Crashes(lanes.workshop.run, places.cache, lambda: window.look, window)
    crashes.watch(session)
    crashes.again.connect(window.notice.show_problem)
    crashes.catch()
    opened = OpenedFiles(application, window.message_actions.bring_in)
    window.show()
    QTimer.singleShot(0, session.open)
    QTimer.singleShot(0, lambda: opened.start_with(files))
    for problem in (ended, trouble):
        if problem is not None:
            session.told.emit(problem)
    try:
        return application.exec()
    finally:
        last_words.close()


def _application(places: Places) -> QApplication:
    application = QApplication(["after-the-beep"])
    application.setApplicationName("After the Beep")
    application.setDesktopFileName("after-the-beep")
    application.setWindowIcon(program_icon())
    load_fonts(places.assets / "fonts")
    return application


def _settings(places: Places) -> tuple[Settings, Problem | None]:
    """The defaults where the file is wrong, and what is wrong with it."""
    try:
        return load(places.settings), None
    except Problem as problem:
        return Settings(), problem


def asked(arguments: Sequence[str]) -> tuple[Path | None, tuple[Path, ...]]:
    """Where the pictures go, or None: the window is to be opened, with these files. Raises Problem."""
    if arguments[:1] == [SCREENSHOTS] and len(arguments) == 2:
        return Path(arguments[1]), ()
    if any(each.startswith("-") for each in arguments):
        raise window_option(" ".join(arguments))
    return None, tuple(Path(each).absolute() for each in arguments)


if __name__ == "__main__":
    sys.exit(main())
