"""A network on pages of a sheet: whole, or an overview and a page for each kind of module that is folded in it.

A drawing is made as deep as it fits. Of the modules folded in it each kind has pages of its own, by the same rule. What
does not fit with all modules folded is cut into stretches, one page each, that name what they read of the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from archcalc.base.named_tuples import NamedTuple
from archcalc.base.picture import Picture, Shape, Text
from archcalc.network.graph import Graph, Node
from archcalc.rendering.drawings import network_picture, rewrites, shapes
from archcalc.rendering.drawings.blocks import Laid
from archcalc.rendering.drawings.diagram import at_depths
from archcalc.rendering.drawings.diagram_parts import Block, Diagram, DiagramFrame, Part, blocks_of, with_blocks
from archcalc.rendering.drawings.font_widths import width
from archcalc.rendering.drawings.network_picture import ShapedLayout
from archcalc.rendering.drawings.sheets import LETTER, Pages, PictureSheet, fits, inner, put

_MARK, _FAR = "\ue000", 12
"""A letter that no network has, before the number of a kind in place of its page; so many sources of a stretch are
named at most."""

Kind = tuple[object, ...]


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
        self.examples: list[tuple[str, ...]] = []
        self.alike: list[dict[str, None]] = []

    def pages(self, part: str | None) -> Pages:
        tries = list(at_depths(self.graph, self.depth, part))
        drafts = list(self.drafts(tries))
        lost = tuple(self.lost_shape(tries[0], drafts))
        first, starts = len(drafts), {}
        for number in range(len(self.graph.nodes)):
            if number >= len(self.examples):
                break
            starts[number] = len(drafts) + 1
            path = self.examples[number]
            drafts += self.drafts(list(at_depths(self.graph, None, path)))
        count = len(drafts)
        pictures = (self.picture(draft, number, count, first, starts) for number, draft in enumerate(drafts, 1))
        return Pages(tuple(pictures), (*self.notes(count, first), *lost))

    def lost_shape(self, whole: Diagram, drafts: Sequence[Draft]) -> Iterator[str]:
        """A note where a drawing without a sheet has a shape of its own, and these pages have not."""
        own = shapes.fitting(rewrites.rewritten(whole))
        if own and [draft.shape for draft in drafts] != own:
            yield f"the shape of its own ({own[0]}) is too large for {self.sheet.name}: it stands in columns"

    def notes(self, count: int, first: int) -> Iterator[str]:
        if count > 1:
            kinds = len(self.examples)
            told = f"an overview and a page or more for each of {kinds} kinds of modules folded in it" if kinds else \
                "cut into stretches"
            whole = f" (the overview on {first})" if first > 1 and kinds else ""
            yield f"{count} pages, {told}{whole}: letters of {self.sheet.least:g} pt and more on {self.sheet.name}"

    def drafts(self, tries: Sequence[Diagram]) -> Iterator[Draft]:
        """The pages of a network or module: the deepest of its diagrams that fits, or stretches of the last one."""
        for made in tries:
            before = {**self.kinds}, [*self.examples], [{**names} for names in self.alike]
            marked = self.marked(made)
            found = self.fitting(marked)
            if found is not None:
                yield Draft(made.path, "", found.laid, self.folded(marked), found.shape, marked)
                return
            self.kinds, self.examples, self.alike = before
        stretches = list(self.stretches(self.marked(tries[-1])))
        for number, (part, laid) in enumerate(stretches, 1):
            yield Draft(tries[-1].path, f"{number} of {len(stretches)}", laid, self.folded(part), diagram=part)

    def fitting(self, diagram: Diagram) -> ShapedLayout | None:
        """A drawing that fits the sheet, or None."""
        wide, high = inner(self.sheet)
        made = network_picture.layouts(diagram, wide, high)
        return next((each for each in made if fits(each.laid, self.sheet)), None)

    def marked(self, diagram: Diagram) -> Diagram:
        """The diagram with a mark in every folded module in place of the page of its kind."""
        diagram = rewrites.rewritten(diagram._replace(least=LETTER))
        root = with_blocks(diagram.root, lambda block: self.named(diagram, block))
        assert isinstance(root, DiagramFrame)
        return diagram._replace(root=root)

    def kind(self, diagram: Diagram, block: Block) -> Kind:
        """The kind of a folded module, by its operators and their windows; none for what is not one module."""
        path = _path(diagram, block)
        if block.role != "module" or len(block.holds) < 2 or len(path) <= len(diagram.path):
            return ()
        return tuple(_kind(diagram.layers[i], i - block.nodes[0], block.nodes[0]) for i in block.nodes)

    def named(self, diagram: Diagram, block: Block) -> Block:
        """A block, with a mark in its name if it is a folded module."""
        marked = bool(self.kind(diagram, block))
        return block._replace(name=f"{block.name} ({self.mark(diagram, block)})") if marked else block

    def mark(self, diagram: Diagram, block: Block) -> str:
        kind = self.kind(diagram, block)
        number = self.kinds.setdefault(kind, len(self.kinds))
        if number == len(self.examples):
            self.examples.append(_path(diagram, block))
            self.alike.append({})
        self.alike[number][block.name] = None
        return f"{_MARK * 3}{number:03}"

    def folded(self, diagram: Diagram) -> tuple[int, ...]:
        kinds = (self.kind(diagram, block) for block in diagram.root.blocks())
        return tuple(dict.fromkeys(self.kinds[kind] for kind in kinds if kind))

    def stretches(self, diagram: Diagram) -> Iterator[tuple[Diagram, Laid]]:
        """Stretches of the root's parts, each as long as the sheet allows."""
        parts, at = diagram.root.parts, 0
        while at < len(parts):
            length, laid = self.longest(diagram, at)
            yield _stretch(diagram, parts[at:at + length]), laid
            at += length

    def longest(self, diagram: Diagram, at: int) -> tuple[int, Laid]:
        """The longest stretch from a part on that fits, found by doubling and halving; a single part always does."""
        parts = diagram.root.parts
        best, least, most = None, 0, len(parts) - at + 1
        length = min(8, most - 1)
        while most - least > 1:
            found = self.fitting(_stretch(diagram, parts[at:at + length]))
            if found is not None:
                best, least = (length, found.laid), length
            else:
                most = length
            length = min(2 * least, most - 1) if found is not None and most > 2 * least else (least + most) // 2
        if best is not None:
            return best
        alone = _stretch(diagram, parts[at:at + 1], gathered=True)
        return 1, next(network_picture.layouts(alone, *inner(self.sheet))).laid

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


