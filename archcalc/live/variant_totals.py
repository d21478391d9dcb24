"""The totals of each network of a text, and the mistakes that its other variants have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archcalc.base.errors import Mistake, Place
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.units import volume
from archcalc.language.spec import variants
from archcalc.live.draft import Asked, NetworkDraft, read
from archcalc.live.text_words import inner
from archcalc.network.graph import Graph
from archcalc.reports.network_table import analyze

_MOST_VARIANTS = 50


class VariantTotals(NamedTuple):
    """The totals of a network, and the place of its name; without variants, the beginning of the text."""

    text: str
    place: Place


class OfVariants(NamedTuple):
    """The totals of the networks of a text, and mistakes of variants other than the first that it does not share."""

    totals: tuple[VariantTotals, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def of_variants(draft: NetworkDraft, beside: Path | None = None) -> OfVariants:
    r"""The totals of every variant of a text; so many variants are looked at.

    >>> from archcalc.live.draft import read
    >>> of_variants(read("input: [784]\nlayers: [linear: {units: 10}]", "net")).totals[0].text
    '7,850 params · 7,840 MACs · 10'
    """
    if draft.document is None:
        return OfVariants()
    named = variants(draft.document)[:_MOST_VARIANTS]
    if not named:
        place = Place(draft.source, 1, 1)
        return OfVariants((VariantTotals(totals(draft.graph), place),) if draft.graph is not None else ())
    keys = draft.document.root.data["variants"].keys
    drafts = {name: draft if name == named[0] else read(draft.source.text, draft.source.name, beside, Asked(name))
              for name in named}
    found = (VariantTotals(f"{name}: {totals(each.graph)}", inner(keys[name]))
             for name, each in drafts.items() if each.graph is not None)
    return OfVariants(tuple(found), tuple(dict.fromkeys(_of_others(draft, drafts))))


def _of_others(draft: NetworkDraft, drafts: dict[str, NetworkDraft]) -> Iterator[Mistake]:
    """Mistakes of other variants, which say whose they are."""
    shared = {(mistake.message, mistake.place) for mistake in draft.mistakes}
    told: set[tuple[str, Place | None]] = set()
    for name, each in drafts.items():
        for mistake in each.mistakes:
            fact = (mistake.message, mistake.place)
            if fact not in shared and fact not in told:
                told.add(fact)
                yield mistake._replace(message=f"in {name}: {mistake.message}")


def totals(graph: Graph) -> str:
    """Parameters, MACs and outputs of a network in a line."""
    found = analyze(graph).tail["totals"]
    outputs = ", ".join(volume(graph.nodes[position].volume) for position in graph.outputs[:3])
    at_least = graph.at_least
    return " · ".join([f"{at_least}{found['params']:,} params", f"{at_least}{found['macs']:,} MACs", outputs])
