"""What ends the terminal program without Python knowing, as a model may: it is noted, and told the next time."""

import faulthandler
import os
from collections.abc import Iterator
from contextlib import contextmanager

from app import faults
from app.command.terminal import Terminal
from app.places import Places, make_folder
from app.problems import Problem
from app.recognition.strikes import blamed


@contextmanager
def last_words(terminal: Terminal, places: Places) -> Iterator[None]:
    """Tells of the last time; where the program ends inside, the next one will tell."""
    if faulthandler.is_enabled():  # somebody else takes it down
        yield
        return
    try:
        file, left = faults.open_last_words(make_folder(places.cache))
    except (OSError, Problem):  # the same folder is complained of where it is needed
        yield
        return
    try:
        if left.strip():
            faults.note(left, places.cache)
        if (problem := blamed(left, places.cache)) is not None:
            terminal.say(str(problem))
        faulthandler.enable(file, all_threads=True)
        yield
    finally:
        faulthandler.disable()
        os.close(file)
