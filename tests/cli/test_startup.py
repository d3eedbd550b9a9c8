"""Start-up is a feature: a run loads only what it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOADED = "import sys; from colossusc.__main__ import main\ntry:\n    main()\nfinally:\n    print(*sorted(sys.modules))"


def loaded(folder: Path, *arguments: str) -> set[str]:
    """The modules that a command line loads."""
    process = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, cwd=folder, check=True, timeout=60
    )
    return set(process.stdout.split())


def test_the_version_loads_nothing_but_itself(project: Path) -> None:
    modules = loaded(project, "--version")
    assert {name for name in modules if name.startswith("colossusc")} == {"colossusc", "colossusc.__main__"}
    assert not modules & {"attr", "attrs", "click", "json", "re"}


def test_a_clean_check_loads_no_emitter_no_lark_and_nothing_heavy(project: Path) -> None:
    (project / "plan.colossus").write_text('source s "A letter" {\n  published = 2024-07-01\n  grade = press\n}\n')
    modules = loaded(project, "check", "plan.colossus")
    assert "colossusc.pipeline" in modules
    heavy = {
        "lark", "jinja2", "xlsxwriter", "hashlib", "difflib", "pathlib", "tempfile", "subprocess", "urllib",
        "importlib.resources", "pkgutil", "random", "vl_convert", "xml.etree", "importlib.metadata",
        "colossusc.emit", "colossusc.show.text", "colossusc.codes",
        "colossusc.cli.folder", "colossusc.cli.commands.compile", "colossusc.cli.commands.fmt",
    }  # fmt: skip
    assert modules & heavy == set()


def test_a_check_of_files_that_are_in_the_cache_loads_no_parser(project: Path) -> None:
    (project / "plan.colossus").write_text('source s "A letter" {\n  published = 2024-07-01\n  grade = press\n}\n')
    parser = {f"colossusc.syntax.{name}" for name in ("parse", "tables", "recover", "messages")}
    assert parser <= loaded(project, "check", "--no-cache", "plan.colossus")
    loaded(project, "check", "plan.colossus")
    assert not loaded(project, "check", "plan.colossus") & parser


def test_pictures_that_were_drawn_before_are_not_drawn_again(project: Path) -> None:
    (project / "plan.colossus").write_text(
        "edition = 2026\ncampus c { pue = 1; load l { behind = it; power = 1 MW }; grid g { contracted = 2 MW } }\n"
    )
    command = ("compile", "plan.colossus", "--fail-on", "never", "--to", "png", "-o", "out")
    assert "vl_convert" in loaded(project, *command)
    first = {path.name: path.read_bytes() for path in (project / "out/pictures").iterdir()}
    assert {name.partition(".")[0] for name in first} == {"supply", "headroom", "usable", "flow", "one_line"}
    assert "vl_convert" not in loaded(project, *command)
    assert {path.name: path.read_bytes() for path in (project / "out/pictures").iterdir()} == first
    loaded(project, *command, "--no-cache", "--force")
    assert {path.name: path.read_bytes() for path in (project / "out/pictures").iterdir()} == first


def test_the_typesetter_is_loaded_only_to_set_what_it_has_not_set(project: Path) -> None:
    (project / "plan.colossus").write_text("edition = 2026\ncampus c { pue = 1 }\n")
    command = ("compile", "plan.colossus", "--fail-on", "never", "-o", "out")
    typesetter = {"typst", "font_hanken_grotesk"}
    assert not typesetter & loaded(project, *command)
    assert typesetter <= loaded(project, *command, "--to", "pdf")
    first = (project / "out/report.pdf").read_bytes()
    assert not typesetter & loaded(project, *command, "--to", "pdf")
    assert (project / "out/report.pdf").read_bytes() == first
