"""The contract of the command line: exit codes and streams, the same for every command."""

from __future__ import annotations


def test_ok_is_0_and_says_so_on_stderr(run):  # type: ignore[no-untyped-def]
    result = run("check", "good.colossus")
    assert (result.code, result.out, result.err) == (0, "", "no findings\n")
