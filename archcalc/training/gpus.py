"""Graphics cards and modules as their makers describe them: memory, its speed, and arithmetic at most.

A data sheet's GB of memory are 2^30 bytes, as memory chips come; a driver keeps some of them (0.4 of an H100's 80).
Rates are the highest that a framework can reach: matrix units without sparsity, 16-bit products added up in float32.
float32 products are the vector units'; in TF32, which a card may have besides, 13 of the 23 bits are left out.
PyTorch's convolutions take TF32 unless told otherwise, its linear layers and attention do not
(torch.backends.cudnn.allow_tf32 is True, torch.backends.cuda.matmul.allow_tf32 False; on ROCm neither is TF32).
"""

from __future__ import annotations

import re

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean


class Device(NamedTuple):
    """A card: memory in bytes, bytes a second, operations a second (2 for a multiply with its add), and the source.

    Where only the memory is known, the rates are 0.
    """

    name: str
    memory: int
    bandwidth: int = 0
    float32: int = 0
    float16: int = 0
    float64: int = 0
    tf32: int = 0
    source: str = ""

    def rate(self, dtype: str) -> int:
        """Operations a second on numbers of a type, `tf32` among them; of 16 bits, if they are mixed.

        A card without TF32 computes in float32.
        """
        rates = {"float32": self.float32, "tf32": self.tf32 or self.float32, "float64": self.float64}
        return rates.get(dtype, self.float16)


class _Row(NamedTuple):
    """GiB; GB/s; TFLOP/s in float32, 16 bits, float64 and TF32, which is 0 where PyTorch has none."""

    memory: float
    bandwidth: float
    float32: float
    float16: float
    float64: float
    source: str
    tf32: float = 0


_ROWS = {
    # the lecture's
    "gtx580": _Row(3, 192.4, 1.58, 1.58, 0.2, "memory: Krizhevsky et al. 2012, section 3.2; NVIDIA, GeForce GTX 580: "
                   "192.4 GB/s, 512 cores at 1.544 GHz, 1/8 of it in float64"),
    "titan-black": _Row(6, 336, 5.1, 5.1, 1.7, "NVIDIA, GeForce GTX Titan Black: 2,880 cores at 889 MHz"),
    # GeForce
    "gtx1080ti": _Row(11, 484, 11.3, 11.3, 0.35, "NVIDIA, GeForce GTX 1080 Ti: 3,584 cores at 1.582 GHz"),
    "rtx3090": _Row(24, 936, 35.6, 71, 0.56, "NVIDIA, Ampere GA102 whitepaper, appendix A", tf32=35.6),
    "rtx4080": _Row(16, 716.8, 48.7, 97.5, 0.76, "NVIDIA, Ada whitepaper, appendix A", tf32=48.7),
    "rtx4090": _Row(24, 1008, 82.6, 165.2, 1.29, "NVIDIA, Ada whitepaper, appendix A", tf32=82.6),
    "rtx5090": _Row(32, 1792, 104.8, 209.5, 1.64, "NVIDIA, RTX Blackwell whitepaper, appendix A", tf32=104.8),
    # data centre
    "p100": _Row(16, 732, 10.6, 21.2, 5.3, "NVIDIA, Tesla P100 data sheet, NVLink"),
    "v100": _Row(32, 900, 15.7, 125, 7.8, "NVIDIA, V100 data sheet, SXM2"),
    "v100-16gb": _Row(16, 900, 15.7, 125, 7.8, "NVIDIA, V100 data sheet, SXM2"),
    "t4": _Row(16, 320, 8.1, 65, 0.25, "NVIDIA, T4 data sheet; float64 is 1/32 of float32"),
    "a10": _Row(24, 600, 31.2, 125, 0.98, "NVIDIA, A10 data sheet; float64 is 1/32 of float32", tf32=62.5),
    "a100": _Row(80, 2039, 19.5, 312, 19.5, "NVIDIA, A100 data sheet, SXM 80 GB", tf32=156),
    "a100-40gb": _Row(40, 1555, 19.5, 312, 19.5, "NVIDIA, A100 data sheet, 40 GB", tf32=156),
    "a100-pcie": _Row(80, 1935, 19.5, 312, 19.5, "NVIDIA, A100 data sheet, PCIe 80 GB", tf32=156),
    "l4": _Row(24, 300, 30.3, 121, 0.49, "NVIDIA, L4 data sheet, half of the figures with sparsity", tf32=60),
    "l40s": _Row(48, 864, 91.6, 362, 1.4, "NVIDIA, L40S data sheet, without sparsity", tf32=183),
    "h100": _Row(80, 3350, 67, 989.4, 67, "NVIDIA, H100 data sheet, SXM, half of those with sparsity", tf32=494.7),
    "h100-pcie": _Row(80, 2000, 51, 756, 51, "NVIDIA, H100 data sheet, PCIe, half of those with sparsity", tf32=378),
    "h200": _Row(141, 4800, 67, 989.4, 67, "NVIDIA, H200 data sheet, SXM, half of those with sparsity", tf32=494.7),
    "mi300x": _Row(192, 5300, 163.4, 1307.4, 163.4, "AMD, Instinct MI300X data sheet"),
    # modules whose memory the processor has, too; 16 bits and TF32 from the clock, float64 half of float32 at most
    "jetson-nano": _Row(4, 25.6, 0.236, 0.472, 0.118, "NVIDIA, Jetson Nano data sheet: 128 cores at 922 MHz"),
    "jetson-xavier-nx": _Row(8, 59.7, 0.845, 6.76, 0.42, "NVIDIA, Jetson Xavier NX data sheet: 384 cores, 48 tensor "
                             "cores at 1.1 GHz"),
    "jetson-agx-xavier": _Row(32, 136.5, 1.41, 11.3, 0.71, "NVIDIA, Jetson AGX Xavier data sheet: 512 cores, 64 tensor "
                              "cores at 1.377 GHz"),
    "jetson-orin-nano": _Row(8, 68, 1.28, 10.2, 0.64, "NVIDIA, Jetson Orin Nano data sheet: 1,024 cores, 32 tensor "
                             "cores at 625 MHz", tf32=5.1),
    "jetson-orin-nano-super": _Row(8, 102, 2.09, 16.7, 1.05, "NVIDIA, Jetson Orin Nano Super data sheet: 1,024 cores, "
                                   "32 tensor cores at 1.02 GHz", tf32=8.4),
    "jetson-orin-nx": _Row(16, 102.4, 1.88, 15, 0.94, "NVIDIA, Jetson Orin NX data sheet, 16 GB: 1,024 cores, 32 "
                           "tensor cores at 918 MHz", tf32=7.5),
    "jetson-agx-orin": _Row(64, 204.8, 5.32, 42.6, 2.66, "NVIDIA, Jetson AGX Orin technical brief, 64 GB: 2,048 cores, "
                            "64 tensor cores at 1.3 GHz", tf32=21.3),
}


