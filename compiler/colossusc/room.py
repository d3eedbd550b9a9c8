"""What a run needs of the interpreter."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_DEEPEST = 20_000  # frames: values may depend on each other to a bounded depth, of which each level takes a few


@contextmanager
def room() -> Iterator[None]:
    """Room for deep chains of values, and no pauses to look for garbage: what a run makes, it keeps."""
    limit, collecting = sys.getrecursionlimit(), gc.isenabled()
    sys.setrecursionlimit(max(limit, _DEEPEST))
    gc.disable()
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
        if collecting:
            gc.enable()
