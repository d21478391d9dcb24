"""Tensor, sequence, expert and pipeline parallelism: by hand, by Megatron-LM's published formulas, by laws."""

import re
from math import prod

import pytest

import archcalc
from archcalc import ArchcalcError
from archcalc.training.estimators.megatron import block_activations
from archcalc.training.memory import Choices, kept
from archcalc.training.parallel.rank_graph import Division, rank_graph
from archcalc.training.parallel.rank_memory import rank_needs

GPT = """
input: [{tokens}]
layers:
  - embedding: {{name: wte, entries: 1024, features: {width}}}
  - repeat:
      times: 2
      index: i
      layers:
        - module: {{name: "h${{i}}"}}
  - layer_norm: {{name: ln_f}}
  - linear: {{name: head, units: 1024, bias: false, share: wte}}
modules:
  module:
    layers:
      - residual:
          - layer_norm: {{name: ln_1}}
          - attention: {{name: attn, heads: {heads}, causal: true}}
          - dropout: {{name: drop_1}}
      - residual:
          - layer_norm: {{name: ln_2}}
          - linear: {{name: c_fc, units: 4 * {width}}}
          - gelu: {{name: gelu}}
          - linear: {{name: c_proj, units: {width}}}
          - dropout: {{name: drop_2}}
"""


def built(name, tokens, batch=1):
    return archcalc.build(archcalc.load(name, input_size=str(tokens)), batch=batch)


def params(graph):
    return sum(prod(weight.shape) for node in graph.nodes for name, weight in node.op.weights(*node.input_shapes).items()
               if weight.role != "buffer" and name not in node.elsewhere)


SIZES = [(128, 4, 64, 4, 2), (255, 1, 96, 6, 3), (64, 2, 128, 8, 8), (96, 3, 64, 4, 4)]
"""Tokens, sequences, features, heads, ranks."""


