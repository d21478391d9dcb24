"""An interpreter of specifications that shares no line with the engine: PyYAML, Python's arithmetic, shapes by pencil.

Of both editions' modules, loops, branches, conditions, sharing, patterns, names and expressions, with braces or without;
of operators the commonest. `Reader` works a file out layer by layer.
"""

import math
import re
from fnmatch import fnmatchcase
from typing import Any

import yaml

STEMS = {"max_pool": "pool", "avg_pool": "pool", "global_avg_pool": "pool", "linear": "fc", "batch_norm": "norm", "layer_norm": "norm"}
MOST_VALUES = 2**63
"""Past this many values of a volume a network is refused."""


class Refused(Exception):
    """The file is no network."""


def divisible(value: float, by: int) -> int:
    """MobileNet's rule."""
    found = max(by, int(value + by / 2) // by * by)
    return found if found >= 0.9 * value else found + by


def root(value: int) -> float:
    return math.isqrt(value) if math.isqrt(value) ** 2 == value else math.sqrt(value)


class Frame:
    """A module in use: its prefix, its values, its names so far, and what is around it."""

    def __init__(self, prefix: str, values: dict[str, Any], around: "Frame | None", borrowed: str = "") -> None:
        self.prefix, self.values, self.around, self.borrowed = prefix, values, around, borrowed
        self.names: dict[str, str] = {}
        self.counts: dict[str, int] = {}

    def named(self, kind: str) -> str:
        stem = STEMS.get(kind, kind)
        self.counts[stem] = self.counts.get(stem, 0) + 1
        return f"{stem}{self.counts[stem]}"

    def find(self, name: str) -> str | None:
        return self.names.get(name) or (self.around.find(name) if self.around else None)


class Reader:
    """A file worked out: `rows` of name, shape, own parameters and products."""

    def __init__(self, text: str) -> None:
        self.file = yaml.safe_load(text)  # noqa: TID251 (what archcalc does without)
        self.rows: list[tuple[str, list[int], int, int]] = []
        self.shapes: dict[str, list[int]] = {}
        self.weights: dict[str, dict[str, tuple[int, ...]]] = {}
        self.first: list[tuple[str, str]] = []
        self.again: list[tuple[str, str]] | None = None
        """The layers of a shared loop's first round, with their kinds, and those that this round still has to have."""
        root = Frame("", dict(self.file["options"]), None)
        root.names["input"] = self.place("input", "input", list(self.file["input"]), {}, 0, "")
        self.chain(self.file["layers"], root, "input")

    def place(self, name: str, kind: str, shape: list[int], weights: dict[str, tuple[int, ...]], macs: int, lender: str) -> str:
        if name in self.shapes or min(shape) < 1 or math.prod(shape) >= MOST_VALUES:
            raise Refused
        if self.again is not None:
            lender, alike = self.again.pop(0)
            if kind != alike:
                raise Refused
        self.first.append((name, kind))
        lent = self.weights[lender] if lender else {}
        if any(lent.get(each, size) != size for each, size in weights.items()):
            raise Refused
        own = sum(math.prod(size) for each, size in weights.items() if each not in lent)
        self.shapes[name], self.weights[name] = shape, weights
        self.rows.append((name, shape, own, macs))
        return name

    def value(self, written: Any, frame: Frame, reads: str, entered: str, *, bare: bool = True) -> Any:
        """A value with its expressions worked out; a text alone is one where it is `bare`."""
        if isinstance(written, list):
            return [self.value(each, frame, reads, entered, bare=bare) for each in written]
        if not isinstance(written, str):
            return written
        alone = re.fullmatch(r"\$\{([^}]*)\}", written)
        if alone or (bare and "${" not in written):
            return self.worked(alone[1] if alone else written, frame, reads, entered)
        return re.sub(r"\$\{([^}]*)\}", lambda found: str(self.worked(found[1], frame, reads, entered)), written)

    def worked(self, expression: str, frame: Frame, reads: str, entered: str) -> Any:
        shape = self.shapes[reads]
        names = {1: (), 2: ("l_in",), 3: ("h_in", "w_in"), 4: ("d_in", "h_in", "w_in")}[len(shape)]
        sides = dict(zip(("c_in", *names), shape, strict=True))
        try:
            return eval(expression, {  # its own texts alone: nothing that a stranger wrote
                "__builtins__": {}, "min": min, "max": max, "len": len, "round": round, "ceil": math.ceil,
                "floor": math.floor, "range": range, "divisible": divisible, "sqrt": root, "true": True,
                "false": False, **sides, **frame.values,
                "volume": lambda name="": list(self.shapes[self.find(name, frame) if name else entered])})
        except NameError:  # the height of a signal
            raise Refused from None

    def find(self, name: str, frame: Frame | None) -> str:
        """The layer that a name, or a path into modules, stands for."""
        found = frame.find(name) if frame else None
        while found is None and frame is not None:
            found, frame = (frame.prefix + name if frame.prefix + name in self.shapes else None), frame.around
        if found is None:
            raise Refused
        return found

    def chain(self, steps: Any, frame: Frame, last: str) -> str:
        for step in steps or []:
            last = self.step(step, frame, last)
        return last

    def step(self, step: Any, frame: Frame, last: str) -> str:
        (kind, body), = (step if isinstance(step, dict) else {step: None}).items()
        if "from" in (step if isinstance(step, dict) else {}):
            return self.find(self.value(step["from"], frame, last, last, bare=False), frame)
        said: dict[str, Any] = {"layers" if kind == "residual" else "branches": body} if isinstance(body, list) else dict(body or {})
        if "if" in said and not self.value(said.pop("if"), frame, last, last):
            return last
        if kind in {"repeat", "each"}:
            return self.rounds(kind, said, frame, last)
        name = self.value(said.pop("name", None), frame, last, last, bare=False)
        if kind == "residual":
            return self.residual(name, said, frame, last)
        sources = self.sources(said.pop("from", None), frame, last)
        lender = self.lender(said.pop("share", None), frame, last)
        name = name or frame.named(kind)
        if "branches" in said:
            sources = [self.chain(branch, frame, sources[0]) for branch in said["branches"]]
        if kind in self.file.get("modules", {}):
            return self.module(kind, name, said, frame, sources, last, lender)
        if frame.borrowed and not lender:
            lender = frame.borrowed + name
        values = {key: self.value(value, frame, sources[0], last) for key, value in said.items() if key != "branches"}
        full = self.place(frame.prefix + name, kind, *layer(kind, values, [self.shapes[each] for each in sources]), lender)
        frame.names[name] = full
        return full

    def sources(self, written: Any, frame: Frame, last: str) -> list[str]:
        if written is None:
            return [last]
        found: list[str] = []
        for each in written if isinstance(written, list) else [written]:
            name = self.value(each, frame, last, last, bare=False)
            found += self.matching(name, frame) if "*" in name else [self.find(name, frame)]
        return found

    def matching(self, name: str, frame: Frame | None) -> list[str]:
        """The layers of the nearest module that has any of a pattern."""
        while frame is not None:
            if alike := dict.fromkeys(full for own, full in frame.names.items() if fnmatchcase(own, name)):
                return [*alike]
            frame = frame.around
        raise Refused

    def lender(self, written: Any, frame: Frame, last: str) -> str:
        """The full name of a layer or module whose weights are taken."""
        name = self.value(written, frame, last, last, bare=False)
        return frame.prefix + name if name else ""

    def residual(self, name: str | None, said: dict[str, Any], frame: Frame, start: str) -> str:
        end = self.chain(said["layers"], frame, start)
        if "skip" in said and not self.value(said["skip"], frame, start, start):
            return end
        other = self.chain(said.get("shortcut"), frame, start)
        name = name or frame.named("add")
        frame.names[name] = self.place(frame.prefix + name, "add", *layer("add", {}, [self.shapes[end], self.shapes[other]]), "")
        return frame.names[name]

    def rounds(self, kind: str, said: dict[str, Any], frame: Frame, last: str) -> str:
        rows = range(self.value(said["times"], frame, last, last)) if kind == "repeat" else self.value(said["of"], frame, last, last)
        kept, first = dict(frame.values), list[tuple[str, str]]()
        for number, row in enumerate(rows):
            if kind == "each":
                frame.values |= dict(zip(said["as"], row, strict=True))
            frame.values |= {said["index"]: number} if "index" in said else {}
            self.first = [] if said.get("share") and number == 0 else self.first
            self.again = list(first) if said.get("share") and number else self.again
            last = self.chain(said["layers"], frame, last)
            first = self.first if number == 0 else first
            if said.get("share") and self.again:
                raise Refused
            self.again = None if said.get("share") else self.again
        frame.values = kept
        return last

    def module(self, kind: str, name: str, said: dict[str, Any], frame: Frame, sources: list[str], last: str, lender: str) -> str:
        module = self.file["modules"][kind]
        values = dict(self.file["options"])
        inner = Frame(f"{frame.prefix}{name}/", values, frame, f"{lender}/" if lender else frame.borrowed and f"{frame.borrowed}{name}/")
        inner.names = dict(zip(module.get("inputs", ["input"]), sources, strict=True))
        for parameter, default in module["parameters"].items():
            values[parameter] = (self.value(said[parameter], frame, sources[0], last) if parameter in said
                                 else self.value(default, inner, sources[0], sources[0]))
        frame.names[name] = self.chain(module["layers"], inner, sources[0])
        return frame.names[name]


def along(value: Any, axes: int) -> list[int]:
    """One size for each of so many axes."""
    sizes = list(map(int, value)) if isinstance(value, list) else [int(value)] * axes
    if len(sizes) != axes:
        raise Refused
    return sizes


def both(value: Any, axes: int) -> list[int]:
    """The padding before and after every axis: one number, one for each axis, or two for each."""
    if isinstance(value, list) and len(value) == 2 * axes:
        return list(map(int, value))
    return [side for side in along(value, axes) for _ in (0, 1)]


def layer(kind: str, given: dict[str, Any], shapes: list[list[int]]) -> tuple[list[int], dict[str, tuple[int, ...]], int]:
    """A layer's output, its weights by name, and its products."""
    x = shapes[0]
    if kind in {"add", "concat"}:
        same = all(len(each) == len(x) and each[kind == "concat":] == x[kind == "concat":] for each in shapes)
        if not same:
            raise Refused
        return [sum(each[0] for each in shapes), *x[1:]] if kind == "concat" else x, {}, 0
    if kind in {"relu", "tanh", "identity"}:
        return x, {}, 0
    if kind == "flatten":
        return [math.prod(x)], {}, 0
    if kind == "linear":
        if len(x) > 1:
            raise Refused
        units, bias = int(given["units"]), given.get("bias", True)
        return [*x[:-1], units], {"weight": (units, x[-1])} | ({"bias": (units,)} if bias else {}), math.prod(x) * units
    if len(x) == 1:
        raise Refused
    return of_image(kind, given, x)


def of_image(kind: str, given: dict[str, Any], x: list[int]) -> tuple[list[int], dict[str, tuple[int, ...]], int]:
    if kind == "batch_norm":
        return x, {"scale": (x[0],), "shift": (x[0],)}, 0
    if kind == "global_avg_pool":
        return [x[0], *(1 for _ in x[1:])], {}, 0
    if kind == "upsample":
        return [x[0], *(side * int(given["scale"]) for side in x[1:])], {}, 0
    return windowed(kind, given, x)


def windowed(kind: str, given: dict[str, Any], x: list[int]) -> tuple[list[int], dict[str, tuple[int, ...]], int]:
    axes = len(x) - 1
    kernel, padding = along(given["kernel"], axes), both(given.get("padding", 0), axes)
    stride, rates = along(given.get("stride", kernel if "pool" in kind else 1), axes), along(given.get("dilation", 1), axes)
    spans = [rate * (width - 1) + 1 for rate, width in zip(rates, kernel, strict=True)]
    if "pool" in kind and any(pad >= span for pad, span in zip(padding, (each for span in spans for each in (span, span)), strict=True)):
        raise Refused
    if "pool" in kind and any(pad and rate > side for pad, rate, side in zip(padding[::2], rates, x[1:], strict=True)):
        raise Refused
    room = [side + before + after - span for side, before, after, span in zip(x[1:], padding[::2], padding[1::2], spans, strict=True)]
    if min(room) < 0 or min(*kernel, *stride, *rates) < 1:
        raise Refused
    sides = [free // step + 1 for free, step in zip(room, stride, strict=True)]
    if kind != "conv":
        return [x[0], *sides], {}, 0
    filters, groups, bias = int(given["filters"]), int(given.get("groups", 1)), given.get("bias", True)
    if filters < 1 or groups < 1 or filters % groups or x[0] % groups:
        raise Refused
    weight = (filters, x[0] // groups, *kernel)
    return [filters, *sides], {"weight": weight} | ({"bias": (filters,)} if bias else {}), math.prod(weight) * math.prod(sides)
