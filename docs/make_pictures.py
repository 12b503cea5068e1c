"""Draw the pictures of the README from the example: ``python docs/make_pictures.py`` (`make pages`)."""

from __future__ import annotations

from pathlib import Path

import laborcoop as lc

DOCS = Path(__file__).parent


def pictures(plan: lc.ReturnPlan) -> dict[Path, str]:
    """The pictures of a plan, by path: everybody's way, in each language."""
    return {
        DOCS / "spring-return.svg": lc.charts.flow(plan, locale="en").svg,
        DOCS / "spring-return.zh-CN.svg": lc.charts.flow(plan, locale="zh").svg,
    }


if __name__ == "__main__":
    for path, svg in pictures(lc.plan_return(lc.load_case(DOCS.parent / "examples" / "spring-return"))).items():
        path.write_text(svg, encoding="utf-8")
