"""The commands that plan, against `archcalc resnet152`: processor time, and how many times as much.

    python tests/benchmarks/planning.py             # measures, and compares with the bars below
    python tests/benchmarks/planning.py --record    # writes planning.json, too

The bars: `plan resnet152` takes at most twice as long as its table; a width is fitted, and Llama 3 70B planned, in a second.
"""

import json
import sys
from functools import partial
from pathlib import Path
from shlex import split
from statistics import median

from measuring import HEAD, command, in_turn, ratio, told

RECORDED = Path(__file__).with_suffix(".json")
BASE = "resnet152"
BARS = {
    # command: the most times that of the table, or seconds of a processor
    "plan resnet152": (2.0, None), "fit mobilenet_v1 --set width=0.1..2..0.05 --under 'params < 3M'": (None, 1.0),
    "fit mobilenet_v1 --dtype int8 --set width=0.1..2..0.05 --under 'peak_bytes < 512KiB'": (None, 1.0),
    "fit resnet50 --gpu rtx4090": (None, 1.0), "plan llama3_70b": (None, 1.0), "generate llama3_70b": (None, 1.0),
    "plan llama3_70b --lora 8 --dtype bfloat16": (None, 1.0), "plan llama3_70b --tensor 8 --pipeline 4 --gpus 64": (None, 1.0),
}


def main() -> int:
    works = {words: partial(command, [sys.executable, "-m", "archcalc", *split(words)]) for words in (BASE, *BARS)}
    taken = in_turn(works, 5)
    print(HEAD)
    rows, missed = {}, 0
    for words, (times, seconds) in BARS.items():
        found, clock = ratio(taken[words], taken[BASE]), median(each.processor for each in taken[words])
        late = (times is not None and found > times) or (seconds is not None and clock > seconds)
        missed += late
        told(words[:34], taken[words], f"{found:.2f} of {BASE}{': too long' if late else ''}")
        rows[words] = {"ratio": round(found, 2), "processor_seconds": round(clock, 2)}
    if "--record" in sys.argv:
        RECORDED.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
