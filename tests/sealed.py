"""Starts a program that the kernel ends as soon as it, or a child of it, makes a socket to the outside.

python -m tests.sealed PROGRAM [ARGUMENT …]: a filter for system calls lets pass sockets to programs on this machine
alone (AF_UNIX, by which a sound server is reached). No library can go round it, and nothing can take it off. Files
that say nothing of who may read them are made for everybody, so that each one shows.
"""

import ctypes
import os
import platform
import signal
import struct
import sys
from collections.abc import Sequence

ENDED = -signal.SIGSYS if hasattr(signal, "SIGSYS") else None  # the return code of who makes one
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}  # how the kernel calls it, and socket()
_AF_UNIX = 1
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_END, _PASS = 0x80000000, 0x7FFF0000


def missing() -> str:
    """What this machine lacks to seal a program, by name; empty where there is all."""
    if not sys.platform.startswith("linux"):
        return "sealing a program off needs Linux"
    if platform.machine() not in _MACHINES:
        return f"sealing a program off is not known for {platform.machine()}"
    return ""


def sealed(*command: str) -> list[str]:
    return [sys.executable, "-m", "tests.sealed", *command]


def seal() -> None:
    """This process and every child it will have. Raises OSError."""
    machine, socket_call = _MACHINES[platform.machine()]
    steps = (
        (_LOAD, 0, 0, 4),  # the machine
        (_EQUAL, 0, 5, machine),  # another one, as of 32 bits: ended
        (_LOAD, 0, 0, 0),  # the call
        (_EQUAL, 0, 2, socket_call),  # another one: passes
        (_LOAD, 0, 0, 16),  # its first argument
        (_EQUAL, 0, 1, _AF_UNIX),  # another one: ended
        (_RETURN, 0, 0, _PASS),
        (_RETURN, 0, 0, _END),
    )
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    filled = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HL", len(steps), ctypes.addressof(filled))
    libc = ctypes.CDLL(None, use_errno=True)
    for call in ((_NO_NEW_PRIVILEGES, 1, 0, 0, 0), (_SET_SECCOMP, _FILTER, ctypes.c_char_p(program), 0, 0)):
        if libc.prctl(*call) != 0:
            raise OSError(ctypes.get_errno(), "the kernel takes no filter")


def main(command: Sequence[str]) -> None:
    seal()
    os.umask(0)
    os.execvp(command[0], list(command))


if __name__ == "__main__":
    main(sys.argv[1:])
