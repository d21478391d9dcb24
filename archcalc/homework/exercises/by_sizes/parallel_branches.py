"""Branches beside each other, of convolutions and poolings that keep the size: what they are together."""

from __future__ import annotations

import re

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Report
from archcalc.homework.exercises.by_sizes.consumed_text import AMOUNT, ConsumedText, value_of
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, report
from archcalc.homework.exercises.sentence_words import blanked
from archcalc.homework.questions.right_answers import held
from archcalc.operators.convolution.conv import Conv

_SIDE = r"(?P<{0}>[1-9]) ?x ?(?P={0})"
_ITEM = re.compile(
    rf"(?:(?:an?|the|one|and|by) )*(?:(?P<filters>[0-9]+) {_SIDE.format('side')} (?:conv(?:olution)?s?|filters|"
    rf"kernels)"
    rf"|{_SIDE.format('other')} conv(?:olution)?s?(?: layer)?[ ,(]*(?:with |of |"
    rf"to )?(?P<behind>[0-9]+) (?:filters|channels|kernels|maps|"
    rf"feature maps|output channels)\)?|{_SIDE.format('pool')} (?:max|average|avg)[- ]?pool(?:ing|"
    rf"s)?(?: layer)?(?:[ ,(]*(?:with |of )?"
    rf"stride (?:1|one)\)?)?)", re.IGNORECASE)
_GOES_ON = re.compile(r"[\s,(]*(?:(?:and )?then|followed by|->|→|before|that feeds?|which feeds?|into)\s*",
                      re.IGNORECASE)
_BESIDE = re.compile(r"[\s,;)\-•*|.&]*(?:and|plus|\(?[a-d1-4]\)|(?:the )?(?:second|third|fourth|other|"
                     r"last)(?: one| branch)?:?)?[\s,;\-•*]*",
                     re.IGNORECASE)
_VOLUME = re.compile(r"(?<![\w.])([0-9]{1,4}) ?x ?([0-9]{1,4}) ?x ?([0-9]{1,5})(?![\w.]*[0-9])", re.IGNORECASE)
_NAME = re.compile(r"\b(?:(?:an?|the|this|na[iï]ve|googlenet|one) )*inception[- ](?:module|block|cell|"
                   r"layer)s?\b:?", re.IGNORECASE)
_BRANCHES = re.compile(rf"(?:(?:it|and|its|which|that|the|into|has|have|with|of|consists of|contains|"
                       rf"there are) )*({AMOUNT}) (?:parallel )?"
                       r"(?:branches|paths|towers)(?: in parallel| side by side)?(?: are)?:?", re.IGNORECASE)
_SAME = re.compile(
    r"\(?(?:everything|all(?: (?:of them|convolutions|layers|branches))?|they|every layer|each)?(?: (?:is|are|"
    r"use|uses|have|has|with))?"
    r"(?: all)? ?[\"'“‘]?same[\"'”’]?[- ]?(?:padded|padding)\)?|(?:all|every|the) (?:\w+ )?(?:keep|"
    r"preserve)s? the (?:spatial )?size",
    re.IGNORECASE)
_JOINED = re.compile(
    r"\b(?:(?:the|their|all|and|after|of|are|is|then) )*(?:outputs? )?(?:(?:are|is) )?(?:then )?(?:(?:filter|"
    r"channel|depth) )?"
    r"concatenat(?:ed|ion)(?: (?:along|in|over) (?:the )?(?:channels?|depth)(?: (?:axis|dimension))?|"
    r" depth-?wise| channel-?wise)?\b",
    re.IGNORECASE)
_SIZE = re.compile(r"\b(?:what is |give |what's |state |find )?(?:the )?(?:(?:output|final|resulting|"
                   r"result) (?:volume|size|shape)|size|shape|volume)"
                   r"(?: of the (?:output|result))?(?=\s*[?.,]|\s+and|\s*$)", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:how many |(?:the |what is the )?(?:total )?number of |give )(?:learnable |"
                    r"trainable )?(?P<what>parameters|weights)"
                    r"(?: (?:are there|does (?:it|the module|this module) have|has it|in total|altogether))*",
                    re.IGNORECASE)
_AROUND = re.compile(r"\b(?:receives?|takes|gets|has|input|volume|of|on|its|is|an?|the|what|reçoit|erhält|"
                     r"recibe|et|und|y)\b",
                     re.IGNORECASE)


_WIDTHS = re.compile(
    r"(?:\b(?:produce|produces|output|outputs|give|with|have|deliver|make|produisent|donnent|liefern|haben|mit|"
    r"producen|tienen|avec|con) )?"
    r"(?<![\w.x])([0-9]+(?:,? ?[0-9]+)*,? (?:and|et|und|y) [0-9]+) (?:output )?(?:channels|feature maps|"
    r"filters|maps|canaux|kanäle[n]?|canales)"
    r"(?: (?:respectively|respectivement|at|each|of size))*", re.IGNORECASE)
_ITS_BRANCHES = re.compile(
    rf"\b(?:(?:its|the|ses|les|seine|die|sus|las|and|et|und|y|has|with|of) )*({AMOUNT}) (?:parallel |parallele |"
    rf"parallèles )?(?:branches|paths|towers|zweige|"
    r"ramas|pfade)(?: (?:parallèles|paralelas|of (?=an inception)))*", re.IGNORECASE)
_ANY_VOLUME = re.compile(r"(?<![\w.])([0-9]{1,4}) ?x ?([0-9]{1,4})(?: ?x ?[0-9]{1,5})?(?![\w.]*[0-9])(?: each)?",
                         re.IGNORECASE)
