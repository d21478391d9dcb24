"""Specifications made of choices: every step of the language, with values that suit it, or do not."""

from collections.abc import Iterator
from typing import Any

from archcalc.operators import find, kinds

VALUES: list[Any] = [
    1, 2, 3, 4, 7, 8, 16, 0, -1, 1.5, 2**31, True, False, None, "same", "valid", "x", "", [1, 2], [[0, 1], [2]], {"a": 1},
    "${n}", "${c_in}", "${h_in // 2}", "${w_in * 2 - 1}", "${i}", "${i + 1}", "${a}", "${b[0]}", "${f}", "${f * 2}", "${1 // 0}", "${n ** n}",
    "${[n, i]}", "${len(rows)}", "${rows[i]}", "${'relu' if yes else kind}", "${yes and not i}", "${c_in == f}", "${min(n, 3)}",
    "${divisible(c_in * 0.75, 8)}", "${round(h_in / 3)}", "${max(rows)}", "${kind}", "a${n}_${i}", "${yes}", "${n in [1, 2]}"]
NAMES = ["x${i}", "x", "y", "input", "conv1", "relu1", "pool1", "m1", "m1/conv1", "g/conv1", "last", "before", "${kind}1"]
SIZES: list[Any] = [[3, 32, 32], [8, 7, 5], [16], [4, 8], [1, 1, 1], ["${n}", 8, 8]]
SUITING: dict[str, Any] = {"filters": 8, "kernel": 3, "units": 10, "scale": 2, "groups": 2, "heads": 2, "factor": 2, "output": 2, "padding": 1,
           "order": [0, 2, 3, 1], "shape": [8, 4, 4], "channels": [0, 2], "places": [0, 2], "sides": [1, 1, 1, 1], "connections": [[0], [1, 2]],
           "operator": "Foo", "axes": [2], "learned": [2], "reduce": "max", "elementwise": "exp", "arithmetic": "add"}
"""What an attribute is given for the most part, so that networks grow."""


def specification(choices: Iterator[int]) -> dict[str, Any]:
    """A whole file; raises StopIteration where the choices end too soon."""
    size = SIZES[next(choices) % len(SIZES)]
    written: dict[str, Any] = {"inputs": {"left": size, "right": size}} if next(choices) % 8 == 0 else {"input": size}
    written["options"] = {"n": 2, "kind": "relu", "yes": True, "rows": [[1, 2], [3, 4]]}
    written["modules"] = {
        "m": {"parameters": {"f": 8, "g": "${f}"}, "layers": steps(choices, 2)},
        "two": {"inputs": ["last", "before"], "parameters": {"f": None}, "layers": steps(choices, 2)}}
    written["layers"] = steps(choices, 0)
    if next(choices) % 4 == 0:
        written["variants"] = {"v": {"n": _value(choices, 3)},
                               "w": {"kind": _value(choices, "tanh"), "input": SIZES[next(choices) % len(SIZES)]}}
    return written


def edits(choices: Iterator[int]) -> dict[str, Any]:
    """What the command line may ask for besides: options, another input, changed attributes."""
    asked = next(choices)
    return {"options": {"n": _value(choices, 1)} if asked & 1 else None,
            "input_size": ("3x8x8", "16", "x", "0x1", "4x9999999999x1", "3x224")[next(choices) % 6] if asked & 2 else None,
            "changes": {
                f"{NAMES[next(choices) % len(NAMES)]}.{('stride', 'kernel', 'filters', 'q', 'name')[next(choices) % 5]}":
                _value(choices, 2)} if asked & 4 else None}


def steps(choices: Iterator[int], depth: int) -> list[Any]:
    """A chain, as long as the choices say."""
    made = []
    for _ in range(next(choices, 0) % 5):
        try:
            made.append(_step(choices, depth))
        except StopIteration:
            break
    return made


def _step(choices: Iterator[int], depth: int) -> Any:
    how = next(choices) % 16
    if how == 0:
        return {"from": NAMES[next(choices) % len(NAMES)]}
    if how < 6 and depth < 4:
        return _CONTROLS[how - 1](choices, depth)
    if how == 6:
        return {("m", "two", "${kind}")[next(choices) % 3]: {"f": _value(choices, 8), **_common(choices)}}
    return _operator(choices, depth)


def _operator(choices: Iterator[int], depth: int) -> Any:
    kind = kinds()[next(choices) % len(kinds())]
    op = find(kind)
    assert op is not None
    if op.inputs[1] is None and depth < 4:
        return {kind: {"branches": [steps(choices, depth + 1) for _ in range(next(choices) % 3 + 1)], **_common(choices)}}
    wanted = [name for name in op.fields if name not in op.defaults or next(choices) % 4 == 0]
    suiting = {name: SUITING.get(kind if name == "function" else name, op.defaults.get(name, 2)) for name in wanted}
    return {kind: {name: _value(choices, value) for name, value in suiting.items()} | _common(choices)}


def _common(choices: Iterator[int]) -> dict[str, Any]:
    asked = next(choices)
    names = {"name": NAMES[next(choices) % len(NAMES)]} if asked % 8 == 0 else {}
    sources = {"from": [NAMES[next(choices) % len(NAMES)], "input"][: asked % 2 + 1]} if asked % 16 < 2 else {}
    return names | sources | ({"if": _value(choices, "${yes}")} if asked % 8 == 3 else {})


def _value(choices: Iterator[int], usual: Any) -> Any:
    """What suits the place, and one time in ten anything at all."""
    chosen = next(choices)
    return VALUES[next(choices) % len(VALUES)] if chosen % 10 == 0 else usual


_CONTROLS: list[Any] = [
    lambda choices, depth: {"repeat": {"times": _value(choices, 2), "index": "i", "layers": steps(choices, depth + 1)}},
    lambda choices, depth: {"each": {"as": ["a", "b"], "of": ("${rows}", [[1, [2]], [3, [4]]], [[1, 2]], _value(choices, "${rows}"))[next(choices) % 4],
                                     "index": "i", "layers": steps(choices, depth + 1)}},
    lambda choices, depth: {"group": {"name": NAMES[next(choices) % len(NAMES)], "layers": steps(choices, depth + 1)}},
    lambda choices, depth: {"residual": {"skip": _value(choices, "${yes}"), "layers": steps(choices, depth + 1),
                                         "shortcut": steps(choices, depth + 1), **_common(choices)}},
    lambda choices, depth: {"residual": steps(choices, depth + 1)},
]
