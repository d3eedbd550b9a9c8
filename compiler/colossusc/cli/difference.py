"""What a command would change in a file, as a unified diff."""

from __future__ import annotations


def difference(name: str, before: str, after: str) -> str:
    """A unified diff that `patch -p1` and `git apply` take; nothing where nothing changes."""
    from difflib import unified_diff

    lines = before.split("\n"), after.split("\n")
    old, new = ([f"{line}\n" for line in text[:-1]] + ([text[-1]] if text[-1] else []) for text in lines)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(old, new, f"a/{name}", f"b/{name}")
    )
