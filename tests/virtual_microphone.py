"""A microphone without a sound card: PulseAudio's null sink, whose monitor is the default input of child programs."""

import ctypes.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

PROJECT = Path(__file__).resolve().parent.parent
_SERVER = (
    *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"),
    *("-L", "module-native-protocol-unix"),
)
_ALSA_PLUGIN = "alsa-lib/libasound_module_pcm_pulse.so"


def missing() -> str:
    """What this machine lacks for a virtual microphone, by name; empty where there is all."""
    if not sys.platform.startswith("linux"):
        return "a virtual microphone needs Linux"
    for program in ("pulseaudio", "pactl", "paplay"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    if ctypes.util.find_library("portaudio") is None:
        return "libportaudio2 is not installed"
    if not any(list(Path(lib).glob(f"**/{_ALSA_PLUGIN}")) for lib in ("/usr/lib",)):
        return "libasound2-plugins is not installed"
    return ""


class VirtualMicrophone:
    """Runs the sound server for as long as the `with` lasts. Headless, as any user, with folders of its own."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="virtual-microphone-")
        home, runtime = Path(self._folder.name) / "home", Path(self._folder.name) / "run"
        for folder in (home, runtime):
            folder.mkdir(mode=0o700)
        (home / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "XDG_", "DBUS_"))}
        self.environ = {**kept, "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "PYTHONPATH": str(PROJECT)}
        self._log = Path(self._folder.name) / "pulseaudio.log"
        self._begin(44_100)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    @property
    def server(self) -> int:
        """The sound server's process."""
        return self._server.pid

    def play(self, path: Path) -> None:
        """Speaks a sound file into the microphone; back when it is spoken."""
        subprocess.run(["paplay", "--device=mic", str(path)], env=self.environ, check=True, timeout=120)

    def unplug(self) -> None:
        """The server stays. NB: for a microphone that is not the only one it would give another."""
        self._control("unload-module", "module-null-sink")

    def plug_in(self, rate: int = 44_100) -> None:
        """One of that rate, after unplug()."""
        self._control("load-module", "module-null-sink", "sink_name=mic", f"rate={rate}")

    def hold_up(self) -> None:
        """It stays there and delivers nothing."""
        self._control("suspend-sink", "mic", "1")

    def restart(self, rate: int = 44_100) -> None:
        """The sound server dies and another one comes, at another rate."""
        self.pull_out()
        self._begin(rate)

    def start_playing(self, path: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(["paplay", "--device=mic", str(path)], env=self.environ)

    def pull_out(self) -> None:
        """The sound server dies, and every microphone with it."""
        self._server.kill()
        self._server.wait()

    def python(self, program: str, *arguments: str) -> subprocess.Popen[str]:
        """A child of this Python whose default microphone is this one; `program` is source text."""
        return self.start([sys.executable, "-W", "error", "-c", program, *arguments])

    def start(self, command: Sequence[str]) -> subprocess.Popen[str]:
        """Any program whose default microphone is this one, with pipes to talk to it."""
        return subprocess.Popen(
            command,
            env=self.environ,
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _begin(self, rate: int) -> None:
        with self._log.open("wb") as log:
            self._server = subprocess.Popen(
                [*_SERVER, "-L", f"module-null-sink sink_name=mic rate={rate}"],
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            self._wait_for_server()
        except BaseException:
            self._end()
            raise

    def _control(self, *words: str) -> None:
        subprocess.run(["pactl", *words], env=self.environ, check=True, timeout=60, stdout=subprocess.DEVNULL)

    def _wait_for_server(self) -> None:
        end = time.monotonic() + 20
        command = ["pactl", "set-default-source", "mic.monitor"]
        while subprocess.run(command, env=self.environ, capture_output=True, timeout=20).returncode:
            if self._server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the sound server did not start:\n{self._log.read_text()}")
            time.sleep(0.05)

    def _end(self) -> None:
        self._server.terminate()
        try:
            self._server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._folder.cleanup()
