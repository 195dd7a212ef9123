"""Sound files of every kind, and everything that can be wrong with one."""

import io
import os
import stat
import sys
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from app.audio.doubling import RateDoubler
from app.audio.sound import Sound, open_sound
from app.problems import Problem


def tone(rate: int, seconds: float = 1.0, hz: float = 440.0, amplitude: float = 0.5) -> np.ndarray:
    return amplitude * np.sin(2 * np.pi * hz * np.arange(round(rate * seconds)) / rate)


def read(path: Path | io.BytesIO) -> tuple[np.ndarray, int]:
    with open_sound(path) as sound:
        samples = sound.samples()
        assert sound.frames == len(samples)
        assert samples.dtype == np.int16
        return samples, sound.rate


def strength(samples: np.ndarray, rate: int, hz: float) -> float:
    """Amplitude of that tone in the middle of the samples, full scale 1.0."""
    middle = samples[len(samples) // 4 : 3 * len(samples) // 4].astype(float) / 32768
    turn = np.exp(-2j * np.pi * hz * np.arange(len(middle)) / rate) * np.hanning(len(middle)) * 2
    return float(2 * abs(np.mean(middle * turn)))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.wav", {"subtype": "PCM_16"}),
        ("a.wav", {"subtype": "PCM_24"}),
        ("a.wav", {"subtype": "PCM_32"}),
        ("a.wav", {"subtype": "PCM_U8"}),
        ("a.wav", {"subtype": "FLOAT"}),
        ("a.wav", {"subtype": "DOUBLE"}),
        ("a.wav", {"subtype": "ULAW"}),
        ("a.flac", {"subtype": "PCM_16"}),
        ("a.flac", {"subtype": "PCM_24"}),
        ("a.ogg", {"subtype": "VORBIS"}),
        ("a.opus", {"format": "OGG", "subtype": "OPUS"}),
        ("a.mp3", {}),
    ],
)
def test_every_format_gives_the_tone_that_was_put_in(tmp_path, name, kind):
    soundfile.write(tmp_path / name, tone(16000), 16000, **kind)
    samples, rate = read(tmp_path / name)
    assert rate == 16000
    assert abs(len(samples) - 16000) < 3000  # MP3 pads
    assert strength(samples, rate, 440) == pytest.approx(0.5, abs=0.03)


def test_16_bit_samples_come_through_unchanged(tmp_path):
    samples = np.random.default_rng(1).integers(-32768, 32768, 50_001).astype(np.int16)
    soundfile.write(tmp_path / "a.wav", samples, 22050)
    came, rate = read(tmp_path / "a.wav")
    assert rate == 22050
    assert np.array_equal(came, samples)


def test_an_mp3_read_in_blocks_is_what_it_is_read_at_once(tmp_path, capfd):
    soundfile.write(tmp_path / "a.mp3", np.random.default_rng(3).normal(0, 0.1, 16000 * 4), 16000)
    at_once, _ = soundfile.read(tmp_path / "a.mp3")
    samples, _ = read(tmp_path / "a.mp3")
    assert np.abs(samples - at_once * 32768).max() <= 1
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("rate", [16000, 22050, 32000, 44100, 48000, 96000])
def test_a_rate_the_recognizer_takes_stays(tmp_path, rate):
    soundfile.write(tmp_path / "a.wav", tone(rate), rate)
    assert len(read(tmp_path / "a.wav")[0]) == rate
    assert read(tmp_path / "a.wav")[1] == rate


@pytest.mark.parametrize("rate", [8000, 8001, 11025, 12000, 15999])
def test_a_slower_rate_is_doubled_and_the_tone_keeps_its_pitch_and_strength(tmp_path, rate):
    soundfile.write(tmp_path / "a.wav", tone(rate, hz=1000), rate)
    samples, came_rate = read(tmp_path / "a.wav")
    assert came_rate == 2 * rate
    assert len(samples) == 2 * rate
    assert strength(samples, came_rate, 1000) == pytest.approx(0.5, abs=0.005)
    assert strength(samples, came_rate, rate - 1000) < 0.001  # no mirror image


@given(st.lists(st.integers(0, 700), min_size=1, max_size=8), st.integers(0, 1 << 30))
def test_doubling_does_not_depend_on_the_blocks_and_changes_no_sample_that_was_there(lengths, seed):
    samples = np.random.default_rng(seed).integers(-32768, 32768, sum(lengths)).astype(np.int16)
    in_one = RateDoubler()
    whole = np.concatenate([in_one.feed(samples), in_one.finish()])
    in_parts = RateDoubler()
    ends = np.cumsum(lengths)
    parts = [in_parts.feed(samples[end - length : end]) for end, length in zip(ends, lengths, strict=True)]
    assert np.array_equal(np.concatenate([*parts, in_parts.finish()]), whole)
    assert np.array_equal(whole[::2], samples)
    assert len(whole) == 2 * len(samples)


