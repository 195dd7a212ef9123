"""What was read or heard, made harmless for a page."""

from html import escape


def escaped(text: str) -> str:
    """Escaped for text and attributes, and without the control signs that no page may hold."""
    return escape("".join(sign for sign in text if sign in "\n\t" or (sign >= " " and not "\x7f" <= sign <= "\x9f")))
