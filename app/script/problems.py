"""What can go wrong with a script that is no plain text, each a sentence with its remedy."""

from app.problems import Problem


def document_unreadable(name: str, why: str) -> Problem:
    return Problem(
        f"{name} is no Word document that can be read: {why}.",
        "Save it again as .docx, or as plain text in UTF-8.",
    )


def document_too_large(name: str, most: int) -> Problem:
    return Problem(
        f"The Word document {name} is larger than {most >> 20} MB.", "Save the words alone, as plain text in UTF-8."
    )


def script_of_other_kind(name: str, kind: str) -> Problem:
    return Problem(f"{name} is {kind}, which holds no script this program reads.", "Save it as .docx or plain text.")
