"""Types of numbers in training: what a parameter, its gradient and a saved value take; frozen matrices in 4 bits.

Source of the latter: Dettmers et al. 2023 (QLoRA), section 3; bitsandbytes 0.50, functional.py, quantize_4bit: blocks
of 64 values; with double quantization scales are 8 bits, in blocks of 256 with a float32 each, and one float32 is taken
off all of them.
"""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown


class Precision(NamedTuple):
    """Bytes of one value of each kind; `master` is the optimizer's own copy of a parameter, where it has one.

    Means and deviations stay float32 where activations have less.
    """

    parameter: int
    gradient: int
    master: int
    state: int
    activation: int
    statistic: int
    words: str


def _throughout(size: int, name: str) -> Precision:
    return Precision(size, size, 0, size, size, max(size, 4), f"everything in {name}")


PRECISIONS = {
    "float32": _throughout(4, "float32"),
    "float16": _throughout(2, "float16, norms' statistics in float32"),
    "bfloat16": _throughout(2, "bfloat16, norms' statistics in float32"),
    "float64": _throughout(8, "float64"),
    "mixed": Precision(2, 2, 4, 4, 2, 4,
                       "parameters, gradients and activations in 16 bits; the optimizer holds a float32 master copy of "
                       "the parameters and its state in float32; norms' statistics in float32 (Micikevicius et al. "
                       "2018; ZeRO, section 3.1); this is not torch.autocast (--amp bf16), whose parameters and "
                       "gradients stay float32, and which saves a 16-bit copy of each weight"),
}
_AUTOCAST = frozenset({"amp", "autocast"})
"""Names of PyTorch's own mixed precision, which is no type."""


def precision(dtype: str) -> Precision:
    """A number type as training uses it. Raises ArchcalcError for one that is unknown or has no gradients."""
    if dtype == "int8":
        raise ArchcalcError.of("dtype", "int8 values have no gradient, and cannot be trained",
                               hint="archcalc show NAME --dtype int8 counts the memory of a forward pass")
    if dtype in _AUTOCAST:
        raise ArchcalcError.of("dtype", f"{dtype} is no type of numbers: torch.autocast converts some to 16 bits",
                               hint="archcalc plan NAME --amp bf16; --dtype mixed is ZeRO's, 16-bit parameters with a "
                               "float32 master copy")
    if dtype not in PRECISIONS:
        raise unknown("dtype", dtype, PRECISIONS)
    return PRECISIONS[dtype]


_BLOCK, _SCALES = 64, 256
_FLOAT32 = 4
_CODES = 16 * _FLOAT32
_SCALE_CODES = 256 * _FLOAT32


class FourBits(NamedTuple):
    """A way to hold matrices in 4 bits; `twice` where the scales are quantized, too."""

    twice: bool
    words: str

    def held(self, values: int) -> int:
        """The bytes of so many values of a matrix with their scales and the tables of what the bits mean.

        >>> FOUR_BITS["nf4"].held(4096 * 4096)
        8655940
        """
        blocks = -(-values // _BLOCK)
        packed = -(-values // 2) + _CODES
        if not self.twice:
            return packed + _FLOAT32 * blocks
        return packed + blocks + _FLOAT32 * -(-blocks // _SCALES) + _FLOAT32 + _SCALE_CODES

    def unpacked(self, values: int, width: int) -> int:
        """The bytes that a matrix takes while its layer works, in numbers of so many bytes: with scales in float32."""
        return width * values + (_FLOAT32 * -(-values // _BLOCK) if self.twice else 0)


FOUR_BITS = {
    "nf4": FourBits(True, "NF4, a scale for every 64 values, quantized again, in blocks of 256"),
    "nf4-single": FourBits(False, "NF4, a float32 scale for every 64 values"),
}
"""The ways to hold matrices in 4 bits, by name."""
