"""Words are found once, by one rule, where they stand."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.script.words import WordKind, find_words, fold, shape

ANY_TEXT = st.text(max_size=300)
# Text in which what the pattern looks for is likely
LIKELY = """
( ) 704 555 - 0142 +44 $ 1,200 . 5 % May 9th / 2026 : 30 pm a.m. @ acme .com www. _ Mr. I'm \u2019 * ** ~ [pause] #
--- k CRM & \u00bd caf\u00e9 e\u0301 \u0663 \u65e5 \x00 \u00b2
"""
SCRIPT_LIKE = st.lists(st.sampled_from([*LIKELY.split(), " ", "  ", "\n", "\r\n", "\x1f", "\ud800"]), max_size=40).map(
    "".join
)


@given(st.one_of(ANY_TEXT, SCRIPT_LIKE))
def test_offsets_slice_back_to_the_word(text: str) -> None:
    at = 0
    for word in find_words(text):
        assert word.start >= at
        assert word.end > word.start
        assert text[word.start : word.end] == word.text
        at = word.end


@given(st.one_of(ANY_TEXT, SCRIPT_LIKE))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


TWINS = """
Colour=color | organise=organize | organisation=organization | centre=center | metre=meter |
kilometres=kilometers | catalogue=catalog | defence=defense | licence=license | programme=program |
cheques=checks | travelling=traveling | neighbourhood=neighborhood | favourite=favorite | behaviour=behavior |
theatre=theater | analysed=analyzed | realised=realized | prioritising=prioritizing | grey=gray |
enrolment=enrollment | fulfil=fulfill | jewellery=jewelry | okay=OK | don’t=don't | café=cafe | café=cafe |
straße=strasse | ANNA=anna
"""


@pytest.mark.parametrize("twins", [*TWINS.replace("\n", " ").split(" | "), "co\u00adoperate=cooperate"])
def test_spellings_of_one_word_fold_together(twins: str) -> None:
    one, other = twins.strip().split("=")
    assert fold(one) == fold(other)


SAME_EVERYWHERE = """
four your hour our tour pour sour contour glamour advise advertised promise rise surprising exercise otherwise
wise noise raised enterprise premises supervised franchise improvisation compromise expertise merchandise
disguised praise acre more before are here store controlled called spelling filled selling billing rolled this
basis visit crisis louise bruised precise arises
"""


@pytest.mark.parametrize("word", SAME_EVERYWHERE.split())
def test_words_that_only_look_british_stay(word: str) -> None:
    assert fold(word) == word


KINDS = """
phone: +1(704)555-0142 | (704) 555-0142 | 704-555-0142 | 704.555.0142 | 704 555 0142 | 7045550142
phone: 1-800-555-0142 | +1 704 555 0142
phone: +44 20 7946 0958 | +44 (0)20 7946 0958 | 020 7946 0958 | 07700 900123 | +49 30 1234567 | 555-0142
phone: 704-555-0142 ext. 12 | 704-555-0142, x12 | 1-800-FLOWERS | (020) 7946 0958
money: $1,200 | $1.2 million | £5 | €20 | 20 € | $5K | $3.50 | $10-15 | $99/month | US$40 | 99¢
date: Mon–Fri | Jan–Mar 2026 | May 9 | May 9th | 9 May | 9th of May | May 9th, 2026 | 5/9/2026 | 2026-05-09
date: 9.5.2026 | Jan. 5 | May 2026 | March 3-5
time: 2:30 | 2:30 pm | 2:30 p.m. | 14:00 | 10am | 2-3 pm | 9:00-17:00 | 2.30pm
number: 16:9 | 98.6° | 42 | 3.5 | 50% | 5 % | 1st | 3/4 | 2 1/2 | 10-15 | 24/7 | #1 | 5kg | 1990s | 500-1000
number: 20°C | 30-second | 3-year-old | Q3 | 2.0.1 | 10,000+ | 401(k) | ½ | 2019-2020 | '90s
email: anna.lee@north-gate.co.uk | a_b+c@x.io
url: www.acme.com/demo | acme.io | https://acme.com
acronym: CRM | U.S. | R&D | CEOs
plain: hello | Anna | cold-hearted | don't | Mr. | o'clock | I | etc.
"""


def kinds() -> list[tuple[str, WordKind]]:
    rows = [line.split(": ") for line in KINDS.strip().splitlines()]
    return [(text, WordKind(kind)) for kind, texts in rows for text in texts.split(" | ")]


@pytest.mark.parametrize(("text", "kind"), kinds())
def test_what_is_said_as_one_is_one_word_of_its_kind(text: str, kind: WordKind) -> None:
    for sentence in (text, f"It is {text} now", f"It is {text}, now"):
        assert text in [word.text for word in find_words(sentence)]
    assert shape(text) is kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We met on May 9. Then we left.", ["We", "met", "on", "May 9", "Then", "we", "left"]),
        ("on the 2nd of November. Bye", ["on", "the", "2nd of November", "Bye"]),
        ("I said no. I said 2026.", ["I", "said", "no", "I", "said", "2026"]),
        ("No. 5 is alive", ["No.", "5", "is", "alive"]),
        ("you may 9 times", ["you", "may", "9", "times"]),
        ("at acme.com.", ["at", "acme.com"]),
        ("me@acme.com, please", ["me@acme.com", "please"]),
        ("the end.Next one", ["the", "end", "Next", "one"]),
        ("yes\u2014really", ["yes", "really"]),
        ("'quoted' customers' words", ["quoted", "customers", "words"]),
        ("R&D & more", ["R&D", "&", "more"]),
        ("- 5 - x", ["5", "x"]),
        ("555-0142-", ["555-0142"]),
        ("May\n9th", ["May\n9th"]),
        ("May\n\n9th", ["May", "9th"]),
        ("\u2026 ... \u2014 !", []),
    ],
)
def test_words_end_where_a_reader_ends_them(text: str, words: list[str]) -> None:
    assert [word.text for word in find_words(text)] == words


@pytest.mark.parametrize(
    "piece", ["a", "1", "a.", "1,111,", "1.", "a@", "(", "1-", "a'", "a&", "+1 ", "e\u0301", "www.", "9/", "$", "a-1-"]
)
def test_a_long_run_of_anything_takes_no_quadratic_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert sum(len(word.text) for word in find_words(text)) <= len(text)
