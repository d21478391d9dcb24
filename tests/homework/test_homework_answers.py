"""What people write as an answer, and what it means."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from together import together

from archcalc.homework.answers import meanings
from archcalc.homework.answers.meanings import read
from archcalc.homework.answers.meanings_in_full import MOST_CHARACTERS, in_full
from archcalc.homework.answers.numbers import MOST_DIGITS

EXACT = {
    "1,792": 1792, "1 792": 1792, "1792": 1792, " 1792 ": 1792, "1'792": 1792, "1_792": 1792, "1\u00a0792": 1792, "1\u202f792": 1792,
    "138,357,544": 138357544, "138.357.544": 138357544, "0": 0, "none": 0, "None": 0, "no parameters": 0,
    "(11*11*3)*96": 34848, "11*11*3*96": 34848, "11×11×3×96": 34848, "11x11x3x96": 34848, "11·11·3·96 = 34,848": 34848,
    "3*3*3*64 + 64": 1792, "1728 + 64 biases": 1792, "(227-11)/4+1": 55, "= 1792": 1792, "2^10": 1024,
    "1792 (with biases)": 1792, "1792 params": 1792, "1,792 weights": 1792, "`1792`": 1792, "**1792**".strip("*"): 1792,
    "٤٠٩٦": 4096, "1792.0": 1792, "1.792K": 1792, "4e3": 4000, "1e8": 10**8, "2K": 2000, "0" * 40 + "7": 7,
}
"""One number each, and no other."""

ROUNDED = {
    "1.8K": (1750, 1850), "138M": (137_500_000, 138_500_000), "138 M": (137_500_000, 138_500_000),
    "1.38e8": (137_500_000, 138_500_000), "1.38E8": (137_500_000, 138_500_000), "1.38×10⁸": (137_500_000, 138_500_000),
    "1.38*10^8": (137_500_000, 138_500_000), "138 million": (137_500_000, 138_500_000), "~138M": (137_500_000, 138_500_000),
    "about 138M": (137_500_000, 138_500_000), "≈ 138M": (137_500_000, 138_500_000), "15.5 billion": (15_450_000_000, 15_550_000_000),
    "3,2M": (3_150_000, 3_250_000), "34,848 = 34.8K": (34_750, 34_850), "224*224*64=3.2M": (3_150_000, 3_250_000),
    "13.8 crore": (137_500_000, 138_500_000), "3480 lakh": (347_950_000, 348_099_999), "1.38亿": (137_500_000, 138_500_000), "1216万": (12_155_000, 12_165_000),
    "1216 Tsd": (1_215_500, 1_216_500), "1,38 Milliarden": (1_375_000_000, 1_385_000_000), "150K": (149_500, 150_999),  # a nought at the end may be cut off: the lecture writes 150,528 so
}
"""The least and the greatest integer that is written like this."""

UNITS = {
    "60950432 bytes": ("bytes", 60950432, 60950432), "60950432 B": ("bytes", 60950432, 60950432),
    "93 MB": ("bytes", 92_500_000, 93_500_000), "93MB / image": ("bytes", 92_500_000, 93_500_000),
    "588 KB": ("bytes", 587_500, 588_500), "1.5 GB": ("bytes", 1_450_000_000, 1_550_000_000), "1.5 TB": ("bytes", 1450 * 10**9, 1550 * 10**9),
    "1.5 GiB": ("bytes", 1_556_925_645, 1_664_299_827), "1.5 TiB": ("bytes", 1_594_291_860_276, 1_704_243_023_052),
    "58.1 MiB": ("bytes", 60_869_837, 60_974_694), "588 KiB": ("bytes", 601_600, 602_624),
    "487,603,456 bits": ("bits", 487603456, 487603456), "15.5 GMACs": ("macs", 15_450_000_000, 15_550_000_000),
    "30.9 GFLOPs": ("flops", 30_850_000_000, 30_950_000_000), "3.2M values": ("values", 3_150_000, 3_250_000),
}

VOLUMES = {
    "224x224x64": (224, 224, 64), "224×224×64": (224, 224, 64), "224 x 224 x 64": (224, 224, 64), "55*55*96": (55, 55, 96),
    "(64, 224, 224)": (64, 224, 224), "[55,55,96]": (55, 55, 96), "55,55,96": (55, 55, 96), "[55 55 96]": (55, 55, 96),
    "(None, 55, 55, 96)": (55, 55, 96), "(-1, 55, 55, 96)": (55, 55, 96), "torch.Size([1, 96, 55, 55])": (1, 96, 55, 55),
    "96@55x55": (96, 55, 55), "96 maps of 55x55": (96, 55, 55), "H=55, W=55, C=96": (55, 55, 96), "4096": (4096,),
    "1x1x4096": (1, 1, 4096), "55 by 55 by 96": (55, 55, 96), "55x55x96 = 290,400": (55, 55, 96), "11x11": (11, 11),
}

WITHIN = {
    "1216 # by hand": 1216, "1216, I think": 1216, "Ans: 1216": 1216, "Parameters: 1,216": 1216, "1216 trainable params": 1216, "Ans: 1,792 (by hand)": 1792,
    "0, because it learns nothing": 0, "no params (pooling)": 0, "floor((32-5+4)/1)+1 = 32, 32x32x16": (32, 32, 16), "weights: 1200, biases: 16, total: 1216": 1216, "conv1 has 1216 parameters": 1216, "1216 in total": 1216, "maybe 1216": 1216, "1216!": 1216, "12.85 MB of memory": 12_850_000,
    "1,216 total MACs": 1216, "The output is 32x32x16": (32, 32, 16), "the volume is (32, 32, 16)": (32, 32, 16), "Output: [32, 32, 16].": (32, 32, 16),
    "32x32x16.": (32, 32, 16), "(32-5+4)/1+1 = 32, so 32x32x16": (32, 32, 16), "I get 16 feature maps of 32x32": (16, 32, 32), "hence 32x32, depth 16": (32, 32, 16),
    "Réponse : 1216": 1216, "Antwort: 1216": 1216, "الجواب 1216": 1216, "答案：1216": 1216,
}
"""Numbers and volumes that stand among words."""

OTHERWISE = {
    r"\(1216\)": 1216, "$1{,}216$": 1216, "\u200f1216": 1216, "**1216**": 1216, "1200 weights + 16 biases": 1216, "1216 paramètres": 1216, "1216 معلمة": 1216,
    "65536 octets": 65536, "no learnable parameters": 0, "zero parameters": 0, "6,23,78,344": 62378344, "1216 (params)": 1216,
    r"$32 \times 32 \times 16$": (32, 32, 16), "32، 32، 16": (32, 32, 16), "32х32х16": (32, 32, 16), "16 feature maps of 32x32": (16, 32, 32), "32x32, depth 16": (32, 32, 16),
    "32x32, 16 channels": (32, 32, 16), "32 x 32 with 16 channels": (32, 32, 16), "height 32, width 32, channels 16": (32, 32, 16), "32^2 x 16": (32, 32, 16),
    "32²×16": (32, 32, 16), "32.0x32.0x16.0": (32, 32, 16),
    r"\[1216\]": 1216, r"$(5 \times 5 \times 3 + 1) \times 16 = 1{,}216$": 1216, r"$1.216 \times 10^{3}$": 1216, r"$\frac{2432}{2}$": 1216, "1200w + 16b": 1216,
    "1216 weights+biases": 1216, "1216 (incl. bias)": 1216, "1200 ohne Bias": 1200, "65536 Bytes (4 Bytes pro Wert)": 65536, "keine": 0, "aucun paramètre": 0, "لا يوجد": 0, "无": 0,
    r"$\mathbb{R}^{32\times32\times16}$": (32, 32, 16), "<32, 32, 16>": (32, 32, 16), "32 32 16": (32, 32, 16), "32/32/16": (32, 32, 16), "(*, 16, 32, 32)": (16, 32, 32),
    "(m, 32, 32, 16)": (32, 32, 16), "16 channels, 32x32 each": (16, 32, 32), "32x32@16": (32, 32, 16), "16@32*32": (16, 32, 32), "32 por 32 por 16": (32, 32, 16),
    "٣٢ في ٣٢ في ١٦": (32, 32, 16), "32乘32乘16": (32, 32, 16), "32×32, 16 Kanäle": (32, 32, 16), "C=16, H=W=32": (32, 32, 16), "16 deep, 32 wide, 31 high": (31, 32, 16),
    "(C,H,W) = (16,32,32)": (16, 32, 32), "10 scores": (10,),
    "w=1200, b=16": 1216, "(16,32,32) channels first": (16, 32, 32), "32×32 (×16)": (32, 32, 16), "16 32x32 maps": (16, 32, 32), "32 x 32, with 16 channels": (32, 32, 16),
    "$H' = W' = 32, C = 16$": (32, 32, 16), "((36-5)/1)+1 = 32 -> 32x32x16": (32, 32, 16), "Pooling has no parameters": 0, "pas de paramètres": 0,
}
"""Numbers and volumes as other people write them, in LaTeX, in other languages."""

TRAPS = """1216 or 1200 | not 1216 | at most 1216 | 1216% | 3,480 or 3,456 | between 3000 and 4000 | < 1,216 | <= 1216 | >= 1216 | ≥ 1216 | 12 apples | 1216 x |
1216±1 | twice 608 | 1216 dozen | 1216, not 1200 | isn't 1216 | 1216 Lagen | 1st | 1216 and 1217 | 1216 1217 | 1216 ou 1217 | 1216e | 0x4C0 | 1216 per channel |
1216 each | 0 or 1216 | 1216 params times 2 | 1,216 weights, 16 biases | =HYPERLINK(1) | f(1216) | 1216 total KB | half of 2432 | 1216 nicht | 1216 oder 1217 | ليس 1216 | 不是1216 |
1216 (or 1200) | 1216 (not 1200) | 1216 (at most) | 1216 (in thousands) | 1216 (per filter) | 1216 (x2) | 小于1216 | 1216 = 1200 | none or 1 | 每个1216 | class 10 | presque 1216 | 1216以上 | not ~1216 | twice ~1216 | 57 vs ~1216 | not the output: (32,32,16) | the previous layer: (32,32,16) | at least: (32,32,16) | the previous layer has none |
at most 32*38 = 1216 | 2*(1215 + 1 = 1216) | 1216 MACs per filter | 1216 withot biases | {1216 (not {x}) | up to 1216 = 1200 + 16 | 34,944K to 1216 | 32x32x16 (or 30x30x16)"""
"""Right digits, and no right answer: another number, a bound, a doubt, or a word that changes what they mean."""

BLANK = ["", " ", "?", "___", "...", "n/a", "TBD"]
UNREADABLE = [
    "foo", "3.3.3", "12 apples", "9**9**9", "2**2**2**2**2", "__import__('os').system('true')", "1/0", "[" * 150,
    "a" * (MOST_CHARACTERS + 1), "(" * 90 + "1" + ")" * 90, "=cmd|' /C calc'!A0", "\x1b[31m", "1e400", "conv1",
]


@together("text", EXACT)
def test_an_exact_number(text):
    reading = next(each for each in read(text).numbers if each.low <= each.high)
    assert (reading.low, reading.high) == (EXACT[text], EXACT[text])


@pytest.mark.parametrize("text", ["9,018,012,006,003,000,000,000,000", "9018012006003000000000000 MACs", "9018012006003 x 10^12"])
def test_a_number_of_many_digits_is_read_to_the_last_or_not_at_all(text):
    reading = read(text).numbers[0]
    assert reading.fits(9018012006003 * 10**12)
    assert not reading.fits(9018012006004 * 10**12)
    assert read("9" * MOST_DIGITS).numbers[0].low == 10**MOST_DIGITS - 1
    assert read("9" * (MOST_DIGITS + 1)).complaint


@pytest.mark.parametrize("text", ROUNDED)
def test_a_rounded_number(text):
    assert (read(text).numbers[0].low, read(text).numbers[0].high) == ROUNDED[text]


@pytest.mark.parametrize("text", UNITS)
def test_a_unit(text):
    reading = read(text).numbers[0]
    assert (reading.unit, reading.low, reading.high) == UNITS[text]


@pytest.mark.parametrize("text", VOLUMES)
def test_a_volume(text):
    assert read(text).shape == VOLUMES[text]


@pytest.mark.parametrize("text", BLANK)
def test_no_answer(text):
    assert read(text).blank


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_answer_is_read_as_none(text):
    answer = read(text)
    assert answer.complaint
    assert not answer.numbers


WORDS = {10**3: "k K thousand", 10**6: "m M mio mil mln million millions", 10**9: "g G b bn billion billions", 10**12: "t T trillion"}


@pytest.mark.parametrize(("word", "scale"), [(word, scale) for scale, words in WORDS.items() for word in words.split()])
def test_a_word_of_size(word, scale):
    assert (scale * 145 // 100, scale * 155 // 100) in {(each.low, each.high) for each in read(f"1.5 {word}").numbers}


def test_an_answer_may_have_so_many_characters():
    said = "7 ({})".format
    assert read(said("a" * (MOST_CHARACTERS - len(said(""))))).numbers[0].low == 7
    assert "characters" in str(read(said("a" * (MOST_CHARACTERS - len(said("")) + 1))).complaint)


def test_arithmetic_that_gives_a_fraction_is_no_whole_number():
    assert not any(each.fits(number) for each in read("7/2").numbers for number in (3, 4))


def test_a_lone_point_may_separate_thousands():
    assert [(each.fits(1792), each.grouped) for each in read("1.792").numbers] == [(False, False), (True, True)]


def test_a_decimal_comma_is_read_where_a_unit_follows():
    assert [each.fits(3_211_264) for each in read("3,211M").numbers] == [False, True]


@given(st.integers(0, 10**15))
def test_every_digit_counts(number):
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", " ")):
        fits = [other for other in (number - 1, number, number + 1) if any(each.fits(other) for each in read(text).numbers)]
        assert fits == [number]


SCALES = {"": 1, "K": 10**3, "M": 10**6, " million": 10**6, "G": 10**9, "e3": 10**3, "e6": 10**6}


@given(st.integers(10, 99_999), st.integers(0, 4), st.sampled_from([scale for scale in SCALES if scale]), st.integers(0, 10**15))
def test_a_number_is_written_so_if_it_rounds_to_the_digits(digits, decimals, scale, number):
    """The twin is decimal arithmetic; a nought at the end of a whole number may also be cut off."""
    text = f"{Decimal(digits).scaleb(-decimals)}{scale}"
    step = Decimal(SCALES[scale]).scaleb(-decimals)
    for near in (number, int(digits * step), int(digits * step + step / 2), int(digits * step - step / 2)):
        distance = abs(Decimal(near) - digits * step)
        cut = not decimals and digits % 10 == 0 and digits == near // SCALES[scale]
        assert any(each.fits(near) for each in read(text).numbers) == (2 * distance <= step or cut), text


@given(st.integers(1, 9), st.sampled_from(["K", "M", " million"]), st.integers(1, 10**9))
def test_one_digit_is_not_a_rounded_answer(digit, scale, number):
    assert any(each.fits(number) for each in read(f"{digit}{scale}").numbers) == (number == digit * SCALES[scale])


@given(st.text(max_size=220))
def test_any_text_is_read_without_fault(text):
    read(text)


@given(st.text("0123456789+-*/()., xKM", max_size=60))
def test_any_arithmetic_is_read_without_fault(text):
    assert all(each.high < 10**300 for each in read(text).numbers)


@together("text", WITHIN | OTHERWISE)
def test_the_one_number_or_volume_of_a_text(text):
    answer, meant = read(text), (WITHIN | OTHERWISE)[text]
    assert answer.shape == meant if isinstance(meant, tuple) else answer.numbers[0].fits(meant)
    assert bool(answer.within) == (text in WITHIN)


@together("text", [text.strip() for text in TRAPS.split("|")])
def test_right_digits_in_a_text_that_says_something_else(text):
    assert read(text).complaint


PLAIN = ["1216", "7", "1,792", "138,357,544", "55x55x96", "32x3", "1x1x1x4096", "7x7", "1234567890", "0", "1,79", "01", "5x0x3", "55x55x",
         "98000 MiB", "12.85 MB", "1.8K", "64M", "1.500 GB", "0.5 MB", "3B", "1.8 k"]


def test_a_number_or_a_volume_alone_means_what_it_means_in_full():
    for text in PLAIN:
        assert read(text) == in_full(text), text
    assert read("55x55x96").numbers[0].low == 290_400


@given(st.from_regex(meanings._NUMBER_ALONE, fullmatch=True) | st.from_regex(meanings._SIDES_ALONE, fullmatch=True))
def test_whatever_is_read_by_the_short_way_means_the_same_in_full(text):
    assert read(text) == in_full(text)


ABOUT = {"~61,000": (60_500, 61_500), "about 61 000": (60_500, 61_500), "~140 million": (135_000_000, 145_000_000), "~61,440": (61_435, 61_445)}


@pytest.mark.parametrize("text", ABOUT)
def test_noughts_at_the_end_of_a_number_that_is_about_right_are_no_digits(text):
    reading = read(text).numbers[0]
    assert (reading.low, reading.high) == ABOUT[text]


FILLERS = st.sampled_from(["the answer is", "I get", "so", "params:", "total", "it has", "conv1 has", "=>", "Ans.", "(by hand)", "in total", "I think", "Réponse", "insgesamt"])


@given(st.integers(0, 10**9), st.lists(FILLERS, max_size=3), st.lists(FILLERS, max_size=2))
def test_fillers_around_a_number_change_nothing(number, before, after):
    text = " ".join([*before, f"{number:,},", *after])
    assert all(each.fits(number) for each in read(text).numbers)


@given(st.integers(2, 10**9), st.integers(2, 10**9), st.lists(FILLERS, min_size=1, max_size=3))
def test_two_different_numbers_are_no_answer(one, other, words):
    text = f"{one} {' '.join(words)} {other} {words[0]}"
    assert one == other or "so" in words or "=>" in words or read(text).complaint


WRITTEN = {"1,728 weights and 64 biases": 1792, "weights: 1728, biases: 64": 1792, "1,792 (=1,728+64)": 1792, "参数量为1792": 1792, "1792 ✓": 1792,
           "Answer - 1792": 1792, "224x224 (64 filters)": (224, 224, 64), "TensorShape([None, 224, 224, 64])": (224, 224, 64),
           "224-224-64": (224, 224, 64), "64 maps, each 224x224": (64, 224, 224), "1792 (by hand)": 1792,
           "1792?": 1792, "~~1728~~ 1792": 1792, "1728, no wait, 1792": 1792, "1728, sorry, 1792": 1792, "not 1728 but 1792": 1792, "1792 paramters": 1792,
           "tensor(1792)": 1792, "np.int64(1792)": 1792, "print(tensor(1792, dtype=torch.int32))": 1792, "55&times;55&times;96": (55, 55, 96), "_55x55x96_": (55, 55, 96),
           "55x55x96 (kernel 11x11, stride 4, no padding)": (55, 55, 96), "227x227x3 -> 55x55x96": (55, 55, 96), "from 227x227x3 to 55x55x96": (55, 55, 96),
           "W=H=55, K=96 → 55×55×96": (55, 55, 96), "55 x 55 spatially, 96 filters so depth 96": (55, 55, 96), "27x27, depth unchanged (96)": (27, 27, 96),
           "138,357,544 (about 138M)": 138357544, "138M or 138,357,544": 138357544, "1792, of which 64 are biases": 1792, "N/A - pooling has no parameters": 0,
           "16 filters, each 5x5x3 + 1: 1216": 1216, "no tiene parámetros": 0, "without the biases: 1728": 1728, "1 792,00": 1792, "thirty-four thousand nine hundred forty-four": 34944,
           "34944 trainable, 0 non-trainable": 34944, "H_out = W_out = (227 - 11)/4 + 1 = 55, C_out = 96": (55, 55, 96), "55x55x96 because stride is 4": (55, 55, 96),
           "- 55x55x96": (55, 55, 96), "96个55×55的特征图": (96, 55, 55), "55x55x96, i.e. 290400 values": (55, 55, 96), "x.shape = (55, 55, 96)": (55, 55, 96)}


def test_further_ways_of_writing():
    found = {text: read(text).shape if isinstance(right, tuple) else read(text).numbers[0].low for text, right in WRITTEN.items()}
    assert found == WRITTEN
    assert read("≈ 1800").numbers[0].fits(1792)
