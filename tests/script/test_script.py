"""A text becomes a script: what is spoken, what is not, what binds."""

from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.problems import Problem
from app.script.front_matter import seconds
from app.script.readings import accepts
from app.script.script import MOST_BYTES, MOST_WORDS, Script, SpanRule, decode, parse, read
from app.script.words import WordKind


def words(script: Script) -> list[str]:
    return [word.text for word in script.words]


def stretch(script: Script, first: int, last: int) -> str:
    return " ".join(words(script)[first:last])


WHOLE = """---
title: The quarter plan
to: Dana Lindqvist
goal: A call on Thursday
limit: 30 s
next_step: "She calls back"
Cares about: Her two best shops
for-them: One page that saves a van
if_they_answer: Ask which shop is worst
colour: blue
---
# Not spoken either

Hi Dana, this is **Mr. Lee at 704-555-0142**. (Smile!) I am calling about ~whatever
comes up~. [pause]

- First *thing*, with a [link](https://example.com/a)
- Second (not this) thing at 3.5% e.g. now

Thanks [PAUSE]
"""


def test_a_whole_script_is_read() -> None:
    script = parse(WHOLE)
    assert script.title == "The quarter plan"
    assert script.to == "Dana Lindqvist"
    assert script.goal == "A call on Thursday"
    assert script.next_step == "She calls back"
    assert script.cares_about == "Her two best shops"
    assert script.for_them == "One page that saves a van"
    assert script.if_they_answer == "Ask which shop is worst"
    assert script.limit_s == 30
    assert words(script) == [
        *("Hi", "Dana", "this", "is", "Mr.", "Lee", "at", "704-555-0142", "I", "am", "calling", "about", "whatever"),
        *(
            "comes",
            "up",
            "First",
            "thing",
            "with",
            "a",
            "link",
            "Second",
            "thing",
            "at",
            "3.5%",
            "e.g.",
            "now",
            "Thanks",
        ),
    ]
    assert [stretch(script, one.first, one.last) for one in script.sentences] == [
        "Hi Dana this is Mr. Lee at 704-555-0142",
        "I am calling about whatever comes up",
        "First thing with a link",
        "Second thing at 3.5% e.g. now",
        "Thanks",
    ]
    assert [(span.rule, stretch(script, span.first, span.last)) for span in script.spans] == [
        (SpanRule.MUST_SAY, "Mr. Lee at 704-555-0142"),
        (SpanRule.FREE, "whatever comes up"),
    ]
    assert [pause.before for pause in script.pauses] == [15, len(script.words)]
    for word in script.words:
        assert script.text[word.start : word.end] == word.text


MARKS = [
    "---\n",
    "limit: 5\n",
    "# x",
    "- ",
    "1. ",
    "**",
    "*",
    "~",
    "(",
    ")",
    "[pause]",
    "[",
    "]",
    "<!--",
    "-->",
    "`",
    "_",
    ">",
]
OTHERS = ["word", "I am", "704-555-0142", ".", "!", "Mr.", "J. Lee", "\\", "\n", "\n\n", "\r\n", " ", "\x1e", "\x1f"]
MARKED = st.lists(st.sampled_from([*MARKS, *OTHERS]), max_size=30).map("".join)


@given(st.one_of(st.text(max_size=200), MARKED))
def test_any_text_is_a_script_or_a_problem(text: str) -> None:
    try:
        script = parse(text)
    except Problem:
        return
    at = 0
    for word in script.words:
        assert at <= word.start < word.end
        assert text[word.start : word.end] == word.text
        at = word.end
    edges = [0]
    for sentence in script.sentences:
        assert sentence.first == edges[-1] < sentence.last
        edges.append(sentence.last)
    assert edges[-1] == len(script.words) == len(script.kinds)
    assert all(0 <= span.first < span.last <= len(script.words) for span in script.spans)
    assert all(0 <= pause.before <= len(script.words) for pause in script.pauses)
    assert accepts(script.readings, [arc.word for arc in script.readings.plain()])


