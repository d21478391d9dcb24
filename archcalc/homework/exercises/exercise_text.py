"""Text -> exercise: a chain in notation by its one reader, sentences by rules, comparisons part by part."""

from __future__ import annotations

import re

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.homework.exercises import bytes_of_volumes, chains
from archcalc.homework.exercises.asked_parts import layer_phrases, what_ifs
from archcalc.homework.exercises.assembling import stacked_windows
from archcalc.homework.exercises.assembling.assembly import exercise as assembled
from archcalc.homework.exercises.exercise import Exercise
from archcalc.homework.exercises.known_blocks import concatenations, notation_keys, patch_embeddings
from archcalc.homework.exercises.said import ALONE, ATTRIBUTE, COMPARED, INPUT, LAYER, OR, PROPORTION, Said
from archcalc.homework.exercises.scanner import tokens
from archcalc.homework.exercises.sentence_rules import counted_things
from archcalc.homework.exercises.sentence_rules.described_networks import with_described
from archcalc.homework.exercises.sentence_rules.elided_layers import with_elided
from archcalc.homework.exercises.sentence_rules.sentence_order import in_order
from archcalc.homework.exercises.sentence_rules.statements import statements
from archcalc.homework.exercises.sentence_words import SentenceWord, refuse
from archcalc.homework.exercises.vocabulary import OF_ALL

_ALTERNATIVE = re.compile("n?q*z?q*[Lhc]|n?z(?![FKI])")
"""What a further alternative begins with."""
_WITH = frozenset({"与", "和", "跟", "同"})
"""And, or with, as Chinese sets two things against each other."""
_EXAMPLE = 'for example archcalc solve "conv 96 11x11 stride 4 on 227x227x3"'


def read(text: str) -> Exercise:
    """An exercise from a text. Raises ArchcalcError for what it cannot be, with a caret under the word.

    >>> read("conv 96 11x11 stride 4 on 227x227x3").layers[0].attributes
    {'filters': 96, 'kernel': [11, 11], 'stride': 4}
    """
    found = chains.parts(text)
    if found is None:
        return _sentence(text)
    try:
        return _chain(text, found)
    except ArchcalcError as error:
        try:
            return _sentence(text)
        except ArchcalcError:
            raise error from None


def _chain(text: str, found: chains.Parts) -> Exercise:
    """A chain in the lecture's notation, with what is said and asked before and behind it."""
    around = _sentence_around(text, found)
    return around._replace(chain=found)


def _sentence_around(text: str, found: chains.Parts) -> Exercise:
    begin = found.start
    blank = text[:begin] + " " * len(found.chain) + text[begin + len(found.chain) :]
    words, parts = layer_phrases.found(text, tokens(blank))
    made = assembled(text, statements(text, words), parts)
    if made.layers or made.unknown:
        raise ArchcalcError.of(
            "exercise", "a chain stands by itself", hint="write all layers into it, with -> between them"
        )
    chains.check(found)
    return made


def _sentence(text: str) -> Exercise:
    rest, keys = notation_keys.found(text, text)
    rest, embedding = patch_embeddings.found(text, rest)
    rest, change = what_ifs.found(text, rest)
    rest, joined = concatenations.found(text, rest)
    read_words = tokens(rest)
    counted_things.check(text, read_words)
    words, parts = layer_phrases.found(text, with_described(text, read_words))
    ordered = in_order(text, with_elided(text, words))
    said = [*embedding, *joined, *statements(text, _alternatives(ordered))]
    compared = next((each for each in sorted(said, key=lambda each: not each.name) if each.kind == COMPARED), None)
    beside = next((each.token for each in (*parts, change) if each), None)
    if compared is not None:
        _check_alone(text, beside)
        return _comparison(text, said, compared)
    clash = next((each for each in said if each.kind == OR), None)
    proportion = next((each for each in said if each.kind == PROPORTION), None)
    if clash is not None and proportion is not None:
        return _comparison(text, said, proportion._replace(kind=COMPARED, name="", value="more"))
    if clash is not None:
        refuse(text, clash.token, f"{quoted(clash.token.text)} between two layers: what is to be compared?",
               "which has fewer parameters ...")
    made = assembled(text, stacked_windows.seen(text, said), parts)._replace(change=change)
    if made.unknown:
        _check_alone(text, beside or made.proportion or made.each)
    if made.each and (made.proportion or change):
        _check_alone(text, made.each)
    return _with_volume(text, notation_keys.applied(made, keys), joined)


