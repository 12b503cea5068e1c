"""All indicators, in the order in which a report shows them."""

from __future__ import annotations

from laborcoop.errors import UnknownName
from laborcoop.indicators import recommend, return_to_post, send_posts, stabilise, subsidies, transfers
from laborcoop.indicators.indicator import Indicator
from laborcoop.kernel.naming import did_you_mean
from laborcoop.kernel.text import Text

CATALOGUE: tuple[Indicator, ...] = (
    *send_posts.INDICATORS,
    *return_to_post.INDICATORS,
    *stabilise.INDICATORS,
    *recommend.INDICATORS,
    *transfers.INDICATORS,
    *subsidies.INDICATORS,
)


def indicator(code: str) -> Indicator:
    """The indicator of this code.

    Raises:
        UnknownName: ``code`` is not in the catalogue.
    """
    for one in CATALOGUE:
        if one.code == code:
            return one
    hint = did_you_mean(code, [one.code for one in CATALOGUE])
    raise UnknownName(
        Text("没有指标 {code}，{hint}", "there is no indicator {code}, {hint}").format(code=code, hint=hint)
    )
