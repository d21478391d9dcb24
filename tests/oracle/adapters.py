"""Record what PyTorch and PEFT hold of networks with low-rank adapters, in `recorded/adapters.json`.

In the environment of record.py, with PEFT and bitsandbytes on the path (pip install --no-deps peft accelerate psutil bitsandbytes):

    python tests/oracle/adapters.py             # compares with what is recorded
    python tests/oracle/adapters.py --record    # writes it

- counts: what PEFT's `get_nb_trainable_parameters` says of published networks, whose arrays have no values (the meta device);
- peaks: the most that a training step of a twin of a small Llama holds, by MemTracker as in training_peaks.py, with PEFT's own layers;
- nf4: the bytes of a matrix in bitsandbytes' 4 bits, all its arrays together.

Nine of the peaks' cases are those that the rules were made on; four (`ASIDE`) were compared once, when the rules were there.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from record import without_compiled_operators

RECORDED = Path(__file__).parent / "recorded" / "adapters.json"
COUNTS = {
    # network: its class and sizes in transformers; cases are targets by PEFT's names, and the rank
    "llama2_7b": ("Llama", {"hidden_size": 4096, "intermediate_size": 11008, "num_hidden_layers": 32, "num_attention_heads": 32,
                            "num_key_value_heads": 32, "vocab_size": 32000}, ("q_proj v_proj", "q_proj k_proj v_proj o_proj", "all-linear"), (8, 64)),
    "llama3_8b": ("Llama", {"hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
                            "num_key_value_heads": 8, "vocab_size": 128256}, ("q_proj v_proj", "gate_proj up_proj down_proj", "all-linear"), (16,)),
    "mistral_7b": ("Mistral", {"hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
                               "num_key_value_heads": 8, "vocab_size": 32000}, ("q_proj v_proj", "k_proj down_proj"), (8,)),
    "gpt2": ("GPT2", {}, ("c_attn", "c_fc"), (8, 32)),
}
PEAKS = [
    # layers, width, heads, of keys and values, inside, words; tokens, batch; rank, targets, dropout; optimizer
    (2, 256, 8, 8, 512, 1000, 128, 1, 8, "q v", 0.0, "adam"), (2, 256, 8, 2, 688, 1000, 64, 4, 8, "q v", 0.0, "adam"),
    (4, 128, 4, 4, 344, 5000, 256, 2, 4, "q k v proj", 0.0, "momentum"), (3, 256, 8, 8, 512, 300, 128, 8, 16, "all", 0.0, "adam"),
    (2, 512, 8, 4, 1024, 300, 64, 2, 64, "gate up down", 0.0, "momentum"), (2, 256, 8, 8, 512, 300, 128, 2, 8, "q v", 0.1, "momentum"),
    (3, 256, 4, 4, 700, 300, 200, 3, 8, "all", 0.1, "adam"), (6, 128, 4, 2, 344, 100, 100, 16, 2, "v", 0.0, "sgd"),
    (2, 512, 16, 16, 1376, 32000, 32, 1, 8, "q v", 0.0, "adam"),
]
ASIDE = [
    (4, 256, 8, 4, 700, 2000, 300, 1, 4, "q proj", 0.0, "adam"), (2, 384, 6, 6, 1024, 500, 77, 5, 16, "k down", 0.05, "sgd"),
    (5, 192, 3, 1, 512, 100, 150, 4, 32, "all", 0.0, "momentum"), (2, 128, 2, 2, 344, 8000, 64, 8, 8, "up", 0.0, "adam"),
]
SHAPES = ((64, 100), (300, 77), (1024, 4096), (4096, 4096), (11008, 4096), (64, 1), (5, 3))
NAMES = {"q": "q_proj", "k": "k_proj", "v": "v_proj", "proj": "o_proj", "gate": "gate_proj", "up": "up_proj", "down": "down_proj"}


def twin(layers: int, width: int, heads: int, kv_heads: int, inner: int, words: int) -> Any:  # noqa: C901 - classes beside each other
    """A Llama in PyTorch: norms and attention fused, angles worked out by every layer."""
    torch = import_module("torch")
    nn, functional = torch.nn, torch.nn.functional
    size = width // heads

    def turned(x: Any, cos: Any, sin: Any) -> Any:
        first, second = x.chunk(2, -1)
        return x * cos + torch.cat((-second, first), -1) * sin

    class Attention(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.q_proj, self.o_proj = nn.Linear(width, width, bias=False), nn.Linear(width, width, bias=False)
            self.k_proj, self.v_proj = (nn.Linear(width, kv_heads * size, bias=False) for _ in range(2))

        def forward(self, x: Any) -> Any:
            n, t, _ = x.shape
            q = self.q_proj(x).view(n, t, heads, size).transpose(1, 2)
            k, v = (each(x).view(n, t, kv_heads, size).transpose(1, 2) for each in (self.k_proj, self.v_proj))
            with torch.no_grad():
                angles = torch.arange(t)[:, None] / 10000 ** (torch.arange(size) % (size // 2) * 2 / size)
                cos, sin = angles.cos(), angles.sin()
                del angles
            q, k = turned(q, cos, sin), turned(k, cos, sin)
            y = functional.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=kv_heads != heads)
            return self.o_proj(y.transpose(1, 2).reshape(n, t, width))

    class Mlp(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.gate_proj, self.up_proj = nn.Linear(width, inner, bias=False), nn.Linear(width, inner, bias=False)
            self.down_proj = nn.Linear(inner, width, bias=False)

        def forward(self, x: Any) -> Any:
            return self.down_proj(functional.silu(self.gate_proj(x)) * self.up_proj(x))

    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.norm1, self.attention, self.norm2, self.mlp = nn.RMSNorm(width), Attention(), nn.RMSNorm(width), Mlp()

        def forward(self, x: Any) -> Any:
            x = x + self.attention(self.norm1(x))
            return x + self.mlp(self.norm2(x))

    class Llama(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words, self.norm = nn.Embedding(words, width), nn.RMSNorm(width)
            self.layers, self.head = nn.ModuleList(Block() for _ in range(layers)), nn.Linear(width, words, bias=False)

        def forward(self, x: Any) -> Any:
            x = self.words(x)
            for layer in self.layers:
                x = layer(x)
            return self.head(self.norm(x))

    return Llama()


def with_adapters(model: Any, rank: int, targets: str, dropout: float) -> Any:
    """The model with PEFT's own layers, its parameters frozen."""
    peft = import_module("peft")
    every = list(NAMES.values())
    asked = every if targets == "all" else [NAMES[word] for word in targets.split()]
    made = peft.inject_adapter_in_model(peft.LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=asked, lora_dropout=dropout), model)
    for name, each in made.named_parameters():
        each.requires_grad_("lora_" in name)
        if not each.requires_grad:  # the tracker wants to hook onto every one
            each.register_hook = each.register_post_accumulate_grad_hook = lambda hook: SimpleNamespace(remove=lambda: None)
    return made


