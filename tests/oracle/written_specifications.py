"""Networks that were not written as specifications, written as such: the same network, and how long the text is.

    python tests/oracle/written_specifications.py bundled        # every bundled network as an ONNX file has it, without its modules
    python tests/oracle/written_specifications.py bundled --new  # those that are not recorded yet
    python tests/oracle/written_specifications.py torchvision    # every classifier of torchvision, read by from_torch
    python tests/oracle/written_specifications.py onnx FOLDER    # the files of onnx_real_files.py, whose packages are in FOLDER

Figures go to tests/oracle/written_specifications.json: lines of the text, and those of the bundled file, which holds all
its variants and what is told of them. A text is answered only where it reads back as the same network, layer by layer;
what is refused is recorded with its reason. An ONNX file comes back with the graph that was written, names and paths
included (tests/exporting/test_onnx_export.py), so that the graph without its modules stands for it.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

RECORDED = Path(__file__).with_suffix(".json")
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "support"), str(Path(__file__).parents[2])]


def bundled(wanted: list[str]) -> Iterator[tuple[str, Any, int | None]]:
    """Every bundled network without its modules, and the lines of its file."""
    from archcalc import build
    from archcalc.loading.library import names

    for name, path in names().items():
        if not wanted or name in wanted:
            yield name, build(name)._replace(modules=()), path.read_text().count("\n")


def torchvision(wanted: list[str]) -> Iterator[tuple[str, Any, int | None]]:
    """Every classifier of torchvision."""
    import torch
    from torch_models import TORCHVISION
    from torchvision import models

    import archcalc

    for size, several in TORCHVISION.items():
        for name in several.split() if size in {"1x3x224x224", "1x3x299x299"} else ():
            if not wanted or name in wanted:
                with torch.device("meta"):
                    model = getattr(models, name)(weights=None).eval()
                    x = torch.zeros(*map(int, size.split("x")))
                yield name, archcalc.build(archcalc.from_torch(model, x)), None


def onnx(wanted: list[str]) -> Iterator[tuple[str, Any, int | None]]:
    """Every real ONNX file that is read whole."""
    from onnx_real_files import SIZES, files

    import archcalc

    for package, _, path, _, place in files(Path(wanted[0])):
        sizes: dict[str, Any] = next((sizes for part, sizes in SIZES.items() if part in path), {})
        graph = archcalc.build(archcalc.load(str(place), **sizes))
        if graph.gap is None:
            yield f"{package} {path.rpartition('/')[2]}", graph, None


def has_figures(text: str, graph: Any) -> bool:
    """True where a specification's text gives the totals of a graph."""
    import archcalc

    with TemporaryDirectory() as folder:
        path = Path(folder) / "net.yaml"
        path.write_text(text)
        again = archcalc.build(str(path), batch=graph.batch)
    ours, theirs = (archcalc.analyze(each, dtype=graph.dtype).tail["totals"] for each in (graph, again))
    return bool(ours == theirs)


def main(words: list[str]) -> int:
    from archcalc import ArchcalcError
    from archcalc.exporting.specification.written_network import specification
    from archcalc.loading.library import names

    record = json.loads(RECORDED.read_text()) if RECORDED.exists() else {}
    kind, *wanted = [word for word in words if word != "--new"]
    rows = record.setdefault(kind, {})
    if "--new" in words:
        wanted = [name for name in names() if name not in rows]
    for name, graph, lines in {"bundled": bundled, "torchvision": torchvision, "onnx": onnx}[kind](wanted):
        try:
            text = specification(graph, name)
            rows[name] = {"lines": text.count("\n"), "layers": len(graph.nodes), **({"file": lines} if lines else {})}
            if kind == "onnx":
                rows[name]["figures"] = has_figures(text, graph)
        except ArchcalcError as error:
            rows[name] = {"refused": error.mistakes[0].message}
        print(name, rows[name], flush=True)
        text = ",\n".join(f' "{each}": {{\n' + ",\n".join(f"  {json.dumps(key)}: {json.dumps(record[each][key])}" for key in sorted(
            record[each])) + "\n }" for each in sorted(record))
        RECORDED.write_text(f"{{\n{text}\n}}\n")
    done = [row for row in rows.values() if "lines" in row]
    print(len(done), "of", len(rows), "written;", sum(row["lines"] for row in done), "lines")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
