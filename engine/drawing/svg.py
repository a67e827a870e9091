"""A chart as one self-contained SVG: rounded boxes, curved arrows, labels that overlap nothing."""

from __future__ import annotations

import itertools
import unicodedata
from html import escape
from typing import Final

from engine.drawing.chart import Arrow, Box, Chart
from engine.drawing.layout import Layout, Placed, Route, Size, lay_out

_FONT: Final = "Segoe UI, Roboto, Helvetica Neue, Arial, DejaVu Sans, sans-serif"
_BOX_TEXT: Final = 14.0
_LABEL_TEXT: Final = 12.0
_LABEL_LINE: Final = 15.0
_BOX_HEIGHT: Final = 36.0
_LABEL_WIDTH: Final = 150.0
_MARGIN: Final = 20.0
_TITLE_HEIGHT: Final = 44.0
_NARROW: Final = frozenset("iljtfrI.,:;'!|()[]/ ")
_WIDE: Final = frozenset("mwMWQO@%")
_STYLE: Final = f"""\
    text {{ font-family: {_FONT}; fill: #1a1a1a; text-anchor: middle; }}
    .box {{ fill: #eef4fb; stroke: #24527a; stroke-width: 1.5; }}
    .first {{ fill: #24527a; }}
    .last {{ fill: #f3f3f3; stroke: #555; }}
    .state {{ font-size: {_BOX_TEXT:g}px; }}
    .first-state {{ fill: #fff; }}
    .event {{ font-size: {_LABEL_TEXT:g}px; }}
    .title {{ font-size: 18px; font-weight: 600; text-anchor: start; }}
    .note {{ font-size: {_LABEL_TEXT:g}px; text-anchor: start; }}
    .arrow {{ fill: none; stroke: #555; stroke-width: 1.3; }}
    .back {{ stroke: #9a4a00; stroke-dasharray: 6 3; }}
    .paper {{ fill: #fff; }}
"""


def text_width(text: str, size: float) -> float:
    """Return about how many pixels `text` takes at font size `size`; rather too many than too few."""
    width = 0.0
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char):
            continue
        if char in _NARROW:
            width += 0.36
        elif char in _WIDE:
            width += 0.92
        else:
            width += 0.74 if char.isupper() else 0.6
    return width * size


def as_svg(chart: Chart, lang: str = "vi") -> str:
    """Return the chart as SVG with a title and a description for screen readers."""
    labels = [_label_lines(arrow) for arrow in chart.arrows]
    boxes = {state: Size(text_width(label, _BOX_TEXT) + 28, _BOX_HEIGHT) for state, label in chart.loose}
    boxes |= {box.name: _box_size(chart, box) for box in chart.boxes}
    edges = [
        (arrow.source, arrow.target, _label_size(lines)) for arrow, lines in zip(chart.arrows, labels, strict=True)
    ]
    layout = lay_out(boxes, edges, chart.initial)
    width = max(layout.width, 640.0) + 2 * _MARGIN
    height = layout.height + _TITLE_HEIGHT + 3 * _MARGIN
    arrows = [
        _arrow(route, start, end) for route, (start, end) in zip(layout.routes, _ports(chart, layout), strict=True)
    ]
    texts = [_event(route.label, lines) for route, lines in zip(layout.routes, labels, strict=True)]
    states = [_state(chart, state, label, layout.nodes[state]) for state, label in chart.loose]
    states += [_group(chart, box, layout.nodes[box.name]) for box in chart.boxes]
    body = "\n".join([*arrows, *texts, *states])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="title desc">\n'
        f'  <title id="title">{escape(chart.title)}</title>\n'
        f'  <desc id="desc">{escape(_description(chart, lang))}</desc>\n'
        f"  <style>\n{_STYLE}  </style>\n"
        f"  <defs>\n{_marker('tip', '#555')}\n{_marker('tip-back', '#9a4a00')}\n  </defs>\n"
        f'  <rect class="paper" width="100%" height="100%"/>\n'
        f'  <text class="title" x="{_MARGIN:g}" y="30">{escape(chart.title)}</text>\n'
        f'  <g transform="translate({_MARGIN:g} {_TITLE_HEIGHT + _MARGIN:g})">\n{body}\n  </g>\n'
        f'  <text class="note" x="{_MARGIN:g}" y="{height - 10:.0f}">{escape(_note(chart, lang))}</text>\n</svg>\n'
    )


def _marker(name: str, colour: str) -> str:
    return (
        f'    <marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        f'orient="auto-start-reverse"><path d="M 0 1 L 10 5 L 0 9 z" fill="{colour}"/></marker>'
    )


def _description(chart: Chart, lang: str) -> str:
    """Return the drawing in words: every arrow as a sentence."""
    names = {**dict(chart.states), **{box.name: _box_in_words(chart, box) for box in chart.boxes}}
    lines = [f"{names[arrow.source]} → {names[arrow.target]}: {'; '.join(arrow.labels)}." for arrow in chart.arrows]
    begins = f"{'Begins with' if lang == 'en' else 'Bắt đầu từ'}: {names[chart.initial]}."
    return " ".join([begins, *lines])


def _note(chart: Chart, lang: str) -> str:
    en = lang == "en"
    parts = ["dashed: back to an earlier state" if en else "nét đứt: trở lại trạng thái trước"]
    if chart.is_shortened:
        parts.append("+3: allowed from 3 other states too" if en else "+3: cũng được phép từ 3 trạng thái khác")
    return "; ".join(parts)


