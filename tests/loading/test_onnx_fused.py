"""Nodes that hold an attention, or that onnxruntime makes of several: figures by hand, values beside onnxruntime's."""

from math import prod

import pytest

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")
numpy = pytest.importorskip("numpy")

from onnx import numpy_helper  # noqa: E402
from onnx_models import written  # noqa: E402

from archcalc import analyze, build, run  # noqa: E402

B, T, D, H, W = 2, 6, 16, 4, 4
"""Sequences, tokens, features, heads and the width of each."""
MICROSOFT = "com.microsoft"
_GENERATOR = numpy.random.default_rng(4)


def held(*shape):
    return _GENERATOR.standard_normal(shape).astype("float32") * numpy.float32(0.5)


def whole(*values, kind="int64"):
    return numpy.array(values, kind)


def row(domain, op, inputs, *, params=0, macs=None, gives=1, **attributes):
    """A node, what it reads in order: shapes of inputs, arrays, or nothing; its parameters, products and outputs."""
    return domain, op, inputs, params, macs, gives, attributes


TOKENS, QUERY, KEYS, PAST = (B, T, D), (B, H, T, W), (B, 2, T, W), (B, H, 3, W)
PRODUCTS = 2 * B * H * T * T * W
TRIANGLE = numpy.tri(T, dtype=bool)
ANGLES = numpy.arange(10).reshape(-1, 1) * 10.0 ** -numpy.arange(2)
COSINES, SINES = numpy.cos(ANGLES).astype("float32"), numpy.sin(ANGLES).astype("float32")
WIDE, SHARED, LENGTHS = (B, T, 32), (B, T, 16), (whole(5, 5, kind="int32"), whole(6, kind="int32")[0])
TURNS = numpy.arange(10).reshape(-1, 1) * 2.0 ** -numpy.arange(8)
TABLES = numpy.cos(TURNS).astype("float32"), numpy.sin(TURNS).astype("float32")
FUSED = {
    "onnx's own": row("", "Attention", [QUERY, QUERY, QUERY], macs=PRODUCTS),
    "of tokens, causal": row("", "Attention", [TOKENS] * 3, macs=PRODUCTS, q_num_heads=H, kv_num_heads=H, is_causal=1),
    "grouped keys": row("", "Attention", [QUERY, KEYS, KEYS], macs=PRODUCTS),
    "another scale and a bound": row("", "Attention", [QUERY, KEYS, KEYS], macs=PRODUCTS, scale=0.3, softcap=2.0),
    "which keys are seen": row("", "Attention", [QUERY, QUERY, QUERY, TRIANGLE], macs=PRODUCTS),
    "what is added, causal": row("", "Attention", [QUERY, QUERY, QUERY, (T, T)], macs=PRODUCTS, is_causal=1),
    "keys of before, causal": row("", "Attention", [QUERY, QUERY, QUERY, None, PAST, PAST], gives=3, macs=2 * B * H * T * (T + 3) * W, is_causal=1),
    "turned by a table": row("", "RotaryEmbedding", [QUERY, COSINES, SINES, whole(range(6), range(2, 8))]),
    "turned, in pairs": row("", "RotaryEmbedding", [TOKENS, COSINES, SINES, whole(range(6), range(2, 8))], num_heads=H, interleaved=1),
    "with its matrices": row(MICROSOFT, "Attention", [TOKENS, held(D, 3 * D), held(3 * D)], params=51 * D, macs=B * T * D * 3 * D + PRODUCTS, num_heads=H),
    "with its matrices, causal": row(MICROSOFT, "Attention", [TOKENS, held(D, 3 * D), held(3 * D)], params=51 * D, macs=B * T * D * 3 * D + PRODUCTS,
                                     num_heads=H, unidirectional=1, scale=0.4),
    "some keys are seen": row(MICROSOFT, "Attention", [TOKENS, held(D, 3 * D), held(3 * D), whole([1] * 6, [1, 1, 1, 1, 0, 0], kind="int32")],
                              params=51 * D, macs=B * T * D * 3 * D + PRODUCTS, num_heads=H),
    "lengths of sequences": row(MICROSOFT, "Attention", [TOKENS, held(D, 3 * D), held(3 * D), whole(6, 4, kind="int32")],
                                params=51 * D, macs=B * T * D * 3 * D + PRODUCTS, num_heads=H),
    "keys of before in one": row(MICROSOFT, "Attention", [TOKENS, held(D, 3 * D), held(3 * D), None, (2, *PAST)], params=51 * D, gives=2,
                                 macs=B * T * D * 3 * D + 2 * B * H * T * (T + 3) * W, num_heads=H, unidirectional=1),
    "several heads": row(MICROSOFT, "MultiHeadAttention", [TOKENS] * 3, macs=PRODUCTS, num_heads=H),
    "several heads, with biases": row(MICROSOFT, "MultiHeadAttention", [TOKENS, TOKENS, TOKENS, held(3 * D), whole([1] * 6, [1, 1, 1, 1, 1, 0], kind="int32"),
                                                                        held(1, H, T, T)], params=3 * D + H * T * T, macs=PRODUCTS, num_heads=H),
    "heads of keys": row(MICROSOFT, "MultiHeadAttention", [TOKENS, (B, H, 9, W), (B, H, 9, W)], macs=2 * B * H * T * 9 * W, num_heads=H),
    "heads behind others": row(MICROSOFT, "MultiHeadAttention", [TOKENS, TOKENS, TOKENS, None, None, None, PAST, PAST], gives=3,
                               macs=2 * B * H * T * (T + 3) * W, num_heads=H),
    "queries that share": row(MICROSOFT, "GroupQueryAttention", [WIDE, SHARED, SHARED, None, None, *LENGTHS], macs=2 * PRODUCTS, num_heads=H, kv_num_heads=2),
    "queries that share, turned": row(MICROSOFT, "GroupQueryAttention", [(B, T, 64), (B, T, 32), (B, T, 32), None, None, *LENGTHS, *TABLES], macs=4 * PRODUCTS,
                                      num_heads=H, kv_num_heads=2, do_rotary=1),
    "packed, in a window": row(MICROSOFT, "GroupQueryAttention", [(B, T, 64), None, None, None, None, *LENGTHS], macs=2 * PRODUCTS, num_heads=H,
                               kv_num_heads=2, local_window_size=3),
    "both ways, with a bias": row(MICROSOFT, "GroupQueryAttention", [WIDE, SHARED, SHARED, None, None, *LENGTHS, None, None, None, (1, H, T, T)],
                                  macs=2 * PRODUCTS, num_heads=H, kv_num_heads=2, causal=0),
    "one token more": row(MICROSOFT, "GroupQueryAttention", [(B, 1, 64), (B, 1, 32), (B, 1, 32), (B, 2, 5, 16), (B, 2, 5, 16), *LENGTHS, *TABLES],
                          gives=3, macs=2 * B * H * 6 * 16, num_heads=H, kv_num_heads=2, do_rotary=1),
    "onnxruntime's turning": row(MICROSOFT, "RotaryEmbedding", [TOKENS, whole(3), COSINES, SINES]),
    "turning in pairs": row(MICROSOFT, "RotaryEmbedding", [TOKENS, whole(range(6), range(2, 8)), COSINES, SINES], interleaved=1),
    "a norm of a sum": row(MICROSOFT, "SkipLayerNormalization", [TOKENS, TOKENS, held(D), held(D), held(D)], params=3 * D, epsilon=1e-5),
    "a norm of a sum without a shift": row(MICROSOFT, "SkipLayerNormalization", [TOKENS, (T, D), held(D)], params=D),
    "a root mean square of a sum": row(MICROSOFT, "SkipSimplifiedLayerNormalization", [TOKENS, TOKENS, held(D), held(D)], params=2 * D, gives=(0, 3)),
    "a root mean square": row("", "SimplifiedLayerNormalization", [TOKENS, held(D)], params=D, epsilon=1e-5),
    "words and places": row(MICROSOFT, "EmbedLayerNormalization", [whole([1, 2, 3], [3, 0, 1], kind="int32"), whole([0, 0, 1], [0, 1, 1], kind="int32"), held(9, D),
                            held(5, D), held(2, D), held(D), held(D), whole([1] * 3, [1, 1, 0], kind="int32")],
                           params=18 * D, gives=2, mask_index_type=1),
    "a fast GELU": row(MICROSOFT, "FastGelu", [TOKENS, held(D)], params=D),
    "a GELU with a row": row(MICROSOFT, "BiasGelu", [TOKENS, held(D)], params=D),
    "a quick GELU": row(MICROSOFT, "QuickGelu", [TOKENS], alpha=1.5),
    "a convolution, a sum and a line": row(MICROSOFT, "FusedConv", [(1, 3, 5, 5), held(4, 3, 3, 3), held(4), (1, 4, 3, 3)], params=112, macs=972, activation="Relu"),
    "a convolution, leaking": row(MICROSOFT, "FusedConv", [(1, 3, 5, 5), held(4, 3, 3, 3)], params=108, macs=972, activation="LeakyRelu", activation_params=[0.3]),
    "a product of rows": row(MICROSOFT, "FusedGemm", [(3, 5), held(5, 4), held(4)], params=24, macs=60, activation="Tanh"),
    "a turned product": row(MICROSOFT, "FusedMatMul", [TOKENS, TOKENS], macs=B * T * T * D, transB=1, alpha=0.5),
    "a product whose input is rounded as it comes": row(MICROSOFT, "DynamicQuantizeMatMul", [TOKENS, whole(*[[row - 8, 3, 2 * row, -row] for row in range(D)], kind="int8"),
                                                                                            numpy.float32(0.03125), whole(1, kind="int8")[0], held(4)],
                                                        params=4 * D + 4, macs=B * T * D * 4),
    "a turned matrix": row(MICROSOFT, "FusedMatMul", [TOKENS, held(4, D)], params=4 * D, macs=B * T * D * 4, transB=1),
}


