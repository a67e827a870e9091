"""Drawing the lifecycle: what to show, Mermaid text, and an SVG with a layout of its own."""

from engine.drawing.chart import Arrow, Chart, chart_of
from engine.drawing.mermaid import as_mermaid
from engine.drawing.svg import as_svg

__all__ = ["Arrow", "Chart", "as_mermaid", "as_svg", "chart_of"]
