"""Models are unpacked aside, tried, and moved into place at once; what is hostile or damaged changes nothing."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from app.places import Places, find_places, program_folder
from app.practice.coach import open_coach
from app.problems import Problem
from app.recognition.install import COMING, KNOWN_TAKE, get, hearing, install, remove, wanted
from app.recognition.models import KNOWN_MODELS, KnownModel, VoskModel, installed, open_model
from app.recognition.network import Patience
from app.recognition.problems import ModelCancelled
from app.recognition.progress import Progress, Stage
from app.recognition.unpack import copy
from app.script.script import parse
from tests.command_line import everything_in
from tests.recognition.installing import ignore, left_over, never, zip_of
from tests.recognition.model_server import Site, cut_after, serving
from tests.recognition.tiny_model import make_model

SOON = Patience(silence_s=30, tries=3, pause_s=0.01)
SMALL = KNOWN_MODELS[-1]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture(scope="module")
def tones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model of a few KB that truly decodes."""
    return make_model(tmp_path_factory.mktemp("models") / "tones")


@pytest.fixture(scope="module")
def zipped(tones: Path) -> bytes:
    return zip_of(tones)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return find_places({"REHEARSE_HOME": str(tmp_path / "home")}, program_folder())


def fetch(wish: KnownModel | str, places: Places, site: Site, **options: object) -> VoskModel:
    return get(wish, places, ignore, never, site.base, SOON, **options)  # type: ignore[arg-type]


def known(name: str, content: bytes, checksum: str | None = None) -> KnownModel:
    return KnownModel(name, len(content), checksum or hashlib.sha256(content).hexdigest(), 0.1, "ours", True, "tones")


# ---- Getting


def test_a_known_model_is_fetched_tried_and_installed(places: Places, site: Site, zipped: bytes, tones: Path) -> None:
    site.put("tones", zipped)
    stages = list[Stage]()
    model = get(known("tones", zipped), places, lambda each: stages.append(each.stage), never, site.base, SOON)
    assert model == VoskModel("tones", places.models / "tones", True)
    assert installed(places.models) == (model,)
    assert everything_in(model.folder) == everything_in(tones)
    assert left_over(places) == set()
    assert list(dict.fromkeys(stages)) == list(Stage)
    assert [path for path, _ in site.requests] == ["/tones.zip"]  # its checksum is known: no list is asked for


def test_a_model_whose_checksum_we_do_not_know_is_checked_against_the_list(
    places: Places, site: Site, zipped: bytes
) -> None:
    site.put("tones", zipped)
    wish = KnownModel("tones", 1, None, 0.1, "ours", True, "tones")
    assert fetch(wish, places, site).name == "tones"
    assert [path for path, _ in site.requests] == ["/model-list.json", "/tones.zip"]


def test_an_address_beside_the_list_is_checked_too(places: Places, site: Site, zipped: bytes) -> None:
    url = site.put("tones", zipped, checksum=hashlib.md5(b"other").hexdigest())
    with pytest.raises(Problem, match="its checksum is another one"):
        fetch(url, places, site)
    assert installed(places.models) == ()


def test_an_address_of_anybody_needs_no_list(places: Places, site: Site, zipped: bytes) -> None:
    site.files["/some/where.zip"] = zipped
    assert get(f"{site.base}/some/where.zip", places, ignore, never, "https://example.org", SOON).name == "tones"
    assert [path for path, _ in site.requests] == ["/some/where.zip"]


@pytest.mark.parametrize("damage", [b"", b"PK", b"PK\x05\x06" + bytes(18)])
def test_wrong_bytes_install_nothing(places: Places, site: Site, zipped: bytes, damage: bytes) -> None:
    site.put("tones", damage)
    for wish in (known("tones", zipped), f"{site.base}/tones.zip"):
        with pytest.raises(Problem):
            fetch(wish, places, site)
    assert installed(places.models) == ()


