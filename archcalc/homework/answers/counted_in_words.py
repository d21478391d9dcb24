"""Small numbers in words of several languages, alone or with a noun: ten, sieben Pixel, seven by seven, 七."""

from __future__ import annotations

import re

from archcalc.homework.answers.numbers import value_words

_COUNTED = {word: number for number, words in enumerate("""
    one un une ein eins eine uno una واحد 一
    two deux zwei dos اثنان اثنين 二 两
    three trois drei tres ثلاثة ثلاث 三
    four quatre vier cuatro أربعة أربع 四
    five cinq fünf cinco خمسة خمس 五
    six sechs seis ستة ست 六
    seven sept sieben siete سبعة سبع 七
    eight huit acht ocho ثمانية ثمان ثماني 八
    nine neuf neun nueve تسعة تسع 九
    ten dix zehn diez عشرة عشر 十
    eleven onze elf once 十一
    twelve douze zwölf doce 十二
    """.strip().splitlines(), start=1) for word in words.split()}
_WORD = "|".join(sorted(_COUNTED, key=len, reverse=True))
_ALONE = re.compile(rf"(?P<one>{_WORD})(?:[\s-]*(?:by|x|times|par|sur|mal|auf|por|في|乘以?)[\s-]*(?P<other>{_WORD}))?"
                    r"(?P<noun>\s*(?:个\s*)?[^\W\d_]+)?\.?", re.IGNORECASE)


def in_words(text: str) -> str:
    """A small number that is written in words and is all there is, in digits; nothing for any other text.

    >>> [in_words(text) for text in ("Ten", "sieben Pixel", "seven by seven", "ten or so", "two layers")]
    ['10', '7 Pixel', '7x7', '', '']
    """
    found = _ALONE.fullmatch(text.strip())
    if found is None or (found["noun"] and found["noun"].strip().removeprefix("个").lower() not in value_words()):
        return ""
    noun = f" {found['noun'].strip()}" if found["noun"] else ""
    sides = [str(_COUNTED[found[name].lower()]) for name in ("one", "other") if found[name]]
    return "x".join(sides) + noun

