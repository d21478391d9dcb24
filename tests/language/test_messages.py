"""What messages promise, measured: the name that was meant comes first, and the place is exact.

Every typing slip of one letter in every key, operator, attribute, network and command would be 300,000: a fair sample of
each name is tried here, and all of them with the marker slow.
"""

import ast
import re
import string
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from places import ROOT
from test_refusals import ALL, refused
from together import together

import archcalc
from archcalc import cli
from archcalc.base.errors import ArchcalcError, printable
from archcalc.base.suggestions import nearest
from archcalc.cli.application import COMMANDS
from archcalc.language.file_keys import KEYS
from archcalc.language.grammar import STEP_KEYS
from archcalc.language.spec import read, variants
from archcalc.language.step_reader import CONTROLS
from archcalc.language.text.document import parse
from archcalc.loading.library import names
from archcalc.network.builder import build
from archcalc.operators import find, kinds

PACKAGE = Path(archcalc.__file__).parent
LETTERS = string.ascii_lowercase + string.digits + "_"
RIGHT, EXACT = 0.95, 0.95
"""The shares that are promised."""
GROUPS = {
    "keys": [KEYS], "operators": [(*kinds(), *CONTROLS)], "networks": [tuple(names())], "commands": [tuple(COMMANDS)],
    "attributes": [(*find(kind).fields, *STEP_KEYS) for kind in kinds()],
}


def slips(word):
    """Every word that one slip makes: a letter added, left out, replaced, or two swapped."""
    for i in range(len(word) + 1):
        yield from (word[:i] + letter + word[i:] for letter in LETTERS)
        if i < len(word):
            yield word[:i] + word[i + 1:]
            yield from (word[:i] + letter + word[i + 1:] for letter in LETTERS)
        if i + 1 < len(word):
            yield word[:i] + word[i + 1] + word[i] + word[i + 2:]


def tried(group, most):
    """How often the name that was meant is the one suggested, and how many slips were tried."""
    random, right, count = Random(group), 0, 0
    for known in GROUPS[group]:
        for name in known:
            made = sorted(set(slips(name)) - {"", *known})
            for word in made if most is None else random.sample(made, min(most, len(made))):
                right += nearest(word, known) == name
                count += 1
    return right, count


def share(group, most):
    right, count = tried(group, most)
    return right / count


@pytest.mark.parametrize("group", GROUPS)
def test_the_name_that_was_meant_comes_first(group):
    assert share(group, 2 if group == "networks" else 4) >= RIGHT


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_the_name_that_was_meant_comes_first_whatever_the_slip(group):
    assert share(group, 150 if group == "networks" else None) >= RIGHT


@pytest.mark.parametrize(("written", "meant"), {
    "vgg17": "vgg16", "vgg18": "vgg19", "vgg12": "vgg11", "resnet51": "resnet50", "resnet110": "resnet101", "kernal": "kernel",
    "densenet120": "densenet121", "cnv": "conv", "batchnorm": "batch_norm", "maxpool": "max_pool", "dropuot": "dropout",
}.items())
def test_of_names_as_near_the_likely_one_comes_first(written, meant):
    assert nearest(written, [*kinds(), *names(), "kernel", "filters"]) == meant


@pytest.mark.parametrize("word", ["transformer", "xyzzy", "qqq", "q", "a" * 61, ""])
def test_nothing_is_suggested_where_nothing_is_near(word):
    assert nearest(word, [*kinds(), *CONTROLS, *KEYS]) is None


def steps(chain):
    """Every operator, attribute and number of a chain, with its place."""
    for item in chain.data if chain is not None and isinstance(chain.data, list) else ():
        if isinstance(item.data, str):
            yield "operator", item
        for kind, body in item.data.items() if isinstance(item.data, dict) else ():
            yield "operator", item.keys[kind]
            if "${" in kind:  # what it takes is known where it is called
                continue
            for branch in body.data if isinstance(body.data, list) else ():
                yield from steps(branch)
            for name, value in body.data.items() if isinstance(body.data, dict) else ():
                yield "attribute", body.keys[name]
                if type(value.data) is int:
                    yield "number", value
                yield from steps(value) if name in {"layers", "shortcut"} else ()


