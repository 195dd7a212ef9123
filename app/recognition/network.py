"""The one door to the network: ask for a file over HTTP, with what can go wrong on the way told as Problems.

System certificates, and proxies from the environment. Nothing else in the program may open a connection.
"""

import functools
import http.client
import io
import ipaddress
import re
import socket
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar, cast

from app.problems import Problem
from app.recognition import problems
from app.recognition.progress import Cancelled

_WORTH = 1 << 20  # bytes that make a try count as a step forward
_GLANCE_S = 0.25  # how long nothing may come before somebody is asked whether they still want it
_CONNECT_S = 10.0
_PASSING = (408, 425, 429, 500, 502, 503, 504)  # answers that may be others in a moment
_NO_MORE = 416  # the other side has not what would come next
_AGENT = "after-the-beep"
_CERTIFICATES = (  # where systems keep those they trust, if OpenSSL was built to look elsewhere, as in a bundle
    "/etc/ssl/certs/ca-certificates.crt",  # Debian and its kin
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora and its kin
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # macOS, Alpine, BSD
)
Got = TypeVar("Got")


@dataclass(frozen=True, slots=True)
class Patience:
    """With a line that is slow or broken."""

    silence_s: float = 20.0  # nothing comes for so long: the line is broken
    tries: int = 4  # in vain, one after the other
    pause_s: float = 1.0  # before the second try; twice as long before each more


