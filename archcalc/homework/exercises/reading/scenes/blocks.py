"""Blocks and attention in an exercise: what a block's name says of layers that are told, and what is left out of it."""

from __future__ import annotations

from typing import Any

from archcalc.base.errors import quoted
from archcalc.homework.exercises.known_blocks.block_operators import is_block
from archcalc.homework.exercises.reading.scenes.facts import SaidNumber
from archcalc.homework.exercises.reading.scenes.told_scene import Told, ToldScene
from archcalc.homework.exercises.sentence_words import refuse

_NORM = "norm"
THREE_OF_FOUR = 3
"""Queries, keys and values, without the projection of what comes out."""


def settled(scene: ToldScene, layers: list[Told], figures: tuple[str, ...]) -> list[Told]:
    """The layers without blocks that only name what is told, with norms where they belong and heads' own widths."""
    layers = _without_titles(layers)
    _part_shortcut(scene, layers, figures)
    layers = [each for told in layers for each in _with_those_of_each(scene, told, layers)]
    _take_channels(scene, layers)
    for each in layers:
        if scene.norms is False and each.term.sense != "code" and each.takes(_NORM) and "heads" in each.op.fields:
            each.attributes[_NORM] = "none"
        if scene.bias is False and is_block(each.kind) and each.takes("bias"):
            each.attributes["bias"] = False
        _settle_heads(scene, each, figures)
        if each.kind == "transformer_block" and each.takes("hidden") and each.term.sense != "code":
            refuse(scene.text, each.term.word, f"{quoted(each.term.text)}: how wide is its feed-forward part?",
                   "for example d_ff = 2048")
    return layers


def _take_channels(scene: ToldScene, layers: list[Told]) -> None:
    """Channels that are said beside a volume which has as many are those of what comes out: 64 channels on 56x56x64."""
    sides = next((value for value, _ in scene.inputs if isinstance(value, tuple) and len(value) > 2), ())
    waiting = [each for each in layers if each.takes("filters") and not each.depthwise and not is_block(each.kind)]
    if waiting and len(scene.features) == 1 and scene.features[0].value in sides:
        for each in waiting:
            each.put("filters", scene.features[0].value, scene.terms[scene.features[0].at])


def _part_shortcut(scene: ToldScene, layers: list[Told], figures: tuple[str, ...]) -> None:
    """Set the layers of a shortcut beside those that it leads around. Raises ArchcalcError.

    Only volumes of one size can be added: windows for which no padding is said have as much as that takes. What a
    shortcut without layers adds changes the memory, which is not worked out here.
    """
    if scene.residual is None:
        return
    own = [each for each in layers[1:]
           if any(scene.sense(i) == "residual" for i in range(max(0, each.at - 4), each.at))]
    for each in layers if own else ():
        each.branch = 1 + (each in own)
        if "convolution" in each.op.traits:
            each.attributes.setdefault("padding", "same")
        scene.join = "add"
    if not own and {*figures} & {"memory", "bytes"}:
        refuse(scene.text, scene.residual.word, f"{quoted(scene.residual.text)}: what it adds is not read here",
               "ask for its parameters")


def _without_titles(layers: list[Told]) -> list[Told]:
    """The layers without a block whose layers are told one by one; or the block, without names of what it holds."""
    titles = [each for each in layers if is_block(each.kind)]
    if not titles:
        return layers
    others = [each for each in layers if each not in titles]
    told = [each for each in others if each.own and each.kind != "input"]
    for each in told:
        if each.depthwise and titles[0].takes("kernel") and {*each.attributes} <= {"kernel"}:
            titles[0].put("kernel", _side(each.attributes.get("kernel", 3)), each.term)
            told = [other for other in told if other is not each]
    return others if told else [*(each for each in others if each.kind == "input"), *titles]


def _side(kernel: Any) -> Any:
    """A square window by its side."""
    return kernel[0] if isinstance(kernel, list) and len({*kernel}) == 1 else kernel


def _with_those_of_each(scene: ToldScene, told: Told, layers: list[Told]) -> list[Told]:
    """A layer with the norm that each is followed by behind it; that norm itself is left out where it stands."""
    each_of = [each for each in layers if _is_of_each(scene, each)]
    if told in each_of:
        return []
    if "convolution" not in told.op.traits or not each_of:
        return [told]
    if told.times > 1:
        copies = [told.copied() for _ in range(told.times)]
        return [part for copy in copies for part in (copy, *(each.copied(copy.branch) for each in each_of))]
    return [told, *(each.copied(told.branch) for each in each_of)]


def _is_of_each(scene: ToldScene, told: Told) -> bool:
    """True of a norm, or an activation, that every convolution is followed by."""
    near = [i for i in range(max(0, told.at - 4), told.at) if scene.sense(i) in {"each", "then"}]
    found = {scene.sense(i) for i in near} == {"each", "then"} and bool(told.op.traits & {"norm", "activation"})
    scene.used |= {*near} if found else set()
    return found


_WITHOUT_HEADS = frozenset({"params", "weights", "biases", "params_bytes", "weights_bytes"})
"""Figures that depend on no number of heads."""


def _settle_heads(scene: ToldScene, told: Told, figures: tuple[str, ...]) -> None:
    """Heads' widths that only repeat what follows from the width: 8 heads of 64, of 512."""
    width = next((fact.value for fact in scene.features), None)
    head, heads = told.attributes.get("head_width"), told.attributes.get("heads")
    if "heads" not in told.op.fields:
        return
    if type(head) is int and type(heads) is int and width is None:
        scene.features.append(SaidNumber("channels in", head * heads, told.at, told.at))
    elif type(head) is int and type(heads) is int and head * heads == width:
        del told.attributes["head_width"]
    if heads is None and head is None and (told.kind == "attention" or {*figures} <= _WITHOUT_HEADS):
        told.attributes["heads"] = 1


def figures_of(scene: ToldScene, layers: list[Told], figures: tuple[str, ...]) -> tuple[str, ...]:
    """The figures that are asked for, as a block has them: without its norms, parameters are weights."""
    blocks = [each for each in layers if is_block(each.kind) and "heads" not in each.op.fields
              and each.kind != "feed_forward"]
    if not blocks or "params" not in figures:
        return figures
    gated = all(each.kind == "squeeze_excite" for each in blocks)
    if scene.norms is None and not gated:
        refuse(scene.text, blocks[0].term.word, f"{quoted(blocks[0].term.text)}: with batch norm, or without?",
               "say: without batch norm, or ask for the weights")
    if scene.norms is False or (gated and scene.bias is False):
        return tuple("weights" if name == "params" else name for name in figures)
    return figures
