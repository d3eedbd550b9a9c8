"""The contract of the command line: exit codes, streams and options, the same for every command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from colossusc import __version__
from colossusc.cli import main
from running import Command, interruptible

GOOD = 'source s "A letter" {\n  published = 2024-07-01\n  grade = press\n}\n'
BROKEN = "let a =\n"


@pytest.fixture(autouse=True)
def _plans(project: Path) -> None:
    (project / "good.colossus").write_text(GOOD)
    (project / "broken.colossus").write_text(BROKEN)


def test_nothing_found_is_0_and_told_on_stderr(run: Command) -> None:
    result = run("check", "good.colossus")
    assert (result.code, result.out, result.err) == (0, "", "no findings\n")


def test_a_finding_is_1_and_stands_on_stderr(run: Command) -> None:
    result = run("check", "broken.colossus")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("error[C01")
    assert "┌─ broken.colossus:1:" in result.err
    assert result.err.endswith("\n\n1 error\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "good.colossus", "--colour"],
        ["check", "good.colossus", "--as-of", "2026-02-30"],
        ["check", "good.colossus", "--as-of", "yesterday"],
        ["check", "good.colossus", "--max-diagnostics", "0"],
        ["check", "good.colossus", "--message-format", "morse"],
        ["chek", "good.colossus"],
        ["compile", "good.colossus"],
        ["dump", "soup", "good.colossus"],
        ["check", "missing.colossus"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_one_clear_error(run: Command, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error")


def test_a_finding_beside_an_unreadable_file_is_still_2(run: Command) -> None:
    assert run("check", "broken.colossus", "missing.colossus").code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "never"], 0),
        (["--fail-on", "note"], 1),
        (["--ignore", "C01"], 0),
        (["--select", "C02"], 0),
        (["--select", "C01"], 1),
    ],
    ids=str,
)
def test_what_counts_can_be_chosen(run: Command, arguments: list[str], code: int) -> None:
    assert run("check", "broken.colossus", *arguments).code == code


def test_findings_left_out_are_counted(run: Command) -> None:
    result = run("check", "broken.colossus", "--ignore", "C01")
    assert result.err == "no findings; 1 finding left out (--select, --ignore)\n"


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_code_that_nothing_has_is_warned_of(run: Command, option: str) -> None:
    result = run("check", "good.colossus", option, "TVA01", option, "TVA", option, "C02")
    assert (result.code, result.err) == (
        0,
        "warning: no code begins with `TVA01`, did you mean `TVA001`?\nno findings\n",
    )


def test_a_rule_of_the_plan_may_be_chosen_though_it_found_nothing(run: Command, project: Path) -> None:
    rule = 'rule OWN001 own_rule "Own rule" {\n  severity = note\n  status = guidance\n  require campus.pue >= 1\n'
    plan = '  message "low"\n}\ncampus c {\n  pue = 1.2\n}\n'
    (project / "own.colossus").write_text(rule + plan)
    assert "no code begins" not in run("check", "own.colossus", "--ignore", "OWN").err


def test_no_more_than_asked_for_are_shown(run: Command, project: Path) -> None:
    (project / "many.colossus").write_text(BROKEN * 5)
    result = run("check", "many.colossus", "--max-diagnostics", "2", "--message-format", "short")
    assert result.err.count("error[") == 2
    assert "… and 3 more" in result.err
    assert result.err.endswith("5 errors\n")


@pytest.mark.parametrize("style", ["json", "jsonl", "sarif", "github", "junit"])
def test_findings_for_machines_are_data_with_the_same_exit_code_and_count(run: Command, style: str) -> None:
    result = run("check", "broken.colossus", "--message-format", style, "--color", "always")
    assert (result.code, result.err) == (1, "1 error\n")
    assert "C01" in result.out
    assert "\x1b" not in result.out
    clean = run("check", "good.colossus", "--message-format", style)
    assert (clean.code, clean.err) == (0, "no findings\n")
    missing = run("check", "missing.colossus", "--message-format", style)
    assert missing.code == 2
    assert "C0701" in missing.out
    for command in ("test", "fmt"):
        assert "C01" in run(command, "broken.colossus", "--message-format", style).out
        assert run(command, "good.colossus", "--message-format", style).out == clean.out


def test_findings_for_machines_are_cut_and_chosen_as_for_people(run: Command, project: Path) -> None:
    (project / "many.colossus").write_text(BROKEN * 5)
    found = json.loads(run("check", "many.colossus", "--max-diagnostics", "2", "--message-format", "json").out)
    assert (len(found["findings"]), found["counts"]["error"], found["counts"]["omitted"]) == (2, 5, 3)
    found = json.loads(run("check", "many.colossus", "--ignore", "C01", "--message-format", "json").out)
    assert (len(found["findings"]), found["counts"]["error"], found["counts"]["left_out"]) == (0, 0, 5)


@pytest.mark.parametrize("arguments", [["fmt", "-"], ["fmt", "--diff", "good.colossus"]], ids=" ".join)
def test_stdout_holds_findings_for_machines_or_something_else(run: Command, arguments: list[str]) -> None:
    result = run(*arguments, "--message-format", "json")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: stdout cannot hold both ")


def test_colour_is_on_when_asked_for_and_off_in_a_pipe(run: Command) -> None:
    assert "\x1b[" in run("check", "broken.colossus", "--color", "always").err
    assert "\x1b[" not in run("check", "broken.colossus").err


def test_a_bug_is_3_and_asks_for_a_report(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.delenv("COLOSSUSC_DEBUG", raising=False)
    monkeypatch.setattr(main.colossusc, "main", fail)
    assert main.run(["check"]) == 3
    told = capsys.readouterr().err
    assert "bug in colossusc" in told
    assert "report" in told
    assert "Traceback" not in told
    monkeypatch.setenv("COLOSSUSC_DEBUG", "1")
    assert main.run(["check"]) == 3
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_is_130_and_quiet(project: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "colossusc", "check", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=project,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=interruptible,
    )
    with process:
        assert process.stdin
        assert process.stderr
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)  # it has started, and waits for its input
        process.send_signal(signal.SIGINT)
        process.wait(20)
        assert process.stderr.read().strip() == b""  # but the end of the line on which ^C stands
    assert process.returncode == 130


@pytest.mark.skipif(os.name == "nt", reason="pipes")
@pytest.mark.parametrize("command", [["dump", "tree", "big.colossus"], ["check", "big.colossus"]], ids=" ".join)
def test_a_closed_pipe_is_quiet(project: Path, command: list[str]) -> None:
    (project / "big.colossus").write_text(BROKEN * 900 if command[0] == "check" else GOOD * 2000)
    read, write = os.pipe()
    os.close(read)
    out, err = (None, write) if command[0] == "check" else (write, subprocess.PIPE)
    process = subprocess.run(
        [sys.executable, "-m", "colossusc", *command], cwd=project, timeout=60, check=False, stdout=out, stderr=err
    )
    os.close(write)
    assert not process.stderr
    assert process.returncode == (1 if command[0] == "check" else 0)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_2(project: Path) -> None:
    with open("/dev/full", "wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "colossusc", "dump", "tree", "good.colossus"],
            cwd=project, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert process.returncode == 2
    assert process.stderr.startswith(b"error: cannot write to stdout: no space left")


def closed(project: Path, redirection: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Runs a command in a shell that closes some of its streams."""
    line = f'"$0" -m colossusc "$@" {redirection}'
    return subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, *arguments], cwd=project, capture_output=True, timeout=60, check=False
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a POSIX shell and /dev/full")
@pytest.mark.parametrize("stdout", [">&-", ">/dev/full"])
@pytest.mark.parametrize(
    "command",
    ["version", "--version", "--help", "check --help", "explain C0201", "dump tree good.colossus", "fmt --diff - <x"],
)
def test_data_that_cannot_be_written_is_2(project: Path, stdout: str, command: str) -> None:
    (project / "x").write_text("let  a = 1\n")
    arguments, _, stdin = command.partition(" <")
    process = closed(project, f"{stdout} {'<' + stdin if stdin else ''}", *arguments.split())
    assert (process.returncode, process.stdout) == (2, b"")
    assert process.stderr.startswith(b"error: cannot write to stdout: ")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("command", ["check", "test", "fmt --check"])
