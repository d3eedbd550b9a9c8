"""`colossusc version`: which compiler this is."""

from __future__ import annotations

import click

from colossusc import __version__
from colossusc.cli.terminal import data


@click.command("version")
@click.option("--json", "as_json", is_flag=True, help="As a JSON object, with the hash of the grammar.")
def command(as_json: bool) -> int:
    """Print the version."""
    if not as_json:
        data(f"colossusc {__version__}\n")
        return 0
    import hashlib
    import json
    import platform

    from colossusc.resources import resource

    grammar = hashlib.sha256(resource("grammar/colossus.lark").read_text().encode()).hexdigest()
    facts = {"colossusc": __version__, "grammar": f"sha256:{grammar}", "python": platform.python_version()}
    data(json.dumps(facts, indent=2) + "\n")
    return 0
