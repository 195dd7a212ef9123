"""Whether a model can be used: tried once in a child process, and remembered."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from app.places import make_folder
from app.problems import model_not_prepared
from app.recognition.models import fingerprint
from app.recognition.problems import model_cancelled, model_unusable
from app.recognition.validate import HIDDEN_SUBCOMMAND, UNUSABLE

TIMEOUT_S = 60.0
_GLANCE_S = 0.25  # how often somebody is asked whether they still want it
DEAF = "No tokens"  # what Kaldi warns of when no path through the graph is left, not even for silence
_ROOT = Path(__file__).resolve().parent.parent.parent  # the folder that holds the package app
_FORMAT = 1
_MOST = 500  # fingerprints kept, the newest


def child_command() -> tuple[str, ...]:
    """What starts validate.main in a process of its own; the folder is to follow. A frozen program starts itself."""
    if getattr(sys, "frozen", False):  # set by PyInstaller alone
        return (sys.executable, HIDDEN_SUBCOMMAND)
    return (sys.executable, "-m", "app.recognition.validate")


def validate(
    folder: Path,
    record: Path,
    command: Sequence[str] | None = None,
    timeout_s: float = TIMEOUT_S,
    standing_for: Path | None = None,
) -> None:
    """Make sure that the model in a folder (an overlay, or one with a bent graph) loads and hears silence.

    `record` is a small file of ours in the cache that remembers what went well; it is made at need. `command` starts
    the child, else child_command(). `standing_for`: the folder that is remembered instead, where this one is the first
    of its kind and the rest need not be tried. Raises Problem where the model cannot be used.
    """
    print_of_it = fingerprint(standing_for or folder)
    known = _remembered(record)
    if print_of_it in known:
        return
    try_in_child(folder, command or child_command(), timeout_s)
    _remember(record, [*known, print_of_it])


def try_in_child(
    folder: Path,
    command: Sequence[str],
    timeout_s: float,
    take: Sequence[str] = (),
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Start the child and wait; Problem with the reason where it does not come to a good end, or is cancelled.

    `take`: the path of a sound file, then words said in it that must be understood.
    """
    inherited = os.environ.get("PYTHONPATH")
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *([inherited] if inherited else [])])}
    try:
        with subprocess.Popen(
            [*command, str(folder.absolute()), *take],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        ) as child:
            try:
                out, err = _outcome(child, folder, timeout_s, cancelled)
            except BaseException:
                child.kill()
                raise
    except OSError as error:
        raise model_unusable(folder, f"it could not be tried, as {command[0]} would not start ({error})") from error
    if child.returncode == UNUSABLE:
        raise model_unusable(folder, _last_line(out) or "no reason is known")
    if child.returncode != 0:
        said = _last_line(err)
        raise model_unusable(folder, f"Vosk broke down over it (exit {child.returncode}{': ' + said if said else ''})")
    if DEAF in err:
        raise model_unusable(folder, "it hears nothing, not even silence; one of its files may be damaged")


def _outcome(
    child: "subprocess.Popen[str]", folder: Path, timeout_s: float, cancelled: Callable[[], bool]
) -> tuple[str, str]:
    """What it wrote, once it has ended."""
    until = time.monotonic() + timeout_s
    while True:
        try:
            return child.communicate(timeout=max(0.0, min(_GLANCE_S, until - time.monotonic())))
        except subprocess.TimeoutExpired as late:
            if cancelled():
                raise model_cancelled(0) from late
            if time.monotonic() >= until:
                raise model_unusable(folder, f"it was not ready after {timeout_s:g} s") from late


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else ""


def _remembered(record: Path) -> list[str]:
    """The fingerprints of what went well before; none where there is no record or it cannot be understood."""
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []  # then it is tried again, and the record written anew
    if not isinstance(found, dict) or found.get("format") != _FORMAT or not isinstance(found.get("usable"), list):
        return []
    return [each for each in found["usable"] if isinstance(each, str)]


def _remember(record: Path, usable: Sequence[str]) -> None:
    """NB: two programs at once may each forget what the other found; it is then found once more."""
    make_folder(record.parent)
    try:
        descriptor, aside = tempfile.mkstemp(prefix=".record-", dir=record.parent)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"format": _FORMAT, "usable": list(usable)[-_MOST:]}, file)
        Path(aside).replace(record)
    except OSError as error:
        raise model_not_prepared(record, error.strerror or str(error)) from error
