"""Hold a review against the truth about its take: what was found, what was missed, what was accused wrongly."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Entry = dict[str, Any]  # a line of the manifest
Review = dict[str, Any]  # the contract's JSON

FILLED_APART_S = 0.3  # a filled pause is found when its time comes this near
NEAR_WORDS = 1  # a finding between words may stand this many words off
SPRAWL_WORDS = 3  # a finding that reaches further than this beyond an event has not found it
PAUSE_TRUE_S = 1.0  # a long-pause finding where nobody spoke for this long is no false one
PAUSE_NATURAL_S = 0.6  # a missing-pause finding before a word is true when less than this was left
LIMIT_SLACK_S = 0.3

_ON_WORDS = ("omission", "substitution", "number")  # what must overlap the script words of the event
_CONTENT = ("omission", "insertion", "substitution")
_REPEATS = ("repetition", "self_correction")


@dataclass(frozen=True, slots=True)
class EventScore:
    row: str  # which row of the table it belongs to
    kind: str
    detail: str
    result: str  # "found", "unsure" (only an unsure finding), "wrong kind" or "missed"
    said: str
    expected: str


@dataclass(frozen=True, slots=True)
class FalseFinding:
    kind: str
    expected: str | None
    heard: str | None
    start_s: float
    place: int  # script word


@dataclass(frozen=True, slots=True)
class TakeScore:
    """What one review was worth."""

    id: str
    voice: str
    seen: bool
    perfect: bool
    events: tuple[EventScore, ...]
    false: tuple[FalseFinding, ...]
    beside: int  # certain findings in an event's place that did not find it, or found it again
    advice: int  # certain findings that the truth bears out, or that are advice only
    clean: bool
    script_words: int
    unsure_words: int
    filled: tuple[int, int, int]  # found, false, missed
    edges: tuple[tuple[float, float], ...]  # start and end of a heard word less the truth's, in s
    edges_possible: int  # words whose edges could have been measured
    problem: str | None = None  # no review could be made: everything counts as missed


def row_of(event: Entry) -> str:
    """The row of the table an event belongs to."""
    if event["kind"] in _CONTENT:
        return "content" if event["content"] else "function words"
    if event["kind"] in _REPEATS:
        return "repeats"
    return "wrong digit" if event["kind"] == "number" else str(event["kind"])


def _detail(event: Entry) -> str:
    """An event's detail; a filled pause is called short or long by the time it really took."""
    if event["kind"] != "filled_pause":
        return str(event["detail"])
    length_s = event["end_s"] - event["start_s"]
    length = "under 0.2 s" if length_s < 0.2 else "0.2 to 0.5 s" if length_s < 0.5 else "over 0.5 s"
    around = "no pause" if event["detail"].endswith("no pause") else "with a pause"
    return f"{length}, {around}"


def score(entry: Entry, review: Review) -> TakeScore:
    """Hold one review against its take's line of the manifest."""
    words = review["script"]["words"]
    places = [_place(event, words) for event in entry["events"]]
    certain = [finding for finding in review["findings"] if finding["verdict"] == "certain"]
    advice = [finding for finding in certain if _is_advice(finding, entry, words)]
    accused = [finding for finding in certain if not any(finding is each for each in advice)]
    finds = [_found_by(finding, entry["events"], places) for finding in accused]
    # an overrun is borne out by the truth, and advice to everyone else; it still finds its event
    overruns = [_found_by(finding, entry["events"], places) for finding in advice if finding["kind"] == "overrun"]
    found = {index for index in (*finds, *overruns) if index is not None}
    unsure = [finding for finding in review["findings"] if finding["verdict"] == "unsure"]
    results = []
    for index, event in enumerate(entry["events"]):
        place = places[index]
        if index in found:
            result = "found"
        elif any(_touches(finding, event, place) for finding in accused):
            result = "wrong kind"
        elif any(_touches(finding, event, place) for finding in unsure):
            result = "unsure"
        else:
            result = "missed"
        expected = " ".join(word["text"] for word in words[place[0] : place[1]])
        results.append(EventScore(row_of(event), event["kind"], _detail(event), result, event["said"], expected))
    false: list[FalseFinding] = []
    beside = 0
    for finding, find in zip(accused, finds, strict=True):
        if find is not None:
            continue
        if any(_touches(finding, event, place) for event, place in zip(entry["events"], places, strict=True)):
            beside += 1
        else:
            false.append(
                FalseFinding(
                    finding["kind"], finding["expected"], finding["heard"], finding["start_s"], finding["script_start"]
                )
            )
    edges, possible = _edges(entry, review)
    return TakeScore(
        id=entry["id"],
        voice=entry["voice"],
        seen=entry["seen"],
        perfect=entry["perfect"],
        events=tuple(results),
        false=tuple(false),
        beside=beside,
        advice=len(advice),
        clean=bool(review["clean"]),
        script_words=len(words),
        unsure_words=sum(verdict == "unsure" for verdict in review["verdicts"]),
        filled=_filled(entry, places, accused),
        edges=tuple(edges),
        edges_possible=possible,
    )


