"""Answers about bundled networks in the habits of many writers, and what makes another answer of a right one.

A line of `habits.txt` is a right answer or a wrong one, the question, and the text, its line ends as backslash n.
"""

import re

from written_answers import lines

SPOILT = """not {} | at least {} | less than {} | at most {} | {} or 5 | {} or 57x57x96 | {} per filter | {} and 7 | {} ± 5 | {} - 1 | {} + 1 | 2 x {} | twice {} | < {} |
> {} | {} / 2 | more than {} | -{} | {} % | {} million | half of {} | up to {} | nearly {} | the previous layer has {} | the next layer: {} | input: {} | {} would be wrong | {} is wrong |
it isn't {} | {}, no wait, 57 | {}, sorry, 57x57x96 | not {} but 57 | ~~{}~~ 57x57x96 | {} times 3 | {}, 57 | 57, {} | 57; {} | 57 = {} | {} = 57 | {} -> 57 | mehr als {} |
au moins {} | al menos {} | لا يقل عن {} | 不是{} | nicht {} | no {} | ليس {} | {}+ | {}-57 | {} to 57 | sqrt({}) | log2({}) | {} dozen | class {} | 2*({}) | ({})/2 | 1/{} |
{}^2 | 0.{} | {}0 | 1{} | almost {} | a multiple of {} | neither {} | instead of {} | rather than {} | {} (wrong) | {} (should be 57) | {} (or 57) | {} 57 | {} vs 57 |
from {} to 57 | {} minus 1 | one more than {} | conv2: {} | {} for conv2 | conv2 has {} | {} (pool1) | the output of pool1 is {} | {} squared | {} with stride 2 | not ~{} | twice = {}"""
"""Words and signs after which the same digits are no right answer, or after which another is given."""
_PLAIN = re.compile(r"[2-9][\d, x×*·']*[0-9](?: params| parameters)?|\([0-9]+(?:, [0-9]+)+\)")


def habits():
    """Every answer: whether it is right, the question, the text."""
    for line in lines("habits.txt"):
        kind, question, text = line.split("\t")
        yield kind == "right", question, re.sub(r"\\([\\n])", lambda found: "\n" if found[1] == "n" else "\\", text)


def spoilt():
    """Right answers of few words about alexnet's conv1 with what makes them wrong."""
    for right, question, text in habits():
        if right and question.startswith("alexnet.conv1.") and _PLAIN.fullmatch(text):
            for made in re.split(r"\s*\|\s*", SPOILT):
                yield question, made.replace("{}", text)
