"""The arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from archcalc.api.argument_readers import pairs as read_pairs
from archcalc.api.arguments import COUNT, NATURAL, SHARE
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.standard_output import STANDARD_OUTPUT

if TYPE_CHECKING:
    from archcalc.base.printed_numbers import Printed


def network_names(incomplete: str) -> list[str]:
    """The bundled networks that begin so, for the shell's completion."""
    from archcalc.reports import collection_index

    return [entry["name"] for entry in collection_index.entries() if entry["name"].startswith(incomplete.lower())]


def target(word: str) -> Path:
    """A file to write; - is standard output, and ./- a file of that name."""
    return STANDARD_OUTPUT if word == str(STANDARD_OUTPUT) else Path(word)


def elsewhere(path: Path | None) -> Path | None:
    """A file that is not standard output."""
    return None if path is STANDARD_OUTPUT else path


def _file(word: str) -> Path | None:
    return elsewhere(target(word))


def folder(word: str) -> Path:
    """A folder to write to. Raises ArchcalcError for -, as many files are no stream."""
    if target(word) is STANDARD_OUTPUT:
        raise ArchcalcError.of("usage", "- is standard output, and a folder is wanted", hint="./- is a folder")
    return Path(word)


_WRITE = "Write to a file; - is standard output."
Name = Annotated[str, typer.Argument(metavar="NAME", autocompletion=network_names,
                                     help="A bundled network, a .yaml (net.yaml#variant), .onnx or .keras file, "
                                          "torch:MODULE:NAME, or - for stdin.")]
OptionalName = Annotated[str | None, typer.Argument(metavar="[NAME]", autocompletion=network_names,
                                                    help="A bundled network, a .yaml, .onnx or .keras file, "
                                                         "torch:MODULE:NAME, or - for stdin.")]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Set an option of the network.")]
Change = Annotated[list[str] | None, typer.Option(
    "--change", metavar="LAYER.ATTRIBUTE=VALUE", help="What if: change a layer, and show what moved.")]
Input = Annotated[str | None, typer.Option("--input", metavar="3x224x224", help="Channels, height and width to feed.")]
Batch = Annotated[int, typer.Option("--batch", metavar="N", **COUNT.range, help="Images at once.")]
OptionalBatch = Annotated[int | None, typer.Option(
    "--batch", metavar="N", **COUNT.range, help="Images at once; without it, 1.")]
"""The same for who has to tell one from nothing said."""
Seed = Annotated[int | None, typer.Option(
    "--seed", metavar="N", **NATURAL.range, help="What random weights grow from; without it, 0.")]
Fold = Annotated[bool | None, typer.Option(
    "--fold/--no-fold", help="Batch norms folded into their convolutions; else where --dtype is int8.")]
Dtype = Annotated[str | None, typer.Option(
    "--dtype", metavar="NAME", help="float32, float16, bfloat16, float64, int8 ...; without it, the network's own.")]
Convention = Annotated[list[str] | None, typer.Option(
    "--convention", metavar="NAME|KIND=NAME",
    help="How to count: lecture, torchinfo, keras, ...; archcalc conventions NAME shows them all.")]
Depth = Annotated[str | None, typer.Option(
    "--depth", metavar="N|all", help="Fold modules below this depth; without it, as deep as fits a screen.")]
Columns = Annotated[str | None, typer.Option("--columns", metavar="A,B,...", help="Which columns, in which order.")]
Layout = Annotated[str, typer.Option(
    "--layout", metavar="hwc|chw", help="Volumes as hwc (55x55x96) or chw (96x55x55).")]
Format = Annotated[str | None, typer.Option("--format", metavar="NAME", help="terminal, text, markdown, csv, json ...")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", parser=_file, help=_WRITE)]
"""Without it, standard output is written to anyway."""
Target = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", parser=target, help=_WRITE)]
"""The same for who has to tell standard output from nothing said."""
Language = Annotated[str | None, typer.Option(
    "--language", metavar="CODE", help="The language of questions and feedback: ar, de, en, es, fr.")]
LibraryModel = Annotated[str | None, typer.Option(
    "--library-model", metavar="LIBRARY:MODEL", help="The model that a file is of, where several have its names.")]


def pairs(words: Iterable[str] | None, option: str) -> dict[str, str]:
    """`KEY=VALUE` words as a mapping."""
    return read_pairs(words or (), option)


def axis_values(words: Iterable[str] | None, option: str) -> dict[str, str]:
    """`KEY=A,B` words as a mapping; a key that comes twice would lose its first values."""
    given = list(words or ())
    found = pairs(given, option)
    if len(found) < len(given):
        names = [word.partition("=")[0].strip() for word in given]
        twice = next(name for name in names if names.count(name) > 1)
        raise ArchcalcError.of("usage", f"{option} {quoted(twice)} is given twice",
                               hint=f"write {option} {twice}=A,B with all values")
    return found


def refuse_beside(what: str, said: Mapping[str, object]) -> None:
    """Refuse options that say nothing to what was asked for. Raises ArchcalcError."""
    for option, value in said.items():
        if value is not None and value is not False:
            raise ArchcalcError.of("usage", f"{option} says nothing to {what}".rstrip(","), hint="leave it out")


def amount(text: str | None, option: str) -> int | None:
    """A number as people write it: 5M, 1.5G, 300000."""
    if text is None:
        return None
    reading = _printed(text)
    if reading is None or reading.size:
        raise ArchcalcError.of("usage", f"{option} wants a number such as 5M, found {quoted(text)}")
    return round((reading.low + reading.high) / 2)


def size(text: str | None, option: str) -> int | None:
    """Bytes as people write them: 4G, 512MB, 2GiB."""
    if text is None:
        return None
    reading = _printed(text)
    if reading is None:
        raise ArchcalcError.of("usage", f"{option} wants bytes, such as 4G or 512MB, found {quoted(text)}")
    return round((reading.low + reading.high) / 2)


def _printed(text: str) -> Printed | None:
    """One number, if the text is one: neither a shape nor beyond what can be counted."""
    from math import isfinite

    from archcalc.base.printed_numbers import parse_printed

    try:
        reading = parse_printed(text)[0]
    except ValueError:
        return None
    return None if reading.shape or not isfinite(reading.high) else reading


def share(value: float, option: str) -> float:
    """A part of a whole, from 0 to 1; not-a-number is none."""
    return cast("float", SHARE.value(value, option, "for example 0.5"))