def unscored(entry: Entry, problem: str, script_words: int = 0) -> TakeScore:
    """A take of which no review could be made: its events are missed, it is not clean, its words cannot be told."""
    events = tuple(
        EventScore(row_of(event), event["kind"], event["detail"], "missed", event["said"], "")
        for event in entry["events"]
    )
    fillers = sum(event["kind"] == "filled_pause" for event in entry["events"])
    return TakeScore(
        id=entry["id"],
        voice=entry["voice"],
        seen=entry["seen"],
        perfect=entry["perfect"],
        events=events,
        false=(),
        beside=0,
        advice=0,
        clean=False,
        script_words=script_words,
        unsure_words=script_words,
        filled=(0, 0, fillers),
        edges=(),
        edges_possible=0,
        problem=problem,
    )


# ---- where things are


def _place(event: Entry, words: Sequence[Entry]) -> tuple[int, int]:
    """An event's characters as script words of the review, half-open; equal: before that word."""
    start, end = event["start"], event["end"]
    if start == end:
        before = sum(word["start"] < start for word in words)
        return before, before
    inside = [index for index, word in enumerate(words) if word["start"] < end and word["end"] > start]
    if not inside:
        raise ValueError(f"No script word of the review stands at characters {start} to {end}.")
    return inside[0], inside[-1] + 1


def _apart(finding: Entry, place: tuple[int, int]) -> int:
    """How many words lie between a finding and a place; 0: they touch or overlap."""
    return max(0, place[0] - int(finding["script_end"]), int(finding["script_start"]) - place[1])


def _overlap(finding: Entry, place: tuple[int, int]) -> bool:
    return bool(max(finding["script_start"], place[0]) < min(finding["script_end"], place[1]))


def _finds(finding: Entry, event: Entry, place: tuple[int, int]) -> bool:
    """Whether a certain finding is this event: right kind, right place."""
    if finding["kind"] not in event["accept"]:
        return False
    if event["kind"] == "overrun":
        return True
    if finding["script_start"] < place[0] - SPRAWL_WORDS or finding["script_end"] > place[1] + SPRAWL_WORDS:
        return False
    if event["kind"] in _ON_WORDS:
        return _overlap(finding, place)
    return _apart(finding, place) <= NEAR_WORDS


def _found_by(finding: Entry, events: Sequence[Entry], places: Sequence[tuple[int, int]]) -> int | None:
    """The event a finding finds: the nearest of those it could be."""
    could = [
        (_apart(finding, place), index)
        for index, (event, place) in enumerate(zip(events, places, strict=True))
        if _finds(finding, event, place)
    ]
    return min(could)[1] if could else None


def _touches(finding: Entry, event: Entry, place: tuple[int, int]) -> bool:
    """Whether a finding lies in the area an event disturbed, by script or by time."""
    if event["kind"] == "overrun" and event["detail"] == "slow pace":
        return False  # it disturbs no word
    in_script = _apart(finding, place) <= NEAR_WORDS
    in_time = finding["start_s"] < event["end_s"] + 0.1 and finding["end_s"] > event["start_s"] - 0.1
    if event["kind"] == "overrun":  # chatter: whatever is found after the script's end
        return in_script or bool(finding["start_s"] > _chatter_start(event))
    return in_script or (in_time and _apart(finding, place) <= SPRAWL_WORDS)


def _chatter_start(event: Entry) -> float:
    return float(event["start_s"]) - 0.1


