"""Which synthesizer speaks with which voice."""

from tools.starter_model.espeak import EspeakVoice
from tools.starter_model.festival import FestivalVoice
from tools.starter_model.flite import FliteVoice
from tools.starter_model.pico import PicoVoice
from tools.starter_model.rhvoice import RHVoiceVoice
from tools.starter_model.voices import Voice

_FESTIVAL = {"slt-hts": "voice_cmu_us_slt_arctic_hts", "ked": "voice_ked_diphone"}


def voice_of(name: str) -> Voice:
    """The voice `flite-NAME`, `espeak-ACCENT`, `festival-NAME`, `rhvoice-NAME` or `pico-ACCENT`.

    OSError where its library is not installed.
    """
    synthesizer, _, voice = name.partition("-")
    match synthesizer:
        case "flite":
            return FliteVoice(voice)
        case "espeak":
            return EspeakVoice(voice)
        case "festival":
            return FestivalVoice(_FESTIVAL[voice])
        case "rhvoice":
            return RHVoiceVoice(voice)
        case "pico":
            return PicoVoice(voice)
    raise ValueError(f"there is no synthesizer for {name}")
