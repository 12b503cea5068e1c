"""The command line: thin, over the functions that Python programs call. `laborcoop.__main__` is the way in."""