class Broken(Exception):
    """This try came to nothing, another one may not."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class NoMore(Broken):
    """The other side has not what would come next."""


class Answer(Protocol):
    """What urllib gives back."""

    status: int
    headers: Any

    def read1(self, size: int) -> bytes: ...
    def close(self) -> None: ...


def look_at_address(url: str) -> str:
    """The address as it is asked for. Raises Problem where it is none, or leads through the open."""
    try:
        parts = urllib.parse.urlsplit(url)
        host, port = parts.hostname or "", parts.port
        plain = host.encode("idna").decode("ascii")
    except ValueError as error:
        raise problems.model_address_wrong(url, str(error)) from error
    if parts.scheme not in ("http", "https"):
        raise problems.model_address_wrong(url, "it does not begin with https://")
    if not plain or parts.username is not None or re.search(r"[\x00-\x20\x7f]", url):
        raise problems.model_address_wrong(url, "it names no host, or has a password or blanks in it")
    if parts.scheme == "http" and not _is_this_computer(plain):
        raise problems.model_address_unsafe(url)
    where = f"[{plain}]" if ":" in plain else plain
    path, query = (urllib.parse.quote(each, safe="/%:=&?~+!$,;'@()*") for each in (parts.path or "/", parts.query))
    return urllib.parse.urlunsplit((parts.scheme, f"{where}:{port}" if port else where, path, query, ""))


@contextmanager
def asked(url: str, headers: Mapping[str, str], patience: Patience, cancelled: Cancelled) -> Iterator[Answer]:
    """An answer with something in it. Raises Problem or Broken."""
    request = urllib.request.Request(look_at_address(url), headers=dict(headers))
    request.add_header("User-Agent", _AGENT)
    request.add_header("Accept-Encoding", "identity")
    with told(url):
        answer = cast(Answer, _opener(patience, cancelled).open(request, timeout=min(patience.silence_s, _CONNECT_S)))
    try:
        yield answer
    finally:
        answer.close()


@contextmanager
def told(url: str) -> Iterator[None]:
    """What goes wrong on the line as a Problem, or as Broken where another try may help."""
    try:
        yield
    except urllib.error.HTTPError as answer:
        answer.close()
        if answer.code in (404, 410):
            raise problems.model_not_there(url, answer.code) from answer
        refused = problems.model_not_given(url, answer.code, " ".join(str(answer.reason).split())[:200].rstrip("."))
        if answer.code == _NO_MORE:
            raise NoMore(refused) from answer
        raise (Broken(refused) if answer.code in _PASSING else refused) from answer
    except (OSError, http.client.HTTPException) as error:
        why = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(why, ssl.SSLCertVerificationError):
            raise problems.host_not_trusted(host_of(url), why.verify_message) from error
        raise Broken(problems.host_not_reached(host_of(url), _reason(why))) from error
    except ValueError as error:  # a proxy or a redirection that is no address
        raise problems.host_not_reached(host_of(url), str(error)) from error


def patiently(
    attempt: Callable[[], Got],
    come: Callable[[], int],
    patience: Patience,
    cancelled: Cancelled,
    again: Callable[[], None] = lambda: None,
) -> Got:
    """Try until it goes well, or several times in vain; `come` tells how many bytes have come. Raises Problem."""
    vain = 0
    while True:
        before = come()
        try:
            return attempt()
        except Broken as broken:
            vain = 0 if come() - before >= _WORTH else vain + 1
            if vain >= patience.tries:
                raise broken.problem from broken
        again()
        _wait(patience.pause_s * 2 ** max(vain - 1, 0), cancelled)


def _wait(seconds: float, cancelled: Cancelled) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if cancelled():
            raise problems.model_cancelled(0)
        time.sleep(min(left, _GLANCE_S))


# ---- The line itself


@dataclass(frozen=True, slots=True)
class _Watch:
    silence_s: float
    cancelled: Cancelled


class _Reading(io.RawIOBase):
    """What comes in on a connection; asks in between whether somebody still wants it."""

    def __init__(self, line: socket.socket, watch: _Watch) -> None:
        self._line = line
        self._watch = watch

    def readable(self) -> bool:
        return True

    def readinto(self, space: Any) -> int:
        """Raises TimeoutError after a long silence, and Problem where it was cancelled."""
        until = time.monotonic() + self._watch.silence_s
        while True:
            if self._watch.cancelled():
                raise problems.model_cancelled(0)
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"nothing came for {self._watch.silence_s:g} s")
            self._line.settimeout(min(left, _GLANCE_S))
            try:
                return self._line.recv_into(space)
            except TimeoutError:
                continue

    def close(self) -> None:
        if not self.closed:
            self._line.close()
        super().close()


class _Line:
    """A connected socket, as far as http.client wants one."""

    def __init__(self, line: socket.socket, watch: _Watch) -> None:
        self._line = line
        self._watch = watch
        self._lent = False

    def sendall(self, content: bytes) -> None:
        self._line.sendall(content)

    def makefile(self, _mode: str) -> io.BufferedReader:
        self._lent = True
        return io.BufferedReader(_Reading(self._line, self._watch), 1 << 16)

    def close(self) -> None:
        """NB: as with sockets, what makefile() gave lives on."""
        if not self._lent:
            self._line.close()


class _Connection(http.client.HTTPConnection):
    def __init__(self, host: str, *, watch: _Watch, **options: Any) -> None:
        super().__init__(host, **options)
        self._watch = watch

    def connect(self) -> None:
        super().connect()
        self.sock = cast(socket.socket, _Line(self.sock, self._watch))


class _SafeConnection(http.client.HTTPSConnection):
    def __init__(self, host: str, *, watch: _Watch, **options: Any) -> None:
        super().__init__(host, **options)
        self._watch = watch

    def connect(self) -> None:
        super().connect()
        self.sock = cast(socket.socket, _Line(self.sock, self._watch))


class _Http(urllib.request.HTTPHandler):
    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(cast(Any, functools.partial(_Connection, watch=self._watch)), request)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        connection = functools.partial(_SafeConnection, watch=self._watch, context=trusting())
        return self.do_open(cast(Any, connection), request)


def trusting(certificates: Sequence[str] = _CERTIFICATES) -> ssl.SSLContext:
    """Those whom this computer trusts; where OpenSSL finds none, as the first of these files says."""
    context = ssl.create_default_context()
    looked_at = ssl.get_default_verify_paths()
    if sys.platform != "win32" and not (looked_at.cafile or looked_at.capath):
        found = next((each for each in certificates if Path(each).is_file()), None)
        if found is not None:
            context.load_verify_locations(found)
    return context


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Never from an encrypted line to one that is not."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        fp.close()  # NB: urllib would read all of what comes with it, however long
        where = look_at_address(newurl)
        if req.full_url.startswith("https:") and not where.startswith("https:"):
            raise problems.model_address_unsafe(where)
        return super().redirect_request(req, fp, code, msg, headers, where)


def _opener(patience: Patience, cancelled: Cancelled) -> urllib.request.OpenerDirector:
    """NB: not build_opener(), which would open files and FTP too."""
    watch = _Watch(patience.silence_s, cancelled)
    opener = urllib.request.OpenerDirector()
    for each in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
        _Http(watch),
        _Https(watch),
    ):
        opener.add_handler(each)
    return opener


def host_of(url: str) -> str:
    return urllib.parse.urlsplit(url).hostname or url


def _is_this_computer(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False  # a name


def _reason(error: object) -> str:
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return why or type(error).__name__
