"""The picture of supply and load in the words of Mermaid, which draws it where Markdown is shown and SVG is not let in:
in the summary of a job, a comment or a README.

Mermaid's charts cannot stack, nor leave a bar out: there are all sources together, and no phase with an unknown figure.
"""

from __future__ import annotations

from colossusc.emit.charts.chart import Chart

_DECIMALS = 2
_COLOURS = '%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#7fb0da, #1d2429"}}}}%%'  # bars, line


def mermaid(supply: Chart) -> tuple[str, ...]:
    """Bars of firm supply and a line of the load by phase, lying, as names would overlap; none without figures."""
    rows = [row for row in supply.spec["datasets"]["phases"] if None not in (row["firm"], row["load"])]
    if not rows:
        return ()
    firm, load = ([round(row[name], _DECIMALS) for row in rows] for name in ("firm", "load"))
    phases = ", ".join(f'"{row["phase"]}"' for row in rows)
    return (
        _COLOURS,
        "xychart-beta horizontal",
        f'  title "{supply.title}"',
        f"  x-axis [{phases}]",
        f"  y-axis 0 --> {max(*firm, *load) or 1}",
        f"  bar {firm}",
        f"  line {load}",
    )
