"""The settings file: read with every doubt, written all or nothing."""

import math
import os
import re
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from app.places import make_folder
from app.problems import (
    setting_refused,
    settings_contradict,
    settings_not_toml,
    settings_not_written,
    settings_too_long,
    settings_unreadable,
)
from app.settings import IN_ORDER, Described, Settings, Value, describe

LONGEST_FILE = 64 * 1024  # bytes; ours has about 6 KB, and a wrong path may lead to anything


def load(path: Path) -> Settings:
    """The settings of a file; the defaults where there is none. Keys it does not know are passed over, not judged.

    Raises Problem naming the line and the key of what is wrong.
    """
    text = _read(path)
    given = _parse(path, text)
    chosen = {
        each.name: _checked(path, text, each, given[each.name]) for each in describe(Settings()) if each.name in given
    }
    settings = Settings(**chosen)  # type: ignore[arg-type]  # each value comes from its own field's reader
    _check_order(path, text, settings)
    return settings


def save(path: Path, settings: Settings) -> None:
    """Write the file anew: what differs from its default as a line, the rest as a comment, so that a later version's
    better default reaches who never chose. Keys it does not know are kept. All or nothing.

    Raises Problem; also where a value would not be accepted by load(), or the present file cannot be read.
    """
    described = describe(settings)
    ours = {each.name for each in described}
    kept = {key: value for key, value in _parse(path, _read(path)).items() if key not in ours}
    for each in described:
        _checked(path, "", each, each.value)
    _check_order(path, "", settings)
    _write(path, _written(described, kept))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_FILE + 1)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise settings_unreadable(path, error.strerror or str(error)) from error
    if len(content) > LONGEST_FILE:
        raise settings_too_long(path, LONGEST_FILE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise settings_unreadable(path, f"line {line} is not UTF-8 text") from error


def _parse(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise settings_not_toml(path, str(error)) from error
    except RecursionError as error:
        raise settings_not_toml(path, "its lists are nested too deeply") from error


def _checked(path: Path, text: str, described: Described, given: object) -> Value:
    if given is None and described.default is None:
        return None
    try:
        return described.reads(given)
    except ValueError as expected:
        name = described.name
        raise setting_refused(path, _line_of(text, name), name, given, str(expected)) from expected


def _check_order(path: Path, text: str, settings: Settings) -> None:
    for lesser, greater in IN_ORDER:
        if getattr(settings, lesser) > getattr(settings, greater):
            line = _line_of(text, greater) or _line_of(text, lesser)
            raise settings_contradict(
                path, line, lesser, getattr(settings, lesser), greater, getattr(settings, greater)
            )


def _line_of(text: str, key: str) -> int | None:
    """The line, from 1, on which a key is set; None where it does not stand in the file."""
    found = re.search(rf"""^[ \t]*["']?{key}["']?[ \t]*=""", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _written(described: Sequence[Described], kept: Mapping[str, object]) -> str:
    lines = [
        "# Settings of After the Beep. A line that starts with # shows a default; take the # away to change it.",
    ]
    group = ""
    for each in described:
        if each.group != group:
            group = each.group
            lines += ["", f"# ---- {group}"]
        unit = f" [{each.unit}]" if each.unit else ""
        lines += ["", f"# {each.explains}{unit} Source: {each.source}."]
        if each.value == each.default:
            lines.append(f"# {each.name} = {_as_toml(each.default)}")
        else:
            lines.append(f"{each.name} = {_as_toml(each.value)}")
    if kept:
        lines += ["", "# ---- Of another version of the program, kept as found", ""]
        lines += [f"{_as_key(key)} = {_as_toml(value)}" for key, value in kept.items()]
    return "\n".join(lines) + "\n"


def _as_toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return repr(value) if math.isfinite(value) else str(value)  # inf and nan are TOML's own words
        case int():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case str() | Path():
            return _as_text(str(value))
        case list() | tuple():
            return "[" + ", ".join(_as_toml(each) for each in value) + "]"
        case dict():
            return "{" + ", ".join(f"{_as_key(key)} = {_as_toml(each)}" for key, each in value.items()) + "}"
        case None:
            return '""'
    raise TypeError(f"TOML has no {type(value).__name__}")


def _as_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _as_text(key)


def _as_text(text: str) -> str:
    def escaped(found: re.Match[str]) -> str:
        return f"\\u{ord(found[0]):04X}"

    return '"' + re.sub(r'["\\\x00-\x1f\x7f]', escaped, text) + '"'


def _write(path: Path, text: str) -> None:
    if len(text.encode()) > LONGEST_FILE:
        raise settings_too_long(path, LONGEST_FILE)  # load() would refuse it
    try:
        path = path.resolve()  # where the file is a link, what it leads to changes
        folder = make_folder(path.parent)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=folder)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise settings_not_written(path, error.strerror or str(error)) from error
