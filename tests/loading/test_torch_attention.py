"""Attention among the calls of an exported program: whatever way it is written, it is one layer, or its products."""

import pytest
from torch_programs import call, products, program, translated

from archcalc.loading.torch.attention_calls import joined
from archcalc.loading.torch.attention_masks import MaskForm

H, T, S, W = 4, 6, 5, 8
INPUTS = (("q", (2, H, T, W)), ("k", (2, H, S, W)), ("v", (2, H, S, W)), ("m", (T, S)))
SCORES = (2, H, T, S)
TURNED = call("kt", "transpose", (2, H, W, S), self="<k>", dim0=-2, dim1=-1)
PRODUCT = call("s", "matmul", SCORES, self="<q>", other="<kt>")
SOFT = call("p", "softmax", SCORES, self="<z>", dim=-1)
MIXED = call("y", "matmul", (2, H, T, W), self="<p>", other="<v>")



class Known:
    """What is known of masks, as a table says it; one that is called blind hides every key from some query."""

    def __init__(self, forms):
        self.forms = forms

    def is_blind(self, name, *, hides):
        return self.forms.get(name) == "blind"

    def form(self, name, *, hides):
        known = self.forms.get(name)
        return None if known == "blind" else known

    def number(self, name):
        return {"root": 4.0, "far": -1e9}.get(name)


def layers(*calls, inputs=INPUTS, constants=None, booleans=(), forms=None, outputs=None, arrays=()):
    given = program(*calls, inputs=inputs, constants=constants or {"root": (), "far": ()}, outputs=outputs, arrays=arrays)
    graph, _ = translated(joined(given._replace(booleans=frozenset(booleans)), Known(forms or {})))
    return graph


def attention(graph):
    """The one attention of a graph: its attributes, and what it reads."""
    (node,) = [node for node in graph.nodes if node.op.kind == "dot_product_attention"]
    assert not [each for each in graph.nodes if each.op.kind in {"matmul", "softmax", "opaque"}]
    return node.op, [graph.nodes[place].name for place in node.inputs]


def scored(*steps):
    """softmax(steps(q k^T)) v."""
    return TURNED, PRODUCT, *steps, SOFT, MIXED


