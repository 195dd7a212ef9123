"""Encrypted lines, against a server of our own: whom we trust, through which proxy, and where we do not follow."""

import hashlib
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.problems import Problem
from app.recognition.download import Due, download
from app.recognition.network import Patience, trusting
from tests.recognition.model_server import CERTIFICATE, Site, redirecting, serving

CONTENT = b"PK\x03\x04" + bytes(range(256)) * 400
DUE = Due(len(CONTENT), ("sha256", hashlib.sha256(CONTENT).hexdigest()))
SOON = Patience(silence_s=30, tries=2, pause_s=0.01)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(encrypted=True) as made:
        made.put("ear", CONTENT)
        yield made


@pytest.fixture
def _trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def fetch(url: str, folder: Path) -> bytes:
    download(url, folder / "ear.part", DUE, lambda _: None, lambda: False, SOON)
    return (folder / "ear.part").read_bytes()


def test_a_server_that_nobody_vouches_for_gets_nothing_and_is_told_once(site: Site, tmp_path: Path) -> None:
    with pytest.raises(
        Problem, match=r"127\.0\.0\.1 cannot show that it is itself \(self.signed certificate\)"
    ) as told:
        fetch(f"{site.base}/ear.zip", tmp_path)
    assert "clock and the certificates" in told.value.remedy
    assert site.requests == []


@pytest.mark.usefixtures("_trusted")
def test_whom_this_computer_trusts_is_trusted(site: Site, tmp_path: Path) -> None:
    assert fetch(f"{site.base}/ear.zip", tmp_path) == CONTENT


@pytest.mark.usefixtures("_trusted")
def test_a_certificate_of_another_name_is_not_enough(site: Site, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="localhost cannot show that it is itself"):
        fetch(f"{site.base.replace('127.0.0.1', 'localhost')}/ear.zip", tmp_path)


def test_where_openssl_knows_no_certificates_those_of_the_system_are_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nothing.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "nowhere"))
    found = trusting((str(tmp_path / "elsewhere.pem"), str(CERTIFICATE))).get_ca_certs()
    assert [each["subject"] for each in found] == [((("commonName", "a server of our own"),),)]
    assert trusting(()).verify_mode is ssl.CERT_REQUIRED


@pytest.mark.usefixtures("_trusted")
def test_an_encrypted_line_goes_through_a_proxy_of_the_environment(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as proxy:
        monkeypatch.setenv("https_proxy", proxy.base)
        assert fetch(f"{site.base}/ear.zip", tmp_path) == CONTENT
        assert [path for path, _ in proxy.requests] == [f"tunnel to {site.base.removeprefix('https://')}"]


@pytest.mark.usefixtures("_trusted")
def test_hosts_without_a_proxy_are_asked_themselves(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert fetch(f"{site.base}/ear.zip", tmp_path) == CONTENT


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "http:/127.0.0.1", "http://127.0.0.1:port", "nonsense"])
def test_a_proxy_that_is_gone_or_none_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(Problem, match=r"example\.org cannot be reached") as told:
        fetch("https://example.org/ear.zip", tmp_path)
    assert "the proxy, if there is one" in told.value.remedy


@pytest.mark.usefixtures("_trusted")
def test_from_an_encrypted_line_nothing_leads_to_one_that_is_not(site: Site, tmp_path: Path) -> None:
    with serving() as plain:
        plain.put("ear", CONTENT)
        site.script = [redirecting(f"{plain.base}/ear.zip")] * 3
        with pytest.raises(Problem, match="is not encrypted"):
            fetch(f"{site.base}/ear.zip", tmp_path)
        assert plain.requests == []


@pytest.mark.usefixtures("_trusted")
def test_to_another_host_it_may_lead(site: Site, tmp_path: Path) -> None:
    with serving() as before:
        before.script = [redirecting(f"{site.base}/ear.zip")]
        assert fetch(f"{before.base.replace('127.0.0.1', 'localhost')}/ear.zip", tmp_path) == CONTENT
