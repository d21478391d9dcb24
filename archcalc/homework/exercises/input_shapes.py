"""The size that goes into an exercise, channels first: of sides as written, of channels, or of what the layers say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import prod

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer, InputSides
from archcalc.homework.exercises.sentence_words import refuse
from archcalc.operators.operator import Shape

_WITHOUT_SIZE = frozenset(
    {"params", "weights", "biases", "params_bytes", "weights_bytes",
     "affine", "buffers", "receptive_field", "effective_stride", "layers", "channels", "head_size"}
)
"""Figures that follow without the size that goes in."""
_READS_CHANNELS = frozenset({"convolution", "linear", "recurrent", "attention", "norm"})
OF_TOKENS = frozenset({"recurrent", "attention", "token"})
"""Traits of operators that read steps, or tokens, each with its features."""
_WIDE = 1 << 20
"""A side that is as good as any, where only receptive fields are asked for."""
_WIDE_CLIP = 1 << 12
"""The same of a clip, whose values are counted too."""
_OF_SIGNALS = re.compile(r"\b(?:signals?|sequences?(?! of (?:layer|image|frame))|waveforms?|séquences?|sequenz(?:en)?|"
                         r"señal(?:es)?|secuencias?)\b", re.IGNORECASE)
"""Words that say that what goes in has one axis besides its channels."""
_OF_IMAGES = re.compile(r"\b(?:images?|pictures?|photos?|pixels?|bild(?:er)?|imágen(?:es)?|imagen)\b|"
                        r"gr[ae]yscale", re.IGNORECASE)


class InputShape(NamedTuple):
    """A shape, channels first, what was assumed of it, and whether its sides are known."""

    shape: Shape
    assumed: tuple[str, ...] = ()
    sized: bool = True
    batch: int = 1


def of(exercise: Exercise) -> InputShape:
    """The shape that goes in. Raises ArchcalcError where it is not said, and is needed."""
    layers = [layer for layer in exercise.layers if layer.kind != "input"]
    claimed = [layer.attributes["shape"] for layer in exercise.layers if layer.kind == "input"]
    if exercise.input is None and claimed:
        batches = [layer.attributes.get("batch", 1) for layer in exercise.layers if layer.kind == "input"]
        return InputShape(_channels_ahead(exercise, layers), batch=batches[0])
    first = next((layer for layer in layers if "see-through" not in layer.op.traits), layers[0] if layers else None)
    if first is None:
        raise ArchcalcError.of(
            "exercise", "there is no layer in it", hint="for example conv 96 11x11 stride 4 on 227x227x3"
        )
    features = exercise.features or _features_said(layers) or _depth(first, exercise.input)
    if exercise.input is None:
        return _without_sides(exercise, first, features)
    shape, assumed = _with_sides(exercise, exercise.input, first, features)
    batch = exercise.input.sides[0] if first.axes and len(exercise.input.sides) == first.axes + 2 else 1
    claims = exercise.features
    if claims and shape[0] != claims and prod(shape) != claims and shape[-1] != claims:
        refuse(
            exercise.text,
            exercise.input.token,
            f"{claims} channels are said to go in, and this has {shape[0]}",
            "leave one of them out",
        )
    return InputShape(shape, assumed, batch=batch)


def _features_said(layers: list[ExerciseLayer]) -> int:
    """The channels that the first layer which reads all of them is said to read; those before it keep them."""
    for layer in layers:
        if layer.features:
            return layer.features
        if not layer.op.traits & {"see-through", "window-pooling"} and layer.kind != "pad":
            break
    return 0


def _channels_ahead(exercise: Exercise, layers: list[ExerciseLayer]) -> Shape:
    """The size that code says; a signal of Keras with its channels first, as the layers that slide over it have it."""
    entrance = next(layer for layer in exercise.layers if layer.kind == "input")
    shape = tuple(entrance.attributes["shape"])
    slides = next((layer for layer in layers if "see-through" not in layer.op.traits), None)
    last = entrance.attributes.get("last") and len(shape) == 2 and slides is not None and slides.axes == 1
    return shape[::-1] if last else shape


def of_chain(exercise: Exercise) -> InputShape:
    """The shape that goes into a chain in the lecture's notation."""
    if exercise.input is None:
        raise _missing()
    if _is_signal(exercise, exercise.input):
        return InputShape(*_signal(exercise.input.sides, exercise.features))
    shape, assumed = _image(exercise.input, exercise.features)
    return InputShape(exercise.input.sides if len(exercise.input.sides) == 1 else shape, assumed)