@given(MARKED)
def test_line_ends_of_either_system_give_the_same_words(text: str) -> None:
    unix = text.replace("\r\n", "\n")
    try:
        one = parse(unix)
    except Problem as problem:
        with pytest.raises(Problem, match=problem.what.replace("?", ".")[:20]):
            parse(unix.replace("\n", "\r\n"))
        return
    other = parse(unix.replace("\n", "\r\n"))
    assert [text.replace("\r\n", "\n") for text in words(other)] == words(one)
    assert (other.sentences, other.spans, other.pauses, other.kinds) == (
        one.sentences,
        one.spans,
        one.pauses,
        one.kinds,
    )
    assert other.readings == one.readings
    assert (other.title, other.limit_s) == (one.title, one.limit_s)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_script_or_a_problem(content: bytes) -> None:
    try:
        script = decode(content, "in a test")
    except Problem:
        return
    assert script.words


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Call (704) 555-0142 now", "Call (704) 555-0142 now"),
        ("Call (smile) now", "Call now"),
        ("a (b (c) d) e", "a e"),
        ("a (b c", "a b c"),
        ("a b) c", "a b c"),
        ("a (b\n\nc) d", "a b c d"),
        ("my 401(k) plan", "my 401(k) plan"),
        ("customer(s) (2) do", "customer 2 do"),
        ("## Title ##\nHi", "Hi"),
        ("#5 is it", "#5 is it"),
        ("* one\n+ two\n- three\n\u2022 four\n> five\n- [x] six", "one two three four five six"),
        ("1. one\n2. two\n3) three", "one two three"),
        ("We meet at\n5. Then we go", "We meet at 5 Then we go"),
        ("***\nhi\n---\nyou\n===", "hi you"),
        ("_so_ *very* `much` ***more*** __yet__", "so very much more yet"),
        ("a <!-- b --> c <!-- d", "a c d"),
        ("[here](http://x.com) and ![alt](y.png)", "here and alt"),
        ("me_too@x.com and snake_case", "me_too@x.com and snake case"),
        ("[pause] hi [ Pause 2 s ] you [name]", "hi you name"),
        ("\\*hi\\* you", "hi you"),
    ],
)
def test_marks_never_become_words(text: str, spoken: str) -> None:
    assert " ".join(words(parse(text))) == spoken


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("say **this now** please", ["must_say this now"]),
        ("**(704) 555-0142**, thanks", ["must_say (704) 555-0142"]),
        ("**a** b **c**", ["must_say a", "must_say c"]),
        ("***a b***", ["must_say a b"]),
        ("**a\nb** c", ["must_say a b"]),
        ("**a\n\nb** c", []),
        ("a ** b", []),
        ("****", []),
        ("~so to speak~ yes", ["free so to speak"]),
        ("~~so~~ yes", ["free so"]),
        ("~30 people and ~40 dogs", []),
        ("~a **b** c~ d", ["free a b c", "must_say b"]),
        ("** (aside) ** x", []),
    ],
)
def test_spans_hold_the_words_between_their_marks(text: str, spans: list[str]) -> None:
    script = parse(text if words_in(text) else f"{text} x")
    assert [f"{span.rule} {stretch(script, span.first, span.last)}" for span in script.spans] == spans


