"""Record what independent implementations say about the networks of networks.toml, in `recorded/<archcalc name>.json`.

The tests read only the recorded files. To record again, in an environment of its own (no weights are downloaded, no GPU
is needed, all networks take about a minute):

    python3.11 -m venv oracle && . oracle/bin/activate
    pip install torch==2.13.0 --extra-index-url https://download.pytorch.org/whl/cpu
    pip install --no-deps torchvision==0.28
    pip install timm==1.0.31 pytorchcv==0.0.74 keras==3.15.1 onnx==1.23.2 transformers==5.24.0
    pip install --no-deps diffusers
    python tests/oracle/record.py             # every network
    python tests/oracle/record.py vgg16 unet  # the named ones

A network whose library is not installed is skipped, with a line that says so, and its file stays as it is.

A file holds, for one image in evaluation mode:

- `params`: all trainable values; `weights` and `biases`: those of conv and linear layers; `affine`: gamma and beta of
  norms. What is left of `params` is class tokens, position embeddings, layer scales and relative position tables;
- `buffers`: running means and variances, without the batch counters;
- `macs`: products of conv and linear layers; `attention_macs`: those of attention's two matrix products;
- `input`, and `beside` it the other inputs of a network that has several;
- `layers`: `[kind, output, weight, macs]` of every conv, conv_transpose and linear call in the order of execution.
  `output` has no batch axis, but of a conv on several regions of an image their number:
  `[C, H, W]` of a conv (also of Keras, which computes on `[H, W, C]`), `[N]` of a linear on
  one vector, `[T, D]` of a linear on T vectors (windows and image positions are flattened into T). `weight` is torch's:
  `[out, in / groups, kh, kw]`, of a transposed conv `[in, out / groups, kh, kw]`, of a linear `[out, in]`.

How: the model runs once under `torch.inference_mode`, where a dispatch mode sees convs, linears and attention whole,
also those that are called as functions. torch models live on the meta device, Keras's on the CPU. The ONNX files are
those that the onnx package tests itself with; their shapes are onnx's own inference.
"""

import importlib
import importlib.util
import json
import math
import os
import sys
import tomllib
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from watch import Counts, watch

HERE = Path(__file__).parent


class Network(NamedTuple):
    """Where a network's figures come from."""

    library: str
    model: str
    input: list[int]
    options: dict[str, Any]
    note: str
    beside: list[list[int]]
    """Its other inputs, where it has several."""
    device: str
    """meta, or cpu for a model that looks at its inputs' values."""


def read_networks() -> dict[str, Network]:
    table = tomllib.loads((HERE / "networks.toml").read_text())
    return {
        name: Network(
            library=library,
            model=row["model"],
            input=row.get("input", [row.get("channels", 3), row.get("size", 224), row.get("size", 224)]),
            options=row.get("options", {}),
            note=row.get("note", ""),
            beside=row.get("beside", []),
            device=row.get("device", "meta"),
        )
        for library, rows in table.items()
        for name, row in rows.items()
    }


def figures(counts: Counts, params: int, affine: int, buffers: int) -> dict[str, Any]:
    return {
        "params": params,
        "weights": sum(w.numel() for w in counts.weights.values()),
        "biases": sum(b.numel() for b in counts.biases.values()),
        "affine": affine,
        "buffers": buffers,
        "macs": sum(layer[-1] for layer in counts.layers),
        "attention_macs": counts.attention,
        "layers": counts.layers,
    }


def without_compiled_operators() -> None:
    """Let torchvision be imported where its compiled operators, which no classifier needs, do not load."""
    torch = import_module("torch")
    register = torch.library.register_fake

    def forgiving(name: str, *args: Any, **kwargs: Any) -> Any:
        known = hasattr(torch.ops.torchvision, name.split("::")[1])
        return register(name, *args, **kwargs) if known else lambda function: function

    torch.library.register_fake = forgiving
    import_module("torchvision")
    torch.library.register_fake = register


def build(network: Network) -> Any:
    """The torch model. `module:name` names a class or function; else the library's own registry is asked."""
    if ":" in network.model:
        module, name = network.model.split(":")
        return getattr(import_module(module), name)(**network.options)
    module, name = {
        "torchvision": ("torchvision.models", "get_model"),
        "timm": ("timm", "create_model"),
        "pytorchcv": ("pytorchcv.model_provider", "get_model"),
    }[network.library]
    return getattr(import_module(module), name)(network.model, **network.options)


