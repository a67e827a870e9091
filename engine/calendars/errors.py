"""What the calendar refuses."""

from __future__ import annotations


class OutsideCalendar(ValueError):  # noqa: N818 - a plain statement reads better than «…Error»
    """A date lies outside the days that the calendar covers."""