def _is_advice(finding: Entry, entry: Entry, words: Sequence[Entry]) -> bool:
    """Whether a finding accuses nobody: advice only, or borne out by what the synthesizer really did."""
    kind, said = finding["kind"], entry["words"]
    if kind == "level":
        return not finding["counts"]  # no take of the corpus is clipped or faint
    if kind == "number":
        return not finding["counts"] and not finding["heard"]  # said right, only too fast to write down
    if kind == "overrun":
        return bool(entry["speech_end_s"] - entry["speech_start_s"] > entry["limit_s"] - LIMIT_SLACK_S)
    if said is None:  # a recording: nobody knows where its speaker paused
        return kind in ("missing_pause", "long_pause")
    if kind == "missing_pause":
        if finding["script_start"] >= len(words):
            return False
        at = words[finding["script_start"]]
        return _gap_before(said, at["start"], at["end"]) < PAUSE_NATURAL_S
    if kind == "long_pause":
        planted = any(
            event["kind"] == "long_pause"
            and finding["start_s"] < event["end_s"]
            and finding["end_s"] > event["start_s"]
            for event in entry["events"]
        )
        return not planted and any(
            after["start"] - before["end"] >= PAUSE_TRUE_S
            and finding["start_s"] < after["start"]
            and finding["end_s"] > before["end"]
            for before, after in pairwise(said)
        )
    return False


def _gap_before(said: Sequence[Entry], start: int, end: int) -> float:
    """The silence before the words that speak these characters; infinite where none does, or nothing is before."""
    first = next((index for index, word in enumerate(said) if _speaks(word, start, end)), 0)
    return float(said[first]["start"] - said[first - 1]["end"]) if first else float("inf")


def _speaks(word: Entry, start: int, end: int) -> bool:
    return bool(word["script"] and word["script"][0] < end and word["script"][1] > start)


# ---- filled pauses and edges


def _filled(entry: Entry, places: Sequence[tuple[int, int]], accused: Sequence[Entry]) -> tuple[int, int, int]:
    """Filled pauses found, false and missed; each finding answers for one."""
    pairs = zip(entry["events"], places, strict=True)
    truth = [(event, place) for event, place in pairs if event["kind"] == "filled_pause"]
    heard = [finding for finding in accused if finding["kind"] == "filled_pause"]
    left = list(truth)
    for finding in heard:
        near = [pair for pair in left if _same_filler(finding, *pair)]
        if near:
            left.remove(near[0])
    found = len(truth) - len(left)
    return found, len(heard) - found, len(left)


def _same_filler(finding: Entry, event: Entry, place: tuple[int, int]) -> bool:
    in_time = (
        finding["start_s"] < event["end_s"] + FILLED_APART_S and finding["end_s"] > event["start_s"] - FILLED_APART_S
    )
    return in_time or _apart(finding, place) <= NEAR_WORDS


def _edges(entry: Entry, review: Review) -> tuple[list[tuple[float, float]], int]:
    """Errors of the word edges, where a script word was heard as the words that were said; events are left out."""
    if not entry["edges"] or entry["words"] is None:
        return [], 0
    disturbed = [(event["start"], event["end"]) for event in entry["events"] if event["kind"] != "overrun"]
    errors: list[tuple[float, float]] = []
    possible = 0
    heard: dict[int, list[Entry]] = {}
    for word in review["words"]:
        if word["script_word"] is not None:
            heard.setdefault(word["script_word"], []).append(word)
    for index, script_word in enumerate(review["script"]["words"]):
        start, end = script_word["start"], script_word["end"]
        said = [word for word in entry["words"] if _speaks(word, start, end)]
        if not said or any(low <= end and high >= start for low, high in disturbed):
            continue
        possible += len(said)
        own = heard.get(index, [])
        if len(own) == len(said):
            errors += [(h["start_s"] - s["start"], h["end_s"] - s["end"]) for h, s in zip(own, said, strict=True)]
    return errors, possible


