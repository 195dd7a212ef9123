"""Advice on what the mouth and the clock make of a text: its length, its sentences, its tongue-twisters."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.script.advice import Found
from app.script.lines import Stretch, Token
from app.script.lint_value import VALUE
from app.script.rule import FIELD, READY, Rule
from app.script.studied import Studied
from app.script.words import FUNCTION_WORDS, WordKind

HISSES, RS = 6, 5  # in two neighbours, from which on they are hard to say
MOST_WORDS = 30  # of a sentence: some twelve seconds at a usual pace


def _too_long(studied: Studied) -> Iterator[Found]:
    takes_s, limit_s = studied.seconds[-1], studied.drafted.limit_s
    if takes_s <= limit_s:
        return
    cut = _cut_first(studied)
    message = f"At your pace this takes {takes_s:.0f} s; the limit is {limit_s:g} s."
    if cut is None:
        yield Found(0, 0, message, "Make every sentence shorter.")
        return
    saves_s = studied.seconds[cut.last] - studied.seconds[cut.first]
    yield studied.found(
        cut.first, cut.last, message, f"Cut this sentence first: it takes {saves_s:.0f} s and asks nothing."
    )


def _cut_first(studied: Studied) -> Stretch | None:
    """The sentence that would be missed least: no name, number, value or next step in it; the longest such."""
    if len(studied.sentences) < 2:
        return None

    def weight(sentence: Stretch) -> tuple[float, int]:
        first, last = sentence.first, sentence.last
        kinds = {token.kind for token in studied.tokens[first:last]}
        introduced = studied.introduction
        holds_name = introduced is not None and first <= introduced.first < last
        return (
            8.0 * holds_name
            + 4.0 * studied.is_step(sentence)
            + 4.0 * any(first <= each.first < last for each in studied.contacts)
            + 2.0 * studied.plain.has(VALUE, first, last)
            + 1.0 * bool(kinds - {WordKind.PLAIN}),
            -(last - first),
        )

    return min((each for each in studied.sentences if len(each) > 3), key=weight, default=None)


def _long_sentence(studied: Studied) -> Iterator[Found]:
    pauses = {pause.before for pause in studied.script.pauses}
    for sentence in studied.sentences:
        starts = [i for i in range(sentence.first + 1, sentence.last) if studied.tokens[i].word in pauses]
        for first, last in zip([sentence.first, *starts], [*starts, sentence.last], strict=True):
            if last - first > MOST_WORDS:
                takes_s = studied.seconds[last] - studied.seconds[first]
                yield studied.found(
                    first,
                    last,
                    f"This sentence has {last - first} words and takes {takes_s:.0f} s.",
                    "Make two or three of it, one thought each.",
                )


_ONSETS = (
    *(("sch", "sk"), ("sh", "sh"), ("ch", "ch"), ("th", "th"), ("ph", "f"), ("who", "h"), ("wh", "w"), ("kn", "n")),
    *(
        ("wr", "r"),
        ("ps", "s"),
        ("qu", "kw"),
        ("sc(?=[eiy])", "s"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("g(?=[ey])", "j"),
    ),
    ("ho(?=ur|nes|nor)", ""),
)  # the letters a word begins with, and the sounds they stand for
_ONSET = tuple((re.compile(letters), sound) for letters, sound in _ONSETS)
_CLUSTER = re.compile(r"(?:s[ptk]?[rl]?|[bcdfgkpt][rl]|s[cptkmnlwq]|[tdk]w|th|sh|ch|[^aeiouy])")
_CONFUSED = ({"s", "sh"}, {"f", "th"}, {"s", "th"})  # one follows the other, and the tongue takes the wrong one


@dataclass(frozen=True, slots=True)
class _Onset:
    token: int
    cluster: str  # the consonants the word begins with, by sound
    is_name: bool


def _tongue_twister(studied: Studied) -> Iterator[Found]:
    for sentence in studied.sentences:
        for first, last in _stretches(studied, sentence):
            yield studied.found(
                first,
                last,
                f"“{studied.written(first, last)}” is hard to say.",
                "Say it aloud three times; put another word in place of one of these.",
            )


def _stretches(studied: Studied, sentence: Stretch) -> list[tuple[int, int]]:
    """What is hard to say in the sentence; stretches that touch are one."""
    found = list(_twisted(_onsets(studied.tokens, sentence)))
    for i in range(sentence.first, sentence.last - 1):
        keys = [token.key for token in studied.tokens[i : i + 2] if token.kind is WordKind.PLAIN]
        if len(keys) == 2 and _is_thick(keys):
            found.append((i, i + 2))
    apart: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if apart and first < apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], last)
        else:
            apart.append((first, last))
    return apart


_HISS = re.compile(r"sh|ch|s+|x|z+|c(?=[eiy])")
_R = re.compile(r"w?r+")


def _is_thick(keys: Sequence[str]) -> bool:
    """Whether two neighbours are full of one sound: six hisses, or five r's."""
    hisses = [len(_HISS.findall(key)) for key in keys]
    rs = [len(_R.findall(key)) for key in keys]
    return (min(hisses) > 1 and sum(hisses) >= HISSES) or (min(rs) > 1 and sum(rs) >= RS)


