"""What the user writes of a message: the script's text, and the facts beside it."""

import json
from dataclasses import asdict, dataclass, fields, replace

from app.problems import Problem
from app.script.front_matter import PLAN, front_matter, seconds
from app.script.script import Script, parse
from app.script.words import without_accents


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as written. The facts are single lines, empty where nothing is known."""

    text: str = ""
    title: str = ""
    to: str = ""
    goal: str = ""
    cares_about: str = ""
    for_them: str = ""
    next_step: str = ""
    if_they_answer: str = ""
    limit_s: float | None = None  # None: the settings' own

    @property
    def name(self) -> str:
        """What it is listed by: the title, else its first words."""
        return self.title or " ".join(self.text.split()[:5]) or "Untitled"

    def script(self) -> Script:
        """Offsets count characters of `text`. The facts beside it go before those written into it. Raises Problem."""
        parsed = parse(self.text, f"of “{self.name}”")
        facts = {name: getattr(self, name) or getattr(parsed, name) for name in FACTS}
        return replace(parsed, limit_s=self.limit_s if self.limit_s is not None else parsed.limit_s, **facts)


FACTS = ("title", *PLAN)  # in single lines


def draft_of(text: str) -> Draft:
    """A text that came from a file: its front matter becomes the facts, the rest the script.

    A limit that is none stays out: the text is kept, whatever stands above it.
    """
    front = front_matter(text)
    values = front.values
    try:
        limit_s = seconds(values["limit"]) if values.get("limit") else None
    except Problem:
        limit_s = None
    facts = {name: one_line(values.get(name, "")) for name in FACTS}
    return Draft(text=text[front.end :].lstrip("\r\n") if front.end else text, limit_s=limit_s, **facts)


def as_text(draft: Draft) -> str:
    """The same as one text, the facts in its front matter; draft_of() reads it back."""
    facts = {name: one_line(getattr(draft, name)) for name in FACTS}
    lines = [f"{name}: {_quoted(value)}" for name, value in facts.items() if value]
    lines += [f"limit: {draft.limit_s:.9g}"] if draft.limit_s is not None else []
    return "\n".join(["---", *lines, "---", draft.text]) if lines else draft.text


def as_json(draft: Draft) -> str:
    return json.dumps(asdict(draft), ensure_ascii=False)


def from_json(text: str) -> Draft:
    """What this version does not know is passed over."""
    known = {field.name for field in fields(Draft)}
    return Draft(**{name: value for name, value in json.loads(text).items() if name in known})


def folded(draft: Draft) -> str:
    """What a search looks in."""
    return "\n".join(without_accents(getattr(draft, name)) for name in (*FACTS, "text"))


def one_line(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _quoted(value: str) -> str:
    return f'"{value}"' if value[0] in "\"'" and value[-1] == value[0] and len(value) > 1 else value
