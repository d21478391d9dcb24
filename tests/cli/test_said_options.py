"""Whatever is said on the command line changes what is answered, or is refused: every option of every command, in each of its modes."""

import re
import shlex
from pathlib import Path

import pytest
from attacks import FILES, answer, parameters

from archcalc.cli.application import COMMANDS

VALUES = {
    "--set": "classes=7", "--change": "conv1.stride=2", "--input": "1x36x36", "--batch": "3", "--dtype": "float16",
    "--convention": "keras", "--columns": "name,params", "--depth": "0", "--only": "conv", "--top": "2", "--by": "params",
    "--cells": "formula", "--units": "raw", "--layout": "chw", "--title": "T", "--caption": "C", "--rows": "3",
    "--template": "t.pptx", "--preset": "keras", "--seed": "5", "--weights": "zeros", "--opset": "15",
    "--library-model": "timm:resnet50", "--difference": "torchinfo", "--kind": "params", "--optimizer": "sgd", "--step": "fused",
    "--mode": "eval", "--gpu": "12GiB", "--gpus": "2", "--reserve": "1GiB", "--split": "macs", "--norms": "composed",
    "--masks": "bytes", "--save-weights": "s.npz", "--feedback": "fb", "--feedback-format": "html", "--rubric": "r.yaml",
    "--accumulate": "2", "--amp": "bf16", "--language": "fr", "--checkpoint": "sqrt", "--target": "mcu", "--board": "nrf52840", "--ram": "64KiB", "--flash": "1MiB", "--memory": "64MiB", "--under": "params < 1M", "--cache-dtype": "int8",
    "--page": "1000", "--energy": "horowitz-2014", "--patches": "2", "--networks": "lenet5,dqn,m5", "--runs": "2", "--device": "d.json", "--lora": "rank=2,targets=all", "--tensor": "2", "--pipeline": "2", "--expert": "2",
    "--blank": "params", "--roster": "class.csv", "--secret": "other.secret", "--merge": "grades.csv", "--anonymous": "key.csv",
    "--from": "memory", "--network": "lenet5_1998", "--labels": "labels.txt", "--image": "x.png", "--scores": "y.csv",
    "--slide": "column", "--min-pt": "30", "--camera": "azimuth=40", "--scale": "linear", "--theme": "dark", "--style": "volumes",
    "--part": "conv1", "--where": "params < 50k", "--pareto": "params,depth", "--sort": "-params", "--best": "-params", "--sample": "latin-hypercube", "--search": "local", "--tries": "2", "--stream": "rows.csv", "--plot": "fronts.svg",
    "--chart": "receptive-fields", "--figures": "macs",
}
"""A word for every option that takes one; those that only say where to write, or that start no end, are left out."""
SECOND = {"--sample": "2"}
ELSEWHERE = {"--format", "--in", "--output", "--plugin", "--watch", "--dask", "--jobs", "--threads", "--backend", "--max-memory"}
"""Options that say where an answer goes, or how fast and where it is worked out."""

