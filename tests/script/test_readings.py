"""Every legal reading is in the graph; what says another number is not."""

import random
import re

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.script.readings import Readings, accepts, readings
from app.script.script import parse
from app.script.words import Word, find_words

PIECES = """
(704) 555-0142 | I | am | I'm | May 9th, 2026 | $1,200 | $1.2 million | voice | mail | voicemail | Mr. | CRM |
a.lee@acme.com | 2:30 pm | 10-15 | 3/4 | 50% | going | to | colour | cold-hearted | Q3 | B2B | is | Anna |
customers | www.acme.com | ½ | ² | ٣ | 日本 | 5kg | 24/7 | #1 | 1990s | & | &c | e.g. | U.S. | ’em
""".replace("\n", " ").split(" | ")


def of(text: str) -> Readings:
    return readings(find_words(text), text)


def said(text: str, words: str) -> bool:
    return accepts(of(text), words.split())


@given(
    st.one_of(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map(" ".join), st.text(min_size=1, max_size=80))
)
def test_the_graph_is_sorted_acyclic_and_wholly_reachable(text: str) -> None:
    words = find_words(text)
    graph = readings(words, text)
    assert len(graph.boundaries) == len(words) + 1
    assert all(one < other for one, other in zip(graph.boundaries, graph.boundaries[1:], strict=False))
    assert [arc.source for arc in graph.arcs] == sorted(arc.source for arc in graph.arcs)
    reachable, leading = {0}, {graph.boundaries[-1]}
    for arc in graph.arcs:
        assert graph.boundaries[arc.first] <= arc.source < arc.to <= graph.boundaries[arc.last]
        if arc.source in reachable:
            reachable.add(arc.to)
    for arc in reversed(graph.arcs):
        if arc.to in leading:
            leading.add(arc.source)
    nodes = set(range(graph.boundaries[-1] + 1))
    assert nodes <= reachable
    assert nodes <= leading
    plain = graph.plain()
    assert accepts(graph, [arc.word for arc in plain])
    for arc in graph.arcs:
        assert arc.word == arc.word.lower()
        assert not re.search(r"[\d\s]", arc.word)
        assert arc.word


def any_reading(graph: Readings, chance: random.Random) -> list[str]:
    node, words = graph.boundaries[0], []
    while node != graph.boundaries[-1]:
        arc = chance.choice([arc for arc in graph.arcs if arc.source == node])
        words.append(arc.word)
        node = arc.to
    return words


def number_like() -> st.SearchStrategy[str]:
    """Numbers in every format, of which any digit may be changed and leave the format."""
    digits = st.integers
    return st.one_of(
        st.builds("{}-{}-{:04}".format, digits(200, 999), digits(200, 999), digits(0, 9999)),
        st.builds("({}) {}-{:04}".format, digits(200, 999), digits(200, 999), digits(0, 9999)),
        st.builds("+44 {} {:04} {:04}".format, digits(20, 29), digits(1000, 9999), digits(0, 9999)),
        st.builds("{}-{:04}".format, digits(211, 999).filter(lambda n: n % 10 != 0), digits(0, 9999)),
        digits(1, 9_999_999).map(str),
        digits(1000, 999_999_999).map("{:,}".format),
        st.builds("{}.{}".format, digits(0, 2000), digits(1, 999)),
        digits(1, 999_999).map("${:,}".format),
        st.builds("${:,}.{:02}".format, digits(0, 9999), digits(0, 99)),
        st.builds("${}.{} million".format, digits(1, 999), digits(1, 9)),
        digits(1, 999).map("${}K".format),
        digits(1, 200).map("{}%".format),
        st.builds("{}.{}%".format, digits(0, 99), digits(1, 99)),
        st.builds("May {}".format, digits(10, 29)),
        st.builds("May {}, {}".format, digits(10, 29), digits(1900, 2099)),
        st.builds("{}-{:02}-{:02}".format, digits(1900, 2099), digits(1, 12), digits(10, 28)),
        st.builds("{}:{:02}".format, digits(1, 23), digits(0, 59)),
        st.builds("{}:{:02} pm".format, digits(1, 12), digits(0, 59)),
        st.builds("{}-{}".format, digits(1, 99), digits(1, 99)),
        digits(20, 99).map("{}th".format),
        st.builds("{}/{}".format, digits(1, 9), digits(2, 99)),
        digits(1, 999).map("{}kg".format),
        digits(1900, 2099).map(str),
    )


