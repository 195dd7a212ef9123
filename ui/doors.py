"""The doors a real window goes through: PortAudio, models, the library, the settings file."""

from collections.abc import Mapping

from app.audio.devices import list_devices, sign_of_change
from app.audio.microphone import open_microphone, sound_system
from app.audio.speaker import DeviceSpeaker
from app.doctor.examination import rest, sound
from app.library.library import open_library
from app.places import Places
from app.practice.coach import open_coach
from app.recognition.install import at_hand, bring, hearing, remove, wanted
from app.settings_file import save
from ui.checkup import CheckupDoors
from ui.getter import ModelDoors
from ui.session import Doors


def real_doors(places: Places, environ: Mapping[str, str]) -> Doors:
    return Doors(
        open_microphone=lambda settings: open_microphone(
            sound_system(), settings.microphone, settings.microphone_host_api
        ),
        list_devices=lambda again: list_devices(sound_system(), again),
        sign_of_change=sign_of_change,
        speaker=lambda settings, tell: DeviceSpeaker(sound_system(), settings.speaker, settings.speaker_host_api, tell),
        find_model=lambda settings: hearing(None, environ, settings.model_folder, places),
        open_judge=lambda model: open_coach(model, places),
        open_library=lambda: open_library(places),
        checkup=CheckupDoors(sound, lambda: rest(places, environ)),
        models=ModelDoors(
            lambda: at_hand(places),
            lambda wish, report, cancelled: bring(
                wanted(wish) if isinstance(wish, str) else wish, places, report, cancelled
            ),
            lambda name: remove(name, places),
        ),
        save_settings=lambda settings: save(places.settings, settings),
    )