WITHOUT_NORMS = {"--fold", "--no-fold", "--norms"}
MODES = {
    "explain conv": set(), "explain": set(), "explain torchinfo": set(),
    "explain lenet5 params": set(), "explain lenet5 memory": {"--convention"},
    "explain lenet5 conv1": {"--set", "--convention"},
    "conventions": set(), "conventions lenet5": set(),
    "show lenet5": WITHOUT_NORMS, "claims vgg16": {"--strict"}, "ensemble lenet5 lenet5": set(), "list --family VGG": set(),
    "about alexnet": set(), "course list": {"--language"}, "compare lenet5 lenet5_1998": {"--convention"},
    "export lenet5 -o x.onnx": {"--to"}, "export lenet5 -o x.onnx --weights ones": {"--to"},
    "plot lenet5 --chart roofline --gpu a100 --format svg": {"--set"}, "draw lenet5 conv1 --animate --format svg": {"--set"},
    "weights lenet5": set(), "weights lenet5 --save-weights w.npz": set(),
    "weights lenet5 --weights ones --save-weights w.npz": set(),
    "run lenet5 --image x.png --features conv1 -o c.npy": {"--set", "--batch", "--fuse", "--no-fuse"},
    "run lenet5 --image x.png --scores y.csv": {"--batch", "--fuse", "--no-fuse"},
    "plan lenet5": {"--in-place"}, "plan lenet5 --mode eval": {"--in-place"},
    "plan lenet5 --target mcu": {"--target", "--fold", "--no-fold"},
    "fit lenet5 --memory 64MiB": {"--set", "--change", "--under", "--step"}, "generate gpt2 --gpu 24GiB": {"--set"},
    "sweep lenet5 --set classes=3,9 --input 1x28x28,1x32x32": {"--front", "--fold", "--no-fold"},
    "draw lenet5 --style volumes --format svg": {"--tall"},
    "worksheet --roster class.csv --rubric q.yaml -o papers": {"--set"}, "check hw.csv --roster class.csv --rubric q.yaml": {"--network", "--set", "--hints-only"},
    "check hw.csv": {"--network"}, "check hw.csv --network lenet5": {"--set"},
}
"""Command lines, and what may be said there in vain: the default, or what this network has none of, or which is not shown."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, "utf-8")
    Path("hw.csv").write_text("question,answer\nlenet5.conv1.params,150\nlenet5.conv1.output,3\n")
    Path("r.yaml").write_text("points: 2\n")
    Path("class.csv").write_text("name,id\nhw,4711\n")
    Path("q.yaml").write_text("network: lenet5\nquestions: {conv1.params: , conv1.output: }\n")
    Path("other.secret").write_text("the secret of another course\n")
    Path("grades.csv").write_text("Identifier,Full name,Grade\nParticipant 1,hw,\n")
    Path("labels.txt").write_text("\n".join("abcdefghij"))
    pytest.importorskip("PIL.Image").new("L", (32, 32)).save("x.png")
    pytest.importorskip("pptx").Presentation().save("t.pptx")


def answered(words, kept):
    """Code, words and files of an answer, without its times."""
    given = answer(words)
    files = {}
    for path in sorted(set(Path().rglob("*")) - kept, reverse=True):
        files[path.name] = path.read_bytes() if path.is_file() else b""
        path.unlink() if path.is_file() else path.rmdir()
    said = re.sub(r"[\d.,]+ ?(ms|s)\b", "", given.out.decode("utf-8") + given.told)
    return given.code, said, files


def ways(command):
    """Every option of a command, said."""
    for each in parameters(command):
        option = next((word for word in each.opts if word.startswith("--")), "")
        if each.param_type_name != "option" or option in ELSEWHERE:
            continue
        if each.is_flag:
            yield from ([word] for word in (option, *each.secondary_opts))
        elif option in VALUES:
            yield [option, VALUES[option], *[SECOND.get(option, "thop")] * (each.nargs - 1)]


@pytest.mark.quick(cases=8)
@pytest.mark.parametrize("mode", MODES)
def test_what_is_said_changes_the_answer_or_is_refused(mode, folder):
    words, kept = shlex.split(mode), set(Path().rglob("*"))
    plain = answered(words, kept)
    assert plain[0] in {0, 1}, plain
    in_vain = {said[0] for said in ways(words[0]) if said[0] not in words and answered([*words, *said], kept) == plain}
    assert in_vain <= MODES[mode]


def test_every_option_has_a_word():
    """Of the commands above."""
    commands = {mode.split()[0] for mode in MODES}
    takes = {option for command in commands & set(COMMANDS.names) for each in parameters(command)
             if each.param_type_name == "option" and not each.is_flag for option in each.opts if option.startswith("--")}
    assert takes - VALUES.keys() - ELSEWHERE == {
        "--family", "--for", "--year", "--max-params", "--max-macs", "--features", "--to"}
