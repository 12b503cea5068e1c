"""Posts, seats, beds and gate seen together: who takes which post, so that as many as possible reach a gate."""
