"""`rehearse delete`: a take, a message or everything, for good, once it is confirmed."""

from rich.text import Text

from app.command.kept import numbered, opened
from app.command.terminal import Terminal
from app.places import Places
from app.problems import Problem
from app.review.telling import counted
from app.settings_file import load

WORD = "delete"  # what is to be typed
_KEPT = 1  # exit code: nothing is deleted


def delete(name: str, take: str | None, terminal: Terminal, places: Places) -> int:
    """A message, or one take of it by its number. The exit code. Raises Problem."""
    with opened(terminal, places, load(places.settings)) as library:
        message = library.messages.called(name)
        title = message.draft.name
        if take is None:
            what = f"“{title}” with {counted(message.takes, 'take')}"
            if not _confirmed(what, terminal):
                return _KEPT
            left = library.forget(message.id)
        else:
            found = numbered(library, message, take)
            what = f"Take {found.number} of “{title}”"
            if not _confirmed(what, terminal):
                return _KEPT
            left = library.takes.delete(found.id)
    return _told(what, left, terminal)


def delete_everything(terminal: Terminal, places: Places) -> int:
    """The exit code. Raises Problem."""
    with opened(terminal, places, load(places.settings)) as library:
        terminal.say("Settings and models stay, and so do files you exported.")
        what = f"Everything, {counted(len(library.messages.all()), 'message')} with all takes"
        if not _confirmed(what, terminal):
            return _KEPT
        left = library.forget_everything()
    return _told(what, left, terminal)


def _confirmed(what: str, terminal: Terminal) -> bool:
    """Asks on standard error; the answer comes from standard input, typed or piped. Raises Problem without one."""
    answer = terminal.ask(f"{what}: gone for good? Type “{WORD}” to delete:")
    if answer.lower().strip("“”\"'") == WORD:
        return True
    terminal.say("Nothing is deleted.")
    return False


def _told(what: str, left: tuple[Problem, ...], terminal: Terminal) -> int:
    for problem in left:
        terminal.say(str(problem))
    terminal.page().print(Text(f"{what}: deleted for good"), soft_wrap=True)
    return 0
