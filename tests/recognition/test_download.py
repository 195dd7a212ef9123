"""Fetching a zip from a server of our own that stalls, truncates, redirects, lies and serves the wrong bytes."""

import hashlib
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from app.problems import Problem
from app.recognition.download import Due, download, listed
from app.recognition.network import Patience, look_at_address
from app.recognition.problems import ModelCancelled
from app.recognition.progress import Pace, Progress, Stage, sparing
from tests.fakes import FakeClock
from tests.recognition.model_server import (
    Answer,
    Asked,
    Site,
    changed_but_in_part,
    cut_after,
    hanging_up,
    in_chunks,
    redirecting,
    refusing,
    saying,
    serving,
    stall,
    stalling_after,
    talking_nonsense,
    whole,
    without_length,
    without_ranges,
)

CONTENT = b"PK\x03\x04" + Random(7).randbytes(300_000)
SHA = Due(len(CONTENT), ("sha256", hashlib.sha256(CONTENT).hexdigest()))
UNKNOWN = Due()
SOON = Patience(silence_s=30, tries=3, pause_s=0.01)  # for a line that answers: the machine may be busy
HASTY = Patience(silence_s=0.3, tries=3, pause_s=0.01)  # for one that stalls


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        made.put("ear", CONTENT)
        yield made


def without_length_cut_after(asked: Asked, length: int) -> None:
    asked.begin(200, None)
    asked.wfile.write(CONTENT[:length])


