"""Document -> Spec: the architecture as written, checked, all complaints at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.gc_pause import paused
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import nearest
from archcalc.language.about import DESCRIPTION, HISTORY, About, read_published
from archcalc.language.building_blocks import with_blocks
from archcalc.language.diagnostics import Notes
from archcalc.language.expressions import RESERVED
from archcalc.language.file_keys import KEYS, VARIANT_KEYS, hint, meant
from archcalc.language.flat_layers import Origin
from archcalc.language.input_sizes import sizes
from archcalc.language.module_reader import read_modules
from archcalc.language.step_reader import StepReader
from archcalc.language.steps import Module, Step, Steps
from archcalc.language.text.document import Document, Value

_MISSING = {"input": "write input: [channels, height, width]", "layers": "write layers: and a list of steps"}


class Edits(NamedTuple):
    """Changes that a network built on another one makes to its layers."""

    change: tuple[tuple[Value, dict[str, Value]], ...] = ()
    remove: tuple[Value, ...] = ()
    before: tuple[tuple[Value, Steps], ...] = ()
    after: tuple[tuple[Value, Steps], ...] = ()


class Spec(NamedTuple):
    """An architecture as written: inputs, options, modules, steps, and the edits of the networks built on it."""

    about: About
    inputs: dict[str, Value]
    options: dict[str, Any]
    modules: dict[str, Module]
    layers: tuple[Step, ...]
    edits: tuple[Edits, ...] = ()
    warnings: tuple[Mistake, ...] = ()
    origin: Origin | None = None
    """What gives the layers, where no steps do."""

    def unpublished(self) -> Spec:
        """The same network without what was published of it: figures of another network are not this one's."""
        return self._replace(about=self.about._replace(published=()))

    def with_edits(self, edits: Edits) -> Spec:
        """The same network, changed."""
        return self._replace(edits=(*self.edits, edits))


@paused()
def read(document: Document, name: str, base: Spec | None = None) -> Spec:
    """The network `name` of a file: one of its variants, or the file's only one. `base` is the one it extends."""
    reader = _SpecReader(document, name, base)
    spec = reader.spec()
    if reader.notes.mistakes:
        raise ArchcalcError(sorted(reader.notes.mistakes, key=_order))
    return spec


def variants(document: Document) -> tuple[str, ...]:
    """The names of a file's variants, as written."""
    root = document.root.data
    written = root.get("variants") if isinstance(root, dict) else None
    return tuple(written.data) if written is not None and isinstance(written.data, dict) else ()


def extended(document: Document) -> Value | None:
    """The name of the network that a file builds on."""
    return document.root.data.get("extends") if isinstance(document.root.data, dict) else None


def configured(spec: Spec, options: Mapping[str, Value]) -> Spec:
    """The same network with other values of its options, each of its default's type."""
    from archcalc.language.options import option_value

    notes = Notes()
    values = {name: option_value(notes, name, value, spec.options) for name, value in options.items()}
    if notes.mistakes:
        raise ArchcalcError(notes.mistakes)
    return spec._replace(options=spec.options | values)


def _order(mistake: Mistake) -> tuple[int, int]:
    return (mistake.place.line, mistake.place.column) if mistake.place else (0, 0)


_EXPRESSIONS = ("input", "inputs", "change")
"""Keys beside steps whose values may be expressions of options."""


