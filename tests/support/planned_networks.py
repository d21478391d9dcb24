"""Networks whose training is planned: bundled ones, and some that are written down."""

from functools import cache

from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading.library import load
from archcalc.network.builder import build
from archcalc.network.graph import Graph

SOME = ("lenet5", "alexnet", "vgg16", "googlenet", "resnet50", "densenet121", "mobilenet_v2", "vit_b16", "swin_t", "unet")
"""One of each kind."""


@cache
def network(name: str, batch: int = 1, size: str | None = None) -> Graph:
    return build(load(name, input_size=size), batch)


def written(text: str, batch: int = 1) -> Graph:
    return build(read(parse(text, "net.yaml"), "net"), batch)
