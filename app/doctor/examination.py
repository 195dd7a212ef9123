"""The examination: sound, model, library, disk, settings, versions. It goes on where parts of it are missing."""

import math
import os
import platform
import shutil
import time
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

import numpy as np
import soundfile

from app import VERSION
from app.audio.devices import Device, list_devices
from app.audio.microphone import Microphone, open_microphone, sound_system
from app.doctor.answer import Answer, broken, note, works
from app.doctor.problems import disk_nearly_full, folder_not_writable, microphone_mute, package_missing
from app.library.library import NAME
from app.library.store import looked_at
from app.places import Places
from app.problems import Problem, no_microphone, no_speaker, speaker_missing
from app.recognition.install import KNOWN_TAKE, KNOWN_WORDS, hearing
from app.recognition.models import STARTER
from app.recognition.overlay import overlay
from app.recognition.validation import child_command, try_in_child
from app.review.telling import counted
from app.settings import Settings
from app.settings_file import load

TRIAL_S = 120.0  # for the model; the big ones take their time
LISTEN_S = 0.5  # to the microphone
PATIENCE_S = 3.0  # for its first sound
BYTES_PER_MINUTE = 60 * 48_000 * 2  # of a take while it is recorded; packed it takes about half
LEAST_MINUTES = 30.0
_PACKAGES = (("Qt", "PySide6", "PySide6_Essentials"), ("Vosk", "vosk", "vosk"))


def sound(
    settings: Settings, find_system: Callable[[], Any] = sound_system, patience_s: float = PATIENCE_S
) -> tuple[Answer, ...]:
    """Opens the microphone for a moment and keeps nothing. Where PortAudio may be called."""
    try:
        system = find_system()
        devices = list_devices(system)
    except Problem as problem:
        return (broken("Sound", problem),)
    portaudio = system.get_portaudio_version()[1].split(",")[0]
    return (
        works("Sound", f"{portaudio}."),
        _microphone(system, devices.microphones, settings, patience_s),
        _speaker(devices.speakers, settings),
    )


def _microphone(system: Any, found: tuple[Device, ...], settings: Settings, patience_s: float) -> Answer:
    about = "Microphone"
    try:
        if not found:
            raise no_microphone("no input device is listed")
        microphone = open_microphone(system, settings.microphone, settings.microphone_host_api)
        try:
            peak = _heard(microphone, patience_s)
        finally:
            microphone.close()
    except Problem as problem:
        return broken(about, problem)
    which = f"“{microphone.name}” of {counted(len(found), 'microphone')}, {microphone.rate:,} Hz"
    if peak == 0:
        return note(about, f"{which}, delivers exact zeros: it is muted, or nothing is said.")
    return works(about, f"{which}, delivers sound.")


def _heard(microphone: Microphone, patience_s: float) -> int:
    """The loudest sample of half a second. Raises Problem."""
    until, peak, frames = time.monotonic() + patience_s, 0, 0
    while frames < LISTEN_S * microphone.rate:
        if time.monotonic() > until:
            raise microphone_mute(microphone.name)
        block = microphone.read(0.1)
        frames += len(block)
        peak = max(peak, int(np.abs(block.astype(np.int32)).max(initial=0)))
    return peak


def _speaker(found: tuple[Device, ...], settings: Settings) -> Answer:
    about = "Loudspeaker"
    if not found:
        return broken(about, no_speaker("no output device is listed"))
    chosen = next((each for each in found if each.name == settings.speaker), None)
    if settings.speaker is not None and chosen is None:
        return broken(about, speaker_missing(settings.speaker))
    return works(about, f"“{(chosen or found[0]).name}” of {counted(len(found), 'loudspeaker')}.")


def rest(places: Places, environ: Mapping[str, str]) -> tuple[Answer, ...]:
    """All but the sound."""
    try:
        settings, read = load(places.settings), _settings_read(places)
    except Problem as problem:
        settings, read = Settings(), broken("Settings", problem)
    return (_model(places, settings, environ), _library(places), _disk(places), read, *_versions())


def settings_or_defaults(places: Places) -> Settings:
    try:
        return load(places.settings)
    except Problem:
        return Settings()  # rest() tells why


def _settings_read(places: Places) -> Answer:
    here = places.settings.is_file()
    return works("Settings", f"{places.settings}." if here else "the defaults; there is no settings file.")


def _model(places: Places, settings: Settings, environ: Mapping[str, str]) -> Answer:
    try:
        model = hearing(None, environ, settings.model_folder, places)
        knows = model.known is not None or model.name == STARTER  # another one may be of another language
        take = (str(places.assets / KNOWN_TAKE), *(KNOWN_WORDS if knows else ()))
        began = time.monotonic()
        try_in_child(overlay(model, places.cache), child_command(), TRIAL_S, take)
    except Problem as problem:
        return broken("Model", problem)
    hears = "hears a known take" if knows else "hears; whether it understands, a take of yours will tell"
    return works("Model", f"{model.name} {hears} ({time.monotonic() - began:.1f} s to load and listen).")


def _library(places: Places) -> Answer:
    file = places.data / NAME
    try:
        found = looked_at(file)
    except Problem as problem:
        return broken("Library", problem)
    if found is None:
        return works("Library", "there is none yet; it begins with the first message.")
    kept = f"{counted(found.messages, 'message')}, {counted(found.takes, 'take')}"
    return works("Library", f"{kept}; whole; version {found.version} of {found.newest}; {file}.")


def _disk(places: Places) -> Answer:
    folder = next(each for each in (places.data, *places.data.parents) if each.is_dir())
    try:
        if not os.access(folder, os.W_OK | os.X_OK):
            raise folder_not_writable(folder)
        free = shutil.disk_usage(folder).free
        minutes = free / BYTES_PER_MINUTE
        if minutes < LEAST_MINUTES:
            raise disk_nearly_full(folder, free, minutes)
    except OSError as error:
        return broken("Disk", folder_not_writable(folder, error.strerror or str(error)))
    except Problem as problem:
        return broken("Disk", problem)
    return works("Disk", f"{free / 1e9:,.1f} GB free, room for {math.floor(minutes):,} minutes of takes.")


def _versions() -> tuple[Answer, ...]:
    parts = [f"After the Beep {VERSION}", f"Python {platform.python_version()}"]
    missing = []
    for name, module, package in _PACKAGES:
        if find_spec(module) is None:
            missing.append(broken(name, package_missing(name)))
        else:
            parts.append(f"{name} {_version(package)}".strip())
    parts += [f"libsndfile {soundfile.__libsndfile_version__}", f"{platform.system()} {platform.machine()}"]
    return (*missing, works("Versions", ", ".join(parts) + "."))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""  # a frozen program need not carry what packages say of themselves
