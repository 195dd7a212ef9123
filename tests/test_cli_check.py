"""`rehearse check`: the sample's three takes, every kind of sound that works, and the ways the answer is given."""

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import soundfile
from jsonschema import Draft202012Validator

from tests.command_line import PROJECT, SAMPLE, CommandLine, Done, child, everything_in
from tests.recognition.tiny_model import make_model, say

SCHEMA = json.loads((PROJECT / "docs" / "contract.schema.json").read_text(encoding="utf-8"))
WORDS = ("hello", "this", "is", "anna", "about", "the", "red", "boat", "please", "call", "back")
TEXT = "Hello, this is Anna about the red boat. Please call back.\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all: what is prepared for a model once need not be prepared again."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def bending(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("models") / "tones")


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("models") / "static-tones", look_ahead=False)


@pytest.fixture
def rehearse(capfd: pytest.CaptureFixture[str], home: Path, bending: Path) -> CommandLine:
    """With a model that understands tones, unless --model names another."""
    command_line = CommandLine(capfd, home)
    command_line.environ["REHEARSE_MODEL"] = str(bending)
    return command_line


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.txt"
    path.write_text(TEXT)
    return path


def take(folder: Path, samples: np.ndarray | None = None, name: str = "take.wav", rate: int = 16_000) -> Path:
    soundfile.write(folder / name, say(WORDS) if samples is None else samples, rate)
    return folder / name


def data(done: Done) -> dict:
    """The answer of --json, as strict as programs read it."""
    assert done.code in (0, 1), done

    def refuse(constant: str) -> object:
        raise AssertionError(f"{constant} is no JSON")

    parsed = json.loads(done.out, parse_constant=refuse)
    Draft202012Validator(SCHEMA).validate(parsed)
    assert done.code == (0 if parsed["clean"] else 1)
    return parsed


# ---- The sample


@pytest.fixture(scope="module")
def sample(home: Path) -> dict[int, dict]:
    """What the program says of the three takes with the model it comes with."""
    arguments = ["check", SAMPLE / "script.txt"]
    return {
        number: data(child(*arguments, SAMPLE / f"take-{number}.flac", "--json", environ={"REHEARSE_HOME": str(home)}))
        for number in (1, 2, 3)
    }


def certain(review: dict, kind: str) -> list[dict]:
    return [each for each in review["findings"] if each["kind"] == kind and each["verdict"] == "certain"]


def test_the_clean_take_is_clean(sample: dict[int, dict]) -> None:
    review = sample[3]
    assert review["clean"] is True
    assert review["findings"] == []
    assert review["take"]["overrun_s"] == 0
    assert review["model"]["hearings"] == ["biased", "free"]
    assert review["model"]["unknown_words"] == ["Whitcombe", "Quillhaven"]
    assert review["verdicts"].count("said") >= len(review["verdicts"]) - 2  # names it does not know may be in doubt


def test_the_better_take_has_an_um_and_another_figure(sample: dict[int, dict]) -> None:
    review = sample[2]
    assert review["clean"] is False
    um, figure = review["findings"]
    assert (um["kind"], um["verdict"], um["counts"]) == ("filled_pause", "certain", True)
    assert (figure["kind"], figure["verdict"], figure["counts"]) == ("number", "certain", True)
    assert (figure["expected"], figure["heard"]) == ("third", "quarter")
    assert um["start_s"] == pytest.approx(4.4, abs=0.5)
    assert review["take"]["overrun_s"] == 0


