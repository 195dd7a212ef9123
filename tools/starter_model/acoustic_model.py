"""Stage 7: the network as Kaldi's acoustic model.

Makes `final.mdl`, binary: the transition model, the network (nnet3), its context, no priors. What was learned on log
mel energies here gets cepstra there: a first layer undoes the cosine transform, and a ReLU is the floor. What was
learned as chances of pdfs is made scores: less the log prior, scaled; [unk]'s sound has the same score in any frame.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.starter_model import mel
from tools.starter_model.kaldi import Writer
from tools.starter_model.network import BYPASS, FLOOR, NORM_EPSILON, SCALE, SPLICE, STEP, Network
from tools.starter_model.phones import INDEX, NOISE, pdf_pairs
from tools.starter_model.recipe import AcousticRecipe

_LEAST_COUNT = 1.0  # of a pdf, so that its prior is above 0


def make(folder: Path, recipe: AcousticRecipe, network: Network) -> None:
    content = final_mdl(network, recipe)
    (folder / "final.mdl").write_bytes(content)
    print(f"final.mdl: {len(content) / 1e6:.1f} MB")


def final_mdl(network: Network, recipe: AcousticRecipe) -> bytes:
    writer = Writer()
    _write_transitions(writer)
    _Nnet3(writer).write(network, recipe)
    writer.token("<LeftContext>")
    writer.integer(network.context)
    writer.token("<RightContext>")
    writer.integer(network.context)
    writer.token("<Priors>")
    writer.vector()
    return writer.bytes()


def _write_transitions(writer: Writer) -> None:
    """One state a phone, with a pdf for entering and one for staying ("chain"); both ways on are as likely."""
    pairs = pdf_pairs()
    count = len(pairs)
    writer.token("<TransitionModel>", "<Topology>")
    writer.integers(range(1, count + 1))
    writer.integers([-1] + [0] * count)  # every phone has topology 0
    # NB: -1 says that entering and staying have pdfs of their own; then the number of topologies.
    writer.integer(-1, 1)
    writer.integer(2, 0, 1)  # two states; the first has pdf classes 0 (entering) and 1 (staying)
    writer.integer(2)
    for to in (0, 1):
        writer.integer(to)
        writer.number(0.5)
    writer.integer(-1, -1, 0)  # the last state: no pdf, no way on
    writer.token("</Topology>", "<Tuples>")
    writer.integer(count)
    for phone, (entering, staying) in enumerate(pairs, 1):
        writer.integer(phone, 0, entering, staying)
    writer.token("</Tuples>", "<LogProbs>")
    writer.vector([0.0] + [float(np.log(0.5))] * (2 * count))
    writer.token("</LogProbs>", "</TransitionModel>")


@dataclass(frozen=True, slots=True)
class _Component:
    name: str
    takes: str  # the nodes that go in
    write: Callable[[], None]


class _Nnet3:
    """Lays one component after the other; each takes what the last one gives, unless said otherwise."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._laid: list[_Component] = []

    def write(self, network: Network, recipe: AcousticRecipe) -> None:
        self._lay_out(network, recipe)
        writer = self._writer
        nodes = [f"component-node name={x.name} component={x.name} input={x.takes}" for x in self._laid]
        nodes = [f"input-node name=input dim={mel.BINS}", *nodes]
        nodes.append(f"output-node name=output input={self._laid[-1].name} objective=linear")
        writer.token("<Nnet3>")
        writer.raw("\n" + "\n".join(nodes) + "\n\n")
        writer.token("<NumComponents>")
        writer.integer(len(self._laid))
        for component in self._laid:
            writer.token("<ComponentName>", component.name)
            component.write()
        writer.token("</Nnet3>")

    def _lay_out(self, network: Network, recipe: AcousticRecipe) -> None:
        width = len(network.first)
        # NB: not in two bytes: its errors would be the input's
        self._affine("mel", mel.cosine().T, np.full(mel.BINS, -FLOOR), exact=True)
        floor = self._relu("floor", mel.BINS)
        around = ", ".join(f"Offset({floor}, {k})" if k else floor for k in range(-SPLICE, SPLICE + 1))
        self._affine("first", network.first * SCALE, network.first_bias, f"Append({around})")
        before = self._normalized("first", width, network.mean[0], network.variance[0])
        for i in range(network.blocks):
            name = f"block{i + 1}"
            taken = f"Append(Offset({before}, -{STEP}), {before})"
            narrow = self._affine(f"{name}.narrow", network.narrow[i], np.zeros(network.narrow.shape[1]), taken)
            taken = f"Append({narrow}, Offset({narrow}, {STEP}))"
            self._affine(f"{name}.wide", network.wide[i], network.wide_bias[i], taken)
            normalized = self._normalized(name, width, network.mean[i + 1], network.variance[i + 1])
            before = self._sum(name, width, f"Sum({normalized}, Scale({BYPASS}, {before}))")
        self._affine("last", network.last, network.last_bias)
        self._log_softmax("chances", len(network.last))
        self._affine("scores", *_scores(network.counts, recipe), exact=True)

    def _lay(self, name: str, takes: str | None, write: Callable[[], None]) -> str:
        self._laid.append(_Component(name, takes or (self._laid[-1].name if self._laid else "input"), write))
        return name

    def _affine(
        self,
        name: str,
        weights: NDArray[np.floating],
        bias: NDArray[np.floating],
        takes: str | None = None,
        exact: bool = False,
    ) -> str:
        def write() -> None:
            self._writer.token("<FixedAffineComponent>", "<LinearParams>")
            (self._writer.matrix if exact else self._writer.matrix_in_two_bytes)(weights)
            self._writer.token("<BiasParams>")
            self._writer.vector(bias)
            self._writer.token("</FixedAffineComponent>")

        return self._lay(name, takes, write)

    def _normalized(self, name: str, width: int, mean: NDArray[np.floating], variance: NDArray[np.floating]) -> str:
        self._relu(f"{name}.relu", width)

        def write() -> None:
            writer = self._writer
            writer.token("<BatchNormComponent>")
            for token in ("<Dim>", "<BlockDim>"):
                writer.token(token)
                writer.integer(width)
            for token, number in (("<Epsilon>", NORM_EPSILON), ("<TargetRms>", 1.0)):
                writer.token(token)
                writer.number(number)
            writer.token("<TestMode>")
            writer.flag(True)
            writer.token("<Count>")
            writer.double(1000.0)  # any: mean and variance count
            writer.token("<StatsMean>")
            writer.vector(mean)
            writer.token("<StatsVar>")
            writer.vector(variance)
            writer.token("</BatchNormComponent>")

        return self._lay(f"{name}.norm", None, write)

    def _relu(self, name: str, width: int) -> str:
        return self._lay(name, None, lambda: self._nonlinear("RectifiedLinearComponent", width))

    def _log_softmax(self, name: str, width: int) -> str:
        return self._lay(name, None, lambda: self._nonlinear("LogSoftmaxComponent", width))

    def _nonlinear(self, kind: str, width: int) -> None:
        """With no statistics: those are for learning."""
        writer = self._writer
        writer.token(f"<{kind}>", "<Dim>")
        writer.integer(width)
        for token in ("<ValueAvg>", "<DerivAvg>"):
            writer.token(token)
            writer.vector()
        writer.token("<Count>")
        writer.double(0.0)
        writer.token("<OderivRms>")
        writer.vector()
        for token in ("<OderivCount>", "<NumDimsSelfRepaired>", "<NumDimsProcessed>"):
            writer.token(token)
            writer.double(0.0)
        writer.token(f"</{kind}>")

    def _sum(self, name: str, width: int, takes: str) -> str:
        def write() -> None:
            writer = self._writer
            writer.token("<NoOpComponent>", "<Dim>")
            writer.integer(width)
            writer.token("<BackpropScale>")
            writer.number(1.0)
            writer.token("</NoOpComponent>")

        return self._lay(f"{name}.sum", takes, write)


def _scores(counts: NDArray[np.floating], recipe: AcousticRecipe) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """From log chances to scores: a matrix and what is added."""
    prior = np.log(np.maximum(np.asarray(counts, np.float64), _LEAST_COUNT) / counts.sum())
    matrix, bias = np.eye(len(prior)), -recipe.prior_scale * (prior - prior.max())
    noise = [2 * INDEX[NOISE], 2 * INDEX[NOISE] + 1]
    matrix[noise] = 0.0
    bias[noise] = recipe.noise_score
    return matrix, bias
