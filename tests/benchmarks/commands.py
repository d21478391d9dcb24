"""Every command, on a small network and on a large one, against `archcalc vgg16`.

    python tests/benchmarks/commands.py [RUNS [WORD]]    only commands with this word in them

Prints medians, the slowest first, and the processor time of each in that of `archcalc vgg16` of the same round. What
leads the list takes the most for what it does, or does the most.
"""

import sys
import tempfile
from functools import partial
from pathlib import Path
from shlex import split
from statistics import median

from engine import repeated
from measuring import HEAD, command, in_turn, ratio, told

ARCHCALC, BASE = [sys.executable, "-m", "archcalc"], "vgg16"
TEN = "vgg16 vgg19 alexnet googlenet resnet50 resnet152 inception_v3 densenet121 mobilenet_v1 mobilenet_v2"
COMMANDS = """
--version
--help
list
claims
schema
solve 'conv 96 11x11 stride 4 on 227x227x3'
about vgg16
source vgg16
explain vgg16 conv1_2
diff alexnet zfnet
compare {ten}
sweep mobilenet_v1 --set width=1,0.75,0.5 --input 3x128x128..3x224x224..32
transfer vgg16 --classes 10 --images 5000 --similar yes
ensemble vgg16 googlenet resnet50
quiz alexnet --count 20
worksheet vgg16 -o out.csv
conventions vgg16
plan vgg16
draw vgg16
plot vgg16
export lenet5 -o small.onnx
run lenet5
nasnet_large
cifar_resnet1202
cifar_resnet1202 --depth all
cifar_resnet1202 --depth all --format json
cifar_resnet1202 --depth all --format html -o out.html
cifar_resnet1202 --depth all --format xlsx -o out.xlsx
conventions cifar_resnet1202
plan cifar_resnet1202 --gpu 24GiB
draw cifar_resnet1202 --depth all -o out.svg
plot cifar_resnet1202 -o out.svg
transfer cifar_resnet1202 --classes 10 --images 5000 --similar yes
export cifar_resnet1202 -o large.onnx
large.onnx
large.yaml --depth all
large.yaml --format json
plan large.yaml
draw large.yaml -o out.svg
"""
"""One a line, run in an empty folder, where large.yaml has 10,000 layers."""


def main() -> None:
    runs, word = int(sys.argv[1]) if len(sys.argv) > 1 else 3, sys.argv[2] if len(sys.argv) > 2 else ""
    lines = [line.format(ten=TEN) for line in COMMANDS.split("\n") if line and word in line]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "large.yaml").write_text(repeated(10_000))
        works = {line: partial(command, [*ARCHCALC, *split(line)], folder=folder, right=(0, 1)) for line in (BASE, *lines)}
        taken = in_turn(works, runs)
    print(HEAD)
    for line, each in sorted(taken.items(), key=lambda pair: -median(one.processor for one in pair[1])):
        told(f"{ratio(each, taken[BASE]):6.2f} x {BASE}", each, line)


if __name__ == "__main__":
    main()