def test_the_poor_take_has_what_was_put_into_it(sample: dict[int, dict]) -> None:
    review = sample[1]
    assert review["clean"] is False
    assert [each["heard"] for each in certain(review, "filled_pause")] == ["um", "uh"]
    assert [each["heard"] for each in certain(review, "insertion")] == ["really"]
    (pause,) = certain(review, "long_pause")
    assert pause["end_s"] - pause["start_s"] == pytest.approx(1.9, abs=0.15)
    assert [each["heard"] for each in certain(review, "number")] == ["quarter"]
    (over,) = certain(review, "overrun")
    assert over["heard"].endswith("Until then Marta")
    assert review["take"]["overrun_s"] == pytest.approx(3.6, abs=0.5)
    assert [each["expected"] for each in certain(review, "omission")] == ["without adding a van"]
    assert [each["heard"] for each in certain(review, "repetition")] == ["i'll send it"]
    assert all(each["verdict"] == "certain" for each in review["findings"])
    assert len(review["findings"]) == 8


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_reviews_that_come_with_the_sample_are_what_the_rules_give(sample: dict[int, dict], number: int) -> None:
    """Where the rules have changed for good: `python tools/sample/review.py` writes them anew."""
    shipped = json.loads((SAMPLE / f"take-{number}.json").read_text(encoding="utf-8"))
    made = sample[number]
    timeless = [
        [{name: value for name, value in each.items() if not name.endswith("_s")} for each in review["findings"]]
        for review in (shipped, made)
    ]
    assert timeless[0] == timeless[1]
    for name in ("verdicts", "clean", "model"):
        assert shipped[name] == made[name]
    for name in ("take", "metrics"):
        figures = {key: value for key, value in made[name].items() if key not in ("file", "pace_curve")}
        assert {key: shipped[name][key] for key in figures} == pytest.approx(figures, abs=0.1)
    assert [word["heard"] for word in shipped["words"]] == [word["heard"] for word in made["words"]]
    assert shipped["take"]["file"] == f"take-{number}.flac"


def test_the_command_of_the_readme_does_what_it_says(home: Path) -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"^python3 dev\.py run (check .*)$", readme, re.MULTILINE)
    assert command is not None
    done = child(*shlex.split(command.group(1)), environ={"REHEARSE_HOME": str(home)})
    assert done.code == 1
    assert done.err == ""
    assert "⟨um⟩" in done.out
    assert "third → quarter" in done.out
    assert "words a minute" in done.out


# ---- Sound that works


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.wav", {"subtype": "PCM_16"}),
        ("a.wav", {"subtype": "PCM_24"}),
        ("a.wav", {"subtype": "PCM_32"}),
        ("a.wav", {"subtype": "PCM_U8"}),
        ("a.wav", {"subtype": "FLOAT"}),
        ("a.wav", {"subtype": "DOUBLE"}),
        ("a.flac", {"subtype": "PCM_24"}),
        ("a.ogg", {"subtype": "VORBIS"}),
        ("a.opus", {"format": "OGG", "subtype": "OPUS"}),
        ("a.mp3", {}),
        ("a.dat", {"format": "FLAC"}),  # what it is counts, not what it is called
    ],
    ids=lambda each: each if isinstance(each, str) else "-".join(each.values()),
)
@pytest.mark.parametrize("rate", [16_000, 48_000])
def test_every_format_works(
    name: str, kind: dict, rate: int, rehearse: CommandLine, script: Path, tmp_path: Path
) -> None:
    soundfile.write(tmp_path / name, say(WORDS, rate=rate) / 32768, rate, **kind)
    review = data(rehearse("check", script, tmp_path / name, "--json"))
    assert set(review["verdicts"]) == {"said"}
    assert review["clean"], review["findings"]


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 44_100, 96_000])
def test_every_rate_works(rate: int, rehearse: CommandLine, script: Path, tmp_path: Path) -> None:
    """At 8 kHz the highest tone is lost, so not every word of this model can be; it is heard all the same."""
    review = data(rehearse("check", script, take(tmp_path, say(WORDS, rate=rate), rate=rate), "--json"))
    assert review["take"]["duration_s"] == pytest.approx(len(say(WORDS)) / 16_000, abs=0.02)
    assert review["clean"] or rate < 16_000


