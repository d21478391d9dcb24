"""Weights that a layer takes from another: of equal role and shape, or a matrix transposed."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.base.errors import Refused, quoted
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.language.flat_layers import Share
from archcalc.network.graph import Borrowed, Node
from archcalc.operators.operator import Op, Shape, Weight

COMPUTED = "constant"
"""What an array that holds nothing lends: values that were computed from nothing."""


def borrowed(op: Op, inputs: tuple[Shape, ...], share: Share,
             node_of: Callable[[str], Node | None]) -> tuple[Borrowed, ...]:
    """The weights of an operator that earlier nodes lend; what it has beyond them is its own. Raises Refused.

    Transposed, only matrices are taken: the bias of a decoder whose weights are its encoder's is its own. `node_of`
    answers None where a mistake has left a layer unknown.
    """
    if share.weights:
        return _one_by_one(op, inputs, share, node_of)
    if (lender := node_of(share.layer)) is None:
        return ()
    theirs, found = lender.op.weights(*lender.input_shapes), []
    own = op.weights(*inputs)
    free = dict(theirs)
    for name, weight in own.items():
        like = {key: other for key, other in free.items() if other.role == weight.role}
        if not like or (share.transposed and len(weight.shape) != 2):
            continue
        match = _match(name, weight, like, transposed=share.transposed)
        if match is None:
            raise Refused("share", _unlike(name, weight, share, like), hint="weights that are shared have one shape")
        free.pop(match)
        held = {each.weight: each for each in lender.shared}.get(match)
        found.append(Borrowed(name, held.holder if held else f"{lender.name}.{match}",
                              share.transposed != (held.transposed if held else False)))
    if share.transposed and own and not any(len(weight.shape) == 2 for weight in own.values()):
        axes = max(len(weight.shape) for weight in own.values())
        raise Refused("share", f"a matrix alone can be transposed, and {op.kind}'s weight has {axes} axes",
                      hint="leave transposed out: share: " + lender.name)
    if share.wanted and not found:
        raise Refused("share", f"{op.kind} has no weights that {lender.name} could lend",
                      hint="share names a layer with weights of the same role and shape")
    return tuple(found)


def _one_by_one(op: Op, inputs: tuple[Shape, ...], share: Share,
                node_of: Callable[[str], Node | None]) -> tuple[Borrowed, ...]:
    """The weights that a `share` takes by their names.

    An array that a module computes lends what it holds whatever its shape: a norm and a direction, a weight and a mask.
    """
    own, found = op.weights(*inputs), []
    for weight, layer, held in share.weights:
        if (node := node_of(layer)) is None:
            continue
        if weight not in own:
            raise Refused("share", f"{op.kind} has no weight {quoted(weight)}", hint=did_you_mean(weight, own),
                          expected=one_of([*own]))
        theirs = node.op.weights(*node.input_shapes)
        is_computed = "stored" in node.op.traits and "counted-only" in node.op.traits
        if held not in theirs and not (is_computed and held == COMPUTED):
            raise Refused("share", f"{layer} has no weight {quoted(held)}", hint=did_you_mean(held, theirs),
                          expected=one_of([*theirs]))
        if not is_computed and own[weight] != theirs[held]:
            raise Refused("share", f"its {weight} of {_told(own[weight])} cannot be {layer}'s {held} of "
                                   f"{_told(theirs[held])}", hint="weights that are shared have one shape and one role")
        there = {each.weight: each for each in node.shared}.get(held)
        transposed = there is not None and there.transposed
        found.append(Borrowed(weight, there.holder if there else f"{layer}.{held}", transposed))
    return tuple(found)


def _told(weight: Weight) -> str:
    return f"{_shown(weight.shape)} ({weight.role})"


def _match(name: str, weight: Weight, like: dict[str, Weight], *, transposed: bool) -> str | None:
    """The weight of the same name and shape, or else of the same shape."""
    wanted = weight.shape[::-1] if transposed else weight.shape
    same = [key for key, other in like.items() if other.shape == wanted]
    return name if name in same else next(iter(same), None)


def _unlike(name: str, weight: Weight, share: Share, like: dict[str, Weight]) -> str:
    other, theirs = next(((key, each) for key, each in like.items() if key == name), next(iter(like.items())))
    how = " transposed" if share.transposed else ""
    return (f"its {name} of {_shown(weight.shape)} cannot be {share.layer}'s {other}{how} of {_shown(theirs.shape)}")


def _shown(shape: Shape) -> str:
    return "x".join(map(str, shape))
