"""Whole networks, value by value: archcalc's executor against PyTorch with the same weights, and fixtures from that.

    python tests/oracle/values.py                 # every network of NETWORKS, compared
    python tests/oracle/values.py vgg16 unet      # the named ones
    python tests/oracle/values.py --record        # the same, and their outputs kept in tests/oracle/values/

The environment is that of record.py, with NumPy. A library's own model is taken where networks.toml names one whose
state dict can be matched; else every operator is run by PyTorch as twin.py says. The weights are archcalc's `random`
ones, by He's rule and with random statistics of the norms, written into the library's model; PyTorch runs in double
precision. What is compared is the last volume before a softmax, which would hide differences.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy
import torch
import twin
from record import build as library_model
from record import read_networks, without_compiled_operators

from archcalc import build, load
from archcalc.base.errors import ArchcalcError
from archcalc.executor.backends import backend
from archcalc.executor.run import RunSettings, run
from archcalc.executor.weights.load import load as load_weights
from archcalc.executor.weights.names import full_name
from archcalc.executor.weights.state_dicts import renamed
from archcalc.network.graph import Graph
from archcalc.network.subgraph import up_to

VALUES = Path(__file__).parent / "values"
KEPT = 64
"""So many values of an output are kept, evenly spread."""
NETWORKS = {
    "alexnet": "", "alexnet_owt": "", "vgg16": "", "googlenet": "", "googlenet_bn": "", "inception_v3": "", "resnet50": "",
    "resnet50_v1_5": "", "resnext50_32x4d": "", "densenet121": "", "mobilenet_v1": "", "mobilenet_v2": "", "xception": "",
    "nasnet_mobile": "", "unet": "1x220x220", "vit_b16": "", "swin_t": "", "convnext_tiny": "", "efficientnet_b0": "",
    "shufflenet_v2_1x": "", "squeezenet1_1": "", "mobilenet_v3_small": "", "lenet5_1998": "",
}
"""The networks, and their input where it is not their own."""


def network(name: str) -> Graph:
    """A network up to its last volume before a softmax."""
    graph = build(load(name, input_size=NETWORKS.get(name) or None))
    last = graph.outputs[-1]
    while graph.nodes[last].op.kind == "softmax":
        (last,) = graph.nodes[last].inputs
    return up_to(graph, [last])


def weights(graph: Graph) -> dict[str, dict[str, Any]]:
    return load_weights(graph, "random")


def image(graph: Graph) -> Any:
    return numpy.random.Generator(numpy.random.PCG64(1)).standard_normal(graph.nodes[0].shape, dtype="float32")


def peer(name: str, graph: Graph, arrays: dict[str, dict[str, Any]], dtype: torch.dtype) -> tuple[Any, str]:
    """A function from PyTorch's input to its output, with the same weights in a type, and whose model it is."""
    tensors = {layer: {key: torch.from_numpy(each).to(dtype) for key, each in inside.items()} for layer, inside in arrays.items()}
    source = read_networks().get(name)
    if source is not None and source.library not in ("onnx", "keras"):
        model = library_model(source).eval().to(dtype)
        try:
            found = renamed(graph, model.state_dict())
        except ArchcalcError:
            found = None
        places = found.tensors if found else {}
        for layer, inside in tensors.items():
            for key, tensor in inside.items():
                if places:
                    places[full_name(layer, key)].copy_(tensor)
        if places:
            return model, f"{source.library} {source.model}"
    return lambda x: twin.forward(graph, x, tensors)[0], "operator by operator"


def theirs(name: str, graph: Graph, arrays: dict[str, dict[str, Any]], x: Any) -> tuple[Any, str]:
    """PyTorch's output in double precision, and whose model it is."""
    model, whose = peer(name, graph, arrays, torch.float64)
    return model(torch.from_numpy(x).double()).numpy(), f"PyTorch, {whose}"


def ours(graph: Graph, arrays: dict[str, dict[str, Any]], x: Any, *, fuse: bool) -> Any:
    ran = run(graph, backend("numpy"), RunSettings(fuse=fuse), {graph.nodes[0].name: x}, arrays)
    assert not ran.mismatches
    return ran.volumes[graph.nodes[-1].name]


def compare(name: str, *, record: bool) -> bool:
    graph = network(name)
    arrays, x = weights(graph), image(graph)
    expected, whose = theirs(name, graph, arrays, x)
    errors = [float(abs(ours(graph, arrays, x, fuse=fuse) - expected).max() / expected.std()) for fuse in (False, True)]
    good = max(errors) <= 1e-4
    sys.stdout.write(f"{name:20} {errors[0]:.1e} by itself, {errors[1]:.1e} fused {'' if good else '<<<'} ({whose})\n")
    sys.stdout.flush()
    if record:
        VALUES.mkdir(exist_ok=True)
        values = expected.reshape(-1)[:: max(1, expected.size // KEPT)][:KEPT]
        kept = {"network": name, "implementation": whose, "torch": torch.__version__, "input": NETWORKS[name] or None,
                "std": float(expected.std()), "values": [float(f"{value:.9g}") for value in values]}
        (VALUES / f"{name}.json").write_text(json.dumps(kept, indent=1) + "\n")
    return good


def main(words: list[str]) -> int:
    torch.set_grad_enabled(False)
    without_compiled_operators()
    names = [word for word in words if not word.startswith("-")] or list(NETWORKS)
    results = [compare(name, record="--record" in words) for name in names]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