@pytest.mark.parametrize(("s", "b", "h", "a", "t"), SIZES)
@pytest.mark.parametrize("sequence", [False, True])
def test_a_block_of_gpt_saves_what_korthikanti_and_others_published(s, b, h, a, t, sequence, tmp_path):
    """Their table 2 without the scores, which are not kept here; beyond it, statistics: of two norms, and of each row of scores."""
    (tmp_path / "gpt.yaml").write_text(GPT.format(tokens=s, width=h, heads=a))
    graph = archcalc.build(str(tmp_path / "gpt.yaml"), batch=b)
    rank = rank_graph(graph, Division(t, sequence)).graph
    choices = Choices("adam", "bfloat16", mask_bytes=1)
    saved = kept(rank, choices)
    ours = sum(each.total for each, node in zip(saved, rank.nodes, strict=True) if node.path == ("h1",))
    incoming = 2 * b * s * h // (t if sequence else 1)  # of the first norm, which the block before has made
    outgoing = incoming  # of the next norm
    statistics = 4 * (2 * 2 * b * s // (t if sequence else 1) + b * s * a // t)
    way = "tensor and sequence, scores computed again" if sequence else "tensor, scores computed again"
    published = next(each.bytes for each in block_activations(s, b, h, a, t) if each.way == way)
    assert ours - outgoing + incoming - statistics == published


def test_the_formulas_are_those_of_the_table():
    """22 billion parameters: s 2048, b 4, h 6144, a 64, t 8 (Korthikanti et al. 2022, tables 2 and 3), worked out by hand."""
    unit = 2048 * 4 * 6144
    scores = 5 * 64 * 2048 * 2048 * 4
    assert [each.bytes for each in block_activations(2048, 4, 6144, 64, 8)] == [
        34 * unit + scores, 10 * unit + 3 * unit + scores // 8, (34 * unit + scores) // 8, 13 * unit, 34 * unit // 8, 2 * unit]


@pytest.mark.parametrize(("name", "division", "counted"), [
    ("llama3_8b", Division(8), 32 * ((4096 * 4096 * 2 + 4096 * 1024 * 2 + 3 * 4096 * 14336) // 8 + 2 * 4096)
     + 2 * 4096 * 129024 // 8 + 4096),
    ("mixtral_8x7b", Division(2, expert=4), 32 * ((4096 * 4096 * 2 + 4096 * 1024 * 2) // 2 + 2 * 3 * 4096 * 14336 // 2
                                                  + 8 * 4096 + 2 * 4096) + 2 * 32000 * 4096 // 2 + 4096),
    ("gpt2", Division(4), 12 * ((12 * 768 * 768 + 3 * 768 + 4 * 768) // 4 + 2 * 768 + 4 * 768) + 50688 * 768 // 4
     + 1024 * 768 + 2 * 768),
])
def test_parameters_of_a_rank_by_hand(name, division, counted):
    """Rows of words are padded: 128256 to 129024 of 8 ranks, 50257 to 50688 of 4; biases behind a sum are on every rank."""
    assert params(rank_graph(built(name, 64), division).graph) == counted


def test_one_rank_has_all():
    graph = built("llama3_8b", 64)
    assert rank_graph(graph, Division()).graph == graph


def test_all_ranks_together_do_the_work():
    """Of a network whose every matrix is shared, MACs add up to its own."""
    from archcalc.counting.measures import measured

    graph = built("llama2_7b", 64)
    rank = rank_graph(graph, Division(2))
    assert 2 * sum(measured(rank.graph, "macs")) == sum(measured(graph, "macs"))
    assert rank.padded == 0


@pytest.mark.parametrize(("sequence", "forward", "backward"), [(False, 4, 4), (True, 4, 6)])
def test_exchanges_of_a_block(sequence, forward, backward):
    """Two all-reduces forward and two backward of b s h values, each 2 (t - 1) / t; with sequence parallelism a gather is made again."""
    rank = rank_graph(built("llama2_7b", 64), Division(8, sequence))
    block = [each for each in rank.exchanges if each.layer.startswith("layer3/")]
    half = 64 * 4096 * 7 // 8
    assert (sum(each.forward for each in block), sum(each.backward for each in block)) == (forward * half, backward * half)


def test_a_pipeline_of_one_stage_is_the_plan_itself():
    graph, choices = built("gpt2", 64), Choices("adam", "mixed")
    (need,) = rank_needs(graph, choices, 1, 1, (0,))
    assert need.peaks[0] == archcalc.plan(graph, dtype="mixed").head["peak_bytes"]


def test_micro_batches_on_the_way():
    """1F1B: the stage before the last has two, and never more than there are; what they have saved is beside the last one's step."""
    graph = built("gpt2", 64)
    many = [list(rank_needs(graph, Choices("sgd", accumulate=count), 4, 1, (0,))) for count in (2, 8)]
    assert [[need.on_the_way for need in needs] for needs in many] == [[2, 2, 2, 1], [4, 3, 2, 1]]
    assert many[1][1].peaks[0] - many[0][1].peaks[0] == many[1][1].saved
    assert {need.passed for need in many[0][:-1]} == {64 * 768 * 4}
    assert sum(need.held.parameters for need in many[0]) == 4 * (params(graph) + 50257 * 768)  # words on two stages


def test_zero_divides_what_it_says():
    (need,) = rank_needs(built("gpt2", 64), Choices("adam", "mixed", step="fused", accumulate=2), 1, 4)
    held = need.held
    assert need.peaks[0] > need.peaks[1] > need.peaks[2] > need.peaks[3]
    assert need.peaks[0] - need.peaks[1] >= held.optimizer * 3 // 4


def test_zero_divides_experts_among_the_ranks_that_hold_the_same():
    """Mixtral over 16 ranks, 4 of which share the experts: two experts of three matrices in each layer are on every fourth."""
    rank = rank_graph(built("mixtral_8x7b", 32), Division(expert=4)).graph
    (need,) = rank_needs(rank, Choices("adam", "bfloat16", step="fused", accumulate=2), 1, 16, expert=4)
    experts, whole = 32 * 2 * 3 * 4096 * 14336, params(rank)
    assert need.of_experts[:3] == (2 * experts, 0, 2 * experts)
    assert need.peaks[0] - need.peaks[1] == 4 * whole - 4 * (whole - experts) // 16 - 4 * experts // 4
    assert need.peaks[0] > need.peaks[1] > need.peaks[2] > need.peaks[3]
    told = archcalc.plan(archcalc.load("mixtral_8x7b", input_size="32"), expert=4, gpus=16, dtype="bfloat16")
    sums = {row["among"]: row["backward_bytes"] for row in told.table("exchanges").records()}
    assert sums["data"] == 2 * 2 * (whole - experts) * 15 // 16
    assert sums["data, the same experts"] == 2 * 2 * experts * 3 // 4


def test_a_plan_of_ranks():
    told = archcalc.plan(archcalc.load("llama3_70b", input_size="1024"), tensor=8, pipeline=4, sequence=True, gpus=64, accumulate=16,
                         dtype="mixed", gpu="h100")
    assert told.schema == "archcalc/parallel/1"
    assert told.table("ranks").column("on_the_way") == [4, 3, 2, 1]
    assert (told.head["data"], told.head["peak_bytes"]) == (2, max(told.table("ranks").column("bytes")))


@pytest.mark.parametrize(("network", "options", "message"), [
    ("gpt2", {"tensor": 5}, "h0/attn has 12 heads of keys and values, which do not divide among 5 ranks"),
    ("llama3_8b", {"tensor": 16}, "layer0/attention has 8 heads of keys and values, which do not divide among 16 ranks"),
    ("gpt2", {"tensor": 3, "sequence": True}, "1,024 tokens do not divide among 3 ranks"),
    ("gpt2", {"sequence": True}, "--sequence wants --tensor"),
    ("gpt2", {"expert": 2}, "--expert shares the experts of a mixture, and the network has none"),
    ("mixtral_8x7b", {"expert": 3}, "layer0/experts has 8 experts, which do not divide among 3 ranks"),
    ("gpt2", {"tensor": 2, "gpus": 3}, "3 devices do not divide into 1 stages of 2 ranks"),
    ("gpt2", {"pipeline": 5}, "12 blocks do not divide among 5 stages"),
    ("lenet5", {"pipeline": 2}, "the network has no blocks, between which --pipeline cuts"),
    ("gpt2", {"tensor": 2, "lora": "8"}, "--lora says nothing to --tensor, --pipeline, --sequence and --expert"),
    ("gpt2", {"tensor": 2, "checkpoint": "best"}, "--checkpoint says nothing to --tensor"),
])
def test_what_does_not_divide_is_refused(network, options, message):
    with pytest.raises(ArchcalcError, match=re.escape(message)):
        archcalc.plan(network, **options)
