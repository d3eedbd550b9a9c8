"""`colossusc diff`: which sides there may be, and what it answers."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from running import Command, Result

PLAN = """as_of = 2026-01-01
campus c {
  pue = 1
  load hall { behind = facility; power = 80 MW }
  grid g { contracted = 100 MW }
}
"""
SHORT = PLAN.replace("100 MW", "70 MW")


@pytest.fixture
def diff(run: Command, project: Path) -> Callable[..., Result]:
    (project / "old.colossus").write_text(PLAN, encoding="utf-8")
    (project / "new.colossus").write_text(SHORT, encoding="utf-8")
    return lambda *arguments, **others: run("diff", *arguments, **others)


def test_two_files(diff: Callable[..., Result]) -> None:
    result = diff("old.colossus", "new.colossus")
    assert (result.code, result.err) == (1, "")
    assert result.out.startswith("old.colossus → new.colossus\n\nc: holds → fails\n")
    assert diff("old.colossus", "old.colossus").out == "old.colossus → old.colossus\nno difference\n"
    assert diff("old.colossus", "old.colossus").code == 0


def test_two_folders_and_what_they_import(diff: Callable[..., Result], project: Path) -> None:
    for name, limit in (("a", "100 MW"), ("b", "60 MW")):
        (project / name).mkdir()
        (project / name / "plan.colossus").write_text(
            'import "more.colossus" as more\n' + PLAN.replace("100 MW", "more.limit")
        )
        (project / name / "more.colossus").write_text(f"let limit = {limit}\n")
    result = diff("a", "b")
    assert result.code == 1
    assert "g.contracted" not in result.out.split("what was changed")[0]
    assert "firm supply is 60 MW" in result.out.replace("\n    ", " ")


def test_stdin_is_a_side(diff: Callable[..., Result]) -> None:
    assert "holds → fails" in diff("-", "new.colossus", stdin=PLAN.encode()).out
    assert diff("-", "-").code == 2


@pytest.mark.parametrize(
    ("form", "start"), [("markdown", "## old"), ("html", "<!DOCTYPE html>"), ("json", "{"), ("text", "old")]
)
def test_formats_on_stdout_and_in_a_file(diff: Callable[..., Result], project: Path, form: str, start: str) -> None:
    shown = diff("old.colossus", "new.colossus", "--format", form)
    assert (shown.code, shown.err) == (1, "")
    assert shown.out.startswith(start)
    assert str(project) not in shown.out
    written = diff("old.colossus", "new.colossus", "--format", form, "-o", "out")
    assert (written.code, written.out, written.err) == (1, "", "wrote out\n")
    assert (project / "out").read_bytes().decode() == shown.out
    again = diff("old.colossus", "new.colossus", "-o", "out")
    assert again.code == 2
    assert "--force" in again.err
    assert diff("old.colossus", "new.colossus", "-o", "out", "--force").code == 1


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_the_same_bytes_wherever_and_whenever(diff: Callable[..., Result], project: Path, form: str) -> None:
    places = [project / "old.colossus", project / "new.colossus"]
    shown = {
        diff(*places, "--format", form, env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}, cwd=folder).out
        for seed, zone, folder in (("1", "UTC", project), ("2", "Asia/Tokyo", project.parent))
    }
    assert len(shown) == 1
    assert str(project) not in shown.pop()


def test_the_ending_of_a_file_says_the_format(diff: Callable[..., Result], project: Path) -> None:
    diff("old.colossus", "new.colossus", "-o", "out.json")
    assert json.loads((project / "out.json").read_text())["format"] == "colossusc-diff"
    assert diff("old.colossus", "new.colossus", "-o", "out.pdf", "--format", "html").code == 1


def test_a_side_with_mistakes_is_told_of_them(diff: Callable[..., Result], project: Path) -> None:
    (project / "wrong.colossus").write_text(PLAN.replace("100 MW", "100"), encoding="utf-8")
    (project / "worse.colossus").write_text("campus c {", encoding="utf-8")
    result = diff("wrong.colossus", "worse.colossus")
    assert (result.code, result.out) == (2, "")
    assert "wrong.colossus cannot be compared, mend it first:" in result.err
    assert "C0208" in result.err
    assert "worse.colossus:1:" in result.err
    few = diff("wrong.colossus", "new.colossus", "--max-diagnostics", "1")
    assert "more (--max-diagnostics)" not in few.err
    (project / "wrong.colossus").write_text(PLAN.replace(" MW", ""), encoding="utf-8")
    few = diff("wrong.colossus", "new.colossus", "--max-diagnostics", "1")
    assert "… and 1 more (--max-diagnostics)" in few.err


def test_scenarios(diff: Callable[..., Result], project: Path) -> None:
    for name, plan in (("old", PLAN), ("new", SHORT)):
        (project / f"{name}.colossus").write_text(f"{plan}scenario less : c {{ set hall.power = 60 MW }}\n")
    result = diff("old.colossus", "new.colossus", "--scenario", "less")
    assert "c: still holds" in result.out
    assert "`less`" not in result.out
    wrong = diff("old.colossus", "new.colossus", "--scenario", "lees")
    assert (wrong.code, wrong.err) == (2, "error: there is no scenario `lees`\n  = help: did you mean `less`?\n")


def test_settings_of_the_new_side_hold_for_both(diff: Callable[..., Result], project: Path) -> None:
    (project / "colossus.toml").write_text('as_of = 2027-01-01\n[rules]\nPWR001 = "note"\n')
    content = json.loads(diff("old.colossus", "new.colossus", "--format", "json").out)
    (found,) = [each["new"] for each in content["campuses"][0]["findings"] if each["new"]["code"] == "PWR001"]
    assert found["severity"] == "note"
    (project / "colossus.toml").write_text("wrong = 1\n")
    assert diff("old.colossus", "new.colossus").code == 2


def test_only_some_codes(diff: Callable[..., Result]) -> None:
    shown = diff("old.colossus", "new.colossus", "--ignore", "PWR001")
    assert (shown.code, "findings" in shown.out, "verdicts of rules" in shown.out) == (1, False, False)
    assert "PWR001" in diff("old.colossus", "new.colossus", "--select", "PWR").out


def test_as_of(diff: Callable[..., Result]) -> None:
    assert "as_of" not in diff("old.colossus", "new.colossus", "--as-of", "2026-06-01").out
    assert "from 2026-06-01 on" in diff("old.colossus", "new.colossus", "--as-of", "2026-06-01").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name OLD and NEW"),
        (("old.colossus",), "name OLD and NEW"),
        (("old.colossus", "new.colossus", "more"), "one path too many"),
        (("old.colossus", "missing.colossus"), "there is no file `missing.colossus`"),
        (("old.colossus", "new.colossus", "-o", "no/such/folder"), "cannot write"),
        (("old.colossus", "new.colossus", "--format", "pdf"), "'pdf' is not one of"),
        (("old.colossus", "new.colossus", "-o", "out.pdf"), "no format has the ending `.pdf`"),
        (("old.colossus", "new.colossus", "-o", ".", "--force"), "it is a folder"),
    ],
)
def test_what_cannot_be_compared(diff: Callable[..., Result], arguments: tuple[str, ...], words: str) -> None:
    result = diff(*arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_colour_only_where_it_is_asked_for(diff: Callable[..., Result]) -> None:
    assert "\x1b" not in diff("old.colossus", "new.colossus").out
    assert "\x1b[1;31m" in diff("old.colossus", "new.colossus", "--color", "always").out


# ------------------------------------------------------------------------------------------------------------- git


class Git:
    """A repository of its own, whatever the user's settings are."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.env = {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CEILING_DIRECTORIES": str(folder.parent),
            **{f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        folder.mkdir(parents=True, exist_ok=True)
        self("init", "-q", "-b", "main")

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**os.environ, **self.env},
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(self, **files: str) -> str:
        """Writes files, whose names end with `.colossus`, and commits all there is."""
        for name, text in files.items():
            path = self.folder / f"{name.replace('__', '/')}.colossus"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self("add", "-A")
        self("commit", "-q", "-m", "a change")
        return self("rev-parse", "HEAD")

    def diff(self, *arguments: str, cwd: Path | None = None) -> Result:
        return Command(self.folder)("diff", *arguments, env=self.env, cwd=cwd)


