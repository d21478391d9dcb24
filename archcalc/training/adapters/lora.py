"""The words of --lora: the rank of adapters, the matrices that get one, and the numbers of the frozen ones.

Source: Hu et al. 2021 (LoRA); Dettmers et al. 2023 (QLoRA).
"""

from __future__ import annotations

from collections.abc import Collection

from archcalc.base.errors import ArchcalcError, quoted
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.suggestions import did_you_mean, one_of
from archcalc.training.precision import FOUR_BITS

_MOST_RANK = 65536


class Lora(NamedTuple):
    """Adapters of a `rank` beside the matrices that the `targets` name.

    Frozen matrices are held in 4 bits where `base` says in which; a `dropout` above 0 stands before each adapter.
    Layers, modules or groups named in `train` are trained whole.
    """

    rank: int
    targets: tuple[str, ...] = ("q", "v")
    base: str = ""
    dropout: float = 0.0
    train: tuple[str, ...] = ()


_LISTS = ("targets", "train")


def lora(text: str) -> Lora:
    """The adapters that are asked for: a value behind no `=` belongs to the key before it. Raises ArchcalcError.

    >>> lora("rank=8,targets=q,v,base=nf4")
    Lora(rank=8, targets=('q', 'v'), base='nf4', dropout=0.0, train=())
    >>> lora("16").rank
    16
    """
    said: dict[str, list[str]] = {}
    key = "rank"
    for piece in text.split(","):
        name, equals, value = piece.partition("=")
        if equals:
            key = name.strip()
            if key not in Lora._fields:
                raise _unknown("word", key, Lora._fields)
            if key in said:
                raise _refused(f"--lora says {key} twice")
        elif said and key not in _LISTS:
            raise _refused(f"--lora takes one {key}, found {quoted(piece.strip())} too")
        said.setdefault(key, []).append((value if equals else name).strip())
    if "rank" not in said:
        raise _refused("--lora wants a rank")
    return Lora(_rank(said["rank"][0]), _named(said.get("targets", [*Lora(1).targets])),
                _base(said.get("base", [""])[0]), _share(said.get("dropout", ["0"])[0]), _named(said.get("train", [])))


def _refused(message: str) -> ArchcalcError:
    return ArchcalcError.of("usage", message, hint="--lora rank=8,targets=q,v,base=nf4")


def _unknown(what: str, word: str, known: Collection[str]) -> ArchcalcError:
    return ArchcalcError.of("usage", f"--lora has no {what} {quoted(word)}", hint=did_you_mean(word, known),
                            expected=one_of(known))


def _rank(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= _MOST_RANK):
        raise _refused(f"--lora's rank is a whole number of 1 to {_MOST_RANK:,}, found {quoted(text)}")
    return int(text)


def _named(words: list[str]) -> tuple[str, ...]:
    if not all(words):
        raise _refused("--lora names an empty word")
    return tuple(dict.fromkeys(words))


def _base(text: str) -> str:
    if text and text not in FOUR_BITS:
        raise _unknown("base", text, FOUR_BITS)
    return text


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share < 1:
        raise _refused(f"--lora's dropout is a share from 0 to less than 1, found {quoted(text)}")
    return share
