"""Takes on their way into the library: a rep that is over goes in with its review, one that was broken off later."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.audio.held import HELD, taken_up
from app.audio.note import ENDING, note_beside
from app.audio.sound import open_sound
from app.audio.take import origin_of, packed_name, part_name, recover
from app.library.draft import Draft
from app.library.library import Library
from app.library.messages import Message, moment
from app.library.problems import note_not_read
from app.library.spoken import Spoken, from_note
from app.library.takes import KeptTake
from app.problems import Problem
from app.recognition.transcript import FreeHearing
from app.review.account import Review
from app.review.review import Rules
from app.script.script import parse


@dataclass(frozen=True, slots=True)
class Found:
    """A take that a program left which came to a sudden end."""

    sound: Path
    name: str = ""  # of the message it is a take of now; empty: of none
    take: KeptTake | None = None
    script: Path | None = None  # the file it was spoken from, where it is of no message


def keep(
    library: Library,
    message: int,
    review: Review,
    rules: Rules,
    free: FreeHearing | None = None,
    drill: str = "",
    is_aside: bool = False,
) -> KeptTake:
    """A rep that is over and its review: both, or none of it. Raises Problem; then bring_back() may find it later.

    Once only, where another program was quicker to find it.
    """
    sound, facts = Path(review.take.file), review.take
    with library.store.writing():
        take = library.takes.with_sound(sound)
        if take is None or take.message != message:
            take = library.takes.keep(
                message,
                sound,
                review.script,
                rules.limit_s,
                rules.strictness,
                facts.duration_s,
                facts.origin_s,
                drill=drill,
                is_aside=is_aside,
            )
        library.reviews.save(take.id, review, rules)
        if free is not None:
            library.hearings.save(take.id, free)
    let_be(sound)
    return library.takes.get(take.id)


def let_be(sound: Path) -> None:
    """A rep of no message is over: its sound stays where it lies, and nobody asks for it again."""
    note_beside(sound).unlink(missing_ok=True)


def bring_back(library: Library) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """What programs left that are no more, and what could not be brought back yet and stays where it is."""
    folder = library.sounds.folder
    recovery = recover(folder)
    found: list[Found] = []
    left = list(recovery.problems)
    for note in sorted(folder.glob("*" + ENDING)):
        try:
            with taken_up(note) as file:
                found += _brought_back(library, note, file.read())
        except (HELD, FileNotFoundError):
            continue  # its rep goes on, or another program was quicker
        except OSError as error:
            left.append(note_not_read(note, error.strerror or str(error)))
        except Problem as problem:
            left.append(problem)
    told = {each.sound for each in found}
    alone = (sound for sound in recovery.takes if sound not in told and not note_beside(sound).exists())
    found += [Found(sound) for sound in alone if library.takes.with_sound(sound) is None]
    return tuple(found), tuple(left)


def _brought_back(library: Library, note: Path, content: bytes) -> list[Found]:
    """Raises Problem and OSError."""
    sound = packed_name(note)
    if not sound.is_file():
        if not part_name(note).is_file():  # nobody spoke yet, or it was thrown away
            note.unlink()
        return []
    try:
        rep = from_note(content)
    except ValueError:  # cut off, or of another version: the sound alone is left
        rep = None
    if rep is None or rep.message is None:
        found = [Found(sound, script=Path(rep.file) if rep is not None and rep.file else None)]
    else:
        found = _kept(library, rep.message, rep, sound)
    note.unlink()
    return found


def _kept(library: Library, message: int, rep: Spoken, sound: Path) -> list[Found]:
    """Raises Problem."""
    with open_sound(sound) as take:
        duration_s = take.duration_s
    with library.store.writing():
        if library.takes.with_sound(sound) is not None:
            return []  # its program died before it tore up the note, or is about to: both may be at it now
        of = _message(library, message, rep)
        kept = library.takes.keep(
            of.id,
            sound,
            replace(parse(rep.text, f"of “{of.draft.name}”"), title=rep.title),
            rep.limit_s,
            rep.strictness,
            duration_s,
            origin_of(sound),
            moment(rep.begun_at),
            rep.drill,
            rep.is_aside,
        )
    return [Found(sound, of.draft.name, kept)]


def _message(library: Library, number: int, rep: Spoken) -> Message:
    """The one it was spoken for, where it is there; else one with the same words.

    NB: where a damaged library was set aside, another message has the number, written after the rep.
    """
    found = library.messages.find(number)
    if found is not None and (found.created_at.timestamp() <= rep.begun_at or found.draft.text == rep.text):
        return found
    draft = Draft(text=rep.text, title=rep.title or "", limit_s=rep.limit_s)
    return next((each for each in library.messages.all() if each.draft == draft), None) or library.messages.add(draft)
