"""A take that grows, and what is left of it when its program dies."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.audio.sound import open_sound
from app.audio.take import Take, origin_of, recover
from app.problems import Problem

RATE = 48000


def noise(frames: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(-9000, 9000, frames).astype(np.int16)


def part_in(folder: Path) -> Path:
    (part,) = folder.glob("*.part.wav")
    return part


def test_a_take_counts_its_frames_and_packs_them_as_they_came(tmp_path):
    take = Take.begin(tmp_path / "takes", "one", RATE)
    for seed in range(4):
        take.append(noise(2400, seed))
    take.start_clock(4800)
    assert take.frames == 9600
    assert take.duration_s == 0.2
    assert take.origin_s == 0.1
    packed = take.finish()
    assert packed == tmp_path / "takes" / "one.flac" == take.path
    assert [path.name for path in packed.parent.iterdir()] == ["one.flac"]
    samples, rate = soundfile.read(packed, dtype="int16")
    assert rate == RATE
    assert np.array_equal(samples, np.concatenate([noise(2400, seed) for seed in range(4)]))
    assert np.array_equal(samples, take.samples())
    assert origin_of(packed) == pytest.approx(0.1)
    assert take.finish() == packed


def test_the_part_file_can_be_listened_to_while_it_grows(tmp_path):
    take = Take.begin(tmp_path, "one", RATE)
    take.append(noise(RATE))
    take.start_clock(100)
    take.append(noise(RATE, 1))
    with open_sound(take.path) as sound:
        assert np.array_equal(sound.samples(), take.samples())
    take.discard()


def test_a_take_thrown_away_leaves_nothing(tmp_path):
    take = Take.begin(tmp_path, "one", RATE)
    take.append(noise(100))
    take.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_take_kept_in_a_hurry_is_recovered_later(tmp_path):
    take = Take.begin(tmp_path, "one", RATE)
    take.append(noise(1000))
    take.start_clock(480)
    kept = take.keep()
    assert np.array_equal(soundfile.read(kept, dtype="int16")[0], noise(1000))
    recovery = recover(tmp_path)
    assert recovery.takes == (tmp_path / "one.flac",)
    assert recovery.problems == ()
    assert np.array_equal(soundfile.read(tmp_path / "one.flac", dtype="int16")[0], noise(1000))
    assert origin_of(tmp_path / "one.flac") == pytest.approx(0.01)
    assert not kept.exists()


RECORDER = """
import sys, time
from pathlib import Path
import numpy as np
from app.audio.take import Take
take = Take.begin(Path(sys.argv[1]), "dying", 16000)
take.start_clock(1600)
while True:
    take.append((np.arange(800) + take.frames).astype(np.int16))
    print(take.frames, flush=True)
    time.sleep(0.005)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a Unix matter")
def test_a_take_whose_program_is_killed_loses_nothing_it_was_given(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", RECORDER, str(tmp_path)], stdout=subprocess.PIPE, text=True, env={**os.environ}
    ) as child:
        assert child.stdout is not None
        while int(child.stdout.readline()) < 16000:
            pass
        assert recover(tmp_path).takes == ()  # it lives: hands off
        assert part_in(tmp_path).exists()
        child.send_signal(signal.SIGKILL)
        said = [int(line) for line in child.stdout if line.strip()]
    (packed,) = recover(tmp_path).takes
    samples, rate = soundfile.read(packed, dtype="int16")
    assert rate == 16000
    assert len(samples) >= max([16000, *said])
    assert np.array_equal(samples, np.arange(len(samples)).astype(np.int16))
    assert origin_of(packed) == pytest.approx(0.1)
    assert list(tmp_path.iterdir()) == [packed]


def test_a_part_file_cut_in_the_middle_of_a_sample_is_recovered(tmp_path):
    take = Take.begin(tmp_path, "one", RATE)
    take.append(noise(1000))
    part = take.keep()
    part.write_bytes(part.read_bytes()[:-1])
    (packed,) = recover(tmp_path).takes
    assert np.array_equal(soundfile.read(packed, dtype="int16")[0], noise(1000)[:-1])


