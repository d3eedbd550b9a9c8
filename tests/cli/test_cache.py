"""The cache of parsed files saves time and changes nothing else, whatever happens to it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from colossusc.cli.cache import Folder, user_cache
from colossusc.syntax.stored import NO_CACHE
from running import Command, Result

not_root = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX files")

PLAN = """\
edition = 2026

campus c {
  pue = 1.2
  load hall { behind = it; power = 100 MW }
  grid g { contracted = 90 MW }
}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the cache is; nothing is there yet."""
    return tmp_path / "not" / "there"


@pytest.fixture
def check(run: Command, project: Path, place: Path) -> Checked:
    (project / "plan.colossus").write_text(PLAN)
    return Checked(run, place)


class Checked:
    """`check()` checks a plan with the cache at a place, which must not change what comes out."""

    def __init__(self, run: Command, place: Path) -> None:
        self.run, self.place = run, place
        self.without = self("--no-cache")

    def __call__(self, *options: str) -> Result:
        return self.run("check", *options, "plan.colossus", env={"COLOSSUS_CACHE_DIR": str(self.place)})

    def is_as_without(self) -> bool:
        return self() == self.without


def trees(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.iterdir()} if place.is_dir() else {}


def test_the_second_run_finds_what_the_first_one_kept(check: Checked, place: Path) -> None:
    assert check.without.code == 1
    assert not place.exists(), "--no-cache keeps nothing"
    assert check.is_as_without()
    kept = trees(place)
    assert len(kept) >= 2
    assert all(name.endswith(".kept") for name in kept)
    assert check.is_as_without()
    assert trees(place) == kept


def test_another_text_is_parsed_and_kept_too(check: Checked, place: Path, project: Path) -> None:
    check()
    before = trees(place)
    (project / "plan.colossus").write_text(PLAN.replace("90 MW", "200 MW"))
    assert check().code == 0
    assert len(trees(place)) == len(before) + 1


@pytest.mark.parametrize("damage", [b"", b"x", b"null\n", b"\xff\xfe", b"import os\n", b"\x80\x04\x95."])
def test_a_damaged_file_is_a_miss_and_is_replaced(check: Checked, place: Path, damage: bytes) -> None:
    check()
    kept = trees(place)
    for name, content in kept.items():
        (place / name).write_bytes(damage if len(damage) < 5 else damage + content[len(damage) :])
    assert check.is_as_without()
    assert trees(place) == kept


def test_half_a_file_is_a_miss(check: Checked, place: Path) -> None:
    check()
    kept = trees(place)
    for name, content in kept.items():
        (place / name).write_bytes(content[: len(content) // 2])
    assert check.is_as_without()
    assert trees(place) == kept


@posix
def test_what_is_no_file_is_a_miss_and_never_waited_for(check: Checked, place: Path) -> None:
    check()
    for path in place.iterdir():
        path.unlink()
        os.mkfifo(path)
    assert check.is_as_without()
    for path in place.iterdir():
        path.unlink()
        path.mkdir()
    assert check.is_as_without()


def test_a_file_stands_where_the_folder_should_be(check: Checked, place: Path) -> None:
    place.parent.mkdir()
    place.write_text("mine")
    assert check.is_as_without()
    assert place.read_text() == "mine"


@not_root
def test_a_folder_that_cannot_be_written(check: Checked, place: Path) -> None:
    place.mkdir(parents=True)
    place.chmod(0o500)
    assert check.is_as_without()
    place.chmod(0o000)
    assert check.is_as_without()
    place.chmod(0o700)
    assert trees(place) == {}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Folder(str(place))
    cache.put("text", "tree")
    before = trees(place)

    def full(*arguments: object, **options: object) -> object:
        return open("/dev/full", "wb", buffering=0)

    monkeypatch.setattr("colossusc.cli.cache.open", full, raising=False)
    cache.put("another", "tree" * 10_000)
    monkeypatch.undo()
    assert trees(place) == before
    assert cache.get("another") is None


def test_the_folder_is_removed_while_it_is_used(place: Path) -> None:
    cache = Folder(str(place))
    cache.put("text", "tree")
    for path in place.iterdir():
        path.unlink()
    place.rmdir()
    assert cache.get("text") is None
    cache.put("text", "tree")
    assert cache.get("text") == "tree"


def test_runs_at_once_do_not_disturb_each_other(place: Path) -> None:
    wrong: list[str | None] = []

    def work(number: int) -> None:
        cache = Folder(str(place), largest=2_000)
        for step in range(40):
            text = f"{step % 7}"
            found = cache.get(text)
            if found not in (None, text * 100):
                wrong.append(found)
            cache.put(text, text * 100)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert all(name.endswith(".kept") for name in trees(place))


def test_the_oldest_go_first(place: Path) -> None:
    for number in range(10):
        Folder(str(place)).put(f"{number}", "x" * 1_000)
        for age, path in enumerate(sorted(place.iterdir(), key=lambda path: path.stat().st_mtime_ns)):
            os.utime(path, ns=(age, age))
    (place / "mine.txt").write_text("not the cache's")
    cache = Folder(str(place), largest=5_000)
    assert cache.get("0") is not None, "it was used last"
    cache.put("10", "x" * 1_000)
    assert [number for number in range(11) if cache.get(f"{number}")] == [0, 8, 9, 10]
    assert (place / "mine.txt").exists()


def test_the_place_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLOSSUS_CACHE_DIR", str(tmp_path))
    assert isinstance(found := user_cache(), Folder)
    assert found.path == str(tmp_path)
    monkeypatch.delenv("COLOSSUS_CACHE_DIR")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert isinstance(found := user_cache(), Folder)
    assert found.path == str(tmp_path / "xdg" / "colossusc")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert isinstance(found := user_cache(), Folder)
    assert found.path == str(tmp_path / "home" / ".cache" / "colossusc")
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert user_cache() is NO_CACHE