def spots(root):
    """Where a bundled specification can be broken so that one place is at fault."""
    yield from (("key", key) for key in root.keys.values())
    modules = root.data["modules"].data.values() if "modules" in root.data else ()
    for layers in (root.data.get("layers"), *(module.data.get("layers") for module in modules)):
        yield from (spot for spot in steps(layers) if "${" not in spot[1].text)


def broken(text, spot):
    """The text with a letter that makes one word another."""
    what, value = spot
    lines = text.split("\n")
    line, column, word = lines[value.line - 1], value.column - 1, value.text
    assert line[column:].startswith(word)
    other = f"x{word}" if what == "number" else f"{word[:-1]}{'j' if word[-1] == 'q' else 'q'}"
    lines[value.line - 1] = line[:column] + other + line[column + len(word):]
    return "\n".join(lines)


def broken_places():
    """Bundled specifications with one letter wrong: how many are told at the very place, and the messages of the others."""
    random, exact, untold = Random(0), Counter(), []
    for path in sorted((ROOT / "architectures").glob("*.yaml")):
        text = path.read_text("utf-8")
        document = parse(text, "x.yaml")
        if "extends" in document.root.data:
            continue
        found = [spot for spot in spots(document.root) if text.split("\n")[spot[1].line - 1][spot[1].column - 1] not in "\"'"]
        for spot in random.sample(found, min(3, len(found))):
            with pytest.raises(ArchcalcError) as caught:
                build(read(parse(broken(text, spot), "x.yaml"), (variants(document) or ("x",))[0]))
            place = caught.value.mistakes[0].place
            start, length = spot[1].column, len(spot[1].text) if " " in spot[1].text else 1  # in a chain, its last word is told
            told = place.line == spot[1].line and start <= place.column < start + length
            exact[told] += 1
            if not told:
                untold.append(str(caught.value.mistakes[0]))
    return exact, untold


def test_the_first_mistake_is_told_at_its_very_place():
    exact, untold = broken_places()
    assert exact[True] / exact.total() >= EXACT, "\n".join(untold)
    # a number given to a module is told inside the module, with the place where the module is used; to a block, there
    assert all(", used at " in message or ", at " in message or "wants" in message for message in untold), "\n".join(untold)


@together("mistake", ALL)
def test_a_message_says_what_to_do(mistake):
    told = refused(ALL[mistake][0]).mistakes[0]
    assert told.place
    assert told.hint or told.expected or "expected" in told.message or " takes " in told.message, told.message


CALLS = {"of": 0, "Refused": 0, "Mistake": 0, "OutputError": 0, "note": 0, "refuse": 1}
"""What makes a mistake, and where its code stands among the arguments; the message follows, place and hint after it."""
NOUNS = {"unknown": 0, **dict.fromkeys(("Registry", "_Analyses", "_Themes"), 2)}
"""What says of a name that there is none such, and where the noun stands among the arguments."""
ADVICE = re.compile("expected|wants?|takes?|at most|at least|more than|never")
"""Words of a message that tells by itself what there should have been."""
ADVISED_LATER = (PACKAGE / "loading" / "onnx", PACKAGE / "loading" / "keras", PACKAGE / "executor" / "weights" / "files", PACKAGE / "base" / "containers.py")
"""Where facts about files arise: the hint is added where a node, or the file, is named."""


