"""Fuzzed: what a server answers who is asked for a model, or for the list of models."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hypothesis import strategies as st

from app.recognition.download import Due, download, listed
from app.recognition.network import Patience
from tests.fuzz.contract import Broken, Target, promised
from tests.fuzz.mutation import mutated

_BODY = b"PK\x03\x04" + bytes(2000)
_SIZE = len(_BODY)
_DUE = Due(_SIZE, ("sha256", hashlib.sha256(_BODY).hexdigest()))
_HAVE = 1000  # bytes that came an earlier time
_SOON = Patience(silence_s=0.3, tries=2, pause_s=0.0)
_MOST_ASKED = 40  # times, for one case
_SEEDS = [
    b'HTTP/1.1 200 OK\r\nContent-Length: %d\r\nETag: "a"\r\n\r\n' % _SIZE + _BODY,
    b'HTTP/1.1 206 Part\r\nContent-Range: bytes %d-%d/%d\r\nETag: "a"\r\n\r\n' % (_HAVE, _SIZE - 1, _SIZE)
    + _BODY[_HAVE:],
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % _SIZE + _BODY + b"\r\n0\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: /ear.zip\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 416 No\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nRetry-After: 1\r\n\r\n",
]
_LIST = b'HTTP/1.1 200 OK\r\n\r\n[{"name": "ear", "md5": "%032x", "size": 2004, "obsolete": "false"}]' % 7


@contextmanager
def _answering(content: bytes) -> Iterator[str]:
    """The address of a server that says this, whatever it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def answer() -> None:
            for _ in range(_MOST_ASKED):
                with suppress(OSError):
                    line, _ = server.accept()
                    with line:
                        line.settimeout(1)
                        if not line.recv(1 << 16):
                            return
                        line.sendall(content)

        thread = threading.Thread(target=answer)
        thread.start()
        port = server.getsockname()[1]
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            with socket.create_connection(("127.0.0.1", port), 5):
                pass  # who says nothing ends it
            thread.join()


def _fetched(content: bytes, folder: Path) -> None:
    """From the beginning, and after a part came an earlier time."""
    for have in (0, _HAVE):
        for due in (_DUE, Due()):
            part = folder / f"{have}-{due.size}.part"
            part.write_bytes(_BODY[:have])
            with _answering(content) as base:
                url = f"{base}/ear.zip"
                if have:
                    part.with_suffix(".json").write_text(f'{{"url": "{url}", "state": "\\"a\\"", "total": {_SIZE}}}')
                whole = promised(lambda: download(url, part, due, lambda _: None, lambda: False, _SOON) or True)  # noqa: B023
            if whole and due is _DUE and part.read_bytes() != _BODY:
                raise Broken("it was taken for what was meant")


def _listed(content: bytes, _: Path) -> None:
    with _answering(content) as base:
        promised(lambda: listed(base, "ear", _SOON, lambda: False))


_TOKENS = (b"\r\n", b"\n ", b": ", b"bytes ", b"-1", b"99999999999999999999", b"//", b"[", b"%", b"HTTP/1.1 ")

TARGETS = {
    "answer": Target(lambda: _answers(_SEEDS), _fetched, longest_s=30.0),
    "list": Target(lambda: _answers([_LIST]), _listed, longest_s=30.0),
}


def _answers(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    return mutated(seeds, _TOKENS)