@given(number_like(), st.randoms(use_true_random=False), st.data())
def test_any_reading_of_a_number_is_legal_and_one_of_another_number_is_not(
    text: str, chance: random.Random, data: st.DataObject
) -> None:
    graph = of(text)
    spoken = any_reading(graph, chance)
    assert accepts(graph, spoken)
    places = [i for i, character in enumerate(text) if character.isdigit()]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([digit for digit in "123456789" if digit != text[at]]))
    changed = text[:at] + other + text[at + 1 :]
    words = find_words(changed)
    if len(words) == 1:
        assert not accepts(readings(words), spoken), (text, changed, spoken)


@given(st.integers(200, 999), st.integers(200, 999), st.integers(0, 9999))
def test_the_graph_of_a_phone_number_stays_small(area: int, exchange: int, line: int) -> None:
    assert len(of(f"({area}) {exchange}-{line:04}").arcs) < 120


@pytest.mark.parametrize(
    "text",
    [
        "+44 (0)20 7946 0958 ext. 1234", "anna.lindqvist@north-gate-consulting.co.uk", "12/11/2026", "2026-05-09",
        "10:45-11:15 am", "$1,234,567.89", "1234567", "8888-8888-8888",
    ],
)  # fmt: skip
def test_no_word_has_a_large_graph(text: str) -> None:
    assert len(find_words(text)) == 1
    assert len(of(text).arcs) < 120


