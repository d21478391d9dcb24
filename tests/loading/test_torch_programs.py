"""PyTorch's exported programs as plain records: calls -> layers. No PyTorch takes part."""

from math import prod

import numpy as np
import pytest
from torch_programs import IDS, call, held, products, program, rows, translated

import archcalc
from archcalc.base.errors import ArchcalcError, Refused
from archcalc.loading.torch.partial_capture import with_ends_alone

CONV = call("c", "conv2d", (1, 6, 8, 8), "stem.conv", input="<x>", weight="<w>", bias="<b>", padding=(1, 1))
CONV_ARRAYS = (("w", (6, 4, 3, 3)), ("b", (6,)))


@pytest.mark.parametrize(("calls", "arrays", "kinds", "macs"), [
    ([CONV], CONV_ARRAYS, "conv", 64 * 6 * 36),
    ([CONV, call("r", "relu_", (1, 6, 8, 8), self="<c>"), call("a", "add", (1, 6, 8, 8), self="<c>", other="<c>")], CONV_ARRAYS, "conv relu add", 64 * 6 * 36),
    ([call("p", "max_pool2d", (1, 4, 4, 4), self="<x>", kernel_size=(2, 2))], (), "max_pool", 0),
    ([call("m", "mean", (1, 4), self="<x>", dim=(2, 3))], (), "global_avg_pool flatten", 0),
    ([call("f", "flatten", (1, 256), self="<x>", start_dim=1), call("l", "linear", (1, 5), input="<f>", weight="<w>")], (("w", (5, 256)),), "flatten linear", 1280),
    ([call("n", "batch_norm", (1, 4, 8, 8), input="<x>", weight="<w>", bias="<v>", running_mean="<b_m>", running_var="<b_s>")],
     (("w", (4,)), ("v", (4,)), ("b_m", (4,)), ("b_s", (4,))), "batch_norm", 0),
    ([call("n", "layer_norm", (1, 4, 8, 8), input="<x>", normalized_shape=(4, 8, 8), weight="<w>", bias="<v>")], (("w", (4, 8, 8)), ("v", (4, 8, 8))), "flatten layer_norm reshape", 0),
    ([call("v", "view", (1, 4, 64), self="<x>", size=(1, 4, 64)), call("t", "transpose", (1, 64, 4), self="<v>", dim0=1, dim1=2),
      call("q", "scaled_dot_product_attention", (1, 64, 4), query="<t>", key="<t>", value="<t>", is_causal=True)], (),
     "reshape transpose reshape reshape reshape dot_product_attention", 2 * 64 * 64 * 4),
    ([call("s", "split", ((1, 2, 8, 8), (1, 2, 8, 8)), self="<x>", split_size=2, dim=1), call("g", "getitem", (1, 2, 8, 8), source="<s>", index=1)], (), "select", 0),
    ([call("e", "einsum", (1, 8, 3), equation="bchw,cwk->bhk", tensors=("<x>", "<w>"))], (("w", (4, 8, 3)),), "constant transpose reshape regroup matmul", 8 * 32 * 3),
    ([call("e", "einsum", (1, 8, 5), equation="bchw,cwk,kd->bhd", tensors=("<x>", "<w>", "<v>"))], (("w", (4, 8, 3)), ("v", (3, 5))),
     "constant constant transpose reshape regroup matmul regroup matmul", 8 * 32 * 3 + 8 * 3 * 5),
    ([call("v", "view", (1, 64, 4), self="<x>", size=(1, 64, 4)), call("e", "expand", (1, 1, 4), self="<w>", size=(1, -1, -1)),
      call("j", "cat", (1, 65, 4), tensors=("<e>", "<v>"), dim=1)], (("w", (1, 1, 4)),), "reshape class_token", 0),
    ([call("r", "repeat", (1, 8, 8, 8), self="<x>", repeats=(1, 2, 1, 1))], (), "tile", 0),
    ([call("g", "greater_than_me", (1, 4, 8, 8), self="<x>")], (), "opaque", 0),
    ([call("g", "gt", (1, 4, 8, 8), self="<x>", other=0), call("k", "cumsum", (1, 4, 8, 8), self="<g>", dim=1)], (),
     "arithmetic tensor_function", 0),
    ([call("d", "dropout", (1, 4, 8, 8), input="<x>", p=0.1), call("z", "zeros", (1,), size=(1,)), call("a", "add", (1, 4, 8, 8), self="<d>", other="<z>")], (), "dropout module_array arithmetic", 0),
], ids=lambda value: value if isinstance(value, str) else "")
def test_calls_become_layers(calls, arrays, kinds, macs):
    graph, _ = translated(program(*calls, arrays=arrays))
    assert " ".join(kind for kind, _ in rows(graph)) == kinds
    assert products(graph) == macs
    assert held(graph) == sum(prod(shape) for name, shape in arrays if not name.startswith("b_"))
    assert held(graph, "buffer") == sum(prod(shape) for name, shape in arrays if name.startswith("b_"))


