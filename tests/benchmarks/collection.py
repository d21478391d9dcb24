"""Analysing the whole collection, in the time of its first 190 networks: python tests/benchmarks/collection.py [RUNS]

Each network is loaded, built and counted in one process, in turn with all others; the least processor time of the runs
counts. Prints both times, their ratio, and the networks that take most. collection.json beside this has the ratio of one run.
"""

import json
import sys
from pathlib import Path
from time import process_time

from archcalc import analyze
from archcalc.loading.library import names

FIRST = [
    "alexnet", "alexnet_eecs498", "alexnet_owt", "cifar_densenet", "cifar_plain", "cifar_preresnet", "cifar_resnet",
    "cifar_resnext", "cifar_wrn", "convnext", "darknet19", "darknet53", "deit", "densenet", "efficientnet",
    "googlenet", "inception_resnet", "inception_v2", "inception_v3", "inception_v4", "lenet5", "lenet5_1998",
    "mnasnet_b1", "mobilenet_v1", "mobilenet_v2", "mobilenet_v3", "nasnet", "nin_cifar10", "plain", "pnasnet5_large",
    "preresnet", "regnet", "resnet", "resnet50_keras", "resnext", "se_resnet", "se_resnext", "senet154",
    "shufflenet_v1", "shufflenet_v2", "squeezenet", "swin", "unet", "vgg", "vgg16_torchvision", "vit", "wide_resnet",
    "xception", "zfnet",
]
"""The files of the first 190 networks."""
RECORDED = Path(__file__).with_suffix(".json")


def seconds(network: str) -> float:
    """The processor time of one analysis."""
    start = process_time()
    analyze(network)
    return process_time() - start


def main() -> None:
    files = names()
    taken = {name: [] for name in files}
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 3):
        for name, times in taken.items():
            times.append(seconds(name))
    least = {name: min(times) for name, times in taken.items()}
    first = [name for name in files if files[name].stem in FIRST]
    whole, part = sum(least.values()), sum(least[name] for name in first)
    print(f"{len(first)} networks {part:.2f} s, {len(least)} networks {whole:.2f} s: {whole / part:.2f} x")
    slowest = sorted(least, key=least.__getitem__, reverse=True)[:10]
    print(*(f"  {name:24s} {1000 * least[name]:5.0f} ms" for name in slowest), sep="\n")
    record = {"first": len(first), "networks": len(least), "ratio": round(whole / part, 2)}
    RECORDED.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