@pytest.fixture
def git(tmp_path: Path) -> Git:
    (tmp_path / "home").mkdir()
    return Git(tmp_path / "repository", tmp_path / "home")


def test_two_revisions(git: Git) -> None:
    old, new = git.commit(plan=PLAN), git.commit(plan=SHORT)
    result = git.diff("HEAD~1", "HEAD")
    assert (result.code, result.err) == (1, "")
    assert result.out.startswith(f"HEAD~1 ({old[:12]}) → HEAD ({new[:12]})\n\nc: holds → fails\n")
    assert git.diff("HEAD", "main").code == 0
    assert git.diff(old, new[:10], "plan.colossus").out.startswith(f"{old} → {new[:10]}\n")


def test_a_revision_and_the_file_that_is_edited(git: Git) -> None:
    git.commit(plan=PLAN, other="campus d {}")
    (git.folder / "plan.colossus").write_text(SHORT)
    assert "c: holds → fails" in git.diff("HEAD", "plan.colossus").out
    assert "campus, d" not in git.diff("HEAD", "plan.colossus").out
    assert "c: fails → holds" in git.diff("plan.colossus", "HEAD").out
    assert "c: holds → fails" in git.diff("HEAD", ".").out


def test_a_path_at_a_revision_from_the_top_or_from_here(git: Git) -> None:
    git.commit(plans__plan=PLAN, plans__more="let a = 1")
    git.commit(plans__plan=SHORT)
    inside = git.folder / "plans"
    assert git.diff("HEAD~1:plans/plan.colossus", "HEAD:plans/plan.colossus").code == 1
    assert git.diff("HEAD~1:./plan.colossus", "HEAD:./plan.colossus", cwd=inside).code == 1
    assert git.diff("HEAD~1:plans/plan.colossus", "HEAD", cwd=inside).code == 1
    assert git.diff("HEAD~1", "HEAD", "plans").code == 1
    assert git.diff("HEAD~1", "HEAD", "plan.colossus", cwd=inside).code == 1
    assert git.diff("HEAD~1:plans/plan.colossus", "plan.colossus", cwd=inside).code == 1