def test_a_module_that_makes_one_call_gives_it_its_name():
    second = call("r", "relu", (1, 6, 8, 8), "stem", self="<c>")
    graph, _ = translated(program(CONV, second, arrays=CONV_ARRAYS))
    assert [(node.name, node.path) for node in graph.nodes[1:]] == [("stem/conv", ("stem",)), ("stem/relu", ("stem",))]


def test_a_matrix_used_twice_is_held_once():
    tied = [call("e", "embedding", (1, 6, 8), weight="<w>", indices="<ids>"), call("l", "linear", (1, 6, 20), input="<e>", weight="<w>"),
            call("m", "linear", (1, 6, 20), input="<e>", weight="<w>"), call("a", "add", (1, 6, 20), self="<l>", other="<m>")]
    graph, _ = translated(program(*tied, arrays=(("w", (20, 8)),), inputs=(IDS,)))
    assert held(graph) == 160
    assert [node.elsewhere for node in graph.nodes[2:4]] == [{"weight": "embedding.weight"}] * 2


def test_a_matrix_that_calls_have_turned_is_anothers_transposed_even_where_it_is_square():
    """F.linear(y, w.t()), twice turned, as permuted, and y @ w, which is the product with rows and columns exchanged."""
    for number, (turns, operator, transposed) in enumerate([
            (["t"], "linear", True), (["t", "transpose"], "linear", False), (["permute"], "linear", True),
            ([], "matmul", True), (["numpy_T"], "matmul", False), ([], "linear", False)]):
        calls, last = [call("l", "linear", (1, 4), input="<x>", weight="<w>")], "w"
        for turn in turns:
            dims = {"transpose": {"dim0": 0, "dim1": -1}, "permute": {"dims": (1, 0)}}.get(turn, {})
            calls.append(call(f"{turn}{number}", turn, (4, 4), self=f"<{last}>", **dims))
            last = f"{turn}{number}"
        reads = {"input": "<l>", "weight": f"<{last}>"} if operator == "linear" else {"self": "<l>", "other": f"<{last}>"}
        graph, _ = translated(program(*calls, call("m", operator, (1, 4), **reads), arrays=(("w", (4, 4)),), inputs=(("x", (1, 4)),)))
        assert held(graph) == 16
        assert [each.transposed for each in graph.nodes[-1].shared] == [transposed], (turns, operator)


def test_a_computed_weight_is_worth_its_sources_and_its_products_count():
    """Weight norm: the direction and the length of each filter are parameters, and the weight is neither."""
    graph, _ = translated(program(call("n", "_weight_norm", (6, 4, 3, 3), "conv", v="<v>", g="<g>", dim=0),
                                  call("c", "conv2d", (1, 6, 6, 6), "conv", input="<x>", weight="<n>"),
                                  arrays=(("g", (6, 1, 1, 1)), ("v", (6, 4, 3, 3)))))
    assert (held(graph), products(graph)) == (6 + 216, 36 * 6 * 36)
    (holder,) = [node for node in graph.nodes if node.op.kind == "module_array"]
    assert next(node for node in graph.nodes if node.op.kind == "conv").elsewhere == {"weight": f"{holder.name}.weight1"}


