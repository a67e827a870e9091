"""Run one peer: `python -m bench.peers NAME FOLDER`; prints what it measured as one line of JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from bench.measuring import peak_gigabytes


def main(name: str, folder: str) -> None:
    """Call the function `name`, written `module.function`, on the inputs in `folder`."""
    module, function = name.split(".")
    found = getattr(import_module(f"bench.peers.{module}"), function)(Path(folder))
    print(json.dumps({**found, "memory": peak_gigabytes()}, default=str))


if __name__ == "__main__":
    main(*sys.argv[1:])
