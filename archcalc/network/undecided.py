"""Networks in which it is seen late whether two axes are tokens or a signal: expanded again, or told with a guess."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from archcalc.base.errors import ArchcalcError, Mistake
from archcalc.network.graph import Node
from archcalc.operators.shape_kinds import Kind, Undecided

MOST_EXPANSIONS = 16
"""So often a network is expanded again, as what expressions were told has turned out to be of another kind."""
Made = TypeVar("Made")


class MistakenKind(Exception):
    """Expressions were told sizes of tokens which have turned out to be a signal: the layers may be others."""


class MistakesOfTokens(ArchcalcError):
    """Mistakes of a network whose expressions were told sizes of kinds that nothing has decided; the other kinds."""

    def __init__(self, mistakes: list[Mistake], layers: dict[str, Kind]) -> None:
        super().__init__(mistakes)
        self.layers = layers


def until_decided(expanded: Callable[[dict[str, Kind]], Made]) -> Made:
    """What expanding a network gives, once it is known which of its shapes of two axes are signals.

    Raises ArchcalcError where expressions ask too often for sizes of which it is not.
    """
    kinds: dict[str, Kind] = {}
    for _ in range(MOST_EXPANSIONS):
        try:
            return expanded(kinds)
        except MistakenKind:
            continue
        except MistakesOfTokens as error:
            return _with_signals(expanded, kinds, error)
    raise ArchcalcError.of("too-large", "too many sizes of two axes are asked for before an operator decides whether "
                                        "they are tokens or a signal", hint="transpose: {order: [0, 2, 1]} decides it")


def _with_signals(expanded: Callable[[dict[str, Kind]], Made], kinds: dict[str, Kind], error: MistakesOfTokens) -> Made:
    """What expanding gives where what is undecided is signals; the mistakes of tokens where that is mistaken too."""
    try:
        return expanded(kinds | error.layers)
    except (ArchcalcError, MistakenKind):
        raise ArchcalcError(error.mistakes) from None


def guessed_channels(nodes: Iterable[Node]) -> tuple[str, ...]:
    """A sentence where a norm takes the first of two axes for the channels and nothing says that they are."""
    guessed = next((node for node in nodes if node.op.on_signals
                    and any(isinstance(x, Undecided) for x in node.input_shapes[:1])), None)
    if guessed is None:
        return ()
    channels = guessed.input_shapes[0][1]
    return (f"channels: nothing decides whether the two axes that {guessed.name} reads are tokens or a signal; it "
            f"takes the first, {channels:,}, for the channels",)
