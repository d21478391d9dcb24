"""Batch norm by its channels: what it learns, and the running mean and variance that it keeps."""

from __future__ import annotations

import re

from archcalc.base.report import Report
from archcalc.homework.exercises.by_sizes.consumed_text import AMOUNT, ConsumedText
from archcalc.homework.exercises.by_sizes.size_reader import AnsweredSize, report

_NAME = re.compile(
    r"(?<!\w)(?:(?:an?|the|one|une?|ein(?:e|er)?|keras|tf\.keras\.layers|"
    r"layers) ?\.?)*(?:batch[- ]?norm(?:ali[sz]ation)?|bn|batch-?normalisierung|"
    r"normali[sz]ación por lotes)(?:[12]d)?(?:\(\))?(?:[- ](?:layer|schicht))?(?: (?:is|comes|sits|stands|"
    r"placed|applied|used|put|"
    r"right|directly|just|immediately|over|for|on|acts|with|has))*(?!\w)", re.IGNORECASE)
_CHANNELS = re.compile(rf"({AMOUNT}) (?:output )?(?:channels?|filters?|feature maps?|features|canaux|filtres|"
                       rf"kanälen?|filtern?|canales|"
                       r"filtros)\b", re.IGNORECASE)
_LAYER = re.compile(
    r"\b(?:(?:after|behind|follows|of|on|to|a|an|the|with|has|having|after a|nach|hinter|après|"
    r"tras) )*(?:conv2d|conv(?:olution(?:al)?)?|"
    r"convolution)(?:[- ](?:layer|output))?(?: (?:with|of|that has|has|having))*\b", re.IGNORECASE)
_WHOSE = re.compile(
    r"\b(?:does|do|has|have|is|are|will|would|of|for|in|are there in|listed|list|lists|shows?|summary\(\)|"
    r"model\.summary\(\)|"
    r"add|adds|contain|there|kept|keep|keeps|store|stores|stored|it|the layer|this layer|(?:the )?(?:bn|"
    r"batch ?norm)(?: layer)?|"
    r"of those|of them|of these|per layer)\b", re.IGNORECASE)
_LEARNED = re.compile(r"\b(?:how many|number of) (?:learnable|trainable|learned) (?:parameters|values|params|"
                      r"weights)\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:how many|number of) (?:of (?:those|them|these) are )?(?:(?:non|un|not)[- ]?(?:trainable|learnable|"
    r"learned)|buffers|running "
    r"statistics|moving statistics)(?: (?:values|parameters|params|statistics|ones))?(?: (?:are )?(?:there|kept))?"
    r"(?: ?\((?:the )?(?:running|moving) (?:mean|average)s? and (?:running |moving )?variances?\))?", re.IGNORECASE)
_RUNNING = re.compile(r"\(?(?:the )?\b(?:running|moving) (?:mean|average)s? and (?:running |moving )?variances?\b\)?|"
                      r"\(?(?:the )?\b(?:gamma|scale) and (?:beta|shift)\b\)?", re.IGNORECASE)
_ALL = re.compile(r"\b(?:how many|number of) (?:parameters|params)\b", re.IGNORECASE)


def report_of(text: str) -> Report | None:
    """The values of a batch norm; None where an exercise is of something else, or says a word more."""
    facts = ConsumedText(text)
    keras = bool(re.search(r"keras|summary\(\)|batchnormalization\(", facts.rest, re.IGNORECASE))
    if not facts.has(_NAME):
        return None
    learned, kept = facts.has(_LEARNED), facts.has(_KEPT)
    whole = facts.has(_ALL)
    channels = facts.whole(_CHANNELS)
    for pattern in (_RUNNING, _LAYER, _NAME, _WHOSE):
        facts.every(pattern)
    if not channels or not (learned or kept) or (whole and not keras) or not facts.is_used_up():
        return None
    made = [AnsweredSize("params_with_statistics", 4 * channels, f"4*{channels} = {4 * channels:,}")] * whole
    made += [AnsweredSize("params", 2 * channels, f"2*{channels} = {2 * channels:,}: scale and shift")] * learned
    kept_values = f"2*{channels} = {2 * channels:,}: running mean and variance"
    made += [AnsweredSize("buffers", 2 * channels, kept_values)] * kept
    return report(text, made, (f"read as: batch norm over {channels} channels",))
