"""The numbers and addresses a message gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from app.script.digits import digits_of, spoken_digits
from app.script.lines import Lines
from app.script.number_words import is_number_word
from app.script.words import WordKind

_LEAST_DIGITS = 7  # of a phone number in words
_DIGIT_WORDS = frozenset(("oh", "o", "zero", "double", "triple", "hundred", "thousand"))
_SPELLED_MAIL = r"[^|,\s#]+ at (?:[^|,\s#]+ )?[^|,\s#]+ dot (?:com|org|net|edu|co|io|gov|us|uk)"
_NOT_OURS = r"(?:your|tried|trying|reached|called|dialed|dialled|missed|you (?:at|on)|their|his|her) (?:[^|,\s]+ ){0,3}"


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone number or an e-mail address: tokens [first, last)."""

    is_phone: bool
    value: str  # the digits, or the address; blanks are named by what they say
    first: int
    last: int
    longest_run: int  # digits in the longest group, as written or as commas part the words


def contacts(lines: Lines) -> tuple[Contact, ...]:
    """Those to reach somebody by, in the order they stand; not the one the caller has dialled."""
    found = [*_written(lines), *_in_words(lines), *_spelled(lines)]
    return tuple(sorted((each for each in found if not _is_theirs(lines, each)), key=lambda each: each.first))


def _written(lines: Lines) -> Iterator[Contact]:
    for i, token in enumerate(lines.tokens):
        text = lines.script.text[token.start : token.end]
        if token.kind is WordKind.PHONE and not token.key:
            yield Contact(True, text, i, i + 1, 0)
        elif token.kind is WordKind.PHONE:
            number = re.split(r"(?i)e?xt|x", text)[0]
            yield Contact(True, digits_of(text), i, i + 1, max(map(len, re.findall("[0-9]+", number)), default=0))
        elif token.kind is WordKind.EMAIL:
            yield Contact(False, text.lower(), i, i + 1, 0)


def _in_words(lines: Lines) -> Iterator[Contact]:
    """Seven oh four, five five five, oh one four two."""
    for is_digit, run in groupby(range(len(lines.tokens)), lambda i: _counts(lines, i)):
        tokens = list(run)
        if not is_digit or len(tokens) < 3:
            continue
        stretch = lines.plain.of(tokens[0], tokens[-1] + 1)
        digits = spoken_digits(stretch.replace("|", " ").replace(",", " ").split())
        if len(digits) >= _LEAST_DIGITS:
            runs = [len(spoken_digits(part.split())) for part in re.split("[|,]", stretch)]
            yield Contact(True, digits, tokens[0], tokens[-1] + 1, max(runs))


def _counts(lines: Lines, i: int) -> bool:
    token = lines.tokens[i]
    return bool(token.key) and (token.key in _DIGIT_WORDS or (token.key.isalpha() and is_number_word(token.key)))


def _spelled(lines: Lines) -> Iterator[Contact]:
    for found in lines.plain.find(_SPELLED_MAIL):
        yield Contact(False, found.said.replace(" dot ", ".").replace(" at ", "@"), found.first, found.last, 0)


def _is_theirs(lines: Lines, contact: Contact) -> bool:
    before = " " + lines.plain.of(max(contact.first - 5, 0), contact.first)
    return bool(re.search(rf" {_NOT_OURS}$", before)) and not re.search(r" my | our | me | us ", before)
