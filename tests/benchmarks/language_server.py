"""A key typed in a text of 1,000 lines, against libyaml's pass over it: tests/benchmarks/language_server.py [RUNS]

Mistakes are wanted within 100 ms of a key: at most twice what libyaml takes for the 1,000 lines. The figures beside the
lines come when they are asked for.
"""

import sys
from pathlib import Path
from statistics import median
from time import process_time

import yaml

from archcalc.live.server.open_text import TextState
from archcalc.loading import library


def long_text(lines: int) -> str:
    layers = (f"  - conv: {{name: c{number}, filters: 64, kernel: 3, padding: 1}}\n  - batch_norm\n  - relu\n"
              for number in range(1, lines // 3 + 1))
    return "input: [64, 56, 56]\nlayers:\n" + "".join(layers)


TEXTS = {"1,000 lines": long_text(1000), "1,000 lines, a mistake": long_text(1000).replace("kernel: 3", "kernal: 3", 1),
         "resnet.yaml": Path(library.folder() / "resnet.yaml").read_text("utf-8")}


def taken(work, *arguments) -> tuple[float, object]:
    """Milliseconds of a processor, and what came of it."""
    start = process_time()
    result = work(*arguments)
    return 1000 * (process_time() - start), result


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    print(f"{'ms of a processor, median':28s}{'libyaml':>9s}{'mistakes':>10s}{'figures':>9s}{'names':>7s}")
    for name, text in TEXTS.items():
        state, rows = TextState(text, "net.yaml", None, "utf-16"), []
        for number in range(runs):
            passed, _ = taken(yaml.CSafeLoader(text).get_single_data)
            state = state.after(f"{text}# {number}\n")
            rows.append((passed, *(taken(getattr, state, part)[0] for part in ("draft", "figures", "names"))))
        passed, mistakes, figures, names = (median(row[column] for row in rows) for column in range(4))
        print(f"{name:28s}{passed:9.1f}{mistakes:10.1f}{figures:9.1f}{names:7.1f}   {mistakes / passed:.2f} x libyaml")


if __name__ == "__main__":
    main()
