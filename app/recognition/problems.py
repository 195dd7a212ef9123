"""What can go wrong with a model: while it is got, opened, tried or removed; each a sentence with its remedy."""

from collections.abc import Sequence
from pathlib import Path

from app.problems import Problem


class ModelCancelled(Problem):
    """Not a fault: somebody wished it."""


def model_cancelled(kept: int) -> ModelCancelled:
    what_came = f"What came so far ({kept / 1e6:.1f} MB) is kept, and the next time goes on from there."
    return ModelCancelled("Getting the model was cancelled.", what_came if kept else "Nothing was changed.")


def model_address_wrong(url: str, why: str) -> Problem:
    return Problem(f"{url} is no address to get a model from: {why}.", "Give one that begins with https://.")


def model_address_unsafe(url: str) -> Problem:
    return Problem(
        f"{url} is not encrypted, so anybody on the way could put in something else.",
        "Give one that begins with https://, or download it yourself and name the file.",
    )


def model_not_there(url: str, code: int) -> Problem:
    return Problem(f"There is no model at {url} (the answer is {code}).", "Check the address.")


def model_not_given(url: str, code: int, why: str) -> Problem:
    return Problem(
        f"{url} is not given to us (the answer is {code}{', ' + why if why else ''}).",
        "Try later, or download it with a browser and name the file.",
    )


def host_not_reached(host: str, why: str) -> Problem:
    return Problem(
        f"{host} cannot be reached ({why.rstrip('.')}).",
        "Check the network (and the proxy, if there is one), and try again; what came so far is kept.",
    )


def host_not_trusted(host: str, why: str) -> Problem:
    return Problem(
        f"{host} cannot show that it is itself ({why.rstrip('.')}).",
        "Check this computer’s clock and the certificates it trusts, or download the model elsewhere.",
    )


def model_list_unreadable(url: str) -> Problem:
    return Problem(f"The list of models at {url} cannot be understood.", "Try later, or download the model yourself.")


def model_not_listed(name: str, url: str) -> Problem:
    return Problem(
        f"{name} is not in the list of models at {url}, so what comes could not be checked.", "Choose another one."
    )


def model_other_bytes(source: str) -> Problem:
    return Problem(
        f"What came from {source} is not the model its makers published: its checksum is another one.",
        "It was thrown away. Try again, on another network if it stays so.",
    )


def model_other_size(url: str, offered: int, due: int) -> Problem:
    return Problem(f"{url} offers {offered:,} bytes where the model has {due:,}.", "Try later, or on another network.")


def model_no_zip(source: str) -> Problem:
    return Problem(
        f"What came from {source} is no zip file, or not all of it.",
        "Check the address; a network that asks for a password first may have answered in its place.",
    )


def model_too_big(source: str, most: int) -> Problem:
    return Problem(f"{source} is bigger than {most / 1e9:.0f} GB.", "Choose a smaller model.")


def model_disk_full(folder: Path, needed: int, free: int) -> Problem:
    return Problem(
        f"The model needs {needed / 1e6:,.0f} MB in {folder}, and {free / 1e6:,.0f} MB are free.",
        "Make room there, or let REHEARSE_HOME name another folder.",
    )


def model_not_kept(folder: Path, why: str) -> Problem:
    return Problem(
        f"The model cannot be written to {folder} ({why}).",
        "Make room there, close other programs that use the model, or let REHEARSE_HOME name another folder.",
    )


def model_busy(folder: Path) -> Problem:
    return Problem(
        f"Another window of this program is changing the models in {folder}.", "Wait until it is done, and try again."
    )


def model_source_missing(source: str) -> Problem:
    return Problem(
        f"There is no model called {source}, and no file or folder of that name.",
        "Name small, lgraph, an address that begins with https://, a zip file or a folder.",
    )


def model_source_wrong(path: Path) -> Problem:
    return Problem(f"{path} is neither a zip file nor a folder.", "Name the zip a model came in, or its folder.")


def model_source_unreadable(source: str, why: str) -> Problem:
    return Problem(f"{source} cannot be read ({why}).", "Make sure that it is there and that you may read it.")


def model_zip_refused(source: str, why: str) -> Problem:
    return Problem(f"{source} was not unpacked: {why}.", "Get the model again, from its makers.")


def model_refused(source: str, why: str) -> Problem:
    return Problem(
        f"{source} was not installed: {why.rstrip('.')}.", "Nothing was changed. Get it again, or choose another one."
    )


def model_not_installed(name: str, others: Sequence[str]) -> Problem:
    there = "Installed are: " + ", ".join(others) if others else "None is installed beside the one that comes with it"
    return Problem(f"No model called {name} is installed.", f"{there}.")


def model_comes_along() -> Problem:
    return Problem(
        "The model that comes with the program cannot be removed.", "It is used only where none is installed."
    )


def model_in_use(name: str) -> Problem:
    return Problem(f"{name} is hearing a take at this moment.", "Wait until the take is reviewed, and try again.")


class NoModel(Problem):
    """There is nothing to hear with, until another model is chosen or got."""


def model_not_loaded(folder: Path) -> NoModel:
    return NoModel(
        f"Vosk could not load the model in {folder}.", "Choose another one with --model; “rehearse model” lists them."
    )


def no_model(starter: Path) -> NoModel:
    return NoModel(
        f"No model is installed, and the one that comes with the program is missing from {starter}.",
        "Install the program again, or name a model with --model.",
    )


def model_unusable(folder: Path, why: str) -> NoModel:
    return NoModel(
        f"The model in {folder} cannot be used: {why}.",
        "Get it again, or choose another with --model; “rehearse model” lists them.",
    )


def model_ended_program(name: str) -> Problem:
    return Problem(
        f"The model {name} ended this program the last time, while it heard.",
        "What was recorded is kept. It is tried once more; should it happen again, it is set aside.",
    )


def model_set_aside(name: str) -> Problem:
    return Problem(
        f"The model {name} ended this program twice while it heard, so it is set aside.",
        "Another one hears instead, where there is one; to give it another chance, get it again.",
    )
