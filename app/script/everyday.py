"""Everyday words written one way and said another: contractions, compounds, abbreviations."""

_IS = (
    "he she it that this what who where when how there here why everything everyone everybody nothing something someone"
)
_WILL = "i you he she it we they that this there who what"
_HAVE = "i you we they"
_HAVE_AFTER = "could would should might must may there who"
_WOULD = "i you he she it we they there that who"
_NOT = {
    "is": "isn't", "are": "aren't", "was": "wasn't", "were": "weren't", "do": "don't", "does": "doesn't",
    "did": "didn't", "have": "haven't", "has": "hasn't", "had": "hadn't", "will": "won't", "would": "wouldn't",
    "can": "can't", "could": "couldn't", "should": "shouldn't", "might": "mightn't", "must": "mustn't",
    "need": "needn't", "shall": "shan't", "ought": "oughtn't",
}  # fmt: skip


def _contractions() -> dict[str, tuple[str, ...]]:
    """Each contraction with what it may stand for."""
    found: dict[str, list[str]] = {"i'm": ["i am"], "let's": ["let us"], "can't": ["can not", "cannot"]}

    def add(short: str, long: str) -> None:
        if long not in found.setdefault(short, []):
            found[short].append(long)

    for verb, short in _NOT.items():
        add(short, f"{verb} not")
    for one in _IS.split():
        add(f"{one}'s", f"{one} is")
        add(f"{one}'s", f"{one} has")
    for one in ("you", "we", "they", "there", "who", "what", "how", "these", "those"):
        add(f"{one}'re", f"{one} are")
    for one in _WILL.split():
        add(f"{one}'ll", f"{one} will")
    for one in ("i", "we"):
        add(f"{one}'ll", f"{one} shall")
    for one in (_HAVE + " " + _HAVE_AFTER).split():
        add(f"{one}'ve", f"{one} have")
    for verb in ("would", "could", "should", "might", "must"):
        add(f"{_NOT.get(verb, verb)}'ve", f"{verb} not have")
    for one in _WOULD.split():
        add(f"{one}'d", f"{one} would")
        add(f"{one}'d", f"{one} had")
    add("how'd", "how did")
    add("where'd", "where did")
    for short, long in (
        ("gonna", "going to"), ("wanna", "want to"), ("gotta", "got to"), ("gotta", "have got to"),
        ("hafta", "have to"), ("kinda", "kind of"), ("sorta", "sort of"), ("lemme", "let me"), ("gimme", "give me"),
        ("outta", "out of"), ("dunno", "don't know"), ("c'mon", "come on"), ("y'all", "you all"),
        ("'cause", "because"), ("cuz", "because"), ("'em", "them"), ("'til", "until"), ("'til", "till"),
        ("till", "until"), ("'tis", "it is"), ("'twas", "it was"), ("ma'am", "madam"), ("cannot", "can not"),
        ("cannot", "can't"), ("'bout", "about"), ("coulda", "could have"), ("woulda", "would have"),
        ("shoulda", "should have"), ("oughta", "ought to"), ("tryna", "trying to"), ("ok", "okay"), ("okay", "ok"),
        ("ok", "o k"), ("okay", "o k"), ("n", "and"),
    ):  # fmt: skip
        add(short, long)
    return {short: tuple(longs) for short, longs in found.items()}


# What one written word may also be said as
EXPANSIONS: dict[str, tuple[str, ...]] = _contractions()

_ONE_WAY = {"ok", "okay", "'cause", "cuz", "'em", "'til", "till", "'bout", "ma'am", "n"}


def _shortenings() -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for short, longs in EXPANSIONS.items():
        if short not in _ONE_WAY:
            for long in longs:
                if " " in long:
                    found.setdefault(tuple(long.split()), []).append(short)
    return {long: tuple(shorts) for long, shorts in found.items()}


# What several written words may be said as in one
SHORTENINGS: dict[tuple[str, ...], tuple[str, ...]] = _shortenings()

_TWO_WORDS = """
voice mail, e mail, web site, web page, on line, off line, follow up, call back, check in, check out, check up, sign up,
sign in, log in, log on, set up, start up, stand up, back up, pick up, drop off, kick off, lay off, pay off, trade off,
sell out, buy in, opt in, opt out, roll out, work out, round table, white paper, news letter, road map, spread sheet,
time line, time frame, time table, dead line, down time, up time, work flow, work place, work force, work shop,
work load, team work, team mate, data base, data set, pay roll, pay check, on board, on boarding, on site, off site,
in house, health care, child care, day care, life style, life time, part time, full time, real time, some time,
any time, every day, any more, any one, every one, some one, any way, all right, head quarters, head count, head line,
home page, land line, lap top, desk top, smart phone, cell phone, head set, share holder, stake holder, business man,
business woman, business people, sales person, sales people, sales force, sales man, spokes person, chair man,
brain storm, bench mark, book keeping, book keeper, note book, hand book, check list, play book, play back, feed back,
break through, break down, break even, band width, cash flow, face book, linked in, you tube, hub spot, power point,
web cast, web cam, pod cast, fund raising, fund raiser, hand over, hand out, over due, over view, under way, up date,
up grade, up front, down load, up load, out reach, out source, in put, out put, cross functional, non profit, pre paid,
co worker, co founder, mean while, week end, week day, week night, birth day, air port, air line, home owner,
house hold, car pool, ware house, door step, post card, post code, zip code, pass word, user name, screen shot,
key word, click through, touch base, touch point, heads up, ball park, quick books
"""
# Compounds that are written, and written down by models, in one word or in two
COMPOUNDS: dict[str, str] = {
    pair.replace(" ", ""): pair for pair in (" ".join(one.split()) for one in _TWO_WORDS.split(","))
}
_COMPOUND_OF = {tuple(pair.split()): joined for joined, pair in COMPOUNDS.items()}


