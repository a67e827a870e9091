"""A layered layout of a directed graph (after Sugiyama): places for boxes, labels and the bends of arrows.

Layers run from top to bottom by longest path from the first node. Arrows that run backwards are turned for the layout,
and every arrow's label is a node of its own between two layers; so neither boxes nor labels can overlap.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

_SWEEPS: Final = 24
_BEND_WIDTH: Final = 14.0


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Spacing:
    """Least distance between neighbours in a layer, and between layers."""

    across: float = 26.0
    down: float = 40.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a node lies: its centre, its size, and the layer (upper and lower edge) in which it stands.

    Arrows bend between layers and run straight through them, so they never cross a label.
    """

    x: float
    y: float
    size: Size
    layer_top: float
    layer_bottom: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y - self.size.height / 2

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.size.height / 2


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow: what it passes from its source to its target, both included, and which of these is its label."""

    places: tuple[Placed, ...]
    label: Placed


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing, from (0, 0) to (width, height); routes in the order of the edges."""

    nodes: dict[str, Placed]
    routes: tuple[Route, ...]
    width: float
    height: float


@dataclass
class _Graph:
    """The graph being laid out: node numbers, their sizes and layers, and the chain of nodes of each edge."""

    sizes: list[Size] = field(default_factory=list)
    layers: list[list[int]] = field(default_factory=list)
    chains: list[tuple[int, ...]] = field(default_factory=list)
    above: dict[int, list[int]] = field(default_factory=dict)
    below: dict[int, list[int]] = field(default_factory=dict)

    def add(self, size: Size, layer: int) -> int:
        number = len(self.sizes)
        self.sizes.append(size)
        while len(self.layers) <= layer:
            self.layers.append([])
        self.layers[layer].append(number)
        self.above[number], self.below[number] = [], []
        return number

    def join(self, upper: int, lower: int) -> None:
        self.below[upper].append(lower)
        self.above[lower].append(upper)


def lay_out(
    boxes: dict[str, Size], edges: Sequence[tuple[str, str, Size]], first: str, spacing: Spacing = Spacing()
) -> Layout:
    """Place boxes and edges.

    Args:
        boxes: size of each node, by name, in the order of preference.
        edges: (source, target, size of the label); source and target differ.
        first: the node that stands at the top.
    """
    depth = _depths(list(boxes), [(source, target) for source, target, _ in edges], first)
    graph = _Graph()
    numbers = {name: graph.add(size, 2 * depth[name]) for name, size in boxes.items()}
    labels = [_thread(graph, numbers, depth, edge) for edge in edges]
    _order(graph)
    xs = _across(graph, spacing)
    bands = _down(graph, spacing)
    placed = [
        Placed(xs[number], (bands[number][0] + bands[number][1]) / 2, size, *bands[number])
        for number, size in enumerate(graph.sizes)
    ]
    routes = []
    for (source, target, _), chain, label in zip(edges, graph.chains, labels, strict=True):
        runs_down = depth[source] < depth[target]
        order = chain if runs_down else tuple(reversed(chain))
        routes.append(Route(tuple(placed[number] for number in order), placed[label]))
    return Layout(
        nodes={name: placed[number] for name, number in numbers.items()},
        routes=tuple(routes),
        width=max(node.x + node.size.width / 2 for node in placed),
        height=max(node.bottom for node in placed),
    )


def _depths(names: list[str], edges: Iterable[tuple[str, str]], first: str) -> dict[str, int]:
    """Return the longest path to each node, edges that close a circle left out."""
    targets: dict[str, list[str]] = {name: [] for name in names}
    for source, target in edges:
        targets[source].append(target)
    forward: dict[str, list[str]] = {name: [] for name in names}
    finished: list[str] = []
    seen: set[str] = set()
    open_now: set[str] = set()

    def visit(name: str) -> None:
        seen.add(name)
        open_now.add(name)
        for target in targets[name]:
            if target in open_now:
                continue
            forward[name].append(target)
            if target not in seen:
                visit(target)
        open_now.discard(name)
        finished.append(name)

    for name in [first, *names]:
        if name not in seen:
            visit(name)
    depth = dict.fromkeys(names, 0)
    for name in reversed(finished):
        for target in forward[name]:
            depth[target] = max(depth[target], depth[name] + 1)
    return depth


