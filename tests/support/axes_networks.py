"""Networks on signals and volumes, as specifications: what tests/oracle/axes.py counts in PyTorch."""

from math import prod

import numpy

from archcalc.language.diagnostics import Notes
from archcalc.language.input_sizes import sizes
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build

M5 = """
input: [1, 32000]
options: {classes: 10}
layers:
  - conv: {name: conv1, filters: 128, kernel: 80, stride: 4}
  - batch_norm
  - relu
  - max_pool: {kernel: 4}
  - each:
      as: filters
      of: [128, 256, 512]
      index: i
      layers:
        - conv: {name: "conv${i + 2}", filters: "${filters}", kernel: 3}
        - batch_norm: {name: "norm${i + 2}"}
        - relu: {name: "relu${i + 2}"}
        - max_pool: {name: "pool${i + 2}", kernel: 4}
  - global_avg_pool: {name: mean}
  - flatten
  - linear: {units: "${classes}"}
"""
C3D = """
input: 3x16x112x112
layers:
  - conv: {filters: 64, kernel: 3, padding: 1}
  - relu
  - max_pool: {kernel: [1, 2, 2]}
  - conv: {filters: 128, kernel: 3, padding: 1}
  - relu
  - max_pool: {kernel: 2}
  - repeat: {times: 2, index: i, layers: [conv: {name: "conv3_${i}", filters: 256, kernel: 3, padding: 1}, relu: {name: "relu3_${i}"}]}
  - max_pool: {kernel: 2}
  - repeat: {times: 2, index: i, layers: [conv: {name: "conv4_${i}", filters: 512, kernel: 3, padding: 1}, relu: {name: "relu4_${i}"}]}
  - max_pool: {kernel: 2}
  - repeat: {times: 2, index: i, layers: [conv: {name: "conv5_${i}", filters: 512, kernel: 3, padding: 1}, relu: {name: "relu5_${i}"}]}
  - max_pool: {kernel: 2, padding: [0, 1, 1]}
  - flatten
  - linear: {units: 4096}
  - relu
  - linear: {units: 4096}
  - relu
  - linear: {units: 487}
"""
R3D18 = """
input: [3, 16, 112, 112]
modules:
  block:
    parameters: {filters: , stride: 1}
    layers:
      - residual:
          layers:
            - conv: {filters: "${filters}", kernel: 3, stride: "${stride}", padding: 1, bias: false}
            - batch_norm
            - relu
            - conv: {filters: "${filters}", kernel: 3, padding: 1, bias: false}
            - batch_norm
          shortcut:
            - conv: {name: down, filters: "${filters}", kernel: 1, stride: "${stride}", bias: false, if: "${stride != 1}"}
            - batch_norm: {name: down_norm, if: "${stride != 1}"}
      - relu: {name: out}
layers:
  - conv: {name: stem, filters: 64, kernel: [3, 7, 7], stride: [1, 2, 2], padding: [1, 3, 3], bias: false}
  - batch_norm
  - relu
  - each:
      as: [filters, stride]
      of: [[64, 1], [128, 2], [256, 2], [512, 2]]
      index: i
      layers:
        - block: {name: "s${i}a", filters: "${filters}", stride: "${stride}"}
        - block: {name: "s${i}b", filters: "${filters}"}
  - global_avg_pool
  - flatten
  - linear: {units: 400}
"""
UNET3D = """
input: [3, 32, 64, 64]
options: {width: 32}
modules:
  pair:
    parameters: {first: , second: }
    layers:
      - conv: {filters: "${first}", kernel: 3, padding: 1}
      - batch_norm
      - relu
      - conv: {filters: "${second}", kernel: 3, padding: 1}
      - batch_norm
      - relu
layers:
  - pair: {name: down1, first: "${width}", second: "${2 * width}"}
  - max_pool: {name: pool1, kernel: 2}
  - pair: {name: down2, first: "${2 * width}", second: "${4 * width}"}
  - max_pool: {name: pool2, kernel: 2}
  - pair: {name: down3, first: "${4 * width}", second: "${8 * width}"}
  - max_pool: {name: pool3, kernel: 2}
  - pair: {name: bottom, first: "${8 * width}", second: "${16 * width}"}
  - conv_transpose: {name: up3, filters: "${16 * width}", kernel: 2, stride: 2}
  - concat: {name: join3, from: [up3, down3]}
  - pair: {name: left3, first: "${8 * width}", second: "${8 * width}"}
  - conv_transpose: {name: up2, filters: "${8 * width}", kernel: 2, stride: 2}
  - concat: {name: join2, from: [up2, down2]}
  - pair: {name: left2, first: "${4 * width}", second: "${4 * width}"}
  - conv_transpose: {name: up1, filters: "${4 * width}", kernel: 2, stride: 2}
  - concat: {name: join1, from: [up1, down1]}
  - pair: {name: left1, first: "${2 * width}", second: "${2 * width}"}
  - conv: {name: out, filters: 3, kernel: 1}
"""
TEXT_CNN = """
input: [56]
layers:
  - embedding: {name: words, entries: 20000, features: 300}
  - transpose: {name: signal, order: [0, 2, 1]}
  - concat:
      name: grams
      branches:
        - [conv: {name: conv3, filters: 100, kernel: 3}, relu: {name: relu3}, global_max_pool: {name: max3}]
        - [conv: {name: conv4, filters: 100, kernel: 4}, relu: {name: relu4}, global_max_pool: {name: max4}]
        - [conv: {name: conv5, filters: 100, kernel: 5}, relu: {name: relu5}, global_max_pool: {name: max5}]
  - flatten
  - linear: {units: 2}
"""
NETWORKS = {"m5": M5, "c3d": C3D, "r3d18": R3D18, "unet3d": UNET3D, "text_cnn": TEXT_CNN}
SMALL = {"m5": "1x4096", "r3d18": "3x4x16x16", "unet3d": "3x8x8x16", "text_cnn": None}
"""Inputs small enough to run at once; None: its own."""


def spec(name):
    return read(parse(NETWORKS[name], f"{name}.yaml"), name)


def small(name):
    """The network on a small input."""
    size = SMALL[name]
    return build(spec(name) if size is None else resized(spec(name), parse(size, "input").root))


def resized(network, size):
    """The network on another input."""
    return network._replace(inputs={"input": sizes(size, network.options, Notes())})


def drawn(graph, dtype="float64"):
    """An input and weights, the same each time; a variance is positive, and weights keep values near one."""
    random = numpy.random.default_rng(0)
    first = graph.nodes[0]
    looks_up = "embedding" in {node.op.kind for node in graph.nodes}
    x = random.integers(0, 20000, first.shape) if looks_up else random.standard_normal(first.shape)
    weights = {}
    for node in graph.nodes:
        held = {}
        for name, weight in node.op.weights(*node.input_shapes).items():
            values = random.standard_normal(weight.shape)
            values /= prod(weight.shape[1:]) ** 0.5 if weight.role == "weight" else 1
            held[name] = (abs(values) + 0.5 if name == "variance" else values).astype(dtype)
        weights |= {node.name: held} if held else {}
    return x.astype(dtype), weights
