"""`rehearse mics`, `model` and `settings`: what there is to choose from."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from app.audio.devices import Device, list_devices
from app.audio.microphone import sound_system
from app.command.asked import chosen_model, open_script
from app.command.terminal import Terminal, only_our_words
from app.places import Places
from app.practice.model_told import facts
from app.problems import no_microphone, no_speaker
from app.recognition.bias import FILLERS, RARE_FILLERS, unknown_words
from app.recognition.install import at_hand
from app.recognition.models import KNOWN_MODELS, vocabulary
from app.settings import Value, describe
from app.settings_file import load


def microphones(terminal: Terminal) -> int:
    """The exit code. Raises Problem where there is none."""
    with only_our_words(terminal):
        found = list_devices(sound_system()).microphones
    if not found:
        raise no_microphone("no input device is listed")
    _print_devices(terminal, found)
    return 0


def speakers(terminal: Terminal) -> int:
    """The exit code. Raises Problem where there is none."""
    with only_our_words(terminal):
        found = list_devices(sound_system()).speakers
    if not found:
        raise no_speaker("no output device is listed")
    _print_devices(terminal, found)
    return 0


def _print_devices(terminal: Terminal, found: Sequence[Device]) -> None:
    rows = []
    for each in found:
        channels = "1 channel" if each.channels == 1 else f"{each.channels} channels"
        usual = "taken where none is named" if each.usual else ""
        rows.append((each.name, each.host_api, f"{channels}, {each.rate:,} Hz", usual))
    _print_table(terminal.page(), rows)


def models(chosen: Path | None, terminal: Terminal, places: Places) -> int:
    """What is installed, which one hears, and what could be. Raises Problem where the chosen one is no model."""
    page = terminal.page()
    in_use = chosen_model(chosen, load(places.settings), terminal, places)
    here = {model.folder: model for model in (*at_hand(places), in_use)}
    _print(page, "Installed:")
    for model in here.values():
        hearings = "two hearings" if model.look_ahead else "one hearing, since it cannot be bent towards a script"
        mark = "; the one that hears now" if model.folder == in_use.folder else ""
        own = " (comes with the program)" if model.folder == places.starter_model else ""
        _print(page, f"  {model.name}{own}: {hearings}{mark}")
        _print(page, f"    {model.folder}")
    _print(page, "\nOfficial English models, which hear better than the one that comes with the program:")
    for known in KNOWN_MODELS:
        _print(page, f"  {known.name}")
        _print(page, f"    {facts(known)}")
    _print(page, "\nWords wrong: LibriSpeech test-clean, read speech, without a script’s help.")
    _print(page, "“rehearse model get small” gets one; in place of small: lgraph, a name from here, an address, a zip")
    _print(page, f"file or a folder. Of those installed the best is taken; they lie in {places.models}")
    _print(page, "One that lies elsewhere is taken where --model, REHEARSE_MODEL, or model_folder in the settings file")
    _print(page, "names its folder.")
    return 0


def model_words(script: str, chosen: Path | None, terminal: Terminal, places: Places) -> int:
    """The script words and the fillers that the model cannot know. Raises Problem."""
    parsed = open_script(script, terminal)
    model = chosen_model(chosen, load(places.settings), terminal, places)
    known = vocabulary(model)
    words = unknown_words(parsed, known.__contains__)
    fillers = [word for word in (*FILLERS, *RARE_FILLERS) if word not in known]
    page = terminal.page()
    _print(
        page,
        f"{model.name} does not know these words of the script: {', '.join(words)}."
        if words
        else f"{model.name} knows every word of the script.",
    )
    if words:
        how = "are listened for by their sound" if model.look_ahead else "will come out as others"
        _print(page, f"They {how}, and doubted rather than held against you.")
    _print(page, f"It does not know these fillers: {', '.join(fillers)}." if fillers else "It knows every filler.")
    return 0


def settings(terminal: Terminal, places: Places) -> int:
    """Every setting with its default, its meaning and its source. Raises Problem where the file is wrong."""
    page = terminal.page()
    group = ""
    for each in describe(load(places.settings)):
        if each.group != group:
            group = each.group
            _print(page, f"\n{group}", "bold")
        unit = f" {each.unit}" if each.unit else ""
        chosen = "" if each.value == each.default else f" (default {_value(each.default)})"
        _print(page, f"{each.name} = {_value(each.value)}{unit}{chosen}")
        _print(page, f"{each.explains} Source: {each.source}.", "dim")
    exists = places.settings.is_file()
    _print(page, f"\nThe settings file: {places.settings}{'' if exists else ' (there is none yet)'}")
    _print(page, "A line in it reads: limit_s = 25")
    return 0


def _print(page: Console, line: str, style: str = "") -> None:
    """As it is: no marks in it, not folded, so that a path can be copied."""
    page.print(Text(line, style), soft_wrap=True)


def _print_table(page: Console, rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        _print(page, "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _value(value: Value) -> str:
    """As the settings file writes it."""
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{each}"' for each in value) + "]"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) if isinstance(value, int) else f'"{value}"'
