"""The vocabulary of the random regulations: the shared one with the attributes that only they declare."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from engine.vocabulary import Vocabulary, standard
from engine.vocabulary.terms import Attribute

OWN = ("ghi_ro", "han", "hen", "hen_tra", "so_ho_so")


@cache
def vocabulary() -> Vocabulary:
    """Return the words in which logs of random regulations are written; own attributes hold any text."""
    known = standard()
    return replace(known, attributes={**known.attributes, **{name: Attribute(name, name, name) for name in OWN}})
