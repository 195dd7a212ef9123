"""dev.py: what a newcomer types, tried from the outside, and the lock it installs from."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from tools import system_packages

ROOT = Path(__file__).parent.parent
POSIX = os.name == "posix"

# What a program started by dev.py shows of how it was started; it stands for app and ui.
ECHO = """\
import json, os, sys
print(json.dumps([sys.prefix, sys.argv[1:], os.getcwd(), __file__, sys.flags.safe_path]))
sys.exit(7)
"""


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose lock lists nothing, so that setting it up needs no network; its path holds a space."""
    root = tmp_path_factory.mktemp("a checkout") / "the beep"
    for room in ("app", "ui"):
        (root / room).mkdir(parents=True)
        (root / room / "__init__.py").write_text("")
        (root / room / "__main__.py").write_text(ECHO)
    shutil.copy(ROOT / "dev.py", root)
    (root / "tools").mkdir()
    shutil.copy(ROOT / "tools/system_packages.py", root / "tools")
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (root / lock).write_text("# nothing\n")
    return root


def type_into(checkout: Path, *line: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environ['PATH']}"
    return subprocess.run(
        [sys.executable, str(checkout / "dev.py"), *line],
        cwd=cwd or checkout,
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
    )


def started(done: subprocess.CompletedProcess[str]) -> tuple[str, list[str], str, str, bool]:
    prefix, arguments, folder, file, safe = ast.literal_eval(done.stdout.replace("true", "True"))
    return prefix, arguments, folder, file, safe


# ---- Setting up and handing over


def test_run_sets_up_once_and_then_hands_over_in_silence(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv", ignore_errors=True)
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "pyvenv.cfg").write_text("version = 3.13.0\n")  # one whose Python has gone is made anew
    first = type_into(checkout, "run", "check", "a b.txt", "take.wav")
    assert first.returncode == 7, first.stderr
    assert "virtual environment" in first.stderr
    assert Path(started(first)[0]) == checkout / ".venv"
    second = type_into(checkout, "run", "check", "a b.txt", "take.wav")
    assert second.returncode == 7
    assert second.stdout == first.stdout
    assert "virtual environment" not in second.stderr
    assert "Installing" not in second.stderr


def test_what_is_started_sees_the_callers_folder_and_not_a_package_lying_in_it(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("raise SystemExit('the wrong app')")
    done = type_into(checkout, "run", "check", cwd=tmp_path)
    _, arguments, folder, file, safe = started(done)
    assert (arguments, folder, safe) == (["check"], str(tmp_path), True)
    assert file == str(checkout / "app" / "__main__.py")


@pytest.mark.parametrize(
    ("line", "door"),
    [
        ([], "ui"),
        (["--style", "fusion"], "ui"),
        (["check", "s.txt", "t.wav"], "app"),
        (["mics"], "app"),
        (["check", "--json"], "app"),
    ],
)
def test_a_command_goes_to_the_terminal_and_the_rest_to_the_window(checkout: Path, line: list[str], door: str) -> None:
    done = type_into(checkout, "run", *line)
    assert started(done)[1] == line
    assert Path(started(done)[3]).parent.name == door


def test_a_changed_lock_is_installed_again(checkout: Path) -> None:
    assert type_into(checkout, "run").returncode == 7
    lock = checkout / "requirements.txt"
    before = lock.read_text()
    lock.write_text(before + "# changed\n")
    try:
        assert "requirements.txt" in type_into(checkout, "run").stderr
        assert "requirements.txt" not in type_into(checkout, "run").stderr
    finally:
        lock.write_text(before)


def test_a_lock_that_cannot_be_installed_stops_with_a_sentence_and_is_tried_again(checkout: Path) -> None:
    lock = checkout / "requirements.txt"
    before = lock.read_text()
    lock.write_text("./no-such-package-here.whl --hash=sha256:" + "0" * 64 + "\n")
    try:
        for _ in range(2):
            done = type_into(checkout, "run")
            assert done.returncode == 2
            assert done.stdout == ""
            assert done.stderr.rstrip().endswith("the same command goes on.")
            assert "Traceback" not in done.stderr.rpartition("\n\n")[2]
    finally:
        lock.write_text(before)


@pytest.mark.parametrize(
    ("line", "code"), [([], 2), (["fly"], 2), (["--help"], 0), (["bench", "nothing"], 2), (["soak"], 2)]
)
def test_what_it_does_not_know_it_answers_with_what_it_does(checkout: Path, line: list[str], code: int) -> None:
    done = type_into(checkout, *line)
    assert done.returncode == code
    assert "python3 dev.py" in (done.stderr if code else done.stdout)


def test_bench_and_soak_know_the_modules_that_can_be_started(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "tests" / "bench"
    folder.mkdir(parents=True)
    (folder / "speed.py").write_text('if __name__ == "__main__":\n    print("fast")\n')
    (folder / "voices.py").write_text("VOICES = 6\n")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    assert dev.startable("bench") == ["speed"]
    assert dev.startable("soak") == []


# ---- Python and the system


@pytest.mark.skipif(not POSIX, reason="needs a shell script in the place of a Python")
def test_an_old_python_looks_for_a_newer_one_and_says_so_where_there_is_none(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "LEAST_PYTHON", (99, 0))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dev.main(["run"]) == 2
    assert "99.0 or newer is needed" in capsys.readouterr().err
    broken, newer = tmp_path / "python3.13", tmp_path / "python3.12"
    broken.write_text("#!/bin/sh\nexit 127\n")  # a version switch that has nothing to switch to
    newer.write_text(f'#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "$@" > "{tmp_path}/asked"\nexit 5\n')
    broken.chmod(0o755)
    newer.chmod(0o755)
    assert dev.main(["run", "check"]) == 5
    assert (tmp_path / "asked").read_text() == f"{ROOT / 'dev.py'} run check\n"


@pytest.mark.parametrize("path", ["dev.py", "tools/system_packages.py"])
def test_it_can_be_read_by_a_python_too_old_to_run_it(path: str) -> None:
    source = (ROOT / path).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))
    assert "from __future__ import annotations" in source


