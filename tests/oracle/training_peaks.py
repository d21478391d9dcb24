"""Record the most memory that a training step of PyTorch holds at once, in `recorded/training_peaks.json`.

In the environment of record.py (no weights are downloaded, no GPU is needed; no array has values):

    python tests/oracle/training_peaks.py                          # everything; some twenty minutes on two cores
    python tests/oracle/training_peaks.py vgg11 steps frozen       # one network, and some of the other parts

What is counted: `torch.distributed._tools.mem_tracker.MemTracker` under `FakeTensorMode`, its total at the peak of the
second of two steps, of which each is: scores of a batch, cross entropy, backward, the optimizer's step, gradients set
to None. Batch, labels, scores and loss have names, as in PyTorch's own ImageNet example. The workspace of convolutions
is no array, and is not in it.

- networks: torchvision's and timm's, in training mode, at two batches; "vgg11 bf16" is one under autocast on the CPU;
- steps: optimizers, and ways to make their step, on some networks;
- frozen: a network of which only some modules are trained, its frozen norms in evaluation mode;
- shared: a network whose two towers have their weights in common;
- accumulated: gradients of two batches, added up before a step;
- checkpointed: `torch.utils.checkpoint` over the parts of a chain;
- channels_last: networks and chains with images and kernels in either order of memory, both peaks of each.

Eleven of the first 33 networks are put aside, for rules that are made on the others: those of whose name's SHA-256 the first
byte leaves no rest divided by 3. What is not recorded so far is measured when its name is given.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from record import build, read_networks, without_compiled_operators

HERE = Path(__file__).parent
FILE = HERE / "recorded" / "training_peaks.json"
NETWORKS = (
    "alexnet_owt", "vgg11", "vgg13_bn", "vgg16_torchvision", "vgg16_bn", "vgg19", "googlenet_bn", "inception_v3",
    "resnet50_v1_5", "resnext50_32x4d", "wide_resnet50_2", "mobilenet_v2", "mobilenet_v3_large", "mobilenet_v3_small",
    "mobilenet_v2@width=0.5", "mnasnet_b1", "densenet121", "squeezenet1_0", "squeezenet1_1", "shufflenet_v2_0_5x",
    "shufflenet_v2_1x", "shufflenet_v2_2x", "efficientnet_b0", "efficientnet_b1", "convnext_tiny", "vit_b16", "vit_b32",
    "swin_t", "vgg13", "resnet101_v1_5", "densenet169", "efficientnet_b3", "convnext_small", "resnet18", "resnet34",
    "shufflenet_v2_1_5x", "mobilenet_v2@width=1.4", "efficientnet_v2_s",
    "ghostnet", "mixer_b16", "dla34", "densenet201", "resnet152_v1_5",
)
OPTIMIZERS = {
    "sgd": ("SGD", {}), "momentum": ("SGD", {"momentum": 0.9}), "adam": ("Adam", {}), "adamw": ("AdamW", {}),
    "adafactor": ("Adafactor", {}),
}
STEPS = {"loop": {"foreach": False}, "foreach": {"foreach": True}, "fused": {"fused": True}}
CASES = ((1, "adam", "loop"), (1, "adam", "foreach"), (8, "adam", "fused"), (8, "momentum", "loop"))
"""Batch, optimizer, step."""
AUTOCAST_CASES = ((1, "momentum", "loop"), (8, "adam", "fused"))

STEPPED = ("mobilenet_v3_small",)
FROZEN = {
    # network: the modules that are trained, as the library calls them
    "resnet50_v1_5": ("fc", "layer4 fc"), "densenet121": ("classifier",), "vgg16_torchvision": ("classifier.6", "features.24 features.26 features.28 classifier"),
    "mobilenet_v2": ("classifier",), "vit_b16": ("heads",), "googlenet_bn": ("fc",), "efficientnet_b0": ("classifier",),
    "inception_v3": ("fc",), "convnext_tiny": ("classifier",), "shufflenet_v2_1x": ("fc", "conv5 fc"), "squeezenet1_1": ("classifier",),
}
SHARED = "siamese"
ACCUMULATED = (
    ("vgg11", 1, "momentum", "loop"), ("vgg11", 16, "momentum", "loop"), ("vgg11", 16, "adam", "foreach"),
    ("resnet50_v1_5", 8, "momentum", "loop"), ("mobilenet_v2", 8, "adam", "fused"), ("densenet121", 4, "momentum", "loop"),
    ("squeezenet1_1", 8, "adam", "loop"), ("convnext_tiny", 4, "adam", "fused"), ("inception_v3", 4, "momentum", "loop"),
)
"""Network, batch, optimizer, step."""
CHECKPOINTED = ((16, 16, 16, 16), (8, 32, 8, 32, 8, 8), (64, 4, 64, 4), (4, 4, 4, 64))
"""The channels of chains."""
TURNED = (
    "vgg11", "resnet18", "mobilenet_v2", "squeezenet1_1", "alexnet_owt", "mobilenet_v3_small", "resnet50_v1_5", "shufflenet_v2_1x", "googlenet_bn",
    "convnext_tiny", "efficientnet_b0",
)
TURNED_CHAINS = {
    # layers as archcalc has them: as PyTorch has them
    "CONV3-16 -> flatten -> FC-1": "Conv2d(3, 16, 3, 1, 1), Flatten(), Linear(16384, 1)",
    "CONV3-16 -> global_avg_pool -> relu -> flatten -> FC-9000": "Conv2d(3, 16, 3, 1, 1), AdaptiveAvgPool2d(1), ReLU(), Flatten(), Linear(16, 9000)",
    "CONV3-16 -> relu -> flatten -> FC-10": "Conv2d(3, 16, 3, 1, 1), ReLU(), Flatten(), Linear(16384, 10)",
    "CONV3-16 -> relu -> flatten -> FC-4 -> FC-60000": "Conv2d(3, 16, 3, 1, 1), ReLU(), Flatten(), Linear(16384, 4), Linear(4, 60000)",
    "CONV3-16 -> relu -> max_pool: {kernel: 2} -> flatten -> FC-10": "Conv2d(3, 16, 3, 1, 1), ReLU(inplace=True), MaxPool2d(2), Flatten(), Linear(4096, 10)",
    "CONV3-16 -> group_norm: {groups: 4} -> relu -> global_avg_pool -> flatten -> FC-9000":
        "Conv2d(3, 16, 3, 1, 1), GroupNorm(4, 16), ReLU(inplace=True), AdaptiveAvgPool2d(1), Flatten(), Linear(16, 9000)",
    "CONV3-16 -> relu -> reshape: {shape: [4, 64, 64]} -> CONV3-8 -> flatten -> FC-3 -> FC-60000":
        "Conv2d(3, 16, 3, 1, 1), ReLU(), Reshaped(4, 64, 64), Conv2d(4, 8, 3, 1, 1), Flatten(), Linear(32768, 3), Linear(3, 60000)",
    "CONV3-16 -> relu -> reshape: {shape: [16, 1024]} -> linear: {units: 4} -> flatten -> FC-50000":
        "Conv2d(3, 16, 3, 1, 1), ReLU(), Reshaped(16, 1024), Linear(1024, 4), Flatten(), Linear(64, 50000)",
}


def peak(model: Any, shape: tuple[int, ...], optimizer: str, step: str, inputs: int = 1, batches: int = 1, amp: str = "",
         last: bool = False) -> int:
    """The most bytes at once in the second of two steps, on the model's own fake arrays: as many inputs, of one shape.

    Gradients of so many `batches` are added up before the optimizer makes its step; scores and loss are worked out under autocast
    to the type `amp`, where one is named. Images lie channels `last` where that is said, as the kernels of the model may.
    """
    torch = import_module("torch")
    tracker = import_module("torch.distributed._tools.mem_tracker").MemTracker()
    kind, options = OPTIMIZERS[optimizer]
    order = torch.channels_last if last else torch.contiguous_format
    images, labels = [torch.empty(shape, memory_format=order) for _ in range(inputs)], torch.zeros(shape[0], dtype=torch.long)
    trained = [each for each in model.parameters() if each.requires_grad]
    steps = getattr(torch.optim, kind)(trained, lr=1e-3, **options, **STEPS[step])
    loss = torch.nn.CrossEntropyLoss()
    tracker.track_external(model, steps, *images, labels)
    with tracker:
        for _ in range(2):
            tracker._peak_mem = dict.fromkeys(tracker._peak_mem, 0)  # of this step alone
            for _ in range(batches):
                tracker.reset_mod_stats()
                with torch.autocast("cpu", getattr(torch, amp)) if amp else nullcontext():
                    scores = model(*images)
                    error = loss(scores, labels)
                error.backward()
            steps.step()
            steps.zero_grad()
    (found,) = tracker.get_tracker_snapshot("peak").values()
    return int(found["Total"])


VALUES = {"adafactor", "vit_b16"}
"""What asks for values: the optimizer for norms, attention that is not trained for its fast path."""


def fake(name: str = "") -> Any:
    """No array has values, but where some are asked for."""
    return nullcontext() if name in VALUES else import_module("torch._subclasses.fake_tensor").FakeTensorMode()


def no_hook(hook: Any) -> Any:
    return SimpleNamespace(remove=lambda: None)


def network(name: str) -> Iterator[dict[str, Any]]:
    asked = read_networks()[name]
    for batch, optimizer, step in CASES:
        with fake():
            found = peak(build(asked).train(), (batch, *asked.input), optimizer, step)
        yield {"network": name, "input": asked.input, "batch": batch, "optimizer": optimizer, "step": step, "peak": found}


def autocast(name: str) -> Iterator[dict[str, Any]]:
    asked = read_networks()[name]
    for batch, optimizer, step in AUTOCAST_CASES:
        with fake(name):
            found = peak(build(asked).train(), (batch, *asked.input), optimizer, step, amp="bfloat16")
        yield {"network": name, "input": asked.input, "batch": batch, "optimizer": optimizer, "step": step, "amp": "bf16", "peak": found}


def steps() -> Iterator[dict[str, Any]]:
    for name in STEPPED:
        asked = read_networks()[name]
        for optimizer in OPTIMIZERS:
            for step in STEPS:
                if (optimizer, step) != ("adafactor", "fused"):
                    with fake(optimizer):
                        found = peak(build(asked).train(), (1, *asked.input), optimizer, step)
                    yield {"network": name, "batch": 1, "optimizer": optimizer, "step": step, "peak": found}


def frozen() -> Iterator[dict[str, Any]]:
    torch = import_module("torch")
    for name, ways in FROZEN.items():
        asked = read_networks()[name]
        for words in ways:
            for batch in (4, 32):
                with fake(name):
                    model = build(asked).train()
                    for module, part in model.named_modules():
                        trained = any(module == word or module.startswith(f"{word}.") for word in words.split())
                        for each in part.parameters(recurse=False):
                            each.requires_grad_(trained)
                            if not trained:  # the tracker wants to hook onto every one
                                each.register_hook = each.register_post_accumulate_grad_hook = no_hook
                        if isinstance(part, torch.nn.modules.batchnorm._BatchNorm):
                            part.train(trained)
                    found = peak(model, (batch, *asked.input), "momentum", "loop")
                yield {"network": name, "batch": batch, "trained": words, "optimizer": "momentum", "step": "loop", "peak": found}


def chain(widths: tuple[int, ...]) -> Any:
    """As many 3x3 convolutions and ReLUs as there are widths, checkpointed after every second one but the last."""
    torch = import_module("torch")
    checkpoint = import_module("torch.utils.checkpoint").checkpoint

    class Chain(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            layers = []
            for before, width in zip((3, *widths), widths, strict=False):
                layers += [torch.nn.Conv2d(before, width, 3, 1, 1), torch.nn.ReLU(inplace=True)]
            self.parts = torch.nn.ModuleList(torch.nn.Sequential(*layers[i:i + 4]) for i in range(0, len(layers), 4))
            self.head = torch.nn.Sequential(torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(widths[-1], 10))

        def forward(self, x: Any) -> Any:
            for part in self.parts[:-1]:
                x = checkpoint(part, x, use_reentrant=False)
            return self.head(self.parts[-1](x))

    return Chain()


def checkpointed() -> Iterator[dict[str, Any]]:
    for widths in CHECKPOINTED:
        with fake():
            found = peak(chain(widths), (2, 3, 32, 32), "adam", "loop")
        yield {"widths": widths, "batch": 2, "optimizer": "adam", "step": "loop", "peak": found}


def shared() -> Iterator[dict[str, Any]]:
    asked = read_networks()[SHARED]
    for batch, optimizer, step in ((1, "adam", "loop"), (16, "momentum", "loop"), (128, "adam", "fused")):
        with fake():
            found = peak(build(asked).train(), (batch, *asked.input), optimizer, step, 1 + len(asked.beside))
        yield {"network": SHARED, "batch": batch, "optimizer": optimizer, "step": step, "peak": found}


def accumulated() -> Iterator[dict[str, Any]]:
    for name, batch, optimizer, step in ACCUMULATED:
        asked = read_networks()[name]
        with fake():
            found = peak(build(asked).train(), (batch, *asked.input), optimizer, step, batches=2)
        yield {"network": name, "input": asked.input, "batch": batch, "batches": 2, "optimizer": optimizer, "step": step, "peak": found}


def turned(model: Any) -> Any:
    """The model with kernels channels last; `to` would ask for values."""
    torch = import_module("torch")
    for module in model.modules():
        for name, each in list(module.named_parameters(recurse=False)):
            if each.dim() == 4:
                setattr(module, name, torch.nn.Parameter(torch.empty_like(each, memory_format=torch.channels_last)))
    return model


def _as_is(model: Any) -> Any:
    return model


def layers(text: str) -> Any:
    nn = import_module("torch.nn")

    class Reshaped(nn.Module):
        def __init__(self, *shape: int) -> None:
            super().__init__()
            self.shape = shape

        def forward(self, x: Any) -> Any:
            return x.reshape(len(x), *self.shape)

    return nn.Sequential(*eval(text, vars(nn) | {"Reshaped": Reshaped}))


def channels_last() -> Iterator[dict[str, Any]]:
    for name, batch in ((name, batch) for name in TURNED for batch in (1, 8)):
        asked = read_networks()[name]
        with fake():
            found = [peak((turned if last else _as_is)(build(asked).train()), (batch, *asked.input), "momentum", "loop", last=last)
                     for last in (False, True)]
        row = {"network": name, "input": asked.input, "batch": batch, "optimizer": "momentum", "step": "loop"}
        yield row | {"peak": found[0], "last": found[1]}
    for text, modules in TURNED_CHAINS.items():
        with fake():
            found = [peak((turned if last else _as_is)(layers(modules)), (4, 3, 32, 32), "sgd", "loop", last=last)
                     for last in (False, True)]
        yield {"layers": text, "batch": 4, "optimizer": "sgd", "step": "loop", "peak": found[0], "last": found[1]}


PARTS = {"channels_last": channels_last, "accumulated": accumulated, "steps": steps, "frozen": frozen, "checkpointed": checkpointed, "shared": shared}


def main(names: list[str]) -> None:
    """Record what is named, or everything; what is recorded already and not named stays."""
    without_compiled_operators()
    import_module("torch").nn.init.trunc_normal_ = lambda tensor, *_, **__: tensor  # it asks for values
    for name in names or (*PARTS, *NETWORKS, *(f"{each} bf16" for each in NETWORKS)):
        rows = list(PARTS[name]() if name in PARTS else autocast(name.removesuffix(" bf16")) if name.endswith(" bf16") else network(name))
        recorded: dict[str, Any] = json.loads(FILE.read_text()) if FILE.exists() else {}
        recorded |= {"torch": version("torch"), name: rows}
        fields = [f'"{key}":' + json.dumps(each, separators=(",", ":")).replace("},{", "},\n{") for key, each in recorded.items()]
        FILE.write_text("{" + ",\n".join(fields) + "}\n")
        print(name, *rows, sep="\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
