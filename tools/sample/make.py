"""Speak the sample's three takes: `python tools/sample/make.py`. Needs the program flite.

make.py [--voice NAME] [--folder FOLDER]
"""

import argparse
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

RATE_HZ = 16_000
LEVEL_DBFS = -20.0  # RMS of the speech
ROOM_DBFS = -72.0  # of the noise under it: no room is perfectly quiet
BEFORE_S, AFTER_S = 0.6, 0.8  # of that room, around the speech
EDGE_S = 0.01  # faded at the ends of each piece, so that nothing clicks
SAMPLE = Path(__file__).resolve().parents[2] / "assets" / "sample"

Wave = npt.NDArray[np.float64]  # one channel at RATE_HZ, full scale 1.0


@dataclass(frozen=True, slots=True)
class Say:
    text: str
    stretch: float = 1.0  # how much slower than the voice's own pace


Piece = Say | float  # a pause in s

# A first try: an um, a word too many, a long pause, another figure, a part left out, a beginning said twice, too long.
POOR: tuple[Piece, ...] = (
    Say("Hi Marta, this is Nora Whitcombe at Quillhaven.", 1.25),
    0.5,
    Say("um", 2.0),
    0.6,
    Say("On Tuesday you said that late deliveries are really costing you two of your best shops.", 1.3),
    1.0,
    Say("I put together one page on how a bakery your size", 1.25),
    1.9,
    Say("cut its late drops by a quarter.", 1.25),
    1.1,
    Say("uh", 2.0),
    0.6,
    Say("I'll send it", 1.2),
    0.35,
    Say("I'll send it this afternoon,", 1.25),
    0.7,
    Say("and I'll call you on Thursday at ten to hear what you think.", 1.35),
    1.0,
    Say("Until then, Marta.", 1.35),
)

# Better: within the limit, with one um and still the other figure.
BETTER: tuple[Piece, ...] = (
    Say("Hi Marta, this is Nora Whitcombe at Quillhaven.", 1.15),
    0.5,
    Say("um", 2.0),
    0.4,
    Say("On Tuesday you said that late deliveries are costing you two of your best shops.", 1.15),
    0.6,
    Say(
        "I put together one page on how a bakery your size cut its late drops by a quarter, without adding a van.", 1.15
    ),
    0.6,
    Say("I'll send it this afternoon, and I'll call you on Thursday at ten to hear what you think.", 1.15),
    0.6,
    Say("Until then, Marta.", 1.15),
)

CLEAN: tuple[Piece, ...] = (
    Say("Hi Marta, this is Nora Whitcombe at Quillhaven.", 1.2),
    0.5,
    Say("On Tuesday you said that late deliveries are costing you two of your best shops.", 1.2),
    0.6,
    Say("I put together one page on how a bakery your size cut its late drops by a third,", 1.2),
    0.3,
    Say("without adding a van.", 1.2),
    0.6,
    Say("I'll send it this afternoon, and I'll call you on Thursday at ten to hear what you think.", 1.2),
    0.6,
    Say("Until then, Marta.", 1.2),
)

TAKES = {"take-1": POOR, "take-2": BETTER, "take-3": CLEAN}


def main() -> None:
    parser = argparse.ArgumentParser(description="Speak the sample's three takes.")
    parser.add_argument("--voice", default="slt", help="of flite; slt where nothing is said")
    parser.add_argument("--folder", type=Path, default=SAMPLE)
    given = parser.parse_args()
    for name, pieces in TAKES.items():
        wave = spoken(pieces, given.voice)
        soundfile.write(given.folder / f"{name}.flac", wave, RATE_HZ, "PCM_16", compression_level=1.0)
        print(f"{name}: {len(wave) / RATE_HZ:.1f} s")


def spoken(pieces: tuple[Piece, ...], voice: str) -> Wave:
    """One take, at its level, in its room. The same every time."""
    parts = [silence(each) if isinstance(each, float) else faded(say(each, voice)) for each in pieces]
    speech = np.concatenate([each for each, piece in zip(parts, pieces, strict=True) if isinstance(piece, Say)])
    gain = 10 ** (LEVEL_DBFS / 20) / np.sqrt(np.mean(speech**2))
    wave = gain * np.concatenate([silence(BEFORE_S), *parts, silence(AFTER_S)])
    room = np.random.default_rng(1).normal(0.0, 10 ** (ROOM_DBFS / 20), len(wave))
    return np.clip(wave + room, -1.0, 1.0)


def say(piece: Say, voice: str) -> Wave:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        line = ["flite", "-voice", voice, "--setf", f"duration_stretch={piece.stretch}", "-t", piece.text, "-o"]
        subprocess.run([*line, str(path)], check=True)
        wave, rate = soundfile.read(path)
    if rate != RATE_HZ:
        raise SystemExit(f"The voice {voice} speaks at {rate} Hz; one at {RATE_HZ} Hz is needed.")
    return trimmed(wave)


def trimmed(wave: Wave) -> Wave:
    """Without the silence the voice puts around what it says: the pauses are ours."""
    loud = np.flatnonzero(np.abs(wave) > 0.01 * np.abs(wave).max())
    margin = int(0.03 * RATE_HZ)
    return wave[max(loud[0] - margin, 0) : loud[-1] + margin]


def faded(wave: Wave) -> Wave:
    count = int(EDGE_S * RATE_HZ)
    ramp = np.linspace(0.0, 1.0, count)
    return np.concatenate([wave[:count] * ramp, wave[count:-count], wave[-count:] * ramp[::-1]])


def silence(seconds: float) -> Wave:
    return np.zeros(round(seconds * RATE_HZ))


if __name__ == "__main__":
    main()
