"""Labour cooperation between two regions, from the home door to the factory gate."""
