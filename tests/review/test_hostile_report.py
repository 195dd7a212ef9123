"""Whatever stands in a review, its page is the same page: no string of it becomes a tag, an attribute or a script."""

import dataclasses
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.review.account import Review
from app.review.finding import Finding
from app.review.report import as_html
from app.script.script import Script
from app.settings import Settings
from tests.review.reviews import sample

HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style><svg onload=alert(1)>",
    "\"'><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "--><iframe src=//example>",
    "]]><!--",
    "&lt;b&gt;&#60;b&#62;",
    "{}</ruby></del></table>",
    "javascript:alert(1)",
    "\x00\x1b[2J\u202e<b>",
)
TOLD = ("title", "to", "goal", "cares_about", "for_them", "next_step", "if_they_answer")  # of a script, beside its text


class Structure(HTMLParser):
    """The tags of a page with the names of their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *sorted(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))

    def handle_comment(self, _: str) -> None:
        self.found.append(("comment",))


def with_strings(value: Any, string: Callable[[str], str]) -> Any:
    """The same with each of its strings replaced, but those that place something: a script's text and words, kinds."""
    if isinstance(value, Script):
        return dataclasses.replace(value, **{name: string(getattr(value, name) or "x") for name in TOLD})
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: with_strings(getattr(value, field.name), string) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(with_strings(each, string) for each in value)
    return string(value) if type(value) is str else value


def structure(review: Review, text: str) -> list[tuple[str, ...]]:
    return Structure(as_html(with_strings(review, lambda _: text), Settings())).found


def full() -> Review:
    """With something in each field that may be empty."""
    review = sample()
    findings: tuple[Finding, ...] = tuple(
        dataclasses.replace(each, expected=each.expected or "x", heard=each.heard or "x", advice=each.advice or "x")
        for each in review.findings
    )
    return dataclasses.replace(review, findings=findings)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_string_changes_the_page(text: str) -> None:
    assert structure(full(), text) == structure(full(), "x" * len(text))


@given(st.text(st.sampled_from("<>&\"'/=! -[]abc\x00\x1b"), min_size=1, max_size=30))
def test_no_made_up_string_does_either(text: str) -> None:
    assert structure(full(), f"a{text}") == structure(full(), "x" * (len(text) + 1))
