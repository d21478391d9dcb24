"""Weights that layers share: of a step, a module call, the rounds of a repeat."""

from __future__ import annotations

from archcalc.base.errors import ArchcalcError, Mistake, Place, quoted
from archcalc.base.suggestions import did_you_mean
from archcalc.language.expansion.evaluation import Evaluation
from archcalc.language.expansion.scopes import Frame
from archcalc.language.flat_layers import Layer, Layers, LentWeight, Share
from archcalc.language.grammar import SHARE_KEYS
from archcalc.language.steps import Call
from archcalc.language.text.document import Value

_EARLIER = "weights are taken from an earlier layer or module call"
_A_WEIGHT = "a weight is called by its layer and its own name: words.weight; archcalc weights NAME has them"


class Sharing:
    """The `share` of steps, resolved to layers that were given out before."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation

    def of_layer(self, step: Call, name: str, frame: Frame, last: str) -> Share | None:
        """The layer whose weights an operator takes: that which it names, or its twin in a module that is shared."""
        if step.share is not None:
            return self._named(step.share, frame, last, module=False)
        return self._twin(frame.shares, name)

    def of_module(self, step: Call, name: str, frame: Frame, last: str) -> Share | None:
        """The module call whose layers lend their weights to those of another call."""
        if step.share is not None:
            return self._named(step.share, frame, last, module=True)
        twin = self._twin(frame.shares, name)
        return twin and twin._replace(transposed=False)

    def _twin(self, shares: Share | None, name: str) -> Share | None:
        if shares is None:
            return None
        full = f"{shares.layer}/{name}"
        if full not in self.evaluation.given.outputs:
            raise ArchcalcError([Mistake("share", f"{quoted(shares.layer)} has no layer {quoted(name)}, whose weights "
                                                  "this one would take", shares.place,
                                         "two calls that share weights have the same layers")])
        return shares._replace(layer=full, wanted=False)

    def _named(self, value: Value, frame: Frame, last: str, *, module: bool) -> Share:
        """The layer or module call that a `share` names. Raises ArchcalcError."""
        several = value.data if isinstance(value.data, dict) else {"of": value}
        if "of" not in several:
            return self._one_by_one(value, several, frame, last, module=module)
        word = self.evaluation.text(several["of"], frame, last)
        flag = several.get("transposed")
        transposed = flag is not None and self.evaluation.flag(flag, frame, last)
        place = several["of"].place
        full = self.evaluation.given.full(word, frame)
        if full is None:
            raise ArchcalcError([Mistake("unknown-layer", f"there is no layer {quoted(word)} before this", place,
                                         did_you_mean(word, frame.visible()) or _EARLIER)])
        is_module = self.evaluation.given.outputs[full] != full
        if module and (transposed or not is_module):
            what = "the weights of a whole module cannot be transposed" if is_module else f"{quoted(word)} is no module"
            raise ArchcalcError([Mistake("share", what, place, "a module takes the weights of a call like its own")])
        if is_module and not module:
            raise ArchcalcError([Mistake("share", f"{quoted(word)} is a module", place,
                                         f"name one of its layers: {word}/conv1")])
        return Share(full, place, transposed)


    def _one_by_one(self, value: Value, several: dict[str, Value], frame: Frame, last: str, *, module: bool) -> Share:
        """The weights that a `share` takes by their names. Raises ArchcalcError."""
        if module:
            raise ArchcalcError([Mistake("share", "a module takes the weights of a call like its own", value.place,
                                         "share: NAME names the call")])
        found = []
        for weight, written in several.items():
            word = self.evaluation.text(written, frame, last)
            layer, _, held = word.rpartition(".")
            full = self.evaluation.given.full(layer, frame) if layer else None
            if full is None:
                raise ArchcalcError([Mistake("share", f"there is no weight {quoted(word)} before this", written.place,
                                             (not layer and did_you_mean(weight, SHARE_KEYS)) or _A_WEIGHT)])
            found.append(LentWeight(weight, self.evaluation.given.outputs[full], held))
        return Share(found[0].layer, value.place, weights=tuple(found))


class Rounds:
    """The rounds of a repeat that share: every layer takes the weights of the first round's in its place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.first: list[Layer] = []

    def round(self, layers: Layers, number: int) -> Layers:
        """One round's layers; its end."""
        count = 0
        while True:
            try:
                layer = next(layers)
            except StopIteration as done:
                self._check(number, count, None)
                return str(done.value)
            if not isinstance(layer, Layer):
                yield layer
                continue
            if number == 0:
                self.first.append(layer)
            else:
                self._check(number, count, layer)
                layer = layer._replace(share=Share(self.first[count].name, self.place, wanted=False))
            count += 1
            yield layer

    def _check(self, number: int, count: int, layer: Layer | None) -> None:
        """Refuse a round with other layers than the first one's."""
        first = self.first[count].kind if count < len(self.first) else "no more layers"
        found = layer.kind if layer is not None else "no more layers"
        if number and first != found:
            raise ArchcalcError([Mistake("share", f"round {number + 1} has {found} where round 1 has {first}",
                                         self.place, "rounds that share weights have the same layers")])
