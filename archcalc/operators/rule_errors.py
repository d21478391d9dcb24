"""Mistakes in an operator's file: a rule that fails, takes the wrong arguments, or gives something else than it should.

A rule is run in many places, and most of them run it often; so nothing is checked before something has failed, but for
the shapes and counts that come of it. Then the rules of the operator at work are looked through.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from inspect import Parameter, signature
from linecache import getline
from pathlib import Path
from traceback import FrameSummary, TracebackException, walk_tb
from typing import Any, NoReturn

from archcalc.base.errors import ArchcalcError, Mistake, Place, Refused, Source, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean
from archcalc.operators.operator import Cost, Op, Shape, Weight, Window
from archcalc.operators.reading import Along, Moved
from archcalc.operators.saved_for_backward import Circumstances, Saved

PASSED = (Refused, ArchcalcError, MemoryError)
"""What a rule may raise: facts about its inputs, and what no rule is to blame for."""
SURFACE, EVERY_RULE = "archcalc explain operator lists them", "archcalc explain operator tells what each rule gives"


class MistakenRule(Refused):
    """A fact about an operator's file, which knows its place there."""

    def __init__(self, op: Op, rule: str, message: str, place: Place | None, hint: str = "") -> None:
        super().__init__("operator-rule", f"{op.kind}'s {rule}: {message}", hint=hint)
        self.place = place

    def at(self, place: Place | None, subject: str = "") -> Mistake:
        """The fact in the operator's file; the layer that it was met at is told besides."""
        met = f"met at {subject}{f', {place}' if place else ''}"
        return Mistake(self.code, self.message, self.place, self.hint, self.expected, (met,) if subject else ())


class RuleContract(NamedTuple):
    """What a rule is given and gives, in words; `right` tells whether a result is of that kind."""

    given: str
    gives: str
    right: Callable[[Any], bool]
    arguments: Callable[[Shape, tuple[Shape, ...]], tuple[Any, ...]] = lambda output, inputs: inputs


def is_shape(value: Any) -> bool:
    """True where a value is a shape: a tuple of whole numbers of 1 or more."""
    return isinstance(value, tuple) and len(value) > 0 and all(isinstance(axis, int) and axis > 0 for axis in value)


def _are_weights(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(name, str) and _is_weight(weight)
                                              for name, weight in value.items())


def _is_weight(value: Any) -> bool:
    return isinstance(value, Weight) and value.role in ROLES and all(type(axis) is int for axis in value.shape)


def _is_cost(value: Any) -> bool:
    return isinstance(value, Cost) and all(isinstance(count, int) for count in value)


def _are_reads(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(reads, Moved) or (
        isinstance(reads, tuple) and all(isinstance(along, Along) for along in reads)) for reads in value)


ROLES = ("weight", "bias", "affine", "buffer")
_WHEN = Circumstances()
_INPUTS, _OUTPUT_TOO = "the shape of each input", "the output's shape, then that of each input"
RULES = {
    "output": RuleContract(_INPUTS, "the output's shape: a tuple of whole numbers, the batch first", is_shape),
    "weights": RuleContract(_INPUTS, f"a dictionary of Weight(shape, role) by name; a role is {', '.join(ROLES)}",
                            _are_weights),
    "matrices": RuleContract(_INPUTS, "a Matrix by the name of each weight", lambda value: isinstance(value, Mapping)),
    "cost": RuleContract(_OUTPUT_TOO, "a Cost of whole numbers", _is_cost, lambda output, inputs: (output, *inputs)),
    "window": RuleContract(_INPUTS, "a Window", lambda value: isinstance(value, Window)),
    "reads": RuleContract(_OUTPUT_TOO, "for each input, an Along for every axis, or Moved", _are_reads,
                          lambda output, inputs: (output, *inputs)),
    "summary": RuleContract(_INPUTS, "a text", lambda value: isinstance(value, str)),
    "notation": RuleContract(_INPUTS, "a text", lambda value: isinstance(value, str)),
    "saved": RuleContract(f"the circumstances, {_OUTPUT_TOO}", "a Saved", lambda value: isinstance(value, Saved),
                          lambda output, inputs: (_WHEN, output, *inputs)),
    "needs": RuleContract("the circumstances", "what the backward pass needs, in a word",
                          lambda value: isinstance(value, str), lambda output, inputs: (_WHEN,)),
    "is_view": RuleContract("whether it is training", "true or false", lambda value: isinstance(value, bool),
                            lambda output, inputs: (True,)),
    "gradients_inside": RuleContract(_OUTPUT_TOO, "a whole number of values", lambda value: isinstance(value, int),
                                     lambda output, inputs: (output, *inputs)),
    "forward": RuleContract("xp, the array of each input, and each weight by its name", "an array",
                            lambda value: hasattr(value, "shape")),
}
"""Every rule of an operator."""


