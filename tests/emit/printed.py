"""A PDF as its readers meet it: eyes, screen readers, and programs that look for what could run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, Destination, DictionaryObject


class Printed:
    """The pages of a PDF, and the tree that tells what each part of them is."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(BytesIO(content), strict=True)
        self.root: Any = self.reader.trailer["/Root"]

    @cached_property
    def words(self) -> str:
        """The text of all pages, but for that of addresses, which are broken anywhere."""
        text = "\n".join(page.extract_text() for page in self.reader.pages)
        for address in {str(each["/URI"]) for each in self.actions}:
            text = re.sub("\n?".join(map(re.escape, address)), " ", text)
        return text

    @cached_property
    def elements(self) -> list[tuple[str, DictionaryObject]]:
        """What the parts are, such as `/H1`, in the order in which they are read."""
        return list(_walk(self.root["/StructTreeRoot"]))

    @cached_property
    def bookmarks(self) -> list[str]:
        """The titles of all bookmarks."""
        return list(_titles(self.reader.outline))

    @cached_property
    def actions(self) -> list[dict[str, Any]]:
        """What happens when somebody follows a link that leads out of the document."""
        found = []
        for page in self.reader.pages:
            for each in page.get("/Annots", ()):
                given = each.get_object()
                if "/A" in given and given["/A"].get_object()["/S"] != "/GoTo":
                    found.append(dict(given["/A"].get_object()))
        return found


def _walk(node: Any) -> Iterator[tuple[str, DictionaryObject]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, ArrayObject):
        for each in node:
            yield from _walk(each)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield str(node["/S"]), node
        if "/K" in node:
            yield from _walk(node["/K"])


def _titles(outline: list[Any]) -> Iterator[str]:
    for each in outline:
        if isinstance(each, list):
            yield from _titles(each)
        elif isinstance(each, Destination):
            yield str(each.title)