def test_the_verdict_stands_though_nobody_can_be_told(project: Path, command: str) -> None:
    assert closed(project, "2>&-", *command.split(), "good.colossus").returncode == 0
    assert closed(project, "<&- >&- 2>&-", *command.split(), "good.colossus").returncode == 0
    assert closed(project, "2>&-", *command.split(), "broken.colossus").returncode == 1


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_closed_stdin_cannot_be_read(project: Path) -> None:
    process = closed(project, "<&-", "check", "-")
    assert process.returncode == 2
    assert process.stderr.startswith(b"error[C0709]: `<stdin>` cannot be read")


def test_the_version_is_data(run: Command) -> None:
    assert run("--version").out == run("version").out == f"colossusc {__version__}\n"
    facts = json.loads(run("version", "--json").out)
    assert facts["colossusc"] == __version__
    assert facts["grammar"].startswith("sha256:")


def test_help_lists_every_command(run: Command) -> None:
    out = run("--help").out
    assert all(f"\n  {command} " in out for command in main.COMMANDS)


@pytest.mark.parametrize("command", main.COMMANDS)
def test_every_command_has_help(run: Command, command: str) -> None:
    result = run(command, "--help")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Usage: colossusc")


def test_the_same_bytes_under_another_clock_locale_hash_seed_and_folder(run: Command, project: Path) -> None:
    (project / "many.colossus").write_text("".join(f"let a{n} = {{ é\n" for n in range(20)))
    expected = run("check", "many.colossus", "good.colossus")
    inside = project / "inside"
    inside.mkdir()
    for env in (
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Adak", "LC_ALL": "de_DE.ISO-8859-1", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
        {"LANG": "tr_TR.UTF-8", "PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "3"},
    ):
        assert run("check", "many.colossus", "good.colossus", env=env) == expected
        assert run("check", "../many.colossus", project / "good.colossus", env=env, cwd=inside) == expected
