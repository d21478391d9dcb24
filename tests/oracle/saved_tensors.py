"""Record what PyTorch saves for the backward pass, in `recorded/saved_tensors/`, which the tests read.

In the environment of record.py (no weights are downloaded, no GPU is needed, all takes some ten minutes on two cores):

    python tests/oracle/saved_tensors.py                     # everything
    python tests/oracle/saved_tensors.py resnet50_v1_5       # one network
    python tests/oracle/saved_tensors.py operators routed exported optimizers autocast

What is counted: the bytes of every distinct storage that `torch.autograd.graph.saved_tensors_hooks` is handed in a
forward pass, by the type of its values. Views of one storage count once, and the whole storage counts. The storages of
parameters and buffers do not count; that of the input image counts where a layer saves it, as the first convolution
does. `train` and `eval` are the module's mode; in both, gradients are wanted of all parameters.

- networks: torchvision's definitions, as in networks.toml, at several batches; `live` is the most bytes of gradients of
  activations that lay in memory at once in a backward pass, those of parameters left out;
- operators: one operator between two convolutions on 2 x 8 x 6 x 6 values, or two linear layers on 2 x 5 x 16, with the
  step that says the same in a specification: not in place; composed of elementary operations; with its weights frozen;
- exported: attention, positions and norms as `archcalc export` writes them for PyTorch, with `live` as for networks;
- routed: attention, gates and mixtures of experts (routed_parts.py), with `live` as for networks; where all tokens are
  alike, so that all go to the same experts;
- autocast: what is saved of a network in training mode under `torch.autocast("cpu", torch.bfloat16)`, 16-bit copies of
  weights among it;
- optimizers: the bytes of the state of a network's parameters after one step, counters of steps left out.
"""

import importlib.util
import json
import sys
import weakref
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from record import build, read_networks, without_compiled_operators
from tools import saved

HERE = Path(__file__).parent
FOLDER = HERE / "recorded" / "saved_tensors"
NETWORKS = (
    "vgg16_torchvision", "resnet50_v1_5", "alexnet_owt", "densenet121", "mobilenet_v2", "googlenet_bn", "vit_b16",
    "resnet18", "vgg16_bn", "inception_v3", "squeezenet1_1", "mobilenet_v3_small", "shufflenet_v2_1x", "efficientnet_b0",
    "convnext_tiny", "swin_t",
)
BATCHES, MODES = (1, 3), ("train", "eval")
OPTIMIZERS = {
    "sgd": ("SGD", {}), "momentum": ("SGD", {"momentum": 0.9}), "adam": ("Adam", {}), "adamw": ("AdamW", {}),
    "adafactor": ("Adafactor", {}),
}
MEASURED = ("resnet18", "mobilenet_v2", "vit_b16")
"""The networks whose optimizers' states are measured."""

CAST = ("resnet18", "resnet50_v1_5", "mobilenet_v2", "googlenet_bn", "alexnet_owt")
"""The networks that are run under mixed precision."""

OPERATORS = {
    # step of a specification: how PyTorch writes it, not in place
    "relu": "ReLU()", "relu6": "ReLU6()", "leaky_relu: {slope: 0.1}": "LeakyReLU(0.1)", "elu": "ELU()", "silu": "SiLU()",
    "hard_swish": "Hardswish()", "hard_sigmoid": "Hardsigmoid()", "gelu": "GELU()", "dropout": "Dropout(0.5)",
    "batch_norm": "BatchNorm2d(8)", "batch_norm: {affine: false}": "BatchNorm2d(8, affine=False)",
    "group_norm: {groups: 2}": "GroupNorm(2, 8)",
    "instance_norm": "InstanceNorm2d(8)", "instance_norm: {affine: true}": "InstanceNorm2d(8, affine=True)",
    "lrn": "LocalResponseNorm(5)", "max_pool: {kernel: 2}": "MaxPool2d(2)",
    "pad: {sides: [1, 1, 1, 1]}": "ZeroPad2d(1)", "pad: {sides: [1, 1, 1, 1], mode: reflect}": "ReflectionPad2d(1)",
    "pad: {sides: [1, 1, 1, 1], mode: replicate}": "ReplicationPad2d(1)", "pad: {sides: [1, 1, 1, 1], mode: circular}": "CircularPad2d(1)",
    "upsample: {scale: 2}": "Upsample(scale_factor=2)", "upsample: {scale: 2, mode: bilinear}": "Upsample(scale_factor=2, mode='bilinear')",
    "upsample: {scale: 2, mode: bicubic}": "Upsample(scale_factor=2, mode='bicubic')",
    "upsample: {scale: 1.5, mode: nearest-exact}": "Upsample(scale_factor=1.5, mode='nearest-exact')",
    "upsample: {size: 4, mode: area}": "Upsample(4, mode='area')",
    "conv: {filters: 8, kernel: 3, padding: 1}": "Conv2d(8, 8, 3, 1, 1)",
}
ON_TOKENS = {"layer_norm": "LayerNorm(16)", "linear: {units: 16}": "Linear(16, 16)", "gelu": "GELU()",
             "attention: {heads: 2}": "attention", "rnn: {units: 16}": "RNN(16, 16, batch_first=True)",
             "lstm: {units: 32, projection: 16}": "LSTM(16, 32, batch_first=True, proj_size=16)",
             "gru: {units: 16, layers: 2}": "GRU(16, 16, 2, batch_first=True)",
             "gru: {units: 16, layers: 3, dropout: 0.5}": "GRU(16, 16, 3, batch_first=True, dropout=0.5)",
             "lstm: {units: 32, layers: 2, projection: 16, dropout: 0.5}": "LSTM(16, 32, 2, batch_first=True, proj_size=16, dropout=0.5)",
             "gru: {units: 8, bidirectional: true}": "GRU(16, 8, batch_first=True, bidirectional=True)"}