LEGAL = """
704-555-0142 = seven oh four five five five oh one four two | seven zero four triple five zero one forty two |
    seven oh four five double five oh one four two | seven oh four fifty five five zero one four two
(800) 555-0100 = eight hundred five five five oh one hundred | eight oh oh five five five oh one oh oh
800-555-5500 = eight hundred triple five fifty five hundred
704-555-2000 = seven oh four five five five two thousand
1-800-FLOWERS = one eight hundred flowers
+44 20 7946 0958 = plus four four two oh seven nine four six oh nine five eight |
    forty four twenty seventy nine forty six oh nine fifty eight
+44 (0)20 7946 0958 = plus four four two oh seven nine four six oh nine five eight |
    plus four four oh two oh seven nine four six oh nine five eight
555-0142 ext. 12 = five five five oh one four two extension twelve |
    five five five zero one four two extension one two
105 = one hundred five | one hundred and five | a hundred and five | one oh five | one zero five
1200 = twelve hundred | one thousand two hundred | a thousand two hundred | one two zero zero | twelve double zero
1,250 = twelve hundred and fifty | one thousand two hundred fifty | one thousand two hundred and fifty
2026 = twenty twenty six | two thousand twenty six | two thousand and twenty six | two oh two six
1905 = nineteen oh five | nineteen hundred and five | one thousand nine hundred and five
007 = double oh seven | oh oh seven | zero zero seven
28202 = two eight two oh two | twenty eight two oh two | two eight two zero two
1,500,000 = one million five hundred thousand | one point five million
1.5 million = one point five million | one and a half million
3.5 = three point five | three and a half
0.25 = zero point two five | point two five | point twenty five | a quarter
12.75 = twelve point seven five | twelve and three quarters
$1,200 = twelve hundred dollars | one thousand two hundred dollars | a thousand two hundred dollars
$1.2 million = one point two million dollars | one million two hundred thousand dollars
$1.5 million = one and a half million dollars | a million and a half dollars
$5K = five thousand dollars | five k
$3.50 = three fifty | three dollars fifty | three dollars and fifty cents | three and a half dollars
$19.99 = nineteen ninety nine | nineteen dollars and ninety nine cents
$0.99 = ninety nine cents
$40.00 = forty dollars
£5 = five pounds | five pound
€20 = twenty euros | twenty euro
$10-15 = ten to fifteen dollars | ten dollars to fifteen dollars
$1-2 million = one to two million dollars | one million to two million dollars
$99/month = ninety nine dollars a month | ninety nine dollars per month
50% = fifty percent | fifty per cent
10-15% = ten to fifteen percent | ten percent to fifteen percent
1st = first
21st = twenty first
100th = hundredth | one hundredth
1/2 = one half | a half | half
3/4 = three quarters | three fourths | three over four
2/3 = two thirds
24/7 = twenty four seven
50/50 = fifty fifty
2 1/2 = two and a half
2½ = two and a half
¾ = three quarters
May 9 = may ninth | may nine | may the ninth | the ninth of may
9 May = nine may | the ninth of may | may ninth
May 9th, 2026 = may ninth twenty twenty six | the ninth of may two thousand and twenty six
5/9/2026 = may ninth twenty twenty six | the ninth of may twenty twenty six | five nine twenty twenty six |
    the fifth of september twenty twenty six
2026-05-09 = may ninth twenty twenty six | the ninth of may two thousand twenty six
May 2026 = may twenty twenty six
March 3-5 = march third to fifth | the third to the fifth of march | march three to five
2:30 = two thirty | half past two | half two
2:30 pm = two thirty p m | two thirty pm | half past two p m
2:45 = quarter to three | a quarter to three | two forty five | fifteen minutes to three
2:05 = two oh five | five past two | five after two
10:00 = ten o'clock | ten
10am = ten a m | ten am
14:00 = fourteen hundred | fourteen hundred hours | two p m | two o'clock | two
12:00 = noon | twelve | twelve o'clock | midday
12 pm = noon | twelve p m
2-3 pm = two to three p m | two p m to three p m
9:00-17:00 = nine to five | nine o'clock to five o'clock | nine to seventeen hundred
10-15 = ten to fifteen | ten fifteen | ten through fifteen
1990s = nineteen nineties
90s = nineties | ninety seconds
'90s = nineties
5kg = five kilograms | five kilos | five k g
20°C = twenty degrees celsius | twenty degrees
100GB = one hundred gigabytes | a hundred gigs
60km/h = sixty kilometers per hour | sixty kilometers an hour
2x = two times | two x
#1 = number one | hashtag one
10,000+ = ten thousand plus | ten thousand
-5 = minus five
Q3 = q three
B2B = b two b
30-second = thirty second
COVID-19 = covid nineteen
2.0.1 = two point zero point one | two dot oh dot one
401(k) = four oh one k
CRM = c r m | crm
CEOs = c e o's | c e os | ceos
R&D = r and d
U.S. = u s | us
ASAP = asap | a s a p
OK = okay | ok | o k
NOW = now
anna.lee@acme.com = anna dot lee at acme dot com | a n n a dot l e e at a c m e dot com
j_smith42@x-y.io = j underscore smith forty two at x dash y dot i o | j underscore smith four two at x hyphen y dot io
jsmith@acme.com = j smith at acme dot com | j s m i t h at acme dot com
www.acme.com/demo = w w w dot acme dot com slash demo | acme dot com slash demo
Mr. Lee = mister lee | mr lee
Mrs. Lee = missus lee | mrs lee | misses lee
Dr Lee = doctor lee
us vs. them = us versus them
e.g. this = for example this | e g this
etc. = et cetera | etcetera
I'm here = i'm here | i am here
I am here = i'm here | i am here
do not go = don't go
don't go = do not go
he's gone = he is gone | he has gone
let's go = let us go
we would have come = we'd have come | we would've come
I am going to call = i'm gonna call | i am gonna call
gonna = going to
want to = wanna
can't = cannot | can not
can not = can't | cannot
cannot = can't
it is not = it isn't | it's not
Bob is in = bob's in | bob is in
cold-hearted = cold hearted | coldhearted
follow-up = follow up | followup
followup = follow up
e-mail = email | e mail
email = e mail | email
voice mail = voicemail
voicemails = voice mails
website = web site
HubSpot = hub spot | hubspot
co-worker = coworker | co worker
customers' data = customers data | customer's data | customers' data
Lee's = lees | lee's | lee is
colour = color | colour
color = colour
organize = organise
20 min = twenty minutes | twenty min
five kg = five kilos
zero = oh | zero
seven oh four = seven zero four
café = cafe
salt & pepper = salt and pepper
rock 'n' roll = rock and roll
St. Paul = saint paul
No. 5 = number five
w/o = without
Mon–Fri = monday to friday
Jan-Mar 2026 = january to march twenty twenty six
Monday-Friday = monday to friday | monday through friday
Mon = monday | mon
12/31 = december thirty first | the thirty first of december | twelve thirty one
9/11 = nine eleven | september eleventh
16:9 = sixteen by nine | sixteen to nine
2x4 = two by four
Q1-Q3 = q one to q three | q one q three
USD 500 = five hundred dollars
98.6° = ninety eight point six degrees
+1(704)555-0142 = plus one seven oh four five five five oh one four two
COVID = covid
x² = x two
"""  # what is written = one way of saying it | another


