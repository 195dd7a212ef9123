"""The house holds: who may import whom, what stays outside, how a module is called and how long it may grow."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# From the top down; a room may import rooms of the rows below its own, and its own files.
ROWS = (
    ("app.cli", "ui"),
    ("app.doctor",),
    ("app.library",),
    ("app.practice",),
    ("app.review",),
    ("app.audio", "app.recognition"),
    ("app.script",),
    ("app.ground",),
)
ROW_OF = {room: depth for depth, row in enumerate(ROWS) for room in row}
# Single files directly in app/, and the room each stands in.
SINGLE_FILES = {
    "__init__": "app.ground",
    "VERSION": "app.ground",  # what app/__init__.py itself says
    "faults": "app.ground",
    "problems": "app.ground",
    "places": "app.ground",
    "settings": "app.ground",
    "settings_file": "app.ground",
    "cli": "app.cli",
    "command": "app.cli",  # a folder: the commands behind that door
    "__main__": "app.cli",
}
LATE = {"sounddevice", "vosk"}  # imported when first needed: the program must start without them
SOUND_DOORS = {"app/audio/microphone.py", "app/audio/speaker.py"}
VOSK_DOORS = {"app/recognition/engine.py"}
THREADS = {"threading", "_thread", "concurrent", "multiprocessing"}
THREAD_DOORS = {"app/practice/lanes.py"}
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "socketserver", "xmlrpc"}
NETWORK |= {"asyncio", "requests", "httpx", "aiohttp", "urllib3"}
NET_DOORS = {"app/recognition/network.py"}  # getting a model, and nothing else
SCREEN_DOORS = {"ui/display.py"}  # knocks with a socket where Qt will open one: at the screen
QT = {"PySide6", "shiboken6"}
VAGUE = {"manager", "handler", "helper", "helpers", "util", "utils", "data", "process", "misc", "common"}
LONGEST = 400  # lines


def modules() -> list[Path]:
    return sorted(path for room in ("app", "ui") for path in (ROOT / room).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(module: str) -> str:
    """The room a dotted module of ours stands in. KeyError for a file in app/ that has no place in ROWS."""
    parts = module.split(".")
    if parts[0] == "ui":
        return "ui"
    room = ".".join(parts[:2])
    return room if room in ROW_OF and room != "app.cli" else SINGLE_FILES[parts[1] if len(parts) > 1 else "__init__"]


def imports_of(tree: ast.Module) -> Iterator[tuple[str, ast.stmt, bool]]:
    """Dotted name, statement, and whether it stands inside a function."""

    def walk(node: ast.AST, inside: bool) -> Iterator[tuple[str, ast.stmt, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield alias.name, child, inside
            elif isinstance(child, ast.ImportFrom):
                for alias in child.names:
                    yield f"{'.' * child.level}{child.module or ''}.{alias.name}", child, inside
            yield from walk(child, inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))

    yield from walk(tree, False)


def module_name(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def faults(file: str, source: str) -> list[str]:
    """What a module at `file` (from the root, with slashes) does against the house's rules."""
    tree = ast.parse(source)
    lines = source.splitlines()
    found = []
    here = room_of(module_name(file))
    for name, statement, inside in imports_of(tree):
        top = name.partition(".")[0]
        where = f"{file}:{statement.lineno}"
        if name.startswith("."):
            found.append(f"{where} imports relatively")
        if top in ("app", "ui"):
            there = room_of(name)
            if there != here and ROW_OF[there] <= ROW_OF[here]:
                found.append(f"{where} imports {name}, which is not below it")
        if inside and top not in LATE:
            found.append(f"{where} imports {top} inside a function")
        if not inside and top in LATE:
            found.append(f"{where} imports {top} before it is needed")
        if top == "sounddevice" and file not in SOUND_DOORS:
            found.append(f"{where} imports sounddevice, which has its two doors")
        if top == "vosk" and file not in VOSK_DOORS:
            found.append(f"{where} imports vosk, which has its doors")
        if top in THREADS and file not in THREAD_DOORS:
            found.append(f"{where} imports {top}, which lanes.py alone may")
        at_a_door = file in NET_DOORS or (top == "socket" and file in SCREEN_DOORS)
        if (top in NETWORK or name.startswith("PySide6.QtNetwork")) and not at_a_door:
            found.append(f"{where} imports {top}, which network.py alone may")
        if top in ("tools", "tests"):
            found.append(f"{where} imports {top}, which is no part of the program")
        if top in QT and file.startswith("app/"):
            found.append(f"{where} brings Qt into app/")
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id == "__import__":
            found.append(f"{file}:{called.lineno} imports what no reader can see")
        if isinstance(called, ast.Attribute) and called.attr == "import_module":
            found.append(f"{file}:{called.lineno} imports what no reader can see")
        # A comment beside it says why passing over it is right.
        if (
            isinstance(node, ast.ExceptHandler)
            and isinstance(node.body[0], ast.Pass)
            and "#" not in lines[node.body[0].lineno - 1]
        ):
            found.append(f"{file}:{node.lineno} swallows an exception without a word")
    sign = (ast.get_docstring(tree, clean=False) or "").split("\n")
    if not sign[0].strip() or (len(sign) > 1 and sign[1].strip()) or not source.startswith('"""'):
        found.append(f"{file} has no sign on its door: a docstring whose first line stands alone, first of all")
    if VAGUE & set(Path(file).stem.lower().split("_")):
        found.append(f"{file} says nothing by its name")
    if (length := source.count("\n")) > LONGEST:
        found.append(f"{file} has {length} lines")
    return found