EXPORTED = (
    "rotary", "rotary: {heads: 2}", "rms_norm", "attention: {heads: 4, rotary: 10000}", "attention: {heads: 4, kv_heads: 2}",
    "attention: {heads: 4, kv_heads: 2, rotary: 10000, causal: true, bias: false}", "attention: {heads: 4, kv_heads: 1, causal: true, rotary: 500}",
    "attention: {heads: 4, bias: [q, v], rotary: 10}", "attention: {heads: 4, head_width: 8, rotary: 100}",
    "attention: {heads: 4, kv_heads: 2, causal: true, window: 4}", "attention: {heads: 4, position_bias: relative}",
    "attention: {heads: 4, position_bias: relative, causal: true}", "attention: {heads: 4, kv_heads: 2, position_bias: relative}",
    "attention: {heads: 4, position_bias: relative, output: 24}", "attention: {heads: 2, position_bias: relative, rotary: 100}",
)
"""Steps between two linear layers on 3 x 7 x 16, in the source that archcalc writes for PyTorch."""

Figures = dict[str, Any]


def live(made: Any, x: Any) -> int:
    """The most bytes of activations' gradients at once, from storages that are made and freed in the backward pass."""
    torch = import_module("torch")
    dispatch = import_module("torch.utils._python_dispatch")
    events: list[tuple[int, int]] = []
    seen: dict[int, weakref.ref[Any]] = {}
    sizes: list[int] = []

    def note(tensor: Any) -> None:
        storage = tensor.untyped_storage()
        known = seen.get(storage.data_ptr())
        if known is not None and known() is not None:
            return
        number = len(sizes)
        sizes.append(storage.nbytes())
        seen[storage.data_ptr()] = weakref.ref(storage)
        numbers[storage.data_ptr()] = number
        events.append((number, 1))
        weakref.finalize(storage, events.append, (number, -1))

    class Watch(dispatch.TorchDispatchMode):
        def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            result = function(*args, **(kwargs or {}))
            inside = {each.untyped_storage().data_ptr() for each in args if isinstance(each, torch.Tensor)}
            for each in result if isinstance(result, (tuple, list)) else (result,):
                if isinstance(each, torch.Tensor) and each.untyped_storage().data_ptr() not in inside:
                    note(each)
            return result

    numbers: dict[int, int] = {}
    loss = made(x).sum()
    with Watch():
        loss.backward()
    of_parameters = {numbers.get(each.grad.untyped_storage().data_ptr()) for each in made.parameters() if each.grad is not None}
    alive = most = 0
    for number, sign in events:
        if number not in of_parameters:
            alive += sign * sizes[number]
            most = max(most, alive)
    return most


def network(name: str) -> Figures:
    """What is saved of a network, by batch and mode."""
    torch = import_module("torch")
    asked = read_networks()[name]
    found: Figures = {"implementation": f"{asked.library} {version(asked.library)} {asked.model}", "input": asked.input}
    for mode in MODES:
        for batch in BATCHES:
            parts = saved(build(asked).train(mode == "train"), torch.zeros(batch, *asked.input))
            found[f"{mode} {batch}"] = parts
    found["live"] = live(build(asked).eval(), torch.zeros(1, *asked.input))
    return found


