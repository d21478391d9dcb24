"""Pages on the words of the language: forms, keys, attributes and their values, functions and signs of expressions.

Each is told from where it is declared: the keys of `language.grammar`, the attributes of operators, the functions of
`language.expressions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.language.expressions import INCOMING, RESERVED, compile_text
from archcalc.language.expressions.arithmetic import OPERATIONS
from archcalc.language.expressions.parser import CALLED, WORDS
from archcalc.language.expressions.shown_values import written
from archcalc.language.expressions.volumes import ANY_VOLUME
from archcalc.language.grammar import FORMS, Keys
from archcalc.operators import find, kinds
from archcalc.operators.attributes import Kind
from archcalc.operators.operator import Op
from archcalc.reports.explain import ANOTHER_LAYER, default, paragraphs

_INPUT = (3, 32, 32)
_EXAMPLE_NAMES = {**dict(zip(RESERVED, _INPUT, strict=True)), ANY_VOLUME: lambda name: list(_INPUT)}
"""The names that examples know."""


class IndexLine(NamedTuple):
    """A line of the index: a name, what it is, and the family in which it stands."""

    name: str
    line: str
    family: str = ""


class _Use(NamedTuple):
    """One use of a word: what has it, what it is there, what may stand under it, and what stands without it."""

    of: str
    use: str
    holds: str
    default: str


def forms() -> Iterator[IndexLine]:
    """The steps that are neither an operator nor a module, a line each."""
    return (IndexLine(name, keys.says) for name, keys in FORMS.items())


def form(name: str) -> Report | None:
    """A form's page: its keys, what it does, an example."""
    keys = FORMS.get(name)
    if keys is None:
        return None
    columns = (Column("key", "key", rank=0), Column("holds", "what stands under it", "prose", rank=0),
               Column("default", "", rank=0))
    alone = [("", f"alone: {keys.short.holds}", "")] if keys.short is not None else []
    rows = (*alone, *((key, entry.holds, "required" if entry.required else "") for key, entry in keys.items()))
    notes = (*paragraphs(keys.says), "For example:", "", f"    - {keys.example}", "")
    return Report("archcalc/form/1", (Table("keys", columns, rows),), notes,
                  {"form": name, "example": keys.example}, title=name)


def functions() -> Iterator[IndexLine]:
    """The functions of expressions, a line each."""
    return (IndexLine(name, f"{function.usage}: {function.gives}") for name, function in CALLED.items())


def function(name: str) -> Report | None:
    """A function's page: what it gives, and an example worked out."""
    if name not in CALLED:
        return None
    usage, gives, example, _ = CALLED[name]
    result = compile_text(f"${{{example}}}").evaluate(_EXAMPLE_NAMES)
    columns = (Column("example", "for example", rank=0), Column("result", "gives", rank=0))
    return Report("archcalc/function/1", (Table("example", columns, ((example, written(result)),)),),
                  tuple(paragraphs(f"{usage}: {gives}.")),
                  {"function": name, "usage": usage, "gives": gives}, title=name)


SPOKEN = {"minus": "-"}
"""Signs by a word: - alone is standard input, from which a network is read."""


def signs() -> Iterator[IndexLine]:
    """Signs, words and names of expressions, a line each."""
    spoken = {name: f" (archcalc explain {word})" for word, name in SPOKEN.items()}
    return (IndexLine(name, gives + spoken.get(name, "")) for name, gives in _signs().items())


def _signs() -> dict[str, str]:
    return {**{sign: operation.gives for sign, operation in OPERATIONS.items()}, **WORDS, **INCOMING}


def sign(name: str) -> Report | None:
    """The page of a sign, word or name of expressions."""
    name = SPOKEN.get(name, name)
    told = _signs().get(name)
    if told is None:
        return None
    columns = (Column("sign", "in expressions", rank=0), Column("gives", "what it gives", "prose", rank=0))
    return Report("archcalc/sign/1", (Table("sign", columns, ((name, told),)),), (), {"sign": name}, title=name)


def keys() -> Iterator[IndexLine]:
    """The keys of every mapping but forms, a line each, and what has them."""
    for declared in Keys.declared:
        for name, key in declared.items() if declared.of not in FORMS else ():
            yield IndexLine(name, key.holds, declared.of)


