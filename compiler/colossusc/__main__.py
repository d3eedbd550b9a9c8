"""The command `colossusc`, also as `python -m colossusc`. Asked for its version, it loads nothing but itself."""

from __future__ import annotations

import gc
import sys

from colossusc import __version__


def main() -> None:
    """Runs the command line of this process and exits with its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        try:
            sys.stdout.write(f"colossusc {__version__}\n")
            sys.stdout.flush()
            return
        except (AttributeError, OSError):  # closed, or a full disk: what follows says so
            pass
    gc.disable()  # a run keeps what it makes, and the process ends with it
    try:
        from colossusc.cli.main import run

        code = run(arguments)
        gc.freeze()  # nor is a large plan looked through for garbage at the very end: that took as long as its check
        sys.exit(code)
    except KeyboardInterrupt:  # while it was still loading
        sys.exit(130)


if __name__ == "__main__":
    main()
