"""The figures that an exercise asks for, of its layer or of all its layers together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.base.units import USUAL_DTYPE, VALUE_BYTES, mebibytes, megabytes
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.known_blocks import attention_figures
from archcalc.homework.questions.askable import Figure, figure
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.homework.questions.right_answers import BYTES, AnswerSettings, Target
from archcalc.homework.questions.worked_lines import shown
from archcalc.network.graph import Graph

SCHEMA = "archcalc/solution/1"
OF_A_LAYER = frozenset({"output", "height", "width", "length", "slices", "channels", "receptive_field",
                         "effective_stride"})
"""Figures of the last layer, also where there are several."""


STORED = {"params_bytes": "params", "weights_bytes": "weights"}
"""What a type of numbers takes for the numbers that are learned, by the figure that counts them."""


_OF_VALUES = re.compile(r"activ|attivat|aktiv|feature map|karte|output|ausgabe|ausgang|sortie|salida|carte|mapa|"
                        r"输出|激活|特征图|خرج|تفعيل|تنشيط|"
                        r"forward|training|trainieren|entraîn|entren|训练|gradient", re.IGNORECASE)
"""Words by which bytes may be those of other values than the ones that are learned."""


def without_biases(asked: Iterable[str], *, alone: bool) -> tuple[str, ...]:
    """The figures that are asked for; where biases are left out, weights in place of parameters."""
    names = dict.fromkeys(asked)
    if not alone:
        return (*names,)
    return (*dict.fromkeys("weights_bytes" if name == "params_bytes" else name for name in names if name != "params"),)


def of_parameters(exercise: Exercise) -> Exercise | None:
    """The exercise with the bytes of what is learned, where bytes are asked of a layer without a size; None for others.

    Of values that a layer puts out, no bytes follow without the size that goes in.
    """
    sized = exercise.input or exercise.chain or exercise.batch > 1 or _OF_VALUES.search(exercise.text)
    if sized or "bytes" not in exercise.asked:
        return None
    stored = "weights_bytes" if "weights" in exercise.asked else "params_bytes"
    return exercise._replace(asked=tuple(stored if name == "bytes" else name for name in exercise.asked))


class Answered(NamedTuple):
    """A figure, its right answer, and the arithmetic that leads to it."""

    figure: Figure
    target: Target
    told: str

    @property
    def value(self) -> object:
        """The answer as JSON has it: a number, or a size as people write it."""
        value = self.target.value
        return str(shown(self.target)) if isinstance(value, tuple) else value

    @property
    def sentence(self) -> str:
        """The figure with its arithmetic; bytes also in MB and MiB."""
        return f"{self.figure.title}: {self.scaled}"

    @property
    def scaled(self) -> str:
        """The arithmetic; of bytes, what they are in MB and MiB too."""
        size = self.target.value
        scaled = f" ({megabytes(size)}, {mebibytes(size)})" if self.target.unit == BYTES and size > 1000 else ""
        return f"{self.told}{scaled}"


def answers(exercise: Exercise, graph: Graph, names: tuple[str, ...]) -> tuple[Answered, ...]:
    """The answers to some figures; what such a layer has not is 0 or left out."""
    position = len(graph.nodes) - 1 if is_alone(exercise, graph) else None
    return of_network(exercise, AskedNetwork("exercise", graph), position, names)


_COMES_OUT = re.compile(
    r"\b(?:obtain(?:ed)?|do (?:we|you|i) (?:get|have)|get out|come out|comes out|remain(?:s|ing)?|(?:is|are) left|"
    r"leaves?|result(?:s|ing)?|"
    r"output|flattened|final|after|end up|obtient|obtenue?s?|sort(?:ie|ent)?|reste(?:nt)?|finale?s?|après|erhält|"
    r"bekommt|entsteh\w+|ausgabe|"
    r"ergeben|bleiben|nach|obtienen?|obtenemos|quedan?|salida|después|finales?)\b|得到|输出|最后|剩|الخرج|"
    r"الناتج|ينتج|نحصل", re.IGNORECASE)
"""Where the values are those of what comes out last, and no sum."""
IN_ALL = re.compile(r"\b(?:total|altogether|overall|all|whole|entire|network|insgesamt|gesamt\w*|alle[nr]?|netz\w*|"
                    r"réseau|tous|toutes|"
                    r"red|todas?|todos)\b|总|全部|整个|网络|إجمالي|جميع|الشبكة", re.IGNORECASE)


def comes_out(text: str) -> bool:
    """True where values are asked for that come out at the end.

    >>> comes_out("conv 8 3x3 then pool 2 on 28x28x1: how many values do we obtain?")
    True
    """
    return bool(_COMES_OUT.search(text)) and not IN_ALL.search(text)


def of_network(
    exercise: Exercise, network: AskedNetwork, layer: int | None, names: tuple[str, ...]
) -> tuple[Answered, ...]:
    """The answers to some figures of a layer; without one, of all layers, or of the last."""
    settings = AnswerSettings(params=("exact",), value_bytes=VALUE_BYTES[exercise.number_type or USUAL_DTYPE])
    last = len(network.graph.nodes) - 1
    found = []
    for name in names:
        if name in attention_figures.TITLES:
            found += _of_attention(exercise, network, name)
            continue
        asked = figure(_of_shape(network, STORED.get(name, name)))
        ends = name in OF_A_LAYER or (name == "neurons" and comes_out(exercise.text))
        position = layer if layer is not None else last if ends else None
        try:
            target = next(iter(asked.targets(network, position, settings)), None)
        except ArchcalcError:
            target = None
        if target is not None:
            answer = Answered(asked, target, _told(asked, network, position, target, settings))
            found.append(_stored(name, answer, settings.value_bytes) if name in STORED else answer)
    return tuple(found)


def _of_attention(exercise: Exercise, network: AskedNetwork, name: str) -> list[Answered]:
    """A figure that attention alone has."""
    worked = attention_figures.worked(name, network.graph, exercise.batch, exercise.number_type)
    if worked is None:
        return []
    target, told = worked
    return [Answered(figure("neurons")._replace(name=name, title=attention_figures.TITLES[name]), target, told)]


def _stored(name: str, counted: Answered, width: int) -> Answered:
    """The bytes of what has been counted."""
    target = Target(counted.target.value * width, BYTES)
    stored = figure("bytes")._replace(name=name, title=f"bytes of {counted.figure.title}")
    return Answered(stored, target, f"{counted.told}; {counted.target.value:,} * {width} = {target.value:,}")


def _of_shape(network: AskedNetwork, name: str) -> str:
    """The figure that is meant: of an image, or a vector, the length is what comes out."""
    return "output" if name == "length" and len(network.graph.nodes[-1].volume) != 2 else name


def report(text: str, found: tuple[Answered, ...], notes: tuple[str, ...]) -> Report:
    """Figures by themselves."""
    columns = (Column("figure", "figure", rank=0), Column("answer", "answer", "prose", rank=0))
    rows = tuple((each.figure.title, each.scaled) for each in found)
    head = {"answers": {each.figure.name: each.value for each in found}}
    return Report(SCHEMA, (Table("answers", columns, rows),), notes, head, title=text.strip())


def is_alone(exercise: Exercise, graph: Graph) -> bool:
    """True where an exercise is about one layer; what flattens its volume is none."""
    if exercise.chain is None:
        return exercise.number == 1 and not any(layer.is_block for layer in exercise.layers)
    return len([node for node in graph.nodes[1:] if "reshape" not in node.op.traits]) == 1


def _told(asked: Figure, network: AskedNetwork, position: int | None, target: Target, settings: AnswerSettings) -> str:
    """The arithmetic of a layer, or the sum of all of them."""
    if position is not None:
        return str(asked.told(network, position, target))
    parts = [next(iter(asked.targets(network, i, settings)), None) for i in range(len(network.graph.nodes))]
    counted = [part for part in parts if part is not None and part.value]
    if 1 < len(counted) <= 12 and sum(part.value for part in counted) == target.value:
        return f"{' + '.join(f'{part.value:,}' for part in counted)} = {shown(target)}"
    return str(shown(target))
