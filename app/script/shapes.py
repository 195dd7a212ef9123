"""The shapes a written word may have: one pattern, whose groups are kinds of word."""

import re
from functools import cache

APOSTROPHES = "'\u2019\u2018\u02bc\uff07\u00b4`"
DASH = "-\u2010\u2011\u2012\u2013\u2014\u2212"

# NB: every repetition that could start anywhere in a long run is bounded, so that no text takes quadratic time.
_A = "['\u2019\u02bc\uff07]"
_L = "(?:[^\\W\\d_][\u0300-\u036f\u00ad\u200b-\u200d\u2060]*)"  # a letter, with marks that may follow it
_S = r"(?:[ \t\u00a0\u202f]|\r?\n)"  # one space, or the end of a line
_D = f"[{DASH}]"
_BEFORE = r"(?<![^\W_])(?<![^\W_][.@])"
_END = r"(?![^\W_])"

_TLD = (
    "com|org|net|edu|gov|info|biz|io|ai|app|dev|co|uk|us|ca|eu|de|fr|es|nl|ch|ie|nz|au|tv|tech|shop|online|store|agency|"
    "cloud"
)
_EMAIL = r"[^\W_][\w.%+-]{0,63}+@[^\W_][\w-]{0,62}+(?:\.[^\W_][\w-]{0,62}+){1,6}"
_PATH = r"""(?:[/?#](?:[^\s<>()"\x1f]{0,200}[\w/])?)?"""
_URL = rf"(?:https?://|www\.)[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,8}}(?::\d+)?{_PATH}|(?:[A-Za-z0-9][\w-]{{0,62}}+\.){{1,4}}(?:{_TLD}|{_TLD.upper()}){_END}{_PATH}"

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS_CUT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTHS_SMALL = "january|february|april|june|july|september|october|november|december"  # may and march are words
_MONTH = (
    rf"(?:(?:{_MONTHS}|{_MONTHS.upper()}|{_MONTHS_SMALL}){_END}|(?:{_MONTHS_CUT}|{_MONTHS_CUT.upper()})(?:\.|{_END}))"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[0-9]{3}|2[0-9]{3})"
_NOT_ON = rf"(?![^\W_]|[.,:/]\d|{_D}\d|%)"
_WEEKDAY = (
    r"(?:(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?|"
    r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
)
_DATE = "|".join(
    (
        rf"{_WEEKDAY}{_S}?{_D}{_S}?{_WEEKDAY}{_END}|{_MONTH}{_S}?[-\u2013]{_S}?{_MONTH}(?:{_S}{_YEAR})?{_NOT_ON}",
        rf"{_MONTH}{_S}{_DAY}(?:{_S}?{_D}{_S}?{_DAY})?(?:,?{_S}{_YEAR})?{_NOT_ON}",
        rf"{_MONTH}{_S}{_YEAR}{_NOT_ON}",
        rf"{_DAY}{_S}(?:of{_S})?{_MONTH}(?:,?{_S}{_YEAR})?{_NOT_ON}",
        rf"{_YEAR}(?:-[01]?[0-9]-[0-3]?[0-9]|/[01]?[0-9]/[0-3]?[0-9]){_NOT_ON}",
        rf"[0-3]?[0-9](?:/[0-3]?[0-9]/|-[0-3]?[0-9]-)(?:{_YEAR}|[0-9]{{2}}){_NOT_ON}",
        rf"[0-3]?[0-9]\.[0-3]?[0-9]\.{_YEAR}{_NOT_ON}",
    )
)

_AMPM = rf"(?:{_S}?(?:[ap]\.m\.|[ap]m|[AP]\.M\.|[AP]M|[ap]\.m){_END})"
_CLOCK = r"(?:2[0-4]|[01]?[0-9]):[0-5][0-9](?::[0-5][0-9])?"
_HOUR = r"(?:1[0-2]|0?[1-9])"
_TIME_AM = rf"(?:{_CLOCK}|{_HOUR}\.[0-5][0-9]|{_HOUR}){_AMPM}"
_TIME = "|".join(
    (
        rf"(?:{_CLOCK}|{_HOUR})(?:{_AMPM})?{_S}?{_D}{_S}?{_TIME_AM}",
        _TIME_AM,
        rf"{_CLOCK}(?:{_S}?{_D}{_S}?{_CLOCK})?{_NOT_ON}",
    )
)

