"""Inverse questions: which padding, stride, kernel, input, number of filters or layers ... gives what is wanted."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base.errors import ArchcalcError
from archcalc.counting.derivations import derive
from archcalc.homework.exercises import answers_asked
from archcalc.homework.exercises.build import Built, network
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer, InputSides, Limit
from archcalc.homework.exercises.open_questions import axes_of, varied, with_kept_size, without_form
from archcalc.homework.exercises.said import SaidBound
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse
from archcalc.homework.exercises.solutions import LEAST, Solution, Trial, Try, between, tried

_GROWS = frozenset(
    {
        "padding",
        "input",
        "filters",
        "units",
        "features",
        "batch",
        "layers",
        "entries",
        "output_padding",
        "scale",
        "heads",
    }
)
"""Of what is asked for, that with which the output and every figure grow, or stay."""
_SHRINKS = frozenset({"stride", "kernel", "dilation", "layers"})
"""That with which the output shrinks."""
_TURNED = frozenset({"padding", "stride", "kernel", "dilation"})
"""That with which the output of a transposed convolution does the opposite."""
_FIELD = "receptive_field"
_SPATIAL = frozenset({"padding", "stride", "kernel", "dilation", "input", "layers", "scale", "output_padding"})


def solve(exercise: Exercise) -> tuple[Solution, ...]:
    """All solutions, by axis where height and width differ. Raises ArchcalcError where something is not said."""
    exercise = with_kept_size(exercise.varied(without_form(each, exercise) for each in exercise.layers))
    if exercise.others:
        return _to_a_limit(exercise, _seen_by(exercise.others[0]))
    if exercise.limit:
        return _to_a_limit(exercise, exercise.limit)
    if exercise.target is None:
        raise ArchcalcError.of(
            "exercise",
            f"the {exercise.unknown} for what? The result is not said",
            hint="for example: ... gives 29x29, keeps 63x63, or at most 1M parameters",
        )
    if exercise.unknown not in _SPATIAL:
        return (_of_channels(exercise, exercise.target),)
    return tuple(_by_axis(exercise, exercise.target))


def _seen_by(other: Exercise) -> Limit:
    """The receptive field of other layers, as a bound."""
    (seen,) = answers_asked.answers(other, network(other).graph, (_FIELD,))
    return Limit(_FIELD, SaidBound(0, seen.target.value[0]), other.layers[0].token)


def _of_channels(exercise: Exercise, target: InputSides) -> Solution:
    """The filters of a result with its channels."""
    if exercise.unknown not in {"filters", "units"} or len(target.sides) not in {1, 3}:
        refuse(
            exercise.text,
            target.token,
            f"the {exercise.unknown} do not follow from a size",
            "say a figure: 320 parameters",
        )
    count = target.sides[-1]
    return Solution("", count, count, "a channel of the output for each filter")


def _to_a_limit(exercise: Exercise, limit: Limit) -> tuple[Solution, ...]:
    """The numbers whose figure is within a bound."""
    name = limit.figure or {"bytes": "bytes", "macs": "macs", "flops": "flops"}.get(limit.bound.unit, "params")
    name = "bytes" if limit.bound.unit == "bytes" and name in {"memory", "params", "output"} else name
    attempt = _figure(exercise, name)
    value, sign = limit.bound.value, limit.bound.sign
    least, most = (value if sign >= 0 else None), (value if sign <= 0 else None)
    unknown = exercise.unknown
    steady = unknown in _GROWS or (unknown in {"kernel", "dilation"} and name in {"params", "weights", _FIELD})
    if steady:
        return (between(attempt, unknown, least, most, growing=True),)
    return tried(attempt, unknown, least, most)


def _figure(exercise: Exercise, name: str) -> Try:
    """A figure of all layers, for every value of what is asked for."""
    needed = exercise._replace(asked=(name,))

    def attempt(value: int) -> Trial:
        try:
            graph = network(varied(needed, value)).graph
            found = answers_asked.answers(exercise, graph, (name,))
        except ArchcalcError as error:
            _unless_it_fits_not(error)
            return Trial(None, f"{exercise.unknown} {value} does not fit")
        answer = found[0].target.value if found else 0
        return Trial(answer[0] if isinstance(answer, tuple) else answer, found[0].told if found else "0")

    attempt(LEAST.get(exercise.unknown, 1))
    return attempt


_UNSAID = ("not said", "the input")


def _unless_it_fits_not(error: ArchcalcError) -> None:
    """Raise what no other number would mend."""
    if any(word in mistake.message for mistake in error.mistakes for word in _UNSAID) or any(
        mistake.code in {"exercise", "unknown-operator", "unknown-key"} for mistake in error.mistakes
    ):
        raise error


def _by_axis(exercise: Exercise, target: InputSides) -> Iterator[Solution]:
    """One solution for all axes where they are alike, else one for each."""
    axes = axes_of(exercise)
    filters = exercise.layers[-1].attributes.get("filters")
    if len(target.sides) == axes + 1 and type(filters) is int and filters not in {target.sides[0], target.sides[-1]}:
        refuse(
            exercise.text,
            target.token,
            f"{filters} filters make {filters} channels, not {target.sides[-1]}",
            "leave one out",
        )
    wanted = target.sides[:axes] if len(target.sides) >= axes else target.sides[:1] * axes
    sizes = _sizes(exercise, axes)
    found = []
    for axis in range(axes):
        attempt = _side(_squared(exercise, axis, sizes[axis]), axis)
        turned = any(layer.kind == "conv_transpose" for layer in exercise.layers) and exercise.unknown in _TURNED
        grows = (exercise.unknown not in _SHRINKS) != turned
        found.append(between(attempt, exercise.unknown, wanted[axis], wanted[axis], growing=grows))
    if len({*found}) == 1:
        yield found[0]
    else:
        names = ("length",) if axes == 1 else ("height", "width") if axes == 2 else ("depth", "height", "width")
        yield from (solution._replace(axis=axis) for solution, axis in zip(found, names, strict=True))


def _sizes(exercise: Exercise, axes: int) -> tuple[int, ...]:
    if exercise.unknown == "input":
        return (0,) * axes
    if exercise.input is None:
        raise ArchcalcError.of("exercise", "the input is not said", hint="write it after on: ... on 63x63x16")
    sides = exercise.input.sides
    if len(sides) == 1:
        return sides * axes
    if len(sides) == axes + 1 and sides[-1] == sides[-2] != sides[0]:
        return sides[1:]
    return sides[:axes]


def _squared(exercise: Exercise, axis: int, size: int) -> Exercise:
    """The exercise with every side as one of them is."""
    layers = []
    for layer in exercise.layers:
        sided = {
            name: value[min(axis, len(value) - 1)] if isinstance(value, list) and name != "sides" else value
            for name, value in layer.attributes.items()
        }
        if "filters" in layer.op.fields and not layer.depthwise and layer.form is None:
            sided.setdefault("filters", 1)
        layers.append(layer._replace(attributes=sided, features=0))
    token = exercise.input.token if exercise.input else SentenceWord("", "", 0, 1)
    sides = InputSides((size,) * axes_of(exercise), token._replace(text="")) if size else None
    return exercise._replace(layers=tuple(layers), input=sides, target=None)


def _side(exercise: Exercise, axis: int) -> Try:
    """One side of the output, for every value of what is asked for."""
    if exercise.unknown != "kernel" and any(_lacks_window(layer) for layer in exercise.layers):
        raise ArchcalcError.of("exercise", "the kernel is not said", hint="for example: under 7x7")

    def attempt(value: int) -> Trial:
        try:
            built: Built = network(varied(exercise, value))
        except ArchcalcError as error:
            _unless_it_fits_not(error)
            return Trial(None, f"{exercise.unknown} {value} does not fit")
        node = built.graph.nodes[-1]
        told = "; ".join(found for each in built.graph.nodes[1:] if (found := derive.sides(each)))
        return Trial(node.volume[1] if len(node.volume) > 1 else node.volume[0], told or f"{node.volume[1]}")

    return attempt


def _lacks_window(layer: ExerciseLayer) -> bool:
    return "kernel" not in layer.attributes and "convolution" in layer.op.traits