def record_torch(network: Network) -> dict[str, Any]:
    torch = import_module("torch")
    with torch.device(network.device):
        model = build(network)
        inputs = [torch.zeros(1, *shape) for shape in (network.input, *network.beside)]
        counts = watch(model.eval(), inputs, model.parameters())
    kinds = (torch.nn.modules.batchnorm._BatchNorm, torch.nn.LayerNorm, torch.nn.GroupNorm)
    norms = [m for m in model.modules() if isinstance(m, kinds) or type(m).__name__ in {"T5LayerNorm", "MambaRMSNorm"}]
    counts.biases |= {id(m): m.bias for m in model.modules() if type(m).__name__ == "GlobalResponseNorm"}
    counts.biases |= {id(m): m.dt_proj.bias for m in model.modules() if type(m).__name__ == "MambaMixer"}
    counts.biases |= {id(m): m.bias for m in model.modules() if type(m).__name__ == "Styled"}
    return figures(
        counts,
        params=sum(p.numel() for p in model.parameters() if p.requires_grad),
        affine=sum(p.numel() for m in norms for p in m.parameters(recurse=False)),
        buffers=sum(b.numel() for m in norms for n, b in m.named_buffers(recurse=False) if n.startswith("running_"))
        + sum(b.numel() for n, b in model.named_buffers() if n.endswith(".noise")),
    )


def record_keras(network: Network) -> dict[str, Any]:
    os.environ["KERAS_BACKEND"] = "torch"
    keras = import_module("keras")
    channels, height, width = network.input
    fixed = {"weights": None, "input_shape": (height, width, channels)}
    model = build(network._replace(options=network.options | fixed))
    images = import_module("torch").zeros(1, height, width, channels)
    counts = watch(model, [images], [v.value for v in model.trainable_weights])
    counts.biases = {id(m): m.bias.value for m in model.layers if getattr(m, "bias", None) is not None}
    norms = [m for m in model.layers if isinstance(m, keras.layers.BatchNormalization)]
    return figures(
        counts,
        params=sum(math.prod(v.shape) for v in model.trainable_weights),
        affine=sum(math.prod(v.shape) for m in norms for v in m.trainable_weights),
        buffers=sum(math.prod(v.shape) for m in norms for v in m.non_trainable_weights),
    )


def record_onnx(network: Network) -> dict[str, Any]:
    onnx = import_module("onnx")
    model = onnx.load(Path(onnx.__path__[0], f"backend/test/data/light/light_{network.model}.onnx"))
    restore_caffe(model.graph, network.input)
    graph = onnx.shape_inference.infer_shapes(model, strict_mode=True).graph
    shapes = {v.name: [d.dim_value for d in v.type.tensor_type.shape.dim] for v in (*graph.value_info, *graph.output)}
    shapes |= {array.name: list(array.dims) for array in graph.initializer}
    layers: list[list[Any]] = []
    total = {"params": 0, "weights": 0, "biases": 0, "affine": 0, "buffers": 0, "macs": 0, "attention_macs": 0}
    for node in graph.node:
        if node.op_type in ("Conv", "Gemm"):
            out, weight, bias = shapes[node.output[0]][1:], shapes[node.input[1]], shapes[node.input[2]]
            macs = math.prod(out) * math.prod(weight[1:])
            layers.append(["conv" if node.op_type == "Conv" else "linear", out, weight, macs])
            total["weights"] += math.prod(weight)
            total["biases"] += math.prod(bias)
            total["macs"] += macs
    return {**total, "params": total["weights"] + total["biases"], "layers": layers}


def restore_caffe(graph: Any, image: list[int]) -> None:
    """Set the image, and give strided max pools Caffe's ceil mode back, which the conversion to ONNX lost."""
    (images,) = (v.type.tensor_type.shape.dim for v in graph.input if len(v.type.tensor_type.shape.dim) == 4)
    for axis, size in zip(images[1:], image, strict=True):
        axis.dim_value = size
    for node in graph.node:
        attributes = {attribute.name: attribute.ints for attribute in node.attribute}
        if node.op_type in ("MaxPool", "AveragePool") and max(attributes["pads"][:2]) == 0:
            attributes["pads"][:] = [0, 0, 1, 1] if attributes["strides"][0] > 1 else [0, 0, 0, 0]


def write(name: str, network: Network) -> None:
    recorder = {"keras": record_keras, "onnx": record_onnx}.get(network.library, record_torch)
    arguments = ", ".join(f"{key}={value}" for key, value in network.options.items())
    model = f"{network.model}({arguments})" if arguments else network.model
    found = {
        "network": name,
        "implementation": f"{network.library} {version(network.library)} {model}",
        "input": network.input,
        **({"beside": network.beside} if network.beside else {}),
        "note": network.note,
        **recorder(network),
    }
    layers = ",\n".join(json.dumps(layer, separators=(",", ":")) for layer in found.pop("layers"))
    fields = ",\n".join(f'"{key}":{json.dumps(value, separators=(",", ":"))}' for key, value in found.items())
    (HERE / "recorded" / f"{name}.json").write_text(f'{{{fields},\n"layers":[\n{layers}\n]}}\n')


def main(names: list[str]) -> None:
    """Record the named networks, or all of them."""
    networks = read_networks()
    if importlib.util.find_spec("torchvision") is not None:
        without_compiled_operators()
    (HERE / "recorded").mkdir(exist_ok=True)
    for name in names or networks:
        library = networks[name].library
        found = importlib.util.find_spec(library) is not None
        sys.stdout.write(f"{name}: {'recording' if found else f'skipped, {library} is not installed'}\n")
        if found:
            write(name, networks[name])


if __name__ == "__main__":
    main(sys.argv[1:])