def test_what_nothing_reads_has_a_row_and_a_word():
    graph, notes = translated(program(CONV, arrays=(*CONV_ARRAYS, ("head.weight", (5, 6)), ("b_index", (9,)))))
    assert held(graph) == 6 * 36 + 6 + 30
    assert held(graph, "buffer") == 9
    assert graph.nodes[-1].name == "unread"
    assert [graph.nodes[place].name for place in graph.outputs] == ["stem/conv"]
    assert notes == ["252 parameters, 30 of them in the module and read by nothing: head.weight"]


def test_what_nothing_reads_computes_nothing_and_is_run_and_exported_with_the_rest(tmp_path):
    pytest.importorskip("numpy")
    graph, _ = translated(program(CONV, arrays=(*CONV_ARRAYS, ("head.weight", (5, 6)), ("b_index", (9,)))))
    ran = archcalc.run(graph)
    assert (ran.mismatches, list(ran.outputs)) == ((), ["stem/conv"])
    onnx = pytest.importorskip("onnx")
    archcalc.export(graph, tmp_path / "net.onnx")
    written = onnx.load(tmp_path / "net.onnx").graph
    assert ([each.name for each in written.input], len(written.initializer)) == (["x"], 4)


def test_an_array_that_is_read_cannot_be_made_up():
    graph, _ = translated(program(call("a", "add", (1, 4, 8, 8), self="<x>", other="<k>"), constants={"k": (1, 4, 8, 8)}))
    with pytest.raises(ArchcalcError, match="the figures are known, and not its values"):
        archcalc.run(graph)


def test_an_output_that_others_read_has_a_place_at_the_end():
    graph, _ = translated(program(CONV, call("r", "relu", (1, 6, 8, 8), self="<c>"), arrays=CONV_ARRAYS, outputs=("c", "r")))
    assert {graph.nodes[place].op.kind for place in graph.outputs} == {"relu", "identity"}


def test_calls_that_no_output_needs_are_left_out():
    given = program(call("u", "exp", (1, 4, 8, 8), self="<x>"), call("r", "relu", (1, 4, 8, 8), self="<x>"))
    assert [each.name for each in given.calls] == ["r"]


def test_what_is_written_into_a_part_is_in_the_whole():
    """y = x.clone(); y[:, 0] = 0; relu(y)"""
    given = program(call("y", "clone", (1, 4, 8, 8), self="<x>"), call("p", "select", (1, 8, 8), self="<y>", dim=1, index=0),
                    call("z", "copy_", (1, 8, 8), self="<p>", src="<k>"), call("r", "relu", (1, 4, 8, 8), self="<y>"),
                    constants={"k": (1, 8, 8)})
    graph, _ = translated(given)
    kinds = {node.name: node for node in graph.nodes}
    written = kinds["written"]
    assert [node.op.kind for node in graph.nodes if graph.nodes.index(written) in node.inputs] == ["relu"]


def test_values_written_into_parts_are_numpys():
    """x[:, -3:-1] = x[:, :2]; x[:, :, -1] *= 2; x.narrow(3, 1, 2)[0] = x[:, :, :, :2]; x[:, :1] = x[:, 1:2, :, :1] repeated; relu(x)"""
    whole = (1, 4, 8, 8)
    graph, notes = translated(program(
        call("a", "slice", (1, 2, 8, 8), self="<x>", dim=1, start=0, end=2),
        call("b", "slice", (1, 2, 8, 8), self="<x>", dim=1, start=-3, end=-1),
        call("c", "copy_", (1, 2, 8, 8), self="<b>", src="<a>"), call("d", "select", (1, 4, 8), self="<x>", dim=2, index=-1),
        call("e", "mul_", (1, 4, 8), self="<d>", other=2.0), call("f", "narrow", (1, 4, 8, 2), self="<x>", dim=3, start=1, length=2),
        call("g", "squeeze", (4, 8, 2), self="<f>", dim=0),
        call("h", "slice", (1, 4, 8, 2), self="<x>", dim=3, start=None, end=2),
        call("i", "view", (4, 8, 2), self="<h>", size=(4, 8, 2)), call("j", "copy_", (4, 8, 2), self="<g>", src="<i>"),
        call("k", "slice", (1, 1, 8, 8), self="<x>", dim=1, start=1, end=2),
        call("l", "slice", (1, 1, 8, 1), self="<k>", dim=3, start=0, end=1),
        call("m", "slice", (1, 1, 8, 8), self="<x>", dim=1, start=0, end=1), call("n", "copy_", (1, 1, 8, 8), self="<m>", src="<l>"),
        call("y", "relu", whole, self="<x>")))
    x = np.random.default_rng(0).standard_normal(whole, dtype=np.float32)
    found = archcalc.run(graph, x).outputs["relu"]
    x[:, -3:-1] = x[:, :2].copy()
    x[:, :, -1] *= 2
    x[..., 1:3] = x[..., :2].copy()
    x[:, :1] = x[:, 1:2, :, :1].copy()
    assert (found == np.maximum(x, 0)).all()
    assert notes == []


