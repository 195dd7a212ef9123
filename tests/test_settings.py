"""What the user may choose, and the file that keeps it."""

import contextlib
import dataclasses
import stat
import string
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.problems import Problem
from app.settings import Settings, describe
from app.settings_file import LONGEST_FILE, _written, load, save


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


# ---- What there is


def test_the_defaults_are_those_the_sources_were_weighed_to() -> None:
    settings = Settings()
    assert (settings.limit_s, settings.target_from_s, settings.target_to_s) == (30, 20, 25)
    assert (settings.pace_from_wpm, settings.pace_to_wpm) == (130, 170)
    assert (settings.filled_pauses_allowed, settings.lexical_fillers_count) == (0, False)
    assert (settings.pause_s, settings.long_pause_s, settings.long_pause_at_stop_s) == (0.25, 1.2, 2.0)
    assert (settings.level_from_dbfs, settings.level_to_dbfs, settings.peak_dbfs) == (-23, -18, -3)
    assert (settings.pitch_flat_semitones, settings.strictness) == (2, "meaning")


def test_every_setting_is_explained_in_a_sentence_and_says_who_says_so() -> None:
    described = describe(Settings())
    assert [each.name for each in described] == [each.name for each in dataclasses.fields(Settings)]
    for each in described:
        assert each.explains[0].isupper(), each.name
        assert each.explains.endswith("."), each.name
        assert each.source, each.name
        assert each.group, each.name
        assert "'" not in each.explains + each.source, each.name  # but ’


def test_a_unit_in_a_name_is_the_unit_said() -> None:
    units = {"_s": "s", "_wpm": "words a minute", "_dbfs": "dB", "_semitones": "semitones"}
    for each in describe(Settings()):
        for ending, unit in units.items():
            if each.name.endswith(ending) and not each.name.endswith("_per_s"):
                assert each.unit == unit, each.name


def test_every_default_is_a_value_its_own_reader_accepts() -> None:
    for each in describe(Settings()):
        if each.default is not None:
            assert each.reads(each.default) == each.default, each.name


def test_what_is_described_is_the_value_beside_the_default() -> None:
    limit = describe(Settings(limit_s=40))[0]
    assert (limit.name, limit.value, limit.default, limit.unit) == ("limit_s", 40, 30, "s")


# ---- The file


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    assert load(file) == Settings()
    assert not file.exists()


def test_what_was_saved_is_loaded(file: Path, tmp_path: Path) -> None:
    chosen = Settings(
        limit_s=20.5,
        strictness="word",
        filled_pauses_allowed=2,
        lexical_fillers_count=True,
        lexical_fillers=("you know",),
        model_folder=tmp_path / "models" / 'a "quoted" näme',
        microphone="Headset \\ 2",
    )
    save(file, chosen)
    assert load(file) == chosen


def test_defaults_are_written_as_comments_so_that_a_better_default_reaches_who_never_chose(file: Path) -> None:
    save(file, Settings(limit_s=40))
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {"limit_s": 40.0}


def test_every_setting_stands_in_the_file_with_its_explanation(file: Path) -> None:
    save(file, Settings())
    text = file.read_text(encoding="utf-8")
    for each in describe(Settings()):
        assert f"# {each.name} = " in text
        assert each.explains in text


def test_every_commented_default_can_be_uncommented(file: Path) -> None:
    save(file, Settings())
    names = {each.name for each in describe(Settings())}
    lines = file.read_text(encoding="utf-8").splitlines()
    live = [line[2:] for line in lines if line[2:].split(" = ")[0] in names]
    assert len(live) == len(names)
    file.write_text("\n".join(live), encoding="utf-8")
    assert load(file) == Settings()


def test_keys_of_another_version_are_kept(file: Path) -> None:
    file.write_text(
        'limit_s = 20\ncolour = "sage"\n"a key" = [1, {b = 2.5, c = 2026-01-01T10:00:00Z}]\n[later]\nx = true\n',
        encoding="utf-8",
    )
    before = tomllib.loads(file.read_text(encoding="utf-8"))
    save(file, Settings(limit_s=25))
    after = tomllib.loads(file.read_text(encoding="utf-8"))
    assert after == {**before, "limit_s": 25.0}


