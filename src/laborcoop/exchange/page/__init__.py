"""A plan as one page to look at: `index.html`, in both languages, that works from the disk without a network.

The charts are set by hand as HTML and SVG: they print, they are read aloud, they change language with the page, and
the page needs no script library.
"""

from laborcoop.exchange.page.render import render_page, write_page

__all__ = ["render_page", "write_page"]
