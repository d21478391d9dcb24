"""Every argument of every public function, handed whatever there is: an answer, or ArchcalcError, and nothing else."""

import datetime
import inspect
import itertools
import math
import random
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from attacks import FOREIGN
from together import together

import archcalc
from archcalc.api.arguments import KINDS, kind_of, public
from archcalc.base import plugins
from archcalc.operators.operator import Op

numpy = pytest.importorskip("numpy")
pytest.importorskip("onnx")

FUNCTIONS = {name: getattr(archcalc, name) for name in archcalc.__all__
             if inspect.isfunction(getattr(archcalc, name))}
MOST = 20_000
"""The letters of a message."""
FEW = 15
"""So many values of each argument the fast tests try, drawn by chance that is the same every time."""


class Raising:
    """An object all of whose methods raise, with words that are nobody's."""

    def _raise(self, *_, **__):
        raise RuntimeError("LEAK")

    __repr__ = __str__ = __format__ = __iter__ = __len__ = __index__ = __int__ = __float__ = __bool__ = _raise
    __eq__ = __hash__ = __getitem__ = __fspath__ = __array__ = __getattr__ = __contains__ = __call__ = _raise


class Telling:
    """An object that shows itself as no message may."""

    def __repr__(self):
        return "<LEAK object at 0x7f00>"

    __str__ = __repr__


class Text(str):
    """A text that says it is another."""

    __slots__ = ()

    def __str__(self):
        return "LEAK"

    __repr__ = __str__

    def __format__(self, spec):
        return "LEAK"

    def encode(self, *_):
        raise RuntimeError("LEAK")


class Number(int):
    """A number that is greater and less than all."""

    def __lt__(self, other):
        return True

    __gt__ = __le__ = __ge__ = __lt__

    def __str__(self):
        return "LEAK"

    __repr__ = __str__


class PathOf:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


class Endless(dict):
    def __iter__(self):
        return map(str, itertools.count())

    def __getitem__(self, key):
        return 1


def deep(levels):
    found = []
    for _ in range(levels):
        found = [found]
    return found


def around():
    found = []
    found.append(found)
    return found


VALUES = {
    "None": None, "True": True, "0": 0, "-1": -1, "2": 2, "2.0": 2.0, "2.5": 2.5, "nan": math.nan, "inf": math.inf,
    "10^30": 10**30, "10^5000": 10**5000, "1j": 1j, "Decimal": Decimal("NaN"), "Fraction": Fraction(1, 3),
    "bytes": b"vgg16", "bytes that are no text": b"\xff", "bytearray": bytearray(b"1"), "empty text": "", "blank": " ",
    "surrogate": "\udcff", "zero byte": "a\0b", "escape": "\x1b[31m", "long text": "x" * 100_000, "text": "nonsense",
    "number in words": "2", "2.5 in words": "2.5", "digits": "9" * 5_000, "brackets": "[" * 500, "a=b": "a=b",
    "[]": [], "[None]": [None], "[1, 2]": [1, 2], "[text]": ["nonsense"], "[surrogate]": ["\udcff"], "(1, 2)": (1, 2),
    "deep": deep(5_000), "around": around(), "set": {1, 2}, "frozenset": frozenset("ab"), "range": range(3),
    "long range": range(10**12), "{}": {}, "{1: 2}": {1: 2}, "{None: None}": {None: None}, "{text: 1}": {"a": 1},
    "{layer: x}": {"conv1.stride": "x"}, "{text: object}": {"a": object()}, "{text: deep}": {"a": deep(100)},
    "{surrogate: 1}": {"\udcff": 1}, "{text: nan}": {"classes": math.nan}, "{text: huge}": {"classes": 10**5000},
    "{text: around}": {"a": around()}, "endless mapping": Endless(), "object": object(), "raising": Raising(), "[raising]": [Raising()],
    "{text: raising}": {"classes": Raising()}, "telling": Telling(), "{text: telling}": {"classes": Telling()},
    "text of its own": Text("lenet5"), "number of its own": Number(-5), "lambda": lambda: 1, "class": int, "module": re,
    "...": ..., "NotImplemented": NotImplemented, "exception": ValueError("LEAK"), "date": datetime.date(2020, 1, 1),
    "path": Path("nowhere/x"), "folder": Path(), "path of bytes": PathOf(b"\xff"), "path of a number": PathOf(5),
    "int64": numpy.int64(2), "uint8": numpy.uint8(2), "float32": numpy.float32(2.5), "float64": numpy.float64("nan"),
    "bool_": numpy.True_, "str_": numpy.str_("lenet5"), "bytes_": numpy.bytes_(b"x"), "datetime64": numpy.datetime64("2020-01-01"),
    "array": numpy.array([1, 2]), "array of one": numpy.array(2), "array of none": numpy.zeros((0, 3)),
    "array of texts": numpy.array(["a"]), "array of objects": numpy.array([None, object()]), "complex array": numpy.zeros((1, 1, 32, 32), complex),
    "array of structures": numpy.zeros(2, [("a", "i4")]), "image": numpy.zeros((1, 1, 32, 32), "f"), "images": numpy.zeros((2, 3, 8, 8)),
    "specification": archcalc.load("lenet5"), "graph": archcalc.build("lenet5"), "report": archcalc.analyze("lenet5"),
}
"""By name; what takes several gets an endless one too, made anew each time."""
SHEET = "question,answer\nlenet5.conv1.params,156\n"
GIVEN = {
    "analyze": lambda: {"network": "lenet5"}, "build": lambda: {"network": "lenet5"}, "claims": lambda: {"network": "lenet5"},
    "check": lambda: {"answers": {"lenet5.conv1.params": 156}}, "compare": lambda: {"networks": ("lenet5", "lenet5_1998")},
    "diff": lambda: {"old": "lenet5", "new": "lenet5_1998"}, "draw": lambda: {"network": "lenet5"},
    "ensemble": lambda: {"networks": ("lenet5", "lenet5")}, "explain": lambda: {"subject": "lenet5", "what": "conv1"},
    "export": lambda: {"network": "lenet5", "path": "o.onnx", "weights": "zeros"}, "fit": lambda: {"network": "lenet5", "memory": "1MiB"}, "generate": lambda: {"network": "gpt2", "input_size": "16"},
    "calibrate": lambda: {"path": "d.json", "networks": ["lenet5", "lenet5_1998", "dqn"], "runs": 1}, "from_keras": lambda: {"model": 1}, "from_torch": lambda: {"module": 1},
    "load": lambda: {"name": "lenet5"}, "load_plugin": lambda: {"path": "plugin.py"}, "plan": lambda: {"network": "lenet5"},
    "render": lambda: {"report": VALUES["report"]}, "run": lambda: {"network": "lenet5", "weights": "zeros"},
    "solve": lambda: {"exercise": "POOL-2 on 8x8x3"}, "sweep": lambda: {"networks": "lenet5"},
    "transfer": lambda: {"network": "lenet5", "classes": 10, "images": 5, "similar": True},
    "vote": lambda: {"files": ("a.csv", "b.csv"), "weights": "1,2"},
}
"""Arguments with which every function answers."""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("a.csv", "image,cat,dog\na,0.5,0.5\n"), ("b.csv", "image,cat,dog\na,1,0\n"), ("hw.csv", SHEET),
                       ("plugin.py", '"""Nothing."""\n')):
        Path(name).write_text(text)


