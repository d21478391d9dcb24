"""Images of data sets that an exercise names, where no size is said: CIFAR's, MNIST's."""

from __future__ import annotations

import re

from archcalc.homework.exercises.exercise import Exercise, InputSides
from archcalc.homework.exercises.sentence_words import SentenceWord

_DATA_SETS = ((re.compile(r"\bcifar[- ]?(?:100?|)\b", re.IGNORECASE), (32, 32, 3), "CIFAR's images are 32x32x3"),
              (re.compile(r"(?<!fashion )(?<!fashion-)\b(?:fashion[- ])?mnist\b", re.IGNORECASE), (28, 28, 1),
               "MNIST's images are 28x28x1"))
"""Sizes of the images of data sets that an exercise names."""


_FLATTENED = re.compile(r"\b(?:images?|digits?|pictures?|pixels?)\b[^.?!]*\bflatten|"
                        r"\bflattened\s+\S*\s*(?:images?|digits?)", re.IGNORECASE)


def input_of_data_set(exercise: Exercise) -> tuple[InputSides, str] | None:
    """The size of a data set's images, where that is named and no size is said; with what is assumed."""
    found = [each for each in _DATA_SETS if each[0].search(exercise.text)]
    if exercise.input or exercise.features or len(found) != 1 or not exercise.layers:
        return None
    if not (exercise.layers[0].op.traits & {"convolution", "window-pooling"} or _FLATTENED.search(exercise.text)):
        return None
    pattern, sides, told = found[0]
    match = pattern.search(exercise.text)
    assert match is not None
    return InputSides(sides, SentenceWord("z", match[0], *match.span(), sides)), told
