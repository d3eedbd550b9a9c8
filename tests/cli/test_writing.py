"""Outputs are old or new, never half, and nothing of the user's is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from colossusc.cli.folder import MANIFEST, replace, write_outputs
from colossusc.cli.terminal import Failure

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX files")
not_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")


def files(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.iterdir() if path.name != MANIFEST}


def test_outputs_are_written_and_written_again(tmp_path: Path) -> None:
    out = tmp_path / "not/there/yet"
    write_outputs(str(out), {"report.md": b"one", "bom.csv": b"1"}, force=False)
    write_outputs(str(out), {"report.md": b"two"}, force=False)
    assert files(out) == {"report.md": b"two", "bom.csv": b"1"}
    assert sorted(json.loads((out / MANIFEST).read_text())["files"]) == ["bom.csv", "report.md"]


def test_pictures_have_a_folder_of_their_own(tmp_path: Path) -> None:
    write_outputs(str(tmp_path), {"report.md": b"one", "pictures/supply.png": b"1"}, force=False)
    write_outputs(str(tmp_path), {"report.md": b"two", "pictures/supply.png": b"2"}, force=False)
    assert (tmp_path / "pictures/supply.png").read_bytes() == b"2"
    (tmp_path / "pictures/supply.png").write_bytes(b"mine")
    with pytest.raises(Failure, match="was changed since"):
        write_outputs(str(tmp_path), {"pictures/supply.png": b"3"}, force=False)
    with pytest.raises(ValueError, match="plain"):
        write_outputs(str(tmp_path), {"pictures/../supply.png": b"3"}, force=True)


def test_a_file_in_the_place_of_the_pictures_is_told(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_bytes(b"mine")
    with pytest.raises(Failure, match="cannot write"):
        write_outputs(str(tmp_path), {"pictures/supply.png": b"1"}, force=False)
    assert (tmp_path / "pictures").read_bytes() == b"mine"


def test_a_file_of_the_user_is_kept_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_bytes(b"mine")
    with pytest.raises(Failure, match="was not written by colossusc"):
        write_outputs(str(tmp_path), {"bom.csv": b"1", "report.md": b"new"}, force=False)
    assert files(tmp_path) == {"report.md": b"mine"}
    write_outputs(str(tmp_path), {"report.md": b"new"}, force=True)
    assert files(tmp_path) == {"report.md": b"new"}


def test_an_output_that_was_edited_is_kept_unless_forced(tmp_path: Path) -> None:
    write_outputs(str(tmp_path), {"report.md": b"one"}, force=False)
    (tmp_path / "report.md").write_bytes(b"one, with my notes")
    with pytest.raises(Failure, match="was changed since"):
        write_outputs(str(tmp_path), {"report.md": b"two"}, force=False)


@pytest.mark.parametrize(
    "manifest", [b"", b"[]", b"\xff", b'{"files": 3}', b'{"files": {"report.md": 3}}', b"[" * 100_000]
)
def test_a_corrupt_manifest_owns_nothing(tmp_path: Path, manifest: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(manifest)
    (tmp_path / "report.md").write_bytes(b"mine")
    with pytest.raises(Failure):
        write_outputs(str(tmp_path), {"report.md": b"new"}, force=False)
    (tmp_path / "report.md").unlink()
    write_outputs(str(tmp_path), {"report.md": b"new"}, force=False)


@pytest.mark.parametrize(
    "name", ["../x.md", "/x.md", "a/b.md", "con.md", "x", ".x.md", "X.md", "a" * 300 + ".md", "a\0.md", "x.md\n", ""]
)
def test_an_output_name_is_plain(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain"):
        write_outputs(str(tmp_path / "out"), {name: b""}, force=True)
    assert not list(tmp_path.iterdir())


KILLED = """
import os, sys
from colossusc.cli import folder
moves = 0
move = os.replace
def replace(*paths):
    global moves
    moves += 1
    if moves == int(sys.argv[2]):
        os._exit(9)
    move(*paths)
os.replace = replace
folder.write_outputs(sys.argv[1], {"report.md": b"new", "bom.csv": b"new"}, force=False)
"""


@posix
@pytest.mark.parametrize("force", [False, True])
def test_a_manifest_that_is_a_pipe_is_not_waited_for(tmp_path: Path, force: bool) -> None:
    os.mkfifo(tmp_path / MANIFEST)
    with pytest.raises(Failure, match="is not a regular file"):
        write_outputs(str(tmp_path), {"report.md": b"new"}, force=force)
    assert files(tmp_path) == {}


@posix
@pytest.mark.parametrize("moves", range(1, 5))
def test_a_kill_at_any_moment_leaves_old_or_new_and_the_next_run_cleans_up(tmp_path: Path, moves: int) -> None:
    write_outputs(str(tmp_path), {"report.md": b"old", "bom.csv": b"old"}, force=False)
    killed = subprocess.run([sys.executable, "-c", KILLED, tmp_path, str(moves)], check=False)
    assert killed.returncode == 9
    left = files(tmp_path)
    assert {left.pop("report.md"), left.pop("bom.csv")} <= {b"old", b"new"}
    assert left, "the killed run left its temporaries"
    write_outputs(str(tmp_path), {"report.md": b"newer", "bom.csv": b"newer"}, force=False)
    assert files(tmp_path) == {"report.md": b"newer", "bom.csv": b"newer"}


NURSERY = """
import os, re, signal, sys, time
from colossusc.cli.folder import write_outputs