def _device(name: str, row: _Row) -> Device:
    single, half, double, tf32 = (round(rate * 10**12) for rate in (row.float32, row.float16, row.float64, row.tf32))
    return Device(name, round(row.memory * 2**30), round(row.bandwidth * 10**9), single, half, double, tf32, row.source)


DEVICES = {name: _device(name, row) for name, row in _ROWS.items()}
"""Cards by name."""


_SIZE = r"([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*([KMGT])(i?)B"
_MAKER = "^(nvidia|amd)?(geforce|tesla|instinct)?"


def device(text: str) -> Device:
    """A card by its name (any case, with or without hyphens), or one of which only the memory is known: 24GiB.

    GB are 10^9 bytes, GiB 2^30. Raises ArchcalcError with what was meant.

    >>> device("RTX 4090").memory == device("24GiB").memory
    True
    """
    plain = {re.sub("[^a-z0-9]", "", name): found for name, found in DEVICES.items()}
    word = re.sub("[^a-z0-9]", "", text.lower())
    if (known := re.sub(_MAKER, "", word)) in plain:
        return plain[known]
    size = memory(text, "--gpu", named=True)
    if size is None:
        hint = did_you_mean(word, plain) or "or its memory: --gpu 24GiB"
        raise ArchcalcError.of("unknown-gpu", f"there is no GPU {quoted(text)}", hint=hint,
                               expected=f"one of: {', '.join(sorted(DEVICES))}")
    return Device(text, size)


def memory(text: str, option: str, *, named: bool = False, usual: str = "G") -> int | None:
    """Bytes as people write them; without a unit they are refused, with both that may be meant: of the `usual` size.

    Where the text may be a name, what does not begin like a number is None.
    """
    size = re.fullmatch(_SIZE, text.strip(), re.IGNORECASE)
    if size is not None:
        from decimal import Decimal

        return int(Decimal(size[1]) * (1024 if size[3] else 1000) ** ("KMGT".index(size[2].upper()) + 1))
    if named and not re.match("[-+.]?[0-9]", text.strip()):
        return None
    if re.fullmatch(r"\s*[-+]?[0-9.]+\s*[KMGT]i?B\s*", text, re.IGNORECASE):
        raise ArchcalcError.of("usage", f"{option} wants a memory without a sign, of up to 9 digits before and behind "
                               f"its point, found {quoted(text)}", hint=f"24{usual}iB, or 512{usual}iB")
    number = re.match(r"\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)(?![0-9.])", text)
    of_two, of_ten = (base ** ("KMG".index(usual) + 1) for base in (2**10, 10**3))
    both = f"{usual}iB (2^{of_two.bit_length() - 1} bytes each)", f"{usual}B (10^{len(str(of_ten)) - 1})"
    hint = f"{number[1]}{both[0]} or {number[1]}{both[1]}?" if number else f"24{usual}iB, or 512MiB"
    raise ArchcalcError.of("usage", f"{option} wants a memory with its unit, found {quoted(text)}", hint=hint)
