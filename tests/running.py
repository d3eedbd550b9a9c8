"""Runs the command line as users do: as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import attrs


def interruptible() -> None:
    """Run in a new process, so that it heeds Ctrl-C also where the tests are a background job of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@attrs.frozen
class Result:
    """What a run left: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


@attrs.frozen
class Command:
    """`run("check", "plan.colossus")` runs `colossusc` in a folder."""

    folder: Path

    def __call__(
        self,
        *arguments: str | Path,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Result:
        process = subprocess.run(
            [sys.executable, "-m", "colossusc", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=cwd or self.folder,
            env={**os.environ, **(env or {})},
            timeout=60,
            check=False,
        )
        result = Result(process.returncode, process.stdout.decode(), process.stderr.decode())
        assert "Traceback" not in result.err, result.err
        return result
