"""Fuzzing by chance alone, where atheris is not installed: the corpus of a target, mutated and crossed; no lines guide it.

    python tests/support/fuzz/mutated.py notation SECONDS [SEED]

The same targets, limits and record as of fuzz.py. What is found is printed with its input.
"""

import sys
import time
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]
from record import Counted  # noqa: E402
from targets import CORPUS, EXPORTERS, TARGETS  # noqa: E402

WORDS = [b"->", b" -> ", b"2x ", b"(", b")", b"CONV3-8", b"POOL2", b"FC-10", b" stride 2", b" pad 1", b"/2", b"${n}", b"no bias", b"x", b"-", b" ", b"0", b"9" * 20, b"RELU"]
CHOOSES = {"whole", "network", "language", "notation"}
"""The targets whose first byte chooses an exporter."""


def mutated(inputs: list[bytes], random: Random) -> bytes:
    """One of the inputs, or the beginning of one and the end of another, with a few bytes and words changed."""
    raw = bytearray(random.choice(inputs)[:1000])
    if random.random() < 0.3:
        other = random.choice(inputs)[:1000]
        raw = raw[: random.randint(0, len(raw))] + other[random.randint(0, len(other)):]
    for _ in range(random.randint(1, 6)):
        place = random.randint(0, len(raw))
        end = min(len(raw), place + random.randint(0, 4))
        raw[place:end] = random.choice((random.choice(WORDS), random.randbytes(1), b"", bytes(raw[place:end]) * 2))
    return bytes(raw)


def main() -> None:
    target, seconds = sys.argv[1], float(sys.argv[2])
    random = Random(sys.argv[3] if len(sys.argv) > 3 else 0)
    counted = Counted(target, TARGETS[target])
    inputs = [path.read_bytes() for path in sorted((CORPUS / target).iterdir())]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        raw = mutated(inputs, random)
        if target in CHOOSES:
            raw = bytes([random.randrange(len(EXPORTERS) - 6)]) + raw[1:]
        try:
            counted(raw)
        except Exception as error:
            print(f"{raw!r}\n{type(error).__name__}: {error}\n")
    counted.tell()


if __name__ == "__main__":
    main()
