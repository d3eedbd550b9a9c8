"""The grammar and the standard library are found in a checkout, a wheel and a zipapp."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import attr
import pytest

import colossusc
from colossusc.resources import resource

ASKED = """
import sys
sys.path[:0] = [sys.argv[1], sys.argv[2]]
import colossusc
from colossusc.resources import resource
assert colossusc.__file__.startswith(sys.argv[1]), colossusc.__file__
assert resource("specs/rules").names() == ["b.colossus", "é.colossus"]
assert resource("specs/rules/b.colossus").read_text() == "# é"
assert resource("specs/none").names() == []
"""


def test_the_standard_library_is_there() -> None:
    assert "tva.colossus" in resource("specs/rules").names()
    assert "rule TVA001" in resource("specs/rules/tva.colossus").read_text()


def test_what_is_missing() -> None:
    assert resource("specs/none").names() == []
    with pytest.raises(FileNotFoundError, match=r"specs/none\.colossus"):
        resource("specs/none.colossus").read_text()


def test_it_works_from_a_zipapp(tmp_path: Path) -> None:
    archive = tmp_path / "app.pyz"
    package = Path(colossusc.__file__).parent
    with zipfile.ZipFile(archive, "w") as files:
        for module in ("__init__.py", "resources.py"):
            files.write(package / module, f"colossusc/{module}")
        files.writestr("colossusc/specs/rules/é.colossus", "")
        files.writestr("colossusc/specs/rules/b.colossus", "# é")
        files.writestr("colossusc/specs/rules/deeper/c.colossus", "")
    installed = Path(attr.__file__).parent.parent
    subprocess.run([sys.executable, "-I", "-c", ASKED, archive, installed], check=True, timeout=60)
