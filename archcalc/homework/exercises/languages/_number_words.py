"""Numbers as words of French, German, Spanish, Arabic and Chinese, to ninety-nine, and those of powers of two."""

_FRENCH = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix+sept", "dix+huit", "dix+neuf"]
_FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre vingt"}
_GERMAN = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"]
_GERMAN_TENS = dict(enumerate([
    "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"], 2))
_SPANISH = ["un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "-", "doce", "trece",
    "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós",
    "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"]
"""Eleven, once, is a word of English too, and stays out."""
_SPANISH_TENS = dict(enumerate(["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"], 3))
_CHINESE = "一二三四五六七八九"


def _french() -> dict[str, int]:
    words = {word.replace("+", " "): i for i, word in enumerate(_FRENCH, 1) if i > 1}
    for tens, word in _FRENCH_TENS.items():
        words[word if tens != 80 else "quatre vingts"] = tens
        for i, unit in enumerate(_FRENCH[:19 if tens in {60, 80} else 9], 1):
            words[f"{word} {'et ' if i in {1, 11} and tens != 80 else ''}{unit.replace('+', ' ')}"] = tens + i
    words |= {f"{word} mille": 1000 * i for word, i in words.items()}
    return words | {"cent": 100, "cent vingt huit": 128, "deux cents": 200, "deux cent cinquante six": 256,
                    "cinq cents": 500, "cinq cent douze": 512, "mille": 1000, "mille vingt quatre": 1024,
                    "une dizaine": 10, "une douzaine": 12}


def _german() -> dict[str, int]:
    words = {word: i for i, word in enumerate(_GERMAN, 1) if i > 1}
    for tens, word in _GERMAN_TENS.items():
        words |= {word: 10 * tens} | {f"{unit}und{word}": 10 * tens + i for i, unit in enumerate(_GERMAN[:9], 1)}
    words |= {f"{word}tausend": 1000 * i for word, i in words.items()}
    hundred = {"hundert": 100, "hundertachtundzwanzig": 128}
    return words | hundred | {f"ein{word}": number for word, number in hundred.items()} | {
        "zweihundert": 200, "zweihundertsechsundfünfzig": 256, "fünfhundert": 500, "fünfhundertzwölf": 512,
        "tausend": 1000, "eintausend": 1000, "ein dutzend": 12}


def _spanish() -> dict[str, int]:
    words = {word: i for i, word in enumerate(_SPANISH, 1) if i > 1 and word != "-"}
    for tens, word in _SPANISH_TENS.items():
        words |= {word: 10 * tens} | {f"{word} y {unit}": 10 * tens + i for i, unit in enumerate(_SPANISH[:9], 1)}
    words |= {f"{word} mil": 1000 * i for word, i in words.items()}
    return words | {"cien": 100, "ciento veintiocho": 128, "doscientos": 200, "doscientos cincuenta y seis": 256,
                    "quinientos": 500, "quinientos doce": 512, "mil": 1000, "una docena": 12}


def _chinese() -> dict[str, int]:
    units = {word: i for i, word in enumerate(_CHINESE, 1)}
    words = {word: i for word, i in units.items() if i > 1} | {"两": 2, "十": 10}
    for word, i in units.items():
        words[f"十{word}"] = 10 + i
        if i > 1:
            words |= {f"{word}十": 10 * i} | {f"{word}十{unit}": 10 * i + j for unit, j in units.items()}
    return {f"{word}{counter}": i for word, i in words.items() for counter in ("", "个", "层", "张", "组", "块")} | {
        "一百个": 100, "一百二十八个": 128, "两百五十六个": 256, "二百五十六个": 256, "五百一十二个": 512}


FRENCH, GERMAN, SPANISH, CHINESE = _french(), _german(), _spanish(), _chinese()
ARABIC = {
    "ست": 6, "ستة": 6, "سبع": 7, "سبعة": 7, "ثمان": 8, "ثماني": 8, "ثمانية": 8, "تسع": 9, "تسعة": 9,
    "ستة عشر": 16, "ست عشرة": 16, "عشرون": 20, "عشرين": 20, "اثنان وثلاثون": 32, "اثنين وثلاثين": 32,
    "أربعة وستون": 64, "أربعة وستين": 64, "مئة": 100, "مائة": 100, "مرشحان": 2, "مرشحين": 2,
}
