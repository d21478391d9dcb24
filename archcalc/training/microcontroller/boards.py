"""Microcontrollers and boards by name: their memory and flash, as their makers or papers state them.

KB and MB of chips are 2^10 and 2^20 bytes. Flash outside of the chip is the board's; None where there are several.
"""

from __future__ import annotations

import re

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import unknown
from archcalc.training.gpus import memory


class Board(NamedTuple):
    """The bytes of memory and of flash, None where they are not known, and who says so."""

    ram: int | None = None
    flash: int | None = None
    source: str = ""


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
    "esp32-s3": (512, None, "Espressif, ESP32-S3 data sheet; flash is outside, of several sizes"),
}
BOARDS = {name: Board(ram * 1024, None if flash is None else flash * 1024, source)
          for name, (ram, flash, source) in _ROWS.items()}
"""Boards by name."""


def budget(board: str | None, ram: str | None, flash: str | None) -> Board:
    """What there is of memory and flash, on a board or as told. Raises ArchcalcError."""
    named = Board() if board is None else _named(board)
    return Board(_amount(named.ram, ram, "--ram", "K"), _amount(named.flash, flash, "--flash", "M"), named.source)


def _named(text: str) -> Board:
    """A board by its name, in any case, with or without hyphens. Raises ArchcalcError with what was meant."""
    plain = {name.replace("-", ""): board for name, board in BOARDS.items()}
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
        raise ArchcalcError.of("usage", f"{option} wants at least a byte, found {quoted(told)}")
    return size
