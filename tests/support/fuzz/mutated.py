"""Fuzzing by chance alone, where atheris is not installed: the corpus of a target, mutated and crossed; no lines guide it.

    python tests/support/fuzz/mutated.py notation SECONDS [SEED]
    python tests/support/fuzz/mutated.py solve SECONDS [SEED]        # and the other doors of doors.py
    python tests/support/fuzz/mutated.py refusals SECONDS [SEED]     # every mistake that the tests know, and hostile sizes

The same targets, limits and record as of fuzz.py. What is found is printed with its input.
"""

import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1] / "language"), str(HERE.parents[2])]
from counted_inputs import Counted  # noqa: E402
from doors import DOORS  # noqa: E402
from targets import CORPUS, EXPORTERS, TARGETS  # noqa: E402

WORDS = [b"->", b" -> ", b"2x ", b"(", b")", b"CONV3-8", b"POOL2", b"FC-10", b" stride 2", b" pad 1", b"/2", b"${n}", b"no bias", b"x", b"-", b" ", b"0", b"9" * 20, b"RELU"]
NUMBERS = [b"0", b"-1", b"3", b"1e9", b"2147483648", b"0.5", b"null", b"[]", b"{}", b'""']
HOSTILE = [
    "- 999999999x (CONV3-8 -> RELU)", "- " + "(" * 9_000, "- repeat: {times: 189000, layers: [relu]}\n- repeat: {times: 9999, layers: [add: {from: '*'}]}",
    "- conv: {filters: 'len(range(10**9))', kernel: 3}", "- conv: {filters: '[i for i in range(10**9)][0]', kernel: 3}",
    "- einsum: {equation: abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz->a}", "- reshape: {shape: [2147483647, 3]}\n- lstm: {units: 2147483647, layers: 99}",
    "- conv: {name: a, filters: 3, kernel: 1, share: b}\n- conv: {name: b, filters: 3, kernel: 1, share: a}", "- add: {from: ['[!a]*', '?*', 'relu[0-9]*']}",
    "- repeat: {times: 999, share: true, index: i, layers: [conv: {name: 'c${i}', filters: c_in, kernel: 1}]}\n- concat: {from: 'c*'}",
    "- mixture: {experts: 2147483647, active: 9, layers: [linear: {units: 2147483647}]}", "- attention: {heads: 1, window: 2147483647, position_bias: relative}",
]
CHOOSES = {"whole", "network", "language", "notation"}
"""The targets whose first byte chooses an exporter."""


def mutated(inputs: list[bytes], random: Random, longest: int = 1000) -> bytes:
    """One of the inputs, or the beginning of one and the end of another, with a few bytes and words changed."""
    raw = bytearray(random.choice(inputs)[:longest])
    if random.random() < 0.3:
        other = random.choice(inputs)[:longest]
        raw = raw[: random.randint(0, len(raw))] + other[random.randint(0, len(other)):]
    for _ in range(random.randint(1, 6)):
        place = random.randint(0, len(raw))
        end = min(len(raw), place + random.randint(0, 4))
        raw[place:end] = random.choice((random.choice(WORDS), random.randbytes(1), b"", bytes(raw[place:end]) * 2, random.choice(NUMBERS)))
    return bytes(raw)


def _refusals() -> list[bytes]:
    from test_refusals import ALL

    hostile = (f"input: [3, 32, 32]\nlayers:\n{steps}\n" for steps in HOSTILE)
    return [f"0{text}".encode() for text in (*(text for text, *_ in ALL.values() if len(text) < 4000), *hostile)]


def begun(target: str) -> tuple[Callable[[bytes], None], list[bytes]]:
    """What is run, and the inputs to begin with."""
    kept = [path.read_bytes() for path in sorted((CORPUS / target).glob("*"))]
    if target in DOORS:
        return DOORS[target].run, DOORS[target].seeds() + kept
    return (TARGETS["whole"], _refusals()) if target == "refusals" else (TARGETS[target], kept)


def main() -> None:
    target, seconds = sys.argv[1], float(sys.argv[2])
    random = Random(sys.argv[3] if len(sys.argv) > 3 else 0)
    run, inputs = begun(target)
    counted = Counted(target, run)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        raw = mutated(inputs, random, 4000 if target in DOORS else 1000)
        if target in {*CHOOSES, "refusals"}:
            raw = bytes([random.randrange(len(EXPORTERS) - 6)]) + raw[1:]
        try:
            counted(raw)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            print(f"{raw!r}\n{type(error).__name__} at {where.filename}:{where.lineno}: {error}\n", flush=True)
    counted.tell()


if __name__ == "__main__":
    main()
