"""What people write as an answer, and what it means."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcalc.homework.answers.answer import MOST_CHARACTERS, read

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
    "150K": (149_500, 150_999),  # a nought at the end may be cut off: the lecture writes 150,528 so
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

BLANK = ["", " ", "?", "___", "...", "n/a", "TBD"]
UNREADABLE = [
    "foo", "3.3.3", "12 apples", "9**9**9", "2**2**2**2**2", "__import__('os').system('true')", "1/0", "[" * 150,
    "a" * (MOST_CHARACTERS + 1), "(" * 90 + "1" + ")" * 90, "=cmd|' /C calc'!A0", "\x1b[31m", "1e400", "conv1",
]


@pytest.mark.parametrize("text", EXACT)
def test_an_exact_number(text):
    reading = next(each for each in read(text).numbers if each.low <= each.high)
    assert (reading.low, reading.high) == (EXACT[text], EXACT[text])


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
    assert "characters" in read(said("a" * (MOST_CHARACTERS - len(said("")) + 1))).complaint


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
    assert all(each.high < 10**30 for each in read(text).numbers)
