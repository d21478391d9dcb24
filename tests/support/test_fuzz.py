"""What fuzzing found, run again for ever; and a short run of chance over each of its targets.

A file of tests/support/fuzz/corpus/TARGET is an input that once failed, or that is worth keeping. tests/support/fuzz/fuzz.py finds them.
"""

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))
from doors import DOORS
from mutated import mutated
from targets import CORPUS, EXPORTERS, TARGETS
from together import together

RUN = TARGETS | {name: door.run for name, door in DOORS.items()}
KEPT = [path for path in sorted(CORPUS.glob("*/*")) if path.is_file()]


@together("path", KEPT)
def test_what_was_found_once(path):
    if path.parent.name in RUN:  # an editor's messages want pygls
        RUN[path.parent.name](path.read_bytes())


def test_every_target_has_a_corpus():
    assert {path.parent.name for path in KEPT} >= set(TARGETS)
    assert {path.parent.name for path in KEPT} <= {*TARGETS, *DOORS, "server"}


@pytest.mark.parametrize("target", TARGETS)
def test_a_little_chance(target):
    random = Random(target)
    inputs = [path.read_bytes() for path in KEPT if path.parent.name == target]
    for _ in range(150):
        raw = bytearray(random.choice(inputs)[:2000] + random.randbytes(random.randint(0, 30)))
        for _ in range(random.randint(0, 4)):
            raw[random.randrange(len(raw))] = random.randrange(256)
        raw[0] = min(raw[0], len(EXPORTERS) - 6) if target in {"whole", "network", "language", "notation"} else raw[0]
        TARGETS[target](bytes(raw))


@pytest.mark.parametrize("door", [name for name in DOORS if name != "server"])
def test_a_little_chance_at_the_doors(door):
    random, inputs = Random(door), DOORS[door].seeds()
    for raw in [*inputs[:5], *(mutated(inputs, random, 4000) for _ in range(10))]:
        DOORS[door].run(raw)
