"""`archcalc run vgg16` as a whole command against a script that does the same with PyTorch, in turn.

    python tests/benchmarks/whole_run.py [RUNS]

The script imports torch and torchvision, builds VGG-16 and runs one image; both use one thread and draw their weights.
The environment is that of tests/oracle/record.py, with archcalc[run].
"""

import sys
from functools import partial
from pathlib import Path

from measuring import HEAD, command, in_turn, ratio, told

ORACLE = Path(__file__).parent.parent / "oracle"
SCRIPT = """
import sys
sys.path.insert(0, {oracle!r})
from record import without_compiled_operators
without_compiled_operators()
import torch, torchvision
torch.set_num_threads(1)
with torch.inference_mode():
    print(torchvision.models.vgg16().eval()(torch.randn(1, 3, 224, 224)).shape)
"""
PEER = "PyTorch"
COMMANDS = {
    "archcalc run vgg16": [sys.executable, "-m", "archcalc", "run", "vgg16"],
    PEER: [sys.executable, "-c", SCRIPT.format(oracle=str(ORACLE))],
}


def main() -> None:
    works = {name: partial(command, words, {"OMP_NUM_THREADS": "1"}) for name, words in COMMANDS.items()}
    taken = in_turn(works, int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    print(HEAD)
    for name, each in taken.items():
        clock, processor = (ratio(each, taken[PEER], kind) for kind in ("clock", "processor"))
        told(name, each, f"{clock:.2f} x {PEER}'s on the clock, {processor:.2f} x of a processor")


if __name__ == "__main__":
    main()