def _label_lines(arrow: Arrow) -> list[str]:
    """Return an arrow's events broken into lines; each event begins with a dot when there are several."""
    lines: list[str] = []
    for label in arrow.labels:
        line = "• " if len(arrow.labels) > 1 else ""
        for word in label.split():
            longer = f"{line} {word}" if line.strip(" •") else line + word
            if text_width(longer, _LABEL_TEXT) > _LABEL_WIDTH and line.strip(" •"):
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _label_size(lines: list[str]) -> Size:
    width = max(text_width(line, _LABEL_TEXT) for line in lines)
    return Size(width + 10, len(lines) * _LABEL_LINE + 6)


def _ports(chart: Chart, layout: Layout) -> list[tuple[float, float]]:
    """Return where each arrow leaves and enters its boxes: spread along the edge, in the order of what follows."""
    sides: dict[tuple[str, bool], list[tuple[float, int, bool]]] = {}
    for number, (arrow, route) in enumerate(zip(chart.arrows, layout.routes, strict=True)):
        runs_down = route.places[0].y < route.places[-1].y
        sides.setdefault((arrow.source, runs_down), []).append((route.places[1].x, number, True))
        sides.setdefault((arrow.target, not runs_down), []).append((route.places[-2].x, number, False))
    ports: list[list[float]] = [[0.0, 0.0] for _ in chart.arrows]
    for (state, _), ends in sides.items():
        box = layout.nodes[state]
        room = box.size.width - 24
        for place, (_, number, is_start) in enumerate(sorted(ends)):
            x = box.x - room / 2 + room * (place + 0.5) / len(ends)
            ports[number][0 if is_start else 1] = x
    return [(start, end) for start, end in ports]


def _arrow(route: Route, start: float, end: float) -> str:
    """Return an arrow as a smooth path through its bends, straight behind its label."""
    first, *between, last = route.places
    runs_down = first.y < last.y
    points = [(start, first.layer_bottom if runs_down else first.layer_top)]
    for place in between:
        edges = (place.layer_top, place.layer_bottom) if runs_down else (place.layer_bottom, place.layer_top)
        points += [(place.x, edges[0]), (place.x, edges[1])]
    points.append((end, last.layer_top if runs_down else last.layer_bottom))
    parts = [f"M {points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x, y), (to_x, to_y) in itertools.pairwise(points):
        middle = (y + to_y) / 2
        straight = f"L {to_x:.1f} {to_y:.1f}"
        bend = f"C {x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
        parts.append(straight if x == to_x else bend)
    kind, tip = ("arrow", "tip") if runs_down else ("arrow back", "tip-back")
    return f'    <path class="{kind}" d="{" ".join(parts)}" marker-end="url(#{tip})"/>'


def _event(place: Placed, lines: list[str]) -> str:
    """Return an arrow's label on a patch of paper, so that its line is interrupted and not written over."""
    size = place.size
    patch = (
        f'    <rect class="paper" x="{place.x - size.width / 2:.1f}" y="{place.top + 1:.1f}" '
        f'width="{size.width:.1f}" height="{size.height - 2:.1f}" rx="3"/>'
    )
    rows = [
        f'<tspan x="{place.x:.1f}" y="{place.top + 3 + _LABEL_LINE * (row + 0.78):.1f}">{escape(line)}</tspan>'
        for row, line in enumerate(lines)
    ]
    return f'{patch}\n    <text class="event">{"".join(rows)}</text>'


def _box_in_words(chart: Chart, box: Box) -> str:
    labels = dict(chart.states)
    return f"{box.name} ({', '.join(labels[state] for state in box.members)})"


def _box_size(chart: Chart, box: Box) -> Size:
    labels = dict(chart.states)
    widest = max(text_width(labels[state], _LABEL_TEXT) for state in box.members)
    width = max(text_width(box.name, _BOX_TEXT), widest) + 28
    return Size(width, _BOX_HEIGHT + _LABEL_LINE * len(box.members))


def _group(chart: Chart, box: Box, place: Placed) -> str:
    """Return a group of states as one box: its name, and its states below."""
    labels = dict(chart.states)
    kind = "box last" if chart.finals.issuperset(box.members) else "box"
    rows = [
        f'<tspan x="{place.x:.1f}" y="{place.top + 40 + _LABEL_LINE * row:.1f}">{escape(labels[state])}</tspan>'
        for row, state in enumerate(box.members)
    ]
    return (
        f'    <rect class="{kind}" x="{place.x - place.size.width / 2:.1f}" y="{place.top:.1f}" '
        f'width="{place.size.width:.1f}" height="{place.size.height:g}" rx="9"/>\n'
        f'    <text class="state" x="{place.x:.1f}" y="{place.top + 22:.1f}">{escape(box.name)}</text>\n'
        f'    <text class="event">{"".join(rows)}</text>'
    )


def _state(chart: Chart, state: str, label: str, place: Placed) -> str:
    kind, words = ("box first", "state first-state") if state == chart.initial else ("box", "state")
    if state in chart.finals:
        kind = "box last"
    return (
        f'    <rect class="{kind}" x="{place.x - place.size.width / 2:.1f}" y="{place.top:.1f}" '
        f'width="{place.size.width:.1f}" height="{place.size.height:g}" rx="9"/>\n'
        f'    <text class="{words}" x="{place.x:.1f}" y="{place.y + 5:.1f}">{escape(label)}</text>'
    )
