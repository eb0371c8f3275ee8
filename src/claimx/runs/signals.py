"""Ctrl-C at the wrong moment."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def interrupt_held() -> Iterator[None]:
    """Let Ctrl-C wait until the block is done; it is raised on leaving.

    Processes started inside do not hear it at all: a terminal sends it to every process, and
    the main one answers for its workers.
    """
    if not hasattr(signal, "pthread_sigmask"):  # not a Unix system
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