def called(name, arguments):
    """The function called so; one argument may stand for any number."""
    own = dict(arguments)
    several = next((each for each, parameter in inspect.signature(FUNCTIONS[name]).parameters.items()
                    if parameter.kind is inspect.Parameter.VAR_POSITIONAL), None)
    first = [own.pop(each) for each in ("module",) if each in own and several]
    many = own.pop(several, ())
    return FUNCTIONS[name](*first, *(many if isinstance(many, tuple) else (many,)), **own)


def complaint(name, arguments):
    """What is wrong with the answer to such a call."""
    try:
        called(name, arguments)
    except archcalc.ArchcalcError as error:
        told = str(error)
        words = FOREIGN.findall(told.replace("an argument wants", "")) + re.findall("LEAK", told)
        return f"{words} is told: {told[:200]}" if words else "" if len(told) < MOST else f"{len(told)} letters are told"
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:200]}"
    return ""


ARGUMENTS = [(name, argument) for name, function in FUNCTIONS.items()
             for argument in inspect.signature(function).parameters]


def test_every_public_function_is_tried():
    assert set(GIVEN) == set(FUNCTIONS)


@pytest.mark.parametrize("name", [each for each in GIVEN if not each.startswith("from_")])
def test_a_function_answers_where_nothing_is_wrong(name):
    if name == "load_plugin":
        return
    called(name, GIVEN[name]())


def faults(name, argument, most=None):
    """By what was handed in, what is wrong with the answer; `most` of it, drawn by chance that is the same always."""
    values = {**VALUES, "endless": itertools.count(), "generator": (each for each in ("lecture", None))}
    some = random.Random(f"{name} {argument}").sample(list(values), most or len(values))
    found = {said: complaint(name, {**GIVEN[name](), argument: values[said]}) for said in some}
    return {said: wrong for said, wrong in found.items() if wrong}


@together("name", FUNCTIONS)
def test_no_argument_is_a_fault(name):
    found = {argument: faults(name, argument, FEW) for argument in inspect.signature(FUNCTIONS[name]).parameters}
    assert {argument: wrong for argument, wrong in found.items() if wrong} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_no_argument_is_a_fault_whatever_it_is(name, argument):
    assert faults(name, argument) == {}


@together("name", FUNCTIONS)
def test_every_argument_has_a_kind(name):
    function = FUNCTIONS[name]
    assert hasattr(function, "__wrapped__"), "it is @public"
    hints = {each: hint for each, hint in function.__annotations__.items() if each != "return"}
    assert set(hints) == set(inspect.signature(function).parameters)
    assert {hint for hint in hints.values() if hint.removesuffix(" | None") not in KINDS} == set()
    assert all(kind_of(hint) is not KINDS["Any"] for each, hint in hints.items() if not name.startswith("from_"))


