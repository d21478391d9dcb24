"""The layers of an exercise while it is read: each attribute finds the layer that it is said of."""

from __future__ import annotations

from collections.abc import Sequence

from archcalc.base.errors import quoted
from archcalc.homework.exercises import said
from archcalc.homework.exercises.assembling import counted_layers
from archcalc.homework.exercises.assembling.drafted_layers import DraftedLayers
from archcalc.homework.exercises.assembling.spoken_attributes import BEGINS, WINDOWED, begins, name_in, primary
from archcalc.homework.exercises.assembling.stated_results import separated
from archcalc.homework.exercises.exercise import ExerciseLayer
from archcalc.homework.exercises.said import Said
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse
from archcalc.homework.exercises.vocabulary import NamedLayer
from archcalc.language.notation.heads import Head
from archcalc.operators.given_attributes import missing_attributes

MOST_TIMES = 1000
"""So many layers of one kind a sentence may count."""


class LayerDrafts(DraftedLayers):
    """Layers as far as they have been read.

    `pending` are statements that stand before the layer that they are of; `loose` those said before any layer.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.pending: list[Said] = []
        self.counted: Said | None = None
        """How many times the next layer stands there."""
        self.ahead = 0
        """The layers that this clause still names."""
        self.clause_ends = False
        self.last_of_clause: Said | None = None
        self.one_filter = False
        self.asks = self.has_asked = False
        self.bias_of_all: Said | None = None
        self.filters_of_all: tuple[int, SentenceWord] | None = None

    def begin_clause(self, clause: Sequence[Said], separator: str) -> None:
        self.join_named_again()
        self.behind = self.behind or separator == "sentence"
        self.last_of_clause = clause[-1]
        self.asks = self.every = False
        self.here, self.strong, self.sentence = len(self.layers), separator == "strong", separator == "sentence"
        self.ahead = sum(each.kind in {said.LAYER, said.CALL} and each.value != "implied" for each in clause)

    def take(self, each: Said, *, explicit: bool = False) -> None:
        """A statement about a layer."""
        if each.kind == said.LAYER:
            self.clause_ends = each is self.last_of_clause
            self.begin(each)
        elif each.kind == said.CALL:
            self.ahead -= 1
            self.called(each)
        elif each.kind == said.TIMES:
            if each.value > MOST_TIMES:
                refuse(self.text, each.token, f"more than {MOST_TIMES:,} layers", "an exercise is a small network")
            self.counted = each
        elif each.kind == said.MODIFIER and len(self.layers) == self.here:
            self.pending.append(each)
            if not self.ahead and each.name == "depthwise":
                self.begin(Said(said.LAYER, "conv", None, each.token))
        elif each.kind == said.MODIFIER:
            self.modify(each)
        else:
            self.attribute(each, explicit=explicit)

    def begin(self, each: Said) -> None:
        """A layer begins; what stood before it is said of it."""
        implied = each.value == "implied"
        if not implied:
            self.ahead = max(0, self.ahead - 1)
        if implied and self.layers and self.layers[-1].kind == each.name and not self.is_told(self.layers[-1]):
            return
        head = each.name if isinstance(each.name, Head) else None
        named = each.name if isinstance(each.name, NamedLayer) else NamedLayer("", {})
        kind = head.op.kind if head else named.kind or each.name
        if not head and self.renamed(kind, each.token):
            self.give_waiting()
            return
        self.behind = False
        if implied and counted_layers.goes_on(self.layers, self.counts, kind, new=self.strong or self.sentence):
            counted_layers.told_apart(self.layers, self.counts)
            self.give_waiting()
            return
        times, self.counted = self.counted.value if self.counted else 1, None
        form = head.form if head else None
        self.layers.append(ExerciseLayer(kind, each.token, {}, {}, form, times, axes=named.axes, implied=implied))
        for name, value in named.attributes.items():
            self.put(-1, name, value, each.token)
        self.refuse_joins()
        for name, text, _ in head.numbers if head else ():
            sides = [int(side) for side in text.lower().replace("×", "x").split("x")]
            self.put(-1, name, sides if len(sides) > 1 else sides[0], each.token)
        self.give_waiting()

    def give_waiting(self) -> None:
        """Statements that stood before a layer are given to it."""
        waiting, self.pending = self.pending, []
        for one in waiting:
            self.give(one)

    def renamed(self, kind: str, token: SentenceWord) -> bool:
        """Name the layer that has been meant so far: a filter size of 2 and stride 2, max pooling."""
        last = self.layers[-1] if self.layers else None
        if last is None or not last.implied or self.strong or self.counted:
            return False
        whole = self.clause_ends and not missing_attributes(last.op, last.attributes)
        if last.kind == kind and ("units" in last.attributes or whole):
            self.layers[-1] = last._replace(token=token, implied=False)
            return True
        if "filters" in last.attributes:
            return False
        named = last._replace(kind=kind, token=token, implied=False)
        if last.kind != "conv" or any(named.called(name) is None for name in last.attributes):
            return False
        self.layers[-1] = named
        return True

    def give(self, one: Said) -> None:
        """A statement that stood before the layer that has just begun."""
        if one.kind == said.MODIFIER:
            self.modify(one)
        elif one.kind == said.LOOSE and not isinstance(one.value, tuple):
            refuse(
                self.text,
                one.token,
                f"{quoted(one.token.text)} {self.layers[-1].token.text}: so many layers, or so many filters?",
                "for example three 3x3 conv layers, or conv with 64 filters of 3x3",
            )
        elif not self.set_of(len(self.layers) - 1, one):
            self.homeless(one)

    def attribute(self, each: Said, *, explicit: bool) -> None:
        """An attribute: of a layer of this clause, the next, or the one before; or one that is not named begins."""
        count = len(self.layers)
        if self.begins_one_more(each):
            return
        if count > self.here and not begins(each) and (self.every or self.behind) and self.of_all_or_last(each):
            return
        if count > self.here and self.first_open(each, count - 1, self.here):
            return
        if each.name == "bias" and not self.layers and self.has_asked:
            self.bias_of_all = each
        elif self.ahead:
            self.pending.append(each)
        elif count == self.here and self.goes_on(each) and self.of_all_or_last(each):
            return
        elif begins(each) and not explicit:
            self.begin(Said(said.LAYER, BEGINS[each.name], "implied", each.token))
            if not self.set_of(len(self.layers) - 1, each):
                self.homeless(each)
        elif not self.layers and each.name in WINDOWED and each.kind == said.ATTRIBUTE:
            self.pending.append(each)
        else:
            self.homeless(each)

    def begins_one_more(self, each: Said) -> bool:
        """Begin a layer where one has what is said already; the neurons before a loss are those of a layer."""
        count = len(self.layers)
        named = count > self.here
        if named and "loss" in self.layers[-1].op.traits and type(each.value) is int \
                and (each.kind == said.LOOSE or each.name == "units"):
            units = {"units": each.value}, {"units": each.token}
            self.layers.insert(count - 1, ExerciseLayer("linear", self.layers[-1].token, *units))
            return True
        again = not named and not self.asks and self.says_again(each)
        follows = not (named and self.can_take(each)) and self.follows_neurons(each)
        if not again and not follows:
            return False
        self.strong = self.strong or follows
        self.begin(Said(said.LAYER, BEGINS[each.name], "implied", each.token))
        self.put(-1, self.layers[-1].called(each.name) or each.name, each.value, each.token)
        return True

    def can_take(self, each: Said) -> bool:
        """True where a layer of this clause has such an attribute, and it is open or the same."""
        name = name_in(self.layers[-1], each)
        return bool(name) and self.layers[-1].attributes.get(name, each.value) == each.value

    def number(self, each: Said) -> None:
        """A number without a word."""
        self.attribute(each, explicit=True)

    def is_ahead(self) -> bool:
        """True where this clause has named no layer yet, and will."""
        return self.ahead > 0 and len(self.layers) == self.here

    def window(self, each: Said) -> bool:
        """Give sides to a layer of this clause, or the one before, as its window."""
        sides = each.value if isinstance(each.value, tuple) else (each.value,)
        window = Said(said.ATTRIBUTE, "kernel", sides if len(sides) > 1 else sides[0], each.token)
        first = self.here if len(self.layers) > self.here else 0
        for i in range(len(self.layers) - 1, first - 1, -1):
            if "kernel" in self.layers[i].op.fields:
                return "kernel" not in self.layers[i].attributes and self.set_of(i, window)
            named = primary(self.layers[i], sides)
            if named:
                return self.set_of(i, each)
            if not self.layers[i].op.traits & {"quiet", "beside"}:
                break
        return False

    def pending_window(self, each: Said) -> bool:
        """Keep sides for the next layer, or for one that is not named."""
        if not self.ahead and self.layers:
            return False
        self.pending.append(Said(said.ATTRIBUTE, "kernel", each.value, each.token))
        return True

    def finished(self, mentioned: Sequence[Said], unknown: str) -> tuple[ExerciseLayer, ...]:
        """All layers; the one that is meant where none is named."""
        self.join_named_again()
        if self.pending or (not self.layers and unknown not in {"", "layers"}):
            self.without_name(unknown)
        for each in mentioned:
            self.mention(each, unknown)
        if self.filters_of_all:
            for i, layer in enumerate(self.layers):
                if "filters" in layer.op.fields and "filters" not in layer.attributes and not layer.depthwise:
                    self.put(i, "filters", *self.filters_of_all)
        if self.bias_of_all:
            for i in range(len(self.layers)):
                self.set_of(i, self.bias_of_all)
        if self.one_filter:
            self.layers = [layer._replace(one_filter=True) for layer in self.layers]
        if self.counted:
            refuse(
                self.text, self.counted.token, f"{quoted(self.counted.token.text)} of what?", "a layer has to follow"
            )
        self.check_told()
        return tuple(each for layer in self.layers for each in separated(layer))

    def without_name(self, unknown: str) -> None:
        """A window, a vector of neurons, or padding by itself."""
        names = {each.name for each in self.pending if each.kind == said.ATTRIBUTE}
        if self.layers and self.pending:
            self.homeless(self.pending[0])
        token = self.pending[0].token if self.pending else SentenceWord("", "the window", 0, 1)
        if names == {"padding"} and not unknown:
            value = self.pending[0].value
            self.layers.append(ExerciseLayer("pad", token, {"sides": [value] * 4}, {"sides": token}, implied=True))
            self.pending = []
            return
        self.layers.append(ExerciseLayer("linear" if unknown == "units" else "conv", token, {}, {}, implied=True))
        self.give_waiting()