def test_a_shape_that_differs_from_pytorchs_is_refused():
    with pytest.raises(Refused, match=r"PyTorch gives 'relu' the shape \[1, 4, 9, 9\], and archcalc \[1, 4, 8, 8\]"):
        translated(program(call("r", "relu", (1, 4, 9, 9), self="<x>")))


def test_a_program_that_stops_early_is_a_part_and_says_where():
    given = program(CONV, call("r", "relu", (1, 6, 8, 8), self="<c>"), arrays=(*CONV_ARRAYS, ("rpn.weight", (5, 6))), outputs=("c", "r"))
    given = with_ends_alone(given)._replace(stopped="captured up to where values decide what comes next, in 'rpn'", said="Eq(u1, 0)")
    graph, notes = translated(given)
    assert [graph.nodes[place].name for place in graph.outputs] == ["relu"]
    unread, gap, said = notes
    assert unread == "252 parameters, 30 of them in the module and read by nothing that was captured: rpn.weight"
    assert (gap.reason, said) == (given.stopped, f"{given.stopped}; PyTorch said Eq(u1, 0)")
    with pytest.raises(ArchcalcError, match="net cannot be run: captured up to where values decide"):
        archcalc.run(graph._replace(gap=gap))


@pytest.mark.parametrize(("operator", "kinds", "arguments"), [
    ("rsub", "arithmetic arithmetic", {"other": 1, "alpha": 2}), ("rsub", "arithmetic", {"other": 1}),
    ("addcmul", "arithmetic arithmetic arithmetic", {"tensor1": "<x>", "tensor2": "<x>", "value": 2}),
    ("celu", "arithmetic elu arithmetic", {"alpha": 2.0}), ("softplus", "arithmetic elementwise arithmetic", {"beta": 2.0}),
    ("softplus", "tensor_function", {"threshold": 3.0}),
])
def test_every_argument_of_a_function_counts(operator, kinds, arguments):
    """Against PyTorch: tests/oracle/torch_arguments.py changes every argument in turn."""
    graph, _ = translated(program(call("r", operator, (1, 4, 8, 8), self="<x>", **arguments)))
    assert " ".join(kind for kind, _ in rows(graph)) == kinds


def test_what_is_counted_alone_is_called_with_its_arguments():
    (node,) = translated(program(call("r", "cumsum", (1, 4, 8, 8), self="<x>", dim=2, dtype="float32")))[0].nodes[1:]
    assert node.op.summary() == "cumsum(dim=2)"


def test_outputs_that_depend_on_no_input_are_told():
    _, notes = translated(program(call("r", "relu", (1, 4, 8, 8), self="<x>"), call("k", "arange", (4,), end=4), outputs=("r", "k")))
    assert notes == ["outputs that depend on no input, and are no layers: k"]
    with pytest.raises(Refused, match="no output of the module depends on its inputs"):
        translated(program(call("k", "arange", (4,), end=4)))


