"""The commented skeleton from which a new province's rule file begins."""

from engine.skeleton.skeleton import is_valid_id, skeleton

__all__ = ["is_valid_id", "skeleton"]
