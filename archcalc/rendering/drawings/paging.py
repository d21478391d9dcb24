"""A network on pages of a sheet: whole, or an overview and a page for each kind of module that is folded in it.

A drawing is made as deep as it fits. Of the modules folded in it each kind has pages of its own, by the same rule. What
does not fit with all modules folded is cut into stretches, one page each, that name what they read of the others. A
network that has a shape of its own keeps it where it can: rather than given up it is folded further, several parts in
one block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Picture, Shape, Text
from archcalc.network.graph import Graph, Node
from archcalc.rendering.drawings import network_picture, rewrites, shapes
from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram import at_depths, of_layers
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, with_blocks
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.drawings.network_picture import ShapedLayout
from archcalc.rendering.drawings.page_stretches import fitting, forced, stretches
from archcalc.rendering.drawings.shapes._gathered_parts import CompactForm
from archcalc.rendering.drawings.sheets import LETTER, Pages, PictureSheet, inner, put, too_small

_MARK = "\ue000"
"""A letter that no network has, before the number of a kind in place of its page."""

Kind = tuple[object, ...]


class FoldedPart(NamedTuple):
    """What is folded: a module, by its path; or several parts of the network, by their name and all their layers."""

    path: tuple[str, ...]
    layers: tuple[int, ...] = ()


class Draft(NamedTuple):
    """A page before pages have numbers: the module that it is of, its drawing, and the kinds that are folded in it.

    `shape` is the shape of its own in which it is drawn, if it is in one.
    """

    path: tuple[str, ...]
    stretch: str
    laid: Laid
    folded: tuple[int, ...]
    shape: str = ""
    diagram: Diagram | None = None
    """What it is the drawing of."""


def paged(graph: Graph, sheet: PictureSheet, depth: str | None = None, part: str | None = None) -> Pages:
    """A network, or a part of it, on as many pages of a sheet as it takes."""
    made = Paging(graph, sheet, depth)
    return made.pages(part)


class Paging:
    """Pages while they are made: `kinds` has a number and an example for every kind of module that is folded."""

    def __init__(self, graph: Graph, sheet: PictureSheet, depth: str | None) -> None:
        self.graph, self.sheet, self.depth = graph, sheet, depth
        self.kinds: dict[Kind, int] = {}
        self.examples: list[FoldedPart] = []
        self.alike: list[dict[str, None]] = []

    def pages(self, part: str | None) -> Pages:
        tries = list(at_depths(self.graph, self.depth, part))
        drafts = list(self.shaped(tries) or self.drafts(tries))
        lost = tuple(self.lost_shape(tries[0], drafts))
        first, starts = len(drafts), {}
        for number in range(len(self.graph.nodes)):
            if number >= len(self.examples):
                break
            starts[number] = len(drafts) + 1
            drafts += self.of_folded(self.examples[number])
        count = len(drafts)
        pictures = tuple(self.picture(draft, number, count, first, starts) for number, draft in enumerate(drafts, 1))
        small = tuple(too_small(pictures, self.sheet, "a block alone is too large"))
        read = "" if small else f": letters of {self.sheet.least:g} pt and more on {self.sheet.name}"
        return Pages(pictures, (*self.notes(count, first, read), *lost, *small))

    def lost_shape(self, whole: Diagram, drafts: Sequence[Draft]) -> Iterator[str]:
        """A note where a drawing without a sheet has a shape of its own, and these pages have not."""
        own = shapes.fitting(rewrites.rewritten(whole))
        if own and {draft.shape for draft in drafts} != {*own}:
            yield f"the shape of its own ({own[0]}) is too large for {self.sheet.name}: it stands in columns"

    def notes(self, count: int, first: int, read: str) -> Iterator[str]:
        if count > 1:
            kinds = len(self.examples)
            folded = f"{kinds} kind{'s' * (kinds > 1)} of modules folded in it"
            told = f"an overview and a page or more for each of {folded}" if kinds else "cut into stretches"
            whole = f" (the overview on {first})" if first > 1 and kinds else ""
            yield f"{count} pages, {told}{whole}{read}"

    def drafts(self, tries: Sequence[Diagram]) -> Iterator[Draft]:
        """The pages of a network or module: the deepest of its diagrams that fits; the last tight, or in stretches."""
        for made in (*tries, tries[-1]._replace(is_tight=True)):
            if found := self.kept(made, self.all_layouts):
                yield from found
                return
        parts = list(forced(self.marked(tries[-1]), self.all_layouts, self.sheet))
        for number, (part, laid) in enumerate(parts, 1):
            yield Draft(part.path, f"{number} of {len(parts)}", laid, self.folded(part), diagram=part)

    def of_folded(self, part: FoldedPart) -> Iterator[Draft]:
        """The pages of what is folded."""
        if not part.layers:
            yield from self.drafts(list(at_depths(self.graph, None, part.path)))
            return
        for draft in self.drafts(list(of_layers(self.graph, part.layers))):
            yield draft._replace(path=part.path)

    def shaped(self, tries: Sequence[Diagram]) -> list[Draft]:
        """One page in the network's own shape, as deep as it fits, then in fewer and fewer blocks; or no page."""
        found = next(filter(None, (self.kept(made, self.own_layouts) for made in tries)), [])
        made = rewrites.rewritten(tries[0]._replace(least=LETTER))
        forms = [] if found or made.as_asked else list(shapes.compact(made))
        tried = (self.kept(form.diagram, partial(_compact, name, form, words))
                 for words in (True, False) for name, form in forms)
        return found or next(filter(None, tried), []) or self.cut(made)

    def cut(self, made: Diagram) -> list[Draft]:
        """Pages in the network's own shape, each with a stretch of it; or no page."""
        for name, form in () if made.as_asked else shapes.cut(made):
            before = self.state()
            parts = list(stretches(self.marked(form.diagram), partial(_compact, name, form, True), self.sheet))
            drafts = [Draft(part.path, f"{number} of {len(parts)}", found.laid, self.folded(part), name, part)
                      for number, (part, found) in enumerate(parts, 1) if found is not None]
            if len(drafts) == len(parts):
                return drafts
            self.kinds, self.examples, self.alike = before
        return []

    def state(self) -> tuple[dict[Kind, int], list[FoldedPart], list[dict[str, None]]]:
        """A copy of what is known so far, to go back to."""
        return {**self.kinds}, [*self.examples], [{**names} for names in self.alike]

    def kept(self, made: Diagram, layouts: Callable[[Diagram], Iterable[ShapedLayout]]) -> list[Draft]:
        """The page of a diagram in the first of its layouts that fits; none, and no kinds named, where none does."""
        before = self.state()
        marked = self.marked(made)
        found = fitting(layouts(marked), self.sheet)
        if found is not None:
            return [Draft(made.path, "", found.laid, self.folded(marked), found.shape, marked)]
        self.kinds, self.examples, self.alike = before
        return []

    def own_layouts(self, diagram: Diagram) -> Iterator[ShapedLayout]:
        return network_picture.own_layouts(diagram, inner(self.sheet)[0])

    def all_layouts(self, diagram: Diagram) -> Iterator[ShapedLayout]:
        return network_picture.layouts(diagram, *inner(self.sheet))

    def marked(self, diagram: Diagram) -> Diagram:
        """The diagram with a mark in every folded module in place of the page of its kind."""
        diagram = rewrites.rewritten(diagram._replace(least=LETTER))
        root = with_blocks(diagram.root, lambda block: self.named(diagram, block))
        assert isinstance(root, DiagramFrame)
        return diagram._replace(root=root)

    def kind(self, diagram: Diagram, block: Block) -> Kind:
        """The kind of a folded module, by its operators and their windows; none for what is not one module."""
        if block.gathers:
            return tuple(_kind(diagram.layers[i], i - block.gathers[0], block.gathers[0]) for i in block.gathers)
        path = _path(diagram, block)
        if block.role != "module" or len(block.holds) < 2 or len(path) <= len(diagram.path):
            return ()
        return (block.holds, *(_kind(diagram.layers[i], i - block.nodes[0], block.nodes[0]) for i in block.nodes))

    def named(self, diagram: Diagram, block: Block) -> Block:
        """A block, with a mark in its name if it is a folded module."""
        marked = bool(self.kind(diagram, block))
        return block._replace(name=f"{block.name} ({self.mark(diagram, block)})") if marked else block

    def mark(self, diagram: Diagram, block: Block) -> str:
        kind = self.kind(diagram, block)
        number = self.kinds.setdefault(kind, len(self.kinds))
        if number == len(self.examples):
            self.examples.append(FoldedPart((block.name,), block.gathers) if block.gathers else
                                 FoldedPart(_path(diagram, block)))
            self.alike.append({})
        self.alike[number][block.name] = None
        return f"{_MARK * 3}{number:03}"

    def folded(self, diagram: Diagram) -> tuple[int, ...]:
        kinds = (self.kind(diagram, block) for block in diagram.root.blocks())
        return tuple(dict.fromkeys(self.kinds[kind] for kind in kinds if kind))

    def picture(self, draft: Draft, number: int, count: int, first: int, starts: dict[int, int]) -> Picture:
        """A page with its number, and the numbers of others in place of marks."""
        title = ": ".join(filter(None, (self.graph.title, "/".join(draft.path))))
        note = self.note(draft, number, count, first, starts)
        shapes = tuple(_numbered(shape, starts) for shape in draft.laid.shapes)
        told = f"The layers of {title}, page {number} of {count}" if count > 1 else f"The layers of {title}"
        return put(draft.laid._replace(shapes=shapes), title, note, self.sheet, told)

    def note(self, draft: Draft, number: int, count: int, first: int, starts: dict[int, int]) -> str:
        if count == 1:
            return ""
        words = [f"page {number} of {count}", *([f"part {draft.stretch}"] if draft.stretch else [])]
        if number <= first and draft.folded:
            words.append("folded modules have pages of their own")
        elif number > first:
            mine = max((kind for kind in starts if starts[kind] <= number), default=0)
            alike = [name for name in self.alike[mine] if name != draft.path[-1]]
            for said in (f"alike: {', '.join(alike)}", f"{len(alike)} more are alike"):
                if alike and width(note := "; ".join([*words, said]), LETTER) < self.sheet.room[0] - 20:
                    return note
        return "; ".join(words)