_NAMES = re.compile(
    r"\b(?:(?:an?|the|this|of|un|une|le|ein|das|el|googlenet|each) )*(?:inception[- ](?:module|block|modul)|"
    r"module inception|módulo inception|inception-modul)s?\b:?",
    re.IGNORECASE)
_PUT_TOGETHER = re.compile(
    r"\b(?:(?:after|their|the|outputs|results|are|is|all|they|and|then|après|nach|der|tras|la|le|une?|"
    r"all of them|what is|filter|depth|channel) )*"
    r"(?:concatenat(?:ed|ion|ing)|concaténation|konkatenation|verkettung|concatenación)(?: (?:along|in|"
    r"over) (?:the )?(?:channels?|depth)"
    r"(?: (?:axis|dimension))?| depth-?wise| channel-?wise)?", re.IGNORECASE)
_ASKED_SIZE = re.compile(
    r"\b(?:(?:what is|give|what's|quelle est|donner|wie (?:groß|lautet)(?: ist)?|cuál es|what) )?(?:(?:the|la|"
    r"le|das|die|el) )?"
    r"(?:(?:output|final|resulting) (?:volume|size|shape)|taille (?:de la sortie|de sortie)|(?:ausgabe(?:größe|"
    r"volumen))|tamaño (?:de (?:la )?)?salida)",
    re.IGNORECASE)


class _Layer(NamedTuple):
    """A convolution by its side and filters, or a pooling, which has none."""

    side: int
    filters: int


def report_of(text: str) -> Report | None:
    """The volume and the parameters of branches; None where an exercise is of something else, or says a word more."""
    return _of_layers(text) or _of_widths(text)


def _of_widths(text: str) -> Report | None:
    """The volume of branches whose channels are told."""
    facts = ConsumedText(text)
    if not facts.has(_PUT_TOGETHER) or not facts.has(_NAMES) or not facts.has(_ASKED_SIZE):
        return None
    counts = {value_of(match[1]) for match in facts.every(_ITS_BRANCHES)}
    listed = facts.every(_WIDTHS)
    sizes = {(int(match[1]), int(match[2])) for match in facts.every(_ANY_VOLUME)}
    facts.every(_AROUND)
    if len(listed) != 1 or len(sizes) != 1 or not facts.is_used_up():
        return None
    widths = [int(number) for number in re.findall("[0-9]+", listed[0][1])]
    if not counts <= {len(widths)}:
        return None
    (high, wide), total = sizes.pop(), sum(widths)
    line = f"{' + '.join(map(str, widths))} = {total}: {high}x{wide}x{total}"
    found = report(text, [AnsweredSize("channels", total, line)], ("read as: branches put together along their "
        "channels",))
    return found._replace(head={"answers": {"output": f"{high}x{wide}x{total}", **found.head["answers"]}})


def _of_layers(text: str) -> Report | None:
    """The volume and the parameters of branches whose layers are told."""
    facts = ConsumedText(text)
    joined, same, named = facts.has(_JOINED), facts.has(_SAME), facts.has(_NAME)
    items = list(_ITEM.finditer(facts.rest))
    branches = _branches(facts.rest, items)
    if not named or not joined or not same or branches is None:
        return None
    facts.rest = blanked(facts.rest, items[0].start(), items[-1].end())
    counts = {value_of(match[1]) for match in facts.every(_BRANCHES)}
    volumes = {tuple(map(int, match.groups())) for match in facts.every(_VOLUME)}
    bias, asked = facts.bias(), facts.every(_COUNT)
    size = facts.has(_SIZE)
    facts.every(_AROUND)
    if len(volumes) != 1 or not counts <= {len(branches)} or not (size or asked) or not facts.is_used_up():
        return None
    weights = bias is False or any(match["what"].lower() == "weights" for match in asked)
    return _told(text, branches, *volumes, named=(size, bool(asked)), biased=not weights)


def _branches(rest: str, items: list[re.Match[str]]) -> list[list[_Layer]] | None:
    """Layers one after another in each branch; None where something stands between them that is not read."""
    found: list[list[_Layer]] = []
    end = None
    for item in items:
        between = rest[end:item.start()] if end is not None else ""
        layer = _Layer(int(item["side"] or item["other"] or item["pool"]), int(item["filters"] or item["behind"] or 0))
        if end is not None and _GOES_ON.fullmatch(between):
            found[-1].append(layer)
        elif end is None or _BESIDE.fullmatch(between):
            found.append([layer])
        else:
            return None
        end = item.end()
    return found if len(found) > 1 else None


def _told(
    text: str, branches: list[list[_Layer]], volume: tuple[int, ...], *, named: tuple[bool, bool], biased: bool
) -> Report:
    """The volume of all branches together, and their parameters, each where it is asked for."""
    high, wide, channels = volume
    widths, counts = [], list[int]()
    for branch in branches:
        width = channels
        for layer in branch:
            if layer.filters:
                each = held(Conv(filters=layer.filters, kernel=(layer.side, layer.side)), ((1, width, high, wide),))
                counts.append(each["weight"] + biased * each["bias"])
                width = layer.filters
        widths.append(width)
    total, written = sum(widths), " + ".join(map(str, widths))
    made = [AnsweredSize("channels", total, f"{written} = {total}: {high}x{wide}x{total}")] * named[0]
    name = "params" if biased else "weights"
    made += [AnsweredSize(name, sum(counts), f"{' + '.join(map(str, counts))} = {sum(counts):,}")] * named[1]
    found = report(text, made, (f"read as: {len(branches)} branches that keep {high}x{wide}, put together along "
                                f"their channels",))
    output = {"output": f"{high}x{wide}x{total}"} if named[0] else {}
    return found._replace(head={"answers": {**output, **found.head["answers"]}})
