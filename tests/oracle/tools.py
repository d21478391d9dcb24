"""Record what other tools print about torchvision's networks, in `tools.json`, which the tests read.

In the environment of record.py (no weights are downloaded, no GPU is needed, all networks take a quarter of an hour):

    pip install --no-deps torchinfo==1.8.0 torchsummary==1.5.1 fvcore==0.1.5.post20221221 thop==0.1.1.post2209072238 \
        ptflops==0.7.5 calflops==0.3.2 torchlens==2.36.1 onnx-tool==1.0.1
    pip install --no-deps iopath portalocker yacs termcolor tabulate graphviz pandas python-dateutil six
    pip install --no-deps --target /tmp/torch-summary torch-summary==1.4.5     # its package is called torchsummary too
    python tests/oracle/tools.py                                  # every network and tool
    python tests/oracle/tools.py vgg16_torchvision/torchinfo      # one tool on one network
    python tests/oracle/tools.py vgg16_torchvision                # every tool on one network

A tool whose package is not installed is skipped, and its figures stay as they are. All figures are for one image of
the size `input`. A record holds what the tool says, under the kinds of archcalc's conventions: `params`, `memory`
(values), `bytes` (the same memory as the tool has it in bytes), `operations`, and `printed`, the end of a summary.

`keras` holds what Keras says of its own networks: all parameters, and those of them that are not trained.
`operators` are single operators between two convolutions, with the step that says the same in a specification: what
PyTorch saves of them for the backward pass, in `float32` and `int64` values.
"""

import importlib.util
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from math import prod
from pathlib import Path
from types import ModuleType
from typing import Any

from record import Network, build, read_networks, without_compiled_operators

HERE = Path(__file__).parent
TORCH_SUMMARY = "/tmp/torch-summary"
NETWORKS = (
    "alexnet_owt", "vgg11", "vgg16_torchvision", "vgg16_bn", "resnet18", "resnet34", "resnet50_v1_5", "resnet101_v1_5",
    "resnext50_32x4d", "wide_resnet50_2", "googlenet_bn", "inception_v3", "densenet121", "squeezenet1_0",
    "mobilenet_v2", "mobilenet_v3_large", "mnasnet_b1", "shufflenet_v2_1x", "efficientnet_b0", "convnext_tiny", "vit_b16",
    "swin_t",
)
EXPORTED = ("alexnet_owt", "vgg16_torchvision", "resnet18", "resnet50_v1_5", "googlenet_bn", "mobilenet_v2", "densenet121")
"""The networks whose ONNX export is profiled; an export takes up to 20 seconds."""

KERAS = {
    "vgg16": "vgg16:VGG16", "vgg19": "vgg19:VGG19", "resnet50_keras": "resnet:ResNet50", "inception_v3": "inception_v3:InceptionV3",
    "inception_resnet_v2": "inception_resnet_v2:InceptionResNetV2", "xception": "xception:Xception",
    "mobilenet_v1": "mobilenet:MobileNet", "mobilenet_v2": "mobilenet_v2:MobileNetV2", "densenet121": "densenet:DenseNet121",
    "densenet169": "densenet:DenseNet169", "densenet201": "densenet:DenseNet201",
    "efficientnet_b0": "efficientnet:EfficientNetB0",
}
"""Networks of keras.applications."""

