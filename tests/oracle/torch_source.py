"""Every bundled network as source for PyTorch: run there with archcalc's weights, counted, and read back.

    python tests/oracle/torch_source.py                    # every network
    python tests/oracle/torch_source.py resnet50 unet      # the named ones
    python tests/oracle/torch_source.py --record           # the same, kept in tests/oracle/torch_source.json
    python tests/oracle/torch_source.py --record --new     # those that are not recorded yet, the first of every file before

Values are those of the outputs or, where that is a softmax, of what it was made of; differences are the largest, in
standard deviations. Of a network of more than 3e8 parameters the parameters are counted on the device meta, and the
values are those of a smaller one. Values are of float64 where the network is small, and of float32 elsewhere, unless
that leaves them open: where two values of a window are nearly equal, rounding decides which of them SegNet puts back,
and T5's scores, which nothing divides, make of every difference a million times as much. `back` is what differs where
archcalc reads the module that the source makes. `source` is a digest of the text, by which tests without PyTorch know
that it is the one that was proved. The environment wants torch, torchvision for regions alone, onnx and onnxruntime
(for what is shared with their proof).
"""

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RECORDED = HERE / "torch_source.json"
sys.path[:0] = [str(HERE.parent / "support"), str(HERE.parents[1])]
FEW = 1_000_000_000


def proved(name: str) -> dict[str, Any]:
    """What is recorded of a network's values and counts."""
    from onnx_proof import spread
    from source_proof import wanted
    from source_records import MOST, digest, smaller
    from torch_proof import prove

    from archcalc import build

    graph = build(name)
    large = wanted(graph)[0] > MOST
    proof = prove(graph, None, [], spread)
    small = smaller(name) if large else graph
    errors = errors_of(small)
    return {"source": digest(proof.text), "lines": proof.text.count("\n"), "params": proof.params, "buffers": proof.buffers,
            "errors": {dtype: float(f"{error:.1e}") for dtype, error in errors.items()}, **({"smaller": True} if large else {}),
            "back": back(graph, proof.text)}


def errors_of(graph: Any) -> dict[str, float]:
    """The largest differences of a network's values: in the exact type where that does not take long or the other leaves them open."""
    from onnx_proof import compared, spread, weights
    from torch_proof import prove

    from archcalc import analyze

    arrays, names = weights(graph), compared(graph)
    if analyze(graph).totals["macs"] > FEW:
        try:
            return prove(graph, arrays, names, spread, ("float32",)).errors
        except AssertionError as error:
            print(graph.about.name, error)
    return prove(graph, arrays, names, spread, ("float64",)).errors


def back(graph: Any, text: str) -> dict[str, Any]:
    """The figures of the source as archcalc reads the module that it makes, where they are other than the network's own."""
    import torch
    from source_proof import given, module_of, tables
    from source_records import differing
    from torch_proof import network_of

    from archcalc import build, from_torch

    model = network_of(module_of(text), "meta")
    whole = {*tables(graph)}
    inputs = [torch.from_numpy(array).to("meta", torch.long if each in whole else torch.float32) for each, array in given(graph).items()]
    return differing(graph, build(from_torch(model, *inputs)))


def main(words: list[str]) -> int:
    import torch
    from source_records import kept
    from torch_proof import regions_in_python

    regions_in_python()
    torch.set_num_threads(1)
    return kept(words, RECORDED, proved)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
