"""Transfer learning in PyTorch: parameters and products of a training step with some layers frozen.

    python tests/oracle/transfer.py

writes tests/oracle/transfer.json: torchvision's definitions with a classifier for ten classes, the modules
named frozen, one image forward and backward under torch.utils.flop_counter (two operations for each product).
"""

import json
import sys
from pathlib import Path

import torch
from record import without_compiled_operators
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

RECORDED = Path(__file__).with_suffix(".json")
CLASSES = 10
NETWORKS = {
    # name in archcalc, torchvision's, its classifier, what is unfrozen in archcalc's words and in torchvision's
    "resnet50_v1_5": ("resnet50", "fc", {
        "codes": ([], []), "conv5": (["conv5"], ["layer4"]), "conv4, conv5": (["conv4", "conv5"], ["layer3", "layer4"]),
        "conv2": (["conv2"], ["layer1"])}),
    "vgg16_torchvision": ("vgg16", "classifier.6", {
        "codes": ([], []), "fc6, fc7": (["fc6", "fc7"], ["classifier.0", "classifier.3"]),
        "conv5": (["conv5"], ["features.24", "features.26", "features.28"])}),
    "densenet121": ("densenet121", "classifier", {
        "codes": ([], []), "dense_block_4": (["dense_block_4", "norm5"], ["features.denseblock4", "features.norm5"])}),
    "mobilenet_v2": ("mobilenet_v2", "classifier.1", {"codes": ([], [])}),
}


def measured(name: str, classifier: str, unfrozen: list[str]) -> dict[str, int]:
    """One step of training: parameters trained and frozen, and the operations of its products."""
    import torchvision

    torch.manual_seed(0)
    network = getattr(torchvision.models, name)(weights=None)
    old = network.get_submodule(classifier)
    network.set_submodule(classifier, nn.Linear(old.in_features, CLASSES))
    for key, parameter in network.named_parameters():
        parameter.requires_grad = any(key.startswith(f"{module}.") for module in [classifier, *unfrozen])
    counter = FlopCounterMode(display=False)
    with counter:
        network.eval()(torch.zeros(1, 3, 224, 224)).sum().backward()
    counts = [(parameter.numel(), parameter.requires_grad) for parameter in network.parameters()]
    return {"trained": sum(count for count, trained in counts if trained),
            "frozen": sum(count for count, trained in counts if not trained), "flops": counter.get_total_flops()}


def main() -> None:
    without_compiled_operators()
    found = {ours: {case: {"unfreeze": words, **measured(theirs, classifier, modules)}
                    for case, (words, modules) in cases.items()}
             for ours, (theirs, classifier, cases) in NETWORKS.items()}
    RECORDED.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"wrote {RECORDED}\n")


if __name__ == "__main__":
    main()