def test_imports_are_read_at_the_same_revision(git: Git) -> None:
    plan = 'import "parts/more.colossus" as more\n' + PLAN.replace("100 MW", "more.limit")
    git.commit(plan=plan, parts__more="let limit = 100 MW")
    git.commit(parts__more="let limit = 70 MW")
    (git.folder / "parts/more.colossus").unlink()
    result = git.diff("HEAD~1", "HEAD", "plan.colossus")
    assert (result.code, result.err) == (1, "")
    assert "c: holds → fails" in result.out


def test_a_file_with_the_name_of_a_branch_is_a_file(git: Git) -> None:
    git.commit(plan=PLAN)
    (git.folder / "main").mkdir()
    (git.folder / "main" / "plan.colossus").write_text(SHORT)
    assert git.diff("main", "plan.colossus").out.startswith("main → plan.colossus\n\nc: fails → holds")
    assert git.diff("main:plan.colossus", "plan.colossus").code == 0


def test_what_came_since(git: Git) -> None:
    (git.folder / "README").write_text("plans")
    git.commit()
    git.commit(plan=PLAN)
    assert "there is a new campus, c" in git.diff("HEAD~1", "HEAD").out
    missing = git.diff("HEAD~1", "HEAD", "plan.colossus")
    assert missing.code == 2
    assert "there is no file `plan.colossus` at" in missing.err
    assert "neither side holds" in git.diff("HEAD~1", "HEAD~1").err