@together("name", FUNCTIONS)
def test_a_misused_signature_is_a_type_error(name):
    with pytest.raises(TypeError):
        FUNCTIONS[name](nonsense=1)


@pytest.mark.parametrize(("given", "said"), [
    (lambda: archcalc.plan("vgg16", batch=2.5), "batch wants a whole number of 1 or more, found 2.5"),
    (lambda: archcalc.plan("vgg16", batch=True), "batch wants a whole number of 1 or more, found True"),
    (lambda: archcalc.plan("vgg16", batch=[8]), "batch wants a whole number of 1 or more, found a list"),
    (lambda: archcalc.build(b"vgg16"), "network wants a network: a name, a file, a specification or a graph, found bytes"),
    (lambda: archcalc.run("lenet5", threads=0), "threads wants a whole number from 1 to 1024, found 0"),
    (lambda: archcalc.transfer("lenet5", classes=2, images=5, similar="maybe"), "similar wants yes or no, found 'maybe'"),
    (lambda: archcalc.transfer("lenet5", classes=2, images=5, similar="no", tune=1.5), "tune wants a number from 0 to 1, found 1.5"),
    (lambda: archcalc.analyze(archcalc.build("lenet5", batch=2), batch=3), "the graph is built for a batch of 2, and 3 is asked for"),
    (lambda: archcalc.run("lenet5", VALUES["image"], batch=3), "x holds 1 images, and a batch of 3 is asked for"),
    (lambda: archcalc.run("lenet5", {"nobody": VALUES["image"]}), "LeNet-5.* takes 'input', found 'nobody'|lenet5 takes 'input', found 'nobody'"),
    (lambda: archcalc.explain("lenet5", figure="weights"), "'weights' is a figure of a layer, and no layer is named"),
    (lambda: archcalc.check({"lenet5.conv1.params": 1}, rubric=""), "rubric wants a rubric's file, or its keys with their values, found ''"),
])
def test_what_is_handed_in_is_used_or_refused(given, said):
    with pytest.raises(archcalc.ArchcalcError, match=said):
        given()


@pytest.mark.parametrize(("given", "same"), [
    (lambda: archcalc.transfer("resnet18", classes=10, images=5, similar="yes"), lambda: archcalc.transfer("resnet18", classes=10, images=5, similar=True)),
    (lambda: archcalc.analyze("lenet5", batch=numpy.int64(2)), lambda: archcalc.analyze("lenet5", batch=2)),
    (lambda: archcalc.analyze("lenet5", batch="2"), lambda: archcalc.analyze("lenet5", batch=2)),
    (lambda: archcalc.analyze("vgg16", convention="torchinfo"), lambda: archcalc.analyze("vgg16", convention=["torchinfo"])),
    (lambda: archcalc.load("vgg16", options=["classes=10"]).analyze(), lambda: archcalc.load("vgg16", options={"classes": numpy.uint8(10)}).analyze()),
    (lambda: archcalc.load(Path("net.yaml")).analyze(), lambda: archcalc.load("net.yaml").analyze()),
    (lambda: archcalc.load("vgg16", changes={"conv1_1.kernel": (5, 5)}).analyze(), lambda: archcalc.load("vgg16", changes={"conv1_1.kernel": "[5, 5]"}).analyze()),
    (lambda: archcalc.sweep("lenet5", batch=range(1, 3)), lambda: archcalc.sweep("lenet5", batch="1,2")),
    (lambda: archcalc.sweep(["lenet5"], batch=numpy.array([1, 2])), lambda: archcalc.sweep("lenet5", batch="1..2")),
    (lambda: archcalc.draw("lenet5", depth="1"), lambda: archcalc.draw("lenet5", depth=1)),
    (lambda: archcalc.vote("a.csv", Path("b.csv"), soft=True, weights=[2, 0.5]), lambda: archcalc.vote("a.csv", "b.csv", soft=True, weights="2,0.5")),
    (lambda: archcalc.check("hw.csv"), lambda: archcalc.check(Path("hw.csv"))),
])
def test_a_function_takes_what_the_command_takes(given, same):
    Path("net.yaml").write_text("input: [3, 8, 8]\nlayers: [relu]\n")
    assert given() == same()


WRONG = """
from archcalc.operators.operator import Op

class Wrong(Op):
    kind = "wrong"

    def output(self, x):
        return x[0].nothing
"""


def test_a_rule_that_fails_is_told_with_its_line_and_memory_is_told_too():
    Path("wrong.py").write_text(WRONG)
    Path("net.yaml").write_text("input: [3, 8, 8]\nlayers: [wrong]\n")
    try:
        archcalc.load_plugin("wrong.py")
        with pytest.raises(archcalc.ArchcalcError, match=r"wrong\.py:8"):
            archcalc.analyze("net.yaml")
    finally:
        plugins.loaded.clear()
        Op.known.pop("wrong", None)

    @public
    def full() -> None:
        raise MemoryError

    with pytest.raises(archcalc.ArchcalcError, match="the memory of this machine"):
        full()