# ---- many takes


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the table, with what it rests on."""

    value: float | None  # None where there is nothing to rest on
    shown: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    key: str
    targets: tuple[str, str, str]  # seen voices, ked, stretch
    cell: Callable[[Sequence[TakeScore]], Cell] = field(repr=False)


def _recall(row: str) -> Callable[[Sequence[TakeScore]], Cell]:
    def cell(takes: Sequence[TakeScore]) -> Cell:
        results = [event.result for take in takes for event in take.events if event.row == row]
        return _share(results.count("found"), len(results))

    return cell


def _share(part: int, whole: int) -> Cell:
    if not whole:
        return Cell(None, "–", "0")
    return Cell(part / whole, f"{part / whole:.3f}", f"{part}/{whole}")


def _false_mean(perfect: bool) -> Callable[[Sequence[TakeScore]], Cell]:
    def cell(takes: Sequence[TakeScore]) -> Cell:
        chosen = [take for take in takes if take.perfect is perfect and not take.problem]
        broken = sum(take.perfect is perfect and take.problem is not None for take in takes)
        unchecked = f", {broken} could not be checked" if broken else ""
        if not chosen:
            return Cell(None, "–", f"0{unchecked}")
        total = sum(len(take.false) for take in chosen)
        return Cell(total / len(chosen), f"{total / len(chosen):.2f}", f"{total}/{len(chosen)}{unchecked}")

    return cell


def _clean_share(takes: Sequence[TakeScore]) -> Cell:
    perfect = [take for take in takes if take.perfect]
    return _share(sum(take.clean for take in perfect), len(perfect))


def _unsure_share(takes: Sequence[TakeScore]) -> Cell:
    return _share(sum(take.unsure_words for take in takes), sum(take.script_words for take in takes))


def _filled_f1(takes: Sequence[TakeScore]) -> Cell:
    found, false, missed = (sum(take.filled[i] for take in takes) for i in range(3))
    if not found + false + missed:
        return Cell(None, "–", "0")
    f1 = 2 * found / (2 * found + false + missed)
    return Cell(f1, f"{f1:.3f}", f"{found} found, {false} false, {missed} missed")


def _edge_median(side: int) -> Callable[[Sequence[TakeScore]], Cell]:
    def cell(takes: Sequence[TakeScore]) -> Cell:
        errors = [abs(edge[side]) for take in takes for edge in take.edges]
        if not errors:
            return Cell(None, "no truth", "0")
        median = 1000 * statistics.median(errors)
        return Cell(median, f"{median:.0f} ms", f"{len(errors)}/{sum(take.edges_possible for take in takes)}")

    return cell


ROWS = (
    Row("omissions, insertions, substitutions found", "content", ("0.90", "0.85", "0.97"), _recall("content")),
    Row("repetitions and restarts found", "repeats", ("0.85", "0.75", "0.95"), _recall("repeats")),
    Row("false findings in a perfect rep, mean", "false_perfect", ("≤ 0.2", "≤ 0.5", "≤ 0.05"), _false_mean(True)),
    Row("perfect reps called clean", "clean", ("≥ 0.85", "≥ 0.65", "≥ 0.95"), _clean_share),
    Row("script words left at “cannot tell”", "unsure", ("≤ 0.03", "≤ 0.08", "≤ 0.01"), _unsure_share),
    Row("filled pauses, F1", "filled", ("0.88", "0.75", "0.95"), _filled_f1),
    Row("wrong digit in a phone number found", "digit", ("0.95", "0.85", "1.0"), _recall("wrong digit")),
    Row("word starts against the truth, median", "edge_start", ("≤ 20 ms", "", "≤ 10 ms"), _edge_median(0)),
    Row("word ends against the truth, median", "edge_end", ("≤ 20 ms", "", "≤ 10 ms"), _edge_median(1)),
    # not in the table
    Row("function words left out, found", "function", ("", "", ""), _recall("function words")),
    Row("lexical fillers found", "lexical", ("", "", ""), _recall("lexical_filler")),
    Row("long pauses found", "pause", ("", "", ""), _recall("long_pause")),
    Row("overruns found", "overrun", ("", "", ""), _recall("overrun")),
    Row("false findings in a planted rep, mean", "false_planted", ("", "", ""), _false_mean(False)),
)


def by_detail(takes: Iterable[TakeScore]) -> dict[tuple[str, str], Counter[str]]:
    """For each kind of event and its detail: how many were found, unsure, of the wrong kind, missed."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for take in takes:
        for event in take.events:
            detail = event.detail.split(":")[0] if event.kind != "lexical_filler" else ""
            counted.setdefault((event.kind, detail), Counter())[event.result] += 1
    return counted


def by_false_kind(takes: Iterable[TakeScore]) -> Counter[str]:
    return Counter(finding.kind for take in takes for finding in take.false)
