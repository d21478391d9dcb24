"""How long archcalc takes for a module beyond PyTorch's own capture of it, in one process.

    python tests/oracle/torch_times.py             # 20 networks
    python tests/oracle/torch_times.py --record    # kept in tests/oracle/torch_times.json

Each figure is the shortest of two, on one thread: seconds of the processor in torch.export.export, and of from_torch and build beyond it.
Its law: 0.3 s, and 1 s for resnet50 and larger ones. The environment is that of record.py.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).with_suffix(".json")
sys.path.insert(0, str(Path(__file__).parents[2]))
NETWORKS = {"torchvision": """alexnet resnet18 resnet50 mobilenet_v2 efficientnet_b0 densenet121 vit_b_16 swin_t convnext_tiny regnet_y_400mf
    googlenet maxvit_t""", "transformers": "BertModel GPT2LMHeadModel LlamaForCausalLM T5ForConditionalGeneration MambaForCausalLM ViTModel",
            "timm": "mixer_s16_224 nfnet_f0"}


def shortest(function: Callable[[], object], times: int = 2) -> float:
    """The shortest time of several."""
    found = []
    for _ in range(times):
        began = time.process_time()
        function()
        found.append(time.process_time() - began)
    return min(found)


def measured(kind: str, name: str) -> dict[str, Any]:
    """Seconds of PyTorch's capture, and beyond it."""
    import torch
    from torch_models import made

    import archcalc

    model = made(kind, name, "cpu")
    given = dict(model.keywords)
    theirs = shortest(lambda: torch.export.export(model.module, model.arguments, given, strict=False))
    layers = []

    def ours() -> None:
        layers.append(len(archcalc.build(archcalc.from_torch(model.module, *model.arguments, **given)).nodes))

    return {"layers": (ours(), layers[0])[1], "export": round(theirs, 2), "beyond": round(shortest(ours) - theirs, 2)}


def main() -> int:
    """The command."""
    import torch
    from record import without_compiled_operators

    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    without_compiled_operators()
    found = {}
    for kind, names in NETWORKS.items():
        for name in names.split():
            found[name] = measured(kind, name)
            print(f"{name:28}", found[name], flush=True)
    if "--record" in sys.argv:
        RECORDED.write_text("{\n" + ",\n".join(f" {json.dumps(name)}: {json.dumps(row)}" for name, row in found.items()) + "\n}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
