"""ONNX files of few bytes that would make a reader work for long, or hold much: each is read, or refused, at little cost."""

from onnx import helper
from onnx_models import INTEGER, field, integers, model, node, varint

TALL = 2**62
ROW = 4096


def _constant(*values):
    return node("Constant", "", "c", value_ints=values)


def _row(value=TALL, count=ROW):
    """A node that gives a long row: an array of the file would be left out as too large."""
    return node("Constant", "", "row", value_ints=[value] * count)


def _reshaped(*nodes, arrays=()):
    """What the nodes make of constants is asked for: it is a shape."""
    return model([*nodes, node("Reshape", f"x {nodes[-1].output[0]}", "y")], arrays)


def _chain(op, times, first, second="", before=(), arrays=(), **attributes):
    """A node again and again, each on what the one before gives."""
    nodes, last = list(before), first
    for number in range(times):
        nodes.append(node(op, f"{last} {second}", f"v{number}", **attributes))
        last = f"v{number}"
    return _reshaped(*nodes, arrays=arrays)


def _names(text, count):
    """A row of nodes that are all called alike."""
    return model([node("Relu", "x" if i == 0 else f"r{i - 1}", f"r{i}", name=text) for i in range(count)])


def _noted(key, text):
    found = node("Relu", "x", "y", name="n")
    found.metadata_props.add(key=key, value=text)
    return model([found])


def _raw_node(content):
    """A file of one node, whose fields are given as bytes; its input is [1, 3]."""
    sizes = field(1, b"\x08\x01") + field(1, b"\x08\x03")
    return field(7, field(1, content) + field(11, field(1, b"x") + field(2, field(1, b"\x08\x01" + field(2, sizes)))))


POWERS = {
    "an integer power": _reshaped(_constant(10**9), node("Pow", "c c", "p")),
    "a power of a power": _reshaped(_constant(2, 63), node("Pow", "c c", "p"), node("Pow", "p p", "q"), node("Pow", "q q", "r")),
    "a negative power": _reshaped(_constant(-7), node("Pow", "c c", "p")),
    "a fraction's power": _reshaped(node("Constant", "", "c", value_floats=[1e30]), node("Pow", "c c", "p"), node("Cast", "p", "q", to=INTEGER)),
    "a root of a negative number": _reshaped(node("Constant", "", "c", value_floats=[-2.5]), node("Pow", "c c", "p"), node("Cast", "p", "q", to=INTEGER)),
    "an exponential": _reshaped(node("Constant", "", "c", value_floats=[1e5]), node("Exp", "c", "p"), node("Cast", "p", "q", to=INTEGER)),
    "products of products": _chain("Mul", 64, "row", "row", [_row(count=1)]),
    "a quotient by nothing": _reshaped(_constant(0), node("Div", "c c", "p")),
    "a remainder by nothing": _reshaped(_constant(0), node("Mod", "c c", "p")),
}
"""Numbers that grow; the values of all of them stay unknown."""

ROWS = {
    "a long range": _reshaped(_constant(0), node("Squeeze", "c", "n"), node("Constant", "", "m", value_int=TALL), node("Constant", "", "one", value_int=1), node("Range", "n m one", "p")),
    "a range without steps": _reshaped(node("Constant", "", "n", value_int=0), node("Range", "n n n", "p")),
    "many huge axes": _reshaped(_constant(*[TALL] * ROW), node("ConstantOfShape", "c", "p")),
    "axes below zero": _reshaped(_constant(-1, -ROW), node("ConstantOfShape", "c", "p")),
    "a row repeated": _reshaped(_constant(TALL, TALL), node("Constant", "", "one", value_int=1), node("Expand", "one c", "p")),
    "a row repeated below zero": _reshaped(_constant(-2, 2), node("Constant", "", "one", value_int=1), node("Expand", "one c", "p")),
    "a row joined with itself": _reshaped(_row(), node("Concat", "row " * 100_000, "p", axis=0)),
    "rows that double": _chain("Concat", 200, "row", "row", [_row(1, 64)], axis=0),
    "a row made again and again": _chain("Add", 30_000, "row", "row", [_row(1)]),
    "products of long rows": _reshaped(_row(), *(node("ReduceProd", "row", f"p{i}") for i in range(10_000))),
    "places again and again": _chain("Gather", 30_000, "row", "row", [_row(0)], axis=0),
    "a transposition of a transposition": _chain("Transpose", 30_000, "row", "", arrays=[helper.make_tensor("row", INTEGER, [64, 64], [1] * ROW)]),
    "a shape of a shape": model([each for i in range(15_000) for each in (node("Reshape", f"{f'b{i - 1}' if i else 'w'} one", f"a{i}"),
                                 node("Transpose", f"a{i}", f"b{i}", perm=[1, 0]))] + [node("Reshape", "x b0", "y")],
                                [helper.make_tensor("w", INTEGER, [64, 64], [1] * ROW), integers("one", 32, 128)]),
    "axes upon axes": model([_row(0), *(node("Unsqueeze", f"{'x' if i == 0 else f'v{i - 1}'} row", f"v{i}") for i in range(2_000))]),
}
"""Rows that grow."""

NAMES = {
    "layers of one name": _names("again", 30_000), "layers without names": _names("", 30_000), "layers of a name with numbers": _names("again_2", 30_000),
    "a scope of 500,000 parts": _noted("pkg.torch.onnx.name_scopes", "['', '" + "a." * 500_000 + "', 'x']"),
    "a path of 500,000 parts": _noted("archcalc.path", "[" + '"a",' * 500_000 + '"a"]'),
    "a name of 500,000 parts": _names("a/" * 500_000, 1),
}
"""Names that take long to tell apart."""

FIELDS = {
    "3,000,000 outputs": _raw_node(field(1, b"x") + b"\x12\x01y" * 3_000_000 + field(4, b"Relu")),
    "10,000,000 integers": _raw_node(field(1, b"x") + field(2, b"y") + field(4, b"Relu") + field(5, field(1, b"axes") + b"\x40\x01" * 10_000_000 + b"\xa0\x01\x07")),
    "10,000,000 integers in one piece": _raw_node(field(1, b"x") + field(2, b"y") + field(4, b"Relu") + field(5, field(1, b"axes") + field(8, b"\x01" * 10_000_000) + b"\xa0\x01\x07")),
    "2,000,000 fractions": _raw_node(field(1, b"x") + field(2, b"y") + field(4, b"Relu") + field(5, field(1, b"axes") + b"\x3d\x01\x02\x03\x04" * 2_000_000 + b"\xa0\x01\x06")),
    "10,000,000 axes": field(7, field(5, b"\x08\x01" * 10_000_000 + field(8, b"w")) + field(1, field(4, b"Relu"))),
    "a long number": b"\x3a" + varint(2**63) + b"\x00",
}
"""Fields that are small in a file and large in memory."""

BOMBS = POWERS | ROWS | NAMES | FIELDS


def content(found):
    """The bytes of a file."""
    return found if isinstance(found, bytes) else found.SerializeToString()
