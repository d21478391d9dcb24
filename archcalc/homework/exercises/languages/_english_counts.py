"""Numbers and places as English words, to a hundred, and those of powers of two."""

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

COUNTS = {
    **{word: i for i, word in enumerate(_UNITS, 1)},
    **{word: 10 * i for i, word in enumerate(_TENS, 2)},
    **{f"{tens} {unit}": 10 * i + j for i, tens in enumerate(_TENS, 2) for j, unit in enumerate(_UNITS[:9], 1)},
    **{f"{word} thousand": 1000 * i for word, i in [*zip(_UNITS[1:], range(2, 20), strict=True),
                                                    *zip(_TENS, range(20, 100, 10), strict=True)]},
    "single": 1, "hundred": 100, "a hundred": 100, "one hundred": 100, "one hundred twenty eight": 128,
    "one hundred and twenty eight": 128, "two hundred": 200, "two hundred and fifty six": 256,
    "two hundred fifty six": 256, "five hundred": 500, "five hundred and twelve": 512, "five hundred twelve": 512,
    "one thousand": 1000, "a thousand": 1000, "pair of": 2, "a pair of": 2, "a dozen": 12,
}
ORDINALS = {
    "last": 0, "final": 0, "the last layer": 0, "the final layer": 0, "the output layer": 0, "the hidden layer": -1,
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th":
    5,
}
