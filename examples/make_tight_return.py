"""Write the synthetic case ``examples/tight-return`` again: the same bytes each time.

python examples/make_tight_return.py [--out DIR]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tight_return_maker import write_case


def main() -> None:
    """Write the case into the folder asked for."""
    parser = argparse.ArgumentParser(description="Write the synthetic case examples/tight-return.")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "tight-return", metavar="DIR")
    folder: Path = parser.parse_args().out
    write_case(folder)
    print(f"{folder}: {sum(1 for path in folder.rglob('*') if path.is_file())} files")


if __name__ == "__main__":
    main()
