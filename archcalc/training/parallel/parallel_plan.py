"""A plan of a network divided over many ranks: what each holds, and what they exchange."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from archcalc.base import units
from archcalc.base.errors import ArchcalcError
from archcalc.base.named_tuples import NamedTuple
from archcalc.base.report import Column, Report, Table
from archcalc.network.batch_items import items
from archcalc.network.graph import Graph, whole
from archcalc.operators.attention.attention import Attention
from archcalc.operators.linear.linear import Linear
from archcalc.operators.linear.mixture import Mixture
from archcalc.training.estimators.megatron import block_activations
from archcalc.training.memory import Choices
from archcalc.training.notes import of_framework, of_mode, of_step
from archcalc.training.parallel.collectives import Exchange
from archcalc.training.parallel.rank_graph import Division, RankGraph, rank_graph
from archcalc.training.parallel.rank_memory import RankNeed, rank_needs
from archcalc.training.plan import Fleet
from archcalc.training.sharding import STAGES
from archcalc.training.strategies import sent


class Parallelism(NamedTuple):
    """Ranks that share each layer, stages of a pipeline, whether tokens are shared, too; ranks that share experts."""

    tensor: int = 1
    pipeline: int = 1
    sequence: bool = False
    expert: int = 1


class ParallelPlan(NamedTuple):
    """The network of a rank and the needs of each stage; `data` ranks have each its own batches."""

    graph: Graph
    choices: Choices
    fleet: Fleet
    parallelism: Parallelism
    data: int
    rank: RankGraph
    needs: tuple[RankNeed, ...]

    @property
    def zero(self) -> tuple[int, ...]:
        """ZeRO's stages that are planned."""
        return STAGES if self.data > 1 else STAGES[:1]


def parallel_plan(graph: Graph, choices: Choices, fleet: Fleet, asked: Parallelism) -> ParallelPlan:
    """The plan of a graph's batch as one micro-batch. Raises ArchcalcError for what does not divide."""
    choices.checked(whole(graph, "planned"))
    if asked.sequence and asked.tensor < 2:
        raise ArchcalcError.of("usage", "--sequence wants --tensor: its ranks share the tokens", hint="--tensor 2")
    if asked.expert > 1 and not any(isinstance(node.op, Mixture) for node in graph.nodes):
        raise ArchcalcError.of("usage", "--expert shares the experts of a mixture, and the network has none",
                               hint="mixtral_8x7b has some")
    ranks = asked.tensor * asked.pipeline
    devices = ranks * asked.expert if fleet.devices == 1 else fleet.devices
    fleet._replace(devices=devices).checked()
    if devices % (ranks * asked.expert):
        raise ArchcalcError.of("usage", f"{devices:,} devices do not divide into {asked.pipeline} stages of "
                               f"{asked.tensor} ranks" + (f", {asked.expert} times for the experts" if asked.expert > 1
                                                          else ""), hint=f"--gpus {ranks * asked.expert}")
    data = devices // ranks
    rank = rank_graph(graph, Division(asked.tensor, asked.sequence, asked.expert))
    needs = tuple(rank_needs(rank.graph, choices, asked.pipeline, data, STAGES if data > 1 else STAGES[:1],
                             asked.expert))
    return ParallelPlan(graph, choices, fleet._replace(devices=devices), asked, data, rank, needs)


def report(plan: ParallelPlan) -> Report:
    """The answer of `archcalc plan` with --tensor, --pipeline, --sequence or --expert."""
    asked = plan.parallelism
    head = {"architecture": {"name": plan.graph.about.name, "title": plan.graph.about.title},
            "batch": plan.graph.batch, "accumulate": plan.choices.accumulate, "optimizer": plan.choices.optimizer,
            "dtype": plan.choices.dtype, "gpus": plan.fleet.devices, "data": plan.data, **asked._asdict(),
            "peak_bytes": max(need.peaks[0] for need in plan.needs)}
    ways = [f"{number} {word}" for number, word in (
        (asked.tensor, "tensor"), (asked.pipeline, "pipeline"), (asked.expert, "expert"), (plan.data, "data"))
        if number > 1]
    images = items(plan.graph, plan.graph.batch)
    title = (f"{plan.graph.about.title} over {plan.fleet.devices:,} devices ({', '.join(ways) or '1'}"
             f"{', sequence' if asked.sequence else ''}): {images} a micro-batch, {plan.choices.optimizer}, "
             f"{plan.choices.dtype}")
    tables = (_ranks(plan), *_exchanges(plan), *_published(plan))
    return Report("archcalc/parallel/1", tables, tuple(_notes(plan)), head, {}, title)


