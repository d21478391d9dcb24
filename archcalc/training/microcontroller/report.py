"""A plan for a microcontroller as a report: flash, the arena in several ways, every buffer's place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcalc.base import units
from archcalc.base.report import Column, Report, Table
from archcalc.network.folded_norms import foldable
from archcalc.training.microcontroller.microcontroller_plan import MicrocontrollerPlan, Way
from archcalc.training.microcontroller.patchwise import Patchwise
from archcalc.training.microcontroller.tflite_operators import is_one_operator

_VERDICTS = {None: None, True: "yes", False: "no"}


def report(plan: MicrocontrollerPlan, *, layers: bool = False) -> Report:
    """The answer of `archcalc plan --target mcu`; `layers` shows the arena layer by layer, else in JSON alone."""
    where = "an accelerator" if plan.board.accelerator else "a microcontroller"
    title = f"{plan.written.about.title}: on {where}, int8"
    images = "" if plan.written.batch == 1 else f", {plan.written.batch:,} images at once"
    tables, buffers = (_ways(plan), _flash(plan)), _buffers(plan.ways[0], shown=layers)
    return Report("archcalc/microcontroller/1", (buffers, *tables) if layers else (*tables, buffers),
                  tuple(_notes(plan)), _head(plan), {}, f"{title}{images}")


def _head(plan: MicrocontrollerPlan) -> dict[str, Any]:
    way, best, about = plan.ways[0], plan.ways[1], plan.written.about
    known = [fits for fits in (plan.fits_ram, plan.fits_flash) if fits is not None]
    return {"architecture": {"name": about.name, "title": about.title}, "batch": plan.written.batch, "dtype": "int8",
            "ram_bytes": plan.board.ram, "flash_bytes": plan.board.flash, "arena_bytes": way.arena.bytes,
            "judged_bytes": plan.needs(plan.judged), "constants_bytes": plan.flash.total,
            "fits_ram": plan.fits_ram, "fits_flash": plan.fits_flash,
            "fits": all(known) if known else None, "binds": plan.binds, "peak_layer": way.layer,
            "alive_bytes": way.most, "best_alive_bytes": best.most, "best_order_exact": best.exact,
            "best_order": [best.graph.nodes[i].name for i in best.order],
            "in_place_alive_bytes": plan.bounds[0].order.values,
            "patched": [{**each._asdict(), "layer": plan.ways[-1].graph.nodes[each.layer].name, "arena": each.arena}
                        for each in plan.patched]}


def _fits(size: int, there: int | None) -> str | None:
    return _VERDICTS[None if there is None else size <= there]


def _ways(plan: MicrocontrollerPlan) -> Table:
    ram = plan.board.ram
    columns = (Column("way", "way", rank=0), Column("bytes", "arena", "binary", rank=0),
               Column("fits", "fits", rank=0 if ram is not None else None),
               Column("alive_bytes", "alive at once", "binary", rank=1), Column("layer", "at", rank=2))
    rows: list[tuple[Any, ...]] = [(way.name, way.arena.bytes, _fits(plan.needs(way), ram), way.most, way.layer)
                                   for way in plan.ways]
    rows += [(bound.name, None, None, bound.order.values, None) for bound in plan.bounds]
    nodes = plan.ways[-1].graph.nodes
    rows += [(_patched(each), each.arena, _fits(each.arena, ram), None, f"cut behind {nodes[each.layer].name}")
             for each in plan.patched]
    there = "" if ram is None else f", of {units.mebibytes(ram)}"
    return Table("ways", columns, tuple(rows), None, f"Memory of activations{there}")


def _patched(way: Patchwise) -> str:
    return f"{way.across}x{way.across} patches, the image {'held' if way.held else 'by patches'}"


def _flash(plan: MicrocontrollerPlan) -> Table:
    there = "" if plan.board.flash is None else f", of {units.mebibytes(plan.board.flash)}"
    words = {"weights": "int8", "biases": "int32, with the shifts of folded norms",
             "scales": "float32, and zero points, int64"}
    columns = (Column("part", "part", rank=0), Column("bytes", "flash", "binary", rank=0, total=True),
               Column("what", "what", "prose", rank=1))
    rows = tuple((part, getattr(plan.flash, part), said) for part, said in words.items())
    verdict = {None: "", True: ": fits", False: ": does not fit"}[plan.fits_flash]
    return Table("flash", columns, rows, {"bytes": plan.flash.total}, f"Flash, at least{there}{verdict}")


def _buffers(way: Way, *, shown: bool) -> Table:
    columns = (Column("layer", "layer", rank=0), Column("op", "operator", rank=1),
               Column("offset", "offset", "count", rank=0), Column("bytes", "buffer", "count", rank=0),
               Column("first", "made in step", "count", rank=2), Column("last", "last used", "count", rank=2),
               Column("alive_bytes", "alive then", "count", rank=0))
    rows = tuple((way.graph.nodes[i].name, way.graph.nodes[i].op.kind, offset, buffer.size, buffer.first, buffer.last,
                  way.alive[buffer.first])
                 for i, buffer, offset in zip(way.order, way.buffers, way.arena.offsets, strict=True))
    marks = frozenset((number, "alive_bytes") for number, row in enumerate(rows) if row[-1] == way.most)
    return Table("buffers", columns if shown else tuple(column._replace(rank=None) for column in columns), rows, None,
                 "The arena, layer by layer, in bytes", marks=marks)


def _notes(plan: MicrocontrollerPlan) -> Iterator[str]:
    yield from _verdict(plan)
    yield ("arena: as TensorFlow Lite for Microcontrollers plans it, the largest buffer first, each at the lowest free "
           "place, in multiples of 16 bytes; the runtime's own structures, and what kernels ask for besides, come on "
           "top (its tail: 3 to 30 KB in the networks of MLPerf Tiny on 64 bits)")
    searched = any(not way.exact for way in plan.ways[1::2]) or any(not bound.order.exact for bound in plan.bounds)
    yield ("alive at once: no planner needs less in this order; best order: in which least is alive, while the greedy "
           "arena may still be larger; in place: the least of any order in a runtime that has it so"
           + ("; orders are the best that a search met, a heuristic" if searched else ""))
    for each in plan.patched:
        again, name = each.macs - each.whole, plan.ways[-1].graph.nodes[each.layer].name
        yield (f"{_patched(each)}: the layers up to {name}, where the arena is least "
               f"({units.mebibytes(each.of_patches)} of patches, {units.mebibytes(each.of_rest)} behind); what several "
               f"patches need is worked out for each: {units.count(again)} MACs more, "
               f"{units.percent(again, each.whole)} of these layers' (Lin et al. 2021, MCUNetV2); the "
               "verdict above is without patches")
    yield from _of_accelerator(plan)
    yield "flash: the file's constants; its structure, the runtime and the program come on top"
    yield from _norms(plan)
    padded = len(plan.ways[0].graph.nodes) - len(plan.ways[-1].graph.nodes)
    if padded:
        yield (f"padding: before {padded} layers it is not where TensorFlow's `SAME` has it, and a file has an operator"
               " PAD with a buffer for it; inside operators: in a runtime that pads there, or trained with `SAME`")
    kinds = sorted({node.op.kind for node in plan.ways[0].graph.nodes if not is_one_operator(node)})
    if kinds:
        yield (f"not one operator of TensorFlow Lite each: {', '.join(kinds)}; they are counted as if they were, and "
               "arena and flash are estimates")


def _verdict(plan: MicrocontrollerPlan) -> Iterator[str]:
    """A sentence on what fits and what binds, with the source of the board's figures."""
    flash, told = "weights" if plan.board.accelerator else "flash", []
    for name, size, there in (("memory", plan.needs(plan.judged), plan.board.ram),
                              (flash, plan.constants, plan.board.flash)):
        if there is not None:
            told.append(f"{name} {units.mebibytes(size)} of {units.mebibytes(there)} ({100 * size / there:.1f} %)")
    fits = [verdict for verdict in (plan.fits_ram, plan.fits_flash) if verdict is not None]
    if told:
        source = f"; {plan.board.source}" if plan.board.source else ""
        binds = {"ram": "memory binds", "flash": "weights bind" if plan.board.accelerator else "flash binds"}
        yield (f"{'fits' if all(fits) else 'does not fit'}: {', '.join(told)}, at least; {binds[plan.binds or 'ram']}"
               f"{source}")
    for name, there in (("memory", plan.board.ram), ("flash", plan.board.flash)):
        if told and there is None:
            yield f"{name}: how much there is is not known, and not judged (--{'ram' if name == 'memory' else name})"


