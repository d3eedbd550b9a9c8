"""A process that can do nothing but compute: it renders one of a project's own templates.

It is handed the template and its variables on stdin as JSON, hands back JSON on stdout, and ends. It has nothing of the
environment, and takes its modules from where ours come from. Before it renders it gives up what it could still do:
files, other processes, the network, time and memory. Where a system knows no such limits, as Windows, the sandbox of
`emit.own` remains, and the parent ends what takes too long. If the parent is killed, it outlives it by seconds.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from threading import Timer

import attrs

from colossusc.emit.own.render import TOO_MUCH, Answer, Task, rendered
from colossusc.emit.own.sandbox import Refused

MEMORY = 512_000_000  # bytes, with some 100 million for Python itself
_GRACE = 5  # seconds after which a process that did not end itself is ended
_LONGEST = 100_000_000  # bytes of an answer
_START = "import sys; sys.path += sys.argv[1:]; from colossusc.cli.confined import main; main()"
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # without which Python may not start
_LATE = ("encodings.unicode_escape", "jinja2.debug")  # what Jinja would import when it needs it
_CLOSED = ("open", "os.", "socket.", "subprocess.", "shutil.", "ctypes.", "import", "winreg.")


def confined(task: Task, variables: bytes, memory: int = MEMORY) -> Answer:
    """Renders a template in a process of its own. The variables are a JSON object on any number of lines."""
    head = json.dumps({"task": attrs.asdict(task), "memory": memory}).encode()
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _START, *_libraries()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None,
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        end = Timer(task.seconds + _GRACE, process.kill)
        try:
            end.start()
            with suppress(BrokenPipeError), process.stdin as handed:
                handed.write(head + b"\n" + variables)
            said = process.stdout.read(_LONGEST)
        finally:
            end.cancel()
            process.kill()
    if not said:
        words = f"rendering was ended: it takes more than {task.seconds} s, or more memory than a template may have"
        return Answer("", Refused("C0725", words))
    answer = json.loads(said)
    if "bug" in answer:
        raise RuntimeError(answer["bug"])
    refused = Refused(**answer["refused"]) if answer["refused"] is not None else None
    return Answer(answer["text"], refused, tuple((name, line) for name, line in answer["places"]))


def _libraries() -> list[str]:
    """The folders, or the archive, that this process has its modules from."""
    found = (sys.modules[name].__file__ for name in ("colossusc", "jinja2", "markupsafe", "attrs", "attr"))
    return list(dict.fromkeys(os.path.dirname(os.path.dirname(file)) for file in found if file is not None))


# --------------------------------------------------------------------------------------------- inside the process


def main() -> None:
    """Reads a task from stdin and answers it on stdout."""
    try:
        answer = attrs.asdict(_done())
    except Exception as error:
        answer = {"bug": repr(error)}
    text = json.dumps(answer, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))


def _done() -> Answer:
    said = json.loads(sys.stdin.buffer.readline())
    task = Task(**said["task"])
    _limit(AS=said["memory"], CPU=task.seconds + _GRACE, FSIZE=0, CORE=0)
    try:
        variables = json.loads(sys.stdin.buffer.read())
    except MemoryError:
        return Answer("", TOO_MUCH)
    for name in _LATE:
        import_module(name)
    _limit(NOFILE=3, NPROC=0)
    sys.addaudithook(_refuse)
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, task.seconds)
    return rendered(task, variables)


def _limit(**limits: int) -> None:
    """Lowers what this process may have, as far as the system knows it."""
    try:
        import resource
    except ImportError:
        return
    for name, most in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None:
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def _refuse(event: str, _: object) -> None:
    if event.startswith(_CLOSED):
        raise PermissionError(f"a template does not {event}")
