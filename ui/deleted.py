"""A message or a take that was deleted and can be brought back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deleted:
    """Out of sight, and not yet for good."""

    name: str
    message: int
    take: int | None = None  # None: the message itself