def _ranks(plan: ParallelPlan) -> Table:
    nodes, limit = plan.rank.graph.nodes, plan.fleet.limit
    columns = [Column("stage", "stage", "count", rank=0), Column("first", "from", rank=2), Column("last", "to", rank=2),
               Column("on_the_way", "on the way", "count", rank=1 if plan.parallelism.pipeline > 1 else None)]
    columns += [Column(f"{name}_bytes", name, "bytes", rank=1) for name in ("parameters", "gradients", "optimizer")]
    columns += [Column("saved_bytes", "saved, each", "bytes", rank=1)]
    columns += [Column(f"zero{stage}_bytes" if stage else "bytes", f"ZeRO {stage}" if stage else "at the peak", "bytes",
                       rank=0) for stage in plan.zero]
    columns += [Column("fits", "fits", rank=0 if limit is not None else None)]
    rows = [(number, nodes[need.first].name, nodes[need.last].name, need.on_the_way, need.held.parameters,
             need.held.gradients, need.held.optimizer, need.saved, *need.peaks, _fits(need, limit))
            for number, need in enumerate(plan.needs, 1)]
    return Table("ranks", tuple(columns), tuple(rows), None, "Each rank of a stage")


def _fits(need: RankNeed, limit: int | None) -> str | None:
    if limit is None:
        return None
    stage = next((stage for stage, peak in enumerate(need.peaks) if peak <= limit), None)
    return "no" if stage is None else f"ZeRO {stage}" if stage else "yes"


def _exchanges(plan: ParallelPlan) -> Iterator[Table]:
    """The bytes that a rank of the busiest stage sends, by what ranks do."""
    width, names = plan.choices.precision.activation, [node.name for node in plan.rank.graph.nodes]
    place = {name: i for i, name in enumerate(names)}
    stages = [[each for each in plan.rank.exchanges if need.first <= place[each.layer] <= need.last]
              for need in plan.needs]
    sums = [sum(each.forward + each.backward for each in stage) for stage in stages]
    busiest = max(range(len(stages)), key=lambda number: sums[number])
    rows = list(_sent_inside(stages[busiest], width))
    need = plan.needs[busiest]
    if passed := max(each.passed for each in plan.needs):
        rows.append(("send and receive", "pipeline", 1, passed, passed, "micro-batch"))
    rows += _sent_of_data(plan, need)
    columns = (Column("how", "exchange", rank=0), Column("among", "among", rank=0),
               Column("times", "volumes", "count", rank=1), Column("forward_bytes", "forward", "bytes", rank=0),
               Column("backward_bytes", "backward", "bytes", rank=0), Column("per", "each", rank=1))
    where = f" of stage {busiest + 1}" if len(stages) > 1 else ""
    if rows:
        yield Table("exchanges", columns, tuple(rows), None, f"Sent by a rank{where}, as rings send")


def _sent_of_data(plan: ParallelPlan, need: RankNeed) -> Iterator[tuple[Any, ...]]:
    """The sums of gradients over the ranks of data; those of experts, over the ranks that hold the same."""
    alike = plan.data // plan.parallelism.expert
    rest = need.held._replace(gradients=need.held.gradients - need.of_experts.gradients)
    if plan.data > 1:
        yield "all-reduce", "data", 1, 0, sent(rest, 0, plan.data), "step"
    if need.of_experts.gradients and alike > 1:
        yield "all-reduce", "data, the same experts", 1, 0, sent(need.of_experts, 0, alike), "step"


def _sent_inside(exchanges: Sequence[Exchange], width: int) -> Iterator[tuple[Any, ...]]:
    grouped = defaultdict[str, list[Exchange]](list)
    for each in exchanges:
        grouped[each.how].append(each)
    for how, group in grouped.items():
        among = "expert" if how == "all-to-all" else "tensor"
        yield (how, among, len(group), width * sum(each.forward for each in group),
               width * sum(each.backward for each in group), "micro-batch")


