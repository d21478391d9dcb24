"""Low-rank adapters: against PEFT, bitsandbytes and PyTorch's MemTracker, as tests/oracle/adapters.py recorded them; laws and refusals."""

import json
from pathlib import Path

import pytest

import archcalc
from archcalc import ArchcalcError
from archcalc.training.adapters.lora import lora
from archcalc.training.precision import FOUR_BITS

RECORDED = json.loads((Path(__file__).parents[1] / "oracle" / "recorded" / "adapters.json").read_text())



@pytest.mark.slow
@pytest.mark.parametrize("row", RECORDED["counts"], ids=lambda row: f"{row['network']} {row['targets']} {row['rank']}")
def test_parameters_are_those_that_peft_counts(row):
    asked = f"rank={row['rank']},targets={row['targets'].replace(' ', ',')}"
    told = archcalc.plan(archcalc.load(row["network"], input_size="8"), lora=asked, dtype="bfloat16").head["lora"]
    assert [told["adapter_params"], told["params"]] == row["counts"]
    assert told["trained_params"] == told["adapter_params"]


def small(case):
    """The twin's network, in the language."""
    layers, width, heads, kv_heads, inner, words, tokens, *_ = case
    return archcalc.load("llama2_7b", input_size=str(tokens), options={
        "depth": layers, "width": width, "heads": heads, "kv_heads": kv_heads, "inner": inner, "words": words})


def planned(case, **options):
    *_, batch, rank, targets, dropout, optimizer = case
    asked = f"rank={rank},targets={targets.replace(' ', ',')},dropout={dropout}"
    return archcalc.plan(small(case), batch=batch, optimizer=optimizer, lora=asked, **options).head["peak_bytes"]


@pytest.mark.parametrize("row", RECORDED["peaks"], ids=lambda row: " ".join(map(str, row["case"])))
def test_the_peak_of_a_step_is_that_of_pytorch(row):
    """Up to 2 % over, where a gate learns nothing and its unit beside it does; never under by more than a tenth of a percent."""
    assert 0.999 <= planned(row["case"]) / row["peak"] <= 1.02


def test_ten_of_thirteen_peaks_are_exact():
    """To a tenth of a percent; of the four that no rule was made on, two."""
    exact = [row["aside"] for row in RECORDED["peaks"] if abs(planned(row["case"]) / row["peak"] - 1) <= 0.001]
    assert (len(exact), sum(exact)) == (10, 2)


@pytest.mark.parametrize("row", RECORDED["nf4"], ids=str)
def test_a_matrix_in_four_bits_takes_what_bitsandbytes_takes(row):
    rows, columns = row["shape"]
    assert FOUR_BITS["nf4" if row["twice"] else "nf4-single"].held(rows * columns) == row["bytes"]


def test_frozen_matrices_are_held_in_four_bits_and_unpacked_one_by_one():
    """Llama 2 7B: 224 matrices of the blocks; words, head and norms as they are."""
    told = archcalc.plan(archcalc.load("llama2_7b", input_size="8"), lora="rank=64,targets=all,base=nf4", dtype="bfloat16").head
    blocks = 4 * FOUR_BITS["nf4"].held(4096 * 4096) + 3 * FOUR_BITS["nf4"].held(4096 * 11008)
    rest = 2 * (2 * 32000 * 4096 + 65 * 4096)
    assert told["parameters_bytes"] == 32 * blocks + rest + 2 * 159_907_840
    whole = archcalc.plan(archcalc.load("llama2_7b", input_size="8"), lora="rank=64,targets=all", dtype="bfloat16").head
    assert whole["parameters_bytes"] == 2 * (6_738_415_616 + 159_907_840)
    assert told["gradients_bytes"] == whole["gradients_bytes"] == 2 * 159_907_840
    assert told["optimizer_bytes"] == 4 * 159_907_840


def test_a_frozen_network_saves_less_and_one_that_is_whole_in_training_as_much():
    """Without adapters on the path, layers below the first one save nothing."""
    graph = archcalc.build(archcalc.load("gpt2", input_size="64"))
    late, early = (archcalc.plan(graph, lora=f"rank=4,targets={layer}/c_fc").head["saved_bytes"] for layer in ("h11", "h0"))
    assert late < early < archcalc.plan(graph).head["saved_bytes"]


@pytest.mark.parametrize(("network", "words", "message"), [
    ("gpt2", "0", "--lora's rank is a whole number of 1 to 65,536, found '0'"),
    ("gpt2", "rank=8,rank=9", "--lora says rank twice"),
    ("gpt2", "rank=8,9", "--lora takes one rank, found '9' too"),
    ("gpt2", "rnk=8", "--lora has no word 'rnk'"),
    ("gpt2", "targets=q", "--lora wants a rank"),
    ("gpt2", "8,base=int4", "--lora has no base 'int4'"),
    ("gpt2", "8,dropout=1", "--lora's dropout is a share from 0 to less than 1, found '1'"),
    ("gpt2", "8,targets=q,", "--lora names an empty word"),
    ("gpt2", "8,targets=q,c_attn", "--lora: gpt2 has no matrix 'q'"),
    ("gpt2", "8,train=nix", "gpt2 has no layer, module or group 'nix'"),
    ("vgg16", "8", "--lora: vgg16 has no matrix 'q'"),
])
def test_what_cannot_be_adapted_is_refused(network, words, message):
    with pytest.raises(ArchcalcError, match=message.replace("(", r"\(")):
        archcalc.plan(network, lora=words)


def test_an_attention_with_learned_positions_is_refused(tmp_path):
    (tmp_path / "net.yaml").write_text(
        "input: [4, 8]\nlayers:\n  - attention: {name: a, heads: 2, position_bias: relative}\n  - linear: {units: 3}\n")
    with pytest.raises(ArchcalcError, match="a has learned numbers on its scores, and is not planned with adapters"):
        archcalc.plan(str(tmp_path / "net.yaml"), lora="8")


def test_all_tells_what_has_no_adapter():
    assert any("no attention: mixture" in note or "no attention: embedding, mixture" in note
               for note in archcalc.plan(archcalc.load("mixtral_8x7b", input_size="8"), lora="8,targets=all").notes)


def test_autocast_and_adapters_are_not_planned_together():
    with pytest.raises(ArchcalcError, match="--amp is not planned beside --lora"):
        archcalc.plan("gpt2", lora="8", amp="bf16")
    with pytest.raises(ArchcalcError, match="--amp is not planned beside --lora"):
        archcalc.fit("gpt2", memory="24GiB", lora="8", amp="bf16")


def test_adapters_let_a_larger_batch_fit():
    sizes = [archcalc.fit("vit_b16", memory="2GiB", lora=each).table("sizes").column("batch")[0] for each in ("8", None)]
    assert sizes[0] > sizes[1] > 0


@pytest.mark.parametrize(("words", "asked"), [
    ("8", (8, ("q", "v"), "", 0.0, ())), ("rank=4,targets=q,k,base=nf4,train=a,b", (4, ("q", "k"), "nf4", 0.0, ("a", "b")))])
def test_words_of_adapters(words, asked):
    assert lora(words) == asked
