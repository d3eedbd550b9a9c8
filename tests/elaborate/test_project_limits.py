"""How large a project may be: at the limit all is well, one more is one finding."""

from __future__ import annotations

import pytest

from colossusc.pipeline import Options, check
from colossusc.resolve import DEEPEST_IMPORT, MOST_FILES


def codes(files: dict[str, str], *given: str) -> list[str]:
    """The codes of the errors in some files."""
    found = check(given, files.__getitem__, Options()).diagnostics
    return [each.code for each in found if each.severity == "error"]


@pytest.mark.parametrize(("deep", "expected"), [(DEEPEST_IMPORT, []), (DEEPEST_IMPORT + 1, ["C0905"])])
def test_a_chain_of_imports(deep: int, expected: list[str]) -> None:
    files = {f"f{number}.colossus": f'import "f{number + 1}.colossus"\n' for number in range(1, deep)}
    files[f"f{deep}.colossus"] = "let end = 1\n"
    assert codes(files, "f1.colossus") == expected


@pytest.mark.parametrize("more", [0, 1])
def test_many_files_that_are_imported(more: int) -> None:
    names = [f"f{number}.colossus" for number in range(MOST_FILES - 1 + more)]
    files = dict.fromkeys(names, "")
    files["plan.colossus"] = "".join(f'import "{name}"\n' for name in names)
    assert codes(files, "plan.colossus") == ["C0904"] * more


def test_many_files_that_are_given() -> None:
    names = [f"f{number}.colossus" for number in range(MOST_FILES + 2)]
    assert codes(dict.fromkeys(names, ""), *names[:MOST_FILES]) == []
    assert codes(dict.fromkeys(names, ""), *names) == ["C0904"]
