"""Files of both editions made by chance, on one to three axes, and what an interpreter says of them that shares no line with the engine.

    python tests/support/language_twin.py SECONDS [SEED]

`made` writes a file of modules, loops, branches, conditions, sharing, patterns and expressions with braces or without.
Where the engine says anything else than language_interpreter.py, the text is printed. Every run adds to fuzz/record.json.
"""

import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import yaml
from language_interpreter import Reader, Refused

NUMBERS = ["3", "4", "8", "w", "2 * w", "n + 1", "min(w, 8)", "max(n, 3)", "rows[0][1]", "len(rows) * 2", "w // 2 + 1", "c_in",
           "2 * c_in", "2 ** n", "divisible(c_in * 0.75, 4)", "[4, 6, 8][n % 3]", "volume()[0]", "round(w / 3) + 1", "ceil(w / 3)",
           "sqrt(16)", "w if flag else n", "[j * 2 for j in range(3)][1] + 2", "(w + n) * 2 - 1", "rows[1][0:1][0]",
           "volume('input')[0] + 1", "floor(w * 1.5)", "-1 + w", "w / 2"]
WINDOWS = [("3", "1"), ("k", "k // 2"), ("1", "0"), ("[1, 3]", "[0, 1]"), ("2 * n - 1", "n - 1"), ("[k, k]", "1"),
           ("[k for j in range(2)]", "k // 2")]
FLAGS = ["true", "false", "flag", "not flag", "c_in == w", "c_in != 2 * w", "n > 1 and flag", "w in [4, 6]", "h_in > 6 or flag", "k >= n"]


class Maker:
    """Steps by chance; `numbers` are the expressions that may stand where they are made."""

    def __init__(self, random: Random, numbers: list[str], layers: list[str], modules: dict[str, Any]) -> None:
        self.random, self.numbers, self.layers, self.modules, self.made = random, numbers, layers, modules, 0

    def spelt(self, expression: str, *, argument: bool = False) -> Any:
        """An expression in the first edition's form or in the second's; a number as it is, now and then."""
        quoted = any({*"'\""} & {*yaml.safe_dump([expression], default_flow_style=flow)} for flow in (True, False))
        if expression.isdecimal() and self.random.random() < 0.8:
            return int(expression)
        return f"${{{expression}}}" if self.random.random() < 0.5 or (argument and quoted) else expression

    def number(self, *, argument: bool = False) -> Any:
        return self.spelt(self.random.choice(self.numbers), argument=argument)

    def flag(self) -> Any:
        return self.spelt(self.random.choice(FLAGS))

    def steps(self, depth: int, most: int = 4, index: str = "") -> list[Any]:
        return [self.step(depth, index) for _ in range(self.random.randint(1, most))]

    def step(self, depth: int, index: str) -> Any:
        chosen = self.random.random()
        if depth < 3 and chosen < 0.4:
            return self.random.choice((self.loop, self.rows, self.residual, self.joined, self.call, self.call))(depth)
        return self.plain(index)

    def plain(self, index: str) -> Any:
        random = self.random
        kind = random.choice(("conv", "conv", "conv", "batch_norm", "relu", "tanh", "max_pool", "avg_pool", "identity", "upsample", "from"))
        body: dict[str, Any] = {}
        if kind == "from":
            return {"from": random.choice(self.layers)} if self.layers and not index else "relu"
        if kind == "conv" or "pool" in kind:
            kernel, padding = random.choice(WINDOWS)
            body = {"kernel": self.spelt(kernel), "padding": self.spelt(padding), "stride": random.choice((1, 1, 1, 2))}
            body |= {"dilation": self.spelt(random.choice(("2", "n", "k - 1")))} if kind != "avg_pool" and random.random() < 0.15 else {}
        if kind == "conv":
            body |= {"filters": self.number()} | ({"bias": self.flag()} if random.random() < 0.4 else {})
            body |= {"groups": self.spelt(random.choice(("1", "n", "c_in")))} if random.random() < 0.2 else {}
        body |= {"scale": self.spelt("n")} if kind == "upsample" else {}
        return {kind: body | self.common(kind, index)} if body or random.random() < 0.5 else kind

    def common(self, kind: str, index: str) -> dict[str, Any]:
        """A name, a source, a condition, a lender."""
        random, body = self.random, dict[str, Any]()
        self.made += 1
        if random.random() < 0.3:
            body["name"] = f"{kind[0]}{self.made}" + (f"_${{{index} + 1}}" if index else "")
            if not index and random.random() < 0.8:
                self.layers.append(body["name"])
        if random.random() < 0.15 and self.layers:
            body["from"] = random.choice(self.layers)
        if random.random() < 0.15:
            body["if"] = self.flag()
        if kind == "conv" and random.random() < 0.1 and (convs := [name for name in self.layers if name[0] == "c"]):
            body["share"] = random.choice(convs)
        return body

    def loop(self, depth: int) -> Any:
        self.made += 1
        index = f"i{self.made}"
        inner = Maker(self.random, [*self.numbers, f"{index} + 2", f"w * ({index} + 1)"], [], self.modules)
        inner.made = self.made * 20
        share = {"share": True} if depth == 0 and self.random.random() < 0.15 else {}
        times = self.spelt(self.random.choice(("2", "n", "1", "len(rows)", "0", "k - 1")))
        return {"repeat": {"times": times, "index": index, "layers": inner.steps(3 if share else depth + 1, 3, index)} | share}

    def rows(self, depth: int) -> Any:
        self.made += 1
        first, second, index = (f"{letter}{self.made}" for letter in "abj")
        inner = Maker(self.random, [*self.numbers, first, f"{second} * 2"], [], self.modules)
        inner.made = self.made * 20
        return {"each": {"as": [first, second], "of": self.random.choice(("${rows}", "rows", [[4, 2], [6, 3]])), "index": index,
                         "layers": inner.steps(depth + 1, 2, index)}}

    def residual(self, depth: int) -> Any:
        alike, end = {"conv": {"filters": "c_in", "kernel": 3, "padding": 1}}, {"conv": {"filters": 8, "kernel": 1}}
        steps = [alike, "relu"] if self.random.random() < 0.7 else self.steps(depth + 1, 2)
        whole = {"skip": self.flag(), "layers": [*steps, end], "shortcut": [dict(end)]}
        return {"residual": steps if self.random.random() < 0.5 else whole}

    def joined(self, depth: int) -> Any:
        if self.random.random() < 0.3 and len(self.layers) > 1:
            return {"concat": {"from": self.random.choice((["c*"], "r*", self.random.sample(self.layers, 2)))}}
        return {"concat": [self.steps(3, 2) if self.random.random() < 0.8 else [] for _ in range(self.random.randint(1, 3))]}

    def call(self, depth: int) -> Any:
        if not self.modules:
            return "relu"
        kind = self.random.choice([*self.modules])
        module = self.modules[kind]
        body = {name: self.number(argument=True) for name, default in module["parameters"].items()
                if default is None or self.random.random() < 0.3}
        body |= {"from": [self.random.choice([*self.layers, "input"]) for _ in range(2)]} if "inputs" in module else {}
        return {kind: body | ({"if": self.flag()} if self.random.random() < 0.1 else {})}