def test_every_module_keeps_to_the_house() -> None:
    found = [fault for path in modules() for fault in faults(named(path), path.read_text(encoding="utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("file", "line", "fault"),
    [
        ("app/script/words.py", "from app.review import finding", "not below"),
        ("app/script/words.py", "from app import library", "not below"),
        ("app/audio/take.py", "from app.recognition.transcript import HeardWord", "not below"),
        ("app/problems.py", "import app.script.words", "not below"),
        ("app/practice/rep.py", "import ui", "not below"),
        ("app/cli.py", "from ui.__main__ import main", "not below"),
        ("app/review/pauses.py", "from . import finding", "relatively"),
        ("app/script/words.py", "def f():\n    import json", "inside a function"),
        ("app/script/words.py", "from tools.starter_model import mel", "no part of the program"),
        ("app/audio/microphone.py", "import sounddevice", "before it is needed"),
        ("app/audio/microphone.py", "try:\n    import sounddevice\nexcept OSError: raise", "before it is needed"),
        ("app/audio/take.py", "def f():\n    import sounddevice", "two doors"),
        ("ui/window.py", "def f():\n    import sounddevice", "two doors"),
        ("app/cli.py", "def f():\n    from vosk import Model", "its doors"),
        ("ui/bridge.py", "import threading", "lanes.py alone"),
        ("app/cli.py", "from concurrent.futures import ThreadPoolExecutor", "lanes.py alone"),
        ("app/script/words.py", "from PySide6.QtCore import QObject", "Qt"),
        ("app/recognition/models.py", "from urllib.request import urlopen", "network.py alone"),
        ("app/recognition/download.py", "import http.client", "network.py alone"),
        ("ui/window.py", "from PySide6 import QtNetwork", "network.py alone"),
        ("app/script/words.py", "import importlib\nimportlib.import_module('json')", "no reader"),
        ("app/script/words.py", "try:\n    f()\nexcept OSError:\n    pass", "swallows"),
        ("app/script/word_utils.py", "", "by its name"),
        ("app/script/words.py", "\n" * 401, "lines"),
    ],
)
def test_the_rules_notice(file: str, line: str, fault: str) -> None:
    found = faults(file, f'"""A sign."""\n{line}\n')
    assert len(found) == 1
    assert fault in found[0]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("app/cli.py", "from app.review.finding import Kind"),
        ("app/__main__.py", "from app.cli import main"),
        ("app/review/pauses.py", "from app.review import finding\nfrom app.settings import Settings"),
        ("app/settings.py", "from app.places import make_folder"),
        ("app/audio/speaker.py", "def f():\n    import sounddevice"),
        ("app/recognition/engine.py", "def f():\n    import vosk"),
        ("app/practice/lanes.py", "import threading"),
        ("app/recognition/network.py", "import http.client\nimport socket\nimport urllib.request"),
        ("app/audio/take.py", "try:\n    f()\nexcept OSError:\n    pass  # it was closed already"),
        ("ui/window.py", "from PySide6.QtCore import QObject\nfrom app.practice.rep import Phase"),
    ],
)
def test_the_rules_let_pass(file: str, line: str) -> None:
    assert faults(file, f'"""A sign."""\n{line}\n') == []


