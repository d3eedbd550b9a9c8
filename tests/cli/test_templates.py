"""Own templates from the command line: read, rendered in a process that is held, written or told what is wrong."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from colossusc.cli import confined
from colossusc.emit.names import is_ours
from colossusc.emit.own.render import Answer, Task
from running import Command, Result, interruptible

PLAN = """\
edition = 2026
campus hill "Hill & Sons" { pue = 1; load l { behind = it; power = 1 MW }; grid g { contracted = 2 MW } }
"""
TOML = '[templates]\n"memo.md" = "texts/memo.md.j2"\n'
ENDLESS = "{% for i in range(99999) %}{% for j in range(99999) %}{% if false %}{% endif %}{% endfor %}{% endfor %}"


@pytest.fixture(autouse=True)
def files(project: Path) -> None:
    (project / "plan.colossus").write_text(PLAN)
    (project / "colossus.toml").write_text(TOML)
    (project / "texts").mkdir()


def compiled(project: Path, run: Command, template: str, *options: str) -> Result:
    (project / "texts" / "memo.md.j2").write_text(template)
    return run("compile", "plan.colossus", "-o", "out", "--fail-on", "never", "--select", "C", *options)


def held(text: str, seconds: int = 10, memory: int = confined.MEMORY) -> Answer:
    """What a template gives in a process of its own."""
    return confined.confined(Task("memo.md", "m.j2", {"m.j2": text}, seconds, 1_000_000), b'{"a": [1]}', memory)


# ------------------------------------------------------------------------------------------------------------ written


def test_it_is_written_beside_the_report(project: Path, run: Command) -> None:
    result = compiled(project, run, "# {{ campus.label }}\n{{ model.campus.name }}, {{ summary.state }}\n")
    assert (result.code, "out/memo.md" in result.err) == (0, True)
    assert (project / "out" / "memo.md").read_text() == "# Hill \\& Sons\nhill, holds\n"
    assert (project / "out" / "report.md").exists()
    assert json.loads((project / "out" / ".colossusc.json").read_text())["files"]["memo.md"]


def test_each_campus_has_its_own(project: Path, run: Command) -> None:
    (project / "plan.colossus").write_text(PLAN + PLAN.split("\n", 1)[1].replace("hill", "dale"))
    compiled(project, run, "{{ campus.name }}")
    assert (project / "out" / "hill-memo.md").read_text() == "hill"
    assert (project / "out" / "dale-memo.md").read_text() == "dale"


def test_a_plan_above_finds_it_from_anywhere(project: Path, run: Command) -> None:
    (project / "texts" / "memo.md.j2").write_text('{% include "part.j2" %}')
    (project / "texts" / "part.j2").write_text("{{ campus.name }}")
    assert run("compile", "../plan.colossus", "-o", "../out", cwd=project / "texts").code == 0
    assert (project / "out" / "memo.md").read_text() == "hill"


def test_nothing_of_it_is_loaded_by_who_has_none(project: Path) -> None:
    (project / "colossus.toml").write_text("")
    script = "import sys; from colossusc.__main__ import main\ntry:\n    main()\nfinally:\n    print(*sys.modules)"
    command = [sys.executable, "-c", script, "compile", "plan.colossus", "-o", "out"]
    modules = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True).stdout.split()
    assert not {"colossusc.cli.confined", "colossusc.emit.own", "jinja2.sandbox"}.intersection(modules)


def test_no_name_of_ours_can_be_taken(project: Path, run: Command) -> None:
    (project / "colossus.toml").write_text("")
    for command in (("compile", "--to", "png"), ("draw",)):
        run(*command, "plan.colossus", "-o", "out")
    written = [path.name for path in (project / "out").iterdir() if path.is_file() and path.name[0] != "."]
    assert len(written) >= 7
    assert [name for name in written if not is_ours(name)] == []


# ------------------------------------------------------------------------------------------------------------ refused


@pytest.mark.parametrize(
    ("settings", "code", "words"),
    [
        ("templates = 1", "C0712", "`templates` is a table"),
        ("[template]", "C0711", "did you mean `templates`"),
        ("[templates]\n'memo.md' = 1", "C0712", "`memo.md` takes the path of a template, a text"),
        ("[templates]\nmemo.md = 'memo.md.j2'", "C0712", "write the name of the output in quotes"),
        ("[templates]\n" + "".join(f"'a{n}.md' = 'm.j2'\n" for n in range(21)), "C0712", "takes at most 20"),
        *(
            (f"[templates]\n{name!r} = 'm.j2'", "C0719", f"`{name}` cannot be the name of an output")
            for name in ("memo", "Memo.md", "a/memo.md", "../memo.md", "pictures/memo.md", "con.md", ".md", "x" * 300)
        ),
        *(
            (f"[templates]\n{name!r} = 'm.j2'", "C0719", f"`{name}` is taken by what colossusc itself writes")
            for name in ("report.html", "report.txt", "ir.json", "bom.csv", "bom-x.xlsx", "dues.csv", "one_line.svg")
        ),
        *(
            (f"[templates]\n'memo.md' = '{path}'", "C0720", "is no `.j2` file of the project")
            for path in ("memo.md", "../memo.j2", "texts/../../memo.j2", "/etc/memo.j2", r"texts\memo.j2", "")
        ),
    ],
)
def test_a_mistake_in_the_settings_is_told_at_its_place(
    project: Path, run: Command, settings: str, code: str, words: str
) -> None:
    (project / "colossus.toml").write_text(settings)
    result = run("compile", "plan.colossus", "-o", "out")
    assert (result.code, result.err.count("error[")) == (2, 1)
    assert f"error[{code}]" in result.err
    assert "colossus.toml:" in result.err
    assert words in result.err
    assert not (project / "out").exists()


def test_a_file_that_cannot_be_read_is_told_where_it_is_named(project: Path, run: Command) -> None:
    def refused(code: str) -> None:
        result = run("compile", "plan.colossus", "-o", "out")
        assert (result.code, result.err.count("error[")) == (2, 1)
        assert f"error[{code}]" in result.err
        assert "`texts/memo.md.j2`" in result.err
        assert "colossus.toml:2:1" in result.err
        assert "secret" not in result.err

    path = project / "texts" / "memo.md.j2"
    refused("C0701")
    path.mkdir()
    refused("C0707")
    path.rmdir()
    path.write_bytes(b"\xff")
    refused("C0706")
    path.write_text("x" * 1_000_001)
    refused("C0901")
    path.unlink()
    (project.parent / "secret.j2").write_text("secret")
    path.symlink_to(project.parent / "secret.j2")
    refused("C0720")
    path.unlink()
    os.mkfifo(path)
    refused("C0708")
    (project / "texts" / "memo.md.j2").unlink()
    (project / "texts").rmdir()
    refused("C0701")


def test_what_it_includes_lies_in_the_project_too(project: Path, run: Command) -> None:
    (project.parent / "secret.j2").write_text("secret")
    (project / "texts" / "part.j2").symlink_to(project.parent / "secret.j2")
    result = compiled(project, run, '{% include "part.j2" %}')
    assert (result.code, "secret" in result.err) == (2, False)
    assert "error[C0720]: there is no template `part.j2`" in result.err


def test_a_mistake_is_told_at_its_line_and_nothing_is_written(project: Path, run: Command) -> None:
    compiled(project, run, "{{ campus.name }}")
    before = {path.name: path.stat().st_mtime_ns for path in (project / "out").iterdir()}
    result = compiled(project, run, "\n  It {{ sumary.headline }}.\n")
    assert result.code == 2
    assert "error[C0722]: there is no variable `sumary`" in result.err
    assert "texts/memo.md.j2:2:9\n" in result.err
    assert "did you mean `summary`?" in result.err
    assert {path.name: path.stat().st_mtime_ns for path in (project / "out").iterdir()} == before


@pytest.mark.parametrize("style", ["json", "jsonl", "sarif", "github", "junit"])
def test_a_mistake_comes_in_the_format_asked_for(project: Path, run: Command, style: str) -> None:
    result = compiled(project, run, "{{ sumary }}", "--message-format", style)
    assert (result.code, result.err) == (2, "")
    assert "C0722" in result.out
    assert "texts/memo.md.j2" in result.out


def test_the_same_mistake_on_several_campuses_is_one(project: Path, run: Command) -> None:
    (project / "plan.colossus").write_text(PLAN + PLAN.split("\n", 1)[1].replace("hill", "dale"))
    (project / "colossus.toml").write_text(TOML + '"other.md" = "texts/other.j2"\n')
    (project / "texts" / "other.j2").write_text("{{ 1 / 0 }}")
    result = compiled(project, run, "{{ sumary }}")
    assert re.findall(r"error\[(\w+)\]", result.err) == ["C0722", "C0723"]


# --------------------------------------------------------------------------------------------------------------- held


def test_what_takes_too_long_is_ended_at_its_line() -> None:
    start = time.monotonic()
    answer = held(f"\n{ENDLESS}", seconds=1)
    assert answer.refused is not None
    assert (answer.refused.code, answer.places) == ("C0725", (("m.j2", 2),))
    assert "more than 1 s" in answer.refused.message
    assert time.monotonic() - start < 5


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not limit memory")
@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x'|center(10 ** 10) }}",
        "{{ '%10000000000d' % 1 }}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    ],
)
def test_what_takes_too_much_memory_is_ended_at_its_line(text: str) -> None:
    answer = held(f"\n{text}")
    assert answer.refused is not None
    assert answer.refused.message == "this takes more memory than a template may have"
    assert answer.places == (("m.j2", 2),)


def test_a_process_that_does_not_answer_is_told_from_one_that_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_GRACE", -1)  # it is ended at once
    answer = held(ENDLESS, seconds=2)
    assert answer.refused is not None
    assert "rendering was ended" in answer.refused.message
    monkeypatch.setattr(confined, "_START", 'print(\'{"bug": "ours"}\')')
    with pytest.raises(RuntimeError, match="ours"):
        held("")


def test_it_takes_nothing_from_the_environment_or_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "jinja2", "sitecustomize", "usercustomize", "attrs", "colossusc"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "json.py"))
    assert held("{{ a[0] }}").text == "1"


GIVEN_UP = """
import os, socket, subprocess, sys
from colossusc.cli import confined
confined._limit(NOFILE=3, NPROC=0)
sys.addaudithook(confined._refuse)
for attempt in (
    lambda: open("/etc/hostname"), lambda: open("x", "w"), lambda: os.system("true"), lambda: os.listdir("/"),
    lambda: subprocess.run(["true"]), lambda: socket.socket(), lambda: os.fork(), lambda: __import__("ctypes"),
):
    try:
        attempt()
        print("done")
    except OSError:
        pass
"""


def test_even_a_template_that_broke_out_has_no_files_processes_or_network(tmp_path: Path) -> None:
    command = [sys.executable, "-c", GIVEN_UP]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (result.stdout, (tmp_path / "x").exists()) == ("", False)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_ctrl_c_leaves_no_process_behind(project: Path) -> None:
    (project / "texts" / "memo.md.j2").write_text(ENDLESS)
    command = [sys.executable, "-m", "colossusc", "compile", "plan.colossus", "-o", "out"]
    process = subprocess.Popen(
        command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=interruptible
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (found := children.read_text().split()):
        assert process.poll() is None
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    assert not [pid for pid in found if Path(f"/proc/{pid}").exists()]
    assert not (project / "out").exists()
