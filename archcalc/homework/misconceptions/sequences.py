"""Layers on tokens: the same weights for every token, one value of each feature for every token."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from archcalc.homework.misconceptions._base import OTHER, Case, Misconception, Mistaken
from archcalc.homework.questions.right_answers import Target, held
from archcalc.operators.shape_kinds import is_spatial

_OUTPUT, _WEIGHTS = frozenset({"output"}), frozenset({"params", "weights"})


def _tokens(case: Case) -> int:
    """The tokens that a layer reads; 0 where it reads none."""
    read = case.inputs[0] if case.inputs else ()
    return 0 if case.whole or is_spatial(read) or len(read) != (2 if "entries" in case.op.fields else 3) else read[1]


def _outputs(told: Callable[[Case, int], Iterator[tuple[int, ...]]]) -> Callable[[Case], Iterator[Mistaken]]:
    """The shapes that somebody tells for a layer on tokens."""
    def answers(case: Case) -> Iterator[Mistaken]:
        tokens = _tokens(case)
        yield from (Mistaken(Target(shape)) for shape in (told(case, tokens) if tokens else ()))

    return answers


def _one_token(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    if len(case.output) > 2:
        yield (case.output[-1],)


def _every_token(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    if "recurrent" in case.op.traits and len(case.output) == 2:
        yield (tokens, case.output[-1])


def _multiplied(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    if len(case.output) > 2:
        yield (prod(case.output[1:]),)


def _tokens_alone(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    yield (tokens,)


def _gates_side_by_side(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    if getattr(case.op, "gates", 1) > 1:
        yield (*case.output[1:-1], case.output[-1] * getattr(case.op, "gates", 1))


def _layers_side_by_side(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    if "recurrent" in case.op.traits and case.op.attributes["layers"] > 1:
        yield (*case.output[1:-1], case.output[-1] * case.op.attributes["layers"])


def _one_direction(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    if case.op.attributes.get("bidirectional"):
        yield (*case.output[1:-1], case.output[-1] // 2)


def _entries(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    if "entries" in case.op.fields:
        yield (tokens, case.op.attributes["entries"])


def _scores(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    if "looks-back" in case.op.traits:
        yield (tokens, tokens)


def _one_head(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    heads = case.op.attributes.get("heads", 0) if "looks-back" in case.op.traits else 0
    if heads and case.output[-1] % heads == 0:
        yield (tokens, case.output[-1] // heads)


def _all_heads(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    if "looks-back" in case.op.traits and "heads" in case.op.fields:
        yield (tokens, case.output[-1] * case.op.attributes["heads"])


def _three_matrices(case: Case, tokens: int) -> Iterator[tuple[int, ...]]:
    if "looks-back" in case.op.traits:
        yield (tokens, 3 * case.output[-1])


def _weights_of_every_token(case: Case) -> Iterator[Mistaken]:
    """The weights, with the biases and without, once for every token."""
    tokens, counts = _tokens(case), held(case.op, case.inputs)
    if tokens > 1:
        weights = tokens * counts["weight"]
        yield Mistaken(Target(weights))
        if case.question.figure.name == "params":
            yield from (Mistaken(Target(weights + times * counts["bias"])) for times in (1, tokens))


def _tokens_for_entries(case: Case) -> Iterator[Mistaken]:
    if "entries" in case.op.fields and _tokens(case):
        yield Mistaken(Target(_tokens(case) * case.output[-1]))


ROWS = (
    Misconception("one-token-told", "the output of one token was told",
                  "the layer works on every token: write their number first", _OUTPUT, _outputs(_one_token),
                  rank=OTHER),
    Misconception("sequence-for-last-step", "every step was told, where the last alone is handed on",
                  "this layer hands on the state of the last step", _OUTPUT, _outputs(_every_token)),
    Misconception("tokens-multiplied-in", "the tokens and the features were multiplied",
                  "write the number of tokens, then the features", _OUTPUT, _outputs(_multiplied), rank=OTHER),
    Misconception("steps-for-units", "the number of steps was told",
                  "each step gives a value for every unit: their number is asked for", _OUTPUT,
                  _outputs(_tokens_alone), rank=OTHER + 2),
    Misconception("gates-in-the-output", "the gates were counted in the output",
                  "gates decide what is handed on: each unit gives one value", _OUTPUT,
                  _outputs(_gates_side_by_side), rank=OTHER),
    Misconception("layers-in-the-output", "the layers of the stack were put side by side",
                  "the last layer of the stack alone hands on its values", _OUTPUT, _outputs(_layers_side_by_side),
                  rank=OTHER),
    Misconception("one-direction-told", "the values of one direction were told",
                  "a bidirectional layer puts both directions side by side", _OUTPUT, _outputs(_one_direction)),
    Misconception("entries-for-features", "the entries of the table were told, not its features",
                  "each token becomes one row of the table: as many values as there are features", _OUTPUT,
                  _outputs(_entries), rank=OTHER),
    Misconception("scores-for-output", "the scores of tokens with tokens were told",
                  "the scores weigh the values: every token gets as many features as before", _OUTPUT,
                  _outputs(_scores), rank=OTHER),
    Misconception("one-head-told", "the features of one head were told", "the heads are put side by side again",
                  _OUTPUT, _outputs(_one_head), rank=OTHER),
    Misconception("heads-side-by-side", "every head was taken to give all features",
                  "the heads share the features among them", _OUTPUT, _outputs(_all_heads), rank=OTHER),
    Misconception("matrices-in-the-output", "queries, keys and values were put side by side",
                  "queries, keys and values are inside: the output has the features of the values", _OUTPUT,
                  _outputs(_three_matrices), rank=OTHER),
    Misconception("steps-multiplied", "the weights were counted for every token",
                  "the same weights work on every token: count them once", _WEIGHTS, _weights_of_every_token,
                  rank=OTHER + 1),
    Misconception("tokens-for-entries", "the tokens were taken for the entries of the table",
                  "the table has a row for each entry, however many tokens are read", _WEIGHTS, _tokens_for_entries,
                  rank=OTHER),
)
