"""Record what transformers keeps and works out as it generates, in `recorded/text_generation.json`.

In the environment of record.py, with transformers; all is on the device meta, nothing is computed:

    python tests/oracle/text_generation.py

Of every model: the values of keys and values in its cache after a prompt, and the products that torch's FlopCounterMode
counts of the prompt and of one more token at the end of the context, attention being written out (eager).
"""

import json
from pathlib import Path

import torch
from record import without_compiled_operators
from torch.utils.flop_counter import FlopCounterMode

without_compiled_operators()
import transformers  # noqa: E402 - it asks torchvision for those operators

FILE = Path(__file__).parent / "recorded" / "text_generation.json"
MODELS = {
    # network: its configuration, the tokens of the context
    "gpt2": (transformers.GPT2Config(), 512),
    "llama3_8b": (transformers.LlamaConfig(
        vocab_size=128256, hidden_size=4096, intermediate_size=14336, num_hidden_layers=32, num_attention_heads=32,
        num_key_value_heads=8, max_position_embeddings=8192), 1024),
    "gpt2_medium": (transformers.GPT2Config(n_embd=1024, n_layer=24, n_head=16), 256),
}


def counted(model, batch, tokens, kept=None):
    """Products, and what is kept, of a call."""
    ids = torch.zeros(batch, tokens, dtype=torch.long, device="meta")
    counter = FlopCounterMode(display=False)
    with counter, torch.no_grad():
        answer = model(input_ids=ids, past_key_values=kept, use_cache=True)
    return counter.get_total_flops() // 2, answer.past_key_values


def row(name, batch):
    config, context = MODELS[name]
    config._attn_implementation = "eager"
    with torch.device("meta"):
        model = transformers.AutoModelForCausalLM.from_config(config).eval()
    prompt, kept = counted(model, batch, context)
    values = sum(layer.keys.numel() + layer.values.numel() for layer in kept.layers)
    _, before = counted(model, batch, context - 1)
    token, _ = counted(model, batch, 1, before)
    return {"network": name, "batch": batch, "context": context, "cache": values, "prompt": prompt, "token": token}


if __name__ == "__main__":
    rows = []
    for name in MODELS:
        for batch in (1, 3):
            rows.append(row(name, batch))
            print(rows[-1], flush=True)
    FILE.write_text(json.dumps({"torch": torch.__version__, "transformers": transformers.__version__, "rows": rows}, indent=1) + "\n")
