"""What the second edition of the language costs, and what it saves: times of 10,000 steps, lengths of bundled files.

    python tests/benchmarks/second_edition.py             # prints, and compares with second_edition.json
    python tests/benchmarks/second_edition.py --record    # writes it

Times: files of 10,000 layers in the first edition's form and in the second's are read, built and analysed in turn, in
one process; a ratio is the median of those of the rounds, of processor time. At most 1.2 is wanted of each.
Lengths: lines and letters of `modules` and `layers`, without blank lines and indents, of every file that the first
edition bundled, as it was (2c0ebd8, from git's history) and as it is; and the comments there that are no more. Twelve
files are to be shorter by a third, in lines.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time

from engine import whole

HERE = Path(__file__).parent
ROOT, FILE = HERE.parents[1], HERE / "second_edition.json"
FIRST_EDITION = "2c0ebd8"
COUNT, ROUNDS = 10_000, 7
MOST_WANTED, SHORTER, FILES_WANTED = 1.2, 2 / 3, 12
HEAD = "input: [64, 32, 32]\noptions: {width: 64, k: 3}\nlayers:\n"
FORMS = {
    # what is compared: the first edition's form and the second's, of which i is the number
    "bare expressions": ('conv: {{filters: "${{width}}", kernel: "${{k}}", padding: "${{k // 2}}"}}', "conv: {{filters: width, kernel: k, padding: k // 2}}"),
    "bare expressions, all of them others": ('conv: {{filters: "${{width + {i}}}", kernel: "${{k}}", padding: "${{k // 2}}"}}',
                                             "conv: {{filters: width + {i}, kernel: k, padding: k // 2}}"),
    "bare conditions": ('relu: {{if: "${{c_in == width}}"}}', "relu: {{if: c_in == width}}"),
    "notation": ("conv: {{filters: 64, kernel: 3, padding: 1}}", "CONV3-64"),
    "notation, all of it others": ("conv: {{filters: {i}, kernel: 3, padding: 1}}", "CONV3-{i}"),
    "notation with names": ("conv: {{name: c{i}, filters: 64, kernel: 3, padding: 1}}", "CONV3-64: {{name: c{i}}}"),
    "notation with expressions": ('conv: {{filters: "${{width}}", kernel: 3, padding: 1}}', '"CONV3-${{width}}"'),
}


def file_of(form: str) -> str:
    """A file of so many layers, every second of which is of a form."""
    return HEAD + "".join(f"  - {form.format(i=i + 1)}\n  - relu\n" for i in range(COUNT // 2))


def seconds(text: str) -> float:
    start = process_time()
    whole(text)
    return process_time() - start


def times() -> dict[str, float]:
    """The ratio of each form."""
    found = {}
    for name, forms in FORMS.items():
        first, second = map(file_of, forms)
        ratios = sorted([seconds(second) / seconds(first) for _ in range(ROUNDS + 1)][1:])  # the first has cold caches
        found[name] = round(median(ratios), 2)
        print(f"{name:40s} {found[name]:5.2f}  ({ratios[0]:.2f} to {ratios[-1]:.2f}; at most {MOST_WANTED} wanted)", flush=True)
    return found


def steps(text: str) -> list[str]:
    """The lines of a file's modules and layers."""
    key, lines = "", []
    for line in text.splitlines():
        key = line.partition(":")[0] if re.match(r"[a-z]", line) else key
        if key in {"modules", "layers"} and line.strip():
            lines.append(line.strip())
    return lines


def comments(lines: list[str]) -> set[str]:
    return {found[1] for line in lines if (found := re.search(r"(?:^|\s)#\s*(.+)$", line))}


def lengths() -> Iterator[tuple[str, dict[str, object]]]:
    """The files that have become shorter, the shortest for what they were first."""
    for path in sorted((ROOT / "architectures").glob("*.yaml")):
        said = subprocess.run(["git", "show", f"{FIRST_EDITION}:architectures/{path.name}"], check=False,
                              capture_output=True, text=True, cwd=ROOT)
        before, now = steps(said.stdout), steps(path.read_text("utf-8"))
        if said.returncode == 0 and before and len(now) < len(before):
            yield path.stem, {"lines": [len(before), len(now)], "letters": [len("".join(before)), len("".join(now))],
                              "comments lost": sorted(comments(before) - comments(now))}


def main() -> None:
    found = {"times": times(), "lengths": dict(lengths())}
    if not found["lengths"]:
        sys.exit("skipped: git has no history of the first edition here")
    shorter = [name for name, each in found["lengths"].items() if each["lines"][1] <= SHORTER * each["lines"][0]]
    for name, each in found["lengths"].items():
        (before, now), letters = each["lines"], " -> ".join(map(str, each["letters"]))
        print(f"{name:40s} {before:3d} lines -> {now:3d}, {letters} letters, comments lost: {each['comments lost'] or 'none'}")
    print(f"shorter by a third: {len(shorter)} files of {FILES_WANTED} wanted")
    if "--record" in sys.argv:
        FILE.write_text(json.dumps(found, indent=1) + "\n")
    elif found["lengths"] != json.loads(FILE.read_text())["lengths"]:
        sys.exit(f"{FILE.name} says otherwise")


if __name__ == "__main__":
    main()
