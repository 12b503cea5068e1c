"""Places by their coordinates alone: no map, and so no border that could be drawn wrongly."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from laborcoop.exchange.charts.chart import Chart
from laborcoop.exchange.charts.crowds import Crowd, Spot, list_crowds, name_spots
from laborcoop.exchange.charts.drawing import Drawing, width_of
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.kinds import check_arguments, check_items
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import Locale, Text

_EDGE, _SIDE = 28.0, 720.0
_LEAST, _MOST = 4.0, 18.0
_MOST_NAME = 190.0
"""Room for names to the left of all dots, at the most; with the number behind each."""
_NUMBER = 36.0
_LEAST_LIST = 420.0
"""How wide the list of names without room is, at the least."""
_KM_PER_DEGREE = 111.2
"""Of latitude: the mean radius of the earth, 6 371 km, times a degree."""

_STOPS = Text("村和集合点", "village or stop")
_KINDS = {
    PlaceKind.VILLAGE: (0, _STOPS),
    PlaceKind.STOP: (0, _STOPS),
    PlaceKind.RESETTLEMENT_SITE: (4, Text("安置点", "resettlement site")),
    PlaceKind.STATION: (2, Text("车站", "station")),
    PlaceKind.LODGING: (3, Text("住宿", "lodging")),
    PlaceKind.GATE: (1, Text("厂门", "gate")),
}


def sites(
    places: Iterable[Place],
    people: Mapping[PlaceId, int] | None = None,
    *,
    title: Text = Text("地点", "Places"),  # noqa: B008 - a text is frozen
    locale: Locale = "zh",
) -> Chart:
    """A dot for each place that has coordinates, north at the top, with a scale of kilometres.

    A name stands beside its dot with the number of people; the places with most people are named first. Where one would
    lie on another or on a dot, its dot has a number, and the name stands in a list below. Dots too close for numbers of
    their own have one mark (3–12), and the list says how many people they come to.

    Args:
        places: the places; those without coordinates are counted below the picture.
        people: how many people each place is about; the area of its dot grows with them.
        title: what the picture is of.
        locale: the language of the picture.

    Raises:
        InvalidValue: ``places`` are no places, or ``title`` is no `Text`.
    """
    check_arguments("charts.sites", (("title", title, Text),))
    given = check_items("charts.sites", "places", places, Place)
    at = {place.id: (place.longitude, place.latitude) for place in given}
    known = {key: (x, y) for key, (x, y) in at.items() if x is not None and y is not None}
    sheet = Drawing(title, locale)
    shown = sorted((p for p in given if p.id in known), key=lambda p: (-(people or {}).get(p.id, 0), p.id))
    right, down, unnamed = _draw(sheet, shown, known, people or {})
    y = sheet.top + down + 24
    right = max(right, _keys(sheet, shown, y), 2 * _EDGE + width_of(sheet.say(title)))
    if unnamed:
        right = max(right, _LEAST_LIST)
        y = list_crowds(sheet, unnamed, _EDGE, y + 24, right)
    missing = len(given) - len(shown)
    if missing:
        said = Text("另有 {n} 个地点没有坐标", "{n} places without coordinates are not shown").format(n=missing)
        sheet.words(sheet.say(said), _EDGE, y + 22, kind="quiet")
        right = max(right, _EDGE + width_of(sheet.say(said)))
        y += 22
    return sheet.finished(right + _EDGE, y + 16)


def _draw(
    sheet: Drawing, shown: Sequence[Place], known: Mapping[PlaceId, tuple[float, float]], people: Mapping[PlaceId, int]
) -> tuple[float, float, Sequence[Crowd]]:
    """The dots and names; how far to the right they reach, the height that they take, and the names without room."""
    if not shown:
        return 0.0, 0.0, ()
    east = [known[place.id][0] for place in shown]
    north = [known[place.id][1] for place in shown]
    narrow = math.cos(math.radians((min(north) + max(north)) / 2))  # degrees of longitude are shorter up north
    across, down = (max(east) - min(east)) * narrow, max(north) - min(north)
    scale = _SIDE / max(across, down, 0.01)
    most = max((people.get(place.id, 0) for place in shown), default=0)
    left = _EDGE + min(_MOST_NAME, max(width_of(sheet.say(place.name)) for place in shown) + _NUMBER)
    spots = []
    for place in shown:
        x = left + (known[place.id][0] - min(east)) * narrow * scale
        y = sheet.top + _EDGE + (max(north) - known[place.id][1]) * scale
        number = people.get(place.id, 0)
        radius = max(_LEAST, _MOST * math.sqrt(number / most)) if most else _LEAST + 1
        words = sheet.say(place.name)
        note = f"{words} {Count(number, Unit.PERSON).render(sheet.locale)}" if number else words
        sheet.dot(x, y, radius, kind=f"dot t{_KINDS[place.kind][0]}", note=note)
        spots.append(Spot(x=x, y=y, radius=radius, words=f"{words} {number}" if number else words, people=number))
    named, unnamed = name_spots(sheet, spots)
    right = max(named, _scale(sheet, scale / _KM_PER_DEGREE, sheet.top + down * scale + 2 * _EDGE + 4))
    return right, down * scale + 2 * _EDGE + 24, unnamed


def _scale(sheet: Drawing, per_km: float, y: float) -> float:
    """A line of a round number of kilometres, about a fifth as long as the picture; how far it reaches to the right."""
    wanted = _SIDE / 5 / per_km
    step: float = 10 ** math.floor(math.log10(wanted))
    km: float = max(step * factor for factor in (1, 2, 5) if step * factor <= wanted)
    sheet.path(f"M{_EDGE:g} {y:.1f}h{km * per_km:.1f}", kind="curve s0")
    said = f"{km:g} km"
    sheet.words(said, _EDGE + km * per_km + 8, y + 4, kind="quiet")
    return _EDGE + km * per_km + 8 + width_of(said)


def _keys(sheet: Drawing, shown: Iterable[Place], y: float) -> float:
    """Which tone is which kind of place; how far it reaches to the right."""
    x = _EDGE
    tones = dict.fromkeys(_KINDS[place.kind] for place in sorted(shown, key=lambda place: place.kind.value))
    for tone, name in tones:
        sheet.dot(x, y - 4, 5, kind=f"t{tone}")
        sheet.words(sheet.say(name), x + 12, y)
        x += 34 + width_of(sheet.say(name))
    return x