OPERATORS = {
    "relu": ("ReLU(inplace=True)", "relu"),
    "relu6": ("ReLU6(inplace=True)", "relu6"),
    "leaky_relu": ("LeakyReLU(0.1, inplace=True)", "leaky_relu: {slope: 0.1}"),
    "elu": ("ELU(inplace=True)", "elu"),
    "prelu": ("PReLU(8)", "prelu: {slopes: channels}"),
    "silu": ("SiLU(inplace=True)", "silu"),
    "hard_swish": ("Hardswish(inplace=True)", "hard_swish"),
    "hard_sigmoid": ("Hardsigmoid()", "hard_sigmoid"),
    "sigmoid": ("Sigmoid()", "sigmoid"),
    "tanh": ("Tanh()", "tanh"),
    "gelu": ("GELU()", "gelu"),
    "softmax": ("Softmax(1)", "softmax"),
    "batch_norm": ("BatchNorm2d(8).eval()", "batch_norm"),
    "group_norm": ("GroupNorm(2, 8)", "group_norm: {groups: 2}"),
    "lrn": ("LocalResponseNorm(5)", "lrn"),
    "max_pool": ("MaxPool2d(2)", "max_pool: {kernel: 2}"),
    "avg_pool": ("AvgPool2d(2)", "avg_pool: {kernel: 2}"),
    "adaptive_avg_pool": ("AdaptiveAvgPool2d(2)", "adaptive_avg_pool: {output: 2}"),
    "global_avg_pool": ("AdaptiveAvgPool2d(1)", "global_avg_pool"),
    "adaptive_max_pool": ("AdaptiveMaxPool2d(2)", "adaptive_max_pool: {output: 2}"),
    "global_max_pool": ("AdaptiveMaxPool2d(1)", "global_max_pool"),
    "conv_transpose": ("ConvTranspose2d(8, 8, 2, 2)", "conv_transpose: {filters: 8, kernel: 2, stride: 2}"),
    "upsample": ("Upsample(scale_factor=2)", "upsample: {scale: 2}"),
    "pad": ("ZeroPad2d(1)", "pad: {sides: [1, 1, 1, 1]}"),
    "channel_shuffle": ("ChannelShuffle(2)", "channel_shuffle: {groups: 2}"),
    "dropout": ("Dropout(0.5).eval()", "dropout"),
    "identity": ("Identity()", "identity"),
}
"""Modules of torch.nn, and the same as steps of a specification."""

Figures = dict[str, Any]


def fresh(network: Any) -> Any:
    """The network as it is made: one of networks.toml, or anything that has a module of its own."""
    return build(network) if isinstance(network, Network) else network.module()


def model(network: Any, device: str = "cpu") -> Any:
    """The network in evaluation mode; its weights do not matter, but tables of positions do."""
    torch = import_module("torch")
    if not isinstance(network, Network):
        return fresh(network).to(device)
    with torch.device("meta"):
        made = build(network).eval()
    if device == "meta":
        return made
    tables = any(buffer.dim() and not buffer.is_floating_point() for buffer in made.buffers())
    return build(network).eval() if tables else made.to_empty(device=device)


def image(network: Network, device: str = "cpu") -> Any:
    return import_module("torch").zeros(1, *network.input, device=device)


def torchinfo(network: Network) -> Figures:
    found = import_module("torchinfo").summary(model(network), input_data=image(network), verbose=0)
    return {"params": found.total_params, "memory": found.total_output_bytes // 8, "bytes": found.total_output_bytes,
            "operations": found.total_mult_adds, "printed": sizes(str(found))}


def torchsummary(network: Network) -> Figures:
    table = quiet(lambda: import_module("torchsummary").summary(model(network), tuple(network.input), device="cpu"))
    rows = [json.loads(shape) for shape in re.findall(r"-\d+ +(\[.*\]) +[\d,]+$", table, re.MULTILINE)]
    shapes = [shape for row in rows for shape in (row if isinstance(row[0], list) else [row])]
    values = sum(prod(shape[1:]) for shape in shapes)
    params = int(re.findall(r"Total params: ([\d,]+)", table)[0].replace(",", ""))
    return {"params": params, "memory": values, "bytes": 8 * values, "printed": sizes(table)}


def torch_summary(network: Network) -> Figures:
    torch = import_module("torch")
    forget("torchsummary")
    sys.path.insert(0, TORCH_SUMMARY)
    try:
        found = import_module("torchsummary").summary(
            model(network), tuple(network.input), device=torch.device("cpu"), verbose=0, depth=99)
    finally:
        sys.path.remove(TORCH_SUMMARY)
        forget("torchsummary")
    return {"params": found.total_params, "memory": found.total_output // 2, "bytes": 4 * found.total_output,
            "printed": sizes(str(found))}


def torchlens(network: Network) -> Figures:
    torch = import_module("torch")
    with torch.no_grad():
        found = import_module("torchlens").trace(model(network), image(network))
    size = sum(int(row.activation_memory) for row in found.layer_list)
    return {"params": int(found.num_params), "memory": size // 4, "bytes": size, "total": int(found.total_activation_memory),
            "printed": {"memory": str(found.total_activation_memory), "params": str(found.total_param_memory)}}


