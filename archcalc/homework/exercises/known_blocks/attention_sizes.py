"""Sizes within attention and embeddings: of a head, of the scores, of the projections of queries, keys and values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from archcalc.base.errors import quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.homework.exercises.answers_asked import SCHEMA
from archcalc.homework.exercises.known_blocks.numbers_said import left_of, number_of
from archcalc.homework.exercises.sentence_words import SentenceWord, blanked, folded, refuse

_END = r"(?!\w|\.[0-9])"
_IS = rf"(?: ?[=:]| of| is)? ?([0-9][0-9,]*){_END}"
_SAID = {
    "width": re.compile(rf"\bd_?\{{?model\}}?{_IS}|\b(?:model|hidden|embedding|embed)[ _](?:dimension|dim|size|"
                        rf"width)(?: d)?{_IS}"
                        rf"|\b(?:total )?(?:dimension|width) d{_IS}|(?<![\w.])([0-9][0-9,]*)[- "
                        rf"]dimensional\b", re.IGNORECASE),
    "heads": re.compile(rf"(?<![\w.])(?:h ?= ?)?([0-9]+) (?:attention |parallel |self-attention )?heads\b|"
                        rf"\b(?:num_heads|n_?heads?|h) ?= ?"
                        rf"([0-9]+){_END}", re.IGNORECASE),
    "tokens": re.compile(rf"\b(?:context|sequence|max(?:imum)? sequence) (?:length|size|window)(?: [nTL])?{_IS}"
                         rf"|(?<![\w.])([0-9][0-9,]*) (?:tokens|positions|words)\b|\bsequences? of (?:length "
                         rf")?([0-9][0-9,]*)"
                         r"(?: tokens| words)?\b", re.IGNORECASE),
    "entries": re.compile(rf"\bvocab(?:ulary)?(?: size)?(?: V)?{_IS}(?: tokens| words)?", re.IGNORECASE),
    "batch": re.compile(rf"\bbatch(?: size)?{_IS}", re.IGNORECASE),
}
_HINT = "for example: d_model = 512 and 8 heads: what is the dimension of each head?"
_LEFT = (
    "a|an|the|of|in|for|with|and|has|have|uses?|using|is|are|it|its|what|what's|which|how|many|much|do|does|contain|total|layer|"
    "multi|multihead|head|headed|self|attention|transformer|decoder|encoder|block|model|language|gpt|bert|small|base|large|"
    "s|suppose|consider|given|compute|calculate|find|number|together|there|one|single|query|key|value|split|among|"
    "across|evenly|sequence|input|inputs|length|processes|process|reads|trained|learned|learnable|parameters?|weights?|"
    "tokens?|size|dimension|we|you|to|if|where|then|equally|same|module|mechanism|on|at")


class _Asked(NamedTuple):
    """A question: how it is asked, what it needs, what it may be told besides, and the answer with its arithmetic."""

    name: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    may: tuple[str, ...]
    answer: Callable[[Mapping[str, int]], tuple[int, str]]


def _of_a_head(said: Mapping[str, int]) -> tuple[int, str]:
    return said["width"] // said["heads"], f"{said['width']}/{said['heads']}"


def _of_scores(said: Mapping[str, int]) -> tuple[int, str]:
    factors = [said.get("batch", 1), said.get("heads", 1), said["tokens"], said["tokens"]]
    told = "*".join(str(each) for i, each in enumerate(factors) if i > 1 or each > 1)
    return factors[0] * factors[1] * factors[2] ** 2, told


def _of_projections(said: Mapping[str, int]) -> tuple[int, str]:
    width, bias = said["width"], said["bias"]
    return 3 * (width * width + bias * width), f"3*({width}*{width}{f' + {width}' * bias})"


def _of_embeddings(said: Mapping[str, int]) -> tuple[int, str]:
    return (said["entries"] + said["tokens"]) * said["width"], f"({said['entries']} + {said['tokens']})*{said['width']}"


_BIASES = re.compile(r",? ?\(?\b(?P<no>without(?: any)?|no|ignoring|excluding|not counting)?(?P<with>with|"
                     r"including|counting)? ?(?:the )?"
                     r"bias(?:es)?(?: terms)?\b\)?", re.IGNORECASE)
_QUESTIONS = (
    _Asked("head_size", re.compile(
        r"\b(?:size|dimension(?:ality)?|width|number of (?:dimensions|features))(?: d_\{?[kvh]\}?)?(?: of the "
        r"(?:queries|keys|values|"
        r"query vectors?|key vectors?))? (?:of|per|in|for) (?:each|one|every|a|a single)(?: attention)? head\b|"
        r"\beach head's "
        r"(?:size|dimension|width)|\b(?:the )?(?:head (?:size|dimension|dim)|d_\{?k\}?|d_\{?head\}?|dimension per "
        r"head)(?= ?[?.]|$)|"
        r"\bhow (?:large|big|wide|many dimensions) is each(?: attention)? head\b", re.IGNORECASE),
        ("width", "heads"), (), _of_a_head),
    _Asked("attention_scores", re.compile(
        r"\b(?:how many|number of) (?:entries|values|elements|numbers|attention weights|attention scores|"
        r"scores)\b(?: (?:do|does|are|in|"
        r"of|there|have|has|the|all|its|an?))*(?: (?:self-)?attention (?:score|weight)? ?(?:matrix|matrices|maps?|"
        r"scores))?"
        r"(?= ?[?.,]| \w)", re.IGNORECASE), ("tokens",), ("heads", "batch"), _of_scores),
    _Asked("params", re.compile(
        r"\b(?:how many|number of) (?:parameters|weights)\b[^.?]*?\b(?:quer(?:y|ies),? (?:the )?keys?,? and (?:the "
        r")?values?)"
        r"(?: (?:projections?|matrices|matrix|weights?))*", re.IGNORECASE), ("width",), ("heads",), _of_projections),
    _Asked("params", re.compile(
        r"\b(?:how many|number of) parameters\b[^.?]*?\btoken (?:embeddings? )?and (?:the )?position(?:al)? "
        r"embeddings?(?: tables| matrices)?",
        re.IGNORECASE), ("entries", "tokens", "width"), (), _of_embeddings),
)
_OF_ONE_HEAD = re.compile(r"\b(?:of|in|for|per)?(?: ?(?:each|one|a|a single|every))?(?: "
                          r"attention)? head\b", re.IGNORECASE)
_MODELS = re.compile(r"\b(?:gpt|bert|t5|llama|vit)(?:-(?:[0-9]|base|large|small|b))*\b", re.IGNORECASE)
_OF_SCORES = re.compile(r"\battention (?:score|weight|map|matri)|\bscore matri", re.IGNORECASE)


def report(text: str) -> Report | None:
    """The size that is asked for; None where none of these is. Raises ArchcalcError for what is said besides."""
    plain = folded(text)
    for asked in _QUESTIONS:
        match = asked.pattern.search(plain)
        if match and (asked.name != "attention_scores" or _OF_SCORES.search(plain)):
            said = _sizes(text, blanked(plain, *match.span()), asked, match)
            return None if said is None else _told(text, asked, said)
    return None


def _sizes(text: str, rest: str, asked: _Asked, match: re.Match[str]) -> dict[str, int] | None:
    """The sizes that are said; nothing where those that are needed are not. Raises ArchcalcError."""
    token = SentenceWord("", text[slice(*match.span())], *match.span())
    said = {"bias": 1}
    for name in (*asked.needs, *asked.may):
        found = number_of(_SAID[name], rest)
        if found is None and name in asked.needs:
            return None
        if found is not None:
            said[name], rest = found
    biases = _BIASES.search(rest) if asked.answer is _of_projections else None
    if biases:
        said["bias"] = 0 if biases["no"] else 1
        rest = blanked(rest, *biases.span())
    alone = _OF_ONE_HEAD.search(rest) if asked.answer is _of_scores else None
    if alone:
        said["heads"], rest = 1, blanked(rest, *alone.span())
    left = left_of(_MODELS.sub(lambda model: " " * len(model[0]), rest), _LEFT)
    if left:
        where = SentenceWord("", text[left[0]:left[1]], *left)
        refuse(text, where, f"{quoted(where.text)} is not understood beside {quoted(token.text)}", _HINT)
    if asked.answer is _of_a_head and said["width"] % said["heads"]:
        refuse(text, token, f"{said['width']} features cannot be divided among {said['heads']} heads", _HINT)
    return said


def _told(text: str, asked: _Asked, said: Mapping[str, int]) -> Report:
    """The number, and how it comes about."""
    value, told = asked.answer(said)
    columns = (Column("figure", "figure", rank=0), Column("answer", "answer", "prose", rank=0))
    notes = ["assumed: one head"] if asked.name == "attention_scores" and "heads" not in said else []
    notes += ["read as: with a bias for each feature"] if asked.answer is _of_projections and said["bias"] else []
    rows = ((asked.name.replace("_", " "), f"{told} = {value:,}"),)
    head = {"answers": {asked.name: value}}
    return Report(SCHEMA, (Table("answers", columns, rows),), tuple(notes), head, title=text.strip())
