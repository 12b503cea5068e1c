"""What each disruption changes, and how the part of a plan that it breaks is planned again."""