@pytest.mark.parametrize(
    "source", ["", "import json\n", '"""Two\nlines."""\n', '"""\nLate."""\n', '# first\n"""A sign."""\n']
)
def test_a_module_without_its_sign_is_noticed(source: str) -> None:
    assert any("sign" in fault for fault in faults("app/script/words.py", source))


def test_a_file_in_app_without_a_place_in_the_house_is_noticed() -> None:
    with pytest.raises(KeyError):
        room_of("app.odds_and_ends")


def test_no_module_imports_itself_in_a_circle() -> None:
    ours = {module_name(named(path)): path for path in modules()}
    wants: dict[str, set[str]] = {}
    for name, path in ours.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # A dotted name may be a module or a name inside one; what is nearest is what gets imported.
        named_there = {each for each, _, _ in imports_of(tree)}
        wants[name] = {each if each in ours else each.rpartition(".")[0] for each in named_there} & set(ours) - {name}
    while leaves := {name for name, below in wants.items() if not below}:
        wants = {name: below - leaves for name, below in wants.items() if name not in leaves}
    assert not wants, f"import each other in a circle: {sorted(wants)}"


def test_importing_all_of_app_leaves_window_sound_card_and_model_alone() -> None:
    files = [path for path in modules() if named(path).startswith("app/") and path.stem != "__main__"]
    names = [module_name(named(path)) for path in files]
    program = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(*sorted({'PySide6', 'sounddevice', 'vosk'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.stderr == "", done.stderr
    assert done.stdout.split() == []


# What belongs to one machine or to the place the packages came from. The brackets keep this file from finding itself.
FOREIGN = re.compile(
    r"/[w]ork/|/[r]oot/|/[t]mp/w/|/[o]pt/(wheels|pypi)|[.]{2}/[s]hared|[p]ypi\.org|[p]ythonhosted|[d]eb\.debian\.org"
)
TEXTS = {".py", ".md", ".toml", ".txt", ".json", ".html", ".css", ".sh", ".yml", ".yaml", ".cfg", ".spec", ".svg", ""}


def committed_texts() -> list[Path]:
    """What is committed or about to be; where git is missing or will not say, everything but hidden folders."""
    git = shutil.which("git")
    line = [git or "", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(line, cwd=ROOT, capture_output=True, text=True).stdout if git else ""
    if listed:
        paths = [ROOT / name for name in listed.split("\0") if name]
    else:
        top = [path for path in ROOT.iterdir() if not path.name.startswith(".")]
        paths = [file for path in top for file in ([path] if path.is_file() else path.rglob("*"))]
    return [path for path in paths if path.is_file() and path.suffix in TEXTS]


def test_nothing_committed_names_a_machine_or_a_registry() -> None:
    texts = committed_texts()
    assert ROOT / "pyproject.toml" in texts
    found = []
    for path in texts:
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if FOREIGN.search(line):
                found.append(f"{named(path)}:{number}: {line.strip()[:120]}")
    assert not found, "\n".join(found)


def test_a_path_of_a_machine_is_noticed() -> None:
    assert FOREIGN.search("see {}work/main".format("/"))
    assert FOREIGN.search("--index-url https://{}.org/simple".format("pypi"))
    assert not FOREIGN.search("the network/sound lanes do the work")