def _thread(graph: _Graph, numbers: dict[str, int], depth: dict[str, int], edge: tuple[str, str, Size]) -> int:
    """Lead an edge through every layer between its ends; return the node of its label, just above the lower end."""
    source, target, size = edge
    upper, lower = (source, target) if depth[source] < depth[target] else (target, source)
    chain = [numbers[upper]]
    last = 2 * depth[lower] - 1
    for layer in range(2 * depth[upper] + 1, last + 1):
        chain.append(graph.add(size if layer == last else Size(_BEND_WIDTH, 1.0), layer))
    label = chain[-1]
    chain.append(numbers[lower])
    for above, below in itertools.pairwise(chain):
        graph.join(above, below)
    graph.chains.append(tuple(chain))
    return label


def _order(graph: _Graph) -> None:
    """Order the nodes of each layer so that few arrows cross: each goes to the middle of its neighbours."""
    best, fewest = [list(layer) for layer in graph.layers], _crossings(graph)
    for sweep in range(_SWEEPS):
        downwards = sweep % 2 == 0
        neighbours = graph.above if downwards else graph.below
        for layer in graph.layers if downwards else reversed(graph.layers):
            rank = {number: place for each in graph.layers for place, number in enumerate(each)}
            middle = {
                number: sum(rank[other] for other in neighbours[number]) / len(neighbours[number])
                if neighbours[number]
                else float(rank[number])
                for number in layer
            }
            layer.sort(key=lambda number: (middle[number], rank[number]))
        crossings = _crossings(graph)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in graph.layers], crossings
    graph.layers = best


def _crossings(graph: _Graph) -> int:
    count = 0
    for upper, lower in zip(graph.layers, graph.layers[1:], strict=False):
        rank = {number: place for place, number in enumerate(lower)}
        ends = [sorted(rank[other] for other in graph.below[number]) for number in upper]
        seen: list[int] = []
        for group in ends:
            count += sum(1 for end in group for other in seen if other > end)
            seen += group
    return count


def _across(graph: _Graph, spacing: Spacing) -> list[float]:
    """Return the x of each node: near the middle of its neighbours, in order, with the least distances kept."""
    xs = [0.0] * len(graph.sizes)
    for layer in graph.layers:
        right = 0.0
        for number in layer:
            xs[number] = right + graph.sizes[number].width / 2
            right += graph.sizes[number].width + spacing.across
    for sweep in range(_SWEEPS):
        for layer in graph.layers if sweep % 2 == 0 else reversed(graph.layers):
            wanted = []
            for number in layer:
                others = graph.above[number] + graph.below[number]
                wanted.append(sum(xs[other] for other in others) / len(others) if others else xs[number])
            for number, x in zip(layer, _spread(layer, wanted, graph, spacing), strict=True):
                xs[number] = x
    leftmost = min(x - size.width / 2 for x, size in zip(xs, graph.sizes, strict=True))
    return [x - leftmost for x in xs]


def _spread(layer: list[int], wanted: list[float], graph: _Graph, spacing: Spacing) -> list[float]:
    """Return the places nearest to the wanted ones (least squares) that keep order and distance.

    With the distances taken out this is isotonic regression: neighbours that would pass each other are pooled.
    """
    offsets = [0.0]
    for left, right in itertools.pairwise(layer):
        gap = (graph.sizes[left].width + graph.sizes[right].width) / 2 + spacing.across
        offsets.append(offsets[-1] + gap)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        total, count = want - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            total, count = total + pools[-1][0], count + pools[-1][1]
            pools.pop()
        pools.append((total, count))
    even = [total / count for total, count in pools for _ in range(count)]
    return [value + offset for value, offset in zip(even, offsets, strict=True)]


def _down(graph: _Graph, spacing: Spacing) -> dict[int, tuple[float, float]]:
    """Return the upper and lower edge of the layer in which each node stands."""
    bands: dict[int, tuple[float, float]] = {}
    top = 0.0
    for layer in graph.layers:
        bottom = top + max((graph.sizes[number].height for number in layer), default=0.0)
        bands.update(dict.fromkeys(layer, (top, bottom)))
        top = bottom + spacing.down
    return bands