_P = r"(?:[-.\u2010\u2011\u2013 \t\u00a0]|\r?\n)"  # between the groups of a phone number
_EXT = rf"(?:,?{_S}?(?:[Ee]xt\.?|[Ee]xtension|x){_S}?[0-9]{{1,6}}{_END})?"
_DIGITS_AHEAD = r"(?=(?:[-. ()\r\n\u2010\u2011\u2013]{0,2}[0-9]){%d})"
_TRUNK = rf"(?=[(0]){_DIGITS_AHEAD % 8}(?:\(0[0-9]{{1,5}}\)|0[0-9]{{1,4}})"  # 020, (0704)
_THREE = rf"(?:\([0-9]{{3}}\){_P}?|[0-9]{{3}}[-./ \u00a0\u2011\u2013])"
_TO_15 = r"(?!(?:[-. ()]{0,2}[0-9]){16})"
_PHONE = "|".join(
    (
        rf"\+1{_P}?(?:\([0-9]{{3}}\)|[0-9]{{3}}){_P}?[0-9]{{3}}{_P}?[0-9]{{4}}{_NOT_ON}{_EXT}",
        rf"\+{_DIGITS_AHEAD % 7}{_TO_15}[0-9]{{1,4}}(?:{_P}?(?:\([0-9]{{1,5}}\)|[0-9]{{2,10}})){{1,7}}{_END}{_EXT}",
        rf"(?:1{_P})?{_THREE}[0-9]{{3}}{_P}?[0-9]{{4}}{_NOT_ON}{_EXT}",
        rf"(?:1{_P})?8[0-9]{{2}}[-. ](?=[A-Z-]{{4,9}}{_END})[A-Z]{{1,9}}(?:-[A-Z]{{1,7}})?{_END}",
        rf"(?![0-9]{{2}}0-[1-9][0-9]00)[0-9]{{3}}[-\u2011][0-9]{{4}}{_NOT_ON}{_EXT}",
        rf"{_TRUNK}(?:[-./ \u00a0]?[0-9]{{2,8}}){{1,4}}{_NOT_ON}{_EXT}",
        rf"1?[2-9][0-9]{{9}}{_NOT_ON}{_EXT}",
    )
)

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,12}(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
SCALE = rf"(?:{_S}?(?:thousand|million|billion|trillion)|{_S}?(?:bn|mn)|[kKmMbB]){_END}"
_ONE_OF = "month|mo|year|yr|hour|hr|day|week|wk|user|seat|person|unit|head|minute|min|second|sec|kg|lb|mile|km|h|s"
PER = rf"(?:{_S}?/{_S}?(?:{_ONE_OF}){_END})"
CURRENCY = r"(?:(?:US|CA|C|AU|A|NZ|HK)?\$|[\u00a3\u20ac\u00a5\u20b9]|(?:USD|EUR|GBP|CHF)(?=[ \u00a0]?[0-9]))"
_AMOUNT = rf"{NUMBER}(?:{SCALE})?"
_MONEY = "|".join(
    (
        rf"[-\u2212]?{CURRENCY}{_S}?{_AMOUNT}(?:{_S}?{_D}{_S}?(?:{CURRENCY})?{_AMOUNT})?\+?{PER}?{_END}",
        rf"{NUMBER}(?:{_S}?(?:thousand|million|billion|trillion|bn|mn))?{_S}?(?:[\u20ac\u00a3\u00a2]|(?:USD|EUR|GBP|CHF){_END}){PER}?",
    )
)

_FRACTION = "[\u00bc\u00bd\u00be\u2150-\u215e]"
_TIMES = rf"{_S}?[x\u00d7]{_S}?"
_UNIT = (
    "kg|g|mg|lbs?|oz|km|cm|mm|mi|m|ft|in|yd|mins?|secs?|hrs?|hr|h|s|ms|KB|kB|MB|GB|TB|Mbps|Gbps|kWh|kW|MW|W|V|kV|Hz|kHz|MHz|"
    "GHz|mph|kph|rpm|px|pts?|pp|ml|mL|l|L|x|K|k|M|B|bn|mn|C|F"
)
_NUMBER = "|".join(
    (
        r"401\(k\)",
        rf"(?:[#\u2116]|[-+\u2212])?{NUMBER}(?:{_S}?{_D}{_S}?{NUMBER})?{_S}?%",
        rf"[0-9]{{1,3}}(?:,[0-9]{{3}}){{0,5}}(?:st|nd|rd|th)(?:{_D}{_L}{{1,30}}){{0,4}}{_END}",
        rf"(?:[0-9]+{_S}?)?{_FRACTION}",
        rf"[0-9]{{1,4}}{_S}[0-9]{{1,2}}/[0-9]{{1,3}}(?![/\w])",
        rf"[0-9]{{1,4}}(?:/[0-9]{{1,4}}){{1,3}}{_END}",
        rf"[0-9]{{1,4}}(?::|{_S}?\u00d7{_S}?|x)[0-9]{{1,4}}{_END}",
        rf"['\u2019]?[0-9]{{2,4}}['\u2019]?s{_END}",
        rf"[0-9]{{1,2}}(?:{_D}[0-9]{{1,4}}){{2,6}}{_END}|[0-9]{{2,6}}(?:{_D}[0-9]{{1,6}}){{2,6}}{_END}",
        rf"(?:[#\u2116]|(?<![^\W])[-+\u2212])?[0-9]+(?:\.[0-9]+){{2,8}}{_END}",
        rf"(?:[#\u2116]|(?<![^\W])[-+\u2212])?{NUMBER}{_S}?{_D}{_S}?{NUMBER}(?:{_UNIT})?{_END}(?!{_D}{_L})",
        rf"(?<![^\W])[-+\u2212]?{NUMBER}\u00b0{_S}?[CF]?{_END}",
        rf"{NUMBER}(?:{_UNIT})(?:{PER}|{_END}(?!{_D}[^\W_]))",
        rf"(?:[#\u2116]|(?<![^\W])[-+\u2212])?{NUMBER}\+?{PER}?{_END}(?!{_D}[^\W_])",
    )
)
# Letters and digits together, or a number with words hung on to it: Q3, B2B, 401(k), 30-second, COVID-19, 3-year-old
_PIECE = rf"(?:{_L}|[0-9]){{1,60}}"
_MIXED = rf"(?=(?:{_L}|{_D}|&){{0,60}}[0-9])(?:{_PIECE}(?:{_D}{_PIECE}|\.[0-9]{{1,6}}|&{_PIECE}){{0,8}}\+?{_END})"

TITLES = "Mr|Mrs|Ms|Dr|Prof|St|Mt|Ft|Rev|Hon|Capt|Lt|Sgt|Gen|Col|Gov|Sen|Rep"
OTHER_DOTTED = (
    "Jr|Sr|vs|etc|approx|ext|dept|Dept|est|Inc|Ltd|Co|Corp|Bros|Ave|Blvd|Rd|Jan|Feb|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|"
    "Tues|Wed|Thu|Thur|Thurs|Fri|Ext|Vs|Approx|incl|Esq|Apt|Sat|Sun|Mar|Jun|Jul"
)
_ABBREVIATION = (
    rf"(?:{TITLES}|{OTHER_DOTTED})\.|(?:[Nn]os?|[Pp]p|[Ff]ig)\.(?={_S}?[0-9])|Ph\.{_S}?D\.?|w/o?(?!\S)|b/c(?!\S)"
)
_ACRONYM = "|".join(
    (
        rf"(?:{_L}\.){{2,8}}(?:{_L}{_END}(?!{_A}))?",
        rf"[A-Z]{{1,9}}(?:&[A-Z]{{1,9}}){{1,3}}(?:{_A}?s)?{_END}",
        r"C\+\+|[CF]#",
        rf"[A-Z]{{2,5}}(?:{_A}?s)?{_END}(?!{_D}{_L}|{_A}{_L})",
    )
)

_TAKEN_OFF = "cause|em|til|tis|twas|bout|n"
_RUN = rf"{_L}+(?:{_A}{_L}+)*"
_PLAIN = (
    rf"['\u2019\u2018](?i:{_TAKEN_OFF}){_END}(?!{_A})|"
    rf"{_RUN}(?:[-\u2010\u2011]{_RUN})*(?:&{_RUN})*|"
    rf"[0-9]+(?:{_L}|[0-9])*|[0-9]|"
    r"[@#](?=[^\W_])|\.(?=NET\b)|[&%](?!\w)|(?<!\S)[+=@](?!\S)"
)

_WORD = (
    r"(?![\s\x1e\x1f*_<>!?,;:)\[\]{}\"]|\((?![0-9])|-(?=[-\s\x1e\x1f]))(?:"  # no word begins so: passed over at once
    + "|".join(
        (
            rf"(?P<email>{_BEFORE}(?:{_EMAIL}))",
            rf"(?P<url>{_BEFORE}(?:{_URL}))",
            rf"(?P<date>{_BEFORE}(?:{_DATE}))",
            rf"(?P<time>{_BEFORE}(?=[0-9])(?:{_TIME}))",
            rf"(?P<phone>{_BEFORE}(?=[+(0-9])(?:{_PHONE}))",
            rf"(?P<money>{_BEFORE}(?=[^a-z\s])(?:{_MONEY}))",
            rf"(?P<number>{_BEFORE}(?:{_NUMBER}|{_MIXED}))",
            rf"{_BEFORE}(?:{_ABBREVIATION})",
            rf"(?P<acronym>{_BEFORE}(?:{_ACRONYM}))",
            _PLAIN,
        )
    )
    + ")"
)


@cache
def word_pattern() -> re.Pattern[str]:
    """Made when the first text is read: that takes a while, and the window stands before it."""
    return re.compile(_WORD)
