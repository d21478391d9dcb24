"""Programs, fonts and GPUs of this machine, and what archcalc writes for them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from shutil import which

from archcalc.base.latex_text import OTHER_FONTS
from archcalc.base.named_tuples import NamedTuple
from archcalc.rendering.drawings.font_widths import FAMILY

_PATIENCE = 5
"""A program that has not told of itself after so many seconds is taken for one that is not there."""
_PROGRAMS = (
    ("TeX", ("pdflatex", "lualatex", "xelatex"), "archcalc vgg16 --standalone -o vgg16.tex becomes a PDF",
     "TeX Live or MiKTeX"),
    ("TeX for all scripts", ("lualatex", "xelatex"), "layers' names outside Latin are set in LaTeX",
     "TeX Live with luatex or xetex"),
    ("Typst", ("typst",), "archcalc vgg16 -o vgg16.typ becomes a PDF", "typst, from typst.app"),
    ("Graphviz", ("dot",), "archcalc draw vgg16 -o vgg16.dot becomes a picture", "graphviz"),
    ("Marp", ("marp",), "archcalc vgg16 --rows 12 -o deck.md becomes slides", "npm install @marp-team/marp-cli"),
    ("LibreOffice", ("soffice", "libreoffice"), "decks, workbooks and handouts are shown without Microsoft's programs",
     "libreoffice"),
)
"""What it is called, its programs, what they give, and where they come from."""


class FoundProgram(NamedTuple):
    """A thing of this machine: what it is, whether it is there, what was found, what it gives, whence it comes."""

    name: str
    there: bool
    found: str
    gives: str
    install: str


def found() -> Iterator[FoundProgram]:
    """All that archcalc writes for, in order: programs, fonts, GPUs."""
    for name, programs, gives, install in _PROGRAMS:
        present = [each for each in programs if which(each)]
        yield FoundProgram(name, bool(present), ", ".join(present), gives, install)
    yield from _fonts()
    cards = [line.strip() for line in _told("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader")]
    yield FoundProgram("NVIDIA GPU", bool(cards), "; ".join(cards), "archcalc run --backend cupy, archcalc calibrate",
                "an NVIDIA card with its driver; then pip install 'archcalc[gpu]'")


def _fonts() -> Iterator[FoundProgram]:
    """The fonts that pictures and documents ask for by name; without fontconfig nobody can tell."""
    known = {each.strip() for line in _told("fc-list", ":", "family") for each in line.split(",")}
    wanted = [each.strip().strip("'") for each in FAMILY.split(",")][:-1]
    for name, fonts, gives, install in (
            ("font of drawings", wanted, "letters of an SVG are as wide as they were measured", "fonts-liberation"),
            ("fonts of all scripts", [*OTHER_FONTS], "names outside Latin are shown in PDF and PNG", "fonts-noto, "
             "fonts-noto-cjk")):
        present = [each for each in fonts if each in known]
        told = ", ".join(present) if known else "unknown: fc-list is not there"
        yield FoundProgram(name, bool(present), told, gives, install)


def _told(program: str, *words: str) -> list[str]:
    """The lines that a program prints; none where it is not there, fails, or takes too long."""
    path = which(program)
    if path is None:
        return []
    try:
        done = subprocess.run([path, *words], capture_output=True, timeout=_PATIENCE, check=False,  # noqa: S603
                              stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.decode("utf-8", "replace").splitlines() if done.returncode == 0 else []
