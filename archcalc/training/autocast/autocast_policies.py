"""Functions that torch.autocast runs in 16 bits, in float32, or on the widest type among their inputs.

Source: PyTorch 2.13, aten/src/ATen/autocast_mode.h (CUDA) and autocast_mode.cpp (the CPU), of which those functions
stand here that compute an operator of archcalc. All others take their inputs as they are, and give what comes of them.
On the CPU an LSTM goes through mkldnn_rnn_layer and a plain RNN through linear, a GRU through neither; on CUDA all
three go through cuDNN, whose arguments are converted (aten/src/ATen/cudnn/AutocastRNN.cpp).
"""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown


class Policies(NamedTuple):
    """Functions of PyTorch by the numbers that autocast gives them on a device."""

    lower: frozenset[str]
    single: frozenset[str]
    widest: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LOWER = _words("conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d prelu linear matmul einsum "
                "scaled_dot_product_attention lstm rnn")
POLICIES = {
    "cpu": Policies(
        _LOWER,
        _words("avg_pool3d max_pool3d adaptive_avg_pool3d adaptive_max_pool3d max_unpool2d max_unpool3d "
               "reflection_pad1d reflection_pad2d replication_pad1d replication_pad2d replication_pad3d"),
        _words("cat")),
    "cuda": Policies(
        _LOWER | {"gru"},
        _words("cosh exp log reciprocal sinh tan pow softplus layer_norm rms_norm group_norm sum softmax "
               "upsample_nearest1d upsample_nearest2d upsample_nearest3d upsample_nearest_exact1d "
               "upsample_nearest_exact2d upsample_nearest_exact3d upsample_linear1d upsample_bilinear2d "
               "upsample_trilinear3d upsample_bicubic2d"),
        frozenset()),
}
"""By device."""
NUMBERS = {"bf16": "bfloat16", "fp16": "float16"}
"""The types of 16 bits by the words of the option."""
LOWER, SINGLE = 2, 4
"""The bytes of a number in 16 bits, and in float32."""


class Autocast(NamedTuple):
    """A type of 16 bits, and the device whose policies hold."""

    number: str
    device: str

    @property
    def policies(self) -> Policies:
        """The functions by their numbers, on this device."""
        return POLICIES[self.device]


def autocast(word: str | None, *, on_gpu: bool) -> Autocast | None:
    """Autocast as the option has it: bf16, fp16 or none. Raises ArchcalcError.

    >>> autocast("bf16", on_gpu=False)
    Autocast(number='bfloat16', device='cpu')
    """
    if word is None:
        return None
    if word not in NUMBERS:
        known = {name: short for short, name in NUMBERS.items()}
        if word in known:
            raise ArchcalcError.of("usage", f"--amp takes no {word}", hint=f"--amp {known[word]}")
        raise unknown("autocast", word, NUMBERS)
    return Autocast(NUMBERS[word], "cuda" if on_gpu else "cpu")
