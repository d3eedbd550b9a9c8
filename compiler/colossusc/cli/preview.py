"""The outputs of `colossusc watch`, on loopback: the open page renews itself when they change.

Nothing is read from the disk: what is served is what was shown last. Only this machine can ask, and only under the name
of this machine, so that no page from elsewhere can read a plan through the browser (DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread

from colossusc.cli.terminal import Failure, reason
from colossusc.resources import resource

HOST = "127.0.0.1"
REPORT = "report.html"
_SCRIPT = "watch.js"
_TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "md": "text/plain; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_POLICY = "script-src 'self'; connect-src 'self'; object-src 'none'; form-action 'none'"  # of own templates' pages too
_PATIENCE = 15  # seconds after which a page that waits is told that it still may
_CLOSED = b"default-src 'none';"  # how the policy of each page begins
_OPENED = b"default-src 'none'; script-src 'self'; connect-src 'self';"


class Preview:
    """A server of what was shown last."""

    def __init__(self, port: int) -> None:
        """Raises Failure where the port is taken."""
        self._files: dict[str, bytes] = {}
        self._shown = 0
        self._closed = False
        self._changed = Condition()
        self._script = resource(f"templates/{_SCRIPT}").read_text().encode()
        try:
            self._server = ThreadingHTTPServer((HOST, port), _handler(self))
        except (OSError, OverflowError) as error:
            why = reason(error) if isinstance(error, OSError) else "there is no such port"
            raise Failure(f"cannot listen on port {port}: {why}", "`--port 0` takes one that is free") from None
        self._server.daemon_threads = True
        self._thread: Thread | None = None

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{HOST}:{self.port}/"

    def show(self, files: Mapping[str, bytes]) -> None:
        """Serves these files from now on; pages of reports that are no more show the first of them. Who asked before
        there was anything is answered with these."""
        with self._changed:
            self._files = dict(files)
            self._shown += 1
            self._changed.notify_all()
        if self._thread is None:
            self._thread = Thread(target=self._server.serve_forever, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Lets all waiting pages go, and ends."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._server.shutdown()
        self._server.server_close()

    def file(self, name: str) -> tuple[bytes, str] | None:
        """A file and its type; a report for the address alone, and for that of a report which is no more."""
        if name == _SCRIPT:
            return self._script, _TYPES["js"]
        reports = sorted(each for each in self._files if each.endswith(REPORT))
        if name not in self._files and (not name or name.endswith(REPORT)) and reports:
            name = reports[0]
        content = self._files.get(name)
        if content is None:
            return None
        if name.endswith(".html"):
            content = content.replace(_CLOSED, _OPENED, 1)
            content = content.replace(b"</head>", f'<script src="/{_SCRIPT}" defer></script>\n</head>'.encode(), 1)
        return content, _TYPES.get(name.rpartition(".")[2], "application/octet-stream")

    def wait(self, seen: int) -> int | None:
        """The number of what is shown, as soon as it is another than the one seen; the same one after a while, None at
        the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._shown != seen, timeout=_PATIENCE)
            return None if self._closed else self._shown

    @property
    def shown(self) -> int:
        """The number of what is shown now."""
        return self._shown


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers one request."""

        server_version, sys_version = "colossusc", ""

        def do_GET(self) -> None:
            if self.headers.get("Host", "") not in (f"{HOST}:{preview.port}", f"localhost:{preview.port}"):
                self.send_error(421)
                return
            name = self.path.partition("?")[0].removeprefix("/")
            if name == "changes":
                self._changes()
                return
            found = preview.file(name)
            if found is None:
                self.send_error(404)
                return
            content, type_ = found
            self._begin(type_, len(content))
            self.wfile.write(content)

        def _changes(self) -> None:
            """Tells a page each time that something else is shown, as server-sent events."""
            self._begin("text/event-stream")
            seen = preview.shown
            while (now := preview.wait(seen)) is not None:
                try:
                    self.wfile.write(b": still here\n\n" if now == seen else b"data: changed\n\n")
                    self.wfile.flush()
                except OSError:  # the page was closed
                    return
                seen = now

        def _begin(self, type_: str, length: int | None = None) -> None:
            self.send_response(200)
            self.send_header("Content-Type", type_)
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Content-Security-Policy", _POLICY)
            if length is not None:
                self.send_header("Content-Length", str(length))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """What a browser asks for is no finding."""

    return Handler
