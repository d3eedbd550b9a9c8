"""`colossusc watch`: after each save the open page shows what the plan is by then, on this machine alone."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from running import Command, interruptible

PLAN = "campus c {\n  pue = 1.5\n  site s { jurisdiction = us }\n  load l { behind = it; power = 4 MW }\n}\n"
PATIENCE = 30  # seconds
pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


class Watching:
    """A watch that runs, and what it serves."""

    def __init__(self, process: subprocess.Popen[str], told: Path) -> None:
        self.process, self._told = process, told
        self.port = int(self.wait_for(r"http://127\.0\.0\.1:(\d+)/"))
        self._changes = self._open("/changes")

    @property
    def told(self) -> str:
        return self._told.read_text()

    def wait_for(self, pattern: str) -> str:
        """The first group of a pattern in what was said on the terminal, as soon as it is there."""
        until = time.monotonic() + PATIENCE
        while (found := re.search(pattern, self.told)) is None:
            assert time.monotonic() < until, self.told
            assert self.process.poll() is None, self.told
            time.sleep(0.05)
        return found[1] if found.groups() else found[0]

    def _open(self, path: str, host: str = "") -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path, headers={"Host": host} if host else {})
        return connection.getresponse()

    def get(self, path: str = "/", host: str = "") -> tuple[int, str]:
        """The status and the content of a page."""
        answer = self._open(path, host)
        return answer.status, answer.read().decode(errors="replace")

    def policy(self, path: str) -> str:
        """What a page may do, as its server says."""
        return self._open(path).headers["Content-Security-Policy"]

    def page_after(self, path: Path, text: str) -> str:
        """The report after a file was saved, once the open page was told of it."""
        path.write_text(text)
        until = time.monotonic() + PATIENCE
        while b"changed" not in self._changes.readline():
            assert time.monotonic() < until, self.told
        return self.get()[1]


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Watching]:
    told = folder / "told.txt"
    with told.open("w") as stream:
        words = [sys.executable, "-m", "colossusc", "watch", *arguments, "--port", "0"]
        process = subprocess.Popen(words, cwd=folder, stderr=stream, stdout=stream, text=True, preexec_fn=interruptible)
        try:
            yield Watching(process, told)
        finally:
            process.kill()
            process.wait()


def test_the_report_is_what_was_saved_last(project: Path) -> None:
    plan = project / "plan.colossus"
    plan.write_text(PLAN)
    with watching(project, "plan.colossus") as watch:
        assert "facility load of 6 MW" in watch.get()[1]
        assert "facility load of 7.5 MW" in watch.page_after(plan, PLAN.replace("4 MW", "5 MW"))
        assert watch.get("/bom.csv")[0] == 200
        wrong = watch.page_after(plan, PLAN.replace("4 MW", "4 MWh"))
        assert "1 mistake to mend before there is a report" in wrong
        assert "<code>power</code> takes power: this is energy" in wrong
        assert "facility load of 6 MW" in watch.page_after(plan, PLAN)
        assert "plan.colossus saved, checked again:" in watch.told
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(PATIENCE) == 0
        assert "Traceback" not in watch.told


def test_what_a_plan_imports_and_its_settings_are_watched_too(project: Path) -> None:
    (project / "parts").mkdir()
    part = project / "parts" / "parts.colossus"
    part.write_text("part box : gpu_system {\n  gpus_per_system = 8\n  system_power = 4 MW\n}\n")
    plan = PLAN.replace("load l { behind = it; power = 4 MW }", "gpus g : box { count = 8 }")
    plan = f'import "parts/parts.colossus"\n{plan}'
    (project / "plan.colossus").write_text(plan)
    settings = project / "colossus.toml"
    with watching(project, "plan.colossus") as watch:
        assert "facility load of 7.5 MW" in watch.page_after(part, part.read_text().replace("4 MW", "5 MW"))
        assert "PWR001" in watch.get()[1]
        assert "colossus.toml" in watch.page_after(settings, "fail_no = 1\n") + watch.told
        assert "error PWR001" not in watch.page_after(settings, '[rules]\nPWR001 = "off"\n')


def test_a_template_is_rendered_again_when_it_is_saved(project: Path) -> None:
    (project / "plan.colossus").write_text(PLAN)
    (project / "colossus.toml").write_text(
        '[templates]\n"memo.md" = "texts/memo.md.j2"\n"a.html" = "texts/a.html.j2"\n'
    )
    (project / "texts").mkdir()
    (project / "texts" / "a.html.j2").write_text("<html><head></head><script>alert(1)</script></html>")
    template = project / "texts" / "memo.md.j2"
    template.write_text("{{ campus.label }}")
    with watching(project, "plan.colossus") as watch:
        assert watch.get("/memo.md") == (200, "c")
        assert "there is no variable <code>campu</code>" in watch.page_after(template, "{{ campu.label }}")
        watch.page_after(template, "of {{ campus.label }}")
        assert watch.get("/memo.md") == (200, "of c")
        assert "script-src 'self'" in watch.policy("/a.html")  # what the template has is not run


def test_a_file_that_is_new_in_a_folder_is_seen(project: Path) -> None:
    (project / "plan.colossus").write_text(PLAN)
    with watching(project, ".") as watch:
        watch.page_after(project / "second.colossus", PLAN.replace("campus c", "campus d"))
        assert watch.get("/d-report.html")[0] == 200
        (project / "second.colossus").unlink()
        assert watch.get("/d-report.html")[0] == 200  # an open page goes on with the report that there is


def test_only_this_machine_is_answered(project: Path) -> None:
    (project / "plan.colossus").write_text(PLAN)
    with watching(project, "plan.colossus") as watch:
        assert watch.get(host="localhost:1")[0] == 421
        assert watch.get(host=f"evil.example:{watch.port}")[0] == 421
        assert watch.get(host=f"localhost:{watch.port}")[0] == 200
        assert watch.get("/../plan.colossus")[0] == 404
        assert watch.get("/plan.colossus")[0] == 404
        _, page = watch.get()
        assert "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'sha256-" in page
        assert page.count("<script") == 1


def test_it_writes_what_a_compile_writes(project: Path, run: Command) -> None:
    (project / "plan.colossus").write_text(PLAN)
    with watching(project, "plan.colossus", "-o", "watched") as watch:
        watch.page_after(project / "plan.colossus", PLAN.replace("4 MW", "5 MW"))
        watch.page_after(project / "plan.colossus", PLAN)
    run("compile", "plan.colossus", "-o", "compiled")
    names = sorted(path.name for path in (project / "compiled").iterdir())
    assert [(project / "watched" / name).read_bytes() for name in names] == [
        (project / "compiled" / name).read_bytes() for name in names
    ]


def test_what_cannot_be_watched(project: Path, run: Command) -> None:
    (project / "plan.colossus").write_text(PLAN)
    assert run("watch", "-").code == 2
    assert run("watch").code == 2
    missing = run("watch", "none.colossus")
    assert (missing.code, "there is no file `none.colossus`" in missing.err) == (2, True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = run("watch", "plan.colossus", "--port", str(taken.getsockname()[1]))
    assert (found.code, "`--port 0` takes one that is free" in found.err) == (2, True)
