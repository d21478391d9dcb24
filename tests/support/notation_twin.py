"""Networks in the lecture's notation made by chance, and what they are by pencil: no line of this is shared with the engine.

    python tests/support/notation_twin.py SECONDS [SEED]

A network is made as rows of numbers; `text` writes it in one of its many spellings, `figures` works it out, or says that
it is to be refused. Where the engine says anything else, the text is printed. Every run adds to fuzz/record.json.
"""

import sys
import time
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

WORDS = {"RELU": 0, "TANH": 0, "SIGMOID": 0, "relu": 0, "LEAKY RELU slope 0.2": 0, "dropout": 0}
OPTIONS = {"n": 2, "width": 8, "k": 3}


class Refused(Exception):
    """The network is none."""


class Row(NamedTuple):
    """A layer: its operator, the volume (height, width, channels; or features alone), and its parameters."""

    kind: str
    after: tuple[int, ...]
    params: int


class Window(NamedTuple):
    """A convolution or a pooling, as it is to be written."""

    word: str
    kernel: tuple[int, int]
    filters: int = 0
    stride: int = 1
    pad: int | None = None
    groups: int = 1
    bias: bool = True
    ceil: bool = False


def made(random: Random) -> list[Any]:
    """A chain of rows: windows, words, (units, bias) of a fully connected layer, [times, chain]."""
    chain = [_item(random, 0) for _ in range(random.randint(1, 5))]
    for _ in range(random.choice((0, 1, 1, 2))):
        chain += [(random.choice((3, 8, 10)), random.random() < 0.8), random.choice([*WORDS])]
    return chain


def _item(random: Random, depth: int) -> Any:
    chosen = random.random()
    if chosen < 0.2 and depth < 2:
        return [random.choice((0, 1, 2, 3)), [_item(random, depth + 1) for _ in range(random.randint(1, 3))]]
    if chosen < 0.4:
        return random.choice([*WORDS, "BN", "BATCH NORM no affine", "GAP"])
    side = random.choice((1, 2, 3, 3, 3, 5))
    kernel = (side, side if random.random() < 0.8 else random.choice((1, 3, 5)))
    stride, pad = random.choice((1, 1, 1, 2)), random.choice((None, None, 0, 1, 2))
    if chosen < 0.6:
        word, own = random.choice(("POOL", "MAXPOOL", "AVGPOOL", "POOL-")), random.choice((0, 0, 1, 2))
        return Window(word, kernel, 0, own, pad, ceil=random.random() < 0.3)
    word = random.choice(("CONV", "CONV", "CONV", "CONV-", "conv", "DWCONV", "UPCONV"))
    groups = random.choice((1, 1, 1, 2)) if word != "DWCONV" else 1
    return Window(word, kernel, random.choice((2, 3, 4, 8, 16)), stride, pad, groups, random.random() < 0.7)


def figures(chain: list[Any], volume: tuple[int, ...]) -> list[Row]:
    """Every layer of a chain on a volume (height, width, channels). Raises Refused."""
    rows: list[Row] = []
    for item in chain:
        if isinstance(item, list):
            for _ in range(item[0]):
                rows += figures(item[1], rows[-1].after if rows else volume)
        else:
            rows += _layer(item, rows[-1].after if rows else volume)
    return rows


def _layer(item: Any, before: tuple[int, ...]) -> list[Row]:
    if isinstance(item, tuple) and not isinstance(item, Window):
        units, bias = item
        inputs = before[0] * before[1] * before[2] if len(before) == 3 else before[0]
        flat = [Row("flatten", (inputs,), 0)] if len(before) == 3 else []
        return [*flat, Row("linear", (units,), units * inputs + units * bias)]
    if isinstance(item, Window):
        if len(before) != 3:
            raise Refused
        return [_convolved(item, before) if "CONV" in item.word.upper() else _pooled(item, before)]
    if item == "GAP":
        if len(before) != 3:
            raise Refused
        return [Row("global_avg_pool", (1, 1, before[2]), 0)]
    kind = {"BN": "batch_norm", "BATCH NORM no affine": "batch_norm", "LEAKY RELU slope 0.2": "leaky_relu"}.get(item, item.lower())
    return [Row(kind, before, 2 * before[-1] if item == "BN" else 0)]


