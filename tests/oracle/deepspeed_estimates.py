"""Record what DeepSpeed's estimators of model states answer, in `deepspeed_estimates.json`.

    pip download deepspeed==0.19.8 --no-deps --no-binary :all: && tar xzf deepspeed-0.19.8.tar.gz
    python tests/oracle/deepspeed_estimates.py deepspeed-0.19.8

Its two functions are run as they stand in its source, by themselves: the package wants a GPU's compiler.
"""

import json
import sys
from pathlib import Path

RECORDED = Path(__file__).with_suffix(".json")
SIZES = ((138357544, 102764544), (25557032, 2359296), (124439808, 38597376), (8030261248, 525336576), (7, 5))
"""Trained values, and those of the largest layer: VGG-16, ResNet-50, GPT-2, Llama 3 8B, and fewer than there are devices."""
OFFLOADS = ((False, False), (True, False), (True, True))


def function(file: Path, name: str):
    text = file.read_text()
    start = text.index(f"def {name}(")
    found: dict = {}
    exec(text[start:text.index("\ndef ", start)], found)
    return found[name]


def main(source: Path) -> None:
    zero = source / "deepspeed" / "runtime" / "zero"
    second = function(zero / "stage_1_and_2.py", "estimate_zero2_model_states_mem_needs")
    third = function(zero / "stage3.py", "estimate_zero3_model_states_mem_needs")
    rows = []
    for values, largest in SIZES:
        for devices in (2, 3, 8, 64):
            made = [(2, *second(values, devices, 1, offloads)[::-1]) for offloads in (False, True)]
            made += [(3, *third(values, largest, devices, 1, *offloads, True)[1::-1]) for offloads in OFFLOADS]
            rows.append({"parameters": values, "largest": largest, "devices": devices, "estimates": made})
    RECORDED.write_text("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
