"""Names of layers in a model of Keras: archcalc's, dashes for slashes, which a name cannot have there.

Nor can it have dots where PyTorch is below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcalc.executor.weights.names import declared
from archcalc.exporting.source.block_writer import number_of
from archcalc.exporting.source.source_program import BlockStep, LoopRounds, SourceProgram
from archcalc.exporting.source.weight_names import WeightName
from archcalc.network.graph import Graph

_OTHER = re.compile(r"[^0-9A-Za-z_]")


def layer_name(name: str) -> str:
    """A name of archcalc's as a layer of Keras has it.

    >>> layer_name("conv2_1/conv1"), layer_name("classes[4]/conv1")
    ('conv2_1-conv1', 'classes_4_-conv1')
    """
    return "-".join(_OTHER.sub("_", part) for part in name.split("/"))


def name_text(step: BlockStep, rounds: LoopRounds | None, *, whole: bool) -> str:
    """The source text of a step's name; not `whole` within a function, which is told a name of its own."""
    before = "" if whole else "{name}-"
    if rounds is None:
        text = f"{before}{layer_name(step.name)}"
    else:
        number = number_of(rounds)
        text = f"{before}{layer_name(rounds.before)}{{{number}}}{layer_name(rounds.after)}"
    return f'f"{text}"' if "{" in text else f'"{text}"'


def weight_names(graph: Graph, program: SourceProgram) -> Iterator[WeightName]:
    """Every weight by both names; one that stands in several arrays there several times, one beside another's never."""
    for layer, key, _ in declared(graph):
        own_path = tuple(layer.split("/"))
        path = tuple(layer_name(layer).split("-"))
        parts = program.forms[layer].weights.get(key, key).split()
        for there in parts:  # of qkv that is the first letter of each: q, k, v
            own = f"{there[0]}{key.removeprefix('qkv')}" if len(parts) > 1 else key
            yield WeightName(own, there, own_path, path)