def test_a_broken_off_one_is_gone_on_with(places: Places, site: Site, zipped: bytes) -> None:
    site.put("tones", zipped)
    site.script = [cut_after(500)] * SOON.tries
    with pytest.raises(Problem, match="the line broke"):
        fetch(known("tones", zipped), places, site)
    assert len(left_over(places)) == 2  # the part, and what is noted of it
    assert installed(places.models) == ()
    assert fetch(known("tones", zipped), places, site).name == "tones"
    assert site.ranges()[-1] == f"bytes={500 * SOON.tries}-"
    assert left_over(places) == set()


def test_the_disk_is_looked_at_beforehand(places: Places, site: Site, zipped: bytes) -> None:
    site.put("tones", zipped)
    with pytest.raises(Problem, match="are free"):
        fetch(known("tones", zipped), places, site, free=lambda _: len(zipped))
    assert installed(places.models) == ()


def test_the_disk_is_looked_at_again_before_unpacking(places: Places, site: Site) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("m/am/final.mdl", bytes(100_000))
    site.put("m", content.getvalue())
    with pytest.raises(Problem, match="are free"):
        fetch(known("m", content.getvalue()), places, site, free=lambda _: 50_000)


def test_what_is_called_otherwise_than_the_known_model_is_refused(places: Places, site: Site, tones: Path) -> None:
    content = zip_of(tones, "vosk-model-en-us-0.22")
    site.put("tones", content)
    with pytest.raises(Problem, match=r"what is in it is called vosk-model-en-us-0\.22"):
        fetch(known("tones", content), places, site)
    assert installed(places.models) == ()


@pytest.mark.parametrize("stage", list(Stage))
def test_cancelled_in_any_stage_nothing_is_installed(places: Places, site: Site, zipped: bytes, stage: Stage) -> None:
    site.put("tones", zipped)
    seen = list[Stage]()
    with pytest.raises(ModelCancelled):
        get(
            known("tones", zipped),
            places,
            lambda each: seen.append(each.stage),
            lambda: stage in seen,
            site.base,
            SOON,
        )
    assert installed(places.models) == ()
    assert not [each for each in left_over(places) if "making" in each]
    assert fetch(known("tones", zipped), places, site).name == "tones"


# ---- From the disk


@pytest.mark.parametrize("look_ahead", [True, False])
def test_a_zip_on_disk_is_installed_and_left_alone(places: Places, tmp_path: Path, look_ahead: bool) -> None:
    path = tmp_path / "my ear.zip"
    path.write_bytes(zip_of(make_model(tmp_path / "tönes", look_ahead)))
    before = path.read_bytes()
    model = install(path, places, ignore, never)
    assert model == VoskModel("tönes", places.models / "tönes", look_ahead)
    assert path.read_bytes() == before
    assert left_over(places) == set()


def test_a_folder_is_copied(places: Places, tones: Path) -> None:
    model = install(tones, places, ignore, never)
    assert everything_in(model.folder) == everything_in(tones)
    assert left_over(places) == set()


