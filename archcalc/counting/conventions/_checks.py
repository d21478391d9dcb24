"""Mistakes in the rules of a plugin: names of kinds, of measures and of operators that there are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from archcalc import operators
from archcalc.base.errors import Mistake, quoted
from archcalc.base.plugins import Plugin
from archcalc.base.requirements import shown
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.counting.convention import KINDS, Convention, Doubt, Rule, Term
from archcalc.counting.measures import MEASURES
from archcalc.operators.traits import TRAITS


def unclear(plugin: Plugin) -> Iterator[Mistake]:
    """Everything that would be counted otherwise than it is meant, or not at all."""
    for word, value in vars(plugin.module).items():
        if word in KINDS and not isinstance(value, Rule):
            yield plugin.mistake(word, f"{word} is {shown(value)}", expected="Rule(rule=..., source=..., terms=(...))")
        elif isinstance(value, Rule) and word not in KINDS and not word.startswith("_"):
            yield plugin.mistake(word, f"a rule for {quoted(word)} counts nothing", hint=did_you_mean(word, KINDS),
                                 expected=f"{one_of(KINDS)}; or a name with an underscore before it")
        elif isinstance(value, Rule):
            yield from _terms(plugin, word, value)
    yield from _variants(plugin, getattr(plugin.module, "VARIANTS", {}))


def _variants(plugin: Plugin, variants: Any) -> Iterator[Mistake]:
    """Further conventions of the file, whose names begin with its own."""
    if not isinstance(variants, Mapping):
        yield plugin.mistake("VARIANTS", f"VARIANTS is {shown(variants)}", expected="{name: Convention(...)}")
        return
    for name, convention in variants.items():
        if not isinstance(name, str) or not name.startswith(f"{plugin.name}-"):
            yield plugin.mistake("VARIANTS", f"no convention of this file can be called {shown(name)}",
                                 expected=f"a name that begins with {plugin.name}-")
        elif not isinstance(convention, Convention):
            yield plugin.mistake("VARIANTS", f"{quoted(name)} is {shown(convention)}", expected="a Convention")
        else:
            for rule in convention.rules.values():
                yield from _terms(plugin, "VARIANTS", rule)


def _terms(plugin: Plugin, word: str, rule: Rule) -> Iterator[Mistake]:
    """Terms and doubts that measure nothing, or somewhere where there is nothing."""
    whole = type(rule.terms) is tuple and type(rule.doubts) is tuple
    every: tuple[Term | Doubt, ...] = (*rule.terms, *rule.doubts) if whole else ()
    if not whole or not all(isinstance(part, Term | Doubt) for part in every):
        yield plugin.mistake(word, f"the terms of {word} are {shown(rule.terms)}", expected="terms=(Term(...),)")
        return
    for part in every:
        if part.measure not in MEASURES:
            yield plugin.mistake(part.measure, f"there is no measure {quoted(part.measure)}",
                                 hint=did_you_mean(str(part.measure), [*MEASURES]), expected=one_of([*MEASURES]))
        for names in (part.at, getattr(part, "but", None)):
            yield from _unknown(plugin, word, names)


def _unknown(plugin: Plugin, word: str, names: Any) -> Iterator[Mistake]:
    """Operators and traits that there are not."""
    if names is not None and not isinstance(names, frozenset):
        yield plugin.mistake(word, f"operators are {shown(names)}", expected='frozenset({"conv", "pooling"})')
        return
    known = TRAITS.keys() | set(operators.kinds())
    for name in sorted((names or frozenset()) - known):
        yield plugin.mistake(name, f"there is no operator or trait {quoted(name)}", hint=did_you_mean(name, known))
