"""A small HTTP service around the library: rosters in, checks, a plan, tables out. README.md says how to start it."""
