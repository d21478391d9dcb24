"""Registries: every file that is there has what its registry's protocol requires, and what is missing is told in words."""

from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pytest
from together import together
from typer.testing import CliRunner

import archcalc
from archcalc.base.registry import Registry, Suffixed
from archcalc.base.report import Column
from archcalc.base.requirements import lacks
from archcalc.cli.application import application

PACKAGE = Path(archcalc.__file__).parent
ROOMS = [".".join(("archcalc", *path.relative_to(PACKAGE).parent.parts)) for path in sorted(PACKAGE.rglob("*/__init__.py"))]
OWNERS = [value for room in [*ROOMS, "archcalc.cli.application"] for value in vars(import_module(room)).values()]
REGISTRIES = {registry.package: registry for owner in OWNERS for registry in (owner, getattr(owner, "files", None))
              if isinstance(registry, Registry)}
FILES = [pytest.param(registry, name, id=f"{package} {name}") for package, registry in REGISTRIES.items() for name in registry]


def test_no_registry_is_forgotten():
    found = {path for path in PACKAGE.rglob("*.py") if "Registry[" in path.read_text("utf-8")} - {PACKAGE / "base" / "registry.py"}
    assert len(REGISTRIES) == len(found)


@together(("registry", "name"), FILES)
def test_every_file_has_what_its_registry_requires(registry, name):
    assert [lack.fact for lack in lacks(registry.load(name), registry.protocol)] == []


@pytest.mark.parametrize("registry", REGISTRIES.values(), ids=REGISTRIES)
def test_a_name_may_be_written_with_capitals_and_underscores(registry):
    for name in registry:
        written = name.upper().replace("-", "_")
        assert written in registry
        assert registry.load(written) is registry.load(name)


class Counted(Suffixed, Protocol):
    """Two kinds of attributes, one of them another protocol's, and two functions."""

    COLUMNS: tuple[Column, ...]
    LIVE: bool

    def cells(self, graph: object, ways: object) -> object:
        """Takes two."""

    def none(self) -> object:
        """Takes none."""


WHOLE = {"SUFFIXES": (".x",), "COLUMNS": (Column("a"),), "LIVE": True, "cells": lambda graph, ways: None, "none": lambda: None}


@pytest.mark.parametrize(("changed", "facts"), [
    ({}, []), ({"cells": lambda *given: None}, []), ({"cells": lambda graph, ways, more=1: None}, []), ({"none": lambda more=1: None}, []),
    ({"SUFFIXES": ()}, []), ({"SUFFIXES": ".x"}, ["SUFFIXES has to be a tuple of texts, and is '.x'"]),
    ({"SUFFIXES": (1,)}, ["SUFFIXES has to be a tuple of texts, and is (1,)"]), ({"LIVE": 1}, ["LIVE has to be True or False, and is 1"]),
    ({"COLUMNS": Column("a")}, ["COLUMNS has to be a tuple of Column, and is a Column"]),
    ({"COLUMNS": [Column("a")]}, ["COLUMNS has to be a tuple of Column, and is a list"]), ({"COLUMNS": None}, ["COLUMNS has to be a tuple of Column, and is None"]),
    ({"cells": lambda graph: None}, ["cells has to take (graph, ways), and takes (graph)"]), ({"cells": 3}, ["cells is missing: a function of (graph, ways)"]),
    ({"cells": lambda graph, ways, more: None}, ["cells has to take (graph, ways), and takes (graph, ways, more)"]),
    ({"cells": lambda graph, *, ways: None}, ["cells has to take (graph, ways), and takes (graph, *, ways)"]),
    ({"none": lambda more: None}, ["none has to take (), and takes (more)"])])
def test_what_a_module_lacks_is_told(changed, facts):
    module = ModuleType("made")
    vars(module).update(WHOLE | changed)
    assert [lack.fact for lack in lacks(module, Counted)] == facts


@pytest.mark.parametrize("name", WHOLE)
def test_whatever_is_missing_is_told(name):
    module = ModuleType("made")
    vars(module).update({key: value for key, value in WHOLE.items() if key != name})
    assert [lack.name for lack in lacks(module, Counted)] == [name]


@pytest.mark.parametrize(("written", "name"), [(["resnet50", "--format", "JSON"], ["resnet50", "--format", "json"]),
                                               (["resnet50", "--format", "csv_excel"], ["resnet50", "--format", "csv-excel"]),
                                               (["vgg16", "--convention", "LECTURE_TOTAL"], ["vgg16", "--convention", "lecture-total"])])
def test_a_command_gives_the_same_for_a_name_however_it_is_written(written, name):
    first, second = (CliRunner().invoke(application("show"), ["show", *words]).stdout for words in (written, name))
    assert first == second
    assert first
