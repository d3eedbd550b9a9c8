"""What only some outputs need, and is installed only where it is asked for."""

from __future__ import annotations

from importlib.util import find_spec

from colossusc.cli.terminal import Failure


def installed(*modules: str, extra: str) -> None:
    """Raises Failure where a module of an extra is missing, with the command that installs it."""
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise Failure(
            f"`--to {extra}` needs `{missing[0]}`, which is not installed", f"run `pip install 'colossusc[{extra}]'`"
        )
