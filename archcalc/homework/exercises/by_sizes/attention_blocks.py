"""Attention and the blocks of transformers, by their widths and heads, in six languages."""

from __future__ import annotations

import re

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Report
from archcalc.homework.exercises import answers_asked
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, SizedForm, ToldSizes, report, told
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.sentence_words import folded
from archcalc.homework.questions.networks import AskedNetwork
from archcalc.language import spec
from archcalc.language.text.document import parse
from archcalc.network import builder

_MANY = r"(?:multi[ -]?(?:head|kopf)(?:ed)?|self|selbst)"
_ATTENTION = (
    rf"(?:(?:a|an|one|the|single|standard)\s)?(?:{_MANY}[ -]?)*(?:{_MANY}[ -]?attention|attention)"
    r"(?:[ -](?:layers?|blocks?|modules?|mechanism|schicht|sublayer|sub-layer))?|"
    r"couches? d'attention(?: (?:multi-?[ -]?têtes?|à plusieurs têtes|à têtes multiples))?|"
    r"(?:auto-?)?attention (?:multi-?[ -]?têtes?|à plusieurs têtes)|"
    r"(?:selbst)?aufmerksamkeits(?:schicht|block)|(?:capa de )?(?:auto-?)?atención (?:multi-?[ -]?cabez\w*|"
    r"de múltiples cabezas)|capa de atención|"
    r"多头(?:自)?注意力(?:层|机制|模块)?(?:中|里)?|(?:自)?注意力(?:层|机制)(?:中|里)?|"
    r"(?:طبقة )?(?:ال)?انتباه (?:ال)?(?:متعدد|متعددة) (?:ال)?رؤوس")
_LAYER = r"(?:layers?|blocks?|modules?)"
_TRANSFORMER = (
    rf"(?:(?:one|single|standard|vanilla|original|pre-?norm|post-?norm|bert(?:-base|-large)?|"
    rf"vit)[ -])*transformer(?:'s)?[ -](?:encoder[ -])?{_LAYER}|"
    rf"(?:transformer[ -])?encoder[ -]{_LAYER}|(?:layer|block) of (?:a|the) transformer(?: encoder)?|"
    rf"transformer[ -]encoders?|"
    r"(?:blocs?|couches?)(?: (?:encodeur|d'encodeur|de l'encodeur))?(?: (?:de|du|d'un))? (?:transformeur|"
    r"transformer)|"
    r"encodeur(?: de)? (?:transformeur|transformer)|transformer-?(?:encoder-?)?(?:block|blocks|schicht|"
    r"schichten|layer|encoder)|"
    r"(?:bloques?|capas?)(?: (?:codificador|encoder|del codificador))?(?: (?:de|del|de un))? (?:transformer|"
    r"transformador)|"
    r"codificador (?:transformer|transformador)|transformer(?:的)?(?:编码器)?(?:的)?(?:块|层|模块|编码器)|"
    r"(?:كتلة|طبقة)(?: (?:مشفر|ترميز|المشفر))? (?:ال)?(?:محول|محولات|ترانسفورمر|transformer)")
_FEED_FORWARD = (r"(?:position-?wise )?feed[ -]?forward (?:network|layer|block|sub-?layer|part)s?|(?:the )?ffn|"
                 r"réseau feed-?forward|feed-?forward-?(?:netz|netzwerk|"
                 r"schicht)|red feed-?forward|前馈(?:网络|层)(?!的?(?:隐藏|中间|内部|维))")
_LETTERS = (r"(?:w_?\{?)?q\}?\s*[,/、]?\s*(?:w_?\{?)?k\}?\s*[,/、]?\s*(?:and\s|und\s|et\s|y\s|"
            r"و\s?)?(?:w_?\{?)?v\}?\s*(?:[,/、]?\s*(?:and|und|et|y|和|و|&)?\s*(?:the\s)?(?:(?:w_?\{?)?o\}?|"
            r"out(?:put)?|ausgabe|sortie|salida|输出))")
_ALL = (r"(?:the |all |its |die |les |las |los |sur les |en las )*(?:(?:four|4|vier|quatre|cuatro|四个|الأربع)\s*)?"
        r"(?:linear |weight |lineare[nr]? |投影)?(?:projections?(?: (?:matrices|layers))?|matrices|projektionen|"
        r"matrizen|proyecciones|矩阵|投影)")
