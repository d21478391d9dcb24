"""Microcontrollers, boards and accelerators by name: their memory and flash, as their makers or papers state them.

KB and MB of chips are 2^10 and 2^20 bytes. Flash outside of the chip is the board's; None where there are several. The
memory and flash of an accelerator are those of its own for volumes and for weights; None where it works in a chip's.
"""

from __future__ import annotations

import re

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.training.gpus import memory


class Board(NamedTuple):
    """The bytes of memory and of flash, None where they are not known, and who says so.

    An `accelerator` has a compiler that lays out its memory. Of its weights it may keep so many bytes as its `cache`,
    and get the others anew for each image.
    """

    ram: int | None = None
    flash: int | None = None
    source: str = ""
    accelerator: bool = False
    cache: int | None = None


_MCUNET = "Lin et al. 2020 (MCUNet), section 4.1"
_HELLO_EDGE = "Zhang et al. 2017 (Hello Edge), table 1"
_ROWS: dict[str, tuple[int, int | None, str]] = {
    # KiB of memory, KiB of flash
    "nucleo-f411re": (128, 512, _HELLO_EDGE),
    "nucleo-l476rg": (128, 1024, _HELLO_EDGE),
    "frdm-k64f": (256, 1024, _HELLO_EDGE),
    "stm32f412": (256, 1024, _MCUNET),
    "stm32f746": (320, 1024, _MCUNET),
    "stm32f765": (512, 1024, _MCUNET),
    "stm32h743": (512, 2048, _MCUNET),
    "nucleo-l4r5zi": (640, 2048, "ST, UM2179, and STM32L4R5ZI; the reference board of MLPerf Tiny"),
    "nrf52840": (256, 1024, "Nordic, nRF52840 product specification"),
    "arduino-nano-33-ble": (256, 1024, "Arduino, Nano 33 BLE data sheet: an nRF52840"),
    "raspberry-pi-pico": (264, 2048, "Raspberry Pi, Pico data sheet: an RP2040, flash on the board"),
    "raspberry-pi-pico-2": (520, 4096, "Raspberry Pi, Pico 2 data sheet: an RP2350, flash on the board"),
    "arduino-nicla-vision": (1024, 2048, "Arduino, Nicla Vision data sheet: an STM32H747AII6"),
    "arduino-portenta-h7": (1024, 2048, "Arduino, Portenta H7 data sheet: an STM32H747XI"),
    "sparkfun-edge": (384, 1024, "Ambiq, Apollo3 Blue data sheet, features"),
    "nrf5340": (512, 1024, "Nordic, nRF5340 product specification: its application core"),
    "teensy-4.1": (1024, 7936, "PJRC, Teensy 4.1, technical specifications: an i.MX RT1062, flash on the board"),
    "spresense": (1536, 8192, "Sony, Spresense hardware documents: a CXD5602, flash on the board"),
    "esp32": (520, None, "Espressif, ESP32 series data sheet, features; flash is outside, of several sizes"),
    "esp32-c3": (400, None, "Espressif, ESP32-C3 series data sheet, features; flash of several sizes"),
    "esp32-s3": (512, None, "Espressif, ESP32-S3 data sheet; flash is outside, of several sizes"),
}
_VELA = "Arm, Vela's vela.ini: its memory is that of the chip that it is in"
_AI8X = "Analog Devices, README of ai8x-training, memory of the accelerator"
_ACCELERATORS: dict[str, tuple[int | None, int | None, int | None, str]] = {
    # KiB of memory for volumes, of that for weights, of a cache of weights
    "max78000": (512, 432, None, f"{_AI8X}; the data sheet: 442k weights of 8 bits"),
    "max78002": (1280, 2340, None, f"{_AI8X}: 2,396,160 weights of 8 bits"),
    "k210": (2048, 5120, None, "Canaan, K210 data sheet, chapter 3: 2 MiB of AI memory, 5 to 5.9 MiB of parameters"),
    "coral-edge-tpu": (None, None, 8192, "Coral, Edge TPU Compiler, parameter data caching: about 8 MB, with programs"),
    "ethos-u55": (None, None, None, _VELA),
    "ethos-u65": (None, None, None, _VELA),
    "ethos-u85": (None, None, None, _VELA),
}


def _bytes(size: int | None) -> int | None:
    return None if size is None else size * 1024


BOARDS = {name: Board(_bytes(ram), _bytes(flash), source) for name, (ram, flash, source) in _ROWS.items()} | {
    name: Board(_bytes(ram), _bytes(flash), source, accelerator=True, cache=_bytes(cache))
    for name, (ram, flash, cache, source) in _ACCELERATORS.items()}
"""Boards and accelerators by name."""


def budget(board: str | None, ram: str | None, flash: str | None) -> Board:
    """What there is of memory and flash, on a board or as told. Raises ArchcalcError."""
    named = Board() if board is None else _named(board)
    return named._replace(ram=_amount(named.ram, ram, "--ram", "K"), flash=_amount(named.flash, flash, "--flash", "M"))


def _named(text: str) -> Board:
    """A board by its name, in any case, with or without hyphens. Raises ArchcalcError with what was meant."""
    plain = {re.sub("[^a-z0-9]", "", name): board for name, board in BOARDS.items()}
    word = re.sub("[^a-z0-9]", "", text.lower())
    if word not in plain:
        raise unknown("board", text, BOARDS)
    return plain[word]


def _amount(known: int | None, told: str | None, option: str, usual: str) -> int | None:
    """The bytes that a board has, or that are told. Raises ArchcalcError for both, and for none at all."""
    if told is None:
        return known
    if known is not None:
        raise ArchcalcError.of("usage", f"--board and {option} are two answers to one question", hint="one of them")
    size = memory(told, option, usual=usual)
    if not size:
        raise ArchcalcError.of("usage", f"{option} wants at least a byte, found {quoted(told)}",
                               hint=f"for example 512{usual}iB")
    return size
