"""The same network with other sizes, so that every student has numbers of his own."""

from __future__ import annotations

from random import Random

from archcalc.base.errors import ArchcalcError
from archcalc.homework.questions.networks import AskedNetwork, reference
from archcalc.loading import library
from archcalc.network import builder
from archcalc.network.graph import Graph
from archcalc.operators.shape_kinds import is_spatial

_STEPS = (8, 12, 16, 20, 24, 32, 40, 48)
_FILTERS = (0.5, 0.625, 0.75, 1.25, 1.5)
_TRIES = 12


def varied(name: str, seed: str, original: Graph | None = None) -> AskedNetwork:
    """A network whose input, and the filters of a convolution, are others; the same for the same seed.

    Where a network takes no other sizes, it is left as it is. `original` saves reading it again. Raises ArchcalcError.
    """
    rng = Random(f"archcalc/{seed}")  # noqa: S311 - the same sizes for the same seed, no secret
    original = original or builder.build(library.load(name))
    for _ in range(_TRIES):
        size, changes = _input(original, rng), _filters(original, rng)
        try:
            built = builder.build(library.load(name, input_size=size, changes=changes))
        except ArchcalcError:
            continue
        settings = {**changes, **({"input": size} if size else {})}
        return AskedNetwork(reference(original.about.name, settings), built)
    return AskedNetwork(original.about.name, original)


def _input(original: Graph, rng: Random) -> str | None:
    """Another size of the image, a little smaller or larger, or of a signal; a volume has as many slices as before."""
    first = original.nodes[0]
    if not is_spatial(first.shape):
        return None
    channels, *sizes = first.volume
    by, kept = rng.choice(_STEPS) * rng.choice((-1, 1)), sizes[:-2]
    return "x".join(map(str, (channels, *kept, *(max(size // 2, size + by) for size in sizes[len(kept):]))))


def _filters(original: Graph, rng: Random) -> dict[str, object]:
    """Another number of filters for one convolution of those with a multiple of eight."""
    candidates = [node for node in original.nodes if "plain-convolution" in node.op.traits
                  and node.op.attributes["groups"] == 1 and node.op.attributes["filters"] % 8 == 0]
    if not candidates:
        return {}
    node = rng.choice(candidates)
    filters = max(8, int(node.op.attributes["filters"] * rng.choice(_FILTERS)) // 8 * 8)
    return {f"{node.name}.filters": filters}
