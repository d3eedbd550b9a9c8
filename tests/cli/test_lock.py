"""`colossus.lock`: written the same everywhere, and every way in which it can be stale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from colossusc import __version__
from running import Command

PLAN = """\
edition = 2026
as_of = 2025-01-01
use catalog.nvidia
import "packs/site.colossus"

campus c {
  pue = 1.2
  gpus hall : nvidia.dgx_h100 { count = 80 }
  grid g { contracted = 90 MW }
}
"""
PACK = """\
edition = 2026
party our_board "Our own board" {}
"""


@pytest.fixture
def locked(project: Path, run: Command) -> Path:
    """A project with a plan, a pack of its own and a fresh lock. Gives the path of the lock."""
    (project / "packs").mkdir()
    (project / "packs" / "site.colossus").write_text(PACK)
    (project / "plan.colossus").write_text(PLAN)
    result = run("lock", "plan.colossus")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("wrote colossus.lock: ")
    return project / "colossus.lock"


def test_a_lock_names_the_packs_with_their_hashes(locked: Path, run: Command) -> None:
    content = json.loads(locked.read_text())
    assert {"catalog/nvidia.colossus", "rules/tva.colossus"} <= set(content["library"])
    assert "catalog/amd.colossus" not in content["library"]
    assert list(content["project"]) == ["packs/site.colossus"]
    told = json.loads(run("version", "--json").out)
    assert told["editions"] == [2026]
    for name, pack in content["library"].items():
        assert pack["version"] == __version__
        assert told["library"][name] == f"sha256:{pack['sha256']}"


def test_it_is_the_same_from_everywhere_and_written_once(locked: Path, run: Command, project: Path) -> None:
    before = locked.read_bytes()
    assert run("lock", "../plan.colossus", cwd=project / "packs").err.startswith("../colossus.lock is as it was")
    assert locked.read_bytes() == before
    (project / "plan.colossus").write_text(PLAN.replace("80", "160"))
    assert run("check", "--locked", "plan.colossus").code == 0


@pytest.mark.parametrize("command", [("check",), ("compile", "-o", "out"), ("test",)])
def test_a_changed_pack_fails_the_run_with_both_hashes(
    locked: Path, run: Command, project: Path, command: tuple[str, ...]
) -> None:
    assert run(*command, "--locked", "plan.colossus").code == 0
    (project / "packs" / "site.colossus").write_text(PACK + "# changed\n")
    for path in (project / "out").glob("*"):
        path.unlink()
    result = run(*command, "--locked", "plan.colossus")
    assert result.code == 1
    assert "error[C0717]: `packs/site.colossus` is not what `colossus.lock` has" in result.err
    assert json.loads(locked.read_text())["project"]["packs/site.colossus"]["sha256"] in result.err
    assert result.err.count("sha256:") == 2
    assert not list((project / "out").glob("*"))
    assert run(*command, "plan.colossus", env={"COLOSSUS_LOCKED": "1"}).code == 1
    assert run(*command, "plan.colossus").code == 0


def test_another_version_of_the_library_says_both_versions(locked: Path, run: Command) -> None:
    content = json.loads(locked.read_text())
    content["library"]["rules/tva.colossus"] = {"sha256": "0" * 64, "version": "0.0.1"}
    content["library"]["rules/gone.colossus"] = {"sha256": "1" * 64, "version": "0.0.1"}
    content["library"]["catalog/for_another_plan.colossus"] = {"sha256": "2" * 64, "version": "0.0.1"}
    locked.write_text(json.dumps(content, indent=1))
    result = run("check", "--locked", "plan.colossus")
    assert f"= note: locked is sha256:{'0' * 64}, version 0.0.1" in result.err
    assert f", version {__version__}\n" in result.err
    assert "`rules/gone.colossus` is no longer there" in result.err
    assert result.err.count("error[C0717]") == 2


def test_a_pack_that_is_new_is_not_in_the_lock(locked: Path, run: Command, project: Path) -> None:
    (project / "plan.colossus").write_text(PLAN.replace("catalog.nvidia", "catalog.nvidia, catalog.tesla"))
    result = run("check", "--locked", "plan.colossus")
    assert result.code == 1
    assert "error[C0718]: `catalog/tesla.colossus` is not in `colossus.lock`" in result.err


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 2}', '{"format": 1, "library": []}', "[" * 9_999])
def test_what_is_no_lock_says_so_and_is_written_anew(locked: Path, run: Command, content: str) -> None:
    good = locked.read_bytes()
    locked.write_text(content)
    result = run("check", "--locked", "plan.colossus")
    assert result.code == 1
    assert result.err.count("error[") == result.err.count("error[C0716]") == 1
    assert run("lock", "plan.colossus").code == 0
    assert locked.read_bytes() == good


def test_the_lock_stands_beside_the_settings(locked: Path, run: Command, project: Path) -> None:
    locked.unlink()
    assert run("check", "--locked", "plan.colossus").code == 1
    (project / "colossus.toml").write_text('locked = true\n[files]\ninputs = ["plan.colossus"]\n')
    assert run("check").code == 1
    assert run("lock", cwd=project / "packs").code == 0
    assert locked.exists()
    assert run("check").code == 0


def test_files_that_are_wrong_are_not_locked(locked: Path, run: Command, project: Path) -> None:
    before = locked.read_bytes()
    (project / "plan.colossus").write_text(PLAN.replace("catalog.nvidia", "catalog.nvidea"))
    result = run("lock", "plan.colossus")
    assert result.code == 1
    assert result.err.endswith("wrote nothing: mend the files first\n")
    assert locked.read_bytes() == before