class _SpecReader:
    """One reading of one file, for one of its networks."""

    def __init__(self, document: Document, name: str, base: Spec | None) -> None:
        self.notes, self.name, self.base = Notes(), name, base
        self.root = document.root
        self.entries: dict[str, Value] = {}
        self.variant: dict[str, Value] = {}

    def spec(self) -> Spec:
        if not isinstance(self.root.data, dict):
            self.notes.wrong_type(self.root, "a mapping with input and layers")
            raise ArchcalcError(self.notes.mistakes)
        self.entries = dict(self.root.data)
        self.notes.check_keys(self.root, KEYS, KEYS.of, hint=hint)
        self.check_build()
        options = self.options()
        known = frozenset(options)
        inherited = self.base.modules if self.base else {}
        written = self.entries["modules"] if self.mapping("modules") else None
        modules = {**inherited, **read_modules(written, known, with_blocks(inherited), self.notes)}
        reader = self.reader(modules, known)
        layers = reader.steps(self.entries.get("layers"), "layers")
        edits = self.edits(reader)
        spec = Spec(self.about(), self.inputs(options), options, modules, layers, (), self.unused(modules, options))
        if self.base:
            spec = spec._replace(layers=self.base.layers, edits=(*self.base.edits, edits))
        return spec

    def check_build(self) -> None:
        """A file either has layers of its own or changes another's."""
        if self.base is None:
            for key in ("change", "remove", "before", "after"):
                if key in self.entries:
                    self.notes.refuse(self.root.keys[key], "key", f"{key} needs extends", "it changes another network")
            misspelt = {meant(key, KEYS) or nearest(key, KEYS) for key in self.entries if key not in KEYS}
            for key, example in _MISSING.items():
                told = key in self.entries or key in misspelt or (key == "input" and "inputs" in self.entries)
                if not told:
                    self.notes.refuse(self.root, "missing-key", f"the key {key} is missing", example)
        elif "layers" in self.entries:
            self.notes.refuse(self.root.keys["layers"], "key", "a file that extends another has no layers of its own",
                              "use change, remove, before and after")

    def options(self) -> dict[str, Any]:
        options: dict[str, Any] = dict(self.base.options) if self.base else {}
        for name, value in self.mapping("options").items():
            if name in RESERVED or not name.isidentifier():
                self.notes.refuse(self.entries["options"].keys[name], "reserved", f"{quoted(name)} cannot be an option",
                                  "a name of letters, digits and _, but not c_in, h_in or w_in")
            options[name] = value.plain()
        for name, value in self.mapping("variants").items():
            if value.data is not None and not isinstance(value.data, dict):
                self.notes.wrong_type(value, "options and their values in braces", f"{name}: {{depth: 50}}")
        chosen = self.mapping("variants").get(self.name)
        if chosen is not None and isinstance(chosen.data, dict):
            self.variant = {key: value for key, value in chosen.data.items() if key in VARIANT_KEYS}
            for key, value in chosen.data.items():
                if key not in VARIANT_KEYS:
                    from archcalc.language.options import option_value

                    options[key] = option_value(self.notes, key, value, options, chosen.keys[key])
        return options

    def mapping(self, key: str) -> dict[str, Value]:
        """The entries of a mapping that may be left out."""
        value = self.entries.get(key)
        if value is None or value.data is None:
            return {}
        if not isinstance(value.data, dict):
            self.notes.wrong_type(value, f"a mapping under {key}")
            return {}
        return dict(value.data)

    def entry(self, key: str) -> Value | None:
        """A key of the file, or what the variant has in its place."""
        return self.variant.get(key, self.entries.get(key))

    def inputs(self, options: Mapping[str, Any]) -> dict[str, Value]:
        own = self.variant.keys() & {"input", "inputs"}
        several, one = ((self.variant if own else self.entries).get(key) for key in ("inputs", "input"))
        if several is not None and one is not None:
            self.notes.refuse(one, "key", "input and inputs tell the same, and both are here",
                              "leave one out: inputs names each, input is the only one")
        if several is not None and not isinstance(several.data, dict):
            self.notes.wrong_type(several, "names and sizes under inputs",
                                  "inputs: {image: [3, 32, 32]}; the only one is input: [3, 32, 32]")
        if several is not None and several.data == {}:
            self.notes.refuse(several, "missing-key", "inputs names no input", "inputs: {image: [3, 32, 32]}")
        if several is not None and isinstance(several.data, dict):
            return {name: sizes(value, options, self.notes) for name, value in several.data.items()}
        if one is not None:
            return {"input": sizes(one, options, self.notes)}
        return self.base.inputs if self.base else {}

    def reader(self, modules: Mapping[str, Module], known: frozenset[str]) -> StepReader:
        return StepReader(self.notes, with_blocks(modules), known)

    def edits(self, reader: StepReader) -> Edits:
        changes = []
        for pattern, attributes in self.mapping("change").items():
            if not isinstance(attributes.data, dict):
                self.notes.wrong_type(attributes, "attributes in braces")
                continue
            for value in attributes.data.values():
                reader.checked(value)
            changes.append((self.entries["change"].keys[pattern], dict(attributes.data)))
        removed = self.notes.items(self.entries.get("remove"), "a list of layers", "remove: [fc8]")
        added = [tuple((self.entries[key].keys[name], reader.steps(steps, key))
                       for name, steps in self.mapping(key).items()) for key in ("before", "after")]
        return Edits(tuple(changes), tuple(removed), *added)

    def unused(self, modules: Mapping[str, Module], options: Mapping[str, Any]) -> tuple[Mistake, ...]:
        if not any("${" in name for name in self.notes.used):
            for name in self.mapping("modules"):
                if f"module {name}" not in self.notes.used and not self.called_by_option(name, options):
                    self.notes.warnings.append(Mistake("unused", f"module {quoted(name)} is never used",
                                                       modules[name].place))
        self.notes.warnings += self.unused_options()
        return tuple(self.notes.warnings)

    def unused_options(self) -> Iterator[Mistake]:
        """Warnings of options that neither this file nor the one that it extends reads."""
        known = self.notes.used | (self.base.options.keys() if self.base else set())
        left = {name: value for name, value in self.mapping("options").items() if name not in known}
        if left:  # what is no step is an expression where its words are known to stand for sizes
            told = [value.plain() for key in _EXPRESSIONS if (value := self.entry(key)) is not None]
            known |= set(re.findall(r"[A-Za-z_]\w*", str(told)))
        for name, value in left.items():
            if name not in known:
                yield Mistake("unused", f"option {quoted(name)} is never used", value.place)

    def called_by_option(self, name: str, options: Mapping[str, Any]) -> bool:
        """True where a step may choose the module by an expression."""
        chosen = [value.plain() for variant in self.mapping("variants").values() if isinstance(variant.data, dict)
                  for value in variant.data.values()]
        return name in [*options.values(), *chosen]

    def told(self, key: str) -> Any:
        """A fact of a variant or its file; what happened to the paper's network is not told of a version of others."""
        own, shared = self.variant.get(key), self.entries.get(key)
        if key in HISTORY and "by" in self.variant:
            shared = None
        if key == "results" and own is not None and shared is not None:
            given = (own.plain(), shared.plain())
            return [each for value in given for each in (value if isinstance(value, list) else [value])]
        value = shared if own is None else own
        return None if value is None else value.plain()

    def about(self) -> About:
        told = {key: value for key in DESCRIPTION if (value := self.told(key)) is not None}
        if self.base:
            told["extends"] = self.base.about.name
        return About(self.name, told, read_published(self.entry("published"), self.notes))
