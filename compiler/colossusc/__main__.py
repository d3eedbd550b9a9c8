"""The command `colossusc`, also as `python -m colossusc`. Asked for its version, it loads nothing but itself."""

from __future__ import annotations

import sys

from colossusc import __version__


def main() -> None:
    """Runs the command line of this process and exits with its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        sys.stdout.write(f"colossusc {__version__}\n")
        return
    from colossusc.cli.main import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
