"""Functions on several networks, and on what was printed of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any

from archcalc.api.network import AnyNetwork, build, load
from archcalc.api.notebook import NotebookReport
from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.units import USUAL_DTYPE
from archcalc.counting import conventions
from archcalc.language.spec import Spec

__all__ = ["claims", "compare", "diff", "ensemble", "sweep", "transfer"]

Name = str | PathLike[str] | Spec
"""A bundled name, a file, or a specification."""


def compare(*networks: AnyNetwork, by: str | None = None, convention: Iterable[str] = ()) -> NotebookReport:
    """Networks side by side, with their ratios to the first; two of them layer by layer with by="layer".

    Raises ArchcalcError.

    >>> compare("alexnet", "vgg16").table("networks").column("weight_layers")
    [8, 16]
    """
    from archcalc.reports import comparison

    graphs = [build(network) for network in networks]
    if not graphs:
        raise ArchcalcError.of("usage", "compare wants a network, and others to compare it with")
    if by is None:
        return NotebookReport(*comparison.compare(graphs, conventions.rules(conventions.chosen(convention))["memory"]))
    if by != "layer":
        raise ArchcalcError.of("usage", f"--by takes no {quoted(by)}", expected="layer, or no --by at all")
    if len(graphs) != 2:
        raise ArchcalcError.of("usage", f"--by layer aligns two networks, found {len(graphs)}",
                               hint="archcalc compare alexnet zfnet --by layer")
    return NotebookReport(*comparison.by_layer(*graphs))


def diff(old: AnyNetwork, new: AnyNetwork, *, convention: Iterable[str] = ()) -> NotebookReport:
    """Differences of two networks: layers, attributes, connections, totals; no row where nothing did.

    Raises ArchcalcError.

    >>> diff("resnet50", "resnet50_v1_5").tables[0].column("attribute")
    ['stride', 'stride', 'stride', 'stride', 'stride', 'stride']
    """
    from archcalc.reports.difference import difference

    rule = conventions.rules(conventions.chosen(convention))["memory"]
    return NotebookReport(*difference(build(old), build(new), rule))


def claims(network: AnyNetwork | None = None, *, dtype: str | None = None) -> NotebookReport:
    """Printed figures of a network, or of all that are bundled, against the arithmetic. Raises ArchcalcError.

    >>> claims("vgg16").tables[0].column("verdict")[0]
    'reproduced'
    """
    from archcalc.reports.claim_verdicts import judged, verdicts
    from archcalc.reports.network_table import value_bytes

    graph = None if network is None else build(network)
    found = judged(graph, value_bytes((graph.dtype if graph else USUAL_DTYPE) if dtype is None else dtype))
    return NotebookReport(*verdicts(found, brief=network is None))


def sweep(networks: Name | Iterable[Name], *,
          options: Mapping[str, Any] | None = None, changes: Mapping[str, Any] | None = None, input_size: Any = None,
          batch: Any = 1, columns: str | None = None, where: str | None = None, pareto: str = "params,macs",
          sort: str | None = None, top: int | None = None, convention: Iterable[str] = (), dtype: str | None = None,
          jobs: int = 1, dask: str | None = None) -> NotebookReport:
    """Many sizes of a network, or of several: a row for every combination of values. Raises ArchcalcError.

    `options`, `changes`, `input_size` and `batch` are as in `load` and `build`, each with one value or several, or as
    the command has them ("0.25..1..0.25"). A point that cannot be is a row with its reason. `jobs` processes are
    started as `multiprocessing` does: a script needs its `if __name__ == "__main__":`. `dask` is a cluster's address.

    >>> sweep("mobilenet_v1", options={"width": [1, 0.5]}, where="params < 3M").table("points").column("macs")
    [149497088]
    """
    from archcalc.sweeps.dask_cluster import cluster
    from archcalc.sweeps.from_options import SweepOptions, planned
    from archcalc.sweeps.parallel import portions

    several = [networks] if isinstance(networks, str | PathLike | Spec) else networks
    specs = [network if isinstance(network, Spec) else load(network) for network in several]
    wanted = SweepOptions(options or {}, changes or {}, input_size, batch, columns, where, pareto, sort, top,
                          convention, dtype)
    swept = planned(specs, wanted)
    for start, answers in portions(swept.sweep, jobs, cluster(dask) if dask is not None else None):
        swept.keep(start, answers)
    return NotebookReport(*swept.report())


def transfer(network: AnyNetwork, *, classes: int, images: int, similar: bool, freeze_until: str | None = None,
             unfreeze: Iterable[str] = (), cut: str | None = None, tune: float | None = None,
             large_from: int | None = None, optimizer: str = "momentum", dtype: str = "float32",
             batch: int = 32) -> NotebookReport:
    """Advice on a trained network for new images: what to keep, and what every way takes. Raises ArchcalcError.

    `images` and `similar` say which of the four situations a data set is in; `large_from` and `tune` are thresholds.

    >>> transfer("resnet50", classes=10, images=5000, similar=True).head["situation"]
    1
    """
    from archcalc.training.transfer import costs, data_situations, report

    large = data_situations.LARGE if large_from is None else large_from
    wanted = costs.TransferTask(classes, images, cut, data_situations.TUNED if tune is None else tune, optimizer, dtype,
                                 large)
    graph = build(network, batch=batch)
    ways = costs.ways(graph, wanted, freeze_until, tuple(unfreeze))
    case = data_situations.situation(images, similar=similar, large_from=large)
    return NotebookReport(*report.report(graph, ways, wanted, case))


def ensemble(*networks: AnyNetwork, batch: int = 1, dtype: str | None = None) -> NotebookReport:
    """Costs of several networks together, in turn or in parallel. Raises ArchcalcError.

    >>> ensemble("vgg16", "googlenet").tables[0].totals["params"]
    145356096
    """
    from archcalc.ensembles import costs
    from archcalc.reports.network_table import common_dtype, value_bytes

    graphs = [build(network, batch=batch) for network in networks]
    dtype = common_dtype([(graph.about.name, graph.dtype) for graph in graphs], dtype)
    return NotebookReport(*costs.report(graphs, value_bytes(dtype), dtype))