class Fetching:
    """Fetches into one folder, as often as wished, and remembers what was reported."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site = site
        self.part = folder / "ear.part"
        self.reports: list[Progress] = []
        self.stop_at: int | None = None  # bytes

    def __call__(self, due: Due = SHA, url: str | None = None, free: int = 10**12, patience: Patience = SOON) -> bytes:
        self.reports.clear()
        address = url or f"{self.site.base}/ear.zip"
        download(address, self.part, due, self.reports.append, self.cancelled, patience, lambda _: free)
        return self.part.read_bytes()

    def cancelled(self) -> bool:
        return self.stop_at is not None and any(each.done >= self.stop_at for each in self.reports)


@pytest.fixture
def fetch(site: Site, tmp_path: Path) -> Fetching:
    return Fetching(site, tmp_path)


# ---- When all is well


@pytest.mark.parametrize("due", [SHA, UNKNOWN])
@pytest.mark.parametrize("answer", [whole, without_ranges, without_length, in_chunks])
def test_what_is_served_arrives(fetch: Fetching, answer: Answer, due: Due) -> None:
    fetch.site.script = [answer]
    assert fetch(due) == CONTENT


def test_progress_begins_at_nothing_grows_and_ends_at_all(fetch: Fetching) -> None:
    fetch()
    assert fetch.reports[0] == Progress(Stage.ASKING)
    for stage in (Stage.GETTING, Stage.CHECKING):
        done = [each.done for each in fetch.reports if each.stage is stage]
        assert done == sorted(done)
        assert (done[0], done[-1]) == (0, len(CONTENT))
        assert {each.total for each in fetch.reports if each.stage is stage} == {len(CONTENT)}
    assert any(each.speed for each in fetch.reports)


def test_speed_is_that_of_the_last_seconds() -> None:
    clock, told = FakeClock(), list[Progress]()
    pace = Pace(Stage.GETTING, 10_000, told.append, 1000, clock)
    for second in range(1, 11):
        clock.now += 1
        pace.at(1000 + 100 * second)
    assert told[-1].speed == pytest.approx(100)
    assert told[-1].left_s == pytest.approx(80)
    for second in range(1, 11):
        clock.now += 1
        pace.at(2000 + 500 * second)
    assert told[-1].speed == pytest.approx(500)


def test_a_line_that_never_moves_has_no_time_left_to_tell() -> None:
    clock, told = FakeClock(), list[Progress]()
    pace = Pace(Stage.GETTING, 10, told.append, 0, clock)
    pace.at(0)
    clock.now += 1
    pace.at(0)
    assert told[-1].left_s is None


def test_who_looks_on_is_told_sparingly_but_of_every_stage_and_its_end() -> None:
    clock, told = FakeClock(), list[Progress]()
    tell = sparing(told.append, clock)
    for stage in (Stage.GETTING, Stage.CHECKING):
        for done in range(1001):
            tell(Progress(stage, done, 1000))
            clock.now += 0.001
    seen = [each.done for each in told if each.stage is Stage.GETTING]
    assert (seen[0], seen[-1]) == (0, 1000)
    assert 10 <= len(seen) <= 12
    assert [each.stage for each in told] == sorted([each.stage for each in told], key=list(Stage).index)


def test_a_redirection_is_followed(fetch: Fetching) -> None:
    fetch.site.script = [redirecting("/elsewhere/../ear.zip?a=b"), redirecting("/ear.zip")]
    assert fetch() == CONTENT


def test_a_proxy_of_the_environment_is_asked(fetch: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", fetch.site.base)
    monkeypatch.setenv("no_proxy", "")
    fetch.site.files["http://127.0.0.2:9/ear.zip"] = CONTENT
    assert fetch(url="http://127.0.0.2:9/ear.zip") == CONTENT


# ---- Broken lines


@pytest.mark.parametrize("due", [SHA, UNKNOWN])
def test_a_broken_line_is_gone_on_with(fetch: Fetching, due: Due) -> None:
    fetch.site.script = [cut_after(100_000), cut_after(50_000)]
    assert fetch(due) == CONTENT
    assert fetch.site.ranges() == [None, "bytes=100000-", "bytes=150000-"]


@pytest.mark.parametrize(
    "answer", [stall, stalling_after(1000), hanging_up, talking_nonsense, refusing(503), refusing(429)]
)
def test_what_fails_once_is_tried_again(fetch: Fetching, answer: Answer) -> None:
    fetch.site.script = [answer]
    assert fetch(patience=replace(HASTY, tries=20)) == CONTENT


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (stall, "cannot be reached (nothing came for 0.3 s)"),
        (hanging_up, "cannot be reached"),
        (talking_nonsense, "cannot be reached"),
        (refusing(500), "the answer is 500"),
        (refusing(503), "the answer is 503"),
        (refusing(416), "the answer is 416"),
    ],
)
def test_what_fails_again_and_again_is_given_up_with_a_sentence(fetch: Fetching, answer: Answer, sentence: str) -> None:
    fetch.site.script = [answer] * 10
    with pytest.raises(Problem) as told:
        fetch(patience=HASTY)
    assert sentence in str(told.value)
    assert len(fetch.site.ranges()) == HASTY.tries


def test_a_server_that_always_cuts_at_the_same_place_is_given_up(fetch: Fetching) -> None:
    fetch.site.etag = None  # so that nothing says the rest would belong to it
    fetch.site.script = [cut_after(1000)] * 10
    with pytest.raises(Problem, match="the line broke after 1,000 of"):
        fetch(UNKNOWN)
    assert fetch.site.ranges() == [None] * SOON.tries


def test_nobody_there_is_a_sentence(tmp_path: Path) -> None:
    with serving() as gone:
        pass
    with pytest.raises(Problem, match=r"127\.0\.0\.1 cannot be reached \(Connection refused\)"):
        Fetching(gone, tmp_path)()


@pytest.mark.parametrize("due", [SHA, UNKNOWN])
def test_a_server_that_knows_no_parts_begins_anew(fetch: Fetching, due: Due) -> None:
    fetch.site.script = [cut_after(100_000), without_ranges]
    assert fetch(due) == CONTENT
    assert fetch.site.ranges() == [None, "bytes=100000-"]


def test_a_line_that_breaks_before_the_known_size_is_gone_on_with_though_no_length_was_told(fetch: Fetching) -> None:
    fetch.site.script = [lambda asked: without_length_cut_after(asked, 1000)]
    assert fetch() == CONTENT
    assert fetch.site.ranges() == [None, "bytes=1000-"]


# ---- Stopped, and gone on with another time


@pytest.mark.parametrize("due", [SHA, UNKNOWN])
def test_a_cancelled_one_is_gone_on_with_the_next_time(fetch: Fetching, due: Due) -> None:
    fetch.stop_at = 100_000
    with pytest.raises(ModelCancelled, match="is kept, and the next time"):
        fetch(due)
    kept = fetch.part.stat().st_size
    assert 100_000 <= kept < len(CONTENT)
    fetch.stop_at = None
    assert fetch(due) == CONTENT
    path, headers = fetch.site.requests[-1]
    assert (path, headers["range"], headers["if-range"]) == ("/ear.zip", f"bytes={kept}-", '"one"')
    assert fetch.reports[1] == Progress(Stage.GETTING, kept, len(CONTENT))


def test_cancelling_does_not_wait_for_a_line_that_stalls(fetch: Fetching) -> None:
    fetch.site.script = [stalling_after(1000)]
    wish = threading.Event()
    threading.Timer(0.3, wish.set).start()
    begun = time.monotonic()
    with pytest.raises(ModelCancelled):
        download(
            f"{fetch.site.base}/ear.zip", fetch.part, SHA, fetch.reports.append, wish.is_set, Patience(silence_s=30)
        )
    assert time.monotonic() - begun < 10
    assert fetch.part.stat().st_size == 1000


def test_cancelling_does_not_wait_between_two_tries(fetch: Fetching) -> None:
    fetch.site.script = [refusing(503)] * 9
    wish = threading.Event()
    threading.Timer(0.3, wish.set).start()
    with pytest.raises(ModelCancelled, match="Nothing was changed"):
        download(f"{fetch.site.base}/ear.zip", fetch.part, SHA, fetch.reports.append, wish.is_set, Patience(pause_s=60))


@pytest.mark.parametrize("due", [SHA, UNKNOWN])
def test_one_that_changed_meanwhile_comes_anew(fetch: Fetching, due: Due) -> None:
    fetch.part.write_bytes(b"PK of an older one")
    fetch.part.with_suffix(".json").write_text(
        f'{{"url": "{fetch.site.base}/ear.zip", "state": "\\"old\\"", "total": 99}}'
    )
    assert fetch(due) == CONTENT
    assert fetch.site.ranges() == ["bytes=18-"]


@pytest.mark.parametrize("due", [SHA, UNKNOWN])
def test_parts_of_two_files_are_never_put_together(fetch: Fetching, due: Due) -> None:
    """Whatever was named in If-Range, some servers send the rest of what is there now."""
    fetch.site.script = [cut_after(100_000), changed_but_in_part]
    assert fetch(due) == CONTENT
    assert fetch.site.ranges() == [None, "bytes=100000-", None]


def test_old_bytes_are_gone_before_the_new_file_is_noted(fetch: Fetching) -> None:
    """Else, killed between the two, the next time would take the old ones for the beginning of the new."""
    fetch.part.write_bytes(b"PK of an older one")
    fetch.part.with_suffix(".json").mkdir()  # so that it ends right there
    with pytest.raises(Problem, match="cannot be written"):
        fetch(UNKNOWN)
    assert fetch.part.read_bytes() == b""


@pytest.mark.parametrize("notes", ["", "[]", "{}", '{"url": 1, "state": [], "total": "x"}', "[" * 100_000])
def test_a_part_of_which_nothing_is_known_comes_anew(fetch: Fetching, notes: str) -> None:
    fetch.part.write_bytes(CONTENT[:1000])
    fetch.part.with_suffix(".json").write_text(notes)
    assert fetch(UNKNOWN) == CONTENT
    assert fetch.site.ranges() == [None]


@pytest.mark.parametrize("state", [r"a\nHost: b", r"\u20ac", r"\u009b"])
def test_a_note_that_would_not_do_in_a_header_is_none(fetch: Fetching, state: str) -> None:
    fetch.part.write_bytes(CONTENT[:1000])
    fetch.part.with_suffix(".json").write_text(
        f'{{"url": "{fetch.site.base}/ear.zip", "state": "{state}", "total": {len(CONTENT)}}}'
    )
    assert fetch(UNKNOWN) == CONTENT
    assert fetch.site.ranges() == [None]


def test_a_wrong_part_before_a_right_rest_is_thrown_away_once(fetch: Fetching) -> None:
    fetch.part.write_bytes(b"PK" + bytes(998))
    assert fetch() == CONTENT
    assert fetch.site.ranges() == ["bytes=1000-", None]


def test_a_part_that_is_whole_already_is_not_asked_for_again(fetch: Fetching) -> None:
    fetch()
    fetch.site.requests.clear()
    assert fetch() == CONTENT
    assert fetch.site.requests == []


def test_a_part_longer_than_the_whole_comes_anew(fetch: Fetching) -> None:
    fetch.part.write_bytes(CONTENT + b"more")
    assert fetch() == CONTENT


@pytest.mark.parametrize(
    "header", ["bytes 0-9/10", "bytes 5-300003/300004", "bytes 1000-300003/99", "nonsense", "bytes 1000-1999/*"]
)
def test_another_part_than_asked_for_is_not_taken(fetch: Fetching, header: str) -> None:
    fetch.stop_at = 1000
    with pytest.raises(ModelCancelled):
        fetch()
    fetch.stop_at = None
    fetch.site.script = [saying(b"PK" + bytes(998), status=206, Content_Range=header)]
    assert fetch() == CONTENT


# ---- Lies


@pytest.mark.parametrize(("announced", "sent"), [(100, 300), (10**9, 300)])
def test_another_size_than_the_known_one_is_refused_at_once(fetch: Fetching, announced: int, sent: int) -> None:
    fetch.site.script = [saying(CONTENT[:sent], announced)] * 3
    with pytest.raises(Problem, match=f"offers {announced:,} bytes where the model has 300,004"):
        fetch()
    assert len(fetch.site.ranges()) == 1


def test_one_too_big_is_refused_before_it_comes(fetch: Fetching) -> None:
    fetch.site.script = [saying(b"PK", 4 * 10**9)]
    with pytest.raises(Problem, match="bigger than 3 GB"):
        fetch(UNKNOWN)
    assert not fetch.part.exists()


def test_wrong_bytes_are_thrown_away(fetch: Fetching) -> None:
    fetch.site.files["/ear.zip"] = CONTENT[:-1] + b"?"
    with pytest.raises(Problem, match="its checksum is another one"):
        fetch()
    assert not fetch.part.exists()


@pytest.mark.parametrize("answer", [saying(b"<html>Please log in</html>"), saying(b"<"), saying(b"P!" * 100)])
def test_what_is_no_zip_is_refused_at_its_first_bytes(fetch: Fetching, answer: Answer) -> None:
    fetch.site.script = [answer]
    with pytest.raises(Problem, match="is no zip file"):
        fetch(UNKNOWN)


def test_a_disk_too_small_is_told_before_anything_comes(fetch: Fetching) -> None:
    with pytest.raises(Problem, match=r"needs 1 MB in .*, and 0 MB are free"):
        fetch(free=200_000)
    assert not fetch.part.exists()


def test_a_disk_that_has_room_for_the_rest_will_do(fetch: Fetching) -> None:
    fetch.stop_at = 100_000
    with pytest.raises(ModelCancelled):
        fetch()
    fetch.stop_at = None
    needed = 3 * len(CONTENT) - fetch.part.stat().st_size
    with pytest.raises(Problem, match="are free"):
        fetch(free=needed - 1)
    assert fetch(free=needed) == CONTENT


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full, a disk without room")
def test_a_disk_that_fills_while_it_comes_is_a_sentence(fetch: Fetching) -> None:
    fetch.part.symlink_to("/dev/full")
    with pytest.raises(Problem, match=r"cannot be written to .* \(No space left on device\)\. Make room there"):
        fetch()
    assert len(fetch.site.ranges()) == 1


def test_a_folder_that_is_gone_is_a_sentence(fetch: Fetching) -> None:
    fetch.part = fetch.part.parent / "gone" / "ear.part"
    with pytest.raises(Problem, match="cannot be written to"):
        fetch()


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, "There is no model at"),
        (410, "There is no model at"),
        (401, "the answer is 401, Unauthorized"),
        (403, "the answer is 403, Forbidden"),
        (407, "the answer is 407, Proxy Authentication Required"),
        (204, "offers 0 bytes"),
    ],
)
def test_a_refusal_is_a_sentence_at_once(fetch: Fetching, status: int, sentence: str) -> None:
    fetch.site.script = [refusing(status)] * 5
    with pytest.raises(Problem) as told:
        fetch()
    assert sentence in str(told.value)
    assert len(fetch.site.ranges()) == 1


def test_redirections_in_a_circle_are_given_up(fetch: Fetching) -> None:
    fetch.site.script = [redirecting("/ear.zip")] * 20
    with pytest.raises(Problem, match="the answer is 302"):
        fetch()


# ---- Addresses


@pytest.mark.parametrize(
    "to", ["http://example.org/ear.zip", "file:///etc/passwd", "ftp://127.0.0.1/ear.zip", "http://[::1"]
)
def test_a_redirection_to_where_we_do_not_go_is_not_followed(fetch: Fetching, to: str) -> None:
    fetch.site.script = [redirecting(to)] * 5
    with pytest.raises(Problem):
        fetch()
    assert len(fetch.site.ranges()) == 1


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a.zip",
        "https://",
        "https:///a.zip",
        "https://example.org:port/a.zip",
        "https://example.org:99999/a.zip",
        "https://me:secret@example.org/a.zip",
        "https://exa mple.org/a.zip",
        "https://example.org/a\r\nHost: b",
        "https://[::1/a.zip",
        "https://" + "a" * 70 + ".org/",
        "http://example.org/a.zip",
        "http://localhost.example.org/a.zip",
        "http://127.0.0.1.example.org/a.zip",
        "data://text/plain,PK",
        "",
    ],
)
def test_an_address_that_is_none_or_leads_through_the_open_is_refused(url: str) -> None:
    with pytest.raises(Problem, match=r"https://"):
        look_at_address(url)


@pytest.mark.parametrize(
    ("url", "asked_for"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org:8443/a%20b.zip?c=d#e", "https://example.org:8443/a%20b.zip?c=d"),
        ("https://bücher.example/ä.zip", "https://xn--bcher-kva.example/%C3%A4.zip"),
        ("http://[::1]:80/a.zip", "http://[::1]:80/a.zip"),
        ("http://localhost/a.zip", "http://localhost/a.zip"),
    ],
)
def test_an_address_is_asked_for_as_servers_want_it(url: str, asked_for: str) -> None:
    assert look_at_address(url) == asked_for


# ---- The list of models


def never() -> bool:
    return False


def test_the_list_gives_size_and_checksum(site: Site) -> None:
    assert listed(site.base, "ear", SOON, never) == Due(len(CONTENT), ("md5", hashlib.md5(CONTENT).hexdigest()))


def test_a_model_that_is_not_listed_is_a_sentence(site: Site) -> None:
    with pytest.raises(Problem, match="nose is not in the list"):
        listed(site.base, "nose", SOON, never)


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[1]", b'[{"name": "ear"}]', b'[{"name": "ear", "md5": "x", "size": 1}]', b"[" * 9999, b" " * 2**21],
)
def test_a_list_that_cannot_be_understood_is_a_sentence(site: Site, content: bytes) -> None:
    site.files["/model-list.json"] = content
    with pytest.raises(Problem, match=r"in the list|cannot be understood"):
        listed(site.base, "ear", SOON, never)
