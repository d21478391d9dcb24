"""One bias a gate, or two: PyTorch and Keras differ, textbooks too, and an exercise seldom says which."""

from __future__ import annotations

import re

from archcalc.base import units
from archcalc.homework.exercises import answers_asked
from archcalc.homework.exercises.build import Built, network
from archcalc.homework.exercises.exercise import Exercise, ExerciseLayer

_OF_LIBRARIES = {"keras": {"lstm": 1, "rnn": 1, "gru": 2}, "torch": {"lstm": 2, "rnn": 2, "gru": 2}}
"""The bias vectors of a gate, by library; those of Keras's GRU follow from `reset_after`, its default."""
_ONE = re.compile(
    r"\b(?:an?|one|single|ein(?:en|em|zige[nrms]*)?|une?|una?|seul|único)\s+(?:single\s+|solo\s+)?"
    r"(?:bias[- ]?(?:vector|vektor)|vecteur de biais|vector de (?:sesgos?|bias))\b"
    r"|一个偏置向量|متجه\s+انحياز\s+واحد", re.IGNORECASE)
"""One bias vector, said of a layer that has no gates, or with the word for each gate."""
_COUNTED = frozenset({"params", "biases"})


def note(exercise: Exercise, built: Built) -> tuple[str, ...]:
    """What the parameters are with one bias a gate, where a sentence does not say how many there are."""
    open_ones = [layer for layer in exercise.layers if _is_open(layer)]
    if not open_ones or not _COUNTED & {*(exercise.asked or _COUNTED)}:
        return ()
    one = exercise.varied(
        layer._replace(attributes=layer.attributes | {"biases": 1}) if _is_open(layer) else layer
        for layer in exercise.layers)
    (found,) = answers_asked.answers(one._replace(asked=("params",)), network(one).graph, ("params",))
    (two,) = answers_asked.answers(exercise, built.graph, ("params",))
    gate = "gate" if any(layer.kind != "rnn" for layer in open_ones) else "layer"
    return (f"assumed: two bias vectors a {gate}, as PyTorch has them: {units.count(two.target.value)} parameters; "
            f"with one, as in most textbooks: {units.count(found.target.value)}",)


def _is_open(layer: ExerciseLayer) -> bool:
    """True of a recurrent layer whose biases nobody counts: of one that code calls, the library is known."""
    return ("biases" in layer.op.fields and not {"biases"} & layer.attributes.keys() and layer.token.code != "c"
            and layer.attributes.get("bias") is not False)


def of_library(layers: tuple[ExerciseLayer, ...], library: str, text: str) -> tuple[ExerciseLayer, ...]:
    """Recurrent layers with as many biases a gate as the sentence says, or as the library that it names has."""
    counts = dict.fromkeys(("lstm", "gru", "rnn"), 1) if _ONE.search(text) else _OF_LIBRARIES.get(library, {})
    return tuple(
        each._replace(attributes=each.attributes | {"biases": counts[each.kind]})
        if each.kind in counts and _is_open(each) else each
        for each in layers)