@pytest.mark.parametrize(("calls", "said", "reads"), [
    (scored(call("z", "mul", SCORES, self="<s>", other=0.25)), {"scale": 0.25}, "q k v"),
    (scored(call("a", "div", SCORES, self="<s>", other="<root>"), call("z", "add", SCORES, self="<a>", other="<m>")), {"scale": 0.25}, "q k v m"),
    (scored(call("a", "add", SCORES, self="<m>", other="<s>"), call("b", "add", SCORES, self="<a>", other=1), call("z", "to", SCORES, self="<b>")), {"scale": 1.0}, "q k v m"),
    (scored(call("z", "where", SCORES, condition="<m>", self="<s>", other="<far>")), {"scale": 1.0, "mask_values": "seen"}, "q k v m"),
    ((TURNED, PRODUCT, call("d", "softmax", SCORES, self="<s>", dim=3), call("p", "dropout", SCORES, input="<d>", p=0.1), MIXED), {"scale": 1.0}, "q k v"),
    ((call("s", "einsum", SCORES, equation="nhtw,nhsw->nhts", tensors=("<q>", "<k>")), call("p", "softmax", SCORES, self="<s>", dim=-1),
      call("y", "einsum", (2, H, T, W), equation="nhts,nhsw->nhtw", tensors=("<p>", "<v>"))), {"scale": 1.0}, "q k v"),
    ((call("y", "scaled_dot_product_attention", (2, H, T, W), query="<q>", key="<k>", value="<v>", is_causal=True),), {"scale": 0.0, "causal": True}, "q k v"),
    ((call("y", "scaled_dot_product_attention", (2, H, T, W), query="<q>", key="<k>", value="<v>", attn_mask="<m>"),), {"scale": 0.0, "mask_values": "added"}, "q k v m"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_every_way_to_write_attention_is_one_layer(calls, said, reads):
    graph = layers(*calls)
    op, names = attention(graph)
    assert {name: op.attributes[name] for name in said} == said
    assert [name for name in names if name in {"q", "k", "v", "m"}] == reads.split()
    assert products(graph) == 2 * (2 * H * T * S * W)


@pytest.mark.parametrize(("step", "form", "said"), [
    (call("z", "add", SCORES, self="<s>", other="<m>"), MaskForm(causal=True), (True, 0, 3)),
    (call("z", "masked_fill", SCORES, self="<s>", mask="<m>", value=-1e9), MaskForm(causal=True, window=3), (True, 3, 3)),
    (call("z", "masked_fill", SCORES, self="<s>", mask="<m>", value=-1e9), MaskForm(), (False, 0, 3)),
    (call("z", "add", SCORES, self="<s>", other="<m>"), None, (False, 0, 4))], ids=["causal", "window", "everything seen", "unknown"])
def test_what_a_mask_lets_through_is_told_in_words_where_it_is_known(step, form, said):
    op, reads = attention(layers(*scored(step), forms={"m": form} if form is not None else {}))
    assert (op.causal, op.window_, len(reads)) == said


def test_of_a_sum_of_masks_the_known_one_is_told_and_the_other_is_read():
    calls = (call("b", "add", SCORES, self="<m>", other="<c>"), *scored(call("z", "add", SCORES, self="<s>", other="<b>")))
    op, reads = attention(layers(*calls, inputs=(*INPUTS, ("c", SCORES)), forms={"m": MaskForm(causal=True)}))
    assert op.causal
    assert reads == ["q", "k", "v", "c"]


def test_keys_repeated_for_the_queries_that_share_them_are_read_once():
    """repeat_kv of transformers: (n, 2, s, w) -> (n, 2, 2, s, w) -> (n, 4, s, w)."""
    def repeated(name):
        return (call(f"{name}1", "unsqueeze", (2, 2, 1, S, W), self=f"<{name}>", dim=2),
                call(f"{name}2", "expand", (2, 2, 2, S, W), self=f"<{name}1>", size=()),
                call(f"{name}3", "reshape", (2, 4, S, W), self=f"<{name}2>"))
    calls = (*repeated("k"), *repeated("v"), call("kt", "transpose", (2, H, W, S), self="<k3>", dim0=-2, dim1=-1), PRODUCT,
             call("p", "softmax", SCORES, self="<s>", dim=-1), call("y", "matmul", (2, H, T, W), self="<p>", other="<v3>"))
    graph = layers(*calls, inputs=(INPUTS[0], ("k", (2, 2, S, W)), ("v", (2, 2, S, W))))
    assert attention(graph)[1] == ["q", "k", "v"]
    assert products(graph) == 2 * (2 * H * T * S * W)


def test_masks_that_are_added_under_another_shape_stay_masks():
    """Windows of two images: scores (2, h, t, s), the mask of each window by itself (1, 2, 1, t, s)."""
    calls = (TURNED, PRODUCT, call("a", "view", (1, *SCORES), self="<s>", size=()), call("b", "add", (1, *SCORES), self="<a>", other="<w>"),
             call("z", "view", SCORES, self="<b>", size=()), SOFT, MIXED)
    graph = layers(*calls, inputs=(*INPUTS[:3], ("w", (1, 2, 1, T, S))))
    assert attention(graph)[1][3] == "w"
    assert graph.nodes[-1].shape == (2, H, T, W)


@pytest.mark.parametrize(("calls", "outputs"), [
    ((TURNED, PRODUCT, call("p", "softmax", SCORES, self="<s>", dim=-1), MIXED), ("y", "p")),
    ((TURNED, PRODUCT, call("p", "softmax", SCORES, self="<s>", dim=2), MIXED), ("y",)),
    (scored(call("z", "relu", SCORES, self="<s>")), ("y",)),
    (scored(call("a", "add", SCORES, self="<s>", other="<m>"), call("z", "mul", SCORES, self="<a>", other=0.5)), ("y",)),
    (scored(call("z", "masked_fill", SCORES, self="<s>", mask="<m>", value=0)), ("y",)),
], ids=["weights given out", "softmax over queries", "another step", "a mask that is scaled", "a mask that hides nothing"])
def test_what_is_no_attention_stays_as_its_products(calls, outputs):
    graph = layers(*calls, outputs=outputs)
    kinds = [node.op.kind for node in graph.nodes]
    assert kinds.count("matmul") == 2
    assert "dot_product_attention" not in kinds
    assert products(graph) == 2 * (2 * H * T * S * W)


@pytest.mark.oracle
class TestWithTorch:
    @pytest.fixture(autouse=True)
    def _torch(self):
        pytest.importorskip("torch")

    @pytest.mark.parametrize(("made", "hides", "form"), [
        ("torch.ones(4, 4).tril().bool()", False, MaskForm(causal=True)), ("torch.ones(1, 2, 4, 4).triu(1).bool()", True, MaskForm(causal=True)),
        ("torch.full((4, 4), -1e9).triu(1)", False, MaskForm(causal=True)), ("torch.ones(6, 6).tril().triu(-1).bool()", False, MaskForm(causal=True, window=2)),
        ("torch.ones(6, 6).tril(1).triu(-1).bool()", False, MaskForm(window=2)), ("torch.zeros(3, 5)", False, MaskForm()),
        ("torch.ones(4, 4).tril(1).bool()", False, None), ("torch.rand(4, 4)", False, None), ("torch.stack([torch.ones(3, 3).tril(), torch.ones(3, 3)]).bool()", False, None),
        ("torch.tensor([[True, False, True]] * 3)", False, None), ("torch.zeros(4, 4).bool()", False, None), ("None", False, None)])
    def test_the_form_of_a_mask(self, made, hides, form):
        import torch

        from archcalc.loading.torch.fixed_values import mask_form

        assert mask_form(eval(made, {"torch": torch}), hides=hides) == form


@pytest.mark.parametrize("step", ["seen", "hidden", "added"])
def test_a_softmax_of_a_row_without_a_key_stays_one(step):
    """PyTorch's attention gives 0 there; a softmax gives no number, or the mean where the keys are only far below."""
    masked = {"seen": call("z", "where", SCORES, condition="<m>", self="<s>", other="<far>"),
              "hidden": call("z", "masked_fill", SCORES, self="<s>", mask="<m>", value=-1e9),
              "added": call("z", "add", SCORES, self="<s>", other="<m>")}[step]
    assert attention(layers(*scored(masked)))
    graph = layers(*scored(masked), forms={"m": "blind"})
    assert [node.op.kind for node in graph.nodes if node.op.kind == "dot_product_attention"] == []
    assert "softmax" in {node.op.kind for node in graph.nodes}