def legal() -> list[tuple[str, str]]:
    rows = [line.split(" = ") for line in LEGAL.replace("|\n", "|").strip().splitlines()]
    return [(text, spoken.strip()) for text, ways in rows for spoken in ways.split("|")]


@pytest.mark.parametrize(("text", "spoken"), legal())
def test_a_legal_reading_is_accepted(text: str, spoken: str) -> None:
    assert said(text, spoken)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("704-555-0142", "seven oh four five five five oh one four three"),
        ("704-555-0142", "seven oh four double five oh one four two"),
        ("604-555-0142", "sixty four five five five oh one four two"),
        ("704-555-0142", "seven oh four five five five oh one four two two"),
        ("704-555-0142", "seven oh four five five five"),
        ("2:30", "two thirty in the afternoon"),
        ("2:30 pm", "two thirty a m"),
        ("2:45", "quarter past two"),
        ("$1,200", "twelve hundred"),
        ("$1,200", "one thousand two hundred pounds"),
        ("$5K", "five million dollars"),
        ("50%", "fifty"),
        ("May 9", "may nineteenth"),
        ("May 9", "march ninth"),
        ("May 9th, 2026", "may ninth"),
        ("2026", "twenty twenty five"),
        ("3.5", "three and a quarter"),
        ("1st", "one"),
        ("I'm", "i was"),
        ("no", "number"),
        ("Mr. Lee", "missus lee"),
        ("anna.lee@acme.com", "anna lee at acme dot com"),
        ("CRM", "c r n"),
        ("one. Is", "one's"),
        ("I, am", "i'm"),
        ("", "hello"),
    ],
)
def test_what_is_no_reading_is_refused(text: str, spoken: str) -> None:
    assert not said(text, spoken)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("704-555-0142", "seven oh four five five five oh one four two"),
        ("I am on the 2nd of November", "i am on the second of november"),
        ("$1,200 on May 9, 2026", "one thousand two hundred dollars on may ninth twenty twenty six"),
        ("Mr. Lee can't", "mister lee can't"),
        ("a CRM voicemail", "a c r m voicemail"),
    ],
)
def test_the_plain_reading_is_what_most_people_say(text: str, plain: str) -> None:
    assert " ".join(arc.word for arc in of(text).plain()) == plain


def test_words_said_as_one_span_both() -> None:
    graph = of("so I am here")
    (arc,) = [arc for arc in graph.arcs if arc.word == "i'm"]
    assert (arc.first, arc.last) == (1, 3)
    assert (arc.source, arc.to) == (graph.boundaries[1], graph.boundaries[3])


def test_marks_between_words_do_not_keep_them_apart() -> None:
    assert accepts(parse("**I** am here").readings, ["i'm", "here"])


def test_words_without_their_text_are_said_as_one_when_a_space_parts_them() -> None:
    assert accepts(readings([Word("I", 0, 1), Word("am", 2, 4)]), ["i'm"])
    assert not accepts(readings([Word("I", 0, 1), Word("am", 3, 5)]), ["i'm"])
