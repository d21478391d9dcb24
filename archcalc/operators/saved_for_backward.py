"""An operator's share in training: what PyTorch keeps of it for the backward pass.

Source: PyTorch 2.13, derivatives.yaml and the storages that torch.autograd.graph.saved_tensors_hooks sees.
"""

from __future__ import annotations

from math import prod

from archcalc.base.named_tuples import NamedTuple

INPUTS, OUTPUT, INPUTS_AND_OUTPUT, NOTHING = "inputs", "output", "inputs and output", "nothing"
"""The volumes that a layer keeps."""


class Circumstances(NamedTuple):
    """Under what circumstances a layer saves: in training or evaluation mode, and by the framework's choices.

    Activations work `in_place`, as in PyTorch's own networks, or write a volume of their own; norms are `fused`, or
    composed of a framework's elementary operations; a layer's own weights are `trained`, or frozen. Under `autocast`
    products are in 16 bits, and what is added to their weights in float32 is not.
    """

    training: bool = False
    in_place: bool = True
    fused: bool = True
    trained: bool = True
    autocast: bool = False


def for_weights_alone(op: object, when: Circumstances) -> str:
    """The rule `needs` of operators that need their input for the gradient of their weights, and for nothing else."""
    return INPUTS if when.trained else NOTHING


class Saved(NamedTuple):
    """The values that are saved at one layer.

    Those of its output, where that is kept; further arrays of the activations' type; means and deviations, which are
    float32 even under mixed precision; the masks of dropout; and places of maxima.
    """

    output: int = 0
    parts: int = 0
    statistics: int = 0
    masks: int = 0
    maxima: int = 0


def places_of_maxima(op: object, when: Circumstances, output: tuple[int, ...], *inputs: tuple[int, ...]) -> Saved:
    """The rule `saved` of operators that keep where each of the largest values was."""
    return Saved(maxima=prod(output))
