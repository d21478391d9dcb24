"""The extras of archcalc, read off the metadata of the installed package, and what each opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, version

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple

_PACKAGE = "archcalc"
_REQUIRED = re.compile(r"([A-Za-z0-9._-]+) *(?:\[(.*?)\])? *([^;]*?) *(?:; *(.*))?")
_OF_EXTRA = re.compile(r"extra *== *['\"]([^'\"]+)['\"]")
_BOUND = re.compile(r"(>=|<) *([0-9][0-9.]*)")

OPENS = {
    "run": ("the forward pass, weights as arrays", "archcalc run alexnet"),
    "gpu": ("the forward pass on an NVIDIA GPU, CUDA 12", "archcalc run vgg16 --backend cupy"),
    "gpu-cuda13": ("the forward pass on an NVIDIA GPU, CUDA 13", "archcalc run vgg16 --backend cupy"),
    "images": ("pictures as input, GIF films", "archcalc run alexnet --image koala.png"),
    "slides": ("PowerPoint and Excel", "archcalc vgg16 -o vgg16.pptx"),
    "handouts": ("Word", "archcalc vgg16 -o vgg16.docx"),
    "homework": ("answer sheets of Excel and LibreOffice", "archcalc check hw.xlsx"),
    "pictures": ("PNG", "archcalc draw vgg16 -o vgg16.png"),
    "pandas": ("reports as data frames in Python", "archcalc.analyze('vgg16').to_pandas()"),
    "parquet": ("rows of sweeps and votes in Parquet", "archcalc sweep lenet5 --batch 1..4 --stream rows.parquet"),
    "dask": ("sweeps on a cluster", "archcalc sweep lenet5 --batch 1..4 --dask tcp://host:8786"),
    "onnx": ("ONNX files, read and written", "archcalc export vgg16 -o vgg16.onnx"),
    "torch": ("modules of PyTorch", "archcalc torch:torchvision.models:resnet50"),
    "keras": ("models of Keras, in Python", "archcalc.from_keras(model)"),
    "live": ("the editor in the browser", "archcalc edit lenet5"),
    "lsp": ("the language server for editors", "archcalc lsp"),
    "all": ("all of these that need no GPU", "archcalc edit lenet5"),
}
"""What an extra gives, and a command that needs it; the others are for developers."""


class Extra(NamedTuple):
    """An extra: what it asks for, each as (library, versions); and what stands in its way, in words."""

    name: str
    asks: tuple[tuple[str, str], ...]
    lacks: tuple[str, ...]


def extras() -> Iterator[Extra]:
    """Every extra that the installed package names. Raises ArchcalcError where no package is installed."""
    try:
        package = distribution(_PACKAGE)
    except PackageNotFoundError:
        raise ArchcalcError.of("missing-library", "archcalc is not installed, and only an installed package tells its "
                               "extras", hint="pip install . in its folder") from None
    required = [found for text in package.requires or () if (found := _REQUIRED.fullmatch(text)) is not None]
    for name in package.metadata.get_all("Provides-Extra") or ():
        asks = tuple(dict.fromkeys(_asked(name, required, frozenset())))
        yield Extra(name, asks, tuple(_lacks(asks)))


def _asked(extra: str, required: list[re.Match[str]], seen: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The libraries of an extra, also those of extras that it names itself."""
    for each in required:
        marker = _OF_EXTRA.search(each[4] or "")
        if marker is None or marker[1] != extra:
            continue
        if each[1] != _PACKAGE:
            yield each[1], each[3].strip("() ")
            continue
        for other in (each[2] or "").split(","):
            if other.strip() not in seen:
                yield from _asked(other.strip(), required, seen | {extra})


def _lacks(asks: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The libraries that are not there, or not in a version that will do."""
    for library, versions in asks:
        try:
            found = version(library)
        except PackageNotFoundError:
            yield library
            continue
        if not _suits(found, versions):
            yield f"{library} {versions} ({found} is there)"


def _suits(found: str, versions: str) -> bool:
    """True where a version lies within its bounds, number by number.

    >>> _suits("1.26.4", ">=1.26"), _suits("4.0", "<4,>=3.18"), _suits("2.10", ">=2.9")
    (True, False, True)
    """
    return all((_numbers(found) >= _numbers(bound)) == (sign == ">=") for sign, bound in _BOUND.findall(versions))


def _numbers(text: str) -> tuple[int, ...]:
    found = [int(each) for each in re.findall(r"[0-9]+", text)[:3]]
    return (*found, *[0] * (3 - len(found)))
