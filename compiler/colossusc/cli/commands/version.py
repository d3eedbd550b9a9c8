"""`colossusc version`: which compiler this is."""

from __future__ import annotations

import click

from colossusc import __version__
from colossusc.cli.terminal import data


@click.command("version")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the hashes of grammar, catalogs and packs.")
def command(as_json: bool) -> int:
    """Print the version."""
    if not as_json:
        data(f"colossusc {__version__}\n")
        return 0
    import json
    import platform

    from colossusc.ask.lock import sha256
    from colossusc.elaborate.plan import EDITIONS
    from colossusc.resources import resource

    packs = [f"{folder}/{name}" for folder in ("catalog", "rules") for name in resource(f"specs/{folder}").names()]
    facts = {
        "colossusc": __version__,
        "editions": [int(edition) for edition in EDITIONS],
        "grammar": f"sha256:{sha256(resource('grammar/colossus.lark').read_text())}",
        "python": platform.python_version(),
        "library": {name: f"sha256:{sha256(resource(f'specs/{name}').read_text())}" for name in packs},
    }
    data(json.dumps(facts, indent=2) + "\n")
    return 0