def fvcore(network: Network) -> Figures:
    nn = import_module("fvcore.nn")
    flops, values = (quiet_value(lambda count=count: count(model(network), image(network)).unsupported_ops_warnings(False)
                                 .total()) for count in (nn.FlopCountAnalysis, nn.ActivationCountAnalysis))
    return {"memory": int(values), "operations": int(flops)}


def thop(network: Network) -> Figures:
    operations, params = import_module("thop").profile(model(network), (image(network),), verbose=False)
    return {"params": int(params), "operations": int(operations)}


def ptflops(network: Network, backend: str = "aten") -> Figures:
    operations, params = import_module("ptflops").get_model_complexity_info(
        model(network), tuple(network.input), as_strings=False, print_per_layer_stat=False, backend=backend)
    return {"params": params, "operations": int(operations)}


def ptflops_pytorch(network: Network) -> Figures:
    return ptflops(network, "pytorch")


def calflops(network: Network) -> Figures:
    for part in ("estimate", "flops_counter_hf"):     # its language model part, which wants transformers
        stand_in = ModuleType(f"calflops.{part}")
        stand_in.create_empty_model = stand_in.calculate_flops_hf = None  # type: ignore[attr-defined]
        sys.modules.setdefault(f"calflops.{part}", stand_in)
    flops, macs, params = import_module("calflops").calculate_flops(
        model(network), args=[image(network)], print_results=False, output_as_string=False)
    return {"params": int(params), "operations": int(flops), "macs": int(macs)}


def torch(network: Network, *, backward: bool = False) -> Figures:
    counter = import_module("torch.utils.flop_counter").FlopCounterMode
    made = model(network, "meta")
    with counter(display=False) as found:
        scores = made(image(network, "meta"))
        if backward:
            scores.sum().backward()
    return {"operations": found.get_total_flops(), "params": sum(p.numel() for p in made.parameters())}


def torch_backward(network: Network) -> Figures:
    return torch(network, backward=True)


