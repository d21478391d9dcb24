"""A step of training as events in order: forward, loss, backward, the optimizer's step; and its largest moment.

What is held from step to step is there before; gradients of parameters begin at None and appear as the backward pass
comes to them. Where gradients of several batches are added up, the step is the last of them: those of the others are
there before. The caller has names for the batch, the labels and the scores, as in PyTorch's own ImageNet example; the
loss is cross entropy. Under checkpoints, all parts but the last are computed a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise

from archcalc.network.graph import Graph
from archcalc.training.course import Course, course
from archcalc.training.memory import Choices, Held, Kept, step_temporaries, total
from archcalc.training.moments import Event, Moment, largest_moment
from archcalc.training.sharding import WHOLE, Sharding

SAVED = ("saved_values", "saved_indices", "saved_masks")
"""The parts of what is kept for the backward pass, in the order of `Kept`."""


def training_step(made: Course, cuts: tuple[int, ...] = (), sharding: Sharding = WHOLE) -> list[Event]:
    """The events of a step, checkpointed at `cuts`, on each of the devices.

    >>> from archcalc import build
    >>> largest_moment(training_step(course(build("vgg16"), Choices("adam", step="foreach")))).phase
    'optimizer'
    """
    return _Walk(made, sharding).step((made.start, *cuts, made.end))


def stretch_of_step(made: Course, first: int, last: int, sharding: Sharding = WHOLE) -> list[Event]:
    """The events of a step on a device that has the layers from `first` to `last` alone."""
    return _Walk(made, sharding).step((first - 1, last))


def inference(graph: Graph, choices: Choices) -> Moment:
    """The largest moment of a forward pass for which nothing is saved, beside the parameters."""
    fixed = choices._replace(mode="eval", frozen=frozenset(node.name for node in graph.nodes))
    walk = _Walk(course(graph, fixed), WHOLE)
    walk.given()
    walk.forward("forward", walk.course.start, walk.course.end, saves=False)
    return largest_moment(walk.events)


class _Walk:
    """The events of a step on a course so far, and which volumes are there: by owner, the part that they are of."""

    def __init__(self, made: Course, sharding: Sharding) -> None:
        self.course, self.sharding, self.nodes = made, sharding, made.graph.nodes
        self.events: list[Event] = []
        self.there: dict[int, str] = {}
        self.leaving = defaultdict[int, list[int]](list)
        """Volumes by the node after which no name or reader is left."""
        for owner, until in enumerate(made.until):
            if made.sizes[owner] and self.nodes[owner].inputs:
                self.leaving[until].append(owner)
        self.wanted = defaultdict[int, list[int]](list)
        """Volumes by the node whose backward pass is the last to want them."""
        self.crossing = set[int]()
        """Volumes that pass a checkpoint, and stay for the parts behind it."""
        self.live = self.gradients = self.expert_gradients = 0
        self.copied = dict[int, int]()
        """The bytes of weights in 16 bits that are there, by layer."""

    def event(self, phase: str, layer: int | None, part: str, size: int) -> None:
        if size:
            self.events.append(Event(phase, layer, part, size))

    def step(self, ends: tuple[int, ...]) -> list[Event]:
        """A whole step on the layers after the first end, up to the last, checkpointed at those between."""
        parts = list(pairwise(ends))
        self.before(ends[0], ends[-1])
        for since, until in parts[:-1]:
            self.hand_on(since, until)
            self.forward("forward", since, until, saves=False)
        self.forward("forward", *parts[-1], saves=True)
        if ends[-1] == self.course.end:
            self.loss()
        self.leave_autocast("loss", *parts[-1])
        self.backward(*parts[-1])
        for since, until in reversed(parts[:-1]):
            self.forward("forward again", since, until, saves=True)
            self.backward(since, until)
        self.raise_live("optimizer", None, 0)
        arrays = [*chain.from_iterable(self.course.trained[ends[0] + 1:ends[-1] + 1])]
        experts = sum(part.values for i, part in self.course.experts.items() if ends[0] < i <= ends[-1])
        self.event("optimizer", None, "temporaries",
                   step_temporaries(self.sharding.stepped(arrays, experts), self.course.choices))
        return self.events

    def before(self, since: int, last: int) -> None:
        """What is there before a layer works: what is held, the batch, what other devices hand over, old scores."""
        whole, experts = total(Held, self.course.held[since + 1:last + 1]), self.course.of_experts(since, last)
        self.event("before", None, "parameters", self.sharding.parameters(whole.parameters, experts.parameters))
        self.event("before", None, "buffers", whole.buffers)
        self.event("before", None, "optimizer", self.sharding.optimizer(whole.optimizer, experts.optimizer))
        if self.course.choices.accumulate > 1:
            self.event("before", None, "gradients", self.sharding.gradients(whole.gradients, experts.gradients))
        if since == self.course.start:
            self.given()
        for owner, readers in self.course.readers.items():
            if self.course.start < owner <= since and any(since < reader <= last for reader in readers):
                self.make("before", owner, kept=owner in self.course.keeper)
                self.crossing.add(owner)
        if last == self.course.end:
            self.event("before", None, "volumes", self.course.labels + self.course.scores)

    def given(self) -> None:
        """The inputs, for which the caller has a name."""
        for i, node in enumerate(self.nodes):
            if node.is_entrance:
                self.event("before", i, "saved_values" if i in self.course.keeper else "input", self.course.sizes[i])

    def hand_on(self, since: int, until: int) -> None:
        """Note what passes the checkpoint behind a part, and who wants it last on the way back."""
        for owner in range(since + 1, until + 1):
            behind = [reader for reader in self.course.readers.get(owner, ()) if reader > until]
            if behind and self.course.sizes[owner]:
                self.crossing.add(owner)
                self.wanted[min(behind)].append(owner)

    def forward(self, phase: str, since: int, until: int, *, saves: bool) -> None:
        """The layers of a part, one after another."""
        sizes, keepers, never = self.course.sizes, self.course.keeper, len(self.nodes)
        for i in range(since + 1, until + 1):
            if not self.nodes[i].inputs:
                continue
            self.gather(phase, i)
            self.copy_weights(phase, i)
            if sizes[i]:
                keeper = keepers.get(i, never)
                if kept := saves and keeper <= until:
                    self.wanted[keeper].append(i)
                self.make(phase, i, kept=kept)
            if any(self.course.beside[i]):
                self.make_beside(phase, i, self.course.beside[i], stays=saves and self.course.learns[i])
            if i in self.leaving:
                self.leave(phase, i, self.leaving[i])
            self.gather(phase, i, back=True)
        if phase != "forward":
            self.leave(phase, until, range(since + 1, until + 1))
            self.leave_autocast(phase, since, until)

    def make_beside(self, phase: str, i: int, beside: Kept, *, stays: bool) -> None:
        """Values that a layer makes beside its output: for the backward pass, or gone at once."""
        for part, size in zip(SAVED, beside, strict=True):
            self.event(phase, i, part if stays else "volumes", size)
        if not stays:
            self.event(phase, i, "volumes", -beside.total)

    def leave(self, phase: str, at: int, owners: Iterable[int]) -> None:
        """Give back what nobody reads or names any more, unless it is kept, or passes a checkpoint."""
        for owner in owners:
            if self.there.get(owner) == "volumes" and owner not in self.crossing:
                self.drop(phase, at, owner)

    def loss(self) -> None:
        """Scores take the place of those of the step before; cross entropy, and its backward pass."""
        scores, single, end = self.course.scores, self.course.single_scores, self.course.end
        self.event("loss", end, "volumes", -scores)
        self.event("loss", end, "loss", 2 * single)  # log-probabilities and their gradient
        self.raise_live("loss", end, single)
        self.event("loss", end, "loss", -2 * single)

    def backward(self, since: int, until: int) -> None:
        """The layers of a part in reverse: each one's gradients are there beside what it keeps, which is then gone."""
        for i in reversed(range(since + 1, until + 1)):
            if self.course.learns[i] and self.nodes[i].inputs:
                self.raise_live("backward", i, self.course.live[i].most)
                self.gather("backward", i)
                converts = self.course.copies[i].gradients
                if converts:
                    self.event("backward", i, "live_gradients", converts)
                else:
                    self.make_gradients(i)
                self.gather("backward", i, back=True)
                for part, size in zip(SAVED, self.course.beside[i], strict=True):
                    self.event("backward", i, part, -size)
                self.give_back(i)
                if converts:
                    self.convert_gradients(i, converts)
            else:
                self.give_back(i)

    def give_back(self, i: int) -> None:
        """Volumes that no layer's backward pass wants any more."""
        for owner in self.wanted.pop(i, ()):
            self.crossing.discard(owner)
            self.drop("backward", i, owner)

    def convert_gradients(self, i: int, narrow: int) -> None:
        """Gradients of a layer's parameters in 16 bits, which it has made and left behind, become float32."""
        self.event("backward", i, "weight_copies", -self.copied.pop(i, 0))
        self.raise_live("backward", i, self.course.live[i].left)
        self.make_gradients(i)
        self.event("backward", i, "live_gradients", -narrow)

    def copy_weights(self, phase: str, i: int) -> None:
        """A layer's weights in 16 bits, which stay until autocast is left, or as long as they are saved."""
        if i not in self.copied and (size := self.course.copies[i].saved + self.course.copies[i].others):
            self.event(phase, i, "weight_copies", size)
            self.copied[i] = size

    def leave_autocast(self, phase: str, since: int, until: int) -> None:
        """Weights in 16 bits go, but those that layers of the part save."""
        before = sum(self.copied.values())
        self.copied = {i: self.course.copies[i].saved for i in self.copied if since < i <= until
                       and self.course.learns[i]}
        self.event(phase, until, "weight_copies", sum(self.copied.values()) - before)

    def make_gradients(self, i: int) -> None:
        """Gradients of a layer's parameters: whole, until they are summed over the devices and divided.

        What is added to those of batches before is there beside them, and gone at once.
        """
        whole, added = self.course.gradients[i]
        accumulates = self.course.choices.accumulate > 1
        passing = added + whole if accumulates else added
        self.event("backward", i, "live_gradients", passing)
        self.event("backward", i, "live_gradients", -passing)
        if whole and not accumulates:
            before = self.sharding.gradients(self.gradients, self.expert_gradients)
            self.gradients += whole
            self.expert_gradients += self.course.of_experts(i - 1, i).gradients
            self.event("backward", i, "gradients", whole)
            after = self.sharding.gradients(self.gradients, self.expert_gradients)
            self.event("backward", i, "gradients", after - before - whole)

    def gather(self, phase: str, i: int, *, back: bool = False) -> None:
        """Take a layer's parameters from the other devices, where they are divided, and out of 4 bits; or give back."""
        size = self.course.unpacked[i]
        self.event(phase, i, "unpacked", -size if back else size)
        if self.sharding.gathers:
            whole = self.course.held[i].parameters
            lacking = whole - self.sharding.parameters(whole, self.course.of_experts(i - 1, i).parameters)
            self.event(phase, i, "parameters", -lacking if back else lacking)

    def raise_live(self, phase: str, i: int | None, live: int) -> None:
        self.event(phase, i, "live_gradients", live - self.live)
        self.live = live

    def make(self, phase: str, owner: int, *, kept: bool) -> None:
        self.there[owner] = "saved_values" if kept else "volumes"
        self.event(phase, owner, self.there[owner], self.course.sizes[owner])

    def drop(self, phase: str, at: int, owner: int) -> None:
        self.event(phase, at, self.there.pop(owner), -self.course.sizes[owner])
