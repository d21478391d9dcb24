"""Phrases that were misread as they stand: refused so, and read in plainer words that mean the same."""

from __future__ import annotations

import re

from archcalc.base.errors import quoted
from archcalc.homework.exercises.sentence_words import SentenceWord, folded, refuse

_OF_A_NETWORK = re.compile("input|entrad|entrée|eing[aä]|输入|مدخل|"
                           "hidden|ocult|caché|versteckt|verdeckt|verborgen|隐藏|隐含|مخفي", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween|\bentre\b|zwischen|connect|之间|بين", re.IGNORECASE)
_ENDS = re.compile("[.?!。？]")
_NEURON = r"(?P<neuron>neurone|neurona|neuron|unidad|unité|unit|nodo|node|nœud)(?!\w)"
_SEPARABLE = r"depth-?\s?wise[ -]sep[ae]rable (?P<kind>conv(?:olution(?:al)?)?(?: layer| block)?|block|layer)"
_SIDES = r"(?P<side>[1-9]) ?x ?(?P=side)"

_FORMS: tuple[tuple[str, str], ...] = (
    (r"(?P<before>(?:,|&|\b(?:and|plus))\s+)(?:an?|(?:an? |just |only |exactly )?(?:one|single)(?: single)?) "
     rf"output {_NEURON}", r"\g<before>1 output \g<neuron>"),
    (r"(?P<before>output layer (?:of|with|has|having) )(?:an?|(?:a |just |only )?(?:one|single)) "
     rf"(?:output )?{_NEURON}", r"\g<before>1 \g<neuron>"),
    (rf"(?P<before>(?:,|\b(?:y|más|con))\s+)una? (?:(?:sol[ao]|únic[ao]) )?{_NEURON} de salida",
     r"\g<before>1 \g<neuron> de salida"),
    (rf"(?P<before>capa de salida )(?:con|de) una? (?:(?:sol[ao]|únic[ao]) )?{_NEURON}",
     r"\g<before>con 1 \g<neuron>"),
    (rf"(?P<before>(?:,|\b(?:et|plus|avec))\s+)une? (?:(?:seule?|unique) )?{_NEURON} de sortie",
     r"\g<before>1 \g<neuron> de sortie"),
    (rf"(?P<before>couche de sortie )(?:avec|de|à) une? (?:(?:seule?|unique) )?{_NEURON}",
     r"\g<before>avec 1 \g<neuron>"),
    (r"(?P<before>(?:,|\b(?:und|sowie|plus|mit))\s+)(?:1|eine?[nmr]?)(?: einzige[snm]?)? "
     r"(?:ausgangs|ausgabe|output)-?neuron(?!\w)", r"\g<before>1 Ausgangsneuronen"),
    (r"(?P<before>(?:ausgangs|ausgabe|output)-?schicht mit )(?:nur )?(?:1|einem)(?: einzigen)? neuron(?!\w)",
     r"\g<before>1 Neuronen"),
    (r"(?P<before>[\s،,])و\s?عصبون (?:خرج|إخراج) واحد", r"\g<before>و 1 عصبون خرج"),
    (r"(?P<before>[和及,、与]?)一个输出(?:神经元|单元|节点)", r"\g<before>1个输出神经元"),
)
"""A network's one output in words, and in digits."""
OUTPUTS = tuple((re.compile(pattern, re.IGNORECASE), plainer) for pattern, plainer in _FORMS)
_HALVES = re.compile(
    rf"(?:{_SIDES} )?{_SEPARABLE} ?\((?:an? )?(?:(?P<side2>[1-9]) ?x ?(?P=side2) depth-?wise|"
    r"depth-?wise (?P<side3>[1-9]) ?x ?(?P=side3))(?: conv(?:olution)?)?(?:,| ?\+| ?->|(?=\s))(?: ?(?:and|"
    r"then|followed by|plus|an?))* ?(?:1 ?x ?1 point-?wise|point-?wise 1 ?x ?1)(?: conv(?:olution)?)?\)", re.IGNORECASE)
"""One convolution, and the halves that it has in any case."""
_OPERATIONS = re.compile(r"\b(?:how many|number of|total) (?:arithmetic )?(?P<said>operations)\b(?! per)",
                         re.IGNORECASE)
_TWO = re.compile(r"\b(?:macs?|multiply[- ](?:adds?|accumulates?)(?: operations?)?|"
                  r"multiplication and (?:an |one )?addition)"
                  r"(?:\s\w+){0,3}?\s?(?:=|\bas|\bis|\bare)\s(?:2|two)\b", re.IGNORECASE)
_ACTIVATED = re.compile(r"(?P<before>(?:,|\b(?:and|plus))\s+)(?P<said>(?:an?|one|(?:a )?single) (?:sigmoid|linear|"
                        rf"softmax|tanh|relu|logistic)(?: output)? {_NEURON})", re.IGNORECASE)

_SHARED = re.compile(r"\bsame (?:filters?|kernels?|weights?|bias(?:es)?|window) (?:is |are )?(?:used|applied|shared|"
                     r"reused|serves?|for|across)\b[^.?!]{0,20}\b(?:channels?|filters?|maps?|layers?)\b", re.IGNORECASE)
"""What several share: fewer are learned, and the word same is no padding."""


def check(text: str) -> None:
    """Raise ArchcalcError for a phrase that would be misread as it stands."""
    plain = folded(text)
    found = _HALVES.search(plain) or _SHARED.search(plain)
    found = found or (_OPERATIONS.search(plain) if _TWO.search(plain) else None)
    for pattern in (*(each for each, _ in OUTPUTS), _ACTIVATED):
        found = found or next((each for each in pattern.finditer(plain) if _is_of_a_network(each)), None)
    if found is not None:
        start = found.end("before") if "before" in found.re.groupindex else found.start()
        said = text[start:found.end()]
        refuse(text, SentenceWord("", said, start, found.end()), f"{quoted(said)} is not understood here",
               "say it otherwise: numbers as digits, each layer once, FLOPs for operations of two")


def plainer(text: str) -> str:
    """A folded text in plainer words.

    >>> plainer("depthwise separable conv (3x3 depthwise, then 1x1 pointwise)")
    '3x3 depthwise separable conv'
    >>> plainer("4 inputs, a hidden layer of 8 units and one output unit.")
    '4 inputs, a hidden layer of 8 units and 1 output unit.'
    """
    for pattern, made in OUTPUTS:
        text = pattern.sub(lambda match, made=made: _in_digits(match, made), text)  # type: ignore[misc]
    text = _HALVES.sub(_separable, text)
    return _OPERATIONS.sub(_as_flops, text) if _TWO.search(text) else text


def _is_of_a_network(match: re.Match[str]) -> bool:
    """True behind inputs, or hidden layers."""
    return _OF_A_NETWORK.search(match.string, 0, match.start()) is not None


def _in_digits(match: re.Match[str], made: str) -> str:
    """A network's one output in digits; as it stands where weights lie between it and another layer."""
    before = _ENDS.split(match.string[:match.start()])[-1]
    return match.expand(made) if _is_of_a_network(match) and not _BETWEEN.search(before) else match[0]


def _separable(match: re.Match[str]) -> str:
    """One convolution for its two halves; as it stands where two kernels are said."""
    side = match["side2"] or match["side3"]
    if match["side"] not in {None, side}:
        return match[0]
    return f"{side}x{side} depthwise separable {match['kind']}"


def _as_flops(match: re.Match[str]) -> str:
    """Operations of which a multiply-add is two."""
    return match[0].replace(match["said"], "FLOPs")