def joined(first: str, second: str) -> str | None:
    """The one word two may be written as; None where there is none."""
    return _COMPOUND_OF.get((first, second))


def apart(word: str) -> str | None:
    """The two words one may be written as; its plural, too, though only the singular is listed."""
    if word in COMPOUNDS:
        return COMPOUNDS[word]
    if word.endswith("s") and word[:-1] in COMPOUNDS:
        return COMPOUNDS[word[:-1]] + "s"
    return None


# What may be said for an abbreviation, the plainest first; without its dot
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "mr": ("mister", "mr"), "mrs": ("missus", "mrs", "misses", "missis"), "ms": ("ms", "miss", "miz"),
    "dr": ("doctor", "dr", "drive"), "prof": ("professor", "prof"), "st": ("saint", "street", "st"),
    "mt": ("mount", "mt"), "ft": ("fort", "feet", "foot"), "rev": ("reverend",), "hon": ("honorable",),
    "capt": ("captain",), "lt": ("lieutenant",), "sgt": ("sergeant",), "gen": ("general",), "col": ("colonel",),
    "gov": ("governor",), "sen": ("senator",), "rep": ("representative", "rep"), "jr": ("junior", "jr"),
    "sr": ("senior", "sr"), "vs": ("versus", "vs", "verses", "v s"), "etc": ("et cetera", "etcetera", "etc"),
    "approx": ("approximately", "approx"), "ext": ("extension", "ext"), "dept": ("department", "dept"),
    "est": ("established", "estimated", "est"), "inc": ("inc", "incorporated", "ink"),
    "ltd": ("limited", "ltd", "l t d"),
    "co": ("company", "co"), "corp": ("corporation", "corp"), "bros": ("brothers", "bros"), "ave": ("avenue", "ave"),
    "blvd": ("boulevard",), "rd": ("road",), "apt": ("apartment", "apt"), "no": ("number", "no"), "nos": ("numbers",),
    "p": ("page", "p"),
    "pp": ("pages",), "fig": ("figure", "fig"), "jan": ("january", "jan"), "feb": ("february", "feb"),
    "apr": ("april",), "aug": ("august",), "sept": ("september", "sept"), "sep": ("september",),
    "oct": ("october",), "nov": ("november",), "dec": ("december",), "mon": ("monday", "mon"), "tue": ("tuesday",),
    "tues": ("tuesday",), "wed": ("wednesday",), "thu": ("thursday",), "thur": ("thursday",), "thurs": ("thursday",),
    "fri": ("friday",), "sat": ("saturday",), "sun": ("sunday",), "mar": ("march",), "jun": ("june",), "jul": ("july",),
    "incl": ("including", "included"), "esq": ("esquire",), "w/": ("with",), "w/o": ("without",),
    "b/c": ("because",), "ph.d": ("p h d", "phd"), "e.g": ("for example", "e g", "for instance"),
    "i.e": ("that is", "i e", "that is to say"), "a.k.a": ("also known as", "a k a", "aka"),
    "a.m": ("a m", "am"), "p.m": ("p m", "pm"), "asap": ("asap", "a s a p", "as soon as possible"),
    "fyi": ("f y i", "for your information"), "btw": ("by the way", "b t w"), "aka": ("also known as", "a k a", "aka"),
    "www": ("w w w", "triple w", "www"), "&": ("and", "ampersand"), "%": ("percent", "per cent"), "+": ("plus", "and"),
    "=": ("equals", "is"), "@": ("at",), "#": ("hashtag", "number", "pound", "hash"), ".": ("dot",),
    "percent": ("percent", "per cent"), "mister": ("mister", "mr"), "missus": ("missus", "mrs", "misses"),
    "doctor": ("doctor", "dr"), "versus": ("versus", "vs", "verses"), "etcetera": ("etcetera", "et cetera"),
    "pm": ("p m", "pm"), "o'clock": ("o'clock", "o clock"),
}  # fmt: skip
# Those that are written without their dot, too, and are no other word then
# Days and months, which capitals alone tell from the words sun, sat, mar
CUT_SHORT = frozenset(
    ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"]
) | frozenset(["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"])
_NO_DOT = """
mr mrs ms dr prof st ave rd apt jr sr vs etc approx ext dept ltd inc blvd sept asap fyi btw aka www w/ w/o b/c percent
mister missus doctor versus etcetera pm o'clock
"""
NEEDS_NO_DOT = frozenset(_NO_DOT.split())