def _compact(name: str, form: CompactForm, has_words: bool, marked: Diagram) -> Iterator[ShapedLayout]:
    """A network in few blocks; of what has a page of its own that page alone tells what is in it, if it must."""
    root = marked.root if has_words else with_blocks(
        marked.root, lambda block: block._replace(kind="") if block.role == "module" else block)
    assert isinstance(root, DiagramFrame)
    yield ShapedLayout(form.laid(marked._replace(root=root, is_tight=True)), name)


def _path(diagram: Diagram, block: Block) -> tuple[str, ...]:
    """The path of a folded module; that around it where a block is not just one."""
    paths = [diagram.layers[i].path for i in block.nodes if i >= 0]
    same = (len({*names}) == 1 for names in zip(*paths, strict=False))
    path = paths[0][:sum(takewhile(bool, same))] if paths else ()
    own = block.name.partition(f" ({_MARK}")[0].partition(" .. ")[0].rpartition("/")[2]
    return path if path[-1:] == (own,) else ()


def _kind(node: Node, number: int, first: int) -> object:
    """What layers of like modules share: operator, window, and what each reads of the module."""
    attributes = node.op.attributes
    return (node.op.kind, *(attributes.get(key) for key in ("kernel", "stride", "dilation")),
            tuple(i - first for i in node.inputs if i >= first))


def _numbered(shape: Shape, starts: dict[int, int]) -> Shape:
    """A text with the number of a page in place of its mark."""
    if not isinstance(shape, Text) or _MARK not in shape.text:
        return shape
    before, _, after = shape.text.partition(_MARK * 3)
    return shape._replace(text=f"{before}page {starts[int(after[:3])]}{after[3:]}")
