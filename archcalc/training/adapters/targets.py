"""Matrices by the words of --lora: as layers call them here, and as PyTorch's transformers and PEFT do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from archcalc.base.errors import ArchcalcError, Mistake, quoted
from archcalc.base.suggestions import did_you_mean

_SHOWN = 8
"""The names that a hint shows."""
EVERY = ("all", "all-linear")
"""The words for every matrix but the last layer's."""
_ALSO: Mapping[str, tuple[str, ...]] = {
    "q": ("q_proj", "query", "to_q", "wq"), "k": ("k_proj", "key", "to_k", "wk"),
    "v": ("v_proj", "value", "to_v", "wv"),
    "qkv": ("c_attn", "qkv_proj", "query_key_value"), "proj": ("o_proj", "out_proj", "to_out", "wo"),
    "gate": ("gate_proj", "w1"), "up": ("up_proj", "w3"), "down": ("down_proj", "w2")}
"""What else a matrix is called, by what it does: of queries, keys, values, behind the heads; around a gated unit."""


class Targets:
    """The words, and which of them named a matrix so far."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self.met = set[str]()
        self.known = dict[str, None]()

    def word(self, layer: str, matrix: str, *, last: bool = False) -> str:
        """The word for a matrix of a layer, or "", which then has named one."""
        word = self.asked(layer, matrix, last=last)
        self.met |= {word} if word else set()
        return word

    def asked(self, layer: str, matrix: str, *, last: bool = False) -> str:
        """The word for a matrix, or "": it is called so, its layer is, or a pattern fits either."""
        name = layer.rpartition("/")[2]
        names = (matrix, *_ALSO.get(matrix, ()), layer, name, f"{layer}/{matrix}", f"{name}/{matrix}")
        self.known.update(dict.fromkeys(filter(None, (matrix, name))))
        for word in self.words:
            every = word in EVERY and not last and matrix != "qkv"
            if every or any(fnmatchcase(each, word) for each in names if each):
                return word
        return ""

    def check(self, network: str) -> None:
        """Refuse words that named none. Raises ArchcalcError for all of them at once."""
        mistakes = [Mistake("unknown-layer", f"--lora: {network} has no matrix {quoted(word)}",
                            hint=did_you_mean(word, self.known) or self._hint())
                    for word in self.words if word not in self.met]
        if mistakes:
            raise ArchcalcError(mistakes)

    def _hint(self) -> str:
        names = [*self.known]
        more = " ..." if len(names) > _SHOWN else ""
        return f"it has {', '.join(names[:_SHOWN])}{more}" if names else "linear layers and attention get adapters"
