"""Layers as far as they are known: their attributes are set, or what belongs to none is refused."""

from __future__ import annotations

from typing import Any, NoReturn

from archcalc.base.errors import quoted
from archcalc.homework.exercises.assembling import counted_layers
from archcalc.homework.exercises.assembling.spoken_attributes import begins, name_in
from archcalc.homework.exercises.assembling.stated_results import open_width
from archcalc.homework.exercises.exercise import ExerciseLayer
from archcalc.homework.exercises.said import ATTRIBUTE, FEATURES, LOOSE, Said, value_of
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse
from archcalc.operators.given_attributes import missing_attributes

_LEARNED = frozenset({"params", "weights", "biases", "params_bytes", "weights_bytes"})
"""Figures to which strides and padding are nothing."""


class DraftedLayers:
    """The layers, and the text that places are in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.layers: list[ExerciseLayer] = []
        self.grouped: SentenceWord | None = None
        self.strong = self.sentence = False
        self.open_ends: list[Said] = []
        self.counts: dict[int, int] = {}
        self.here = 0
        """The layers that stood before this clause."""
        self.every = False
        """True where both, or all, are said to have what this clause tells."""
        self.behind = False
        """True where a sentence has ended, or a size has gone in, since the last layer began."""

    def put(self, i: int, name: str, value: Any, token: SentenceWord) -> None:
        self.layers[i].attributes[name] = value
        self.layers[i].places[name] = token

    def set_of(self, i: int, each: Said) -> bool:
        """Set an attribute of a layer, where it has it and it is not set to something else."""
        layer = self.layers[i]
        name = name_in(layer, each)
        value = list(each.value) if isinstance(each.value, tuple) else each.value
        if not name or (name in layer.attributes and layer.attributes[name] != value):
            return False
        self.put(i, name, value, each.token)
        return True

    def first_open(self, each: Said, last: int, first: int) -> bool:
        """Set it of the last layer that takes it; only what takes no such thing is looked past."""
        for i in range(last, first - 1, -1):
            layer = self.layers[i]
            if name_in(layer, each):
                return self.set_of(i, each)
            if not layer.op.traits & {"quiet", "beside"}:
                return False
        return False

    def keep_size(self) -> None:
        """Pad every convolution so that its size stays."""
        for i, layer in enumerate(self.layers):
            if "convolution" in layer.op.traits and "padding" not in layer.attributes:
                self.put(i, "padding", "same", layer.token)

    def begin_again(self, each: Said) -> None:
        """Begin one more layer of the kind before: an LSTM whose first layer has 128 units, the second 64."""
        last = self.layers[-1] if self.layers else None
        if last is not None and begins(each) and last.called(each.name) in last.attributes and last.token.code == "L":
            counted_layers.told_apart(self.layers, self.counts)

    def join_named_again(self) -> None:
        """Take a layer that a further sentence names, and tells nothing of, for the one that it stands behind."""
        if not self.sentence or len(self.layers) != self.here + 1 or self.here < 1:
            return
        last, before = self.layers[-1], self.layers[-2]
        if last.separable or last.depthwise:
            self.layers[-2:] = counted_layers.named_for_good(before, last)
            return
        needed = set(missing_attributes(last.op, {"": 0}))
        if (
            last.kind == before.kind
            and not last.form
            and last.token.code == "L"
            and not needed & last.attributes.keys()
            and (not {*before.attributes} & {*last.attributes})
            and (needed or not last.attributes)
        ):
            alike = [layer for layer in self.layers[:-1] if layer.kind == last.kind and not layer.form
                     and not {*layer.attributes} & {*last.attributes}]
            if len(alike) > 1 and not last.token.text.lower().endswith(("s", "en")):
                self.open_ends += [Said(ATTRIBUTE, name, value, last.places[name])
                                   for name, value in last.attributes.items()]
            for layer in alike if last.token.text.lower().endswith(("s", "en")) else [before]:
                layer.attributes.update(last.attributes)
                layer.places.update(last.places)
            self.layers.pop()

    def called(self, each: Said) -> None:
        """Layers that code calls."""
        for call in each.token.data:
            places = dict.fromkeys(call.attributes, each.token)
            self.layers.append(
                ExerciseLayer(
                    call.kind,
                    each.token,
                    dict(call.attributes),
                    places,
                    None,
                    1,
                    call.features,
                    call.axes,
                    call.depthwise,
                )
            )

    def of_all_or_last(self, each: Said) -> bool:
        """Set what is said behind the layers: no biases, of all of them; else of the last, if it may be of no other."""
        open_ones = [i for i, layer in enumerate(self.layers)
                     if (name := name_in(layer, each)) and name not in layer.attributes]
        if each.name == "bias" and self.behind and open_ones:
            for i in open_ones:
                self.set_of(i, each)
            return True
        if self.every and each.kind == ATTRIBUTE:
            for i in open_ones:
                self.set_of(i, each)
            return bool(open_ones)
        if len(open_ones) > 1 and self.behind and each.kind == ATTRIBUTE:
            self.open_ends.append(each)
        return self.first_open(each, len(self.layers) - 1, 0)

    def check_open_ends(self, asked: tuple[str, ...]) -> None:
        """Refuse what may be said of one layer or of several, where what is asked for depends on it."""
        for each in self.open_ends if not _LEARNED.issuperset(asked or ("output",)) else ():
            refuse(self.text, each.token, f"{quoted(each.token.text)}: of the last layer, or of all?",
                   "say it beside each layer that it is of")

    def homeless(self, each: Said) -> NoReturn:
        """Refuse a statement that belongs to no layer, or is said twice."""
        last = next((layer for layer in reversed(self.layers) if name_in(layer, each)), None)
        name = name_in(last, each) if last else each.name
        if last is not None and name in last.attributes:
            refuse(
                self.text,
                each.token,
                f"{last.token.text}: the {name} is said twice: "
                f"{quoted(last.places[name].text)} and {quoted(each.token.text)}",
                'write then between two layers: "conv 64 3x3 then conv 128 3x3 on 32x32x3"',
            )
        whose = f"{self.layers[-1].token.text} has no {name or 'such attribute'}" if self.layers else "of which layer?"
        if each.kind == LOOSE and self.layers:
            whose = f"{self.layers[-1].token.text} has its numbers"
        refuse(
            self.text,
            each.token,
            f"{quoted(each.token.text)} is not understood here: {whose}",
            "say what it is: stride 2, 8 filters, a 3x3 kernel",
        )

    def join(self, first: SentenceWord, second: SentenceWord) -> Said:
        """Two bare numbers are what a layer makes, and, returned, what it reads."""
        for i, layer in enumerate(self.layers):
            name = open_width(layer)
            if name:
                self.put(i, name, value_of(second), second)
                return Said(FEATURES, "", value_of(first), first)
        return refuse(
            self.text, second, f"from {first.text} to {second.text}: of what?",
            "say what they are: from 64 to 128 channels, 4096 inputs to 10 outputs",
        )

    def is_told(self, layer: ExerciseLayer) -> bool:
        """True where a layer that is not named has what it begins with."""
        return bool({"kernel", "units"} & layer.attributes.keys())

    def goes_on(self, each: Said) -> bool:
        """True of what may be said of the layer before: what a layer begins with is where that is not wide yet."""
        if not (self.strong and begins(each)):
            return True
        return bool(self.layers) and open_width(self.layers[-1]) == each.name

    def follows_neurons(self, each: Said) -> bool:
        """True of the neurons of a further layer: 784 inputs, 100 hidden units and 10 outputs."""
        last = self.layers[-1] if self.layers else None
        return (each.kind == ATTRIBUTE and each.name == "units" and last is not None and last.implied
                and last.kind == "linear" and "units" in last.attributes)

    def says_again(self, each: Said) -> bool:
        """True of what a layer begins with, where the one before has just that: 8 3x3 filters, 8 3x3 filters."""
        last = next((layer for layer in reversed(self.layers) if not layer.op.traits & {"quiet", "beside"}), None)
        return (last is not None and begins(each) and each.name == "filters"
                and last.attributes.get("filters") == each.value and "kernel" in last.attributes)

    def wants_window(self) -> bool:
        """True where the layer that is being read has a window that is not told yet."""
        return (
            bool(self.layers) and "kernel" in self.layers[-1].op.fields and "kernel" not in self.layers[-1].attributes
        )

    def refuse_joins(self) -> None:
        """Refuse what joins branches: a sentence is a chain."""
        last = self.layers[-1]
        if last.op.inputs[0] > 1 or last.op.traits & {"merge", "stored", "product"}:
            refuse(
                self.text,
                last.token,
                f"{quoted(last.token.text)} joins layers, and a sentence holds a chain",
                "a network with branches is a file: archcalc manual language",
            )

    def modify(self, each: Said) -> None:
        """Depthwise, 1-D ..., of the layer that it stands beside."""
        if (
            not self.layers
            or self.layers[-1].kind not in {"conv", "conv_transpose", "max_pool", "avg_pool"}
        ):
            refuse(
                self.text,
                each.token,
                f"{quoted(each.token.text)} is not understood here",
                "it is said of a convolution or a pooling",
            )
        last = self.layers[-1]
        if each.name == "depthwise":
            self.layers[-1] = last._replace(depthwise=True)
        elif each.name == "separable":
            self.layers[-1] = last._replace(separable=True)
        elif each.name == "grouped":
            self.grouped = each.token
        elif each.name == "pointwise":
            self.put(-1, "kernel", [1, 1], each.token)
        else:
            self.layers[-1] = last._replace(axes=int(each.name[0]))

    def check_told(self) -> None:
        """Refuse a grouped convolution without its groups, and layers that are counted and not told."""
        counted_layers.check(self.text, self.layers, self.counts)
        if self.grouped and not any("groups" in layer.attributes for layer in self.layers):
            refuse(self.text, self.grouped, f"{quoted(self.grouped.text)}: how many groups?", "for example 4 groups")

    def mention(self, each: Said, unknown: str) -> None:
        """Refuse a noun whose value is said nowhere; one kernel is one filter."""
        name = each.name
        if name == unknown or any(
            layer.called(name) in layer.attributes for layer in self.layers if layer.called(name)
        ):
            return
        pads = any(layer.kind == "pad" for layer in self.layers) and name == "padding"
        if pads or (name == "filters" and any("filters" in x.attributes for x in self.layers)):
            return
        refuse(
            self.text,
            each.token,
            f"{quoted(each.token.text)}: how many, or of what size?",
            "write the number before it, or leave it out",
        )
