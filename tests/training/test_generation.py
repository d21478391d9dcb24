"""Text token by token: the cache and the work that transformers has, as tests/oracle/text_generation.py recorded them; by hand."""

import json

import pytest
from places import ORACLE
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading.library import load
from archcalc.network.builder import build
from archcalc.training.text.generation import generation

RECORDED = json.loads((ORACLE / "recorded" / "text_generation.json").read_text())["rows"]
DECODER = """
input: [{tokens}]
layers:
  - embedding: {{entries: 100, features: 16}}
  - residual: [rms_norm, attention: {{heads: 4, kv_heads: 2, causal: true, window: {window}}}]
  - linear: {{units: 100, bias: false}}
"""


def written(text):
    return build(read(parse(text, "net.yaml"), "net"))


@pytest.mark.parametrize("row", RECORDED, ids=lambda row: f"{row['network']} {row['batch']}")
def test_cache_and_work_are_those_of_transformers(row):
    made = generation(build(load(row["network"], input_size=str(row["context"])), row["batch"]))
    assert (made.cache, made.prompt, made.token) == (row["cache"], row["prompt"], row["token"])


def test_a_window_bounds_the_cache_and_what_a_token_sees():
    whole, some = (generation(written(DECODER.format(tokens=64, window=window))) for window in (0, 8))
    among = 64 * 2 * 16  # of the last token with all of a context
    assert (whole.cache, some.cache) == (64 * 2 * 8, 8 * 2 * 8)
    assert whole.token - some.token == among - 8 * 2 * 16
    assert some.prompt == whole.prompt  # what a mask hides is worked out all the same
    seen = sum(min(place, 8) for place in range(1, 65))
    assert whole.least == whole.prompt - 2 * 16 * (64 * 64 - 64 * 65 // 2)
    assert some.least == some.prompt - 2 * 16 * (64 * 64 - seen)


def test_pages_are_whole():
    graph = written(DECODER.format(tokens=60, window=0))
    assert [generation(graph, page).cache // (2 * 8) for page in (1, 16, 64, 100)] == [60, 64, 64, 100]
    assert generation(written(DECODER.format(tokens=60, window=10)), 16).cache // (2 * 8) == 16


def test_a_tied_table_is_read_by_the_head_and_experts_that_idle_are_not():
    assert generation(build(load("gpt2", input_size="16"))).read == 124_439_808 - 1024 * 768 - 25 * 2 * 768
    mixture = generation(build(load("mixtral_8x7b", input_size="16")))
    assert mixture.parameters - mixture.read > 32 * 6 * 3 * 4096 * 14336


PUBLISHED = {
    # network, tokens, type of the cache: its GiB
    ("llama3_8b", 8192, "bfloat16"): 1.0,  # 2 x 32 layers x 8 heads x 128 x 8,192 x 2 bytes
    ("llama3_70b", 8192, "bfloat16"): 2.5,
    ("mixtral_8x7b", 32768, "float16"): 4.0,
}


@pytest.mark.parametrize("case", PUBLISHED, ids=str)
def test_caches_as_they_are_derived_by_hand(case):
    name, tokens, dtype = case
    head = archcalc.generate(name, input_size=str(tokens), dtype=dtype).head
    assert head["cache_bytes"] == PUBLISHED[case] * 2**30


def test_what_fits_is_the_most_that_does():
    head = archcalc.generate("llama3_8b", input_size="4096", dtype="bfloat16", gpu="24GiB").head
    free = 24 * 2**30 - head["parameters_bytes"]
    assert head["largest_batch"] == free // head["cache_bytes"]
    assert head["largest_context"] == free // head["cache_token_bytes"]
    assert archcalc.generate("llama3_8b", dtype="bfloat16", gpu="8GiB").head["largest_batch"] == 0


def test_bounds_are_those_of_the_slower_of_memory_and_arithmetic():
    prompt, token = archcalc.generate("gpt2", gpu="a100", dtype="float16").table("work").records()
    assert (prompt["bound"], token["bound"]) == ("compute", "memory")
    assert token["seconds"] == token["bytes"] / 2039e9
    assert archcalc.generate("gpt2", gpu="24GiB").table("work").column("seconds") == [None, None]


def run(*words):
    return CliRunner().invoke(application("generate"), ["generate", *words])


def test_the_command():
    told = json.loads(run("gpt2", "--input", "100", "--format", "json").stdout)
    assert (told["schema"], told["context"], told["largest_batch"]) == ("archcalc/generation/1", 100, None)
    assert "in pages of 16 tokens" in run("gpt2", "--page", "16").stdout


@pytest.mark.parametrize(("words", "said"), [
    (["vgg16"], "one input of tokens, and this network has input 224x224x3"),
    (["bert_base"], "one input of tokens, and this network has "),
    (["lstm_classifier"], "'lstm' reads many tokens at once"),
    (["gpt2", "--change", "h0/attn.causal=false"], "No such option"),
    (["gpt2", "--dtype", "flot16"], "did you mean 'float16'?"), (["gpt2", "--cache-dtype", "int7"], "did you mean 'int8'?"),
    (["gpt2", "--page", "0"], "0 is not in the range"), (["gpt2", "--reserve", "1GiB"], "--gpu 24GiB --reserve 1GiB"),
])
def test_what_cannot_be_generated_is_refused(words, said):
    result = run(*words)
    assert said in " ".join((result.output if result.exit_code == 2 else str(result.exception)).split())


def test_an_encoder_is_no_decoder():
    encoder = DECODER.replace("causal: true, window: {window}", "bias: true").format(tokens=8)
    with pytest.raises(ArchcalcError, match=r"'attention1' reads many tokens at once"):
        generation(written(encoder))
    with pytest.raises(ArchcalcError, match="nothing to keep"):
        generation(written("input: [8]\nlayers:\n  - embedding: {entries: 9, features: 4}\n"))
