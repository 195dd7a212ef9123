"""The stages in their order, and what each is made from: one that was made from the same is not made again.

A stage has a folder of its own. `made-from.txt` in it names the recipe's part, the code and the stages it was made
from; `done` beside it says that it is whole. One that was stopped goes on with what its folder holds; one that was
made from something else begins anew.
"""

import ast
import hashlib
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_RECIPE = Path(__file__).with_name("recipe.py").resolve()

Make = Callable[[Path, Callable[[str], Path]], None]  # its own folder; the folder of a stage by its name


@dataclass(frozen=True, slots=True)
class Stage:
    name: str  # its number and what it makes
    module: str  # whose code makes it
    recipe: object  # what can be turned in it
    needs: tuple[str, ...]  # names of stages
    make: Make


def build(stages: tuple[Stage, ...], folder: Path) -> None:
    """Make what is missing, in a folder for all stages."""
    keys: dict[str, str] = {}

    def of(name: str) -> Path:
        return folder / name

    for stage in stages:
        keys[stage.name] = key = _key(stage, keys)
        own = of(stage.name)
        if (own / "done").exists() and (own / "made-from.txt").read_text(encoding="ascii") == key:
            print(f"{stage.name}: there already", flush=True)
            continue
        if not (own / "made-from.txt").exists() or (own / "made-from.txt").read_text(encoding="ascii") != key:
            shutil.rmtree(own, ignore_errors=True)
            own.mkdir(parents=True)
            (own / "made-from.txt").write_text(key, encoding="ascii")
        print(f"{stage.name} …", flush=True)
        began = time.monotonic()
        stage.make(own, of)
        seconds = time.monotonic() - began
        (own / "done").write_text(f"{seconds:.0f} s\n", encoding="ascii")
        print(f"{stage.name}: {seconds:.0f} s", flush=True)


def _key(stage: Stage, keys: dict[str, str]) -> str:
    parts = [repr(stage.recipe), *(f"{name} {keys[name]}" for name in stage.needs)]
    parts += [f"{path.relative_to(ROOT)} {_code(path)}" for path in sorted(files_of(stage.module))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest() + "\n"


def files_of(module: str) -> set[Path]:
    """A module of ours and all of the model's that it imports, with the tables beside them.

    Of the program what they import themselves, and not what that imports: the program changes every day. Without the
    recipe: of that, what a stage is given counts, and not what is turned in another.
    """
    found: set[Path] = set()
    wanted = [module]
    while wanted:
        path = ROOT / f"{wanted.pop().replace('.', '/')}.py"
        if path in found or path == _RECIPE or not path.exists():
            continue
        found.add(path)
        if path.with_suffix(".toml").exists():
            found.add(path.with_suffix(".toml"))
        if path.is_relative_to(ROOT / "app"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in ("app", "tools"):
                wanted += [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def _code(path: Path) -> str:
    """A print of a file's code that comments and docstrings leave as it is."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return hashlib.sha256(text.encode()).hexdigest()
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()
