"""The Vietnamese lunar calendar (UTC+7), computed from the positions of the moon and the sun.

A lunar month begins on the day, in Vietnam, of the new moon. Month 11 holds the winter solstice. When
thirteen months begin from one month 11 to the next, the first one in which the sun enters no new sign of 30°
is a leap month and repeats the number before it.

Formulas: J. Meeus, «Astronomical Algorithms», chapters 25 (sun, to 0,01°) and 49 (new moon, to seconds); the
difference between dynamical and universal time after Espenak and Meeus. They hold well beyond 2010–2050; only
an event within a minute of midnight could be put on the wrong day.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from math import floor, radians, sin

_UTC_OFFSET = 7 / 24
_JD_OF_ORDINAL_0 = 1721424.5
_SYNODIC_MONTH = 29.530588861
_FIRST_NEW_MOON = 2451550.09766

# Coefficient in days; multiples of the sun's anomaly, the moon's anomaly and the moon's argument of latitude.
_NEW_MOON_TERMS = (
    (-0.40720, 0, 1, 0),
    (0.17241, 1, 0, 0),
    (0.01608, 0, 2, 0),
    (0.01039, 0, 0, 2),
    (0.00739, -1, 1, 0),
    (-0.00514, 1, 1, 0),
    (0.00208, 2, 0, 0),
    (-0.00111, 0, 1, -2),
    (-0.00057, 0, 1, 2),
    (0.00056, 1, 2, 0),
    (-0.00042, 0, 3, 0),
    (0.00042, 1, 0, 2),
    (0.00038, 1, 0, -2),
    (-0.00024, -1, 2, 0),
    (-0.00007, 2, 1, 0),
    (0.00004, 0, 2, -2),
    (0.00004, 3, 0, 0),
    (0.00003, 1, 1, -2),
    (0.00003, 0, 2, 2),
    (-0.00003, 1, 1, 2),
    (0.00003, -1, 1, 2),
    (-0.00002, -1, 1, -2),
    (-0.00002, 1, 3, 0),
    (0.00002, 0, 4, 0),
)
# Coefficient in days; angle at the epoch and its motion in a month, in degrees: the pull of the planets.
_PLANETARY_TERMS = (
    (0.000325, 299.77, 0.107408),
    (0.000165, 251.88, 0.016321),
    (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478),
    (0.000110, 84.66, 18.206239),
    (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732),
    (0.000056, 154.84, 7.306860),
    (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824),
    (0.000040, 291.34, 1.844379),
    (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099),
    (0.000023, 331.55, 3.592518),
)


def new_moon(lunation: int) -> float:
    """Return the Julian day, in dynamical time, of a new moon; lunation 0 is that of 6 January 2000."""
    k = lunation
    t = k / 1236.85
    eccentricity = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t + 0.00001238 * t**3
    latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t * t - 0.00000227 * t**3
    node = 124.7746 - 1.56375588 * k + 0.0020672 * t * t
    mean = _FIRST_NEW_MOON + _SYNODIC_MONTH * k + 0.00015437 * t * t - 0.00000015 * t**3
    periodic = sum(
        coefficient * eccentricity ** abs(suns) * sin(radians(suns * sun + moons * moon + latitudes * latitude))
        for coefficient, suns, moons, latitudes in _NEW_MOON_TERMS
    )
    planetary = sum(size * sin(radians(angle + motion * k)) for size, angle, motion in _PLANETARY_TERMS)
    return mean + periodic - 0.00017 * sin(radians(node)) + planetary


def solar_longitude(julian_day: float) -> float:
    """Return the sun's apparent longitude in degrees, in [0, 360), at a Julian day in dynamical time."""
    t = (julian_day - 2451545.0) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    node = radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * sin(node)) % 360


def _delta_t(julian_day: float) -> float:
    """Return dynamical minus universal time, in days."""
    years = (julian_day - 2451545.0) / 365.25
    return (62.92 + 0.32217 * years + 0.005589 * years * years) / 86400


@cache
def _month_start(lunation: int) -> int:
    """Return the ordinal of the day, in Vietnam, on which the new moon falls."""
    moment = new_moon(lunation)
    return floor(moment - _delta_t(moment) + _UTC_OFFSET - _JD_OF_ORDINAL_0)


def _sign_at_start(ordinal: int) -> int:
    """Return which of the twelve signs of 30° the sun stands in as that day begins in Vietnam."""
    moment = ordinal + _JD_OF_ORDINAL_0 - _UTC_OFFSET
    return int(solar_longitude(moment + _delta_t(moment)) // 30)


@cache
def _month_11(year: int) -> int:
    """Return the lunation of the lunar month that holds the winter solstice of December of `year`."""
    last_day = date(year, 12, 31).toordinal()
    lunation = round((last_day + _JD_OF_ORDINAL_0 - _FIRST_NEW_MOON) / _SYNODIC_MONTH) + 1
    while _month_start(lunation) > last_day or _sign_at_start(_month_start(lunation)) == 9:
        lunation -= 1
    return lunation


def first_of_lunar_month(year: int, month: int) -> date:
    """Return day 1 of lunar month `month` (1–10, not its leap repetition) of the lunar year of `year`."""
    first, following = _month_11(year - 1), _month_11(year)
    wanted = first + month + 1
    if following - first == 13:
        signs = [_sign_at_start(_month_start(lunation)) for lunation in range(first, wanted + 2)]
        leap = next((i for i in range(1, len(signs) - 1) if signs[i] == signs[i + 1]), None)
        if leap is not None and first + leap <= wanted:
            wanted += 1
    return date.fromordinal(_month_start(wanted))


@cache
def tet(year: int) -> date:
    """Return mùng 1 Tết, the lunar new year's day that falls in `year`."""
    return first_of_lunar_month(year, 1)


@cache
def hung_kings_day(year: int) -> date:
    """Return Giỗ Tổ Hùng Vương, the tenth day of the third lunar month, in `year`."""
    return date.fromordinal(first_of_lunar_month(year, 3).toordinal() + 9)
