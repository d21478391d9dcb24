"""One layer in notation: CONV7-64 stride 2 pad 3, conv 96 11x11 /4, BATCH NORM, conv_block -> its operator, attributes.

A layer begins with a form that an operator declares, with an operator's name, or with a module's; words follow, each
an attribute, or the value of one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.diagnostics import Notes
from archcalc.language.notation.attribute_words import AttributeWords
from archcalc.language.notation.heads import head_of
from archcalc.language.notation.tokens import LetterPlaces, NotationToken, is_expression
from archcalc.language.text.values import Value
from archcalc.operators import kinds, suggested
from archcalc.operators.written_forms import Form


class Noted(NamedTuple):
    """A layer as it was read: what it calls, its attributes, and the form in which it stands, if an operator's own."""

    kind: Value
    attributes: Value
    form: Form | None = None

    def besides(self, body: Value, notes: Notes) -> Noted:
        """The same layer with further attributes, written under it as under a key; what it says itself is noted."""
        if self.attributes.data is None or body.data is None:
            return self._replace(attributes=self.attributes if body.data is None else body)
        if not isinstance(body.data, dict):
            notes.wrong_type(body, f"attributes of {quoted(self.kind.text, '')} in braces")
            return self
        for name in self.attributes.data.keys() & body.data.keys():
            notes.refuse(body.keys[name], "notation", f"the {name} is said twice",
                         f"{quoted(self.attributes.data[name].text)} in the layer's notation says it")
        merged = body.holding(self.attributes.data | body.data)
        merged.keys = self.attributes.keys | body.keys
        return self._replace(attributes=merged)


def layer(words: Sequence[NotationToken], text: str, places: LetterPlaces, notes: Notes,
          modules: Collection[str]) -> Noted | None:
    """The layer that words are; None where something is wrong with it, which is noted."""
    first, last = words[0], words[-1]
    whole = text[first.start: last.end]
    nothing = places.at(first.start, last.end, None)
    if whole in modules or is_expression(whole):
        return Noted(places.at(first.start, last.end, whole, whole), nothing)
    if first.text in modules:
        place = places.at(words[1].start, last.end, None)
        notes.refuse(place, "notation", f"{quoted(first.text)} is a module: in a chain it has no attributes",
                     f"a step of its own has them: {first.text}: {{...}}")
        return None
    head = head_of(words)
    kind = places.at(first.start, first.end, first.text, first.text)
    if head is None:
        names = [*kinds(), *modules]
        notes.refuse(kind, "unknown-operator", f"there is no operator or module {quoted(first.text)}",
                     suggested(first.text, names) or "the lecture's words are CONV3-64, POOL2, FC-10, RELU ...")
        return None
    kind.data = kind.text = head.op.kind
    attributes = AttributeWords(head, words, places, notes)
    return Noted(kind, attributes.read(nothing), head.form) if attributes.understood else None
