"""What holds for every test: no network, nobody's own folders, no screen, and no silent skip."""

import os
import signal
import sys
import tempfile

import hypothesis
import pytest

# ---- General: for every test

_UNDER_CI = os.environ.get("CI", "").lower() in ("1", "true") and sys.platform == "linux"

# No deadline: the machine may be busy. Under CI the same examples every time, so that a push is judged by its change.
hypothesis.settings.register_profile("house", deadline=None, derandomize=_UNDER_CI)
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    home = tempfile.TemporaryDirectory(prefix="after-the-beep-tests-")
    config.add_cleanup(home.cleanup)
    os.environ["REHEARSE_HOME"] = home.name  # programs that tests start keep out of the user's folders too
    os.environ.pop("REHEARSE_MODEL", None)
    for name in [each for each in os.environ if each.lower().endswith("_proxy")]:
        os.environ.pop(name)  # our own servers are asked themselves
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.addaudithook(_refuse_the_network)
    # A shell starts what runs in its background with Ctrl-C ignored, and every program started from there inherits it.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.pluginmanager.register(_Skips(), "skips")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for real sound comes first: at the end the other workers would wait for it."""
    items.sort(key=lambda item: "end_to_end" not in item.path.stem)


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """The program works without a network, so a test that reaches for one fails. NB: an audit hook stays for good."""
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
            raise ConnectionRefusedError(f"A test reached for the network: {address[0]}")


class _Skips:
    """A skipped test names what is missing; under CI on Linux, where nothing may be missing, it fails the run."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            self.reasons.append(f"{report.nodeid}: {why.removeprefix('Skipped: ')}")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if _UNDER_CI and self.reasons and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if _UNDER_CI and self.reasons:
            terminalreporter.section("Skipped, which counts as failed under CI", red=True, bold=True)
            for reason in self.reasons:
                terminalreporter.line(reason)
