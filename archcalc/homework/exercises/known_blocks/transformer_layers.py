"""Parameters of a layer of a transformer's encoder, or of its feed-forward part alone, by their widths and heads."""

from __future__ import annotations

import re

from archcalc.base.errors import quoted
from archcalc.base.report import Report
from archcalc.homework.exercises import answers_asked, said
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.scanner import tokens
from archcalc.homework.exercises.sentence_rules.statements import statements
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, folded, refuse
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.language import spec
from archcalc.language.text.document import parse
from archcalc.network import builder
from archcalc.operators.attributes import LARGEST

_LAYER = re.compile(r"\b(?:(?:one|single|standard|vanilla) )?transformer[ -]encoder (?:layer|block)\b", re.IGNORECASE)
_FEED_FORWARD = re.compile(
    r"\b(?:(?:a|one|the|each|every|a single) )?(?:(?:a |one )?transformer(?:'s)?[ -])?(?:position[ -]?wise[ "
    r"-])?(?:feed[ -]?forward (?:layer|network|block|"
    r"sub-?layer|module|part)|ffn)\b(?! ?(?:dimension|dim|size|width|hidden))", re.IGNORECASE)
_OF_A_TRANSFORMER = re.compile(
    r"\b(?:in|of|inside) (?:the|a|an)(?: \w+)? transformer(?: model|[ -]base| encoder| decoder| block| layer)*\b,?",
    re.IGNORECASE)
"""What a feed-forward part is of."""
_IS = r"(?: ?[=:]| of| is)? ?([0-9][0-9,]*)(?!\w|\.[0-9])"
_SAID = {
    "inner width": re.compile(
        r"\b(?:(?:a )?feed[ -]?forward|ffn|mlp|inner|dim_feedforward|d_?ff)(?: hidden)?(?: network| layer)?"
        rf"(?: dimension| dim| size| width)?(?: d_?ff)?{_IS}", re.IGNORECASE),
    "heads": re.compile(rf"\b(?:(?:num_heads|n_?heads?|number of heads|heads|h){_IS}|([0-9]+) (?:attention )?heads)\b",
                        re.IGNORECASE),
    "width": re.compile(
        r"\b(?:d_?model|model (?:dimension|dim|size|width)|embedding (?:dimension|dim|size)|"
        rf"hidden (?:dimension|dim|size)|width){_IS}", re.IGNORECASE),
}
_HINT = "for example: transformer encoder layer with d_model 512, 8 heads and feed-forward dimension 2048: parameters"
_FIGURES = frozenset({"params", "weights", "biases"})
_NOTE = ("read as: attention with biases, two linear layers with biases, two layer norms with scale and shift, "
         "as nn.TransformerEncoderLayer has them; no figure depends on the number of heads")
_NOTE_OF_A_PART = "read as: two linear layers with biases, from the width to the inner width and back"


def report(text: str) -> Report | None:
    """The parameters of a transformer's layer, or of a part; None where none is named. Raises ArchcalcError."""
    plain = folded(text)
    layer = _LAYER.search(plain)
    if layer is not None:
        return _answered(text, plain, layer, ("inner width", "heads", "width"), _NOTE)
    part = _FEED_FORWARD.search(plain)
    if part is None or not all(_SAID[name].search(blanked(plain, *part.span())) for name in ("inner width", "width")):
        return None
    for match in _OF_A_TRANSFORMER.finditer(plain):
        plain = plain if match.start() <= part.start() < match.end() else blanked(plain, *match.span())
    return _answered(text, plain, part, ("inner width", "width"), _NOTE_OF_A_PART)


def _answered(text: str, plain: str, layer: re.Match[str], wanted: tuple[str, ...], note: str) -> Report:
    """The figures that are asked for, with the sizes that are said; each of them is said once."""
    token = SentenceWord("", layer[0], *layer.span())
    rest, sizes = blanked(plain, *layer.span()), dict[str, int]()
    for name in wanted:
        found = list(_SAID[name].finditer(rest))
        if len(found) != 1:
            refuse(text, token, f"its {name} is said {'twice' if found else 'nowhere'}", _HINT)
        sizes[name] = int(next(group for group in found[0].groups() if group).replace(",", ""))
        if not 0 < sizes[name] <= LARGEST:
            refuse(text, SentenceWord("", found[0][0], *found[0].span()), f"no {name} of this size", _HINT)
        rest = blanked(rest, *found[0].span())
    if sizes["width"] % sizes.get("heads", 1):
        refuse(text, token, f"{sizes['width']} features cannot be divided among {sizes['heads']} heads", _HINT)
    names = _asked(text, rest)
    answers = answers_asked.of_network(Exercise(text, asked=names), _network(sizes), None, names)
    return answers_asked.report(text, answers, (note,))


def _asked(text: str, rest: str) -> tuple[str, ...]:
    """The figures that the other words ask for; nothing else may be said."""
    names: dict[str, None] = {}
    for each in statements(text, tokens(rest)):
        if each.kind == said.ASKED and each.name in _FIGURES:
            names[each.name] = None
        elif each.kind != said.SEPARATOR and (each.name, each.value) != ("bias", True):
            refuse(text, each.token, f"{quoted(each.token.text)} is not read of a transformer's layer", _HINT)
    return tuple(names) or ("params",)


def _network(sizes: dict[str, int]) -> AskedNetwork:
    """The layer as a file has it, on one token."""
    inner, width = sizes["inner width"], sizes["width"]
    block = (f"transformer_block: {{heads: {sizes['heads']}, hidden: {inner}}}" if "heads" in sizes
             else f"linear: {{units: {inner}}}\n  - relu\n  - linear: {{units: {width}}}")
    text = f"input: [1, {width}]\nlayers:\n  - {block}\n"
    return AskedNetwork("exercise", builder.build(spec.read(parse(text, "exercise"), "exercise")))