_ASIDE = re.compile(
    rf"(?<![a-z])(?:(?:the\s)?projections?\s)?{_LETTERS}(?![a-z])\s*(?:{_ALL})?(?:\s*(?:are\s)?(?:all|"
    rf"each)\s(?:of size\s)?(?P<side>[0-9]+)\s*(?:x|to|->)\s*(?P=side)(?![0-9])(?: linear layers| matrices)?)?|"
    rf"(?<![a-z])(?:(?:on|for|in|of|sur|bei|an|en|de)\s)?(?:(?:all|the|les|den|alle[nr]?|las)\s)*(?:four|4|vier|"
    rf"quatre|cuatro)\s(?:linear\s)?(?:projections?|projection matrices|projektionen|proyecciones)|"
    r"(?:the )?(?<![\w.])(?:two|2|both|zwei|deux|dos|两个) (?:feed[ -]?forward|linear|ffn) layers|"
    r"(?:with )?all (?:the )?linear layers(?: have)?|"
    r"(?:(?:and|with|including|the|plus) )*(?:(?:two|2|both|zwei|deux|dos) )?(?:layer ?norms?|layernorms?|"
    r"layer normali[sz]ations?|ln)(?: layers| parameters)?"
    r"(?: ?\(?(?:with )?scale (?:and|\+) (?:shift|bias)\)?| ?\(?gamma (?:and|\+) beta\)?)?|"
    r"\(?(?:without|excluding|ignoring|not counting|no|ohne|sans|sin|不含|不计)(?: the| les| los| die)? (?:token |"
    r"position(?:al)? |input )?(?:embeddings?|嵌入)(?: layers?| parameters)?\)?|"
    r"in total|per layer and in total|(?:of|in) (?:an?|the) (?:encoder|transformer)(?= )|identical|(?:stacked|"
    r"stack) of|一个标准的?", re.IGNORECASE)
_NO_NORMS = re.compile(
    r"\(?(?:without|excluding|ignoring|neglecting|not counting|no|leaving out|ohne|sans|hors|sin|ignorando|不含|"
    r"不计|忽略)(?: the| any| les| la| los| die| biases and| biases or|"
    r" bias and| biais et| biases und| sesgos ni)* (?:layer ?-?norms?|layernorms?|layer normali[sz]ations?|"
    r"norms?|normali[sz]ation(?: layers)?|normalisation|"
    r"normalización|层归一化)(?: layers| parameters)?\)?", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:what is |how large is |quelle est |wie groß ist |cuál es )?(?:the |la |die )?(?:dimension(?:ality)?|"
    r"size|width|taille|größe|dimensión) (?:d_?\{?[kvh]\}? )?(?:of |per |for |in |d'|de |pro |je |por )+"
    r"(?:(?:each|every|one|a single|a|une|chaque|jede[sn]?|eines|cada|una) ?)?(?:attention )?(?:heads?|tête|"
    r"kopf(?:es)?|cabeza)|head (?:dimension|size|dim)(?! ?[=0-9])|"
    r"每个(?:注意力)?头(?:的)?(?:维度|大小|维数)(?:是多少|为多少)?|بُ?عد كل رأس", re.IGNORECASE)
_FIGURES = frozenset({"params", "weights", "biases"})
ATTENTION = SizedForm(re.compile(rf"(?<![a-z])(?:{_ATTENTION})(?![a-z])", re.IGNORECASE), ("heads", "width"), _FIGURES,
                      {"head_size": _HEAD}, _ASIDE)
TRANSFORMER = SizedForm(re.compile(rf"(?<![a-z])(?:{_TRANSFORMER})(?![a-z])", re.IGNORECASE),
                        ("layers", "inner width", "heads", "width"), _FIGURES,
                        {"no norms": _NO_NORMS, "head_size": _HEAD}, _ASIDE)
FEED_FORWARD = SizedForm(
    re.compile(rf"(?<![a-z])(?:{_FEED_FORWARD})(?![a-z])(?! ?(?:dimension|dim|size|width))", re.IGNORECASE),
    ("layers", "inner width", "width"), _FIGURES, {}, _ASIDE)
_SEVERAL = re.compile(r"encoders\b|layers|blocks|couches|schichten|capas|层|طبقات", re.IGNORECASE)
_WITH_MORE = re.compile(r"decod|décod|dekod|解码|مفكك|cross|vocab|positional enc|词表|classif", re.IGNORECASE)
"""Words that make more of it than an encoder's block."""
_PASSAGE = re.compile(r"(?:from|maps|von|de|从)\s*([0-9]+)\s*(?:to|auf|à|a|到|nach|vers)\s*([0-9]+)\s*(?:and|und|"
                      r"et|y|then|,|再)*\s*(?:back|zurück|retour|de vuelta)?\s*"
                      r"(?:to|auf|à|a|到|nach|vers)\s*\1(?![0-9])", re.IGNORECASE)


