"""Each code as people read it: a golden of the full text that its example gives, in `golden/codes/CODE.txt`.

`--update-golden` writes them. Codes that no text alone gives have their files here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from colossusc.cli.project import Project
from colossusc.codes import Code, all_codes
from colossusc.pipeline import Options, check, run_tests
from colossusc.show.text import show
from colossusc.source import Source
from colossusc.syntax.parse import parse
from running import Command

GOLDEN = Path(__file__).parent / "golden" / "codes"
RECOVERY = (Path(__file__).parent / "syntax" / "recovery.colossus").read_text(encoding="utf-8").split("---\n")
CODES = all_codes()
Files = dict[str, bytes]
DEEP, MANY = 33, 1_000
OWN_PACK: Files = {  # one of the project's own, since those of the library come with a version
    "colossus.toml": b"",
    "own.colossus": b"part hall : load { behind = it; power = 9 MW }\n",
    "plan.colossus": b'import "own.colossus" as own\ncampus c {\n  site s { load l = own.hall }\n}\n',
}
IMPORTED: Files = {f"f{number}.colossus": f'import "f{number + 1}.colossus"\n'.encode() for number in range(DEEP)}
MEMO: Files = {"colossus.toml": b'[templates]\n"memo.md" = "memo.md.j2"\n'}
FILES: dict[str, Files] = {  # a plan and the files beside it
    "C0702": {"plan.colossus": b'import "other.colossus"\n', "other.colossus": b'import "plan.colossus"\n'},
    "C0706": {"plan.colossus": b'import "latin.colossus"\n', "latin.colossus": b"# M\xfcnchen\n"},
    "C0707": {"plan.colossus": b'import "folder.colossus"\n', "folder.colossus/inside": b""},
    "C0708": {"plan.colossus": b'import "pipe.colossus"\n', "pipe.colossus": b"\0pipe"},
    "C0709": {"plan.colossus": b'import "%s.colossus"\n' % (b"x" * 300)},
    "C0711": {"colossus.toml": b'fail-on = "note"\n'},
    "C0712": {"colossus.toml": b'fail_on = "notes"\n'},
    "C0713": {"colossus.toml": b"fail_on = note\n"},
    "C0714": {"colossus.toml": b'[rules]\nC0301 = "note"\n'},
    "C0715": {"colossus.toml": b'[rules]\nTVA01 = "note"\n'},
    "C0719": {"colossus.toml": b'[templates]\n"Memo.md" = "memo.md.j2"\n'},
    "C0720": {"colossus.toml": b'[templates]\n"memo.md" = "../memo.md.j2"\n'},
    "C0721": MEMO | {"memo.md.j2": b"# {{ campus.label }}\n\n{% for each in findings %}\n- {{ each.message }}\n"},
    "C0722": MEMO | {"memo.md.j2": b"# {{ campus.label }}\n\nIt {{ sumary.headline }}.\n"},
    "C0723": MEMO | {"memo.md.j2": b"# {{ campus.label }}\n\n{{ summary.counts }}\n"},
    "C0724": MEMO | {"memo.md.j2": b"{{ campus.__class__.__mro__ }}\n"},
    "C0725": MEMO | {"memo.md.j2": b"{% for one in range(1000000) %}\n{{ one }}\n{% endfor %}\n"},
    "C0716": OWN_PACK,
    "C0717": OWN_PACK,
    "C0718": OWN_PACK,
    "C0807": {"plan.colossus": b'test "a large load" {\n  expect nothing\n}\n'},
    "C0901": {"plan.colossus": b"#" * 10_000_001},
    "C0904": {
        "plan.colossus": "".join(f'import "g{number}.colossus" as g{number}\n' for number in range(MANY)).encode(),
        **{f"g{number}.colossus": f"let a = {number}\n".encode() for number in range(MANY)},
    },
    "C0905": {"plan.colossus": b'import "f0.colossus"\n', **IMPORTED, f"f{DEEP}.colossus": b""},
    "C0912": {"plan.colossus": b"let a =\n" * 10_001},
    "C1005": {
        "colossus.toml": b"",
        "plan.colossus": b"campus c {\n  pue = 1.2\n  load l { behind = it; power = 9 MW }\n"
        b"  grid g { contracted = 10 MW }\n}\n",
    },
}
OPTIONS = {
    "C0716": ("--locked",),
    "C0717": ("--locked",),
    "C0718": ("--locked",),
    "C1005": ("--require-evidence", "permit"),
}
LOCKS: dict[str, Callable[[str], str]] = {  # what becomes of the lock of a plan
    "C0717": lambda text: re.sub(
        r'("own.colossus": \{\s*"sha256": ")\w{8}',
        r"\g<1>00000000",
        re.sub(r'"rules/[^}]*\},\s*', "", text),  # so that another pack of the library moves no line
    ),
    "C0718": lambda text: re.sub(r'"own.colossus": \{[^}]*\}', "", text),
}


def told(folder: Path, code: str, files: Files) -> str:
    """The findings of one code, as the terminal shows them."""
    (folder / ".git").mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        if content == b"\0pipe":
            os.mkfifo(path)
        else:
            path.write_bytes(content)
    if "colossus.toml" in files:  # read by the command line alone
        if "plan.colossus" not in files:
            (folder / "plan.colossus").write_text("campus c {\n}\n", encoding="utf-8")
        if code in LOCKS:
            Command(folder)("lock", "plan.colossus")
            lock = folder / "colossus.lock"
            lock.write_text(LOCKS[code](lock.read_text(encoding="utf-8")), encoding="utf-8")
        command = ("compile", "-o", "out") if any(name.endswith(".j2") for name in files) else ("check",)
        paragraphs = Command(folder)(*command, "plan.colossus", *OPTIONS.get(code, ())).err.split("\n\n")
        return "".join(f"{each.rstrip()}\n" for each in paragraphs if f"[{code}]" in each.split("\n", 1)[0])
    project = Project([str(folder / "plan.colossus")])
    given = files["plan.colossus"].decode()

    def read(name: str) -> str:  # the plan itself as it is, byte order mark included
        return given if name == "plan.colossus" and code != "C0901" else project.read(name)

    found = list(check(project.names, read, Options()).diagnostics)
    if re.search(r"^(test|property) ", given, re.MULTILINE):
        run = run_tests(project.names, read, Options())
        found += [each for result in run.results for each in result.diagnostics]
    shown = show([each for each in found if each.code == code], colored=False)
    return f"{shown}\n" if shown else ""


def files_of(code: Code) -> Files:
    if code.code in FILES:
        return FILES[code.code]
    return {"plan.colossus": code.bad.encode(), "sources.colossus": b"edition = 2026\n"} if code.bad else {}


@pytest.mark.skipif(os.name == "nt", reason="pipes")
@pytest.mark.parametrize("code", list(CODES.values()), ids=lambda code: code.code)
def test_a_code_reads_as_it_was_last_read(code: Code, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    files = files_of(code)
    assert files, f"{code.code} has no example: give it a `bad` text in colossusc.codes, or files here"
    text = told(tmp_path, code.code, files)
    assert text.startswith((f"error[{code.code}]", f"warning[{code.code}]", f"note[{code.code}]"))
    golden(GOLDEN / f"{code.code}.txt", "\n".join(text.splitlines()[:60]) + "\n")


def test_no_golden_is_left_of_a_code_that_is_gone() -> None:
    assert {path.stem for path in GOLDEN.glob("C*.txt")} <= set(CODES)


def test_each_broken_statement_reads_as_it_was_last_read(golden: Callable[[Path, str], None]) -> None:
    paragraphs = []
    for program in RECOVERY:
        _, found = parse(Source("plan.colossus", program))
        paragraphs.append(program.splitlines()[0] + "\n\n" + show(found, colored=False))
    golden(GOLDEN / "recovery.txt", "\n\n\n".join(paragraphs) + "\n")
