"""What the program takes from a Linux machine rather than bring along: what has to fit the rest of that machine."""

from pathlib import PurePath

OF_THE_MACHINE = (  # beginnings of the names of libraries
    # the C library, which fits the kernel
    "ld-linux",
    "libc.",
    "libdl.",
    "libm.",
    "libmvec.",
    "libpthread.",
    "libresolv.",
    "librt.",
    "libutil.",
    # the C++ library, which graphics drivers need as new as they are
    "libgcc_s.",
    "libstdc++.",
    # what reads the machine's settings: for sound; for fonts, whose list it keeps in a form of its version
    "libasound.",
    "libfontconfig.",
    "libfreetype.",
    "libexpat.",
    "libpng16.",
    "libbrotli",
    # what speaks to the screen and to the desktop, whose other parts are loaded beside ours
    "libX11",
    "libxcb.",
    "libXau.",
    "libXdmcp.",
    "libbsd.",
    "libmd.",
    "libwayland-",
    "libEGL.",
    "libGL",
    "libOpenGL.",
    "libglib-2.0.",
    "libgthread-2.0.",
    "libpcre2-8.",
    "libdbus-1.",
    "libsystemd.",
    "libcap.",
    "libgcrypt.",
    "libgpg-error.",
    "liblz4.",
)


def is_of_the_machine(library: str) -> bool:
    return PurePath(library).name.startswith(OF_THE_MACHINE)