def _stretch(diagram: Diagram, parts: Sequence[Part], *, gathered: bool = False) -> Diagram:
    """Some parts, and blocks for what they read of others: one for all that are `gathered`, or too many."""
    blocks = {block.nodes[0]: block for block in diagram.root.blocks()}
    inside = {block.nodes[0] for part in parts for block in blocks_of(part)}
    links = [link for link in diagram.links if link[1] in inside]
    outside = list(dict.fromkeys(a for a, _ in links if a not in inside))
    if outside and (gathered or len(outside) > _FAR):
        names = f"{len(outside)} of earlier pages" if len(outside) > 1 else blocks[outside[0]].name
        sources = [Block((outside[0],), names, "input")]
        links = list(dict.fromkeys((a if a in inside else outside[0], b) for a, b in links))
    else:
        sources = [Block((a,), blocks[a].name, "input", blocks[a].shape, "of an earlier page") for a in outside]
    dashed = diagram.dashed & {*links}
    return diagram._replace(root=DiagramFrame("", (*sources, *parts)), links=tuple(links), dashed=dashed)


def _numbered(shape: Shape, starts: dict[int, int]) -> Shape:
    """A text with the number of a page in place of its mark."""
    if not isinstance(shape, Text) or _MARK not in shape.text:
        return shape
    before, _, after = shape.text.partition(_MARK * 3)
    return shape._replace(text=f"{before}page {starts[int(after[:3])]}{after[3:]}")
