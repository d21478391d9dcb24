"""Patches into which an image is cut: how many there are."""

from __future__ import annotations

import re

from archcalc.base.errors import quoted
from archcalc.base.report import Column, Report, Table
from archcalc.homework.exercises import said
from archcalc.homework.exercises.answers_asked import SCHEMA
from archcalc.homework.exercises.scanner import tokens
from archcalc.homework.exercises.sentence_rules.statements import statements
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, folded, refuse

_NOUN = r"(?:patch(?:e?s)?|parches|图像块|图块|小块|块|الرقع|رقعة|رقع)(?![^\W\u4e00-\u9fff])"
_ASKED = re.compile(r"(?:\b(?:how many|(?:the )?number of|combien (?:y a-t-il )?de|(?:le )?nombre de|wie ?viele"
                    r"|anzahl der|cuántos|número de|كم عدد|كم)\s+|(?:一共)?(?:有|得到)?(?:多少|几)个?\s*)"
                    rf"(?:(?:image )?(?P<patches>{_NOUN})|(?:patch )?tokens\b)"
                    r"|\bhow long is (?:the|its|this) (?:token |patch )?sequence\b", re.IGNORECASE)
_OF_NAME = re.compile(r"\bvit[- ]?(?:tiny|small|base|large|huge|[btslhg])[ /-]([0-9]{1,2})\b", re.IGNORECASE)
"""ViT-B/16, whose patches are 16x16."""
_CLASS = re.compile(
    r",? ?(?:\b(?P<without>without|not counting|excluding|ignoring)|\b(?P<with>with|including|plus)) (?:the |a |one )?"
    r"(?:class|cls|\[cls\])(?: token)?(?! embedding)", re.IGNORECASE)
_PATCHES = re.compile(
    r"(?<![^\W\u4e00-\u9fff])(?:in(?:to)? )?(?:non-?overlapping )?(?:square )?"
    r"(?:([0-9]{1,4}) ?x ?([0-9]{1,4})(?: pixels?)? patches"
    rf"|([0-9]{{1,4}}) ?x ?([0-9]{{1,4}})(?:像素)?[ -]?(?:große )?的?{_NOUN}"
    rf"|{_NOUN} (?:(?:de|der|von|بحجم|من) (?:taille |größe |tamaño )?)([0-9]{{1,4}}) ?x ?([0-9]{{1,4}})"
    r"(?: (?:pixels?|pixel|píxeles|بكسل))?"
    r"|patches (?:of (?:size )?)?([0-9]{1,4}) ?x ?([0-9]{1,4})(?: pixels?)?(?: each)?"
    r"|patch size (?:of |is |= ?)?([0-9]{1,4})(?: ?x ?([0-9]{1,4}))?)"
    r"(?!\w|\.[0-9])", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:is |are )?(?:cut|cuts|splits?|divided|divides|partitioned|partitions|chopped|sliced|tiled|does|an?|it|"
    r"vit(?:-[bslhg](?:/[0-9]+)?)?|vision transformer|images?(?= into| are| is)|use[sd]?|with|"
    r"takes?|process(?:es)?|receives?|given|long|the|its|model|reads?|gets?|"
    r"for|are|there|sees?|to|become|becomes|in|into|on|en|est|une?|se|découpée?|divisée?|partagée?|obtient-on|y a-t-il|"
    r"wird|zerlegt|geteilt|aufgeteilt|zerschnitten|entstehen|gibt es|sind es|ergeben sich|divide|dividida|corta|hay|"
    r"obtienen|salen|نقسم|تقسم|تقسيم|ينتج|نحصل على)\b|划分|分割|切分|切割|切|分|为|成|将|把|的|一共|共有",
    re.IGNORECASE)
_BESIDE = frozenset({said.INPUT, said.SEPARATOR, said.DEPTH, said.SIZE, said.LOOSE})
_HINT = "for example: a 224x224 image is cut into 16x16 patches: how many patches?"


def report(text: str) -> Report | None:
    """The number of patches of an image; None where it is not asked for. Raises ArchcalcError."""
    plain = folded(text)
    asked, patches = _ASKED.search(plain), list(_PATCHES.finditer(plain)) or list(_OF_NAME.finditer(plain))
    if asked is None or len(patches) != 1:
        return None
    class_token = _CLASS.search(plain)
    if class_token is None and not asked["patches"]:
        refuse(text, SentenceWord("", asked[0], *asked.span()), "with the class token, or without it?",
               "ask for the patches, or for the tokens with the class token")
    extra = int(bool(class_token and class_token["with"] and not asked["patches"]))
    plain = blanked(plain, *class_token.span()) if class_token else plain
    rest = _WORDS.sub(lambda match: " " * len(match[0]), blanked(blanked(plain, *asked.span()), *patches[0].span()))
    sizes = []
    for each in statements(text, tokens(rest)):
        if each.kind not in _BESIDE:
            refuse(text, each.token, f"{quoted(each.token.text)} is not understood of patches", _HINT)
        sizes += [each] if isinstance(each.value, tuple) else []
    token = SentenceWord("", patches[0][0], *patches[0].span())
    if len(sizes) != 1:
        refuse(text, token, "of one image, whose size is said", _HINT)
    return _counted(text, token, sizes[0].value, [int(side) for side in patches[0].groups() if side],
                    extra)


def _counted(text: str, token: SentenceWord, sides: tuple[int, ...], patch: list[int], extra: int) -> Report:
    """The patches along each side, and all of them."""
    high, wide = sides[1:] if len(sides) == 3 and sides[0] in {1, 3} and sides[2] > 4 else (*sides, *sides)[:2]
    down, across = (*patch, *patch)[:2]
    if high % down or wide % across:
        refuse(text, token, f"patches of {down}x{across} do not fill {high}x{wide}", "choose sizes that divide it")
    count = (high // down) * (wide // across) + extra
    more = " + 1" * extra
    rows = (("tokens" if extra else "patches", f"({high:,}/{down:,})*({wide:,}/{across:,}){more} = {count:,}"),)
    columns = (Column("figure", "figure", rank=0), Column("answer", "answer", "prose", rank=0))
    return Report(SCHEMA, (Table("answers", columns, rows),), (), {"answers": {"patches": count}}, title=text.strip())
