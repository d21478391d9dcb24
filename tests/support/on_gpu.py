"""Every bundled network on this machine's GPU: shapes, values, memory and time, as one table with the card's name.

    python tests/support/on_gpu.py                        all networks of at most 300 million parameters, ten minutes at most
    python tests/support/on_gpu.py resnet50 vgg16         some networks
    python tests/support/on_gpu.py --seconds 120 --output table.md

It needs a checkout, CuPy 13 or 14 (`pip install 'archcalc[gpu]'` for CUDA 12, `'archcalc[gpu-cuda13]'` for CUDA 13) and,
for the last column, PyTorch. Each network is run by archcalc on CuPy as its rules stand and fused, in float32 and in float16:

    wrong     volumes, weights, values or memory that are not as computed, in any of the four runs
    values    the largest difference from NumPy's fused run in float32, in parts of that output's deviation
    memory    the most that CuPy's pool gave out against the prediction: the run of the four that is furthest off
    compile   what the first run took beyond the second: CuPy compiles its kernels when they are first used
    time      of one image, float32: by rules, and fused; PyTorch's of the same operators and weights on the same card

Without a GPU a stand-in, which is NumPy under CuPy's name, takes its place: the figures then say nothing of a GPU. When the
time is up, what was measured until then is printed, and what was not is named. Small and large networks take turns.
"""

import argparse
import sys
import tomllib
import warnings
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
ORACLE = ROOT / "tests" / "oracle"
sys.path.insert(0, str(ROOT))

from archcalc import build, load  # noqa: E402
from archcalc.base.report import Column, Report, Table  # noqa: E402
from archcalc.executor import run  # noqa: E402
from archcalc.executor.backends import backend  # noqa: E402
from archcalc.executor.weights import load as weighing  # noqa: E402
from archcalc.network.subgraph import up_to  # noqa: E402
from archcalc.rendering.formats import render  # noqa: E402
from archcalc.reports import collection_index  # noqa: E402

MOST_PARAMETERS = 3e8
SECONDS = 570
"""Of ten minutes, with half of one to start and to end."""
TURNS = 6
"""Every sixth network by size comes first, then every sixth after it, so that those that are left are of all sizes."""
CLOSE = 1e-4
"""So near are the values of an output in float32 to be, in parts of its deviation; float16 rounds after every layer, and is told."""
MODES = [(dtype, fuse) for dtype in ("float32", "float16") for fuse in (False, True)]
COLUMNS = (
    Column("network", "network", rank=0), Column("layers", "layers", "count", rank=0), Column("wrong", "wrong", rank=0),
    *(Column(f"{dtype}_{fuse}", f"{dtype}{', fused' * fuse}", rank=0) for dtype, fuse in MODES),
    Column("memory", "memory", rank=0), Column("compile", "compile", "seconds", rank=0),
    Column("time", "time", "seconds", rank=0), Column("fused", "fused", "seconds", rank=0),
    Column("torch", "PyTorch", "seconds", rank=0),
)


class Card(NamedTuple):
    """What the networks run on."""

    name: str
    cupy: str
    real: bool


def card() -> Card:
    """The GPU, or the stand-in where there is none."""
    real = backend("cupy").present()
    if not real:
        sys.modules.pop("cupy", None)
        sys.path.insert(0, str(Path(__file__).parent / "stand_in"))
    cupy = import_module("cupy")
    name = cupy.cuda.runtime.getDeviceProperties(0)["name"]
    return Card(name.decode() if isinstance(name, bytes) else str(name), cupy.__version__, real)


def in_turns(names: list[str]) -> list[str]:
    """The networks, small and large ones mixed, unless somebody named them."""
    entries = sorted((entry["params"], entry["name"]) for entry in collection_index.entries() if entry["params"] <= MOST_PARAMETERS)
    return names or [name for first in range(TURNS) for _, name in entries[first::TURNS]]


def before_softmax(name: str) -> Any:
    """The network up to its last volume before a softmax, which would hide differences."""
    graph = build(load(name))
    last = graph.outputs[-1]
    while graph.nodes[last].op.kind == "softmax":
        (last,) = graph.nodes[last].inputs
    return up_to(graph, [last])


def row(name: str, torch: Any) -> tuple[Any, ...]:
    """One network's row."""
    graph = before_softmax(name)
    arrays = weighing.load(graph, "random", 0, "float32")
    output = graph.nodes[graph.outputs[-1]].name
    wanted = run.run(graph, backend("numpy"), run.RunSettings(fuse=True, threads=4), arrays=arrays).volumes[output]
    halves = {layer: {key: array.astype("float16") for key, array in inside.items()} for layer, inside in arrays.items()}
    ran, wrong, off = {}, set(), {}
    first = on_card(graph, arrays, "float32", False)
    for dtype, fuse in MODES:
        ran[dtype, fuse] = one = on_card(graph, arrays if dtype == "float32" else halves, dtype, fuse)
        finite = all(each.values.finite for each in one.rows)
        wrong |= set(one.mismatches) if finite or dtype == "float32" else set()
        off[dtype, fuse] = float(abs(one.volumes[output].astype("float64") - wanted).max() / wanted.std()) if finite else None
        if dtype == "float32" and not (finite and off[dtype, fuse] <= CLOSE):
            wrong.add("values, fused" if fuse else "values")
    plain, fused = ran["float32", False].seconds, ran["float32", True].seconds
    return (name, len(graph.nodes), ", ".join(sorted(wrong)) or "none", *(shown(off[mode]) for mode in MODES), memory(ran.values()),
            max(0.0, first.seconds - plain), plain, fused, torch(name, graph, arrays))


