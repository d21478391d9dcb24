"""A mixture of which a rank has some experts."""

from archcalc.operators.attributes import Positive
from archcalc.operators.linear.mixture import Mixture
from archcalc.operators.operator import Shape, Weight


class ExpertShare(Mixture, registered=False):
    """A mixture with a share of the experts, and with all of the gate; as many tokens come as with all of them.

    Every rank sends its tokens to the experts of all, and gets as many, where experts are chosen equally often.
    """

    kind = "mixture"

    ranks: Positive = 1

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {name: weight if name.startswith("gate") else
                weight._replace(shape=(weight.shape[0] // self.ranks, *weight.shape[1:]))
                for name, weight in super().weights(x).items()}


class ExpertsAlone(ExpertShare, registered=False):
    """The same without the gate, which every rank has whole."""

    def weights(self, x: Shape) -> dict[str, Weight]:
        return {name: weight for name, weight in super().weights(x).items() if not name.startswith("gate")}
