"""Weights that a layer takes from another: of equal role and shape, or a matrix transposed."""

from __future__ import annotations

from archcalc.base.errors import Refused
from archcalc.language.flat_layers import Share
from archcalc.network.graph import Borrowed, Node
from archcalc.operators.operator import Op, Shape, Weight


def borrowed(op: Op, inputs: tuple[Shape, ...], share: Share, lender: Node | None) -> tuple[Borrowed, ...]:
    """The weights of an operator that an earlier node lends; what it has beyond them is its own. Raises Refused.

    Transposed, only matrices are taken: the bias of a decoder whose weights are its encoder's is its own. `lender` is
    None where a mistake has left it unknown.
    """
    if lender is None:
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
    if share.wanted and not found:
        raise Refused("share", f"{op.kind} has no weights that {lender.name} could lend",
                      hint="share names a layer with weights of the same role and shape")
    return tuple(found)


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
