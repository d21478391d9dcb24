"""Coverage-guided fuzzing with atheris: a target of targets.py, as long as one likes.

    python3.11 -m venv fuzz && . fuzz/bin/activate && pip install atheris onnx -e '.[slides,homework,run]'
    python tests/support/fuzz/fuzz.py reader -max_total_time=60
    python tests/support/fuzz/fuzz.py whole -runs=2000000 -workers=2 -jobs=2     # libFuzzer's own options

What is found new is kept in the working corpus, a folder beside the system's temporary files. Anything raised, and an input
that takes more than 2 seconds of the processor or 128 MiB more memory, ends the run, and the input is left in the folder
where it was started: put it into tests/support/fuzz/corpus/TARGET, where tests/support/test_fuzz.py runs it for ever. Every
run adds to record.json.
"""

import json
import sys
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), *(str(HERE.parents[1] / room) for room in ("language",)), str(HERE.parents[2])]
TARGET = sys.argv[1]
TESTED = {"reader": ["language.text", "base.errors"], "expression": ["language.expressions"], "sheet": ["homework"],
          "weights": ["executor.weights.files"]}
"""The modules whose lines guide a run, with all that they import, where they are few."""
ELSEWHERE = ["archcalc.__main__", *(f"archcalc.{name}" for name in (
    "cli", "executor", "operators.kernels", "training", "sweeps", "ensembles", "exporting", "rendering.presets", "homework",
    *(() if TARGET == "onnx" else ("loading.onnx",))))]
"""What no other target reaches."""

with atheris.instrument_imports(include=["archcalc"]):
    import archcalc.language.expansion.size_limits

    # a network is refused where it grows past so many layers: the same lines, run a hundred times as often
    archcalc.language.expansion.size_limits.MOST_LAYERS, archcalc.language.expansion.size_limits.MOST_ROUNDS = 2_000, 8_000

    # also what is imported late, or it would be run blindly
    for module in walk_packages(archcalc.__path__, "archcalc."):
        inside = any(f"{module.name}.".startswith(f"archcalc.{name}.") for name in TESTED.get(TARGET, ()))
        if inside or (TARGET not in TESTED and not module.name.startswith(tuple(ELSEWHERE))):
            with suppress(ImportError):
                import_module(module.name)
# what guides the run is imported: the rest may come as it is
import targets  # noqa: E402
from counted_inputs import Counted  # noqa: E402

from archcalc.language.spec import KEYS  # noqa: E402
from archcalc.operators import find, kinds  # noqa: E402

LONGEST = {"reader": 512, "network": 128, "language": 256, "notation": 256, "sheet": 512, "expression": 256}
"""Bytes of an input, unless -max_len says otherwise: short ones reach the same lines sooner."""
ANSWERS = ["question,answer\nlenet5.conv1.params,156\nlenet5.conv1.output,28x28x6\n", "| layer | params |\n|---|---|\n| conv1 | 156 |\n",
           "lenet5:\n  conv1: {params: 156, output: 6@28x28, macs: '5*5*6*28*28 = 117,600'}\n", '{"lenet5.fc1.params": "400*120 + 120"}']
CHAINS = ["2x (CONV3-64 -> RELU) -> POOL2 -> FC-10", "CONV7-64 /2 pad 3 no bias -> BN -> MAXPOOL3 stride 2 ceil -> DWCONV3", "conv 8 5x5 stride 2x1 -> m -> GAP -> DENSE-3",
          "CONV${n + 1}x1-${width} pad 0,1,0,1 groups 1 -> ${n}x LEAKY RELU slope 0.2", "TABLE CONV kernel 3 connections [[0,1],[2]] -> UPCONV2-4 stride 2 -> NORM"]
EXPRESSIONS = ["${c_in // 2 + 1}", "conv${i + 1}_${rows[0][1]}", "${'a' if yes and not i in [1, 2] else min(3, len(rows)) ** 2}",
               "${divisible(c_in * 0.75, 8)}", "${round(1.5) - ceil(h_in / 2) % 3 >= floor(-1)}"]


def seeds(target: str) -> list[bytes]:
    """What a run begins with."""
    from test_refusals import ALL

    if target == "expression":
        return [text.encode() for text in EXPRESSIONS]
    if target == "notation":
        return [b"\0" + text.encode() for text in CHAINS]
    if target == "sheet":
        return [bytes([form]) + text.encode() for text in ANSWERS for form in range(5)]
    if target == "onnx":
        return _models()
    if target == "weights":
        return [path.read_bytes() for path in (targets.CORPUS / "weights").iterdir()]
    if target in {"network", "language"}:
        return [bytes((7 * i + 3 * j) % 256 for j in range(200 if target == "language" else 40)) for i in range(64)]
    first = b"" if target == "reader" else b"\0"
    suite = json.loads((HERE.parents[1] / "language" / "yaml-test-suite.json").read_text("utf-8"))["cases"] if target == "reader" else []
    networks = [path.read_bytes() for path in sorted((HERE.parents[2] / "architectures").glob("*.yaml"))]
    return [first + text for text in (*(text.encode() for text, *_ in ALL.values() if len(text) < 4000),
                                      *(case["yaml"].encode() for case in suite), *(raw for raw in networks if len(raw) < 4000))]


def _models() -> list[bytes]:
    """Small models of onnx's own tests, and those that no reader should trust."""
    import onnx
    from onnx_models import HOSTILE

    folder = Path(onnx.__file__).parent / "backend" / "test" / "data"
    files = [path.read_bytes() for path in sorted(folder.glob("pytorch-*/*/model.onnx"))]
    hostile = [found if isinstance(found, bytes) else found.SerializeToString() for found, *_ in HOSTILE.values()]
    return [raw for raw in (*files, *hostile) if len(raw) < 4000]


def dictionary(folder: Path) -> Path:
    """The words of the language, for the mutations to use."""
    words = {*KEYS, *kinds(), "repeat", "each", "residual", "group", "times", "index", "as", "of", "skip", "shortcut", "branches",
             "name", "from", "if", "${", "}", ": ", "- ", "\\x0a  - ", "[", "]", "{", "&a ", "*a", "!!", "<<", "same", "c_in", "h_in",
             "divisible(", "round(", " if ", " else ", "//", "**", *(field for kind in kinds() for field in find(kind).fields)}
    path = folder / "words.dict"
    path.write_text("".join(f'"{word}"\n' for word in sorted(words)), "utf-8")
    return path


def main() -> None:
    target = TARGET
    folder = Path(tempfile.gettempdir()) / "archcalc-fuzz" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (folder / f"seed{number:04}").write_bytes(seed)
    options = ["-timeout=300", "-rss_limit_mb=1024", f"-max_len={LONGEST.get(target, 2048)}",
               f"-dict={dictionary(folder.parent)}", "-use_value_profile=0"]
    words = [sys.argv[0], *options, *sys.argv[2:], str(folder), str(targets.CORPUS / target)]
    atheris.Setup(words, Counted(target, targets.TARGETS[target]))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
