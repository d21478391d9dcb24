"""Runs of `archcalc run` on pictures: what each is taken for, and a layer's values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.report import Report
from archcalc.base.standard_output import named
from archcalc.cli import endings
from archcalc.cli.output import complain
from archcalc.cli.progress import told
from archcalc.cli.run_options import TOGETHER, RunOptions
from archcalc.network.graph import Graph

if TYPE_CHECKING:
    from archcalc.executor.backends import Backend

TOP = 5
"""Classes of a picture that are shown unless somebody says otherwise."""


def most_likely(graph: Graph, device: Backend, wanted: RunOptions) -> tuple[Report, int]:
    """The classes of many pictures, which stream: of as many as there are when it is broken off; the exit code."""
    from archcalc.executor.backends import backend
    from archcalc.executor.images import top_classes
    from archcalc.executor.images.picture_stream import streaming

    output, code = graph.nodes[graph.outputs[-1]], 0
    rows: list[tuple[Any, ...]] = []
    top_classes.refuse_volume(output.shape)
    names = top_classes.labels(wanted.labels, output.shape[-1]) if wanted.labels else None
    with streaming(graph, device, wanted.settings(), output.name) as stream, told() as tell:
        try:
            for some, values in stream.batches(wanted.images, 0, tell):
                table = top_classes.best(backend("numpy").namespace(), values, some, wanted.top or TOP, names)
                rows += table.rows
        except endings.Ended as ending:
            if not rows:
                raise
            code = ending.exit_code
            endings.in_order()
    done = len(rows) // min(wanted.top or TOP, output.shape[-1])
    notes = [f"interrupted: {done:,} of {len(wanted.images):,} pictures were run"] if code else []
    notes += [f"pictures ran {graph.batch} at once, and their volumes were not checked: that is done of {TOGETHER} at "
              "most; --scores FILE keeps every probability, and can be gone on with", *wanted.notes, *stream.notes]
    head = {"network": graph.about.name, "pictures": done, "weights": wanted.weights}
    return Report("archcalc/pictures/1", (table._replace(rows=tuple(rows)),), tuple(notes), head,
                  title=f"{graph.about.title}: {done:,} pictures"), code


def write_features(graph: Graph, device: Backend, wanted: RunOptions, output: Path | None) -> None:
    """Write a layer's values for every picture. Raises ArchcalcError; those that are finished are kept."""
    from archcalc.executor.images import features

    if not wanted.images or output is None:
        raise ArchcalcError.of("usage", "--features wants pictures and a file for their codes",
                               hint="archcalc run alexnet --image cat.jpg --features fc7 -o codes.npy")
    try:
        with told() as tell:
            shape, notes = features.write(graph, device, wanted.settings(), wanted.features or "", wanted.images,
                                          output, tell, resume=wanted.resume)
    except (endings.Ended, ArchcalcError):
        tell_of_kept(output)
        raise
    for note in (*wanted.notes, *notes):
        complain(note)
    complain(f"wrote {named(output)}: {'x'.join(map(str, shape))} {wanted.dtype} values of {wanted.features}")


def tell_of_kept(file: Path) -> None:
    """Tell where the pictures are that were done."""
    from archcalc.base.kept_files import partial
    from archcalc.base.standard_output import STANDARD_OUTPUT

    if file is not STANDARD_OUTPUT and partial(file).exists():
        complain(f"the pictures that were done are kept in {quoted(partial(file))}: --resume goes on")
