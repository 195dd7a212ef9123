"""What the user may choose: every default where the sources disagree, each with its reason."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

Value = float | int | bool | str | Path | tuple[str, ...] | None
Reads = Callable[[object], Value]  # what stands in the file -> the value; ValueError says what is expected instead


def _number(least: float, most: float) -> Reads:
    def reads(given: object) -> float:
        if isinstance(given, bool) or not isinstance(given, int | float) or not least <= given <= most:
            raise ValueError(f"a number from {least:g} to {most:g}")  # a NaN ends here too
        return float(given)

    return reads


def _whole(least: int, most: int) -> Reads:
    def reads(given: object) -> int:
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return given

    return reads


def _yes_no(given: object) -> bool:
    if not isinstance(given, bool):
        raise ValueError("true or false")
    return given


def _one_of(*choices: str) -> Reads:
    def reads(given: object) -> str:
        if not isinstance(given, str) or given not in choices:
            raise ValueError("one of " + ", ".join(f'"{each}"' for each in choices))
        return given

    return reads


def _phrases(given: object) -> tuple[str, ...]:
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) and each.strip() for each in given):
        raise ValueError('a list of words or phrases, like ["you know", "like"]')
    return tuple(" ".join(each.lower().split()) for each in given)


def _rules(given: object) -> tuple[str, ...]:
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) and each.isidentifier() for each in given):
        raise ValueError('a list of rules by name, like ["hedge", "jargon"]')
    return tuple(given)


def _text(given: object) -> str | None:
    if not isinstance(given, str) or not _is_unicode(given):
        raise ValueError("a text in quotation marks")
    return given.strip() or None


def _folder(given: object) -> Path | None:
    text = str(given) if isinstance(given, Path) else _text(given)
    if not text:
        return None
    folder = Path(text).expanduser()
    if not folder.is_absolute() or not _is_unicode(text):
        raise ValueError("the whole path of a folder in quotation marks")
    return folder


def _is_unicode(text: str) -> bool:
    """Whether it can be written at all: what the system calls a file or a device need not be text."""
    return not any("\ud800" <= each <= "\udfff" for each in text)


@dataclass(frozen=True, slots=True)
class Sign:
    """What is known of one setting beside its value."""

    explains: str  # one sentence
    source: str  # who says so; "our choice" where nobody does
    unit: str | None
    reads: Reads
    opens: str | None = None  # the heading of the group that starts here


_T = TypeVar("_T")


def _setting(
    default: _T, reads: Reads, explains: str, source: str, unit: str | None = None, opens: str | None = None
) -> _T:
    sign = Sign(explains, source, unit, reads, opens)
    return dataclasses.field(default=default, metadata={"sign": sign})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every default in which the sources disagree. Immutable; `dataclasses.replace` makes the changed copy."""

    limit_s: float = _setting(
        30.0,
        _number(1, 3600),
        "How long a message may last where it names no limit of its own.",
        "most sources say 18 to 30 s; Hunter 8 to 11, Hoffman 25 to 40",
        "s",
        opens="Length",
    )
    target_from_s: float = _setting(
        20.0, _number(1, 3600), "A good message is at least this long.", "the middle of what is said of the limit", "s"
    )
    target_to_s: float = _setting(
        25.0, _number(1, 3600), "A good message is at most this long.", "the middle of what is said of the limit", "s"
    )

    pace_from_wpm: float = _setting(
        130.0,
        _number(20, 400),
        "Speaking slower than this draws a remark; inside the band nothing is said about the pace.",
        "Speaker Coach 100 to 165, Read.ai 130 to 175, others 140 to 160",
        "words a minute",
        opens="Pace",
    )
    pace_to_wpm: float = _setting(
        170.0,
        _number(20, 400),
        "Speaking faster than this draws a remark.",
        "as for the slow side; adults reading aloud reach 183, phone surveys work best near 210",
        "words a minute",
    )
    number_digits_per_s: float = _setting(
        2.5,
        _number(0.5, 10),
        "A phone number said faster than this, its gaps included, is too fast to write down.",
        "“as slowly as one writes it down” (many); the figure is our choice",
        "digits a second",
    )

    filled_pauses_allowed: int = _setting(
        0,
        _whole(0, 100),
        "This many filled pauses (um, uh) still make a clean rep.",
        "up to 5 a minute did no harm, 12 did (2024); optimum 1 a minute (HBR); who rehearses wants none",
        "in a rep",
        opens="Fillers",
    )
    filled_pause_words: tuple[str, ...] = _setting(
        ("um", "uh", "er", "erm", "ah", "eh", "hm", "hmm", "mm"),
        _phrases,
        "The words that are filled pauses, where the script does not hold them.",
        "PodcastFillers 2022; our choice of spellings",
    )
    lexical_fillers_count: bool = _setting(
        False,
        _yes_no,
        "Whether filler words (like, you know) keep a rep from being clean; they are shown in any case.",
        "“like” counted in “kids like to meet friends” is what users of other coaches resent",
    )
    lexical_fillers: tuple[str, ...] = _setting(
        (
            *("like", "you know", "i mean", "sort of", "kind of", "basically", "actually", "literally", "honestly"),
            *("obviously", "so", "well", "right", "okay"),
        ),
        _phrases,
        "The words and phrases that are filler words, where the script does not hold them.",
        "PodcastFillers 2022, Speaker Coach",
    )

    pause_s: float = _setting(
        0.25,
        _number(0.05, 10),
        "Silence within the speech counts as a pause from this length on.",
        "disfluency research counts from 0.25 s",
        "s",
        opens="Pauses",
    )
    long_pause_s: float = _setting(
        1.2,
        _number(0.1, 60),
        "A longer pause inside a clause sounds unsure and is a finding.",
        "over 1.2 s inside a clause sounds unsure; 0.6 s at punctuation sounds most natural",
        "s",
    )
    long_pause_at_stop_s: float = _setting(
        2.0,
        _number(0.1, 60),
        "A longer pause between sentences is a finding.",
        "our choice, longer than inside a clause",
        "s",
    )
    number_gap_s: float = _setting(
        0.25,
        _number(0, 10),
        "A phone number wants a pause before it of at least this length; less is a missing pause.",
        "announce the number, leave a gap (many); the length is our choice",
        "s",
    )
    planned_pause_s: float = _setting(
        0.25,
        _number(0.05, 10),
        "A [pause] of the script is made when at least this much silence stands there.",
        "our choice: whatever counts as a pause",
        "s",
    )

    strictness: str = _setting(
        "meaning",
        _one_of("word", "meaning", "gist"),
        'What counts against a clean rep: "word" every deviation, repetitions and self-corrections too; "meaning" what '
        'changes the sense; "gist" only must-say spans, numbers and names.',
        "Reading Progress logs repetitions and self-corrections without counting them",
        opens="Verdict",
    )

    pitch_flat_semitones: float = _setting(
        2.0,
        _number(0, 24),
        "A voice whose pitch moves less than this around its middle may sound flat: advice, never part of clean.",
        "below about 2 semitones over 8 s sounds flat; noisy on 20 to 30 s",
        "semitones",
        opens="Delivery",
    )
    pitch_window_s: float = _setting(
        8.0,
        _number(1, 60),
        "How the pitch moves is looked at in stretches of this length.",
        "as for the pitch",
        "s",
    )
    loudness_flat_db: float = _setting(
        3.0,
        _number(0, 24),
        "A voice whose loudness moves less than this around its middle lets no word stand out: advice.",
        "our choice: five readings of one person vary by 4.4 to 5.4 dB",
        "dB",
    )
    level_from_dbfs: float = _setting(
        -23.0,
        _number(-90, 0),
        "Speech that is quieter than this on average draws advice; 0 is the loudest a recording can hold.",
        "ACX: −23 to −18 dB",
        "dB",
    )
    level_to_dbfs: float = _setting(
        -18.0, _number(-90, 0), "Speech that is louder than this on average draws advice.", "ACX: −23 to −18 dB", "dB"
    )
    peak_dbfs: float = _setting(
        -3.0, _number(-90, 0), "A moment that is louder than this draws advice.", "ACX: at most −3 dB", "dB"
    )
    near_silence_dbfs: float = _setting(
        -45.0,
        _number(-90, 0),
        "Speech that is quieter than this on average is a finding: the other end would hardly hear it.",
        "our choice: more than 20 dB under ACX’s band",
        "dB",
    )
    clipping_s: float = _setting(
        0.01,
        _number(0, 10),
        "Sound as loud as a recording can hold for longer than this in all is a finding: it is distorted.",
        "our choice",
        "s",
    )

    live_level: bool = _setting(
        True, _yes_no, "Whether the level is shown while recording.", "quiet beats busy (Chollet 2022)", opens="Screen"
    )
    live_place: bool = _setting(
        True, _yes_no, "Whether the place in the script is shown while recording.", "one sparse cue beats many (Rhema)"
    )
    live_ticks: bool = _setting(
        False,
        _yes_no,
        "Whether in the window each of the last five seconds before the limit ticks softly; use headphones, else the "
        "microphone hears it too.",
        "quiet beats busy (Chollet 2022), so only where it is asked for",
    )
    live_beep: bool = _setting(
        False,
        _yes_no,
        "Whether in the window a short tone says that the limit is reached; use headphones, else the microphone hears "
        "it too.",
        "as for the ticks",
    )
    theme: str = _setting(
        "system",
        _one_of("system", "light", "dark"),
        'The colours of the window; "system" follows the desktop.',
        "our choice",
    )
    text_scale: float = _setting(
        1.0,
        _number(0.8, 2),
        "How large the window’s text is; the clock keeps its size.",
        "our choice",
    )
    motion: bool = _setting(
        True, _yes_no, "Whether anything in the window may glide; off, it jumps.", "the platforms’ reduced motion"
    )

    model_folder: Path | None = _setting(
        None,
        _folder,
        "The folder of the model to hear with; without it the best one installed is taken.",
        "our choice",
        opens="Equipment",
    )
    microphone: str | None = _setting(
        None,
        _text,
        "The microphone’s name; without it the system’s own choice.",
        "a device’s number changes, its name not",
    )
    microphone_host_api: str | None = _setting(
        None, _text, "The sound system the microphone’s name belongs to.", "one microphone stands in several of them"
    )
    speaker: str | None = _setting(
        None,
        _text,
        "The loudspeaker’s or headphones’ name, to hear takes with; without it the system’s own choice.",
        "as for the microphone",
    )
    speaker_host_api: str | None = _setting(
        None, _text, "The sound system the loudspeaker’s name belongs to.", "as for the microphone"
    )

    mailbox_hangs_up: bool = _setting(
        False,
        _yes_no,
        "Whether the mailbox of the voicemail drill cuts off at the limit.",
        "our choice: some do",
        opens="Drills",
    )
    own_greeting: bool = _setting(
        True,
        _yes_no,
        "Whether the greeting you recorded answers in the voicemail drill, where there is one; else ours does.",
        "our choice",
    )

    advice_off: tuple[str, ...] = _setting(
        (),
        _rules,
        "The rules that give no advice on any message.",
        "our choice: whoever knows better decides",
        opens="Advice",
    )


@dataclass(frozen=True, slots=True)
class Described:
    """One setting with all that `rehearse settings` shows of it."""

    name: str
    value: Value
    default: Value
    explains: str
    source: str
    unit: str | None
    group: str
    reads: Reads


# Of each pair the first may not exceed the second.
IN_ORDER = (
    ("target_from_s", "target_to_s"),
    ("pace_from_wpm", "pace_to_wpm"),
    ("pause_s", "long_pause_s"),
    ("long_pause_s", "long_pause_at_stop_s"),
    ("level_from_dbfs", "level_to_dbfs"),
    ("near_silence_dbfs", "level_from_dbfs"),
)


def describe(settings: Settings) -> tuple[Described, ...]:
    """Every setting in the order of the file."""
    described = []
    group = ""
    for each in dataclasses.fields(settings):
        sign: Sign = each.metadata["sign"]
        group = sign.opens or group
        value: Value = getattr(settings, each.name)
        default = cast(Value, each.default)
        described.append(Described(each.name, value, default, sign.explains, sign.source, sign.unit, group, sign.reads))
    return tuple(described)
