"""`rehearse export` and `import`: a message with its takes as one file."""

from pathlib import Path

from rich.text import Text

from app.command.kept import opened
from app.command.terminal import Terminal
from app.library.exchange import SUFFIX, import_message, package, write
from app.places import Places
from app.review.telling import counted
from app.settings_file import load


def export(name: str, to: Path, terminal: Terminal, places: Places) -> int:
    """The exit code. Raises Problem."""
    to = to if to.suffix else to.with_name(to.name + SUFFIX)
    with opened(terminal, places, load(places.settings)) as library:
        message = library.messages.called(name)
        packed = package(library, message.id)
        for take in packed.missing:
            terminal.say(f"Take {take.number} is left out: its sound is gone.")
        write(packed, to)
    _tell(f"“{message.draft.name}” with {counted(len(packed.sounds), 'take')} is written to {to}", terminal)
    return 0


def take_in(file: Path, terminal: Terminal, places: Places) -> int:
    """The exit code. Raises Problem."""
    with opened(terminal, places, load(places.settings)) as library:
        message = import_message(library, file)
    _tell(f"“{message.draft.name}” with {counted(message.takes, 'take')} is among your messages", terminal)
    return 0


def _tell(sentence: str, terminal: Terminal) -> None:
    terminal.page().print(Text(sentence), soft_wrap=True)