def composed(affine: bool, axes: tuple[int, ...], shape: tuple[int, ...]) -> Any:
    """A norm of elementary operations; over the batch (axis 0) it has running statistics for its evaluation mode."""
    torch = import_module("torch")

    class Norm(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            if affine:
                self.weight, self.bias = torch.nn.Parameter(torch.ones(shape)), torch.nn.Parameter(torch.zeros(shape))
            self.register_buffer("mean", torch.zeros(shape))
            self.register_buffer("variance", torch.ones(shape))

        def forward(self, x: Any) -> Any:
            if self.training or 0 not in axes:
                centred = x - x.mean(axes, keepdim=True)
                normal = centred * torch.rsqrt((centred * centred).mean(axes, keepdim=True) + 1e-5)
            else:
                normal = (x - self.mean) * torch.rsqrt(self.variance + 1e-5)
            return normal * self.weight + self.bias if affine else normal

    return Norm()


def attention() -> Any:
    torch = import_module("torch")

    class Attention(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = torch.nn.MultiheadAttention(16, 2, batch_first=True)

        def forward(self, x: Any) -> Any:
            return self.inner(x, x, x, need_weights=False)[0]

    return Attention()


def sequence(inner: Any) -> Any:
    """A recurrent layer's outputs, without its state."""
    torch = import_module("torch")

    class Sequence(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, x: Any) -> Any:
            return self.inner(x)[0]

    return Sequence()


def operators() -> list[Figures]:
    """What is saved of one operator and its neighbours, under several choices."""
    torch = import_module("torch")
    rows = []
    for on_tokens, table in ((False, OPERATORS), (True, ON_TOKENS)):
        for step, module in table.items():
            for mode in MODES:
                for choice in ("plain", "frozen", "composed"):
                    made = middle(module, choice)
                    if made is None:
                        continue
                    ends = [torch.nn.Linear(16, 16) if on_tokens else torch.nn.Conv2d(8, 8, 1) for _ in range(2)]
                    chain = torch.nn.Sequential(ends[0], made, ends[1]).train(mode == "train")
                    parts = saved(chain, torch.zeros((2, 5, 16) if on_tokens else (2, 8, 6, 6)))
                    rows.append({"step": step, "tokens": on_tokens, "module": module, "mode": mode, "choice": choice, "parts": parts})
    return rows


def middle(module: str, choice: str) -> Any:
    """The operator under a choice, or nothing where the choice makes no difference to it."""
    torch = import_module("torch")
    made = attention() if module == "attention" else eval(module, vars(torch.nn))
    made = sequence(made) if isinstance(made, torch.nn.RNNBase) else made
    if choice == "frozen":
        if not list(made.parameters()):
            return None
        for each in made.parameters():
            each.requires_grad_(requires_grad=False)
    if choice == "composed":
        kind = type(made).__name__
        if kind not in {"BatchNorm2d", "LayerNorm"}:
            return None
        return composed(made.weight is not None, *(((0, 2, 3), (1, 8, 1, 1)) if kind == "BatchNorm2d" else ((2,), (1, 1, 16))))
    return made


def optimizers() -> Figures:
    """The bytes of the states of optimizers, by network."""
    torch = import_module("torch")
    found: Figures = {}
    for name in MEASURED:
        found[name] = {}
        for optimizer, (kind, options) in OPTIMIZERS.items():
            made = build(read_networks()[name])
            for each in made.parameters():
                each.grad = torch.zeros_like(each)
            steps = getattr(torch.optim, kind)(made.parameters(), lr=1e-3, **options)
            steps.step()
            arrays = [value for state in steps.state.values() for key, value in state.items()
                      if key != "step" and isinstance(value, torch.Tensor)]
            found[name][optimizer] = sum(array.untyped_storage().nbytes() for array in arrays)
    return found


def autocast() -> Figures:
    """What is saved under mixed precision, by network."""
    torch = import_module("torch")
    found: Figures = {}
    for name in CAST:
        asked = read_networks()[name]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found[name] = saved(build(asked).train(), torch.zeros(1, *asked.input))
    return found


def routed() -> list[Figures]:
    """What is saved of attention, gates and experts, and the most of their gradients at once."""
    torch, parts = import_module("torch"), import_module("routed_parts").PARTS
    return [{"step": step, "parts": saved(make(), torch.zeros(2, 5, 16)), "live": live(make(), torch.zeros(2, 5, 16))}
            for step, make in parts.items()]


def exported() -> list[Figures]:
    """The same of attention and positions in the source that archcalc writes."""
    torch, source_file = import_module("torch"), import_module("archcalc.exporting.torch.source_file")
    build_graph, read = import_module("archcalc.network.builder").build, import_module("archcalc.language.spec").read
    parse = import_module("archcalc.language.text.document").parse
    found = []
    for step in EXPORTED:
        text = f"input: [7, 16]\nlayers:\n  - linear: {{units: 16}}\n  - {step}\n  - linear: {{units: 16}}\n"
        graph = build_graph(read(parse(text, "net.yaml"), "net"), 3)
        names: dict[str, Any] = {}
        exec(source_file.source(graph), names)
        make = names["Net"]
        found.append({"step": step, "parts": saved(make(), torch.zeros(3, 7, 16)), "live": live(make(), torch.zeros(3, 7, 16))})
    return found


ALONE = {"operators": operators, "routed": routed, "exported": exported, "optimizers": optimizers, "autocast": autocast}
"""What is recorded beside the networks."""


def main(names: list[str]) -> None:
    """Record what is named, or everything; what is recorded already and not named stays."""
    if any(importlib.util.find_spec(library) is None for library in ("torch", "torchvision")):
        sys.exit("skipped: torch and torchvision are not installed")
    without_compiled_operators()
    FOLDER.mkdir(exist_ok=True)
    for name in names or (*ALONE, *NETWORKS):
        print(name, flush=True)
        found = network(name) if name in NETWORKS else ALONE[name]()
        rows = found.items() if isinstance(found, dict) else [("rows", found)]
        fields = [f'"{key}":{json.dumps(value, separators=(",", ":"))}' for key, value in (("torch", version("torch")), *rows)]
        (FOLDER / f"{name}.json").write_text("{" + ",\n".join(fields).replace("},{", "},\n{") + "}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