def _published(plan: ParallelPlan) -> Iterator[Table]:
    """The formulas of Megatron-LM's authors, where blocks are such as they are for."""
    sizes = _gpt_blocks(plan.graph)
    if sizes is None or plan.choices.precision.activation != 2:
        return
    rows = tuple(block_activations(*sizes, plan.parallelism.tensor))
    columns = (Column("way", "way", rank=0), Column("bytes", "a block", "bytes", rank=0))
    yield Table("megatron", columns, rows, None,
                "Activations of a block by Korthikanti et al. 2022: 16 bits, with dropout, scores kept")


def _gpt_blocks(graph: Graph) -> tuple[int, int, int, int] | None:
    """Tokens, sequences, features and heads, where every block is GPT's: attention, a layer 4 times as wide."""
    ops = [(node.op, node.input_shapes[0]) for node in graph.nodes if isinstance(node.op, Attention)]
    if len({(op.heads, op.kv_heads, x) for op, x in ops}) != 1 or ops[0][0].kv_heads != ops[0][0].heads:
        return None
    op, x = ops[0]
    inner = sum(isinstance(node.op, Linear) and node.op.units == 4 * x[-1] and node.shape[-2:-1] == x[-2:-1]
                for node in graph.nodes)
    return (x[-2], x[0], x[-1], op.heads) if len(x) == 3 and inner == len(ops) else None


def _notes(plan: ParallelPlan) -> Iterator[str]:
    asked, nodes = plan.parallelism, plan.rank.graph.nodes
    worst = max(plan.needs, key=lambda need: need.peaks[0])
    yield (f"peak: {units.megabytes(worst.peaks[0])} = {units.mebibytes(worst.peaks[0])}, on each rank of the stage "
           f"from {nodes[worst.first].name} on: the largest moment of a step, with what other micro-batches have saved")
    if asked.tensor > 1:
        yield ("tensor: attention by heads, linear layers by units and then by inputs, tables of words and the last "
               "layer by words, as Megatron-LM has it (Shoeybi et al. 2019); all else is on every rank")
    if plan.rank.padded:
        yield f"words: padded by {plan.rank.padded:,}, to a multiple of 128 for each rank, as Megatron-LM pads them"
    if plan.rank.repeated:
        shown = ", ".join(plan.rank.repeated[:4]) + (" ..." if len(plan.rank.repeated) > 4 else "")
        many = len(plan.rank.repeated)
        yield f"whole on every rank: {many:,} layer{'s' if many > 1 else ''} with weights ({shown})"
    if asked.sequence:
        yield ("sequence: norms, sums and dropout have a share of the tokens; what a layer gathers is not kept, but "
               "gathered once more (Korthikanti et al. 2022)")
    if asked.expert > 1:
        yield ("experts: every rank has a share of them, and gets as many tokens as it sends, as if all were chosen "
               "equally often; --gpus counts them among the ranks of data; ZeRO divides experts among those of data "
               f"that hold the same, {plan.data // asked.expert:,}, as DeepSpeed does in stages 1 and 2")
    if asked.pipeline > 1:
        yield _of_the_pipeline(plan.choices.accumulate, asked.pipeline - 1)
    if len(plan.zero) > 1:
        yield (f"ZeRO: over the {plan.data} ranks of data (Rajbhandari et al. 2020); DeepSpeed and Megatron-LM have "
               "stage 1 alone beside a pipeline")
    yield from _of_choices(plan)
    yield ("not counted: buffers for what is exchanged, the workspace of kernels, the driver's own memory, and what is "
           "lost between pieces")


def _of_choices(plan: ParallelPlan) -> Iterator[str]:
    yield f"{plan.choices.dtype}: {plan.choices.precision.words}"
    yield from of_step(plan.choices)
    yield of_mode(plan.choices)
    yield from of_framework(plan.graph, plan.choices)
    if plan.fleet.reserve is not None:
        yield f"--reserve: {plan.fleet.reserve} of each device left free"


def _of_the_pipeline(many: int, idle: int) -> str:
    """How `many` micro-batches go through, during which a rank waits for `idle` others."""
    return (f"pipeline: one forward, one backward, of {many:,} micro-batch{'es' if many > 1 else ''} a step "
            f"(--accumulate): a rank is idle for {idle} of {many + idle:,} times (Narayanan et al. 2021); a weight "
            "that two stages share is on both")
