"""Pictures as a network's input: resized, cut to size and normalised as its specification says."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted, told
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean
from archcalc.executor.backends import backend, missing
from archcalc.language.about import PREPROCESSING_KEYS as KEYS
from archcalc.network.graph import Graph

MOST_BYTES = 256 << 20
SUFFIXES = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
"""Files of a folder that are taken for pictures."""
USUAL = {1: ((0.5,), (0.5,)), 3: ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))}
"""Mean and standard deviation of a picture's channels: those of ImageNet's training set, where there are three."""
LETTERS = {1: ("L",), 3: ("RGB", "BGR")}
"""How the channels of a picture may be ordered, the usual way first."""


class Recipe(NamedTuple):
    """The way from a picture to an input; mean and std are of values from 0 to 1, one for each channel."""

    resize: int
    mean: tuple[float, ...]
    std: tuple[float, ...]
    channels: str

    @classmethod
    def of(cls, graph: Graph) -> Recipe:
        """The specification's `preprocessing`; where it is silent, what is usual with ImageNet."""
        c, h, w = _input_shape(graph)
        said = graph.about.description.get("preprocessing") or {}
        for key in said:
            if key not in KEYS:
                raise ArchcalcError.of("preprocessing", f"preprocessing has no {quoted(key)}",
                                       hint=did_you_mean(str(key), KEYS), expected=f"one of: {', '.join(KEYS)}")
        mean, std = USUAL[c]
        usual = {"resize": round(min(h, w) * 8 / 7), "channels": LETTERS[c][0], "mean": mean, "std": std}
        recipe = usual | said
        mean, std = (_numbers(key, recipe[key], c) for key in ("mean", "std"))
        channels, resize = recipe["channels"], recipe["resize"]
        if channels not in LETTERS[c]:
            raise ArchcalcError.of("preprocessing", f"preprocessing: channels is no order, found {told(channels)}",
                                   expected=" or ".join(LETTERS[c]))
        if type(resize) is not int or resize < 1:
            raise ArchcalcError.of("preprocessing", f"preprocessing: resize is a size, found {told(resize)}",
                                   expected="so many pixels")
        return cls(resize, mean, std, channels)


def _input_shape(graph: Graph) -> tuple[int, int, int]:
    shapes = [node.shape[1:] for node in graph.nodes if node.is_entrance]
    if len(shapes) != 1 or len(shapes[0]) != 3 or shapes[0][0] not in LETTERS:
        raise ArchcalcError.of("input", f"{graph.about.name} does not take one picture of 1 or 3 channels",
                               hint="run it on random values: leave --image out")
    c, h, w = shapes[0]
    return c, h, w


def _numbers(key: str, value: Any, count: int) -> tuple[float, ...]:
    values = value if isinstance(value, (list, tuple)) else [value] * count
    if len(values) != count or not all(type(each) in (int, float) for each in values) or (key == "std" and 0 in values):
        raise ArchcalcError.of("preprocessing", f"preprocessing: {key} is {count} numbers, found {told(value)}",
                               hint="one for every channel of the input, as training had them")
    return tuple(map(float, values))


def listed(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Pictures, and those in folders, by name. Raises ArchcalcError for a folder without any."""
    found: list[Path] = []
    for path in paths:
        inside = [path]
        if files.is_folder(path):
            inside = sorted(each for each in path.iterdir() if each.suffix.lower() in SUFFIXES)
        if not inside:
            raise ArchcalcError.of("image", f"there are no pictures in {quoted(path)}",
                                   expected=f"one of: {', '.join(SUFFIXES)}")
        found += inside
    return tuple(found)


def batch(graph: Graph, paths: Sequence[Path], recipe: Recipe) -> Any:
    """Pictures as one array (n, c, h, w), in float32. Raises ArchcalcError for a file that is no picture."""
    numpy = backend("numpy").namespace()
    _, h, w = _input_shape(graph)
    return numpy.stack([_prepared(numpy, path, recipe, (h, w)) for path in paths])


def _prepared(numpy: Any, path: Path, recipe: Recipe, size: tuple[int, int]) -> Any:
    image = _opened(path, "L" if recipe.channels == "L" else "RGB")
    scale = max(recipe.resize / min(image.size), size[0] / image.size[1], size[1] / image.size[0])
    width, height = (max(wanted, round(side * scale)) for side, wanted in zip(image.size, size[::-1], strict=True))
    left, top = (width - size[1]) // 2, (height - size[0]) // 2
    cut = image.resize((width, height), import_module("PIL.Image").Resampling.BILINEAR)
    values = numpy.asarray(cut.crop((left, top, left + size[1], top + size[0])), dtype=numpy.float32) / 255
    values = values.reshape(*size, -1)[..., ::-1 if recipe.channels == "BGR" else 1]
    mean, std = (numpy.asarray(each, dtype=numpy.float32) for each in (recipe.mean, recipe.std))
    return ((values - mean) / std).transpose(2, 0, 1)


def _opened(path: Path, form: str) -> Any:
    """A picture, decoded; one that would fill the memory is refused."""
    try:
        pillow = import_module("PIL.Image")
    except ImportError:
        raise missing("Pillow", "images") from None
    content = BytesIO(files.content(path, MOST_BYTES))
    refusal = ArchcalcError.of("image", f"{quoted(path)} is no picture that can be read",
                               expected=f"a whole file of one of: {', '.join(SUFFIXES)}")
    # Pillow warns of broken remarks beside the picture, which nobody asked for
    with files.guarded(refusal), warnings.catch_warnings(action="ignore"):
        warnings.simplefilter("error", pillow.DecompressionBombWarning)
        try:
            with pillow.open(content) as image:
                return image.convert(form)
        except (pillow.DecompressionBombError, pillow.DecompressionBombWarning):
            raise ArchcalcError.of("too-large", f"{quoted(path)} would take the memory of "
                                   f"{pillow.MAX_IMAGE_PIXELS:,} pixels or more") from None
