"""Everything that can be turned in making a model: the full one, and a small one that takes a minute or two."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LanguageRecipe:
    words: int = 75_000  # the likeliest that have a pronunciation
    extra_log_p: float = -13.0  # natural log of the chance of a word the language model lacks


@dataclass(frozen=True, slots=True)
class VoiceRecipe:
    name: str  # synthesizer-voice, as voices.py opens it
    sentences: int  # to learn from; 0: a voice that is only measured on
    held_out: int = 60


@dataclass(frozen=True, slots=True)
class TextsRecipe:
    voices: tuple[VoiceRecipe, ...] = (
        VoiceRecipe("flite-rms", 1700),
        VoiceRecipe("flite-slt", 1400),
        VoiceRecipe("flite-awb", 1600),
        VoiceRecipe("flite-kal16", 1200),
        VoiceRecipe("rhvoice-alan", 1300),
        VoiceRecipe("rhvoice-bdl", 1400),
        VoiceRecipe("rhvoice-clb", 1400),
        VoiceRecipe("rhvoice-slt", 400),
        VoiceRecipe("pico-en-US", 1400),
        VoiceRecipe("pico-en-GB", 1400),
        VoiceRecipe("espeak-en-us", 1400),
        VoiceRecipe("espeak-en", 500),
        VoiceRecipe("espeak-en-gb-x-rp", 450),
        VoiceRecipe("espeak-en-gb-scotland", 450),
        VoiceRecipe("espeak-en-gb-x-gbclan", 400),
        VoiceRecipe("espeak-en-gb-x-gbcwmd", 400),
        VoiceRecipe("espeak-en-029", 400),
        VoiceRecipe("festival-slt-hts", 500),
        VoiceRecipe("festival-ked", 0),  # NB: never to be learned from: the voice nobody knows
    )
    seed: int = 5


@dataclass(frozen=True, slots=True)
class FeaturesRecipe:
    seed: int = 1


@dataclass(frozen=True, slots=True)
class NetworkRecipe:
    width: int = 512
    bottleneck: int = 128
    blocks: int = 8


@dataclass(frozen=True, slots=True)
class TrainingRecipe:
    network: NetworkRecipe = NetworkRecipe()
    rounds: tuple[int, ...] = (2200, 3600)  # steps of 16 windows of 4.5 s; in each round the rate falls anew
    last_steps: int = 600  # in which half of the sentences stay as the voices said them
    rate: float = 2e-3
    seed: int = 1


@dataclass(frozen=True, slots=True)
class AcousticRecipe:
    prior_scale: float = 0.7
    noise_score: float = -4.0  # log score of [unk]'s sound in every frame; at 0 it swallows all human speech


@dataclass(frozen=True, slots=True)
class GraphRecipe:
    bigrams: int = 300_000
    trigrams: int = 300_000
    word_cost: float = 1.0  # for every word, against many short ones
    unknown_cost: float = 9.0
    states_with_fillers: int = 1500  # of the commonest words, after which a filler keeps the history


@dataclass(frozen=True, slots=True)
class ConfRecipe:
    beam: float = 12.0
    lattice_beam: float = 4.0
    max_active: int = 3000
    acoustic_scale: float = 0.7


@dataclass(frozen=True, slots=True)
class Recipe:
    language: LanguageRecipe = LanguageRecipe()
    texts: TextsRecipe = TextsRecipe()
    features: FeaturesRecipe = FeaturesRecipe()
    training: TrainingRecipe = TrainingRecipe()
    acoustic: AcousticRecipe = AcousticRecipe()
    graph: GraphRecipe = GraphRecipe()
    conf: ConfRecipe = ConfRecipe()


FULL = Recipe()
SMALL = Recipe(
    language=LanguageRecipe(words=3000),
    texts=TextsRecipe(
        voices=(
            VoiceRecipe("flite-rms", 120, 6),
            VoiceRecipe("flite-slt", 80, 6),
            VoiceRecipe("espeak-en-us", 40, 6),
            VoiceRecipe("festival-ked", 0, 6),
        )
    ),
    training=TrainingRecipe(NetworkRecipe(160, 48, 5), rounds=(400,), last_steps=100, rate=4e-3),
    graph=GraphRecipe(bigrams=20_000, trigrams=10_000, states_with_fillers=100),
)