def onnx_tool(network: Network) -> Figures:
    torch = import_module("torch")
    torch.manual_seed(0)
    with tempfile.TemporaryDirectory() as folder:
        file, table = Path(folder, "network.onnx"), Path(folder, "table.csv")
        quiet(lambda: torch.onnx.export(fresh(network).eval(), image(network), file, dynamo=False))
        quiet(lambda: import_module("onnx_tool").model_profile(str(file), save_profile=str(table)))
        header, *rows = (line.split(",") for line in table.read_text().splitlines() if line.strip())
    total = dict(zip(header, rows[-1], strict=True))
    size = int(total["Memory"])
    return {"params": int(total["Params"]), "memory": size // 4, "bytes": size, "operations": int(total["Forward_MACs"])}


def autograd(network: Network, *, training: bool = False) -> Figures:
    parts = saved(fresh(network).train(training), image(network))
    return {"bytes": sum(parts.values()), "parts": parts}


def keras(name: str) -> Figures:
    """What model.summary() says of parameters."""
    os.environ["KERAS_BACKEND"] = "torch"
    module, constructor = KERAS[name].split(":")
    made = getattr(import_module(f"keras.src.applications.{module}"), constructor)(weights=None)
    fixed = sum(prod(array.shape) for array in made.non_trainable_weights)
    return {"params": made.count_params(), "fixed": fixed}


def saved(made: Any, images: Any) -> dict[str, int]:
    """The bytes of the distinct storages saved for the backward pass, by type, the module's own values apart."""
    torch = import_module("torch")
    own = {each.untyped_storage().data_ptr() for each in (*made.parameters(), *made.buffers())}
    kept: dict[int, Any] = {}

    def keep(tensor: Any) -> Any:
        if tensor.untyped_storage().data_ptr() not in own:
            kept[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        made(images)
    parts: dict[str, int] = {}
    for tensor in kept.values():
        dtype = str(tensor.dtype).removeprefix("torch.")
        parts[dtype] = parts.get(dtype, 0) + tensor.untyped_storage().nbytes()
    return dict(sorted(parts.items()))


def operators() -> dict[str, Figures]:
    """What is saved of a convolution, an operator and another convolution on an 8x6x6 volume."""
    torch = import_module("torch")
    found = {}
    for name, (module, step) in OPERATORS.items():
        chain = torch.nn.Sequential(torch.nn.Conv2d(3, 8, 1), eval(f"torch.nn.{module}"), torch.nn.Conv2d(8, 8, 1))
        found[name] = {"step": step, "module": module, "parts": saved(chain, torch.zeros(1, 3, 6, 6))}
    return found


def autograd_train(network: Network) -> Figures:
    return autograd(network, training=True)


TOOLS: dict[str, tuple[str, Callable[[Network], Figures]]] = {
    "torchinfo": ("torchinfo", torchinfo), "torchsummary": ("torchsummary", torchsummary),
    "torch-summary": ("torch", torch_summary), "torchlens": ("torchlens", torchlens), "fvcore": ("fvcore", fvcore),
    "thop": ("thop", thop), "ptflops": ("ptflops", ptflops), "ptflops-pytorch": ("ptflops", ptflops_pytorch),
    "calflops": ("calflops", calflops), "torch": ("torch", torch), "torch-backward": ("torch", torch_backward),
    "onnx-tool": ("onnx_tool", onnx_tool), "autograd": ("torch", autograd), "autograd-train": ("torch", autograd_train),
}
"""Each convention's name, the package that must be installed, and how to ask."""


def sizes(text: str) -> dict[str, str]:
    """The last lines of a summary: what is printed of sizes, by its first word."""
    lines = dict(re.findall(r"^(Input|Forward/backward|Params|Estimated)[^:]*: ([\d.]+)$", text, re.MULTILINE))
    names = {"Input": "input", "Forward/backward": "memory", "Params": "params", "Estimated": "total"}
    return {names[word]: number for word, number in lines.items()}


def quiet(work: Callable[[], Any]) -> str:
    """What some work prints."""
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(io.StringIO()):
        work()
    return printed.getvalue()


def quiet_value(work: Callable[[], Any]) -> Any:
    """What some work gives, and nothing printed."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return work()


def forget(package: str) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        del sys.modules[name]


def wanted(words: list[str]) -> list[tuple[str, str]]:
    """The pairs of network and tool that the command asks for."""
    pairs = [(network, tool) for network in NETWORKS for tool in TOOLS
             if tool != "onnx-tool" or network in EXPORTED]
    return [pair for pair in pairs if not words or pair[0] in words or "/".join(pair) in words or pair[1] in words]


def main(words: list[str]) -> None:
    """Ask the tools, and write down what they say after each."""
    networks, file = read_networks(), HERE / "tools.json"
    networks |= {name: Network("torchvision", name, [3, 224, 224], {}, "") for name in ("resnet18", "resnet34")}
    known: dict[str, dict[str, Any]] = json.loads(file.read_text()) if file.exists() else {}
    without_compiled_operators()
    known["operators"] = operators()
    if not words or "keras" in words:
        known["keras"] = {name: keras(name) for name in KERAS}
    write(file, known)
    for name, tool in wanted(words):
        package, ask = TOOLS[tool]
        if importlib.util.find_spec(package) is None:
            sys.stdout.write(f"{name}/{tool}: skipped, {package} is not installed\n")
            continue
        record = known.setdefault(name, {})
        record["input"] = networks[name].input
        try:
            record[tool] = found = ask(networks[name])
        except Exception as error:
            record[tool] = found = {"failed": f"{type(error).__name__}: {error}"[:200]}
        sys.stdout.write(f"{name}/{tool}: {found}\n")
        write(file, known)


def write(file: Path, known: dict[str, dict[str, Any]]) -> None:
    """One line for each tool on a network."""
    blocks = []
    for name in sorted(known):
        keys = [key for key in ("input", *TOOLS, *OPERATORS, *KERAS) if key in known[name]]
        lines = ",\n".join(f'  "{key}": {json.dumps(known[name][key])}' for key in keys)
        blocks.append(f' "{name}": {{\n{lines}\n }}')
    file.write_text("{\n" + ",\n".join(blocks) + "\n}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