def peak(case: tuple[Any, ...]) -> int:
    """The most bytes at once in the second of two steps."""
    torch = import_module("torch")
    tracker = import_module("torch.distributed._tools.mem_tracker").MemTracker()
    *sizes, tokens, batch, rank, targets, dropout, optimizer = case
    kind, options = {"sgd": ("SGD", {}), "momentum": ("SGD", {"momentum": 0.9}), "adam": ("Adam", {})}[optimizer]
    model = with_adapters(twin(*sizes), rank, targets, dropout).train()
    text, labels = (torch.zeros((batch, tokens), dtype=torch.long) for _ in range(2))
    trained = [each for each in model.parameters() if each.requires_grad]
    steps = getattr(torch.optim, kind)(trained, lr=1e-3, foreach=False, **options)
    loss = torch.nn.CrossEntropyLoss()
    tracker.track_external(model, steps, text, labels)
    with tracker:
        for _ in range(2):
            tracker._peak_mem = dict.fromkeys(tracker._peak_mem, 0)  # of this step alone
            tracker.reset_mod_stats()
            scores = model(text)
            error = loss(scores.view(-1, scores.shape[-1]), labels.view(-1))
            error.backward()
            steps.step()
            steps.zero_grad()
    (found,) = tracker.get_tracker_snapshot("peak").values()
    return int(found["Total"])


def counted(kind: str, sizes: dict[str, int], targets: str, rank: int) -> list[int]:
    """The trained and all parameters, as PEFT tells them."""
    torch, peft, transformers = (import_module(name) for name in ("torch", "peft", "transformers"))
    with torch.device("meta"):
        name = f"{kind}LMHeadModel" if kind == "GPT2" else f"{kind}ForCausalLM"
        model = getattr(transformers, name)(getattr(transformers, f"{kind}Config")(**sizes))
        words: Any = targets if targets == "all-linear" else targets.split()
        asked = peft.LoraConfig(r=rank, target_modules=words, task_type="CAUSAL_LM", fan_in_fan_out=kind == "GPT2")
        made = peft.get_peft_model(model, asked)
    return [int(each) for each in made.get_nb_trainable_parameters()]


def packed(shape: tuple[int, int], twice: bool) -> int:
    """The bytes of all arrays of a quantized matrix."""
    torch, functional = import_module("torch"), import_module("bitsandbytes.functional")
    values, state = functional.quantize_4bit(torch.ones(shape), quant_type="nf4", compress_statistics=twice, blocksize=64)
    arrays = [values, state.absmax, state.code, *([state.offset, state.state2.absmax, state.state2.code] if twice else [])]
    return sum(each.numel() * each.element_size() for each in arrays)


def answered() -> dict[str, Any]:
    without_compiled_operators()
    counts = [{"network": name, "targets": targets, "rank": rank, "counts": counted(kind, sizes, targets, rank)}
              for name, (kind, sizes, cases, ranks) in COUNTS.items() for targets in cases for rank in ranks]
    peaks = [{"case": list(case), "aside": case in ASIDE, "peak": peak(case)} for case in (*PEAKS, *ASIDE)]
    nf4 = [{"shape": list(shape), "twice": twice, "bytes": packed(shape, twice)} for shape in SHAPES for twice in (True, False)]
    return {"counts": counts, "peaks": peaks, "nf4": nf4}


def main() -> int:
    found = answered()
    if "--record" in sys.argv:
        parts = [f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]" for name, rows in found.items()]
        RECORDED.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")
    same = json.loads(RECORDED.read_text("utf-8")) == found
    print("as recorded" if same else "not as recorded")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