def test_eight_channels_work(rehearse: CommandLine, script: Path, tmp_path: Path) -> None:
    one = say(WORDS)
    everywhere, in_one = np.tile(one[:, None], 8), np.zeros((len(one), 8), np.int16)
    in_one[:, 5] = one
    for channels in (everywhere, in_one):
        assert data(rehearse("check", script, take(tmp_path, channels), "--json"))["clean"]


def counted_level(review: dict) -> str:
    """What is said of the level where it keeps a take from being clean."""
    (finding,) = [each for each in review["findings"] if each["kind"] == "level" and each["counts"]]
    return str(finding["advice"])


def test_clipped_sound_works_and_has_its_finding(rehearse: CommandLine, script: Path, tmp_path: Path) -> None:
    clipped = np.clip(say(WORDS).astype(int) * 12, -32768, 32767).astype(np.int16)
    review = data(rehearse("check", script, take(tmp_path, clipped), "--json"))
    assert "distorted" in counted_level(review)
    assert review["metrics"]["peak_dbfs"] == pytest.approx(0, abs=0.1)


def test_faint_sound_works_and_has_its_finding(rehearse: CommandLine, script: Path, tmp_path: Path) -> None:
    review = data(rehearse("check", script, take(tmp_path, say(WORDS) // 60), "--json"))
    assert "very quiet" in counted_level(review)
    assert review["metrics"]["level_dbfs"] < -45


def test_a_file_cut_in_the_middle_is_heard_as_far_as_it_goes(
    rehearse: CommandLine, script: Path, tmp_path: Path
) -> None:
    path = tmp_path / "take.flac"
    soundfile.write(path, say(WORDS), 16_000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    review = data(rehearse("check", script, path, "--json"))
    assert review["verdicts"][0] == "said"
    assert review["verdicts"][-1] != "said"
    assert review["take"]["duration_s"] < len(say(WORDS)) / 16_000


def test_a_file_of_ten_minutes_works(rehearse: CommandLine, static: Path, script: Path, tmp_path: Path) -> None:
    """What is said in its last seconds is heard, and its time is right. One hearing: two would take a minute."""
    spoken = say(WORDS)
    late = np.zeros(600 * 16_000, np.int16)
    late[-len(spoken) :] = spoken
    late[: 16_000 * 590 : 1_600] = 60  # not silent, and no words
    review = data(rehearse("check", script, take(tmp_path, late, "long.flac"), "--model", static, "--json"))
    assert review["take"]["duration_s"] == 600
    hello = next(word for word in review["words"] if word["script_word"] == 0)
    assert hello["start_s"] == pytest.approx(600 - len(spoken) / 16_000 + 0.5, abs=0.06)
    assert set(review["verdicts"]) == {"said"}


# ---- What is asked for


def test_standard_input_may_be_the_sound_or_the_script(rehearse: CommandLine, script: Path, tmp_path: Path) -> None:
    path = take(tmp_path)
    review = data(rehearse("check", script, "-", "--json", stdin=path.read_bytes()))
    assert review["clean"]
    assert review["take"]["file"] == "standard input"
    assert data(rehearse("check", "-", path, "--json", stdin=TEXT.encode()))["clean"]


def test_a_pipe_with_a_name_may_be_the_script(home: Path, bending: Path, script: Path, tmp_path: Path) -> None:
    """As a shell makes one for <(…)."""
    line = f"{shlex.quote(sys.executable)} -m app check <(cat {script}) {take(tmp_path)}"
    environ = {**os.environ, "REHEARSE_HOME": str(home), "REHEARSE_MODEL": str(bending)}
    done = subprocess.run(["bash", "-c", line], cwd=PROJECT, env=environ, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_limit_is_the_commands_else_the_scripts_else_the_settings(
    rehearse: CommandLine, script: Path, tmp_path: Path
) -> None:
    path = take(tmp_path)
    assert data(rehearse("check", script, path, "--json"))["script"]["limit_s"] == 30
    (rehearse.home / "settings.toml").write_text("limit_s = 20\n")
    try:
        assert data(rehearse("check", script, path, "--json"))["script"]["limit_s"] == 20
        script.write_text(f"---\nlimit: 0:25\n---\n{TEXT}")
        assert data(rehearse("check", script, path, "--json"))["script"]["limit_s"] == 25
        over = data(rehearse("check", script, path, "--json", "--limit", "1.5 s"))
    finally:
        (rehearse.home / "settings.toml").unlink()
    assert over["script"]["limit_s"] == 1.5
    assert over["take"]["overrun_s"] > 1
    assert not over["clean"]


def test_strictness_decides_what_counts(rehearse: CommandLine, script: Path, tmp_path: Path) -> None:
    twice = take(tmp_path, say((*WORDS[:8], "please", "call", *WORDS[8:])))
    counted = {}
    for strictness in ("word", "meaning", "gist"):
        review = data(rehearse("check", script, twice, "--json", "--strictness", strictness))
        assert review["script"]["strictness"] == strictness
        counted[strictness] = sum(each["counts"] for each in review["findings"])
    assert counted["word"] > counted["meaning"] == counted["gist"] == 0


def test_a_deviation_is_shown_and_makes_exit_code_1(rehearse: CommandLine, script: Path, tmp_path: Path) -> None:
    done = rehearse("check", script, take(tmp_path, say((*WORDS[:3], "um", *WORDS[3:]))))
    assert done.code == 1
    assert done.err == ""
    assert "um" in done.out
    assert "Anna" in done.out


def test_a_model_that_cannot_be_bent_says_once_what_that_costs(
    static: Path, rehearse: CommandLine, script: Path, tmp_path: Path
) -> None:
    done = rehearse("check", script, take(tmp_path), "--model", static, "--json")
    assert data(done)["model"] == {
        "name": "static-tones",
        "hearings": ["free"],
        "unknown_words": [],
        "unknown_fillers": data(done)["model"]["unknown_fillers"],
    }
    (line,) = done.err.splitlines()
    assert "static-tones" in line
    assert "finds less and doubts more" in line


# ---- Where the answer goes


def test_the_page_is_written_whole_beside_the_report(rehearse: CommandLine, script: Path, tmp_path: Path) -> None:
    path, page = take(tmp_path), tmp_path / "page.html"
    page.write_text("what was there before")
    done = rehearse("check", script, path, "--html", page)
    assert done.code == 0
    assert "Clean" in done.out
    html = page.read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert html.rstrip().endswith("</html>")
    assert "boat" in html
    assert sorted(everything_in(tmp_path)) == ["page.html", "script.txt", "take.wav"]


def test_the_page_goes_through_a_link_and_keeps_to_the_usual_mode(
    rehearse: CommandLine, script: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "page.html").symlink_to(tmp_path / "elsewhere" / "real.html")
    assert rehearse("check", script, take(tmp_path), "--html", tmp_path / "page.html").code == 0
    assert (tmp_path / "page.html").is_symlink()
    usual = tmp_path / "usual"
    usual.touch()
    assert (tmp_path / "elsewhere" / "real.html").stat().st_mode == usual.stat().st_mode


def test_a_page_that_cannot_be_written_in_the_end_leaves_the_report(
    rehearse: CommandLine, script: Path, tmp_path: Path
) -> None:
    """/dev/full takes nothing: the disk has filled up meanwhile."""
    done = rehearse("check", script, take(tmp_path), "--html", "/dev/full")
    assert done.code == 2
    assert "Clean" in done.out
    assert done.err.startswith("The page cannot be written to /dev/full (No space left on device).")


def test_nothing_but_data_goes_to_standard_output(rehearse: CommandLine, script: Path, tmp_path: Path) -> None:
    done = rehearse("check", script, take(tmp_path), "--json", "--html", tmp_path / "page.html")
    assert done.err == ""
    assert data(done)["clean"]
    assert (tmp_path / "page.html").exists()


def test_data_is_utf8_whatever_the_terminal_is(home: Path, bending: Path, tmp_path: Path) -> None:
    (tmp_path / "script.txt").write_text("Hello, this is Zoë.", encoding="utf-8")
    environ = {"REHEARSE_HOME": str(home), "REHEARSE_MODEL": str(bending), "PYTHONIOENCODING": "ascii"}
    arguments = ("check", tmp_path / "script.txt", take(tmp_path, say(["hello", "this", "is"])))
    assert data(child(*arguments, "--json", environ=environ))["script"]["words"][3]["text"] == "Zoë"
    assert "Zo?" in child(*arguments, environ=environ).out


def test_a_name_that_is_no_text_still_makes_data(home: Path, bending: Path, script: Path, tmp_path: Path) -> None:
    odd = os.fsdecode(bytes(tmp_path) + b"/take-\xff.wav")
    Path(odd).write_bytes(take(tmp_path).read_bytes())
    environ = {"REHEARSE_HOME": str(home), "REHEARSE_MODEL": str(bending)}
    assert data(child("check", script, odd, "--json", environ=environ))["take"]["file"].startswith(str(tmp_path))
    assert child("check", script, odd, "--html", tmp_path / "page.html", environ=environ).code == 0


def test_a_full_disk_under_standard_output_is_a_sentence(
    home: Path, bending: Path, script: Path, tmp_path: Path
) -> None:
    environ = {**os.environ, "REHEARSE_HOME": str(home), "REHEARSE_MODEL": str(bending)}
    line = [sys.executable, "-m", "app", "check", str(script), str(take(tmp_path)), "--json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            line, cwd=PROJECT, env=environ, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60
        )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "No space left" in done.stderr


def test_a_reader_that_goes_away_is_no_trouble(home: Path, bending: Path, script: Path, tmp_path: Path) -> None:
    environ = {**os.environ, "REHEARSE_HOME": str(home), "REHEARSE_MODEL": str(bending)}
    line = [sys.executable, "-m", "app", "check", str(script), str(take(tmp_path)), "--json"]
    with subprocess.Popen(
        line, cwd=PROJECT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 141


def on_a_terminal(home: Path, bending: Path, *arguments: str | Path) -> tuple[str, str]:
    """What went to stdout, and to a terminal that is stderr."""
    ours, theirs = pty.openpty()
    environ = {**os.environ, "REHEARSE_HOME": str(home), "REHEARSE_MODEL": str(bending), "TERM": "xterm"}
    line = [sys.executable, "-m", "app", *map(str, arguments)]
    with subprocess.Popen(line, cwd=PROJECT, env=environ, stdout=subprocess.PIPE, stderr=theirs, text=True) as running:
        os.close(theirs)
        seen = b""
        with suppress(OSError):  # how Linux tells that nobody writes any more
            while came := os.read(ours, 4096):
                seen += came
        os.close(ours)
        assert running.stdout is not None
        return running.stdout.read(), seen.decode()


def test_a_long_file_shows_how_far_it_is_and_a_short_one_nothing(
    home: Path, bending: Path, script: Path, tmp_path: Path
) -> None:
    short = take(tmp_path)
    long = take(tmp_path, np.concatenate([say(WORDS), np.zeros(16_000 * 25, np.int16)]), "long.wav")
    out, seen = on_a_terminal(home, bending, "check", script, long, "--json")
    assert json.loads(out)["take"]["duration_s"] > 25
    assert "Listening" in seen
    assert "100 %" in seen
    out, seen = on_a_terminal(home, bending, "check", script, short, "--json")
    assert json.loads(out)["clean"]
    assert seen == ""
    assert child("check", script, long, environ={"REHEARSE_HOME": str(home), "REHEARSE_MODEL": str(bending)}).err == ""