def _onsets(tokens: Sequence[Token], sentence: Stretch) -> list[_Onset]:
    found = []
    for i in range(sentence.first, sentence.last):
        token = tokens[i]
        counts = token.kind is WordKind.NUMBER and token.key.isalpha() and not _among_numbers(tokens, i)
        is_word = counts or token.kind in (WordKind.PLAIN, WordKind.NAME)
        if token.key and is_word and token.key not in FUNCTION_WORDS:
            found.append(_Onset(i, _cluster(token.key), token.kind is WordKind.NAME))
    return found


def _among_numbers(tokens: Sequence[Token], i: int) -> bool:
    """Whether it is one digit of several."""
    return any(token.kind is WordKind.NUMBER for token in (*tokens[max(i - 1, 0) : i], *tokens[i + 1 : i + 2]))


def _cluster(key: str) -> str:
    sounded = key
    for letters, sound in _ONSET:
        if written := letters.match(key):
            sounded = sound + key[written.end() :]
            break
    cluster = _CLUSTER.match(sounded)
    return cluster.group() if cluster else ""


def _sound(cluster: str) -> str:
    """The consonant that counts: sh, th and ch are one each."""
    return cluster if cluster in ("sh", "th", "ch") else cluster[:1]


def _twisted(onsets: Sequence[_Onset]) -> Iterator[tuple[int, int]]:
    """Runs of four that begin alike; of three in a row with thick beginnings, or with two sounds that get confused."""
    i = 0
    while i < len(onsets):
        run = _run(onsets, i, lambda one, other: _sound(one.cluster) == _sound(other.cluster), 1)
        hard = _run(onsets, i, lambda one, other: _sound(one.cluster) == _sound(other.cluster), 0)
        thick = sum(len(each.cluster) > 1 for each in onsets[i : i + hard])
        mixed = _run(onsets, i, _gets_confused, 0)
        sounds = {_sound(onsets[j].cluster) for j in range(i, i + mixed)}
        length = max(
            run if run >= 4 else 0,
            hard if hard >= 3 and thick >= 2 else 0,
            mixed if mixed >= 3 and len(sounds) > 1 else 0,
        )
        names = sum(onsets[j].is_name for j in range(i, i + length))
        if length and length - names >= 2:
            yield onsets[i].token, onsets[i + length - 1].token + 1
            i += length
        else:
            i += 1


def _gets_confused(one: _Onset, other: _Onset) -> bool:
    pair = {_sound(one.cluster), _sound(other.cluster)}
    return any(pair <= confused for confused in _CONFUSED)


def _run(onsets: Sequence[_Onset], i: int, alike: Callable[[_Onset, _Onset], bool], between: int) -> int:
    """How many from i on are each like the one before, with at most so many words between."""
    length = 1
    if not onsets[i].cluster:
        return length
    while i + length < len(onsets):
        one, other = onsets[i + length - 1], onsets[i + length]
        if not other.cluster or other.token - one.token - 1 > between or not alike(one, other):
            break
        length += 1
    return length


RULES = (
    Rule(
        "too_long",
        "A message over its limit is cut off, by the machine or by the one who listens.",
        f"{READY}; {FIELD}",
        "Hi Dana, this is Ruth from Marlow Print. "
        + "It was a long winter here and everybody was glad when the snow was gone and the birds were back again. " * 3
        + "The kettle in the kitchen still whistles the way it always did when anybody came by. "
        "Your labels are ready. I'll bring them on Friday at nine.",
        "Hi Dana, this is Ruth from Marlow Print. Your labels are ready. I'll bring them on Friday at nine.",
        65,
        _too_long,
    ),
    Rule(
        "long_sentence",
        "A listener cannot look back to where a sentence began.",
        FIELD,
        "I looked at the way your drivers start the day and I saw that the vans wait at the depot for the better part "
        "of an hour because the lists are printed late.",
        "I looked at the way your drivers start the day. The vans wait for an hour, because the lists are late.",
        25,
        _long_sentence,
    ),
    Rule(
        "tongue_twister",
        "Where the tongue trips, the message stops being clean, take after take.",
        f"{READY}; {FIELD}",
        "Our shop sells six silky soap samples.",
        "Our store has half a dozen soaps to try.",
        20,
        _tongue_twister,
    ),
)