def test_a_folder_whose_files_are_links_is_copied_whole(places: Places, tones: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    for file in tones.rglob("*"):
        if file.is_file():
            (linked / file.relative_to(tones)).parent.mkdir(parents=True, exist_ok=True)
            (linked / file.relative_to(tones)).symlink_to(file)
    model = install(linked, places, ignore, never)
    assert everything_in(model.folder) == everything_in(tones)
    assert not any(each.is_symlink() for each in model.folder.rglob("*"))


@pytest.mark.parametrize("what", ["a folder by a link", "a pipe", "a link to nowhere"])
def test_a_folder_with_something_else_in_it_is_not_copied(
    places: Places, tones: Path, tmp_path: Path, what: str
) -> None:
    folder = shutil.copytree(tones, tmp_path / "mine")
    if what == "a pipe":
        os.mkfifo(folder / "extra")
    else:
        (folder / "extra").symlink_to(tmp_path if what == "a folder by a link" else tmp_path / "nowhere")
    with pytest.raises(Problem, match="mine/extra in it is neither a file nor a folder"):
        install(folder, places, ignore, never)
    assert installed(places.models) == ()


def test_copying_can_be_cancelled(tones: Path, tmp_path: Path) -> None:
    asked = threading.Event()
    with pytest.raises(ModelCancelled):
        copy(tones, tmp_path, lambda each: asked.set() if each.done else None, asked.is_set)


def test_an_installed_model_can_be_installed_from_its_own_place(places: Places, tones: Path) -> None:
    model = install(tones, places, ignore, never)
    assert install(model.folder, places, ignore, never) == model
    assert everything_in(model.folder) == everything_in(tones)


def test_a_file_that_is_no_zip_is_a_sentence(places: Places, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no zip")
    with pytest.raises(Problem, match="was not unpacked"):
        install(tmp_path / "text.zip", places, ignore, never)
    with pytest.raises(Problem, match="neither a zip file nor a folder"):
        install(tmp_path / "nothing.zip", places, ignore, never)
    with pytest.raises(Problem, match="not a model"):
        install(tmp_path, places, ignore, never)


# ---- Only a model that hears comes in, and then in place of the one of its name


def cut(folder: Path, file: str) -> Callable[[Path], Path]:
    def make(tmp_path: Path) -> Path:
        broken = shutil.copytree(folder, tmp_path / "broken" / folder.name)
        (broken / file).write_bytes((broken / file).read_bytes()[:-100])
        return broken

    return make


@pytest.mark.parametrize("file", ["am/final.mdl", "graph/Gr.fst", "graph/HCLr.fst"])
def test_a_damaged_one_does_not_take_the_place_of_a_good_one(
    places: Places, tones: Path, tmp_path: Path, file: str
) -> None:
    good = install(tones, places, ignore, never)
    before = everything_in(places.models)
    broken = cut(tones, file)(tmp_path)
    (tmp_path / "broken.zip").write_bytes(zip_of(broken))
    for source in (broken, tmp_path / "broken.zip"):
        with pytest.raises(Problem, match="was not installed: The model in tones cannot be used: ") as told:
            install(source, places, ignore, never)
        assert COMING not in str(told.value)
    assert everything_in(places.models) == before
    assert installed(places.models) == (good,)


def test_a_good_one_takes_the_place_of_a_damaged_one(places: Places, tones: Path) -> None:
    there = install(tones, places, ignore, never)
    (there.folder / "am/final.mdl").write_bytes(b"damaged")
    (there.folder / "more").write_bytes(b"of the old one")
    install(tones, places, ignore, never)
    assert everything_in(there.folder) == everything_in(tones)
    assert left_over(places) == set()


def test_what_lacks_a_file_is_named_by_what_it_lacks(places: Places, tones: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tones, tmp_path / "tones")
    (broken / "am/final.mdl").unlink()
    (tmp_path / "tones.zip").write_bytes(zip_of(broken))
    with pytest.raises(Problem, match=r"tones is not a model that Vosk can hear with: it has no am/final\.mdl"):
        install(tmp_path / "tones.zip", places, ignore, never)


def test_one_that_goes_by_an_official_name_must_understand_speech(places: Places, tmp_path: Path) -> None:
    named = shutil.copytree(places.starter_model, tmp_path / SMALL.name)
    lines = (named / "graph/words.txt").read_text().splitlines()
    words = [line.split()[0] for line in lines]
    moved = [words[0], *words[2:-1], words[1], words[-1]]  # as if the list were that of another release
    (named / "graph/words.txt").write_text("".join(f"{word} {n}\n" for n, word in enumerate(moved)))
    with pytest.raises(
        Problem, match=rf"{SMALL.name} cannot be used: of 8 words of a known take it understands [0-3]\."
    ):
        install(named, places, ignore, never)
    assert installed(places.models) == ()


def test_one_that_understands_speech_may_go_by_an_official_name(places: Places, tmp_path: Path) -> None:
    assert (places.assets / KNOWN_TAKE).is_file()
    (tmp_path / SMALL.name).symlink_to(places.starter_model)
    assert install(tmp_path / SMALL.name, places, ignore, never).known == SMALL


def test_killed_between_two_renamings_the_old_one_stands_again(places: Places, tones: Path) -> None:
    model = install(tones, places, ignore, never)
    (places.models / COMING / "replaced").mkdir()
    (places.models / COMING / "making-x").mkdir()
    model.folder.rename(places.models / COMING / "replaced" / "tones")
    assert installed(places.models) == ()
    with pytest.raises(Problem):
        install(places.models / "nothing", places, ignore, never)
    assert installed(places.models) == (model,)
    assert left_over(places) == set()


DIES_AT = """
import os, sys
from pathlib import Path
from app.places import find_places
from app.recognition.install import install
source, moment = Path(sys.argv[1]), sys.argv[2]
def die(event, arguments):
    if event == "os.rename" and str(arguments[int(moment[-1])]).endswith("models/tones"):
        os.kill(os.getpid(), 9)
sys.addaudithook(die)
install(source, find_places(os.environ), lambda _: None, lambda: False)
"""


@pytest.mark.parametrize("moment", ["before the old one goes: 0", "before the new one comes: 1"])
def test_killed_while_one_takes_the_place_of_another_the_old_one_hears_on(
    places: Places, tones: Path, tmp_path: Path, moment: str
) -> None:
    """Nobody need get anything again for that."""
    shutil.copytree(tones, places.models / "tones")
    newer = shutil.copytree(tones, tmp_path / "newer" / "tones")
    (newer / "README").write_text("a newer one")
    environ = {**os.environ, "REHEARSE_HOME": str(places.data)}
    line = [sys.executable, "-c", DIES_AT, str(newer), moment]
    assert subprocess.run(line, env=environ, cwd=program_folder(), timeout=60).returncode == -signal.SIGKILL
    assert hearing(None, {}, None, places).folder == places.models / "tones"
    assert everything_in(places.models / "tones") == everything_in(tones)
    assert installed(places.models) == (open_model(places.models / "tones"),)
    assert left_over(places) == set()


FILLS = """
import os, resource, sys
from pathlib import Path
from app.places import find_places
from app.problems import Problem
from app.recognition.install import install
resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
try:
    install(Path(sys.argv[1]), find_places(os.environ), lambda _: None, lambda: False)
except Problem as problem:
    sys.exit(str(problem))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit for the size of files, as a disk that fills, on Windows")
def test_what_fills_the_disk_while_it_is_unpacked_leaves_nothing(places: Places, zipped: bytes, tmp_path: Path) -> None:
    (tmp_path / "tones.zip").write_bytes(zipped)
    environ = {**os.environ, "REHEARSE_HOME": str(places.data)}
    line = [sys.executable, "-c", FILLS, str(tmp_path / "tones.zip")]
    done = subprocess.run(line, env=environ, cwd=program_folder(), timeout=60, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert "The model cannot be written to" in done.stderr
    assert "Make room there" in done.stderr
    assert installed(places.models) == ()
    assert left_over(places) == set()


def test_old_parts_are_forgotten_and_new_ones_kept(places: Places, tones: Path) -> None:
    coming = places.models / COMING
    coming.mkdir(parents=True)
    for name in ("old.part", "old.json", "new.part", "new.json"):
        (coming / name).write_text("x")
    os.utime(coming / "old.part", (1e9, 1e9))
    install(tones, places, ignore, never)
    assert left_over(places) == {f"{COMING}/new.part", f"{COMING}/new.json"}


def test_two_programs_do_not_install_at_once(places: Places, tones: Path) -> None:
    with pytest.raises(Problem, match="Another window"):
        install(tones, places, lambda _: install(tones, places, ignore, never) and None, never)
    assert installed(places.models) == ()


def test_all_the_while_nothing_half_made_is_seen(places: Places, zipped: bytes, site: Site) -> None:
    site.put("tones", zipped)
    seen = set[tuple[str, ...]]()

    def look(_: Progress) -> None:
        seen.add(tuple(each.name for each in installed(places.models)))

    get(known("tones", zipped), places, look, never, site.base, SOON)
    assert seen == {()}
    get(known("tones", zipped), places, look, never, site.base, SOON)
    assert seen == {(), ("tones",)}


def test_killed_at_any_moment_nothing_half_made_is_seen(places: Places, tones: Path) -> None:
    """Each time a little later, until it comes to its end."""
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from app.places import find_places\n"
        "from app.recognition.install import install\n"
        "left = [int(sys.argv[2])]\n"
        "def die(_):\n"
        "    left[0] -= 1\n"
        "    if left[0] < 0: os.kill(os.getpid(), 9)\n"
        "install(Path(sys.argv[1]), find_places(os.environ), die, lambda: False)\n"
    )
    environ = {**os.environ, "REHEARSE_HOME": str(places.data)}
    for moment in (0, 3, 10**6):
        line = [sys.executable, "-c", program, str(tones), str(moment)]
        done = subprocess.run(line, env=environ, cwd=program_folder(), timeout=60)
        assert (done.returncode == 0) is bool(installed(places.models)), moment
    assert [each.name for each in installed(places.models)] == ["tones"]
    assert left_over(places) == set()


# ---- Removing


def test_a_removed_one_is_gone(places: Places, tones: Path) -> None:
    model = install(tones, places, ignore, never)
    assert remove("tones", places) == model
    assert installed(places.models) == ()
    assert left_over(places) == set()
    assert not model.folder.exists()


def test_a_removed_one_goes_with_the_folder_around_it(places: Places, tones: Path) -> None:
    shutil.copytree(tones, places.models / "around" / "tones")
    remove("tones", places)
    assert not (places.models / "around").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself keeps a model in use from being moved")
@pytest.mark.parametrize("how_it_ends", ["heard to its end", "thrown away"])
def test_one_that_hears_a_take_stays_until_the_take_is_heard(places: Places, tones: Path, how_it_ends: str) -> None:
    model = install(tones, places, ignore, never)
    ears = open_coach(model, places).prepare(parse("Hello, this is Anna.")).ears
    listening = ears.listen(16_000)
    with pytest.raises(Problem, match=r"tones is hearing a take at this moment\. Wait"):
        remove("tones", places)
    assert installed(places.models) == (model,)
    if how_it_ends == "heard to its end":
        listening.finish()
    else:
        del listening
    assert remove("tones", places) == model


def test_one_that_was_being_replaced_when_we_were_killed_can_be_removed(places: Places, tones: Path) -> None:
    model = install(tones, places, ignore, never)
    (places.models / COMING / "replaced").mkdir()
    model.folder.rename(places.models / COMING / "replaced" / "tones")
    assert remove("tones", places) == model
    assert installed(places.models) == ()
    assert left_over(places) == set()


@pytest.mark.parametrize("name", ["tone", "..", "", "/", ".coming", "small", "../models/tones"])
def test_what_is_not_installed_cannot_be_removed(places: Places, tones: Path, name: str) -> None:
    install(tones, places, ignore, never)
    before = everything_in(places.data)
    with pytest.raises(Problem, match="Installed are: tones"):
        remove(name, places)
    assert everything_in(places.data) == before


def test_the_model_that_comes_with_the_program_stays(places: Places) -> None:
    with pytest.raises(Problem, match="cannot be removed"):
        remove("vosk-model", places)
    assert places.starter_model.is_dir()


# ---- What is meant


def test_nicknames_names_and_addresses_mean_the_official_models(tmp_path: Path) -> None:
    assert wanted("small") is wanted(SMALL.name) is wanted(SMALL.url) is SMALL
    assert wanted("lgraph") is KNOWN_MODELS[1]
    assert wanted("https://example.org/a.zip") == "https://example.org/a.zip"
    assert wanted(str(tmp_path)) == tmp_path
    with pytest.raises(Problem, match="no model called smal"):
        wanted("smal")
