"""Facts without a number: no bias, same padding, a colour image, half precision, the size that stays."""

from __future__ import annotations

from collections.abc import Callable

from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene

_NEAR = 4
_SHARES = frozenset({"each", "of one", "part", "per image", "per"})
"""Words that say of how much something is."""


def set_flags(scene: ToldScene, start: int, end: int, number: int) -> None:
    """Everything of this kind that a sentence says."""
    for i in range(start, end):
        rule = _RULES.get(scene.sense(i))
        if rule is not None:
            rule(scene, i, number)


def _around(scene: ToldScene, i: int) -> set[str]:
    return {scene.sense(j) for j in (*range(max(0, i - _NEAR), i), i + 1)}


def _bias(scene: ToldScene, i: int, number: int) -> None:
    if scene.sense(i - 1) == "many" or (scene.sense(i - 1) == "and" and scene.sense(i - 2) == "figure"):
        return
    after = {scene.sense(j) for j in (i + 1, i + 2)}
    scene.bias = "no" not in _around(scene, i) and "false" not in after
    scene.hear(*(j for j in (i + 1, i + 2) if scene.sense(j) in {"false", "true"}))
    scene.hear(i)
    scene.used |= {j for j in range(max(0, i - _NEAR), i + 2) if scene.sense(j) == "no"}
    scene.used |= {j for j in range(i - 1, i + _NEAR) if scene.sense(j) in _SHARES}


def _with_bias(scene: ToldScene, i: int, number: int) -> None:
    scene.bias = True


def _without_bias(scene: ToldScene, i: int, number: int) -> None:
    scene.bias = False


def _number_type(scene: ToldScene, i: int, number: int) -> None:
    scene.number_type = scene.terms[i].data


def _colour(scene: ToldScene, i: int, number: int) -> None:
    scene.colour = scene.terms[i].data


def _kept(scene: ToldScene, i: int, number: int) -> None:
    scene.kept = scene.terms[i]


def _library(scene: ToldScene, i: int, number: int) -> None:
    scene.library = scene.terms[i].data


def _window(scene: ToldScene, i: int, number: int, role: str, value: object) -> None:
    """A setting of the windows: of the layer beside it, or of all where none stands beside it."""
    term = scene.terms[i]
    scene.hear(i)
    here = [each for each in scene.layers if each.sentence == number and slides(each, role)]
    before = [each for each in here if each.at < i]
    after = [each for each in here if each.at > i and not scene.is_parted(i, each.at)]
    owners = after[:1] or before[-1:] or [each for each in scene.layers if slides(each, role)]
    if any(scene.sense(j) in {"each"} for j in range(max(0, i - 3), i + 3)):
        owners = [each for each in scene.layers if slides(each, role)]
    if owners and not owners[0].own:
        told = [each for each in scene.layers if each.own and each.kind == owners[0].kind and slides(each, role)]
        owners += told if len(told) == 1 else []
    for each in owners:
        each.set(role, value, term)
    if not owners:
        scene.everywhere[role] = value, term
    beside = (i - 1, i - 2, i + 1) if scene.sense(i - 1) == "is" else (i - 1, i + 1)
    scene.hear(*(j for j in beside if scene.sense(j) == "attribute" and scene.terms[j].data == role))


def slides(told: Told, role: str) -> bool:
    """True for a layer whose windows slide, where this is not said of them yet."""
    return told.takes(role) and bool(told.op.traits & {"convolution", "window-pooling"})


_NOT_OF_PADDING = frozenset({"filters", "kernel", "number", "count", "size", "channels", "units", "figure", "size word",
                              "layers", "input", "output", "stop", "layer noun", "features", "batch", "numbers"})
"""What is called the same for another reason."""


def _same(scene: ToldScene, i: int, number: int) -> None:
    if scene.sense(i + 1) in _NOT_OF_PADDING and scene.sense(i + 1) != "stop":
        return
    scene.hear(*(j for j in (i - 1, i + 1) if scene.sense(j) == "attribute" and scene.terms[j].data == "padding"))
    _window(scene, i, number, "padding", "same")


def _valid(scene: ToldScene, i: int, number: int) -> None:
    _window(scene, i, number, "padding", 0)


def _attribute(scene: ToldScene, i: int, number: int) -> None:
    """No padding."""
    _no_dilation(scene, i)
    if scene.terms[i].data == "padding" and "no" in {scene.sense(i - 1), scene.sense(i + 1)}:
        scene.hear(*(j for j in range(i - 1, i + 2) if scene.sense(j) in {"no", "attribute"}))
        _window(scene, i, number, "padding", 0)


def _no_dilation(scene: ToldScene, i: int) -> None:
    """No dilation, no groups: what goes without saying."""
    if scene.terms[i].data in {"dilation", "groups"} and scene.sense(i - 1) == "no":
        scene.hear(i - 1, i)


def _unit_stride(scene: ToldScene, i: int, number: int) -> None:
    _window(scene, i, number, "stride", 1)


def _flag(scene: ToldScene, i: int, number: int) -> None:
    name = scene.terms[i].data
    owners = [each for each in scene.layers if each.takes(name)]
    here = [each for each in owners if each.sentence == number]
    for each in (here or owners)[-1:]:
        each.put(name, True, scene.terms[i])
        scene.hear(i)


def _each(scene: ToldScene, i: int, number: int) -> None:
    """Each is followed by a norm, each of the three is."""
    behind = i + 1 + (scene.sense(i + 1) == "count")
    if scene.sense(i + 1) == "same":
        scene.hear(i)
    if scene.sense(behind) == "then":
        scene.hear(*range(i, behind))
        scene.loose[:] = [fact for fact in scene.loose if not i < fact.at < behind]


def _output(scene: ToldScene, i: int, number: int) -> None:
    """A single sigmoid output: one unit, of the layer that waits for as many."""
    waiting = [each for each in scene.layers if each.sentence == number and each.at < i and each.takes("units")]
    one = [j for j in range(i - 2, i) if scene.sense(j) in {"count", "article"} and scene.terms[j].data in {1, None}]
    between = {scene.sense(j) for j in range(one[0] + 1, i)} if one else {""}
    if waiting and one and between <= {"layer"}:
        waiting[-1].put("units", 1, scene.terms[i])
        scene.hear(i, one[0])
        scene.loose[:] = [fact for fact in scene.loose if fact.at != one[0]]


def _residual(scene: ToldScene, i: int, number: int) -> None:
    scene.residual = scene.terms[i]
    scene.hear(i)


_RULES: dict[str, Callable[[ToldScene, int, int], None]] = {
    "bias": _bias, "with bias": _with_bias, "without bias": _without_bias, "number type": _number_type,
    "colour": _colour, "keeps": _kept, "library": _library, "same": _same, "valid": _valid,
    "residual": _residual, "output": _output, "each": _each, "attribute": _attribute, "unit stride": _unit_stride,
    "flag": _flag,
}