def on_card(graph: Any, arrays: Any, dtype: str, fuse: bool) -> run.Ran:
    """A run; values of float16 that overflow are told in the table."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return run.run(graph, backend("cupy"), run.RunSettings(dtype=dtype, fuse=fuse), arrays=arrays)


def shown(off: float | None) -> str:
    return "overflows" if off is None else f"{off:.1g}"


def memory(every: Any) -> str:
    """The measured peak that is furthest from its prediction."""
    parts = [ran.peak / ran.predicted - 1 for ran in every if ran.peak > 0]
    return f"{100 * max(parts, key=abs):+.1f} %" if parts else "not measured"


def timed_by_torch(torch: Any, twin: Any, known: frozenset[str], name: str, graph: Any, arrays: Any) -> float | None:
    """The seconds that PyTorch takes for one image, warm; None for networks that torchvision does not have."""
    if name not in known:
        return None
    where = "cuda" if torch.cuda.is_available() else "cpu"
    wait = torch.cuda.synchronize if where == "cuda" else lambda: None
    weights = {layer: {key: torch.from_numpy(array).to(where) for key, array in inside.items()} for layer, inside in arrays.items()}
    x = torch.zeros(graph.nodes[0].shape, device=where)
    with torch.inference_mode():
        for _ in range(3):
            wait()
            start = perf_counter()
            twin.forward(graph, x, weights)
            wait()
            seconds = perf_counter() - start
    return seconds


def pytorch() -> tuple[str, Any]:
    """PyTorch's version, and its time of a network; without it there is none."""
    sys.path.insert(0, str(ORACLE))
    try:
        torch, twin = import_module("torch"), import_module("twin")
    except ImportError:
        return "no PyTorch", lambda name, graph, arrays: None
    known = frozenset(tomllib.loads((ORACLE / "networks.toml").read_text("utf-8"))["torchvision"])
    return f"PyTorch {torch.__version__}", partial(timed_by_torch, torch, twin, known)


class Measured(NamedTuple):
    """What was measured so far: rows, networks that failed with the reason, those that are left, and the seconds."""

    rows: tuple[tuple[Any, ...], ...] = ()
    failed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def wrong(self) -> bool:
        """True where something differs, failed, or nothing was measured."""
        return not self.rows or bool(self.failed) or any(each[2] != "none" for each in self.rows)


def measured(names: list[str], seconds: float, torch: Any) -> Iterator[Measured]:
    """What is measured after each network, as far as the time goes."""
    start, longest, found = monotonic(), 0.0, Measured(left=tuple(names))
    while found.left and found.seconds + longest / 2 <= seconds:
        name, *left = found.left
        try:
            found = found._replace(rows=(*found.rows, row(name, torch)))
        except Exception as error:  # whatever a card or its driver raises, the others are measured
            reason = " ".join(str(error).split())[:200]
            found = found._replace(failed=(*found.failed, f"{name} failed: {type(error).__name__}: {reason}"))
        taken = monotonic() - start
        longest, found = max(longest, taken - found.seconds), found._replace(left=tuple(left), seconds=taken)
        print(f"{name}: {taken:.0f} s, {len(left)} networks left", file=sys.stderr)
        yield found


def report(found: Measured, on: Card, version: str) -> Report:
    """The table, and what is to be said of it."""
    wrong = sum(each[2] != "none" for each in found.rows)
    notes = [f"{len(found.rows)} networks measured in {found.seconds:.0f} s, {wrong} of them wrong", *found.failed]
    notes += [f"the time was up; not measured: {', '.join(found.left)}"] if found.left else []
    notes += [f"{on.name}; CuPy {on.cupy}; {version}", *([] if on.real else ["no GPU was there: these figures are none of one"])]
    return Report("archcalc/on-gpu/1", (Table("networks", COLUMNS, found.rows),), tuple(notes), title=f"Networks on {on.name}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", nargs="*")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="stop, and print what there is, after so many")
    parser.add_argument("--output", type=Path, help="write the table to this file, too")
    words = parser.parse_args()
    on, (version, torch), found, text = card(), pytorch(), Measured(), ""
    for found in measured(in_turns(words.networks), words.seconds, torch):
        text = str(render(report(found, on, version), "markdown"))
        if words.output:  # after each network: whoever ends this early has what there is
            words.output.write_text(text, "utf-8")
    print(text)
    return int(found.wrong)


if __name__ == "__main__":
    sys.exit(main())
