"""A chart as Mermaid text (stateDiagram-v2)."""

from __future__ import annotations

from engine.drawing.chart import Chart

_ENTITIES = {ord(sign): f"#{ord(sign)};" for sign in '#;:"<>{}|%\\`'}


def as_mermaid(chart: Chart) -> str:
    """Return the chart as Mermaid source; labels cannot break out of their place."""
    lines = ["---", f"title: {_quoted(chart.title)}", "---", "stateDiagram-v2"]
    lines += [f'    state "{_escaped(label)}" as {_name(state)}' for state, label in chart.loose]
    labels = dict(chart.states)
    for box in chart.boxes:
        lines.append(f'    state "{_escaped(box.name)}" as {_name(box.name)} {{')
        lines += [f'        state "{_escaped(labels[state])}" as {_name(state)}' for state in box.members]
        lines.append("    }")
    lines.append(f"    [*] --> {_name(chart.initial)}")
    for arrow in chart.arrows:
        label = " / ".join(_escaped(text) for text in arrow.labels)
        lines.append(f"    {_name(arrow.source)} --> {_name(arrow.target)} : {label}")
    still = [box.name for box in chart.boxes if chart.finals.issuperset(box.members)]
    ends = [state for state, _ in chart.loose if state in chart.finals]
    lines += [f"    {_name(name)} --> [*]" for name in (*ends, *still)]
    return "\n".join(lines) + "\n"


def _name(state: str) -> str:
    """Return a name that Mermaid takes for nothing else (it has words of its own, and «--» is an arrow)."""
    return "s_" + state.replace("-", "_")


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_ENTITIES)


def _quoted(text: str) -> str:
    return '"' + " ".join(text.split()).replace("\\", "").replace('"', "'") + '"'
