"""The programme's four lines of work (送岗、返岗、稳岗、推岗)."""

from __future__ import annotations

from enum import Enum

from laborcoop.kernel.text import Text


class Pillar(Enum):
    """A line of work, in the order in which the programme reports on them."""

    SEND_POSTS = "send-posts"
    """送岗: posts are brought to the villages."""
    RETURN_TO_POST = "return-to-post"
    """返岗: people are carried back to their posts."""
    STABILISE = "stabilise"
    """稳岗: they are kept in post."""
    RECOMMEND = "recommend"
    """推岗: those who were trained are recommended."""

    @property
    def label(self) -> Text:
        """The line of work as a heading."""
        return _LABELS[self]


_LABELS = {
    Pillar.SEND_POSTS: Text("送岗", "posts brought to the villages"),
    Pillar.RETURN_TO_POST: Text("返岗", "return to the post"),
    Pillar.STABILISE: Text("稳岗", "kept in the post"),
    Pillar.RECOMMEND: Text("推岗", "trained and recommended to posts"),
}
