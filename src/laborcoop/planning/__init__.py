"""The only place that knows the order: posts, seats, beds, gate."""
