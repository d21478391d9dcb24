"""The bundled recurrent networks as PyTorch's own modules, with the same weights: parameters, shapes and values.

    python tests/oracle/recurrent.py             # compares
    python tests/oracle/recurrent.py --record    # the same, and writes tests/oracle/recurrent.json, which the tests read

PyTorch alone is needed. Sizes are as in `OPTIONS`, the default ones for the parameters; words are drawn.
"""

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

import numpy
import torch
from torch import nn

from archcalc import build, load
from archcalc.executor.backends import backend
from archcalc.executor.run import RunSettings, run
from archcalc.executor.weights.load import load as load_weights
from archcalc.executor.weights.names import full_name

RECORDED = Path(__file__).with_suffix(".json")
OPTIONS = {"lstm_classifier": {"words": 500, "features": 32, "units": 24}, "gru_classifier": {"words": 500, "features": 32, "units": 24},
           "seq2seq_attention": {"words": 90, "units": 20}}
"""Small enough for values that are kept."""
KEPT = 64


class Classifier(nn.Module):
    def __init__(self, kind: str, words: int = 20_000, features: int = 128, units: int = 256) -> None:
        super().__init__()
        self.words = nn.Embedding(words, features)
        self.kind = kind
        self.add_module(kind, {"lstm": nn.LSTM, "gru": nn.GRU}[kind](features, units, 2, batch_first=True, bidirectional=True))
        self.scores = nn.Linear(2 * units, 2)

    def forward(self, text: Any) -> Any:
        _, state = getattr(self, self.kind)(self.words(text))
        h = state[0] if isinstance(state, tuple) else state
        return self.scores(torch.cat([h[-2], h[-1]], 1))


class Translator(nn.Module):
    def __init__(self, words: int = 50_000, units: int = 1000) -> None:
        super().__init__()
        self.source_words, self.target_words = nn.Embedding(words, units), nn.Embedding(words, units)
        self.encoder, self.decoder = (nn.LSTM(units, units, 4, batch_first=True) for _ in range(2))
        self.attentional, self.words = nn.Linear(2 * units, units, bias=False), nn.Linear(units, words, bias=False)

    def forward(self, source: Any, target: Any) -> Any:
        memory, state = self.encoder(self.source_words(source))
        steps, _ = self.decoder(self.target_words(target), state)
        context = torch.softmax(steps @ memory.transpose(1, 2), 2) @ memory
        return self.words(torch.tanh(self.attentional(torch.cat([context, steps], 2))))


NETWORKS = {"lstm_classifier": partial(Classifier, "lstm"), "gru_classifier": partial(Classifier, "gru"), "seq2seq_attention": Translator}


def drawn(graph: Any) -> dict[str, Any]:
    """Words for every input."""
    draw = numpy.random.Generator(numpy.random.PCG64(1))
    return {node.name: draw.integers(0, 90, node.shape).astype("float32") for node in graph.nodes if not node.inputs}


def main() -> int:
    torch.set_grad_enabled(False)
    found, good = {}, True
    for name, module in NETWORKS.items():
        with torch.device("meta"):
            params = sum(each.numel() for each in module().parameters())
        graph = build(load(name, options=OPTIONS[name]), batch=2)
        arrays, given = load_weights(graph, "random"), drawn(graph)
        peer = module(**OPTIONS[name]).double()
        peer.load_state_dict({full_name(layer, key): torch.from_numpy(each).double()
                              for layer, inside in arrays.items() for key, each in inside.items()})
        theirs = peer(*(torch.from_numpy(each).long() for each in given.values())).numpy()
        ours = run(graph, backend("numpy"), RunSettings(), given, arrays).volumes[graph.nodes[-1].name]
        error = float(abs(ours - theirs).max() / theirs.std())
        good &= error < 5e-5
        sys.stdout.write(f"{name}: {params:,} parameters, {list(theirs.shape)}, {error:.1e}\n")
        values = theirs.reshape(-1)[:: max(1, theirs.size // KEPT)][:KEPT]
        found[name] = {"torch": torch.__version__, "params": params, "options": OPTIONS[name],
                       "shape": list(theirs.shape), "std": float(theirs.std()),
                       "values": [float(f"{value:.9g}") for value in values]}
    if "--record" in sys.argv:
        RECORDED.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