def test_several_sequences_and_their_state():
    arrays = (("weight_ih_l0", (48, 8)), ("weight_hh_l0", (48, 12)), ("bias_ih_l0", (48,)), ("bias_hh_l0", (48,)))
    lstm = call("o", "lstm", ((1, 6, 12), (1, 1, 12), (1, 1, 12)), input="<x>", hx=("<h>", "<h>"),
                params=tuple(f"<{name}>" for name, _ in arrays),
                has_biases=True, num_layers=1, bidirectional=False, batch_first=True)
    parts = [call(f"g{number}", "getitem", shape, source="<o>", index=number) for number, shape in enumerate(lstm.shape)]
    given = {"arrays": arrays, "inputs": (("x", (1, 6, 8)),), "constants": {"h": (1, 1, 12)}}
    alone, _ = translated(program(lstm, parts[0], **given))
    assert [kind for kind, _ in rows(alone)] == ["lstm"]
    ends, _ = translated(program(lstm, parts[1], **given))
    assert [ends.nodes[place].shape for place in ends.outputs] == [(1, 1, 12)], "what nobody reads is no output"
    graph, _ = translated(program(lstm, *parts, outputs=("g0", "g1", "g2"), **given))
    assert (held(alone), held(graph), products(graph)) == (1056, 1056, 6 * 960)
    assert sorted(graph.nodes[place].shape for place in graph.outputs) == [(1, 1, 12), (1, 1, 12), (1, 6, 12)]


def test_what_is_counted_and_not_known_is_planned_and_not_run():
    graph, _ = translated(program(CONV, call("g", "cumsum", (1, 6, 8, 8), self="<c>", dim=1), arrays=CONV_ARRAYS))
    assert archcalc.plan(graph, batch=1)
    for refused in (lambda: archcalc.run(graph, weights="zeros"), lambda: archcalc.export(graph, "o.onnx", weights="zeros")):
        with pytest.raises(ArchcalcError, match="of cumsum the figures are known, and not its values"):
            refused()


def test_tokens_stay_tokens_whatever_is_turned_and_convolved_later():
    """x of 6 tokens of 4 features: a norm over the features, then a convolution along the tokens, then a norm again."""
    arrays = (("a", (4,)), ("b", (4,)), ("w", (8, 4, 3)), ("c", (8,)), ("d", (8,)), ("l", (5, 8)))
    graph, _ = translated(program(
        call("n", "layer_norm", (1, 6, 4), input="<x>", normalized_shape=(4,), weight="<a>", bias="<b>"),
        call("t", "transpose", (1, 4, 6), self="<n>", dim0=1, dim1=2),
        call("k", "conv1d", (1, 8, 6), input="<t>", weight="<w>", padding=(1,)),
        call("u", "transpose", (1, 6, 8), self="<k>", dim0=1, dim1=2),
        call("m", "layer_norm", (1, 6, 8), input="<u>", normalized_shape=(8,), weight="<c>", bias="<d>"),
        call("y", "linear", (1, 6, 5), input="<m>", weight="<l>"), arrays=arrays, inputs=(("x", (1, 6, 4)),)))
    assert held(graph) == sum(prod(shape) for _, shape in arrays)
    assert products(graph) == 6 * 8 * 12 + 6 * 40


def test_every_write_into_a_part_is_in_the_whole():
    """`part.zero_(); part.add_(x)`, then an operator that is told where to write: each is written into what it is a part of."""
    graph, _ = translated(program(
        call("s", "select", (1, 8, 8), self="<x>", dim=1, index=0), call("z", "zero_", (1, 8, 8), self="<s>"),
        call("o", "select", (1, 8, 8), self="<x>", dim=1, index=1), call("a", "add_", (1, 8, 8), self="<s>", other="<o>"),
        call("p", "pow", (1, 8, 8), self="<o>", exponent=3, out="<s>"), call("y", "relu", (1, 4, 8, 8), self="<x>")))
    first_read = {node.name: graph.nodes[node.inputs[0]].name for node in graph.nodes if node.name.startswith(("written/select", "relu"))}
    assert first_read == {"written/select": "x", "written/select_2": "written", "written/select_3": "written_2", "relu": "written_3"}
    assert [graph.nodes[place].name for place in graph.outputs] == ["relu"]