@pytest.mark.parametrize("path", ["dev.py", "tools/system_packages.py"])
def test_it_needs_nothing_but_the_standard_library(path: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = {
        alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    names |= {str(node.module).partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names | {"tools"}


@pytest.mark.parametrize("path", ["dev.py", "tools/system_packages.py"])
def test_what_costs_time_to_load_waits_until_it_is_needed(path: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    at_the_top = {
        alias.name for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names
    }
    assert at_the_top <= {"annotations", "os", "sys", "Path", "system_packages", "say"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has packages to miss")
def test_a_missing_file_is_named_by_the_package_that_brings_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    packages = {"a": "program-of-a", "b": "libb-of-ours.so.2", "c": str(tmp_path / "file-of-c")}
    assert system_packages.missing_packages(packages) == ["a", "b", "c"]
    for name in ("program-of-a", "libb-of-ours.so.2", "file-of-c"):
        (tmp_path / name).write_text("")
    assert system_packages.missing_packages(packages) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has packages to miss")
def test_what_cannot_be_installed_is_a_line_to_type_and_is_not_tried_at_every_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(system_packages, "is_debian", lambda: True)
    monkeypatch.setattr(system_packages, "apt_install", asked.append)
    packages = {"libnothing1": "libnothing-of-ours.so.1"}
    for _ in range(3):
        system_packages.provide(packages, "sound", tmp_path / "tried")
        assert capsys.readouterr().err.endswith("Type: sudo apt-get install libnothing1\n")
    assert asked == [["libnothing1"]]
    system_packages.provide(packages, "sound", tmp_path / "tried", again=True)
    assert asked == [["libnothing1"]] * 2
    system_packages.provide({**packages, "libnothing2": "libnothing-of-ours.so.2"}, "the window", tmp_path / "tried")
    assert asked[2:] == [["libnothing1", "libnothing2"]]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has packages to miss")
def test_on_another_linux_the_missing_file_itself_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_packages, "is_debian", lambda: False)
    system_packages.provide({"libnothing1": "libnothing-of-ours.so.1"}, "sound", tmp_path / "tried")
    assert "libnothing-of-ours.so.1" in capsys.readouterr().err


# ---- Counting, and skips under CI


def test_the_summary_counts_what_ran(dev: ModuleType, tmp_path: Path) -> None:
    report = tmp_path / "tests.xml"
    assert dev.count_tests(report) == "nothing ran"
    report.write_text('<testsuites><testsuite tests="9" failures="1" errors="1" skipped="2"/></testsuites>')
    assert dev.count_tests(report) == "7 ran, 2 failed, 2 skipped"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the rule is for Linux, where nothing need be missing")
@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_skipped_test_fails_the_run_under_ci_alone_and_names_what_is_missing(
    tmp_path: Path, ci: str, code: int
) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text(
        "import pytest\n"
        "def test_that_runs(): pass\n"
        "@pytest.mark.xfail\n"
        "def test_known_to_fail(): assert False\n"
        "def test_that_cannot(): pytest.skip('flute is missing')\n"
    )
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:pytest-qt", str(tmp_path)]
    environ = {**os.environ, "CI": ci}
    done = subprocess.run(line, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, done.stdout
    assert ("counts as failed" in done.stdout) == bool(ci)
    assert "flute is missing" in done.stdout or not ci


def test_a_test_that_reaches_for_the_network_is_refused() -> None:
    import socket

    with socket.socket() as line, pytest.raises(ConnectionRefusedError, match="network"):
        line.connect(("192.0.2.1", 80))  # an address kept for documentation: nobody is there


def test_ci_calls_what_a_newcomer_calls() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert script.rstrip().splitlines()[-1] == 'exec env CI=true python3 dev.py test "$@"'
    if POSIX:
        assert os.access(ROOT / ".ci" / "run", os.X_OK)


# ---- The lock


def locked(name: str) -> dict[str, list[tuple[str, str, int]]]:
    """Package -> (version, marker, number of hashes) for each line of a lock."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line and not line.lstrip().startswith("#"):
            wanted = re.match(r"([a-z0-9._-]+)==([^ ;]+) *(?:; *(.*?))? *(?=--hash|#|$)", line)
            assert wanted, line
            package, version, marker = wanted.groups()
            found.setdefault(package, []).append((version, marker or "", line.count("--hash=sha256:")))
    return found


def wanted_packages(group: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] if group == "run" else project["dependency-groups"][group]
    return {re.split(r"[<>=;\[ ]", line)[0] for line in lines if isinstance(line, str)}


def test_the_lock_holds_everything_that_is_wanted() -> None:
    assert wanted_packages("run") <= set(locked("requirements.txt"))
    assert wanted_packages("build") <= set(locked("requirements-build.txt"))
    assert wanted_packages("dev") <= set(locked("requirements-dev.txt"))


def test_every_line_of_the_lock_has_its_hashes() -> None:
    for name in ("requirements.txt", "requirements-build.txt", "requirements-dev.txt"):
        assert all(hashes for lines in locked(name).values() for _, _, hashes in lines)


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [("requirements.txt", "requirements-build.txt"), ("requirements-build.txt", "requirements-dev.txt")],
)
def test_a_larger_lock_holds_the_smaller_one(smaller: str, larger: str) -> None:
    everything = locked(larger)
    assert all(everything.get(package) == lines for package, lines in locked(smaller).items())


def test_the_starter_models_lock_holds_what_it_wants_in_the_versions_the_tests_use() -> None:
    wanted = (ROOT / "tools/starter_model/requirements.in").read_text(encoding="utf-8").splitlines()
    lock = locked("tools/starter_model/requirements.txt")
    assert {re.split(r"[<>= ]", line)[0] for line in wanted if not line.startswith("#")} <= set(lock)
    assert "torch" not in locked("requirements-dev.txt")  # the program and its tests do without
    tested = locked("requirements-dev.txt")
    for package in ("numpy", "pocketsphinx", "soundfile", "vosk"):
        assert {version for version, _, _ in lock[package]} <= {version for version, _, _ in tested[package]}


def test_the_starter_model_is_made_in_an_environment_of_its_own(checkout: Path) -> None:
    room = checkout / "tools" / "starter_model"
    room.mkdir(parents=True)
    (room / "requirements.txt").write_text("# nothing\n")
    (room / "__main__.py").write_text(ECHO)
    done = type_into(checkout, "starter-model", "--small")
    assert done.returncode == 7, done.stderr
    assert started(done)[1] == ["--small"]
    assert Path(started(done)[0]) == checkout / "build" / "starter-model" / "environment"


def test_what_must_differ_by_platform_and_python_does() -> None:
    lock = locked("requirements.txt")
    assert {marker: version for version, marker, _ in lock["vosk"]} == {
        "sys_platform == 'darwin'": "0.3.44",
        "sys_platform != 'darwin'": "0.3.45",
    }
    qt = {marker: tuple(map(int, version.split(".")[:2])) for version, marker, _ in lock["pyside6-essentials"]}
    assert (6, 9) <= qt["python_full_version < '3.12'"] < (6, 12)  # 6.12.0 aborts on Python 3.11
    assert qt["python_full_version >= '3.12'"] >= (6, 9)
    assert set(qt) == {"python_full_version < '3.12'", "python_full_version >= '3.12'"}
