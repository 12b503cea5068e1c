"""How docstrings are read for the site: an example of a session is code, wherever in a docstring it stands."""

from __future__ import annotations

from typing import Any

from griffe import Extension, Object


class Sessions(Extension):
    """Fences the paragraphs that begin with a prompt, which would be set as a quotation otherwise."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Look at the docstring of whatever was found in the sources."""
        if obj.docstring is not None:
            obj.docstring.value = fenced(obj.docstring.value)


def fenced(text: str) -> str:
    """A docstring with its sessions as blocks of code."""
    parts = (f"```pycon\n{part}\n```" if part.startswith(">>>") else part for part in text.split("\n\n"))
    return "\n\n".join(parts)
