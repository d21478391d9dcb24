"""Packages that may name plugins are told by their files, as importlib.metadata finds them, in a fraction of the time."""

import sys
import zipfile
from importlib.metadata import distributions, entry_points

import pytest

from archcalc.api.installed_packages import may_name

GROUP = "archcalc.plugins"
POINTS = f"[{GROUP}]\nmine = my_parts\n"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """An import path of one folder."""
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    return tmp_path


def described(folder):
    """The folder of a package's description."""
    folder.mkdir(parents=True)
    for name in ("METADATA", "PKG-INFO"):
        (folder / name).write_text("Metadata-Version: 2.1\nName: their\nVersion: 1.0\n")
    return folder


def both(group=GROUP):
    """What is told by files, beside what importlib.metadata knows."""
    return may_name(group), bool(entry_points(group=group))


@pytest.mark.parametrize("folder", ["their-1.0.dist-info", "their.egg-info", "Their-1.0.DIST-INFO"])
def test_a_package_that_names_parts_is_found(site, folder):
    (site / "other-1.0.dist-info").mkdir()
    mine = described(site / folder)
    assert both() == (False, False)
    (mine / "entry_points.txt").write_text(POINTS)
    assert both() == (True, True)
    assert both("others.plugins") == (False, False)


def test_an_egg_names_parts(tmp_path, monkeypatch):
    egg = tmp_path / "their.egg"
    (described(egg / "EGG-INFO") / "entry_points.txt").write_text(POINTS)
    monkeypatch.setattr(sys, "path", [str(egg)])
    assert both() == (True, True)


def test_what_is_no_folder_is_left_to_who_reads_it(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "their.zip", "w") as archive:
        for name, text in (("METADATA", "Name: their\n"), ("entry_points.txt", POINTS)):
            archive.writestr(f"their-1.0.dist-info/{name}", text)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "their.zip")])
    assert both() == (True, True)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nonesuch.zip")])
    assert both() == (False, False)


def test_a_finder_of_somebody_else_is_left_to_itself(site, monkeypatch):
    class Finder:
        @staticmethod
        def find_spec(*_):
            return None

        @staticmethod
        def find_distributions(*_):
            return ()

    monkeypatch.setattr(sys, "meta_path", [Finder, *sys.meta_path])
    assert both() == (True, False)
    assert both("nonesuch.plugins") == (True, False)


def test_everything_that_is_installed_here_is_told_as_it_is():
    groups = {point.group for package in distributions() for point in package.entry_points}
    assert "console_scripts" in groups
    for group in groups:
        assert may_name(group), group
    assert not may_name("archcalc.nonesuch")
