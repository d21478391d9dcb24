"""Notes under a plan: what is counted and what is not, where checkpoints lie, the device, the bound."""

from __future__ import annotations

from collections.abc import Iterator

from archcalc.base import units
from archcalc.counting.measures import measured
from archcalc.network.batch_items import an_item, items
from archcalc.network.graph import Graph
from archcalc.operators.attention._base import MultiHeadAttention
from archcalc.training import optimizers
from archcalc.training.checkpointing import HOW_WORDS
from archcalc.training.cut_points import cuttable
from archcalc.training.gpus import Device
from archcalc.training.memory import Choices
from archcalc.training.plan import Plan


def remarks(plan: Plan) -> Iterator[str]:
    """Sentences, the most important first."""
    choices = plan.choices
    yield (f"peak: {_bytes(plan.need.peak)}, {_when(plan)}; all parts, each at its largest, would be "
           f"{_bytes(plan.need.total)}, but do not meet")
    yield from _of_device(plan)
    yield from _of_batches(plan)
    yield from _of_checkpoints(plan)
    yield from _of_many(plan)
    yield f"{choices.dtype}: {choices.precision.words}"
    yield from _of_autocast(choices)
    yield (f"{choices.optimizer}: {optimizers.load(choices.optimizer).source}; it counts for every trained parameter, "
           "its counter of steps not")
    yield from of_step(choices)
    yield from _of_saving(plan)
    yield ("not counted: the workspace of convolutions, a framework's copies for communication, the driver's own "
           "memory, and what is lost between pieces")


_PHASES = {"before": "before the step", "forward": "while {} goes forward", "loss": "in the loss",
           "forward again": "while {} goes forward again", "backward": "while {} goes backward",
           "optimizer": "in the optimizer's step"}
"""The times of a step, in words; {} is a layer."""


def _when(plan: Plan) -> str:
    moment = plan.need.moment
    return _PHASES[moment.phase].format("" if moment.layer is None else plan.graph.nodes[moment.layer].name)


def _of_autocast(choices: Choices) -> Iterator[str]:
    """The conversions of autocast, and whose list decides."""
    if choices.amp is None:
        return
    where = "CUDA" if choices.amp.device == "cuda" else "the CPU (--gpu takes CUDA's)"
    yield (f"autocast to {choices.amp.number}: matrix products and convolutions in 16 bits, some functions in "
           f"float32, by PyTorch 2.13's list for {where}; parameters, their gradients and the optimizer stay float32; "
           "weights are converted once a step, and volumes, of which the layers have (input to ...), by each layer "
           "for itself")


def of_step(choices: Choices) -> Iterator[str]:
    """The way in which the optimizer makes its step, and what else there is."""
    step, found = choices.made_step, optimizers.load(choices.optimizer)
    if step is None:
        yield f"{found.name} does not say what its step makes for itself: the peak is at least so much"
        return
    copies = "; gradients are copied to float32 for the master copy" if choices.precision.master else ""
    yield (f"step: {choices.step_words} (of {', '.join(found.temporaries)}; PyTorch's own choice is loop on a CPU, "
           f"foreach on a GPU), without weight decay that is added to gradients{copies}")


def _bytes(size: int) -> str:
    return f"{units.megabytes(size)} = {units.mebibytes(size)}"


def _of_device(plan: Plan) -> Iterator[str]:
    """The card, and the bound on time, which is one and no prediction."""
    card, bounds = plan.fleet.device, plan.bounds
    if card is None:
        return
    free = f", {plan.fleet.reserve} of it left free" if plan.fleet.reserve else ""
    if bounds is None:
        yield f"device: {units.mebibytes(card.memory)}{free}; --gpu rtx4090 would tell the roofline, too"
        return
    yield (f"{card.name}: {units.mebibytes(card.memory)}{free}, {card.bandwidth / 10**9:,.0f} GB/s, "
           f"{_rates(card, plan.choices.dtype)} ({card.source})")
    each, least = (units.duration(seconds / plan.graph.batch) for seconds in (bounds.seconds, bounds.fused))
    yield (f"roofline, a lower bound and no prediction: a forward pass takes at least {each} {an_item(plan.graph)} if "
           f"every layer reads and writes its volumes in memory, and {least} however layers are fused, for products as "
           "written (Winograd's convolution needs fewer)")


def _rates(card: Device, dtype: str) -> str:
    """Operations a second, by the type of the products."""
    rate = f"{card.rate(dtype) / 10**12:,.1f} TFLOP/s in {dtype}"
    if dtype != "float32" or not card.tf32:
        return rate
    return (f"{rate}, and {card.tf32 / 10**12:,.1f} in TF32, which PyTorch takes for convolutions unless told "
            "otherwise (not for linear layers, attention and depthwise convolutions)")


def _of_batches(plan: Plan) -> Iterator[str]:
    """Gradients of several batches that are added up."""
    many, images = plan.choices.accumulate, plan.graph.batch
    if many > 1:
        together = items(plan.graph, many * images)
        yield (f"accumulated: the gradients of {many:,} batches of {images:,} are added up before the optimizer's "
               f"step, one for {together}; shown is the last, when those of the others are there")