def test_channels_are_averaged(tmp_path):
    left, right = tone(16000, hz=440), tone(16000, hz=880)
    soundfile.write(tmp_path / "a.wav", np.stack([left, right], axis=1), 16000)
    samples, rate = read(tmp_path / "a.wav")
    assert strength(samples, rate, 440) == pytest.approx(0.25, abs=0.01)
    assert strength(samples, rate, 880) == pytest.approx(0.25, abs=0.01)


def test_channels_out_of_phase_do_not_cancel(tmp_path):
    left = tone(16000)
    soundfile.write(tmp_path / "a.wav", np.stack([left, -left], axis=1), 16000)
    samples, rate = read(tmp_path / "a.wav")
    assert strength(samples, rate, 440) == pytest.approx(0.5, abs=0.01)


def test_a_voice_on_one_of_eight_channels_keeps_its_strength(tmp_path):
    channels = np.zeros((48000, 8))
    channels[:, 5] = tone(48000)
    soundfile.write(tmp_path / "a.wav", channels, 48000, subtype="PCM_24")
    samples, rate = read(tmp_path / "a.wav")
    assert strength(samples, rate, 440) == pytest.approx(0.5, abs=0.01)


def test_float_samples_beyond_full_scale_are_clipped_and_what_is_no_number_is_silence(tmp_path):
    samples = 3 * tone(16000)
    samples[100:200] = np.nan
    samples[200:300] = np.inf
    samples[300:400] = 3e38  # times 32,768 it is no float any more
    soundfile.write(tmp_path / "a.wav", samples, 16000, subtype="FLOAT")
    came, _ = read(tmp_path / "a.wav")
    assert came.max() == 32767
    assert came.min() == -32768
    assert not came[100:200].any()
    assert (came[200:400] == 32767).all()


def test_blocks_are_as_long_as_asked_and_can_be_had_twice(tmp_path):
    soundfile.write(tmp_path / "a.wav", tone(16000, 1.1), 16000)
    with open_sound(tmp_path / "a.wav") as sound:
        assert sound.duration_s == pytest.approx(1.1)
        first = list(sound.blocks(0.5))
        assert [len(block) for block in first] == [8000, 8000, 1600]
        assert np.array_equal(np.concatenate(first), np.concatenate(list(sound.blocks(0.1))))


def test_a_stream_that_cannot_be_sought_is_read(tmp_path):
    soundfile.write(tmp_path / "a.flac", tone(16000), 16000)
    receive, send = os.pipe()
    with os.fdopen(send, "wb") as sender:
        sender.write((tmp_path / "a.flac").read_bytes())
    with os.fdopen(receive, "rb") as stream, open_sound(stream) as sound:
        assert len(sound.samples()) == 16000


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are a Unix matter")
def test_a_named_pipe_is_read_as_a_file_is(tmp_path):
    soundfile.write(tmp_path / "a.wav", tone(16000), 16000)
    os.mkfifo(tmp_path / "pipe")
    sender = threading.Thread(target=lambda: (tmp_path / "pipe").write_bytes((tmp_path / "a.wav").read_bytes()))
    sender.start()
    try:
        assert len(read(tmp_path / "pipe")[0]) == 16000
    finally:
        sender.join()


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.opus", "a.mp3"])
def test_a_file_cut_short_is_read_as_far_as_it_goes(tmp_path, name):
    kind = {"format": "OGG", "subtype": "OPUS"} if name.endswith("opus") else {}
    noise = np.random.default_rng(2).normal(0, 0.1, 16000 * 6)
    soundfile.write(tmp_path / name, noise, 16000, **kind)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    samples, _ = read(tmp_path / name)
    assert 16000 * 1.5 < len(samples) < 16000 * 4


def test_a_wav_whose_writer_never_came_back_to_fill_in_the_length_is_read(tmp_path):
    soundfile.write(tmp_path / "a.wav", tone(16000), 16000)
    content = bytearray((tmp_path / "a.wav").read_bytes())
    content[4:8] = content[40:44] = b"\xff\xff\xff\xff"
    (tmp_path / "a.wav").write_bytes(content)
    assert len(read(tmp_path / "a.wav")[0]) == 16000


