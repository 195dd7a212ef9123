"""The doors a real window goes through: PortAudio, models, the library, the settings file."""

from collections.abc import Mapping

from app.audio.devices import list_devices, sign_of_change
from app.audio.microphone import open_microphone, sound_system
from app.audio.speaker import DeviceSpeaker
from app.library.library import open_library
from app.places import Places
from app.practice.coach import open_coach
from app.recognition.install import get
from app.recognition.models import find_model
from app.settings_file import save
from ui.getter import SMALL
from ui.session import Doors


def real_doors(places: Places, environ: Mapping[str, str]) -> Doors:
    return Doors(
        open_microphone=lambda settings: open_microphone(
            sound_system(), settings.microphone, settings.microphone_host_api
        ),
        list_devices=lambda again: list_devices(sound_system(), again),
        sign_of_change=sign_of_change,
        speaker=lambda settings, tell: DeviceSpeaker(sound_system(), settings.speaker, settings.speaker_host_api, tell),
        find_model=lambda settings: find_model(
            None, environ, settings.model_folder, places.models, places.starter_model
        ),
        open_judge=lambda model: open_coach(model, places),
        open_library=lambda: open_library(places),
        get_model=lambda report, cancelled: get(SMALL, places, report, cancelled),
        save_settings=lambda settings: save(places.settings, settings),
    )
