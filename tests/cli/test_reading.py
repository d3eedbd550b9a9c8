"""What may be read, by which name, and what a refusal says: never a word of the refused file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from colossusc.cli.project import LIMIT, Project
from colossusc.cli.terminal import Failure
from colossusc.source import ReadProblem, SameFile
from running import Command

SECRET = "s3cret"
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX files")


@pytest.fixture(autouse=True)
def _plan(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "plan.colossus").write_text("")
    monkeypatch.chdir(project)


def refused(name: str, *inputs: str) -> ReadProblem:
    """Why a file that the plan imports is not read; or one named on the command line, when given as an input."""
    files = Project(inputs or ["plan.colossus"])
    with pytest.raises(ReadProblem) as caught:
        files.read(name)
    assert SECRET not in caught.value.message + caught.value.help
    assert files.unreadable == bool(inputs)
    return caught.value


@pytest.mark.parametrize(
    "name",
    [
        "../secret.colossus", "a/../../secret.colossus", "/etc/passwd", "//host/share/x.colossus", "C:/secret.colossus",
        "c:secret.colossus", "a/D:/x.colossus", "..\\secret.colossus", "\\\\host\\x.colossus", "..", "",
    ],
)  # fmt: skip
def test_an_import_stays_in_the_project(project: Path, name: str) -> None:
    (project.parent / "secret.colossus").write_text(SECRET)
    assert refused(name).code == "C0703"


@posix
def test_a_link_does_not_lead_out(project: Path) -> None:
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "secret.colossus").write_text(SECRET)
    (project / "link.colossus").symlink_to(outside / "secret.colossus")
    (project / "folder").symlink_to(outside)
    assert refused("link.colossus").code == "C0703"
    assert refused("folder/secret.colossus").code == "C0703"
    inside = project / "inside.colossus"
    inside.symlink_to(project / "plan.colossus")
    with pytest.raises(SameFile, match=r"plan\.colossus"):
        Project(["plan.colossus"]).read("inside.colossus")


@posix
def test_a_sibling_folder_with_the_same_beginning_is_outside(project: Path) -> None:
    sibling = project.parent / "project2"
    sibling.mkdir()
    (sibling / "x.colossus").write_text(SECRET)
    (project / "x.colossus").symlink_to(sibling / "x.colossus")
    assert refused("x.colossus").code == "C0703"


def test_only_our_files_are_imported(project: Path) -> None:
    (project / ".env").write_text(SECRET)
    assert refused(".env").code == "C0710"
    if os.name != "nt":
        (project / "env.colossus").symlink_to(project / ".env")
        assert refused("env.colossus").code == "C0710"


@pytest.mark.parametrize("inputs", [[], ["x.colossus"]], ids=["imported", "named"])
def test_what_is_no_readable_file(project: Path, inputs: list[str]) -> None:
    place = project / "x.colossus"
    assert refused("x.colossus", *inputs).code == "C0701"
    place.write_bytes(b"ok\nl\xe9 " + SECRET.encode())
    problem = refused("x.colossus", *inputs)
    assert problem.code == "C0706"
    assert problem.message == "`x.colossus` is not UTF-8: byte 0xE9 at 4, on line 2"
    place.write_bytes("plan".encode("utf-16"))
    assert "UTF-16" in refused("x.colossus", *inputs).help
    place.write_bytes(b"#" * (LIMIT + 1))
    assert refused("x.colossus", *inputs).code == "C0901"
    place.write_bytes(b"#" * LIMIT)
    assert len(Project(["x.colossus"]).read("x.colossus")) == LIMIT


def test_a_folder_is_not_imported(project: Path) -> None:
    (project / "x.colossus").mkdir()
    assert refused("x.colossus").code == "C0707"


@posix
@pytest.mark.parametrize("inputs", [[], ["x.colossus"]], ids=["imported", "named"])
def test_a_pipe_or_a_device_is_never_waited_for(project: Path, inputs: list[str]) -> None:
    os.mkfifo(project / "x.colossus")
    assert refused("x.colossus", *inputs).code == "C0708"
    (project / "x.colossus").unlink()
    (project / "x.colossus").symlink_to("/dev/zero")
    assert refused("x.colossus", *inputs).code == ("C0708" if inputs else "C0703")


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_of_someone_else(project: Path) -> None:
    (project / "x.colossus").touch(mode=0)
    assert refused("x.colossus").message == "`x.colossus` cannot be read: permission denied"


def test_a_byte_order_mark_is_skipped_and_line_ends_are_kept(project: Path) -> None:
    (project / "x.colossus").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    assert Project(["x.colossus"]).read("x.colossus") == "a\r\nb\rc\n"


def test_a_file_is_read_once_a_run(project: Path) -> None:
    files = Project(["plan.colossus"])
    assert files.read("plan.colossus") == ""
    (project / "plan.colossus").write_text("changed")
    assert files.read("plan.colossus") == ""


def test_a_folder_is_all_its_plans_sorted_and_each_once(project: Path) -> None:
    for name in ("b/z.colossus", "b/a.colossus", "a.colossus", ".hidden/x.colossus", "b/notes.md"):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text("")
    names = ("a.colossus", "b/a.colossus", "b/z.colossus", "plan.colossus")
    assert Project(["."]).names == names
    assert Project(["b/z.colossus", "b", "b/../b/a.colossus"]).names == ("b/z.colossus", "b/a.colossus")
    with pytest.raises(Failure, match=r"no `\.colossus` file"):
        Project([".hidden/none", "b", ".git"])


def test_names_start_at_the_project_root_else_at_the_folder_given(project: Path) -> None:
    (project / "deep/er").mkdir(parents=True)
    plan = project / "deep/er/x.colossus"
    plan.write_text("")
    assert Project([str(plan)]).names == ("deep/er/x.colossus",)
    (project / ".git").rmdir()
    assert Project([str(plan)]).names == ("x.colossus",)
    assert Project([str(project / "deep")]).names == ("er/x.colossus",)
    assert Project([str(plan), "plan.colossus"]).names == ("deep/er/x.colossus", "plan.colossus")


@posix
def test_a_file_is_read_once_though_links_lead_to_it(project: Path) -> None:
    (project / "a.colossus").symlink_to(project / "plan.colossus")
    (project / "sub").mkdir()
    (project / "sub" / "b.colossus").symlink_to("../plan.colossus")
    assert Project(["."]).names == ("plan.colossus",)
    assert Project(["sub", "plan.colossus"]).names == ("sub/b.colossus",)
    assert Project(["a.colossus", "sub", "."]).names == ("a.colossus",)


@posix
def test_an_imported_link_is_the_file_that_it_leads_to(run: Command, project: Path) -> None:
    (project / "parties.colossus").write_text('party north "North" {}\n')
    (project / "link.colossus").symlink_to("parties.colossus")
    (project / "loop.colossus").symlink_to("plan.colossus")
    (project / "plan.colossus").write_text('import "link.colossus"\nimport "parties.colossus"\n')
    assert run("check", "plan.colossus", "parties.colossus").err == "no findings\n"
    assert run("check", "plan.colossus").err == "no findings\n"
    (project / "plan.colossus").write_text('import "loop.colossus"\n')
    assert "error[C0702]" in run("check", "plan.colossus").err


def test_stdin_has_a_name_and_a_place(run: Command, project: Path) -> None:
    (project / "sub").mkdir()
    result = run("check", "-", "--stdin-filename", "sub/new.colossus", "--message-format", "short", stdin=b"let a =\n")
    assert result.code == 1
    assert result.err.startswith("sub/new.colossus:1:")
    assert run("check", "-", "--message-format", "short", stdin=b"let a =\n").err.startswith("<stdin>:1:")


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="file names there are Unicode")
def test_a_file_name_that_is_no_text(run: Command, project: Path) -> None:
    name = os.fsdecode(b"pl\xffn.colossus")
    (project / name).write_text("let a =\n")
    result = run("check", name)
    assert result.code == 1
    assert "┌─ pl\\u{dcff}n.colossus:1:" in result.err