class _Counted(NamedTuple):
    """A number of blocks, with or without norms, and a block in words."""

    times: int
    norms: bool
    what: str


def report_of(text: str) -> Report | None:
    """The figures of an attention layer or of a transformer's blocks; None where an exercise is of something else."""
    if _WITH_MORE.search(text):
        return None
    found = told(text, TRANSFORMER)
    if found is not None:
        return _of_blocks(text, found)
    found = told(text, ATTENTION)
    if found is not None:
        return _of_attention(text, found)
    found = told(text, FEED_FORWARD, _PASSAGE.sub(_as_widths, folded(text)))
    return None if found is None else _of_feed_forward(text, found)


def _as_widths(match: re.Match[str]) -> str:
    """From 512 to 2048 and back, in names, where they take no more room."""
    written = f" d_model={match[1]} d_ff={match[2]} "
    return written if len(written) > len(match[0]) else written.ljust(len(match[0]))


def _of_feed_forward(text: str, found: ToldSizes) -> Report | None:
    sizes = found.sizes
    if not {"width", "inner width"} <= sizes.keys() or not found.asked or "layers" in sizes:
        return None
    steps = f"linear: {{units: {sizes['inner width']}}}\n  - relu\n  - linear: {{units: {sizes['width']}}}"
    counted = _Counted(1, norms=False, what="two linear layers, there and back")
    return _answers(text, found, _network(sizes["width"], steps), counted)


def _of_attention(text: str, found: ToldSizes) -> Report | None:
    sizes = found.sizes
    side = _ASIDE.search(text)
    if "width" not in sizes or not found.asked or sizes["width"] % sizes.get("heads", 1):
        return None
    if side and side["side"] and int(side["side"]) != sizes["width"]:
        return None
    bias = str(found.bias is not False).lower()
    network = _network(sizes["width"], f"attention: {{heads: {sizes.get('heads', 1)}, bias: {bias}}}")
    what = "queries, keys, values and output, each from the width to the width"
    return _answers(text, found, network, _Counted(1, norms=True, what=what))


def _of_blocks(text: str, found: ToldSizes) -> Report | None:
    sizes, norms = found.sizes, "no norms" not in found.asked
    asked = tuple(name for name in found.asked if name != "no norms")
    several = bool(_SEVERAL.search(found.name)) and "layers" not in sizes
    if not {"width", "inner width"} <= sizes.keys() or not asked or sizes["width"] % sizes.get("heads", 1) or several:
        return None
    if found.bias is False and norms and "params" in asked:
        return None  # whether scale and shift are left out too is open
    block = f"transformer_block: {{heads: {sizes.get('heads', 1)}, hidden: {sizes['inner width']}}}"
    what = "attention, two linear layers" + ", two layer norms with scale and shift" * norms
    counted = _Counted(sizes.get("layers", 1), norms=norms, what=what)
    return _answers(text, found._replace(asked=asked), _network(sizes["width"], block), counted)


def _answers(text: str, found: ToldSizes, network: AskedNetwork, counted: _Counted) -> Report | None:
    """The figures of so many blocks."""
    names = ("weights", "biases", "params")
    held = {each.figure.name: each.target.value
            for each in answers_asked.of_network(Exercise(text, asked=names), network, None, names)}
    affine = (held["params"] - held["weights"] - held.get("biases", 0)) * counted.norms
    biases = held.get("biases", 0) * (found.bias is not False)
    parts = {"weights": [held["weights"]], "biases": [biases], "params": [held["weights"], biases, affine]}
    width, heads = found.sizes["width"], found.sizes.get("heads")
    made = list[AnsweredSize]()
    for name in found.asked:
        if name in parts:
            made.append(_sum(name, [each for each in parts[name] if each], counted.times))
        elif heads is None:
            return None
        else:
            made.append(AnsweredSize(name, width // heads, f"{width}/{heads} = {width // heads}"))
    biased = "without biases" if found.bias is False else "with biases"
    return report(text, made, (f"read as: {counted.what}, {biased}; no number of parameters depends on the heads",))


def _sum(name: str, parts: list[int], times: int) -> AnsweredSize:
    """So many times the sum of some counts."""
    written = " + ".join(f"{each:,}" for each in parts) or "0"
    total = sum(parts) * times
    return AnsweredSize(name, total, f"{f'{times}*({written})' if times > 1 else written} = {total:,}")


def _network(width: int, step: str) -> AskedNetwork:
    """The layer as a file has it, on one token."""
    text = f"input: [1, {width}]\nlayers:\n  - {step}\n"
    return AskedNetwork("exercise", builder.build(spec.read(parse(text, "exercise"), "exercise")))
