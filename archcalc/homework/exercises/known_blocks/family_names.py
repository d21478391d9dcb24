"""Names of networks that a story only mentions: the layer that it asks of is told in full."""

from __future__ import annotations

import re

from archcalc.homework.exercises.sentence_words import blanked

_NAMES = "|".join((
    r"vgg(?:-?net)?(?:-?1[1369])?", r"resnets?(?:-?[0-9]{2,3})?", "alexnet", "googlenet", r"lenet(?:-?[1245])?",
    r"mobilenets?(?:-?v[123])?", "squeezenet", r"u-?nets?", "wavenet", r"inception(?:-?v[1-4]|net)?",
    r"densenet(?:-?[0-9]{2,3})?", r"efficientnet(?:-?b[0-7])?", "xception", r"shufflenet(?:-?v[12])?", "zfnet",
    r"bert(?:-?(?:base|large))?", r"gpt(?:-?[1234])?(?:[ -](?:small|medium|large|xl))?", r"(?:vision )?transformers?",
    r"vit(?:-?[btslhg](?:/[0-9]+)?)?", r"yolo(?:v?[0-9]+)?", "dcgan", "word2vec", "seq2seq", "segnet", "convnext",
    r"deeplab(?:v[123])?", "wide ?resnet", "resnext", "network in network", "nin", "faster ?r-?cnn", "fcn",
    r"llama(?:-?[123])?", "t5", "cnn-?lstm", "c3d"))
NAMED = re.compile(rf"\b(?:{_NAMES})(?:'s)?(?!\w)", re.IGNORECASE)
"""Names of networks by themselves."""
_FAMILY = re.compile(
    r"(?:(?:as|like|such as|similar to|à la|just like|exactly like) )?(?:(?:in|of|from|for|wie in|bei|dans|en|de) )?"
    r"(?:(?:the|an?|our|its|das|dem|le|la|el) )?"
    r"(?:(?:original|modern|classic|classical|simplified|tiny|small|two-gpu|famous|popular|old|standard) )*"
    rf"\b(?:{_NAMES})(?:'s)?(?:[ -](?:style|like|type|based|architecture|paper|network|model))*(?!\w)(?!\s*\()"
    r"(?:(?=\s*:)\s*:)?", re.IGNORECASE)


_SENTENCE = re.compile(r"[^.?!;\n]*(?:\.(?=[0-9])[^.?!;\n]*)*[.?!;\n]?")
_ASKS = re.compile(r"\?|\b(?:how (?:many|much|large|big)|what|which|compute|calculate|find|determine|number of|"
                   r"combien|"
                   r"wie viele|welche|cuánt[ao]s)\b", re.IGNORECASE)
_ON_A_SIZE = re.compile(r"\s*(?:on|with|for|at|has|have|takes?|reads?|uses?)\s+(?:an?\s+)?(?:[0-9]|batch|input)",
                        re.IGNORECASE)
"""A number of the network itself: VGG-16 on 224x224x3."""
_WITHIN = re.compile(r"\b(?:in|of|from|for|as|like|such as|similar to|wie|bei|dans|en|de)\b", re.IGNORECASE)
_CHANGES = re.compile(r"\b(?:replac|chang|swap|modif|remov|instead|adapt|fine-?tun|without the|drop|cut off|freez|"
                      r"frozen|on top of|append|attach|classification head|new|"
                      r"gets|adds?\b|added|extra|additional|own\b)\w*", re.IGNORECASE)


def without(text: str) -> str | None:
    """The text with blanks for the networks that it mentions; None where it mentions none, or asks of one as a whole.

    >>> without("In VGG, conv 64 3x3")
    '      , conv 64 3x3'
    """
    rest = text
    for sentence in _SENTENCE.finditer(text):
        for match in _FAMILY.finditer(text, *sentence.span()):
            whole = _ON_A_SIZE.match(text, match.end())
            if whole or _CHANGES.search(text) or (_ASKS.search(sentence[0]) and not _WITHIN.match(match[0])):
                return None
            rest = blanked(rest, *match.span())
    return None if rest == text else rest