def _of_checkpoints(plan: Plan) -> Iterator[str]:
    if not plan.cuts:
        yield "checkpoints: none; to keep everything that is saved takes least"
        return
    names = ", ".join(plan.graph.nodes[i].name for i in plan.cuts)
    again = plan.ways[-1].recomputed
    step = sum(sum(measured(plan.graph, name)) for name in ("macs", "macs_of_weights", "macs_of_inputs"))
    looked = len(cuttable(plan.graph, plan.choices).places()) - 2
    how = HOW_WORDS[plan.checkpoint or "best"].format(looked)
    yield (f"checkpointed: kept after {names}: {how}; "
           f"{units.count(again)} MACs are computed again, {units.percent(again, step)} more a step (Chen et al. 2016)")


def _of_many(plan: Plan) -> Iterator[str]:
    """Sharding, and splitting."""
    if plan.fleet.devices > 1:
        yield ("ZeRO: stage 1 divides the optimizer's state among the devices, 2 also the gradients, 3 also the "
               "parameters, of which the largest layer's are gathered whole besides (Rajbhandari et al. 2020)")
        if plan.choices.dtype == "mixed":
            yield ("DeepSpeed's estimator, shown where the optimizer is Adam, divides 18 bytes of each value, the "
                   "paper 14 or 16, and in stage 2 two more are on every device")
    if plan.stages is not None:
        looked = len(cuttable(plan.graph, plan.choices).places()) - 2
        yield (f"split by layers, at the best of {looked} places: one batch is on its way at a time; as much as "
               "crosses forward comes back in gradients")
    if plan.streams is not None:
        held, saved, macs = plan.streams.held, plan.streams.saved, plan.streams.macs
        yield (f"streams: each device has its share of every layer's filters: {units.megabytes(held)} of parameters, "
               f"gradients and optimizer, {units.megabytes(saved)} saved for the backward pass (the whole image and "
               f"what it is handed among it), {units.count(macs)} MACs; as much as crosses forward comes back in "
               "gradients")


def _of_saving(plan: Plan) -> Iterator[str]:
    """A note on saved values, and whose choices decide them."""
    choices = plan.choices
    yield ("named: the batch, its labels and scores, and a module's input while its layers run, as in PyTorch; the "
           "loss is cross entropy")
    yield ("saved: what PyTorch 2.13 saves, each piece of memory once, no parameters, the input where a layer keeps "
           f"it; {of_mode(choices)}; the scores feed the loss, so that a softmax at the end is "
           "not kept")
    yield from of_framework(plan.graph, choices)
    yield from _of_attention(plan.graph)


_MODES = {"train": "norms take the batch's statistics, dropout works",
          "eval": "norms take their running statistics, dropout does nothing, and gradients are still wanted"}


def of_mode(choices: Choices) -> str:
    """The mode, with its words to norms and dropout."""
    return f"{choices.mode} mode: {_MODES[choices.mode]}"


def of_framework(graph: Graph, choices: Choices) -> Iterator[str]:
    """The choices of a framework, and those that the network has no use for."""
    traits = set().union(*(node.op.traits for node in graph.nodes))
    chosen = [f"activations {'in place where PyTorch has them so' if choices.in_place else 'never in place'}"]
    if "normalises" in traits:
        chosen.append(f"norms {'fused' if choices.fused else 'composed of elementary operations'}")
    if "random" in traits and choices.mode == "train":
        size = choices.mask_bytes or choices.precision.activation
        as_values = choices.amp is not None and choices.mask_bytes is None
        chosen.append("dropout's masks in the numbers of what they mask" if as_values else
                      f"dropout's masks of {size} {'byte' if size == 1 else 'bytes'} a value")
    yield f"the framework's choices: {', '.join(chosen)}"
    if "normalises" not in traits and not choices.fused:
        yield "--norms is not used: the network has no norms"
    if choices.mask_bytes and not ("random" in traits and choices.mode == "train"):
        yield f"--masks is not used: there is no dropout in {choices.mode} mode"


def _of_attention(graph: Graph) -> Iterator[str]:
    """Whose attention the live gradients are those of, and where those inside one are left out."""
    found = [(node, node.op.gradients_inside(node.shape, *node.input_shapes)) for node in graph.nodes
             if "attention" in node.op.traits]
    if any(isinstance(node.op, MultiHeadAttention) and node.op.is_pytorchs(*node.input_shapes) for node, _ in found):
        yield ("live gradients of attention: those of nn.MultiheadAttention, which has queries, keys and values "
               "thrice; the source that export --to torch writes takes the three apart itself, and holds no more")
    if left := [node.name for node, inside in found if not inside]:
        more = f" and {len(left) - 1} more" if len(left) > 1 else ""
        yield (f"live gradients inside {left[0]}{more} are not counted: while it goes backward there are at least so "
               "many")
