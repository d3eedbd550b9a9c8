"""stdout and stderr: the same UTF-8 bytes under every locale, and quiet when the reader has gone."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

from colossusc.diagnostic import Diagnostic


class Failure(Exception):
    """The command cannot do what was asked: a sentence, what to do about it, exit code 2.

    `findings` say it in place of the sentence, where it is about the text of a file, in the `message_format` asked for.
    """

    def __init__(
        self, message: str, help: str = "", findings: tuple[Diagnostic, ...] = (), message_format: str = "text"
    ) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.findings = findings
        self.message_format = message_format


def prepare() -> None:
    """Makes both streams UTF-8 with LF line ends. Text that is no Unicode (a file name) is shown escaped.

    A stream that was closed before the start (`>&-`) becomes one that fails as a full disk does, when it is used.
    """
    sys.stdin = sys.stdin or os.fdopen(os.open(os.devnull, os.O_WRONLY))
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def data(text: str) -> None:
    """Writes what was asked for to stdout. Raises Failure where it cannot be written, such as on a full disk."""
    try:
        _write(sys.stdout, text)
    except OSError as error:
        raise unwritten(error) from None


def unwritten(error: OSError) -> Failure:
    """Why stdout did not take what was asked for. Nothing more is written to it."""
    _close(sys.stdout)
    return Failure(f"cannot write to stdout: {reason(error)}")


def say(text: str) -> None:
    """Writes a line for people to stderr; where that is not possible, nobody could be told."""
    try:
        _write(sys.stderr, text + "\n")
    except OSError:
        _close(sys.stderr)


def colored(choice: str, *, stdout: bool = False) -> bool:
    """Whether to colour what goes to stderr, or to stdout: `always`, `never`, or `auto` by terminal and NO_COLOR."""
    if choice != "auto":
        return choice == "always"
    stream = sys.stdout if stdout else sys.stderr
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


def reason(error: OSError) -> str:
    """Why the operating system refused, in lower case: `permission denied`."""
    return (error.strerror or type(error).__name__).lower()


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:  # `colossusc … | head`: the exit code still tells the verdict
        _close(stream)


def _close(stream: TextIO) -> None:
    """Points the stream to nowhere, so that what is left in its buffer cannot fail a second time at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
