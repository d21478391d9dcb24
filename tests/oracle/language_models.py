"""What transformers' own classes say of the bundled networks for text, in `language_models.json`, which the tests read.

    python tests/oracle/language_models.py               # compares
    python tests/oracle/language_models.py --record      # the same, and writes what was found

The environment is that of record.py, with transformers. Parameters are those of all arrays that learn, each once,
on the meta device, where no weights are drawn; MACs are half of what FlopCounterMode counts of one sequence, of
models of up to 3e8 parameters, with attention in elementary operations. torch.nn.Transformer stands for the first
transformer; it has one norm more behind each side, which is taken off, and the three tables of words are one, by
hand.
"""

import json
import sys
from pathlib import Path
from typing import Any

import torch
import transformers
from record import without_compiled_operators
from torch.utils.flop_counter import FlopCounterMode

RECORDED = Path(__file__).with_suffix(".json")
MOST = 300_000_000
LLAMA = {"num_key_value_heads": 8, "rms_norm_eps": 1e-5, "tie_word_embeddings": False}
MODELS: dict[str, tuple[str, dict[str, Any]]] = {
    # name and options of a bundled network: its class, and what its configuration says
    "gpt2": ("GPT2LMHeadModel", {}),
    "gpt2_medium": ("GPT2LMHeadModel", {"n_embd": 1024, "n_layer": 24, "n_head": 16}),
    "gpt2_large": ("GPT2LMHeadModel", {"n_embd": 1280, "n_layer": 36, "n_head": 20}),
    "gpt2_xl": ("GPT2LMHeadModel", {"n_embd": 1600, "n_layer": 48, "n_head": 25}),
    "bert_base": ("BertModel", {}),
    "bert_large": ("BertModel", {"hidden_size": 1024, "num_hidden_layers": 24, "num_attention_heads": 16, "intermediate_size": 4096}),
    "llama3_8b": ("LlamaForCausalLM", {"vocab_size": 128256, "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32, "intermediate_size": 14336, **LLAMA}),
    "llama3_70b": ("LlamaForCausalLM", {"vocab_size": 128256, "hidden_size": 8192, "num_hidden_layers": 80, "num_attention_heads": 64, "intermediate_size": 28672, **LLAMA}),
    "llama3_405b": ("LlamaForCausalLM", {"vocab_size": 128256, "hidden_size": 16384, "num_hidden_layers": 126, "num_attention_heads": 128, "intermediate_size": 53248, **LLAMA}),
    "mixtral_8x7b": ("MixtralForCausalLM", {}),
    "llama2_7b": ("LlamaForCausalLM", {"rms_norm_eps": 1e-5}),
    "llama2_13b": ("LlamaForCausalLM", {"hidden_size": 5120, "num_hidden_layers": 40, "num_attention_heads": 40, "intermediate_size": 13824}),
    "llama2_70b": ("LlamaForCausalLM", {"hidden_size": 8192, "num_hidden_layers": 80, "num_attention_heads": 64, "intermediate_size": 28672, **LLAMA}),
    "mistral_7b": ("MistralForCausalLM", {}),
    "gemma_2b": ("GemmaForCausalLM", {"hidden_size": 2048, "num_hidden_layers": 18, "num_attention_heads": 8, "num_key_value_heads": 1, "intermediate_size": 16384}),
    # of the large ones a small one each, which is run
    "llama3_8b words=500 depth=2 width=64 inner=128 heads=4 kv_heads=2": (
        "LlamaForCausalLM", {"vocab_size": 500, "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128, **LLAMA, "num_key_value_heads": 2}),
    "mistral_7b words=500 depth=2 width=64 inner=128 heads=4 kv_heads=2": (
        "MistralForCausalLM", {"vocab_size": 500, "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 128}),
    "gemma_2b words=500 depth=2 width=64 inner=128 heads=4 head_width=32": (
        "GemmaForCausalLM", {"vocab_size": 500, "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 1, "intermediate_size": 128, "head_dim": 32}),
}
LENGTH = 128


def model(name: str, device: str) -> Any:
    """A model on a device."""
    kind, options = MODELS[name]
    config = getattr(transformers, kind).config_class(**options, attn_implementation="eager")
    with torch.device(device):
        return getattr(transformers, kind)(config).eval()


def macs(made: Any) -> int:
    """The products of one sequence."""
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        made(torch.zeros(1, LENGTH, dtype=torch.long), use_cache=False)
    return counter.get_total_flops() // 2


def first_transformer(width: int, inner: int, heads: int) -> int:
    """The parameters of the paper's network, with 37,000 words."""
    with torch.device("meta"):
        made = torch.nn.Transformer(width, heads, 6, 6, inner)
    return sum(each.numel() for each in made.parameters()) - 2 * 2 * width + 37_000 * width


def main() -> int:
    without_compiled_operators()
    found: dict[str, dict[str, int]] = {
        "transformer_base": {"params": first_transformer(512, 2048, 8)}, "transformer_big": {"params": first_transformer(1024, 4096, 16)}}
    for name in MODELS:
        made = model(name, "meta")
        found[name] = {"params": sum(each.numel() for each in made.parameters())}
        if found[name]["params"] <= MOST:
            found[name] |= {"length": LENGTH, "macs": macs(model(name, "cpu"))}
        print(name, found[name], flush=True)
    same = RECORDED.exists() and json.loads(RECORDED.read_text())["models"] == found
    print("as recorded" if same else "other than recorded")
    if "--record" in sys.argv:
        rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in found.items())
        versions = f'"transformers": "{transformers.__version__}", "torch": "{torch.__version__}"'
        RECORDED.write_text(f'{{{versions}, "models": {{\n{rows}\n}}}}\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