def calls():
    """Every call of the package: where it stands, what is called, and its arguments."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func.value if isinstance(node.func, ast.Subscript) else node.func
                yield path, getattr(function, "attr", getattr(function, "id", "")), node


def mistakes():
    """Every code, its message as it stands in the source, what is filled in left open, and whether it says what to do."""
    for path, name, call in calls():
        first = CALLS.get(name, 99)
        first -= name == "refuse" and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
        code = call.args[first] if len(call.args) > first + 1 else None
        if isinstance(code, ast.Constant) and code.value and " " not in code.value:  # a note in words has no code
            message = words(call.args[first + 1])
            advised = len(call.args) > 3 or call.keywords or ADVICE.search(message) or any(map(path.is_relative_to, ADVISED_LATER))
            yield call.args[first].value, message, bool(advised)
        if name in NOUNS and isinstance(noun := call.args[NOUNS[name]], ast.Constant):
            yield f"unknown-{noun.value.replace(' ', '-')}", f"there is no {noun.value} …", True


def words(node):
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(words(part) for part in node.values) if isinstance(node, ast.JoinedStr) else "…"


def test_every_code_and_its_messages(golden):
    table = {}
    for code, message, _ in mistakes():
        table.setdefault(code, set()).add(message)
    golden("codes.txt", "".join(f"{code}\n" + "".join(f"    {message}\n" for message in sorted(table[code])) for code in sorted(table)))


def test_every_message_says_what_to_do():
    assert [message for _, message, advised in mistakes() if not advised] == []


MISUSE = """
vgg17 | vgg | shwo vgg16 | shwo | lst | --wat | nothing.yaml | ner.yaml | net.yaml#small | folder | empty.yaml | latin.yaml | no.onnx | garbage.onnx
show | compare | diff vgg16 | export vgg16 | check | vgg16 --wat | vgg16 --formt json | vgg16 --json | vgg16 -x | vgg16 --format | vgg16 --watch=3 | vgg16 alexnet
vgg16 --batch x | vgg16 --batch 0 | transfer vgg16 --classes 3 --tune \x1b | conventions vgg16 --difference thop | list --year x | list --max-params x
vgg16 --format jsn | vgg16 --columns nmae | vgg16 --convention keres | vgg16 --convention pay=keras | vgg16 --depth x | vgg16 --dtype flot32 | vgg16 --layout hcw
vgg16 --input 224 | vgg16 --input axb | vgg16 --set a | vgg16 --set a=1 | vgg16 --set classes=x | vgg16 --change conv1.stride=2 | vgg16 --change conv1_1.strid=2
vgg16 -o x.foo | vgg16 -o nowhere/x.md | vgg16 -o folder/net.md/x.md | vgg16 --watch | source garbage.onnx | new net.yaml --from lenet5 | new x.yaml --from lenet6
compare vgg16 alexnet --by x | compare vgg16 --by layer | explain lenet5 | explain lenet5 conv9 | explain lenet5 conv1 parms | diff - - | list --sort foo
draw lenet5 --style foo -o x.svg | draw lenet5 -o x.foo | draw lenet5 --part foo -o x.svg | plot lenet5 --figures a -o x.svg | export lenet5 --to foo -o x.onnx
run | run lenet5 --backend foo | run lenet5 --weights foo | run lenet5 --weights nothing.npz | run lenet5 --max-memory x | weights lenet5 --dtype foo
check nothing.csv | check garbage.csv --network lenet5 | check folder | worksheet lenet5 --blank foo | worksheet lenet5 --only foo | quiz lenet5 --format foo
solve foo | solve conv | plan lenet5 --optimizer addam | plan lenet5 --gpu foo | plan lenet5 --gpu 24 | plan lenet5 --reserve 2 | plan lenet5 --split foo | plan lenet5 --by foo
transfer lenet5 --classes 5 --images 9 --similar perhaps | transfer lenet5 --classes 5 --images 9 --freeze-until foo | sweep lenet5 --batch 1..x
sweep lenet5 --batch 1..3 --where parms>3 | sweep lenet5 --batch 1..3 --where params | sweep lenet5 --batch 1..3 --sort foo | sweep lenet5 --batch 1..9999999
ensemble lenet5 | ensemble lenet5 vgg17 | vote nothing.csv | vote garbage.csv
"""
"""Commands that nobody should type."""


def test_the_answer_to_every_wrong_command(golden, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    for name, content in {"net.yaml": b"input: [3, 8, 8]\nlayers: [relu]\n", "empty.yaml": b"", "latin.yaml": b"\xff\xfe",
                          "garbage.onnx": b"garbage", "garbage.csv": b"garbage\n"}.items():
        (tmp_path / name).write_bytes(content)
    told = []
    for command in MISUSE.replace("\n", " | ").strip(" |").split(" | "):
        monkeypatch.setattr(sys, "argv", ["archcalc", *command.split()])
        code = cli._run()
        answer = capsys.readouterr()
        assert code in {2, 74}, command
        assert answer.out == "", command
        told.append(f"$ archcalc {printable(command)}\n{answer.err}")
    golden("misuse.txt", "\n".join(told))
