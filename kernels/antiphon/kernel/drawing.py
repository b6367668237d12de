"""A drawing of the synthesis graph: nodes in columns from left to right as sound goes, as SVG and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from antiphon.document.piece import Piece
from antiphon.document.types import Document
from antiphon.engine.catalogue import kind
from antiphon.engine.patch import Patch, PatchNode

WIDTH, TITLE, LINE, PADDING = 190, 40, 17, 8
"""CSS px: width of a node, height of its title, of a parameter's line, and below the last one."""

GRAPH = ("parts", "nodes", "edges", "groups", "ports", "inserts", "sends")
"""The roots that the graph is drawn from."""

GAP_X, GAP_Y, MARGIN, ROW = 64, 18, 10, 900
"""CSS px: between columns, between the nodes of a column, around it all; and beyond which a row of blocks ends."""


@dataclass(frozen=True)
class Drawing:
    """A graph drawn.

    Attributes:
        svg: SVG text in the current colour, with a view box in CSS px; empty for a graph without nodes.
        words: The same for those who cannot see it.
    """

    svg: str
    words: str


@dataclass(frozen=True)
class _Box:
    """A node's place, in CSS px, and what is written in it."""

    x: float
    y: float
    title: str
    subtitle: str
    lines: tuple[tuple[str, str], ...]
    implied: bool

    @property
    def height(self) -> float:
        return TITLE + LINE * len(self.lines) + (PADDING if self.lines else 0)


def draw(document: Document, piece: Piece, patch: Patch) -> Drawing:
    """Draw a graph.

    Args:
        document: A document.
        piece: Its piece, for the names of parts.
        patch: Its patch: what sounds, instruments that the document leaves to Antiphon included.
    """
    boxes = _boxes(document["nodes"], {part.id: part.name for part in piece.parts}, patch)
    words = _words(boxes, patch)
    if not boxes:
        return Drawing("", words)
    right = max(box.x for box in boxes.values()) + WIDTH + MARGIN
    bottom = max(box.y + box.height for box in boxes.values()) + MARGIN
    cables = "".join(
        _cable(boxes[cable.source], boxes[cable.target]) for cable in patch.cables if cable.target in boxes
    )
    nodes = "".join(_node(box) for box in boxes.values())
    return Drawing(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right:g} {bottom:g}" width="{right:g}" height="{bottom:g}" '
        f'role="img" fill="currentColor" font-family="system-ui, sans-serif" font-size="12">'
        f"<title>The graph of sounds</title><desc>{escape(words)}</desc>{cables}{nodes}</svg>",
        words,
    )


def _boxes(nodes: Mapping[str, Any], parts: Mapping[str, str], patch: Patch) -> dict[str, _Box]:
    """The nodes' places: each group of connected ones is a block, and blocks fill rows in the order of the parts."""
    boxes: dict[str, _Box] = {}
    left, top, bottom = float(MARGIN), float(MARGIN), float(MARGIN)
    for block in _blocks(patch, list(parts)):
        placed = _block(block, nodes, parts, patch)
        right = max(box.x for box in placed.values()) + WIDTH
        if left > MARGIN and left + right > ROW:
            left, top = MARGIN, bottom + GAP_Y
        boxes |= {id: replace(box, x=box.x + left, y=box.y + top) for id, box in placed.items()}
        bottom = max(bottom, *(box.y + box.height for box in (boxes[id] for id in placed)))
        left += right + GAP_X / 2
    return boxes


def _blocks(patch: Patch, order: list[str]) -> list[list[PatchNode]]:
    """The nodes that cables connect, together, sources first."""
    block = {node.id: {node.id} for node in patch.nodes}
    for cable in patch.cables:
        joined = block[cable.source] | block[cable.target]
        block |= dict.fromkeys(joined, joined)
    blocks = {frozenset(ids) for ids in block.values()}
    ordered = [[node for node in patch.nodes if node.id in ids] for ids in blocks]

    def place(nodes: list[PatchNode]) -> tuple[int, str]:
        heard = [order.index(part) for node in nodes for part in node.parts if part in order]
        return min(heard, default=len(order)), nodes[0].id

    return sorted(ordered, key=place)


