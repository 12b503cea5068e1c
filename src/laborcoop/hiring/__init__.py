"""Posts to people: who goes back to the own employer, and who is matched to an open post."""

from laborcoop.hiring.match import Match, match_posts
from laborcoop.hiring.suitability import unsuited

__all__ = ["Match", "match_posts", "unsuited"]
