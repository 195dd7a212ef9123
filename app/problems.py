"""Everything that can go wrong, each a sentence with its remedy."""


class Problem(Exception):
    """What went wrong and what to do about it; str() is the one sentence (or two) shown to the user."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what      # a full sentence
        self.remedy = remedy  # a full sentence that says what to do
