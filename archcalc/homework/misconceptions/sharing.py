"""Weights that several layers share, counted at each."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from archcalc.homework.misconceptions._base import LISTED, Case, Misconception, Mistaken
from archcalc.homework.questions.right_answers import Target
from archcalc.network.graph import Node


def _counted_again(case: Case) -> Iterator[Mistaken]:
    """What a layer, or those of a network, take of others as if it were their own; with biases and without."""
    nodes, position = case.question.network.graph.nodes, case.question.position
    borrowed = [role_and_size for node in (nodes if position is None else nodes[position:position + 1])
                for role_and_size in _borrowed(node)]
    weights = sum(size for role, size in borrowed if role == "weight")
    every = sum(size for role, size in borrowed if role != "buffer")
    of_figure = {"weights": [weights], "biases": [every - weights]}
    for again in of_figure.get(case.question.figure.name, [every, weights] if every != weights else [every]):
        yield from (Mistaken(Target(target.value + again)) for target in case.targets if again)


def _borrowed(node: Node) -> list[tuple[str, int]]:
    """The role and the values of every weight that another layer holds."""
    if not node.shared:
        return []
    own = node.op.weights(*node.input_shapes)
    return [(own[name].role, prod(own[name].shape)) for name in node.elsewhere]


ROWS = (
    Misconception("shared-weights-counted-again", "weights that another layer holds were counted again",
                  "weights that are shared are counted once, at the layer that holds them",
                  frozenset({"params", "weights", "biases"}), _counted_again, rank=LISTED - 1),
)
