"""The same plan gives the same bytes: at another time, in another zone and language, for another user, with another
hash seed, in another folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from emit.hostile import mistaken
from emit.outputs import PROJECT

LATER = """// The clock of a process, three years and some months later: for Python, and for the libraries that draw.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>

enum { SHIFT = 100000000 };

int clock_gettime(clockid_t clock, struct timespec *at) {
  int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(clock, at);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) at->tv_sec += SHIFT;
  return result;
}

int gettimeofday(struct timeval *at, void *zone) {
  struct timespec now;
  int result = clock_gettime(CLOCK_REALTIME, &now);
  at->tv_sec = now.tv_sec;
  at->tv_usec = now.tv_nsec / 1000;
  return result;
}

time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}
"""
HERE = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "LANG": "C", "USER": "one", "COLUMNS": "80"}
THERE = {
    "PYTHONHASHSEED": "4242",
    "TZ": "Pacific/Auckland",
    "LC_ALL": "de_DE.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "USER": "zwei",
    "LOGNAME": "zwei",
    "HOSTNAME": "elsewhere",
    "COLUMNS": "200",
    "SOURCE_DATE_EPOCH": "86400",
}
CAMPUS = PROJECT / "specs/campuses/colossus_1.colossus"
SMALL = (PROJECT / "tests/golden/two_phases/in.colossus").read_text(encoding="utf-8")
MEMO = "{{ campus.label }} {{ summary.headline }}\n{% for each in inputs %}{{ each.name }}\n{% endfor %}\n"
COMMANDS = (
    "compile plan.colossus -o out --to png --to pdf --fail-on never",
    "draw plan.colossus -o out",
    *(f"diff plan.colossus other.colossus --format {form} -o {form}" for form in ("text", "markdown", "html", "json")),
    "dump facts plan.colossus",
    *(f"check plan.colossus --message-format {form}" for form in ("text", "json", "sarif", "junit")),
)


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which the clock is another; the same as ever where it cannot be made so."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return {}
    folder = tmp_path_factory.mktemp("clock")
    (folder / "later.c").write_text(LATER)
    library = folder / "later.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, folder / "later.c", "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}


def elsewhere(folder: Path, env: dict[str, str]) -> tuple[Path, dict[str, str]]:
    """A project somewhere, and the environment of a run there."""
    project = folder / "project"
    for each in (folder / "home", folder / "cache", project / ".git"):
        each.mkdir(parents=True)
    path = (Path(__file__).parent.parent, *filter(None, [os.environ.get("PYTHONPATH")]))
    own = {"HOME": str(folder / "home"), "COLOSSUS_CACHE_DIR": str(folder / "cache")}
    return project, {**os.environ, **env, **own, "PYTHONPATH": os.pathsep.join(map(str, path))}


Hashes = dict[str, str]


def differing(
    run: Callable[[Path, dict[str, str]], Hashes], folder: Path, later: dict[str, str]
) -> tuple[Hashes, list[str]]:
    """What a run gives here, and the names of what it gives otherwise elsewhere."""
    places = (folder / "here", folder / "far away" / "there")
    with ThreadPoolExecutor(2) as pool:
        here, there = pool.map(run, places, (HERE, THERE | later))
    return here, [name for name in {**here, **there} if here.get(name) != there.get(name)]


def emitted(folder: Path, env: dict[str, str]) -> Hashes:
    """The hash of everything that is made of the reference campus."""
    project, env = elsewhere(folder, env)
    (project / "mistaken.colossus").write_text(mistaken())
    (project / "other.colossus").write_text(CAMPUS.read_text(encoding="utf-8").replace("150_000", "160_000"))
    words = [sys.executable, "-m", "emit.everything", str(CAMPUS), "other.colossus", "mistaken.colossus"]
    said = subprocess.run(words, cwd=project, env=env, capture_output=True, text=True, check=True).stdout
    return {name: digest for digest, name in (line.split(" ", 1) for line in said.splitlines())}


def commanded(folder: Path, env: dict[str, str]) -> Hashes:
    """The hash of all that commands print and write."""
    project, env = elsewhere(folder, env)
    (project / "plan.colossus").write_text(SMALL, encoding="utf-8")
    (project / "other.colossus").write_text(SMALL.replace("MW", "kW", 1), encoding="utf-8")
    (project / "colossus.toml").write_text('[templates]\n"memo.md" = "memo.md.j2"\n')
    (project / "memo.md.j2").write_text(MEMO)
    found = {}
    for command in COMMANDS:
        words = [sys.executable, "-m", "colossusc", *command.split()]
        process = subprocess.run(words, cwd=project, env=env, capture_output=True, check=False)
        assert process.returncode in (0, 1), process.stderr.decode()
        found[command] = hashlib.sha256(process.stdout + process.stderr).hexdigest()
    for path in sorted(project.rglob("*")):
        if path.is_file():
            found[path.relative_to(project).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def test_all_formats_of_the_reference_campus(tmp_path: Path, later: dict[str, str]) -> None:
    here, other = differing(emitted, tmp_path, later)
    assert other == []
    endings = {name.rpartition(".")[2] for name in here}
    documents = {"html", "md", "json", "csv", "xlsx", "pdf", "png", "svg"}
    assert endings >= documents | {"txt", "sarif", "junit", "github", "tex"}


def test_all_that_commands_print_and_write(tmp_path: Path, later: dict[str, str]) -> None:
    here, other = differing(commanded, tmp_path, later)
    assert other == []
    written = {f"out/{name}" for name in ("report.html", "memo.md", "report.xlsx", "report.pdf", "pictures/supply.png")}
    assert written | {"html", "json"} <= set(here)


def test_the_clock_is_another(later: dict[str, str]) -> None:
    if not later:
        pytest.skip("no C compiler")
    words = [sys.executable, "-c", "import time; print(int(time.time()))"]
    said = subprocess.run(words, env={**os.environ, **later}, capture_output=True, text=True, check=True).stdout
    assert int(said) > time.time() + 90_000_000
