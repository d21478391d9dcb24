"""A class of students whose mistakes are known: every answer comes with what it is.

Each student answers sixty questions: most of them right, in some notation; some by a mistake that is written down;
some nearly right; some not at all. A student of another class makes one mistake and goes on from there.
"""

import random
from typing import NamedTuple

from classroom.mistakes import FIGURES, MISTAKES, SUMS, nearly, right, volume, written
from classroom.pencil import NETWORKS, Total, onward

NEARLY = "nearly-right"


class Planted(NamedTuple):
    """An answer as a student gives it; `mistake` is "" where it is right and None where it is blank.

    `only` says that no other mistake leads to the same answer.
    """

    question: str
    given: str
    mistake: str | None
    only: bool = True


def students(count, seed=2024, answers=60, exact=False):
    """So many students, each a list of planted answers; with `exact`, the teacher wants the biases counted."""
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        asked = rng.sample(QUESTIONS, answers)
        yield f"student{number:03}", [_answer(rng, *question, exact) for question in asked]


def followers(count, seed=2024):
    """Students who get one volume wrong, and every later one right from there."""
    for number in range(count):
        rng = random.Random(f"{seed}/following/{number}")
        yield f"student{number:03}", list(_following(rng))


def _questions():
    for network, (layers, _) in NETWORKS.items():
        for i, layer in enumerate(layers):
            yield from ((network, i, figure) for figure in FIGURES if _asked(network, layer, figure))
        if "ceil" not in network and "_bn" not in network:
            yield from ((network, None, figure) for figure in SUMS)


def _asked(network, layer, figure):
    """Not the field of a vector, nor what the settings already tell, nor what a norm computes."""
    if layer.kind == "norm":
        return figure == "params"
    return not (figure == "receptive_field" and layer.kind == "fc") and not ("ceil" in network and layer.name == "conv1")


QUESTIONS = list(_questions())


def _answer(rng, network, i, figure, exact):
    layers = tuple(layer._replace(exact=exact) for layer in NETWORKS[network][0])
    layer = Total(layers, NETWORKS[network][1]) if i is None else layers[i]
    key, share = f"{network}.{layer.name}.{figure}", rng.random()
    if share < 0.05:
        return Planted(key, "", None)
    correct = right(layer, figure)
    wrong = _wrong(layers, i, figure, NETWORKS[network][1], correct)
    if share < 0.35 and wrong:
        mistake = rng.choice(sorted(wrong))
        return Planted(key, _shown(wrong[mistake], rng, exact=True), mistake, _only(wrong, mistake, figure))
    if share < 0.40 and isinstance(correct[0], int) and max(correct) + 1 not in correct:
        return Planted(key, rng.choice(list(nearly(max(correct)))), NEARLY, only=False)
    return Planted(key, _shown(rng.choice(correct), rng), "")


def _wrong(layers, i, figure, entered, correct):
    """What each mistake leads to, where that is wrong."""
    if i is None:
        made = {name: make(Total(layers, entered)) for name, make in SUMS[figure].items()}
    else:
        before, after = layers[i - 1] if i else None, layers[i + 1] if i + 1 < len(layers) else None
        made = {name: make(layers[i], before, after) for name, make in MISTAKES[figure].items()}
    size = [4 * number for number in correct] if figure == "memory" else []
    return {name: answer for name, answer in made.items() if answer and answer not in (*correct, *size, entered)}


def _only(wrong, mistake, figure):
    """Whether no other mistake leads there; memory without a unit may be bytes."""
    others = [answer for name, answer in wrong.items() if name != mistake]
    if figure == "memory":
        others += [4 * answer for answer in others if isinstance(answer, int)]
    return wrong[mistake] not in others


def _following(rng):
    """A wrong volume, and those of the layers after it."""
    network = rng.choice([name for name in NETWORKS if "ceil" not in name and "_bn" not in name])
    layers, entered = NETWORKS[network]
    i = rng.choice([i for i, layer in enumerate(layers) if layer.kind == "conv" and layer.after[0] > 20])
    wrong = {name: sides for name in ("padding-ignored", "stride-ignored", "plus-one-forgotten")
             if (sides := MISTAKES["output"][name](layers[i], None, None)) not in {None, layers[i].after}}
    mistake = rng.choice(sorted(wrong))
    yield Planted(f"{network}.{layers[i].name}.output", volume(wrong[mistake], rng), mistake, only=False)
    for layer, own in zip(layers[i + 1:i + 5], onward(layers[i + 1:i + 5], wrong[mistake]), strict=False):
        if own.after != layer.after:
            elsewhere = _wrong(layers, layers.index(layer), "output", entered, [layer.after]).values()
            yield Planted(f"{network}.{layer.name}.output", volume(own.after, rng), "follow-through",
                          own.after not in elsewhere)
            yield Planted(f"{network}.{layer.name}.memory", f"{own.values:,}", "follow-through")


def _shown(answer, rng, exact=False):
    if isinstance(answer, tuple):
        return volume(answer, rng)
    if isinstance(answer, str):
        return answer
    return f"{answer:,}" if exact else written(answer, rng)