def test_a_part_file_without_a_sample_is_removed(tmp_path):
    Take.begin(tmp_path, "one", RATE).keep()
    assert recover(tmp_path).takes == ()
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_take_of_ours_stays_and_is_named(tmp_path):
    (tmp_path / "song.part.wav").write_bytes(b"la" * 500)
    recovery = recover(tmp_path)
    assert recovery.takes == ()
    (problem,) = recovery.problems
    assert "song.part.wav" in problem.what
    assert (tmp_path / "song.part.wav").exists()


def test_a_rate_that_no_sound_has_is_named_and_the_file_stays(tmp_path):
    take = Take.begin(tmp_path, "one", RATE)
    take.append(noise(1000))
    part = take.keep()
    content = bytearray(part.read_bytes())
    content[24:28] = b"\xff\xff\xff\xff"
    part.write_bytes(content)
    (problem,) = recover(tmp_path).problems
    assert "one.part.wav" in problem.what
    assert part.exists()


def test_a_clock_that_starts_later_than_any_countdown_ends_costs_no_sound(tmp_path):
    """Damaged on the disk: where it started, nobody knows any more."""
    for origin in (RATE * 3600, 2**64 - 1):
        take = Take.begin(tmp_path, "one", RATE)
        take.start_clock(origin)
        take.append(noise(1000))
        take.keep()
        (packed,) = recover(tmp_path).takes
        assert origin_of(packed) is None
        assert np.array_equal(soundfile.read(packed, dtype="int16")[0], noise(1000))
        packed.unlink()


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Problem, match="cannot be made"):
        Take.begin(tmp_path / "file", "one", RATE)


def test_a_second_take_of_the_same_name_is_called_otherwise(tmp_path):
    """As after a clock was set back."""
    for name in ("one", "one-2", "one-3"):
        take = Take.begin(tmp_path, "one", RATE, "of this")
        take.append(noise(10))
        assert take.finish().name == f"{name}.flac"
        take.let_go()


def test_a_take_that_ends_before_its_clock_counts_is_no_take(tmp_path):
    take = Take.begin(tmp_path, "one", RATE)
    take.start_clock(1000)
    take.append(noise(1000))
    take.keep()
    assert recover(tmp_path).takes == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_when_the_disk_is_full_the_take_goes_on_in_memory_and_says_so():
    with Path("/dev/full").open("wb", buffering=0) as full:
        take = Take(full, Path("/dev/full"), RATE)
        take.append(noise(1000))
        take.append(noise(1000, 1))
        assert take.trouble is not None
        assert "No space left" in take.trouble.what
        assert len(take.samples()) == 2000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody remove a file that is open")
def test_a_take_whose_file_was_removed_under_it_is_whole_all_the_same(tmp_path):
    take = Take.begin(tmp_path, "take", RATE)
    blocks = [noise(4_800, seed) for seed in range(3)]
    take.append(blocks[0])
    assert np.array_equal(take.samples(), blocks[0])
    take.path.unlink()
    for block in blocks[1:]:
        take.append(block)
    assert np.array_equal(take.samples(), np.concatenate(blocks))
    assert np.array_equal(soundfile.read(take.finish(), dtype="int16")[0], np.concatenate(blocks))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux to tell how much memory is held")
def test_a_take_that_grows_on_disk_does_not_grow_in_memory(tmp_path):
    take = Take.begin(tmp_path, "take", RATE)
    second = noise(RATE)
    before = own_memory()
    for _ in range(400):
        take.append(second.copy())
    assert take.frames == 400 * RATE
    assert own_memory() - before < 10e6  # of 38 MB
    take.discard()


def own_memory() -> float:
    """Bytes, files this process looks into not counted."""
    status = Path("/proc/self/status").read_text()
    return 1024.0 * int(re.search(r"RssAnon:\s+(\d+)", status)[1])