def _missing() -> ArchcalcError:
    return ArchcalcError.of("exercise", "the input is not said", hint="write it after on: ... on 227x227x3")


def _without_batch(exercise: Exercise, first: ExerciseLayer, size: InputSides) -> InputSides:
    """The sides of one image, or signal, or clip: a batch stands before them in brackets. Raises ArchcalcError."""
    extra = len(size.sides) - first.axes - 1
    if not extra:
        return size
    if extra == 1 and size.token.text.startswith(("[", "(")):
        return size._replace(sides=size.sides[1:])
    read, example = {
        1: ("signals", "a signal is 100x16"),
        2: ("images", "an image is 32x32x3"),
        3: ("clips", "a clip is 16x112x112x3"),
    }[first.axes]
    return refuse(
        exercise.text, size.token,
        f"{first.token.text.strip()} reads {read}, and {size.token.text} has {len(size.sides)} sizes",
        f"{example}; the sizes of a batch stand in brackets: (8, ...)",
    )


def _with_sides(
    exercise: Exercise, size: InputSides, first: ExerciseLayer, features: int
) -> tuple[Shape, tuple[str, ...]]:
    """The sides that go in, in the order of the first layer's kind."""
    sides = size.sides
    if len(sides) < 3 and (first.op.traits & OF_TOKENS or first.kind in {"embedding", "layer_norm", "rms_norm"}):
        return _tokens(sides, first, features)
    if len(sides) == 1 and (first.op.traits & {"linear", "activation", "random"} or first.kind in {"flatten"}):
        return sides, ()
    if first.axes and len(sides) > first.axes:
        size = _without_batch(exercise, first, size)
        sides = size.sides
    axes = _axes(first, sides)
    moves = "kernel" in first.op.fields and not isinstance(first.attributes.get("kernel"), list)
    if len(sides) < 3 and (axes == 1 or (not first.axes and moves and _is_signal(exercise, size))):
        return _signal(sides, features)
    if axes == 3 and len(sides) > 2:
        return _clip(exercise, size, first, features)
    return _image(size, features)


def _tokens(sides: Shape, first: ExerciseLayer, features: int) -> tuple[Shape, tuple[str, ...]]:
    """Tokens and their features; of one number beside features, so many tokens, or else a token of so many features."""
    if len(sides) > 1 or first.kind == "embedding":
        return sides, ()
    return ((sides[0], features), ()) if features else ((1, sides[0]), ("1 token in",))


def _axes(first: ExerciseLayer, sides: Shape) -> int:
    kernel = first.attributes.get("kernel")
    if first.axes:
        return first.axes
    return 3 if len(sides) == 4 or (isinstance(kernel, list) and len(kernel) == 3 and len(sides) > 3) else 2


def _is_signal(exercise: Exercise, size: InputSides) -> bool:
    """True where the words say a signal. Raises ArchcalcError where two sizes may as well be an image's."""
    sides = size.sides
    if len(sides) < 3 and _OF_SIGNALS.search(exercise.text):
        return True
    if len(sides) == 2 and 1 in sides and max(sides) > 1 and not exercise.features \
            and not _OF_IMAGES.search(exercise.text):
        length, written = max(sides), "x".join(map(str, sides))
        refuse(exercise.text, size.token, f"{written} is a signal of {length} samples and 1 channel, or an image of "
               f"{written} pixels", f"write on a signal {written}, or on an image {written}x1", "ambiguous-input")
    return False


def _signal(sides: Shape, features: int) -> tuple[Shape, tuple[str, ...]]:
    """A signal, as tables have it: length x channels; channels first where code says that those come first.

    One channel is one wherever it stands.
    """
    if len(sides) == 1:
        return (features or 1, sides[0]), () if features else ("1 channel in",)
    first = features == sides[0] != sides[1] or (sides[0] == 1 and not features)
    return (sides, ()) if first else ((sides[1], sides[0]), ())


