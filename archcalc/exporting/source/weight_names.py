"""archcalc's names of weights, turned into those of a framework: by rule, and by name what no rule tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.exporting.source.python_text import literal


class WeightName(NamedTuple):
    """A weight: archcalc's name of it in its layer, the framework's in its object, and both paths, part by part."""

    own: str
    there: str
    own_path: tuple[str, ...]
    path: tuple[str, ...]

    @property
    def own_name(self) -> str:
        """archcalc's name: conv2_1/conv1.weight."""
        return f"{'/'.join(self.own_path)}.{self.own}"

    @property
    def name(self) -> str:
        """The framework's: conv2_1.conv1.weight."""
        return ".".join([*self.path, self.there])


class NameRules(NamedTuple):
    """Rules by which a name there gives archcalc's: ends of names, parts between dots, and whole names.

    The first end that fits is replaced; then every part, and what is left between is /, before the last a dot.
    """

    ends: Mapping[str, str]
    parts: Mapping[str, str]
    names: Mapping[str, str]

    def applied(self, name: str) -> str:
        """archcalc's name of a parameter or buffer."""
        if name in self.names:
            return self.names[name]
        for end, own in self.ends.items():
            if name.endswith(f".{end}"):
                name = name.removesuffix(end) + own
                break
        *path, weight = name.split(".")
        return "/".join(self.parts.get(part, part) for part in path) + "." + weight


def name_rules(weights: Iterable[WeightName]) -> NameRules:
    """The rules for a network's weights. Raises ArchcalcError where two of them have one name in Python."""
    pairs: dict[str, str] = {}
    ends: dict[str, str] = {}
    parts: dict[str, str] = {}
    for each in weights:
        if each.name in pairs:
            raise ArchcalcError.of("repeated-name", f"{pairs[each.name]!r} and {each.own_name!r} are both {each.name} "
                                                    "in Python", hint="give one of them another name")
        pairs[each.name] = each.own_name
        if each.there != each.own:
            ends[each.there] = each.own
        parts |= {made: own for made, own in zip(each.path, each.own_path, strict=True) if made != own}
    first = sorted(ends, key=lambda end: -sum(end.endswith(f".{other}") for other in ends))
    rules = NameRules({end: ends[end] for end in first}, parts, {})
    return rules._replace(names={name: own for name, own in pairs.items() if rules.applied(name) != own})


_BY_NAME = """    if name in NAMES:
        return NAMES[name]
"""
_BY_END = """    for end, own in ENDS.items():
        if name.endswith(f".{end}"):
            name = name.removesuffix(end) + own
            break
"""


def name_tables(rules: NameRules) -> list[str]:
    """The lines of the tables by which names are turned; none where they are the same."""
    tables = {"NAMES": rules.names, "ENDS": rules.ends, "PARTS": rules.parts}
    lines = [line for word, table in tables.items() if table for line in (
        f"{word} = {{", *(f"    {literal(name)}: {literal(own)}," for name, own in table.items()), "}")]
    if lines:
        lines.append('"""Names of weights, their ends and their parts here, and those in a file of archcalc."""\n\n')
    return lines


def name_function(rules: NameRules) -> str:
    """The body of the function that gives archcalc's name of a weight."""
    parts = "PARTS.get(part, part) for part in path" if rules.parts else "path"
    text = _BY_NAME * bool(rules.names) + _BY_END * bool(rules.ends)
    return text + f'    *path, weight = name.split(".")\n    return "/".join({parts}) + "." + weight'