def _block(
    block: list[PatchNode], nodes: Mapping[str, Any], parts: Mapping[str, str], patch: Patch
) -> dict[str, _Box]:
    """The places of connected nodes, from the block's corner: a column for each step that sound takes."""
    columns: dict[int, list[PatchNode]] = {}
    depths: dict[str, int] = {}
    for node in block:
        feeding = [depths[cable.source] for cable in patch.cables if cable.target == node.id]
        depths[node.id] = max(feeding, default=-1) + 1
        columns.setdefault(depths[node.id], []).append(node)
    boxes: dict[str, _Box] = {}
    for depth, column in sorted(columns.items()):
        y = 0.0
        for node in sorted(column, key=lambda node: _height_of_feeders(node, patch, boxes)):
            boxes[node.id] = _box(node, nodes.get(node.id, {}), parts, float(depth * (WIDTH + GAP_X)), y)
            y += boxes[node.id].height + GAP_Y
    return boxes


def _height_of_feeders(node: PatchNode, patch: Patch, boxes: Mapping[str, _Box]) -> float:
    """Where the nodes that feed this one are on average, so that cables cross less."""
    heights = [boxes[cable.source].y for cable in patch.cables if cable.target == node.id]
    return sum(heights) / len(heights) if heights else 0.0


def _box(node: PatchNode, entry: Mapping[str, Any], parts: Mapping[str, str], x: float, y: float) -> _Box:
    about = kind(node.kind)
    lines = tuple(
        (parameter.title, f"{value:.4g} {parameter.unit}".rstrip())
        for parameter, value in zip(about.parameters, node.values, strict=True)
    )
    said = [about.title, f"plays {parts[node.part]}" if node.part is not None and node.part in parts else ""]
    if entry.get("bypass"):
        said.append("bypassed")
    name = str(entry.get("name") or about.title)
    subtitle = ", ".join(word for word in said if word and word != name)
    return _Box(x, y, name, subtitle, lines, implied=not entry)


def _node(box: _Box) -> str:
    dashes = ' stroke-dasharray="4 3"' if box.implied else ""
    texts = [
        _text(box.x + PADDING, box.y + 17, box.title, 'font-weight="600"'),
        _text(box.x + PADDING, box.y + 32, box.subtitle, 'font-size="11" opacity="0.75"'),
    ]
    for number, (title, value) in enumerate(box.lines):
        y = box.y + TITLE + LINE * number + 12
        texts.append(_text(box.x + PADDING, y, title, 'opacity="0.75"'))
        texts.append(_text(box.x + WIDTH - PADDING, y, value, 'text-anchor="end"'))
    return (
        f'<g class="node"><rect x="{box.x:g}" y="{box.y:g}" width="{WIDTH}" height="{box.height:g}" rx="6" fill="none" '
        f'stroke="currentColor" stroke-opacity="0.6"{dashes}/>{"".join(texts)}</g>'
    )


def _text(x: float, y: float, text: str, style: str) -> str:
    shown = text if len(text) <= 30 else f"{text[:29]}…"
    return f'<text x="{x:g}" y="{y:g}" {style}>{escape(shown)}</text>' if shown else ""


def _cable(source: _Box, target: _Box) -> str:
    x1, y1, x2, y2 = source.x + WIDTH, source.y + TITLE / 2, target.x, target.y + TITLE / 2
    bend = max(GAP_X / 2, (x2 - x1) / 2)
    return (
        f'<path d="M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}" fill="none" '
        f'stroke="currentColor" stroke-width="2" stroke-opacity="0.6"/><circle cx="{x2:g}" cy="{y2:g}" r="3.5"/>'
    )


def _words(boxes: Mapping[str, _Box], patch: Patch) -> str:
    if not boxes:
        return "The graph has no nodes yet."
    return f"The graph of sounds: {'; '.join(_sentences(boxes, patch))}."


def _sentences(boxes: Mapping[str, _Box], patch: Patch) -> Iterable[str]:
    for id, box in boxes.items():
        details = [box.subtitle, *(f"{title} {value}" for title, value in box.lines)]
        targets = [boxes[cable.target].title for cable in patch.cables if cable.source == id]
        onward = f", into {' and '.join(targets)}" if targets else ""
        yield f"{box.title} ({', '.join(filter(None, details))}){onward}"