@pytest.mark.parametrize("path", ["plnas", "-x", "*"])
def test_a_path_without_plans_at_a_revision(git: Git, path: str) -> None:
    git.commit(plan=PLAN)
    result = git.diff(f"HEAD:{path}", "plan.colossus")
    assert (result.code, result.out) == (2, "")
    assert f"no `.colossus` file in `{path}` at" in result.err


@pytest.mark.parametrize(
    "revision", ["--output=x", "-p", "", "HEAD^{tree}", "no-such", "HEAD:", "a\nb", "$(touch x)", "@{upstream}"]
)
def test_hostile_and_unknown_revisions(git: Git, revision: str) -> None:
    git.commit(plan=PLAN)
    result = git.diff("--", revision, "plan.colossus")
    assert result.code in (0, 1) if revision == "HEAD:" else 2
    assert "bug" not in result.err
    assert sorted(each.name for each in git.folder.iterdir()) == [".git", "plan.colossus"]


def test_no_repository_no_git_and_a_shallow_clone(git: Git, tmp_path: Path) -> None:
    git.commit(plan=PLAN)
    git.commit(plan=SHORT)
    bare = tmp_path / "elsewhere"
    bare.mkdir()
    (bare / "plan.colossus").write_text(PLAN)
    outside = git.diff("HEAD", "plan.colossus", cwd=bare)
    assert outside.code == 2
    assert "not a git repository" in outside.err
    without = Command(git.folder)("diff", "HEAD~1", "HEAD", env={**git.env, "PATH": str(bare)})
    assert (without.code, without.out) == (2, "")
    assert "there is no `git` command" in without.err
    (bare / "git").write_text("not a program")
    (bare / "git").chmod(0o755)
    broken = Command(git.folder)("diff", "HEAD~1", "HEAD", env={**git.env, "PATH": str(bare)})
    assert broken.code == 2
    assert "`git` cannot be run: exec format error" in broken.err
    git("clone", "-q", "--depth", "1", f"file://{git.folder}", str(tmp_path / "shallow"))
    shallow = git.diff("HEAD~1", "HEAD", cwd=tmp_path / "shallow")
    assert shallow.code == 2
    assert "git fetch --unshallow" in shallow.err


def test_links_in_a_commit_lead_nowhere_outside(git: Git, tmp_path: Path) -> None:
    (tmp_path / "secret.colossus").write_text("campus secret {}")
    git.commit(plan=PLAN)
    (git.folder / "out.colossus").symlink_to(tmp_path / "secret.colossus")
    (git.folder / "same.colossus").symlink_to("plan.colossus")
    (git.folder / "notes.txt").write_text("private = 1")
    (git.folder / "notes.colossus").symlink_to("notes.txt")
    git.commit(asks='import "out.colossus" as out\n', reads='import "notes.colossus" as notes\n')
    assert git.diff("HEAD", "HEAD~1", "plan.colossus").code == 0
    assert git.diff("HEAD:same.colossus", "HEAD~1:plan.colossus").code == 0
    for name in ("asks.colossus", "reads.colossus", "out.colossus"):
        result = git.diff(f"HEAD:{name}", "plan.colossus")
        assert result.code == 2
        assert "secret" not in result.err + result.out
        assert "private" not in result.err + result.out


def test_the_repository_cannot_make_git_run_anything(git: Git) -> None:
    git.commit(plan=PLAN)
    (git.folder / ".gitattributes").write_text("*.colossus diff=evil filter=evil\n")
    for key in ("diff.evil.textconv", "filter.evil.smudge", "core.pager", "core.fsmonitor"):
        git("config", key, f"touch {git.folder}/ran; cat")
    assert git.diff("HEAD", "plan.colossus").code == 0
    assert not (git.folder / "ran").exists()