folder, kills = sys.argv[1], int(sys.argv[2])
names = ["report.md", "report.html", "bom.csv", "bom.xlsx", "ir.json"]


def written(generation):
    write_outputs(folder, {name: b"%d " % generation * 4000 for name in names}, force=False)


written(0)
start = time.perf_counter()
written(1)
took = time.perf_counter() - start
inside, generation, tries, olds, news = 0, 1, 0, 0, 0
while inside < kills:
    tries += 1
    assert tries < 20 * kills, "the kills fall beside the writing"
    generation += 1
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, b"b")
        written(generation)
        os.write(writer, b"e")
        os._exit(0)
    os.close(writer)
    assert os.read(reader, 1) == b"b"
    time.sleep(took * (tries * 37 % 100) / 100)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    inside += os.read(reader, 1) == b""  # it had begun, and had not ended
    os.close(reader)
    found = [open(os.path.join(folder, name), "rb").read() for name in names]
    for content in found:
        (number,) = set(content.split())
        assert content == (number + b" ") * 4000 and int(number) <= generation
        olds += int(number) < generation
        news += int(number) == generation
written(generation + 1)
left = [name for name in os.listdir(folder) if name not in names and name != ".colossusc.json"]
print(inside, olds > 0, news > 0, left)
"""


@posix
def test_each_output_is_old_or_new_after_two_hundred_kills(tmp_path: Path) -> None:
    """Processes that are killed while they write, which each proves: it said that it began, and not that it ended."""
    words = [sys.executable, "-c", NURSERY, str(tmp_path), "200"]
    process = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
    assert (process.returncode, process.stdout) == (0, "200 True True []\n"), process.stderr


@posix
def test_two_runs_into_one_folder_take_turns(tmp_path: Path) -> None:
    def write(content: bytes) -> None:
        for _ in range(10):
            write_outputs(str(tmp_path), {"report.md": content, "bom.csv": content}, force=False)

    runs = [threading.Thread(target=write, args=[content]) for content in (b"a", b"b")]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    left = files(tmp_path)
    assert left.keys() == {"report.md", "bom.csv"}
    assert left["report.md"] == left["bom.csv"]


def test_a_full_disk_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_outputs(str(tmp_path), {"report.md": b"old", "bom.csv": b"old"}, force=False)
    synced = 0

    def full(handle: int) -> None:
        nonlocal synced
        synced += 1
        if synced > 2:  # the manifest is on the disk, and the first output
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Failure, match=r"cannot write `.*`: no space left on device"):
        write_outputs(str(tmp_path), {"report.md": b"new", "bom.csv": b"new"}, force=False)
    assert files(tmp_path) == {"report.md": b"old", "bom.csv": b"old"}


@posix
@not_root
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Failure, match="permission denied"):
        write_outputs(str(tmp_path), {"report.md": b""}, force=False)
    tmp_path.chmod(0o700)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(Failure, match="it is no folder"):
        write_outputs(str(tmp_path / "out"), {"report.md": b""}, force=True)


@posix
def test_what_is_no_file_is_not_replaced_by_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Failure, match="it is no regular file"):
        replace(str(tmp_path / "pipe"), b"")
    with pytest.raises(Failure, match="it is a folder"):
        replace(str(tmp_path), b"")
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_where_an_output_should_be(tmp_path: Path) -> None:
    (tmp_path / "report.md").mkdir()
    with pytest.raises(Failure):
        write_outputs(str(tmp_path), {"report.md": b""}, force=False)
    with pytest.raises(Failure, match="cannot write"):
        write_outputs(str(tmp_path), {"report.md": b""}, force=True)


@posix
def test_replacing_keeps_permissions_and_links(tmp_path: Path) -> None:
    plan, link = tmp_path / "plan.colossus", tmp_path / "link.colossus"
    plan.write_bytes(b"old")
    plan.chmod(0o640)
    link.symlink_to(plan)
    replace(str(link), b"new")
    assert link.is_symlink()
    assert plan.read_bytes() == b"new"
    assert plan.stat().st_mode & 0o777 == 0o640