def test_memory_does_not_grow_with_the_file(tmp_path):
    resource = pytest.importorskip("resource", reason="peak memory is a Unix figure")
    soundfile.write(tmp_path / "a.wav", np.zeros((1, 2)), 48000)
    with soundfile.SoundFile(tmp_path / "a.wav", "w", 48000, 2, "PCM_16") as file:
        minute = np.repeat(tone(48000, 60)[:, np.newaxis], 2, axis=1)
        for _ in range(10):
            file.write(minute)
    unit = 1 if sys.platform == "darwin" else 1024
    with open_sound(tmp_path / "a.wav") as sound:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
        assert sum(len(block) for block in sound.blocks()) == 48000 * 600
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit - before
    assert grown < 20e6  # the samples alone are 115 MB


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def written(path: Path, samples: np.ndarray, rate: int = 16000, **kind: str) -> Path:
    soundfile.write(path, samples, rate, **kind)
    return path


BAD = {
    "missing": (lambda folder: folder / "none.wav", "no sound file at"),
    "folder": (lambda folder: folder, "is a folder"),
    "empty": (lambda folder: write(folder / "a.wav", b""), "is empty"),
    "text named wav": (lambda folder: write(folder / "a.wav", b"dear diary " * 99), "is no sound that can be read"),
    "text named raw": (lambda folder: write(folder / "a.raw", b"dear diary " * 99), "is no sound that can be read"),
    "text named gsm": (lambda folder: write(folder / "a.gsm", b"dear diary " * 99), "is no sound that can be read"),
    "header only": (lambda folder: written(folder / "a.wav", np.zeros(0)), "no sound in it"),
    "cut in the header": (
        lambda folder: write(folder / "a.wav", written(folder / "b.wav", tone(16000)).read_bytes()[:20]),
        "is no sound that can be read",
    ),
    "cut before the first flac frame": (
        lambda folder: write(folder / "a.flac", written(folder / "b.flac", tone(16000)).read_bytes()[:100]),
        "no sound",
    ),
    "zeros": (lambda folder: written(folder / "a.wav", np.zeros(16000)), "Nothing can be heard"),
    "below -70 dBFS": (lambda folder: written(folder / "a.wav", tone(16000, amplitude=2e-4)), "Nothing can be heard"),
    "too slow": (lambda folder: written(folder / "a.wav", tone(7999), 7999), "7999 samples a second"),
    "too fast": (lambda folder: written(folder / "a.wav", tone(192000), 192000), "192000 samples a second"),
}


@pytest.mark.parametrize(("make", "says"), BAD.values(), ids=BAD.keys())
def test_bad_sound_is_a_problem_that_names_its_file_and_its_remedy(tmp_path, make, says):
    path = make(tmp_path)
    with pytest.raises(Problem) as caught:
        open_sound(path)
    assert says in caught.value.what
    assert str(path) in caught.value.what
    assert caught.value.remedy.endswith(".")


def test_faint_sound_is_no_problem(tmp_path):
    samples, _ = read(written(tmp_path / "a.wav", tone(16000, amplitude=2e-3), subtype="PCM_24"))
    assert samples.any()


def test_sound_after_a_long_silence_is_heard(tmp_path):
    samples = np.concatenate([np.zeros(16000 * 30), tone(16000, 0.3)])
    assert len(read(written(tmp_path / "a.wav", samples))[0]) == len(samples)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens but cannot be read")
def test_a_file_the_system_will_not_read_is_a_problem():
    with pytest.raises(Problem, match="cannot be opened"):
        open_sound("/proc/self/mem")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path):
    written(tmp_path / "a.wav", tone(16000)).chmod(stat.S_IWUSR)
    am = os.geteuid()
    if am == 0:
        os.seteuid(65534)  # root may read everything
    try:
        with pytest.raises(Problem, match="cannot be opened"):
            open_sound(tmp_path / "a.wav")
    finally:
        os.seteuid(am)


def test_a_stream_that_ends_at_once_is_a_problem():
    with pytest.raises(Problem, match="standard input is empty"):
        open_sound(io.BytesIO())


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400), st.integers(0, 44))
def test_whatever_follows_a_broken_header_is_sound_or_a_problem(rest, kept):
    whole = io.BytesIO()
    soundfile.write(whole, tone(8000, 0.02), 8000, format="WAV")
    with suppress(Problem), open_sound(io.BytesIO(whole.getvalue()[:kept] + rest)) as sound:
        assert isinstance(sound, Sound)
        assert sound.samples().dtype == np.int16
