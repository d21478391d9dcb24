"""Every network against an independent implementation: totals, and the whole list of multiply layers.

The figures were recorded by tests/oracle/record.py. Branches may run in another order, and a 1x1 convolution on a
1x1 volume may be a linear layer there, so layers are compared as a multiset of (values out, weights, macs).
"""

import json
from collections import Counter
from math import prod

from places import ORACLE
from together import together

from archcalc.loading.library import load, names
from archcalc.network.builder import build
from archcalc.network.graph import Graph

RECORDED = {path.stem: path for path in sorted((ORACLE / "recorded").glob("*.json"))}


def network(recorded_name: str, figures: dict) -> Graph:
    """`mobilenet_v1@width=0.75` is mobilenet_v1 with an option set; of several inputs the sizes are the file's."""
    name, *options = recorded_name.split("@")
    settings = dict(option.split("=") for option in options)
    shapes = [figures["input"], *figures.get("beside", [])]
    graph = build(load(name, options=settings, input_size="x".join(map(str, shapes[0])) if len(shapes) == 1 else None))
    assert [[*node.shape[1:]] for node in graph.nodes if node.is_entrance] == shapes
    return graph


def totals(graph: Graph) -> dict[str, int]:
    by_role: Counter[str] = Counter()
    for node in graph.nodes:
        for weight_name, weight in node.op.weights(*node.input_shapes).items():
            by_role[weight.role] += 0 if weight_name in node.elsewhere else prod(weight.shape)
    macs = sum(node.op.cost(node.shape, *node.input_shapes).macs for node in graph.nodes)
    return {"params": sum(by_role.values()) - by_role["buffer"], "affine": by_role["affine"],
            "biases": by_role["bias"], "buffers": by_role["buffer"], "macs": macs}


@together("name", [name for name in RECORDED if name.split("@")[0] in names()])
def test_equals_an_independent_implementation(name):
    figures = json.loads(RECORDED[name].read_text())
    graph = network(name, figures)
    recorded = {key: figures[key] for key in ("params", "affine", "biases", "buffers")}
    recorded["macs"] = figures["macs"] + figures["attention_macs"]
    assert totals(graph) == recorded
    theirs = Counter((prod(shape), prod(weight), macs) for _, shape, weight, macs in figures["layers"])
    assert theirs in (multiply_layers(graph), multiply_layers(graph, apart=True))


def multiply_layers(graph: Graph, apart: bool = False) -> Counter[tuple[int, int, int]]:
    """Values out, weights and macs of every product of weights; an operator of several products gives several.

    Queries, keys and values of an attention are one product, or `apart` three, as in some libraries.
    """
    layers: Counter[tuple[int, int, int]] = Counter()
    for node in graph.nodes:
        macs = node.op.cost(node.shape, *node.input_shapes).macs
        weights = [prod(weight.shape) for weight in node.op.weights(*node.input_shapes).values()
                   if weight.role == "weight"]
        if macs and "weight-layer" in node.op.traits:
            layers[prod(node.shape), weights[0], macs] += 1
        elif macs:
            layers.update(products(node, apart))
    return layers


def products(node, apart: bool) -> Counter[tuple[int, int, int]]:
    """The products of weights inside an attention: every token, or place of a volume, against every matrix.

    Keys and values are made of the memory's tokens, where there is one. Tokens are values over the features of each.
    """
    matrices = {name: weight.shape for name, weight in node.op.weights(*node.input_shapes).items()
                if weight.role == "weight" and len(weight.shape) == 2}
    if apart and "qkv" in matrices:
        units, features = matrices.pop("qkv")
        matrices |= dict.fromkeys("qkv", (units // 3, features))
    given, memory = prod(node.shape), prod(node.input_shapes[-1])
    rows = {name: memory // features if name in ("k", "v") else given // matrices["proj"][0] for name, (_, features) in matrices.items()}
    return Counter((rows[name] * units, units * features, rows[name] * units * features)
                   for name, (units, features) in matrices.items())
