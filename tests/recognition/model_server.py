"""A server of models on 127.0.0.1 that does what it is told, well or badly."""

import http.server
import json
import select
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import md5
from pathlib import Path

CERTIFICATE = Path(__file__).with_name("localhost.pem")  # our own server's, with its key; nobody else trusts it
Answer = Callable[["Asked"], None]


class Asked(http.server.BaseHTTPRequestHandler):
    """One request, and the means to answer it."""

    server: "_Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.site.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.close_connection = True
        script = self.server.site.script
        answer = script.pop(0) if script and not self.path.endswith(".json") else whole
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked has gone
            answer(self)

    def do_CONNECT(self) -> None:
        """As a proxy: a tunnel to whom is named."""
        self.server.site.requests.append((f"tunnel to {self.path}", {}))
        self.close_connection = True
        host, _, port = self.path.rpartition(":")
        with socket.create_connection((host, int(port)), 10) as beyond:
            self.send_response(200)
            self.end_headers()
            sides = {self.connection: beyond, beyond: self.connection}
            while ready := select.select(list(sides), [], [], 10)[0]:
                for side in ready:
                    with suppress(BrokenPipeError, ConnectionResetError):
                        content = side.recv(1 << 16)
                        sides[side].sendall(content)
                        if content:
                            continue
                    return

    def log_message(self, *_: object) -> None:
        pass  # nobody reads it

    @property
    def content(self) -> bytes | None:
        return self.server.site.files.get(self.path)

    def begin(self, status: int, length: int | None, **headers: str) -> None:
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()

    def hang_up(self) -> None:
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)


@dataclass
class Site:
    """What is served: path to content; and, for the next requests in turn, what is done instead."""

    base: str
    files: dict[str, bytes] = field(default_factory=dict)
    script: list[Answer] = field(default_factory=list)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    etag: str | None = '"one"'
    released: threading.Event = field(default_factory=threading.Event)  # lets those go on that stall

    def put(self, name: str, content: bytes, checksum: str | None = None) -> str:
        """The address of the zip, which is in the list too."""
        self.files[f"/{name}.zip"] = content
        entries = json.loads(self.files.get("/model-list.json", b"[]"))
        entries.append({"name": name, "size": len(content), "md5": checksum or md5(content).hexdigest()})
        self.files["/model-list.json"] = json.dumps(entries).encode()
        return f"{self.base}/{name}.zip"

    def ranges(self) -> list[str | None]:
        """What was asked for of zips, in turn."""
        return [headers.get("range") for path, headers in self.requests if path.endswith(".zip")]


class _Server(http.server.ThreadingHTTPServer):
    site: Site


@contextmanager
def serving(encrypted: bool = False) -> Iterator[Site]:
    with _Server(("127.0.0.1", 0), Asked) as server:
        if encrypted:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        server.site = Site(f"{'https' if encrypted else 'http'}://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.site
        finally:
            server.site.released.set()
            server.shutdown()
            thread.join()


# ---- Ways to answer


def whole(asked: Asked) -> None:
    """As a good server: with ranges, where the state named is the one there is."""
    content, site = asked.content, asked.server.site
    if content is None:
        asked.begin(404, 0)
        return
    tag = {"ETag": site.etag} if site.etag else {}
    wish, state = asked.headers["Range"], asked.headers["If-Range"]
    if wish and state in (None, site.etag):
        first = int(wish.removeprefix("bytes=").removesuffix("-"))
        if first >= len(content):
            asked.begin(416, 0, Content_Range=f"bytes */{len(content)}")
            return
        where = f"bytes {first}-{len(content) - 1}/{len(content)}"
        asked.begin(206, len(content) - first, Content_Range=where, **tag)
        asked.wfile.write(content[first:])
        return
    asked.begin(200, len(content), **tag)
    asked.wfile.write(content)


def without_ranges(asked: Asked) -> None:
    assert asked.content is not None
    asked.begin(200, len(asked.content), ETag='"one"')
    asked.wfile.write(asked.content)


def without_length(asked: Asked) -> None:
    assert asked.content is not None
    asked.begin(200, None)
    asked.wfile.write(asked.content)


def in_chunks(asked: Asked) -> None:
    assert asked.content is not None
    asked.begin(200, None, Transfer_Encoding="chunked")
    for begin in range(0, len(asked.content), 1000):
        block = asked.content[begin : begin + 1000]
        asked.wfile.write(b"%x\r\n%b\r\n" % (len(block), block))
    asked.wfile.write(b"0\r\n\r\n")


def cut_after(length: int, then: Callable[[Asked], None] = Asked.hang_up) -> Answer:
    """The first bytes of what was asked for, and no more, though more was announced."""

    def answer(asked: Asked) -> None:
        content = asked.content
        assert content is not None
        wish, state = asked.headers["Range"], asked.headers["If-Range"]
        first = 0
        if wish and state in (None, asked.server.site.etag):
            first = int(wish.removeprefix("bytes=").removesuffix("-"))
        tag = {"ETag": asked.server.site.etag} if asked.server.site.etag else {}
        if first:
            where = f"bytes {first}-{len(content) - 1}/{len(content)}"
            asked.begin(206, len(content) - first, Content_Range=where, **tag)
        else:
            asked.begin(200, len(content), **tag)
        asked.wfile.write(content[first : first + length])
        asked.wfile.flush()
        then(asked)

    return answer


def stall(asked: Asked) -> None:
    """Nothing more, and no end."""
    asked.server.site.released.wait(60)


def stalling_after(length: int) -> Answer:
    return cut_after(length, stall)


def refusing(status: int) -> Answer:
    return lambda asked: asked.begin(status, 0)


def redirecting(to: str) -> Answer:
    return lambda asked: asked.begin(302, 0, Location=to)


def changed_but_in_part(asked: Asked) -> None:
    """The rest of another file, as if the state that was named did not matter."""
    content = asked.content
    assert content is not None
    first = int(asked.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    where = f"bytes {first}-{len(content) - 1}/{len(content)}"
    asked.begin(206, len(content) - first, Content_Range=where, ETag='"two"')
    asked.wfile.write(bytes(len(content) - first))


def saying(content: bytes, announced: int | None = None, status: int = 200, **headers: str) -> Answer:
    """These bytes, whatever was asked for."""

    def answer(asked: Asked) -> None:
        asked.begin(status, len(content) if announced is None else announced, **headers)
        asked.wfile.write(content)

    return answer


def hanging_up(asked: Asked) -> None:
    asked.hang_up()


def talking_nonsense(asked: Asked) -> None:
    asked.wfile.write(b"\x00\x01 what?\r\n\r\n")
