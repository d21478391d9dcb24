"""Layers of a network that stay as they are while others are trained."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from math import ceil

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.counting.measures.per_layer import learned
from archcalc.network.graph import Graph, Node


def parts(graph: Graph) -> list[list[int]]:
    """The network in parts, as positions: modules and groups, and layers with weights outside them.

    What follows such a layer - its norm, its activation, a pooling - is of its part.

    >>> from archcalc import build
    >>> graph = build("resnet50")
    >>> [graph.nodes[part[0]].name for part in parts(graph)]
    ['input', 'conv1', 'pool1', 'conv3_1/conv1', 'conv4_1/conv1', 'conv5_1/conv1', 'fc']
    """
    found: list[list[int]] = []
    current: str | None = None
    for position, node in enumerate(graph.nodes):
        outermost = node.path[0] if node.path else None
        opens = outermost != current if outermost else (
            "weight-layer" in node.op.traits or not found or _first_learned(graph, found[-1], node))
        if opens:
            found.append([])
        found[-1].append(position)
        current = outermost
    return found


def _first_learned(graph: Graph, part: list[int], node: Node) -> bool:
    """True where a layer that is trained follows on a part that is not: the input, say."""
    return bool(learned(node)) and not any(learned(graph.nodes[position]) for position in part)


def learning_parts(graph: Graph) -> list[list[int]]:
    """The parts that hold parameters."""
    return [part for part in parts(graph) if any(learned(graph.nodes[position]) for position in part)]


def after_share(graph: Graph, share: float) -> int:
    """The last position of the part at which that share of the parts that learn is passed, one at least.

    >>> from archcalc import build
    >>> graph = build("resnet50")
    >>> graph.nodes[after_share(graph, 1 / 2)].name
    'conv3_4/relu3'
    """
    found = learning_parts(graph)
    return found[max(1, min(len(found) - 1, ceil(share * len(found)))) - 1][-1]


def before_last(graph: Graph, share: float) -> frozenset[int]:
    """The positions before the last so many parts that learn, which are one at least."""
    found = learning_parts(graph)
    count = max(1, min(len(found), ceil(share * len(found) - 1e-9)))
    return frozenset(range(found[-count][0]))


def chosen(graph: Graph, until: str | None, unfrozen: Iterable[str]) -> frozenset[int]:
    """The positions that are frozen as the user says: as far as `until`, or all; but those unfrozen.

    Raises ArchcalcError for all unknown words at once.
    """
    words = tuple(unfrozen)
    found = named(graph, (*([until] if until else []), *words))
    frozen = range(max(found[until]) + 1 if until else len(graph.nodes))
    return frozenset(frozen).difference(*(found[word] for word in words))


def named(graph: Graph, words: Iterable[str]) -> dict[str, list[int]]:
    """For each word the positions of the layer, or of those in the module or group, that is called so.

    A word may be a pattern: `conv4*`. One that nothing is called stands for what begins so: conv4 for conv4_x, or for
    conv4_1 to conv4_3. Raises ArchcalcError for all unknown ones at once.

    >>> from archcalc import build
    >>> graph = build("vgg16")
    >>> [graph.nodes[position].name for position in named(graph, ["conv4"])["conv4"]]
    ['conv4_1', 'conv4_2', 'conv4_3']
    """
    aliases = [(node.name, *node.path, *_modules(node)) for node in graph.nodes]
    found = {word: _called(aliases, word) or _called(aliases, f"{word}_*") for word in words}
    known = dict.fromkeys(name for names in aliases for name in reversed(names))
    mistakes = [Mistake("unknown-layer", f"{graph.about.name} has no layer, module or group {quoted(word)}",
                        hint=did_you_mean(word, known) or f"archcalc {graph.about.name} --depth all shows their names")
                for word, positions in found.items() if not positions]
    if mistakes:
        raise ArchcalcError(mistakes)
    return found


def _called(aliases: Iterable[Iterable[str]], word: str) -> list[int]:
    """The positions of which a name is the word, or fits the pattern."""
    return [position for position, names in enumerate(aliases)
            if any(name == word or fnmatchcase(name, word) for name in names)]


def _modules(node: Node) -> list[str]:
    """The modules that a layer's name tells."""
    names = node.name.split("/")
    return ["/".join(names[:depth]) for depth in range(1, len(names))]