def made(random: Random) -> str:
    """A file."""
    options = {"n": 2, "k": 3, "w": random.choice((4, 6, 8)), "flag": random.random() < 0.5, "rows": [[4, 2], [6, 3]]}
    modules: dict[str, Any] = {}
    for number in range(random.randint(0, 3)):
        maker = Maker(random, [*NUMBERS, "f", "f * 2", "g"], ["input"], dict(modules))
        inputs = {"inputs": ["input", "before"]} if random.random() < 0.2 else {}
        modules[f"m{number}"] = {"parameters": {"f": random.choice((None, 4)), "g": "${f + 1}"}, **inputs, "layers": maker.steps(1, 3)}
    layers = Maker(random, NUMBERS, ["input"], modules).steps(0, 6) + random.choice(([], ["flatten", {"linear": {"units": 3}}]))
    sides = random.choice(([12, random.choice((12, 9))], [12, random.choice((12, 9))], [random.choice((21, 40))], [6, 9, 7]))
    if len(sides) == 1:  # the first step decides that it is a signal: sizes of what is undecided are told as of tokens
        layers.insert(0, {"conv": {"filters": 4, "kernel": 1}})
    file = {"input": [random.choice((4, 6)), *sides], "options": options, "modules": modules, "layers": layers}
    return yaml.safe_dump(file, sort_keys=False, width=1000, default_flow_style=random.choice((None, False, True)))


def difference(seed: object) -> str | None:
    """What the engine says otherwise of a file, with its text; None where both agree; a refusal by both is agreement."""
    from archcalc.base.errors import ArchcalcError
    from archcalc.language.spec import read
    from archcalc.language.text.document import parse
    from archcalc.network.builder import build
    from archcalc.reports.network_table import analyze

    text = made(Random(seed))
    try:
        right: Any = Reader(text).rows
    except (Refused, ArithmeticError, LookupError):
        right = None
    try:
        table = analyze(build(read(parse(text, "x.yaml"), "x"))).table("layers")
        found: Any = [(row["name"], [*row["output_shape"]], row["params"], row["macs"]) for row in table.records()]
        told = ""
    except ArchcalcError as error:
        found, told = None, str(error)
    return None if found == right else f"{text}\nby pencil: {right}\nfound: {found}\n{told}"


def main() -> None:
    sys.path.insert(0, str(Path(__file__).parent / "fuzz"))
    from record import Counted

    def agrees(raw: bytes) -> None:
        told = difference(raw.decode())
        assert told is None, told

    counted = Counted("language_twin", agrees)
    end, count = time.monotonic() + float(sys.argv[1]), 0
    while time.monotonic() < end:
        try:
            counted(f"{sys.argv[2] if len(sys.argv) > 2 else 0}/{count}".encode())
        except AssertionError as error:
            print(f"{count}\n{error}\n", flush=True)
        count += 1
    counted.tell()


if __name__ == "__main__":
    main()
