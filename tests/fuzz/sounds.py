"""Fuzzed: sound files of every kind, and what a session that broke off left of a take."""

import io
import struct
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from app.audio.sound import open_sound
from app.audio.take import Take, origin_of, recover
from tests.fuzz.contract import Broken, Target, look_at, promised
from tests.fuzz.mutation import mutated

_KINDS = (
    *(
        ("WAV", "PCM_16"),
        ("WAV", "PCM_U8"),
        ("WAV", "FLOAT"),
        ("WAV", "IMA_ADPCM"),
        ("WAVEX", "PCM_24"),
        ("RF64", "PCM_16"),
    ),
    *(("FLAC", "PCM_16"), ("OGG", "VORBIS"), ("OGG", "OPUS"), ("MP3", "MPEG_LAYER_III"), ("AIFF", "PCM_16")),
    *(("AU", "ULAW"), ("CAF", "ALAC_16"), ("W64", "PCM_16")),
)
_TOKENS = (
    b"RIFF",
    b"WAVE",
    b"fmt ",
    b"data",
    b"LIST",
    b"fLaC",
    b"OggS",
    b"OpusHead",
    b"ID3",
    b"\xff\xfb",
    b"orig",
    b"RF64",
)
_ORIGIN_AT, _SAMPLES_AT = 44, 60  # bytes of a part file
_LATEST_ORIGIN_S = 10.0
_MOST_BLOCKS = 4_000  # of a quarter second: a compressed file may be long and yet whole


def _samples() -> list[bytes]:
    wave = (8000 * np.sin(np.arange(4_000) / 7)).astype(np.int16)
    made = []
    for kind, subtype in _KINDS:
        for shape in ((wave, 16_000), (np.stack([wave, -wave], 1), 48_000)):
            content = io.BytesIO()
            soundfile.write(content, *shape, format=kind, subtype=subtype)
            made.append(content.getvalue())
    return made


def _sound(content: bytes, _: Path) -> None:
    def work() -> None:
        with open_sound(io.BytesIO(content)) as sound:
            for count, block in enumerate(sound.blocks()):
                if block.dtype != np.int16 or block.ndim != 1 or len(block) > sound.rate:
                    raise Broken(f"a block of {block.dtype} {block.shape}")
                if count > _MOST_BLOCKS:
                    return

    promised(work)


def _unfinished() -> bytes:
    """As a take lies on the disk while it is recorded."""
    with tempfile.TemporaryDirectory() as folder:
        take = Take.begin(Path(folder), "now", 48_000)
        take.start_clock(2_400)
        take.append(np.arange(4_800, dtype=np.int16))
        content = take.path.read_bytes()
        take.discard()
        return content


def _take(content: bytes, folder: Path) -> None:
    (folder / "broken.part.wav").write_bytes(content)
    found = recover(folder)
    for problem in found.problems:
        look_at(problem)
    for take in found.takes:
        if soundfile.info(take).channels != 1 or (origin_of(take) or 0.0) < 0:
            raise Broken("what was recovered is no take")
    if not found.takes and not found.problems and _has_begun(content):
        raise Broken("it is gone without a word")


def _has_begun(content: bytes) -> bool:
    """Whether there are samples after its clock began to count, or it never can have begun where it says so."""
    if len(content) <= _SAMPLES_AT or content[:4] != b"RIFF" or content[_ORIGIN_AT - 8 :][:4] != b"orig":
        return False
    (rate,), (origin,) = struct.unpack_from("<I", content, 24), struct.unpack_from("<Q", content, _ORIGIN_AT)
    samples = (len(content) - _SAMPLES_AT) // 2
    return samples > origin or (samples > 0 and origin > _LATEST_ORIGIN_S * rate)


TARGETS = {
    "audio": Target(lambda: mutated(_samples(), _TOKENS), _sound, longest_s=20.0),
    "take": Target(lambda: mutated([_unfinished(), struct.pack("<4sI4s", b"RIFF", 0, b"WAVE")], _TOKENS), _take),
}
