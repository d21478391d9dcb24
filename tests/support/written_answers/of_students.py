"""Answers of students to figures of small networks: right, wrong, or unclear, which is to be told as unreadable.

A line of `of_students.tsv` is the label, the figure, its right value, and the text as written.
"""

from functools import cache

from archcalc.api.network import build
from archcalc.homework.marking import check
from written_answers import lines


def _convolution(size, filters, kernel, padding=0, bias="true"):
    return f"input: [{size}]\nlayers:\n  - conv: {{name: L, filters: {filters}, kernel: {kernel}, padding: {padding}, bias: {bias}}}\n"


NETWORKS = {
    ("volume", "55x55x96"): ("alexnet", "conv1.output"),
    ("volume", "38x60x24"): (_convolution("3, 38, 60", 24, 3, 1), "L.output"),
    ("volume", "32x32x10"): (_convolution("3, 32, 32", 10, 3, 1), "L.output"),
    ("volume", "1x1x4096"): (_convolution("512, 7, 7", 4096, 7), "L.output"),
    ("params", "34944"): ("alexnet", "conv1.params"),
    ("params", "7600"): (_convolution("3, 32, 32", 100, 5), "L.params"),
    ("params", "280"): (_convolution("3, 32, 32", 10, 3), "L.params"),
    ("params", "27000100"): ("input: [3, 300, 300]\nlayers:\n  - flatten\n  - linear: {name: L, units: 100}\n", "L.params"),
    ("params", "138357544"): ("vgg16", "total.params"),
    ("weights", "2359296"): (_convolution("512, 14, 14", 512, 3, 1, "false"), "L.weights"),
    ("macs", "231211008"): (_convolution("64, 56, 56", 128, 3, 1), "L.macs"),
    ("memory", "12845056 bytes"): ("vgg16", "conv1_1.bytes"),
    ("receptive_field", "7"): ("input: [3, 32, 32]\nlayers:\n" + "  - conv: {filters: 4, kernel: 3}\n" * 2
                               + "  - conv: {name: L, filters: 4, kernel: 3}\n", "L.receptive_field"),
}
"""The network, or its text, in which a figure has a value, and the question."""


def verdicts(folder):
    """Each answer's label, its text and its verdict; networks are written into a folder."""
    rubric = folder / "rubric.yaml"
    rubric.write_text("conventions: {params: exact}\n")

    @cache
    def marker(figure, value):
        text = NETWORKS[figure, value][0]
        if "\n" not in text:
            return check.marker(rubric, text)
        file = folder / f"network{figure}{value.replace(' ', '')}.yaml"
        file.write_text(f"title: Network\n{text}")
        return check.marker(rubric, build(file))

    for line in lines("of_students.tsv"):
        label, figure, value, text = line.split("\t")
        yield label, text, marker(figure, value).mark(check.sheet({NETWORKS[figure, value][1]: text})).verdicts[0].verdict
