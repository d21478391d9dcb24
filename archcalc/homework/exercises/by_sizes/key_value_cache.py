"""Keys and values that a decoder keeps for its tokens, in bytes."""

from __future__ import annotations

import re

from archcalc.base.report import Report
from archcalc.base.units import VALUE_BYTES, mebibytes, megabytes
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, SizedForm, report, told

_NAME = re.compile(
    r"(?<![a-z])(?:the |le |der |den |el |un |a )?(?:kv|key[-/ ]value|k/v|schlüssel-wert|clés?[-/ ]valeurs?|"
    r"clave[- ]valor)[- ]?cach[eé]s?(?![a-z])|"
    r"(?:the |le |la |del? )?cach[eé]s? (?:kv|k/v|clés?[-/ ]valeurs?|clave[- ]valor|"
    r"de claves y valores)(?![a-z])|(?:kv|键值|"
    r"k/v)(?:的)?缓存|"
    r"ذاكرة (?:التخزين المؤقت )?kv|(?:ال)?مخبأ kv", re.IGNORECASE)
_ONE_TOKEN = re.compile(
    r"(?:(?:for|per|does|of|needs?|by|pour|par|pro|für|por|para) )?(?:(?:each|every|one|a single|a|single|un|"
    r"chaque|ein(?:en)?|jedes|cada) )?(?:(?:new|generated|output) )?(?<=[a-z] )token(?: needs?| takes?)?(?![a-z])|"
    r"per[- ]token|par jeton|每(?:个)?(?:token|词元)|لكل (?:رمز|توكن)", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:that )?(?:(?:stor(?:es|ed|ing)|keep(?:s|ing)?|cach(?:es|ed|ing)|hold(?:s|ing)?|speichert|stocke|"
    r"guarda) )?(?:both |the |die |les |las |all )*(?:keys?|schlüssel|clés|claves|k) (?:and|und|et|y|&) (?:the |"
    r"die |les |las )?"
    r"(?:values?|werte|valeurs|valores|v)(?: vectors| tensors)?(?: are (?:cached|stored|kept))?|缓存?键和值|"
    r"(?:an? |the |our |this |un |le |ein(?:en|es)? |une )?(?:decoder-only |autoregressive |large )?(?:llm|"
    r"language model|decoder|transformer decoder|transformer|gpt|llama|"
    r"(?:modèle de langue|décodeur|sprachmodells?|decoders?|decodificador|modelo de lenguaje))(?:[ -](?:model|"
    r"decoder|network))?s?|大?语言模型|解码器|"
    r"(?:multi-?head attention|mha)|during (?:inference|generation|decoding)|at inference|for generation|推理时?|"
    r"(?:in|for|of|with) (?:a |the )?total|"
    r"(?:grouped[- ]query|multi-?query) attention:?|(?:its|and its|that) (?=is|kept)|(?:is |are )?(?:kept|"
    r"stored|held)(?= in)|"
    r"(?:does |do )?(?:the |this |its )?caches?(?: (?:need|take|grow|occupy|use|hold))?(?![a-z])|"
    r"but(?: only)?(?![a-z])|using(?![a-z])|grows?(?![a-z])|"
    r"(?:for |of )?(?:a|one) (?:single )?(?:sequence|prompt|user|request)(?: of)?(?![a-z])", re.IGNORECASE)
_MANY = re.compile(r"(?:grouped|multi)[- ]?query|gqa|mqa|sliding|quanti", re.IGNORECASE)
FORM = SizedForm(_NAME, ("key heads", "head width", "layers", "heads", "width", "batch", "tokens"),
                 frozenset({"bytes", "memory", "output"}), {"one token": _ONE_TOKEN}, _ASIDE)


def report_of(text: str) -> Report | None:
    """The bytes of a cache of keys and values; None where an exercise is of something else, or says too little."""
    found = told(text, FORM)
    if found is None or "layers" not in found.sizes or not found.number_type:
        return None
    sizes, one = found.sizes, "one token" in found.asked
    width = _width(sizes)
    shared = _MANY.search(text) and "key heads" not in sizes
    if not width or shared or not (one or "tokens" in sizes) or ("batch" in sizes and "tokens" not in sizes):
        return None
    held = (2, sizes["layers"], width)
    wide = VALUE_BYTES[found.number_type]
    made = [_bytes("bytes_of_a_token", (*held, wide))] if one else []
    if "tokens" in sizes:
        made.append(_bytes("bytes", (*held, sizes["tokens"], sizes.get("batch", 1), wide)))
    return report(text, made, ("read as: a key and a value of every layer for every token",))


def _width(sizes: dict[str, int]) -> int:
    """The features of all keys of a layer; 0 where they are not said, or said in two ways that differ."""
    heads, wide = sizes.get("heads", 0), sizes.get("head width", 0)
    whole = sizes.get("width", 0)
    if "key heads" in sizes:
        one = wide or (whole // heads if heads and whole % heads == 0 else 0)
        return sizes["key heads"] * one
    made = heads * wide or whole
    return made if whole in {0, made} else 0


def _bytes(name: str, factors: tuple[int, ...]) -> AnsweredSize:
    """The product of some factors; a batch of one is left out."""
    size = 1
    for each in factors:
        size *= each
    written = "*".join(str(each) for i, each in enumerate(factors) if each > 1 or not i)
    scaled = f" ({megabytes(size)}, {mebibytes(size)})" if size > 1000 else ""
    return AnsweredSize(name, size, f"{written} = {size:,}{scaled}")
