"""Temporary developer check: print all diagnostics of rule files."""

import sys
from pathlib import Path

from engine.diagnostics import render_diagnostics
from engine.loading.rules import load_rules

for name in sys.argv[1:]:
    document, problems = load_rules(Path(name))
    print(render_diagnostics(problems))
    print(f"{name}: {len(problems)} diagnostics; {'loaded' if document else 'NOT loaded'}")