def _clip(
    exercise: Exercise, size: InputSides, first: ExerciseLayer, features: int
) -> tuple[Shape, tuple[str, ...]]:
    sides = size.sides
    if len(sides) == 3 and (first.token.code == "c" or features == sides[0]):
        refuse(exercise.text, size.token, f"{first.token.text.strip()} reads clips, and {size.token.text} is an image",
               "a clip has its frames too: 16x112x112x3")
    if len(sides) == 3:
        return (features or 1, *sides), () if features else ("1 channel in",)
    channels_first = (sides[0] in {1, 3} and sides[-1] > 4) or (features == sides[0] != sides[-1])
    return (sides if channels_first else (sides[-1], *sides[:-1])), ()


def _image(size: InputSides, features: int) -> tuple[Shape, tuple[str, ...]]:
    """An image; a volume has its channels first where it is written as in PyTorch."""
    sides = size.sides
    if len(sides) == 1:
        sides = sides * 2
    if len(sides) == 2:
        return (features or 1, *sides), () if features else ("1 channel in",)
    if len(sides) > 3:
        return (sides[-1], *sides[:-1]), ()
    bracketed = size.token.text.startswith(("[", "(")) and sides[0] < sides[-1]
    if features and {features} & {sides[0]} and sides[2] != features:
        return sides, ("channels first",)
    if bracketed or _channels_first(sides):
        return sides, () if bracketed or sides[0] in {1, 3} else ("channels first",)
    return (sides[2], *sides[:2]), ()


def _channels_first(sides: Shape) -> bool:
    """True where a volume is written as in PyTorch: two equal sides last are an image, and no first side is one."""
    return sides[1] == sides[2] > 4 and sides[0] != sides[1]


def _depth(first: ExerciseLayer, size: InputSides | None) -> int:
    """The channels that a filter of 5x5x3 reads."""
    kernel = first.attributes.get("kernel") if first.times == 1 else None
    deep = isinstance(kernel, list) and len(kernel) == 3 and first.axes in {0, 2} and not (size and len(size.sides) > 3)
    return kernel[2] if deep and isinstance(kernel, list) else 0


def _without_sides(exercise: Exercise, first: ExerciseLayer, features: int) -> InputShape:
    """The least that the layers take, where no figure that is asked for depends on it."""
    asked = {*exercise.asked} or {"params"}
    if features and first.op.traits & {"linear"} and not asked <= _WITHOUT_SIZE:
        return InputShape((features,))
    fields_alone = asked <= {"receptive_field", "effective_stride"}
    if not asked <= _WITHOUT_SIZE or exercise.batch != 1 or _flattens(exercise.layers, first):
        raise _missing()
    alone = fields_alone or asked <= {"biases"}
    if not features and not alone and first.kind != "embedding" and first.op.traits & _READS_CHANNELS:
        raise ArchcalcError.of(
            "exercise",
            "the channels that go in are not said",
            hint="say what goes in: ... on 32x32x3, or with 3 input channels",
        )
    channels = features or 1
    if first.kind == "embedding":
        return InputShape((1,), sized=False)
    if first.op.traits & {"linear"}:
        return InputShape((channels,), sized=False)
    if first.op.traits & {"recurrent", "attention", "token"} or first.kind in {"layer_norm", "rms_norm"}:
        return InputShape((1, channels), sized=False)
    axes = first.axes or 2
    return InputShape((channels, *(_WIDE if axes < 3 else _WIDE_CLIP,) * axes), sized=False)


def _flattens(layers: Iterable[ExerciseLayer], first: ExerciseLayer) -> bool:
    """True where a volume is flattened, so that its sides count."""
    of_tokens = first.kind == "embedding" or first.op.traits & OF_TOKENS
    return "linear" not in first.op.traits and any(
        layer is not first and (layer.kind == "flatten" or ("flattened" in layer.op.traits and not of_tokens))
        for layer in layers)
