"""Where the grammar, the templates and the standard library are: in the package, or beside it in a checkout.

`resource("specs/rules").names()` and `resource("specs/rules/tva.colossus").read_text()` work in a wheel, an editable
install and a zipapp alike. No `pathlib` and no `importlib.resources`: they would double the start-up time.
"""

from __future__ import annotations

import os
from typing import Any

import attrs

_PACKAGE = os.path.dirname(__file__)
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))


@attrs.frozen
class Resource:
    """A file or folder that ships with the compiler, by its path from the root of the repository."""

    path: str

    def read_text(self) -> str:
        """The text of the file. Raises FileNotFoundError."""
        return self.read_bytes().decode("utf-8")

    def read_bytes(self) -> bytes:
        """The content of the file. Raises FileNotFoundError."""
        for root in (_PACKAGE, _CHECKOUT):
            try:
                return _read(os.path.join(root, self.path))
            except OSError:
                continue
        raise FileNotFoundError(self.path)

    def names(self) -> list[str]:
        """The names of the files in the folder, sorted; none where there is no such folder."""
        for root in (_PACKAGE, _CHECKOUT):
            if os.path.isdir(folder := os.path.join(root, self.path)):
                return sorted(os.listdir(folder))
        return _names_in_zipapp(f"colossusc/{self.path}/")


def resource(path: str) -> Resource:
    """The resource at a path from the root of the repository, such as `grammar/colossus.lark`."""
    return Resource(path)


def _read(path: str) -> bytes:
    loader: Any = __spec__.loader  # reads from a folder or from an archive
    content: bytes = loader.get_data(path)
    return content


def _names_in_zipapp(folder: str) -> list[str]:
    archive = getattr(__spec__.loader, "archive", None)
    if archive is None:
        return []
    from zipfile import ZipFile

    with ZipFile(archive) as files:
        inside = [name.removeprefix(folder) for name in files.namelist() if name.startswith(folder)]
    return sorted(name for name in inside if name and "/" not in name)
