"""archcalc new: a specification to start from."""

from pathlib import Path
from typing import Annotated

import typer

from archcalc import build, load
from archcalc.base import files
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.standard_output import STANDARD_OUTPUT
from archcalc.cli import options
from archcalc.cli.output import complain, put, warn
from archcalc.language.spec import Spec
from archcalc.loading import library

EXAMPLE = "archcalc new my.yaml --from vgg16"
PAGE = "language"


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", parser=options.target, help="The file to make; it must not be "
                                         "there yet.")],
    start: Annotated[str, typer.Option("--from", metavar="NAME", autocompletion=options.network_names,
                                       help="The network to copy; an .onnx file or torch:MODULE:NAME is written as a "
                                            "specification.")] = "lenet5",
    set_: options.Set = None,
    input_size: options.Input = None,
) -> None:
    """Make a specification of your own from a bundled one, an ONNX file or a module of PyTorch."""
    from archcalc.base.atomic_files import write

    if file is not STANDARD_OUTPUT and files.is_there(file):
        raise ArchcalcError.of("output", f"{quoted(file)} is there already", hint="choose another name")
    spec = load(start, options=options.pairs(set_, "--set"), input_size=input_size)
    if spec.origin is None:
        options.refuse_beside("a copy, which is the file as it stands", {"--set": set_, "--input": input_size})
    text = library.copied(start) if spec.origin is None else _written(spec, start)
    if file is STANDARD_OUTPUT:
        put(text)
        return
    write(file, text)
    complain(f"wrote {file}; archcalc {file} shows its table")


def _written(spec: Spec, start: str) -> str:
    """The specification of a network that was not written in one, and what is to be said of it."""
    from archcalc.base.units import USUAL_DTYPE
    from archcalc.exporting.specification.written_network import specification

    graph = build(spec)
    warn(graph.warnings)
    text = specification(graph, start)
    for note in graph.notes:
        complain(note)
    if graph.dtype != USUAL_DTYPE:
        complain(f"numbers of {start} are {graph.dtype}; a specification does not say so: --dtype {graph.dtype}")
    return text