def failed(op: Op, rule: str, error: Exception, *given: Any, **named: Any) -> MistakenRule:
    """The mistake behind an exception that left a rule."""
    frame = _own_frame(op, error)
    if frame is None:
        return _misfit(op, rule, error, given, named)
    return MistakenRule(op, rule, *_told(op, error, frame))


def at_node(node: Any, error: Exception, *given: Any, **named: Any) -> ArchcalcError:
    """The mistake behind an exception that left the `forward` of a graph's node."""
    mistake = error if isinstance(error, MistakenRule) else failed(node.op, "forward", error, *given, **named)
    return _met(mistake, [node])


def checked(op: Op, rule: str, value: Any) -> Any:
    """A rule's result. Raises MistakenRule where it is nothing that the rule may give."""
    if RULES[rule].right(value):
        return value
    raise MistakenRule(op, rule, f"expected {RULES[rule].gives}, found {_shown(value)}", _definition(op, rule),
                       EVERY_RULE)


def looked_through(op: Op, output: Shape, inputs: tuple[Shape, ...]) -> MistakenRule | None:
    """The first mistake in an operator's rules on some shapes; arrays are not made."""
    for name, rule in RULES.items():
        given = rule.arguments(output, inputs)
        try:
            if name != "forward":
                checked(op, name, getattr(op, name)(*given))
        except MistakenRule as mistake:
            return mistake
        except PASSED:
            continue
        except Exception as error:  # whatever a stranger's code raises
            return failed(op, name, error, *given)
    return None


def behind(error: Exception) -> ArchcalcError | None:
    """The mistake in an operator's file that an exception comes of: in a rule, or in what a rule gave."""
    frames = [frame for frame, _ in walk_tb(error.__traceback__)][::-1]
    for number, frame in enumerate(frames):
        op, rule = frame.f_locals.get("self"), frame.f_code.co_name
        if isinstance(op, Op) and rule in RULES:
            return _met(failed(op, rule, error), [node for outer in frames[number:] for node in _nodes(outer.f_locals)
                                                  if node.op is op])
        for node in _nodes(frame.f_locals):
            if (mistake := looked_through(node.op, node.shape, node.input_shapes)) is not None:
                return _met(mistake, [node])
    return None


def _met(mistake: MistakenRule, nodes: list[Any]) -> ArchcalcError:
    """A mistake with the layer that it was met at, where one is known."""
    places = [(node.place, f"layer {quoted(node.name)}") for node in nodes[:1]]
    return ArchcalcError([mistake.at(*(places or [(None, "")])[0])])


def blame(error: Exception) -> NoReturn:
    """Raise the mistake in an operator's file that an exception comes of, or else the exception itself."""
    mistaken = None if isinstance(error, (ArchcalcError, MemoryError)) else behind(error)
    if mistaken is None:
        raise error
    raise mistaken from error


def _nodes(values: Mapping[str, Any]) -> Iterator[Any]:
    """The nodes of a graph among some values."""
    return (value for value in values.values() if isinstance(getattr(value, "op", None), Op)
            and hasattr(value, "input_shapes"))


