"""Pictures of a plan and of figures, for notebooks and reports: hand-set SVG in Chinese or English, no library needed.

>>> from laborcoop.exchange import charts
>>> from laborcoop.kernel.counts import Count, Unit
>>> from laborcoop.kernel.text import Text
>>> counts = {Text("福贡", "Fugong"): Count(21, Unit.EMPLOYER_TIME)}
>>> chart = charts.bars(Text("参会", "attendances"), counts, locale="en")
>>> chart.title.en, "21 employer attendances" in chart.svg
('attendances', True)

A notebook shows a chart by itself; `Chart.save` writes it as a file. People are counted, never named.
"""

from laborcoop.exchange.charts.bars import bars
from laborcoop.exchange.charts.chart import Chart
from laborcoop.exchange.charts.curves import curves
from laborcoop.exchange.charts.flow import flow
from laborcoop.exchange.charts.occupancy import occupancy
from laborcoop.exchange.charts.sites import sites
from laborcoop.exchange.charts.timeline import timeline

__all__ = ["Chart", "bars", "curves", "flow", "occupancy", "sites", "timeline"]