def words_in(text: str) -> bool:
    return any(character.isalpha() for character in text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Lee called. Call him.", ["Mr. Lee called", "Call him"]),
        ("At 10 a.m. Mr. Lee called.", ["At 10 a.m. Mr. Lee called"]),
        ("Come at 10 a.m. The door is open.", ["Come at 10 a.m.", "The door is open"]),
        ("It is 3.5 now, e.g. here. Yes!", ["It is 3.5 now e.g. here", "Yes"]),
        ("See acme.com. Then call.", ["See acme.com", "Then call"]),
        ("Well... I waited. So... Yes?", ["Well I waited", "So", "Yes"]),
        ("Really? Yes! \u201cNo,\u201d he said.", ["Really", "Yes", "No he said"]),
        ("J. Smith called", ["J Smith called"]),
        ("It was I. Smith knew.", ["It was I", "Smith knew"]),
        ("call me. thanks", ["call me", "thanks"]),
        ("A line\nwraps here", ["A line wraps here"]),
        ("A line\n**wraps** here\n(smile) so", ["A line wraps here so"]),
        ("A paragraph\n\nAnother", ["A paragraph", "Another"]),
        ("Some [pause] words", ["Some words"]),
        ("one\n# two\nthree", ["one", "three"]),
        ("Bring pens, paper, etc. We start at 5.", ["Bring pens paper etc.", "We start at 5"]),
        ("I live in the U.S. today.", ["I live in the U.S. today"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    script = parse(text)
    assert [stretch(script, one.first, one.last) for one in script.sentences] == sentences


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Hi Anna, I am Bob Smith.", "plain name plain plain name name"),
        ("Revenue grew. We like Revenue.", "name plain plain plain name"),
        ("Anna Lindqvist called.", "name name plain"),
        ("Thanks, Anna.", "plain name"),
        ("Thanks Anna.", "plain name"),
        ("Revenue grew.", "plain plain"),
        ("On Monday in May call Mr. Lee", "plain date plain date plain plain name"),
        ("You may march tomorrow", "plain plain plain date"),
        ("seven oh four, twenty-five", "number plain number number"),
        ("One day, one call", "plain plain plain plain"),
        ("Bob's CRM cost $5 at 2:30 on May 9", "plain acronym plain money plain time plain date"),
        ("see Bob's", "plain name"),
        ("WE ARE in IT at HubSpot", "plain plain plain acronym plain name"),
    ],
)
def test_each_word_has_its_kind(text: str, kinds: str) -> None:
    script = parse(text)
    assert " ".join(script.kind_of(i) for i in range(len(script.words))) == kinds


def test_function_words_are_told_from_the_words_that_carry_the_sense() -> None:
    script = parse("I'm not in the Office")
    assert [script.is_function_word(i) for i in range(5)] == [True, False, True, True, False]
    assert script.kind_of(4) is WordKind.NAME


@pytest.mark.parametrize(
    ("text", "title", "first"),
    [
        ("---\ntitle: A\n---\n# B\nhi", "A", "hi"),
        ("# **B** #\nhi", "B", "hi"),
        ("---\nto: x\n...\nhi", None, "hi"),
        ("---\n\n# a comment\ntitle: 'A'\nlist:\n  - one\n- two\n---\nhi", "A", "hi"),
        ("---\ntitle:\n---\nhi", None, "hi"),
        ("---\n---\nhi", None, "hi"),
        ("---\nhello there\n---\nhi", None, "hello"),
        ("---\ntitle: A\nhi", None, "title"),
        (" ---\ntitle: A\n---\nhi", None, "title"),
        ("---\nnext step: go\ntitle: A\n---\nhi", "A", "hi"),
    ],
)
def test_front_matter_is_read_where_it_is_one(text: str, title: str | None, first: str) -> None:
    script = parse(text)
    assert script.title == title
    assert script.words[0].text == first


@pytest.mark.parametrize(
    ("text", "limit_s"),
    [
        ("30", 30),
        ("30 s", 30),
        ("30s", 30),
        ("0:30", 30),
        ("1:30", 90),
        ("1.5", 1.5),
        ("45 seconds", 45),
        ("2 min", 120),
    ],
)
def test_a_limit_is_a_number_of_seconds(text: str, limit_s: float) -> None:
    assert seconds(text) == limit_s
    assert parse(f"---\nlimit: {text}\n---\nhi").limit_s == limit_s


@pytest.mark.parametrize("text", ["0", "-5", "soon", "", "nan", "inf", "1e3", "0:00", "1:75", "30 h", "\u0663"])
def test_any_other_limit_is_a_problem(text: str) -> None:
    with pytest.raises(Problem, match="no positive number"):
        seconds(text)


def test_a_wrong_limit_in_the_front_matter_is_a_problem() -> None:
    with pytest.raises(Problem, match="'soon'"):
        parse("---\nlimit: soon\n---\nhi")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"# Title\n(hush) ... --- ", "no words to speak"),
        (b"---\ntitle: A\n---\n", "no words to speak"),
        (b"hi \xe9", "byte 3 "),
        (b"\xef\xbb\xbfhi \xe9", "byte 6 "),
        ("hi".encode("utf-16"), "UTF-16"),
        ("hello there".encode("utf-16-le"), "UTF-16"),
        (b"hi\0there you", "zero bytes"),
        (b"a " * (MOST_WORDS + 1), "20,000 words"),
        (b" " * (MOST_BYTES + 1), "20,000 words"),
    ],
)
def test_a_file_that_is_no_script_is_a_problem_with_a_remedy(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "script.txt"
    path.write_bytes(content)
    with pytest.raises(Problem, match=what) as caught:
        read(path)
    assert caught.value.remedy.endswith(".")
    assert "\n" not in str(caught.value)


def test_as_many_words_as_allowed_are_a_script() -> None:
    assert len(parse("a " * MOST_WORDS).words) == MOST_WORDS


def test_a_missing_file_and_a_folder_are_problems(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no script at"):
        read(tmp_path / "none.txt")
    with pytest.raises(Problem, match="is a folder"):
        read(tmp_path)
    with pytest.raises(Problem, match="cannot be opened"):
        read(tmp_path / "a\0b")


def test_a_file_behind_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("hi", encoding="utf-8")
    with pytest.raises(Problem, match=r"cannot be opened|no script at"):
        read(tmp_path / "file" / "script.txt")


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_is_read_with_or_without_a_mark_and_with_either_line_end(tmp_path: Path, start: bytes, end: str) -> None:
    path = tmp_path / "script.md"
    path.write_bytes(start + WHOLE.replace("\n", end).encode())
    script = read(path)
    assert script.title == "The quarter plan"
    assert [word.replace("\r\n", "\n") for word in words(script)] == words(parse(WHOLE))
    assert script.text.startswith("---")


@pytest.mark.parametrize(
    "piece", ["(", ")", "**", "~", "<!--", "# ", "# a  ", "- ", "[pause]", "\n1. ", "---\n", "_ ", "*a", "`", "x: \n"]
)
def test_a_long_run_of_marks_takes_no_quadratic_time(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + " word"
    try:
        assert parse(text).words
    except Problem:
        return