def _with_volume(text: str, made: Exercise, joined: list[Said]) -> Exercise:
    """The exercise, or the volume that it is of where it names no layer. Raises ArchcalcError for neither."""
    if not made.layers and made.target and not made.input:
        made = made._replace(input=made.target, target=None)  # a layer puts it out, and of that no more is known
    volume = joined[0].value if joined and not made.layers and {*made.asked} <= {"output", "channels"} else ()
    if volume:
        return made._replace(together=volume)
    if not made.layers and not bytes_of_volumes.is_one(made):
        raise ArchcalcError.of("exercise", f"there is no layer in {quoted(text)}", hint=_EXAMPLE)
    return made


def _behind_input(found: list[Said]) -> list[Said]:
    """Strides and padding that are said behind what goes into the last alternative: they are those of all."""
    at = next((i for i, each in enumerate(found) if each.kind == INPUT), len(found))
    named = any(each.kind == LAYER for each in found[at:]) or not any(each.kind == LAYER for each in found[:at])
    behind = [each for each in found[at:] if each.kind == ATTRIBUTE and each.name in {"padding", "stride"}]
    return [] if named else behind


def _check_alone(text: str, beside: SentenceWord | None) -> None:
    """Raise ArchcalcError for one of several layers, or a change, where something else is worked out."""
    if beside is not None:
        refuse(text, beside, f"{quoted(beside.text)} is not understood here", "ask for a figure of one layer")


def _alternatives(found: list[SentenceWord]) -> list[SentenceWord]:
    """Compare A with B, A and B: the word between them is as good as or."""
    letters = "".join(token.code for token in found)
    if not {"X", "W", "M"} & {*letters} or "|" in letters:
        return found
    for i, token in enumerate(found[:-1]):
        compares = ("X" in letters[:i] or token.text in _WITH)  and {*"Lhzc"} & {*letters[:i]}
        if token.code in "w&o" and compares and _ALTERNATIVE.match(letters, i + 1):
            return [*found[:i], token._replace(code="|"), *found[i + 1 :]]
    return found


def _comparison(text: str, said: list[Said], compared: Said) -> Exercise:
    """Two or more alternatives, each read by itself."""
    groups: list[list[Said]] = [[]]
    for each in said:
        if each.kind == OR:
            groups.append([])
        elif each.kind not in {COMPARED, PROPORTION}:
            groups[-1].append(each)
    if len(groups) == 1 and compared.token.data == OF_ALL:
        return assembled(text, groups[0])._replace(compared=compared.name, direction=compared.value)
    groups = stacked_windows.counted(text, groups)
    behind = [each for each in _behind_input(groups[-1]) if len(groups) > 1]
    several = [assembled(text, [*group, *behind]) for group in groups[:-1]] + [assembled(text, groups[-1])]
    volumes = all(bytes_of_volumes.can_be_compared(each, compared.name) for each in several)
    if len(several) < 2 or not (volumes or all(each.layers for each in several)):
        refuse(
            text,
            compared.token,
            f"{quoted(compared.token.text)}: of which two?",
            "write or between them: two 3x3 or one 5x5",
        )
    for part in several:
        if part.unknown or part.limit or part.target or part.kept or part.residual or part.each:
            refuse(text, compared.token, "a comparison asks for no number", "ask for one thing at a time")
    first, *others = several
    asked = [name for part in several for name in part.asked]
    name = compared.name or next(iter(asked), "")
    if name == "params" and any(each.value == ALONE for each in said):
        name = "weights"  # biases that are left out behind one alternative are so of all
    if not name:
        refuse(text, compared.token, "which figure is to be compared?", "for example: which has fewer parameters")
    return first._replace(others=tuple(others), compared=name, direction=compared.value or "fewer", asked=())
