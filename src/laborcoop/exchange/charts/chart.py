"""A finished chart: shown by a notebook as it is, or saved as a file."""

from __future__ import annotations

from html import escape
from pathlib import Path

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.exchange.visible import visible
from laborcoop.kernel.text import Locale, Text


@frozen(kw_only=True)
class Chart:
    """A picture with its title, in one language.

    Attributes:
        title: what the picture shows.
        locale: the language of its words.
        svg: the picture itself, an SVG document that needs nothing else.
    """

    title: Text
    locale: Locale
    svg: str = field(repr=False)

    def save(self, path: Path | str) -> Path:
        """Write the picture: ``.svg`` as it is, ``.html`` as a page of its own.

        Raises:
            InvalidValue: ``path`` ends neither in ``.svg`` nor in ``.html``.
        """
        target = Path(path)
        match target.suffix.lower():
            case ".svg":
                written = self.svg
            case ".html":
                written = self._page()
            case _:
                raise InvalidValue(
                    Text(
                        "图表只能存为 .svg 或 .html，不能存为 {name}",
                        "a chart can be saved as .svg or .html, not as {name}",
                    ).format(name=target.name)
                )
        target.write_text(written, encoding="utf-8", newline="\n")
        return target

    def _page(self) -> str:
        language = "zh-CN" if self.locale == "zh" else "en"
        title = escape(visible(self.title.render(self.locale)))
        return (
            f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
            f"<body>\n{self.svg}\n</body>\n</html>\n"
        )

    def _repr_svg_(self) -> str:
        """What a notebook shows."""
        return self.svg
