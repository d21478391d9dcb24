"""Traits: what an operator is and does, by which everything that is no operator selects operators.

A class states its traits, has those of its bases, and those that these bring along. An unknown trait is refused when
the class is made, so that no operator is left out of a count by a slip of the pen.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Set
from pathlib import Path
from typing import NoReturn

from archcalc.base.errors import ArchcalcError, Place, Refused, Source, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean


class Trait(NamedTuple):
    """A trait: what it says of an operator, and the traits that it brings along."""

    meaning: str
    brings: tuple[str, ...] = ()


_MATRIX = ("weight-layer", "held", "own-volume", "module", "across-channels")

FAMILIES = {
    "input": Trait("given to the network, not computed", ("held", "by-channel")),
    "convolution": Trait("a window of weights slides over the input", ("sliding", *_MATRIX)),
    "linear": Trait("weighted sums of all features", _MATRIX),
    "pooling": Trait("one value for each window of a channel",
                     ("sliding", "held", "own-volume", "by-channel")),
    "norm": Trait("shifts or scales the values of a channel or a token", ("quiet", "beside", "own-volume")),
    "recurrent": Trait("goes through tokens one after another and carries a state along", _MATRIX),
    "attention": Trait("mixes tokens or places by how alike they are", ("held",)),
    "activation": Trait("a function of every value", ("quiet", "beside", "by-channel", "see-through")),
    "merge": Trait("joins branches", ("quiet", "own-volume", "by-channel")),
    "token": Trait("makes, marks or picks tokens", ("quiet",)),
    "reshape": Trait("moves values and computes none", ("quiet", "beside")),
    "resize": Trait("an image of another size, without weights", ("held",)),
    "product": Trait("multiplies two volumes as matrices"),
    "reduction": Trait("one value for a whole axis"),
}
"""What an operator is: the words by which people, too, select layers (--only conv,pooling)."""

TRAITS = FAMILIES | {
    "weight-layer": Trait("papers count it as a layer"),
    "sliding": Trait("windows over its input, so that its height and width are worth working out"),
    "held": Trait("the lecture's memory column has its output"),
    "quiet": Trait("the lecture's table leaves it out where it counts nothing"),
    "beside": Trait("drawn in the block of the layer beside it"),
    "see-through": Trait("keeps the volume: a derivation looks through it to the layer before"),
    "own-volume": Trait("makes a volume of its own, which an activation after it may write over"),
    "in-place": Trait("PyTorch's own networks write its output over its input"),
    "view": Trait("its output is its input's memory: the same values in another shape, or some of them"),
    "random": Trait("draws anew in every step of training, and changes nothing in use",
                    ("quiet", "beside", "see-through", "by-channel")),
    "batched": Trait("its output's first axis is as long as there are images at once, whatever its rule says"),
    "opaque": Trait("archcalc has no rule for what it computes: totals say that they leave it out"),
    "counted-only": Trait("its figures are known, and its arithmetic is not: it cannot be run"),
    "never-negative": Trait("gives zero or more, whatever it is given: zeros around it never win"),
    "by-channel": Trait("works on each channel by itself, or on those of its stream"),
    "across-channels": Trait("reads every channel, or those of its group"),
    "module": Trait("PyTorch has a module for it, which holds its parameters"),
    "normalises": Trait("a norm to profilers: subtracts a mean, divides by a deviation", ("norm", "module")),
    "running-statistics": Trait("in use statistics that it was given in training: a convolution before it takes it in",
                                ("channel-factors",)),
    "channel-factors": Trait("in use one factor and one addend a channel, which a product before it may take in"),
    "plain-product": Trait("one matrix for all tokens, by the executor's fast kernels: to them a convolution of 1x1"),
    "plain-convolution": Trait("has the executor's fast kernels, and takes in the norm after it"),
    "transposed-convolution": Trait("the executor's fast kernels convolve its phases"),
    "row-by-row": Trait("each row of its weights gives a feature, whatever the other rows are"),
    "window-pooling": Trait("pools windows at a stride"),
    "adaptive-pooling": Trait("pools into a fixed number of bins"),
    "averages": Trait("gives means"),
    "maxima": Trait("gives the largest values"),
    "sum": Trait("adds its inputs up"),
    "stacks": Trait("lays its inputs side by side along `axis`"),
    "flattened": Trait("written as papers do (FC-4096), it makes a vector of the volume that it reads"),
    "loss": Trait("belongs to the loss where a network ends in it"),
    "stored": Trait("held by the network and made from no input: where nothing reads it, it is no output", ("quiet",)),
    "readout": Trait("picks the token from which the class is read"),
    "routed": Trait("works on a value with some of its weights only: it has more products than it does"),
    "looks-back": Trait("may see the tokens before alone, of which it keeps keys and values while text is generated"),
    "scored": Trait("mixes values that it is given, by scores of the queries and keys that it is given"),
    "written-out": Trait("its products of values with values are matrix products, which profilers see"),
}
"""Every trait: what an operator is, and what it does or what is done with it."""


_ALL = "archcalc/operators/traits.py tells what there is"


def declared(cls: type, own: Set[str]) -> frozenset[str]:
    """The traits that a class states, with those that they bring along. Raises ArchcalcError for unknown ones."""
    if not isinstance(own, Set):
        refuse(cls, {"traits": Refused("operator", "traits are a set of names", hint='traits = {"pooling"}')})
    if unknown := sorted(own - TRAITS.keys()):
        refuse(cls, {word: Refused("unknown-trait", f"there is no trait {quoted(word)}",
                                   hint=did_you_mean(word, TRAITS) or _ALL) for word in unknown})
    found, waiting = set[str](), list(own)
    while waiting:
        trait = waiting.pop()
        found.add(trait)
        waiting += TRAITS[trait].brings
    return frozenset(found)


def refuse(cls: type, facts: Mapping[str, Refused]) -> NoReturn:
    """Raise what is wrong with the class of an operator, each fact at its word in the operator's file."""
    file, start = getattr(sys.modules.get(cls.__module__), "__file__", None), f"class {cls.__name__}"
    raise ArchcalcError([fact.at(place_in(file, word, start), cls.__name__) for word, fact in facts.items()])


def place_in(file: str | None, word: str, after: str = "") -> Place | None:
    """The place of a word in a Python file, at or after some text; None where there is no file, as in a shell."""
    try:
        text = Path(file or "").read_text("utf-8")
    except (OSError, ValueError):
        return None
    start = max(0, text.find(after))
    at = text.find(word, start)
    at, width = (at, len(word)) if at >= 0 else (start, len(after))
    before = text[:at].split("\n")
    return Place(Source(file or "", text), len(before), len(before[-1]) + 1, width)