def words() -> Iterator[str]:
    """Every key, every attribute of an operator, and every word that stands under one of these."""
    for declared in Keys.declared:
        yield from declared
    yield from (op.reads_also for op in _operators() if op.reads_also)
    for _, name, field in _attributes():
        yield name
        yield from sorted(field.words or ())


def _attributes() -> Iterator[tuple[type[Op], str, Kind]]:
    """Every attribute of every operator, and its kind."""
    return ((op, name, field) for op in _operators() for name, field in op.fields.items())


def _operators() -> Iterator[type[Op]]:
    return (op for kind in kinds() if (op := find(kind)) is not None)


def word(name: str) -> Report | None:
    """The page of a key, an attribute, or a word that stands under an attribute: every use of it."""
    as_key = (_Use(declared.of, "", declared[name].holds, "required" if declared[name].required else "")
              for declared in Keys.declared if name in declared)
    as_attribute = (_Use(op.kind, "", field.expected, default(op, own))
                    for op, own, field in _attributes() if own == name)
    as_layer = (_Use(op.kind, "", ANOTHER_LAYER, "none") for op in _operators() if name and op.reads_also == name)
    as_value = (_Use(op.kind, own, field.expected, default(op, own))
                for op, own, field in _attributes() if name in (field.words or ()))
    tables = (_table("keys", "as a key", as_key),
              _table("attributes", "as an attribute", chain(as_attribute, as_layer)),
              _table("values", "as a value", as_value))
    shown = tuple(table for table in tables if table.rows)
    return Report("archcalc/word/1", shown, (), {"word": name}, title=name) if shown else None


def _table(name: str, title: str, uses: Iterator[_Use]) -> Table:
    """Uses of a word under the columns that any of them fills."""
    rows = tuple(uses)
    columns = (Column("of", "of", rank=0), Column("use", "under", rank=1),
               Column("holds", "what it may be", "prose", rank=0), Column("default", "default", rank=0))
    filled = [column.key for column, cells in zip(columns, zip(*rows, strict=True), strict=False) if any(cells)]
    return Table(name, columns, rows, title=title).selected(filled)


_WAYS = {
    "notation": ("The lecture's notation is a step as it stands: what tables print, and what archcalc solve reads.", (
        ("CONV3-64", "64 3x3 filters, padded so that height and width stay"),
        ("CONV7-64 stride 2 pad 3", "words behind a layer are its attributes; pad is to be said where a stride is"),
        ("CONV-5-6", "6 5x5 filters without padding"),
        ("CONV3x3x3-64", "a kernel with a size for each axis"),
        ("MAXPOOL3 stride 2", "or POOL3, AVGPOOL3"),
        ("FC-10", "a linear layer, which flattens a volume"),
        ("CONV3-64 -> RELU -> POOL2", "a chain; modules and operators without attributes may stand in it"),
        ("2x (CONV3-64 -> RELU) -> POOL2", "what is in brackets, or one step, so many times"),
    )),
    "patterns": ("A name with a star stands for all layers and modules that match it, in order, one at least.", (
        ('add: {from: "stage*"}', "all outputs of this name so far, wherever several layers are read"),
        ('concat: {from: "split1/*"}', "a star stands for anything but a slash"),
        ('add: {from: ["stage*", extra]}', "beside other names"),
        ('change: {"*/conv1": {bias: false}}', "in change and remove: every path of the network that it is built on"),
        ('remove: ["block[2-4]/*"]', "one of several characters"),
    )),
}
"""Ways of writing several things at once: what each is, and examples with what they mean."""


def ways() -> Iterator[IndexLine]:
    """The ways of writing steps and names, a line each."""
    return (IndexLine(name, says) for name, (says, _) in _WAYS.items())


def way(name: str) -> Report | None:
    """The page of a way of writing: examples, and what they mean."""
    if name not in _WAYS:
        return None
    says, examples = _WAYS[name]
    columns = (Column("written", "written", rank=0), Column("means", "what it means", "prose", rank=0))
    return Report("archcalc/way/1", (Table("examples", columns, examples),), tuple(paragraphs(says)), {"way": name},
                  title=name)
