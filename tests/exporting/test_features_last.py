"""Operators of features where these are last of four axes, tokens in groups, and where channels are first of two or four."""

import pytest

from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build

GROUPS = """
input: [16, 8, 8]
layers:
  - reshape: {shape: [c_in, h_in // 2, 2, w_in // 2, 2]}
  - transpose: {order: [0, 3, 5, 2, 4, 1]}
  - reshape: {name: groups, shape: [4, 16, 16]}
  - rms_norm
  - attention: {heads: 4, head_width: 8, output: 24}
  - layer_scale
  - batch_norm
  - prelu: {slopes: channels}
  - linear: {units: 64}
  - glu: {activation: silu}
  - softmax
  - transformer_block: {heads: 4}
  - add: [[linear: {units: 8}], [linear: {units: 8}, rms_norm]]
  - transpose: {order: [0, 3, 1, 2]}
  - conv: {filters: 8, kernel: 3}
"""
MOVED = """
input: [16, 8, 8]
layers: [transpose: {order: [0, 2, 3, 1]}, layer_norm, linear: {units: 32}, glu, transpose: {order: [0, 3, 1, 2]}]
"""
SIGNAL = "input: [6, 20]\nlayers: [conv: {filters: 8, kernel: 3}, glu, conv: {filters: 8, kernel: 3}, glu: {activation: gelu}]"
VOLUME = "input: [6, 6, 7, 8]\nlayers: [conv: {filters: 8, kernel: 3}, glu, conv: {filters: 8, kernel: 3}, glu: {activation: silu}]"


def graphs():
    return [build(read(parse(text, "net.yaml"), "net")) for text in (GROUPS, MOVED, SIGNAL, VOLUME)]


@pytest.mark.slow
def test_onnx_has_their_values_and_reads_back(tmp_path):
    pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    from onnx_proof import prove

    from archcalc import analyze, load

    for number, graph in enumerate(graphs()):
        path = tmp_path / f"net{number}.onnx"
        prove(graph, path)
        assert [analyze(load(str(path)).build()).totals[key] for key in ("params", "macs")] == \
            [analyze(graph).totals[key] for key in ("params", "macs")]


@pytest.mark.slow
def test_pytorch_has_their_values():
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from onnx_proof import spread, weights
    from torch_proof import prove

    for graph in graphs():
        prove(graph, weights(graph), [graph.nodes[place].name for place in graph.outputs], spread)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:__array__ implementation")
def test_keras_has_their_values():
    pytest.importorskip("keras")
    pytest.importorskip("onnx")
    from keras_proof import prove
    from onnx_proof import spread, weights

    for graph in graphs():
        prove(graph, weights(graph), [graph.nodes[place].name for place in graph.outputs], spread)
