"""archcalc doctor: extras from the package's metadata, programs that are asked, and nothing that is left out."""

import json
import os
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError

import pytest
from pages import run
from places import ROOT

from archcalc.base.errors import ArchcalcError
from archcalc.cli.surroundings import doctor_report, extras, programs

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DEVELOPERS = {"browser", "lint", "mutants", "notebooks", "papers", "recipes", "test"}


class Package:
    """The metadata as a package would have it that is built of the project's file."""

    requires = [*PROJECT["dependencies"], *(f"{each}; extra == '{name}'" for name, asked in EXTRAS.items() for each in asked)]

    class metadata:  # noqa: N801 - as importlib calls it
        @staticmethod
        def get_all(key):
            return list(EXTRAS) if key == "Provides-Extra" else None


@pytest.fixture
def installed(monkeypatch):
    """installed(versions): a machine with these libraries, and no other."""
    def install(versions):
        def version(library):
            if library not in versions:
                raise PackageNotFoundError(library)
            return versions[library]

        monkeypatch.setattr(extras, "version", version)
        monkeypatch.setattr(extras, "distribution", lambda name: Package)
    return install


def test_every_extra_says_what_it_opens_or_is_for_developers():
    assert {*EXTRAS} == {*extras.OPENS} | DEVELOPERS
    assert not {*extras.OPENS} & DEVELOPERS


def test_the_manual_names_every_extra():
    told = (ROOT / "archcalc" / "manual" / "start.md").read_text("utf-8")
    assert {*re.findall(r"`([a-z0-9-]+)`", "".join(re.findall(r"^\| (`.*?) \|", told, re.MULTILINE)))} >= {*extras.OPENS}


def test_all_is_every_extra_that_needs_no_gpu():
    (asked,) = EXTRAS["all"]
    assert {*re.fullmatch(r"archcalc\[(.*)\]", asked)[1].split(",")} == {*extras.OPENS} - {"all", "gpu", "gpu-cuda13"}


@pytest.mark.parametrize(("versions", "name", "lacks"), [
    ({}, "run", ("numpy",)), ({"numpy": "1.26.0"}, "run", ()), ({"numpy": "1.25.9"}, "run", ("numpy >=1.26 (1.25.9 is there)",)),
    ({"numpy": "2.0.0rc1"}, "gpu", ("cupy-cuda12x",)), ({"nicegui": "4.0"}, "live", ("nicegui >=3.18,<4 (4.0 is there)",)),
    ({"nicegui": "3.18"}, "live", ()), ({"keras": "3.6", "torch": "2.6", "numpy": "2"}, "keras", ("onnx",)),
])
def test_an_extra_lacks_what_is_not_there_or_too_old(installed, versions, name, lacks):
    installed(versions)
    found = {each.name: each for each in extras.extras()}
    assert found[name].lacks == lacks
    assert {library for library, _ in found["all"].asks} >= {library for library, _ in found[name].asks if "cupy" not in library}


def test_the_report_names_the_command_to_install(installed):
    installed({"numpy": "2.0"})
    rows = {row["extra"]: row for row in doctor_report.report().tables[0].records()}
    assert [*rows] == [*extras.OPENS]
    assert (rows["run"]["there"], rows["run"]["install"]) == ("yes", "")
    assert (rows["slides"]["there"], rows["slides"]["install"]) == ("no", "pip install 'archcalc[slides]'")


def test_without_a_package_nobody_knows_the_extras(monkeypatch):
    def missing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(extras, "distribution", missing)
    with pytest.raises(ArchcalcError, match="not installed"):
        list(extras.extras())


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
@pytest.mark.parametrize(("script", "found"), [
    ("echo 'NVIDIA H200, 143771 MiB'", "NVIDIA H200, 143771 MiB"), ("exit 9", ""), ("sleep 9", ""), ("printf '\\377'", "\ufffd"),
])
def test_a_program_that_fails_or_hangs_is_not_there(tmp_path, monkeypatch, script, found):
    (tmp_path / "nvidia-smi").write_text(f"#!/bin/sh\n{script}\n")
    (tmp_path / "nvidia-smi").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(programs, "_PATIENCE", 0.5)
    card = next(each for each in programs.found() if each.name == "NVIDIA GPU")
    assert (card.there, card.found) == (bool(found), found)


def test_json_is_asked_for_once():
    assert json.loads(run("archcalc doctor --json").output)["schema"] == "archcalc/doctor/1"
    assert run("archcalc doctor --json --format json").output == run("archcalc doctor --format json").output
    assert isinstance(run("archcalc doctor --json --format csv").exception, ArchcalcError)