def test_a_byte_order_mark_and_windows_line_ends_are_read(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf# mine\r\nlimit_s = 12\r\n")
    assert load(file).limit_s == 12


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("limit_s = 0", "from 1 to 3600"),
        ("limit_s = nan", "from 1 to 3600"),
        ("limit_s = true", "from 1 to 3600"),
        ('limit_s = "30"', "from 1 to 3600"),
        ("filled_pauses_allowed = 1.5", "whole number"),
        ("filled_pauses_allowed = -1", "whole number"),
        ('lexical_fillers_count = "yes"', "true or false"),
        ('lexical_fillers = "like"', "list of words"),
        ('lexical_fillers = ["like", 2]', "list of words"),
        ('lexical_fillers = ["like", " "]', "list of words"),
        ('strictness = "strict"', '"meaning"'),
        ('model_folder = "models/small"', "whole path"),
        ("microphone = 3", "quotation marks"),
        ('advice_off = "hedge"', "list of rules"),
        ('advice_off = ["two words"]', "list of rules"),
    ],
)
def test_a_bad_value_is_a_problem_that_names_line_and_key(file: Path, line: str, expected: str) -> None:
    file.write_text(f"# a comment\n\n{line}\n", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        load(file)
    assert "Line 3 " in caught.value.what
    assert line.split()[0] in caught.value.what
    assert expected in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "line", "names"),
    [
        ("target_from_s = 28", 1, ("target_from_s", "target_to_s")),
        ("\npace_to_wpm = 100", 2, ("pace_from_wpm", "pace_to_wpm")),
        ("long_pause_s = 3", 1, ("long_pause_s", "long_pause_at_stop_s")),
        ("level_from_dbfs = -10", 1, ("level_from_dbfs", "level_to_dbfs")),
    ],
)
def test_two_settings_that_contradict_each_other_are_named(
    file: Path, text: str, line: int, names: tuple[str, str]
) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        load(file)
    assert f"Line {line} " in caught.value.what
    assert all(name in caught.value.what for name in names)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"limit_s = \n", "line 1"),
        (b"limit_s = 1\nlimit_s = 2\n", "line 2"),
        (b"# \xff\n", "UTF-8"),
        (b"x" * (LONGEST_FILE + 1), "longer than"),
        (b"a = " + b"[" * 20_000, "nested"),
    ],
)
def test_a_file_that_is_no_settings_file_is_a_problem(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    with pytest.raises(Problem, match=said):
        load(file)


def test_a_folder_in_the_place_of_the_file_is_a_problem(file: Path) -> None:
    file.mkdir()
    with pytest.raises(Problem, match="cannot be read"):
        load(file)


def test_saving_over_a_file_that_cannot_be_read_leaves_it(file: Path) -> None:
    file.write_text("not = = toml", encoding="utf-8")
    with pytest.raises(Problem):
        save(file, Settings())
    assert file.read_text(encoding="utf-8") == "not = = toml"


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit_s": -1.0},
        {"strictness": "strict"},
        {"pause_s": 1.5},
        {"model_folder": Path("relative")},
        {"microphone": "broken \udcff"},
        {"lexical_fillers": ("word " * 20_000,)},
    ],
)
def test_what_could_not_be_loaded_is_not_saved(file: Path, wrong: dict[str, Any]) -> None:
    save(file, Settings(limit_s=40))
    before = file.read_bytes()
    with pytest.raises(Problem):
        save(file, dataclasses.replace(Settings(), **wrong))
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(file: Path) -> None:
    occupied = file.parent / "occupied"
    occupied.mkdir()
    (occupied / "settings.toml").mkdir()
    with pytest.raises(Problem):
        save(occupied / "settings.toml", Settings())
    assert [each.name for each in occupied.iterdir()] == ["settings.toml"]


def test_saving_makes_the_folder_and_the_file_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    save(file, Settings())
    assert load(file) == Settings()
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for rights before it links")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "settings.toml"
    real.write_text("limit_s = 10\n", encoding="utf-8")
    link.symlink_to(real)
    save(link, Settings(limit_s=15))
    assert link.is_symlink()
    assert load(real).limit_s == 15


_PHRASES = some.lists(some.text(string.ascii_lowercase + " 'é\"\\#", min_size=1).filter(str.strip), max_size=5)


@given(
    limit=some.floats(1, 3600),
    allowed=some.integers(0, 100),
    counts=some.booleans(),
    fillers=_PHRASES,
    microphone=some.none() | some.text(min_size=1).map(str.strip).filter(bool),
)
def test_any_settings_come_back_as_they_were(
    limit: float, allowed: int, counts: bool, fillers: list[str], microphone: str | None
) -> None:
    chosen = Settings(
        limit_s=limit,
        filled_pauses_allowed=allowed,
        lexical_fillers_count=counts,
        lexical_fillers=tuple(" ".join(each.split()) for each in fillers),
        microphone=microphone,
    )
    with tempfile.TemporaryDirectory() as folder:
        save(Path(folder) / "settings.toml", chosen)
        assert load(Path(folder) / "settings.toml") == chosen


_KEYS = some.text(min_size=1, max_size=8)
_VALUES = some.recursive(
    some.booleans()
    | some.integers(-(2**63), 2**63 - 1)
    | some.floats(allow_nan=False)
    | some.text()
    | some.dates()
    | some.datetimes()
    | some.times(),
    lambda below: some.lists(below, max_size=3) | some.dictionaries(_KEYS, below, max_size=3),
    max_leaves=6,
)


@given(kept=some.dictionaries(_KEYS.map(lambda key: f"later {key}"), _VALUES, max_size=4))
def test_any_foreign_keys_survive_two_savings(kept: dict[str, object]) -> None:
    """The first saving is made by hand here: a file as another version would leave it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.toml"
        file.write_text(_written(describe(Settings()), kept), encoding="utf-8")
        assert tomllib.loads(file.read_text(encoding="utf-8")) == kept
        save(file, Settings(limit_s=40))
        assert tomllib.loads(file.read_text(encoding="utf-8")) == {**kept, "limit_s": 40.0}


@given(content=some.binary(max_size=200) | some.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_no_file_does_worse_than_a_problem(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.toml"
        file.write_bytes(content)
        with contextlib.suppress(Problem):
            assert isinstance(load(file), Settings)


def test_a_setting_says_what_it_does_without_the_words_of_a_laboratory() -> None:
    for each in describe(Settings()):
        said = f"{each.explains} {each.source} {each.unit}"
        for word in ("RMS", "dBFS", "standard deviation", "lexical"):
            assert word not in said, (each.name, word)
