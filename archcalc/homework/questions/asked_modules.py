"""Modules that questions name: of a sum each is asked as a network is, of an output it stands for its last layer."""

from __future__ import annotations

from functools import cached_property, lru_cache

from archcalc.homework.questions.askable import Figure
from archcalc.homework.questions.networks import AskedNetwork, plain_name
from archcalc.network.subgraph import given_by, modules, part, readers


class AskedModule(AskedNetwork):
    """A module of a network, asked as a network of its own; what it reads is its input, and is not counted."""

    def __init__(self, network: AskedNetwork, module: str, positions: list[int], outputs: tuple[int, ...]) -> None:
        super().__init__(network.reference, part(network.graph, positions, outputs))
        self.called, self.outputs, self._network, self._inner = module, outputs, network, positions
        self.read = self.graph.given

    def counts(self, kind: str, convention: str) -> list[int]:
        """A convention's counts at every node, as the whole network's are; nothing at what the module reads."""
        counted = self._network.counts(kind, convention)
        return [0] * len(self.read) + [counted[i] for i in self._inner]


class CutModules:
    """The modules of a network that were asked about, each cut out at most once."""

    def __init__(self, network: AskedNetwork) -> None:
        self._network, self._cut = network, dict[str, AskedModule]()

    @cached_property
    def _readers(self) -> list[list[int]]:
        return readers(self._network.graph)

    @cached_property
    def _known(self) -> dict[str, tuple[str, list[int]]]:
        return {plain_name(name): (name, positions) for name, positions in modules(self._network.graph).items()}

    def find(self, name: str, figure: Figure) -> tuple[AskedNetwork, int | None] | None:
        """What a module's name means where a figure is asked: the module as a whole, or the layer that it gives.

        None where the network has no such module, or one that gives several outputs.
        """
        key = plain_name(name)
        if key not in self._known:
            return None
        if key not in self._cut:
            module, positions = self._known[key]
            outputs = given_by(self._network.graph, positions, self._readers)
            self._cut[key] = AskedModule(self._network, module, positions, outputs)
        cut = self._cut[key]
        if figure.adds_up:
            return cut, None
        return (self._network, cut.outputs[0]) if len(cut.outputs) == 1 else None


@lru_cache(maxsize=8)
def of(network: AskedNetwork) -> CutModules:
    """The modules of a network; those of the last few networks are kept, for a class is asked about one or two."""
    return CutModules(network)
