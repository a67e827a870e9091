"""Filling in the skeleton of a rule file."""

from __future__ import annotations

import json
import re
import unicodedata
from importlib.resources import files
from typing import Final

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


def is_valid_id(text: str) -> bool:
    """Tell whether `text` may be a regulation's id."""
    return _ID.fullmatch(text) is not None


def skeleton(rule_id: str, province: str) -> str:
    """Return a commented rule file for `province` that loads without a mistake.

    Args:
        rule_id: a valid id.
        province: the province's name in any words; it is quoted where the file needs it.

    Raises:
        ValueError: the id is not valid (a programming error; the command checks it before).
    """
    if not is_valid_id(rule_id):
        raise ValueError(f"not an id: {rule_id!r}")
    name = " ".join(unicodedata.normalize("NFC", province).split())
    text = files("engine.skeleton").joinpath("template.yaml").read_text(encoding="utf-8")
    filled = {
        "PROVINCE_NAME_OF_REGULATION": _quoted(f"Quy chế quản lý hồ sơ cán bộ, công chức, viên chức {name}"),
        "PROVINCE_TEXT": name,
        "PROVINCE": _quoted(name),
        "RULE_ID": rule_id,
    }
    return re.sub("|".join(filled), lambda match: filled[match[0]], text)


def _quoted(text: str) -> str:
    """Return a YAML scalar in double quotes, whatever stands in the text."""
    return json.dumps(text, ensure_ascii=False)