def _convolved(item: Window, before: tuple[int, ...]) -> Row:
    height, width, channels = before
    filters, groups = (channels, channels) if item.word == "DWCONV" else (item.filters, item.groups)
    if item.pad is not None:
        pads = [item.pad, item.pad]
    elif item.word in ("CONV", "DWCONV"):
        if item.kernel[0] % 2 == 0 or item.kernel[1] % 2 == 0 or (item.stride > 1 and item.kernel != (1, 1)):
            raise Refused
        pads = [side // 2 for side in item.kernel]
    else:
        pads = [0, 0]
    if channels % groups or filters % groups:
        raise Refused
    sizes = []
    for size, kernel, pad in zip((height, width), item.kernel, pads, strict=True):
        places = (size - 1) * item.stride + kernel - 2 * pad if item.word == "UPCONV" else (size + 2 * pad - kernel) // item.stride + 1
        if places < 1 or (item.word != "UPCONV" and size + 2 * pad < kernel):
            raise Refused
        sizes.append(places)
    weights = item.kernel[0] * item.kernel[1] * channels * filters // groups
    return Row("conv_transpose" if item.word == "UPCONV" else "conv", (*sizes, filters), weights + filters * item.bias)


def _pooled(item: Window, before: tuple[int, ...]) -> Row:
    sizes = []
    for size, kernel in zip(before[:2], item.kernel, strict=True):
        pad, stride = item.pad or 0, item.stride or kernel
        if pad >= kernel:
            raise Refused
        starts = [start for start in range(-pad, size + pad, stride) if start + kernel <= size + pad]
        if item.ceil:  # one more, which begins before the padding behind the image does
            following = starts[-1] + stride if starts else -pad
            starts += [following] if following < size and (not starts or starts[-1] + kernel < size + pad) else []
        if not starts or (starts == [-pad] and kernel - size - 2 * pad >= stride):
            raise Refused
        sizes.append(len(starts))
    return Row("avg_pool" if item.word == "AVGPOOL" else "max_pool", (*sizes, before[2]), 0)


def text(chain: list[Any], size: tuple[int, ...], random: Random) -> str:
    """A file with the chain in it, in one of its spellings."""
    steps: list[list[str]] = [[]]
    for item in chain:
        if steps[-1] and random.random() < 0.5:
            steps.append([])
        steps[-1].append(_spelt(item, random))
    arrow = random.choice((" -> ", "->", "\n      -> ")) if random.random() < 0.5 else " -> "
    lines = "".join(f"  - {_quoted(arrow.join(step))}\n" for step in steps)
    options = ", ".join(f"{name}: {value}" for name, value in OPTIONS.items())
    return f"input: [{size[2]}, {size[0]}, {size[1]}]\noptions: {{{options}}}\nlayers:\n{lines}"


def _quoted(step: str) -> str:
    return f'"{step}"' if "$" in step else step


def _spelt(item: Any, random: Random) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, list):
        inside = " -> ".join(_spelt(each, random) for each in item[1])
        alone = len(item[1]) == 1 and not isinstance(item[1][0], list) and random.random() < 0.5
        return f"{_number(item[0], random)}x {inside if alone else f'({inside})'}"
    if not isinstance(item, Window):
        return f"{random.choice(('FC-', 'FC', 'FC ', 'DENSE-'))}{_number(item[0], random)}{'' if item[1] else ' no bias'}"
    silent = item.stride == 0 or (item.stride == 1 and "POOL" not in item.word and random.random() < 0.8)
    words = [] if silent else [f"/{item.stride}" if random.random() < 0.5 else f"stride {_number(item.stride, random)}"]
    words += [f"pad {_number(item.pad, random)}"] if item.pad is not None else []
    words += [f"groups {item.groups}"] if item.groups > 1 else []
    words += ["no bias"] if not item.bias else []
    words += ["ceil"] if item.ceil else []
    random.shuffle(words)
    return " ".join([_head(item, random), *words])


def _head(item: Window, random: Random) -> str:
    height, width = item.kernel
    kernel = _number(height, random) if height == width and random.random() < 0.8 else f"{_number(height, random)}x{width}"
    if item.word == "conv":
        return f"conv {item.filters} {height}x{width}"
    if item.word in ("CONV", "CONV-", "UPCONV"):
        return f"{item.word}{kernel}-{_number(item.filters, random)}"
    if item.word.startswith("POOL") and random.random() < 0.2:
        return f"{item.word.removesuffix('-')} {height}x{width}"
    return f"{item.word}{kernel}"


def _number(value: int, random: Random) -> str:
    """A number, or an expression for it."""
    names = [name for name, known in OPTIONS.items() if known == value]
    if random.random() < 0.85:
        return str(value)
    return f"${{{random.choice([*names, f'{value - 1} + 1', f'n * {value} // 2'])}}}"


def difference(seed: object) -> str | None:
    """What the engine says otherwise of a network, with its text; None where both agree."""
    from archcalc.base.errors import ArchcalcError
    from archcalc.language.spec import read
    from archcalc.language.text.document import parse
    from archcalc.network.builder import build

    random = Random(seed)
    size, chain = random.choice(((12, 12, 4), (16, 9, 3), (7, 7, 8))), made(random)
    written = text(chain, size, random)
    try:
        right: Any = figures(chain, size)
    except Refused:
        right = None
    try:
        nodes = build(read(parse(written, "x.yaml"), "x")).nodes[1:]
        found: Any = [
            Row(node.op.kind, (*node.shape[2:], node.shape[1]), sum(map(_count, node.op.weights(*node.input_shapes).values())))
            for node in nodes]
    except ArchcalcError:
        found = None
    return None if found == right else f"{written}\nby pencil: {right}\nfound: {found}"


def _count(weight: Any) -> int:
    total = 1
    for side in weight.shape:
        total *= side
    return 0 if weight.role == "buffer" else total


def main() -> None:
    sys.path.insert(0, str(Path(__file__).parent / "fuzz"))
    from record import Counted

    def agrees(raw: bytes) -> None:
        told = difference(raw.decode())
        assert told is None, told

    counted = Counted("notation_twin", agrees)
    end, count = time.monotonic() + float(sys.argv[1]), 0
    while time.monotonic() < end:
        try:
            counted(f"{sys.argv[2] if len(sys.argv) > 2 else 0}/{count}".encode())
        except AssertionError as error:
            print(f"{count}\n{error}\n")
        count += 1
    counted.tell()


if __name__ == "__main__":
    main()