def _of_accelerator(plan: MicrocontrollerPlan) -> Iterator[str]:
    """By what an accelerator is judged, and what of the weights it keeps."""
    if not plan.board.accelerator:
        return
    yield ("accelerator: its own compiler lays out its memory, and decides which operators it takes; the verdict is by "
           "what is alive at once with padding inside operators, below which no layout of whole volumes goes, and by "
           "the weights alone; a compiler that works in stripes may hold less")
    if not any((plan.board.ram, plan.board.flash, plan.board.cache)):
        yield f"memory: {plan.board.source} (--ram)"
    if plan.board.cache is not None:
        lacking, weights = max(plan.flash.weights - plan.board.cache, 0), plan.flash.weights
        rest = f"{units.mebibytes(lacking)} at least are sent anew for each image" if lacking else "none is sent anew"
        yield (f"cache: of {units.mebibytes(weights)} of weights {units.mebibytes(weights - lacking)} are kept; {rest} "
               f"({plan.board.source})")


def _norms(plan: MicrocontrollerPlan) -> Iterator[str]:
    norms = sum("running-statistics" in node.op.traits for node in plan.written.nodes)
    if norms:
        left = norms - len(foldable(plan.written))
        rest = f"; {left} do not follow a convolution of their own, and stay" if left else ""
        yield f"norms: {norms - left} batch norms are folded into the convolutions before them{rest}"
