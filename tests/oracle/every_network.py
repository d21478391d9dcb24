"""What every bundled network is used for: drawn, planned, asked by a quiz, written as ONNX and read back.

    python tests/oracle/every_network.py              # every network, compared with tests/oracle/every_network.json
    python tests/oracle/every_network.py --record     # the same, and writes it
    python tests/oracle/every_network.py unet hrnet_w18

Kept is what a plan needs at its peak, how many questions a quiz of ten has, and whether the file read back has the
network's parameters and multiply-adds, or why there is no file. Values of ONNX files are those of onnx_export.py; pictures
are measured by tests/benchmarks/pictures.py. The environment wants onnx; the whole takes some minutes on two cores.
"""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import archcalc
from archcalc.homework.handouts.quiz import quiz
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.loading.library import names

RECORDED = Path(__file__).with_suffix(".json")
LARGEST = 3 * 10**8
"""Parameters; of larger networks no file is written."""


def totals(graph):
    """Parameters and multiply-adds, exactly."""
    found = archcalc.analyze(graph).tail["totals"]
    return found["params"], found["macs"]


def read_back(graph):
    """Whether the network's ONNX file has its figures; or why there is none."""
    if totals(graph)[0] > LARGEST:
        return "not written"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "net.onnx"
        try:
            archcalc.export(graph, path, weights="zeros")
        except archcalc.ArchcalcError as error:
            return error.mistakes[0].message
        return totals(archcalc.build(str(path))) == totals(graph)


def used(name):
    """What became of each use of a network."""
    graph = archcalc.build(name)
    assert archcalc.draw(graph).startswith("<?xml")
    return {"peak": archcalc.plan(graph).head["peak_bytes"], "questions": len(quiz(AskedNetwork(name, graph), 10, "1").items),
            "read back": read_back(graph)}


def main(words):
    chosen = [word for word in words if not word.startswith("--")] or sorted(names())
    with ProcessPoolExecutor(2) as pool:
        found = dict(zip(chosen, pool.map(used, chosen), strict=True))
    known = json.loads(RECORDED.read_text("utf-8")) if RECORDED.exists() else {}
    differing = [name for name, each in found.items() if each != known.get(name)]
    print(f"{len(found)} networks, {len(differing)} not as recorded: {' '.join(differing)}")
    if "--record" in words:
        lines = (f"{json.dumps(name)}: {json.dumps(each)}" for name, each in sorted((known | found).items()))
        RECORDED.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    return bool(differing) and "--record" not in words


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