def _own_frame(op: Op, error: Exception) -> FrameSummary | None:
    """The innermost step of an exception's way in the operator's own file, else in a file that it builds on."""
    steps = TracebackException.from_exception(error, lookup_lines=False).stack
    for kind in type(op).__mro__[:-2]:
        file = getattr(sys.modules.get(kind.__module__), "__file__", None)
        if found := [step for step in steps if step.filename == file]:
            return found[-1]
    return None


def _told(op: Op, error: Exception, frame: FrameSummary) -> tuple[str, Place | None, str]:
    """What happened, where, and a hint."""
    place = _place(frame.filename, frame.lineno or 1, frame.colno or 0, frame.end_colno or 0)
    if isinstance(error, Refused):
        return error.message, place, error.hint or (f"expected {error.expected}" if error.expected else "")
    if isinstance(error, AttributeError) and error.name is not None:
        message, hint = _missing(op, error)
        return message, place, hint
    if isinstance(error, NameError):
        return f"there is no {quoted(error.name)} here", place, "import it at the head of the file"
    written = getline(frame.filename, frame.lineno or 1).split()
    if written[:1] in (["raise"], ["assert"]) and str(error):
        return quoted(error, "", most=120), place, ""
    return _WORDS.get(type(error), f"it ended in {type(error).__name__}"), place, ""


_WORDS: dict[type[Exception], str] = {
    TypeError: "a value of another kind than it takes is used here", IndexError: "a place past the end is asked for",
    KeyError: "a name is asked for that is not there", ZeroDivisionError: "a division by 0",
    AssertionError: "what it asserts does not hold", RecursionError: "it calls itself without end",
    ValueError: "a value that does not do is used here",
}


def _missing(op: Op, error: AttributeError) -> tuple[str, str]:
    """What has no such attribute, and a hint."""
    name, near = quoted(error.name), did_you_mean(str(error.name), dir(error.obj))
    if isinstance(error.obj, Op):
        return f"{op.kind} has no attribute {name}", did_you_mean(str(error.name), op.fields)
    if hasattr(error.obj, "shape") and hasattr(error.obj, "dtype"):
        return f"an array has no method {name}", near or SURFACE
    if hasattr(error.obj, "matmul"):
        return f"xp has no function {name}", near or SURFACE
    return f"{name} is asked of a value that has none", ""


def _misfit(op: Op, rule: str, error: Exception, given: tuple[Any, ...], named: Mapping[str, Any]) -> MistakenRule:
    """A rule that could not be called with what it is given."""
    parameters = signature(getattr(op, rule)).parameters.values()
    takes = ", ".join(("*" if each.kind is Parameter.VAR_POSITIONAL else "") + each.name for each in parameters)
    words = f"{len(given)} value{'s' * (len(given) != 1)}" + (f" and {', '.join(map(quoted, named))}" if named else "")
    message = f"it takes ({takes}) and is given {words}: {RULES[rule].given}"
    return MistakenRule(op, rule, message, _definition(op, rule), EVERY_RULE)


def _definition(op: Op, rule: str) -> Place | None:
    """Where a rule is written down."""
    code = getattr(getattr(type(op), rule), "__code__", None)
    return _place(code.co_filename, code.co_firstlineno, 0, 0) if code else None


def _place(file: str, line: int, first: int, last: int) -> Place:
    """A stretch of a Python file, called as seen from the folder one stands in."""
    path = Path(file)
    if path.is_relative_to(here := Path.cwd()):
        path = path.relative_to(here)
    try:
        text = Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    source = Source(str(path), text)
    if not last:
        written = source.line(line)
        first, last = len(written) - len(written.lstrip()), len(written.rstrip(":"))
    return Place(source, line, first + 1, max(1, last - first))


def _shown(value: Any) -> str:
    """A result in words that are no object's."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{quoted(name)}: {_shown(each)}' for name, each in value.items())}}}"
    if isinstance(value, (tuple, list)) and not hasattr(value, "_fields"):
        left, right = "()" if isinstance(value, tuple) else "[]"
        return f"{left}{', '.join(map(_shown, value))}{',' * (left == '(' and len(value) == 1)}{right}"
    if value is None or isinstance(value, (int, float, str)):
        return quoted(repr(value), "")
    return f"a {type(value).__name__}"
