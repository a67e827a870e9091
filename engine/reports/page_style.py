"""The style sheet of the HTML report: one column of text, light and dark, screen and paper."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #c9d1d9; --head: #eef2f7; --soft: #57606a;
  --overdue: #b3261e; --violation: #7b2d8b; --late: #8a5300; --soon: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --line: #3d444d; --head: #1c2430;
  --soft: #9da7b3; --overdue: #ff8a80; --violation: #e2a6ef; --late: #f2b04b; --soon: #79b8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1.05rem; margin-top: 2rem; }
a { color: inherit; } a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--soon);
  outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
.draft { border: 2px solid var(--overdue); padding: .5rem .75rem; font-weight: 700; }
.soft { color: var(--soft); }
@media (max-width: 50rem) { .wide { overflow-x: auto; } }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
thead th { background: var(--head); position: sticky; top: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.day { white-space: nowrap; font-variant-numeric: tabular-nums; }
tbody th { font-weight: 600; }
.status { font-weight: 700; white-space: nowrap; }
.overdue .status { color: var(--overdue); } .violation .status { color: var(--violation); }
.late .status { color: var(--late); } .due_soon .status { color: var(--soon); }
details { margin-top: .35rem; } summary { cursor: pointer; color: var(--soft); }
details table { font-size: .9rem; margin: .5rem 0; } details p { margin: .35rem 0; max-width: 60rem; }
@media print { body { max-width: none; padding: 0; font-size: 9.5pt; } thead th { position: static; }
  details:not([open]), .skip { display: none; } tr { break-inside: avoid; } h3 { break-after: avoid; }
  .wide { overflow: visible; } }
""".strip()