def model(case):
    """The model of a node, and its inputs."""
    domain, op, reads, _, _, gives, attributes = FUSED[case]
    names = [None if each is None else f"x{number}" for number, each in enumerate(reads)]
    given = {f"x{number}": held(*each) for number, each in enumerate(reads) if isinstance(each, tuple)}
    if op == "EmbedLayerNormalization":
        given |= {f"x{number}": reads[number] for number in (0, 1)}
    arrays = {name: each for name, each in zip(names, reads, strict=True) if name not in given and isinstance(
        each, numpy.ndarray | numpy.generic)}
    places = range(gives) if isinstance(gives, int) else gives
    outputs = [f"y{number}" if number in places else "" for number in range(max(places) + 1)]
    node = onnx.helper.make_node(op, [name or "" for name in names], outputs, "node", domain=domain, **attributes)
    infos = [onnx.helper.make_tensor_value_info(name, onnx.helper.np_dtype_to_tensor_dtype(each.dtype), each.shape)
             for name, each in given.items()]
    graph = onnx.helper.make_graph([node], "fused", infos, [onnx.ValueInfoProto(name=name) for name in outputs if name],
                                   [numpy_helper.from_array(each, name) for name, each in arrays.items()])
    versions = [onnx.helper.make_opsetid("", 23), onnx.helper.make_opsetid(MICROSOFT, 1)]
    return onnx.helper.make_model(graph, opset_imports=versions, ir_version=10), given


@pytest.mark.parametrize("case", FUSED)
def test_one_node_is_what_it_holds(case, tmp_path):
    made, given = model(case)
    path = written(tmp_path / "net.onnx", made)
    theirs = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"]).run(None, given)
    graph = build(path)
    assert graph.gap is None
    assert all("mixes number types" in note for note in graph.notes)
    totals, (_, _, _, params, macs, _, _) = analyze(graph).tail["totals"], FUSED[case]
    assert (totals["params"], totals["macs"]) == (params, macs or 0)
    mine = list(run(graph, given, path).outputs.values())
    assert sorted(each.shape for each in mine) == sorted(each.shape for each in theirs)
    for wanted in theirs:
        nearest = min((each for each in mine if each.shape == wanted.shape), key=lambda each: abs(each - wanted).max())
        assert abs(nearest - wanted).max() < 2e-5 * max(1, prod(wanted.shape) ** 0.25)
