"""What every reader of foreign bytes promises: it reads them or says in a sentence why not, soon and in little room."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from hypothesis import strategies as st

from app.problems import Problem

LONGEST_SENTENCE = 1_500  # signs

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Target:
    """A reader, and what it is given."""

    cases: Callable[[], st.SearchStrategy[bytes]]  # made when asked for: the seeds take time
    read: Callable[[bytes, Path], object]  # in a folder of its own; returns, or breaks the contract by raising
    longest_s: float = 5.0  # of the processor, for one case
    most_mb: int = 512  # of memory beyond what stands before


class Broken(AssertionError):
    """The promise was not kept, though nothing was raised."""


def promised(work: Callable[[], _Result]) -> _Result | None:
    """What it reads; None where it says why not. Everything else that is raised goes through."""
    try:
        return work()
    except Problem as problem:
        look_at(problem)
        return None


def look_at(problem: Problem) -> None:
    """Raises Broken where it is nothing to be shown: on a terminal a control sign is a command."""
    told = str(problem)
    if wild := [sign for sign in told if unicodedata.category(sign) == "Cc"]:
        raise Broken(f"{wild[0]!r} in a sentence: {told[:300]!r}")
    if len(told) > LONGEST_SENTENCE:
        raise Broken(f"{len(told):,} signs in a sentence: {told[:300]!r}")
    if not problem.what.strip() or not problem.remedy.strip():
        raise Broken(f"half a sentence: {told!r}")
