"""Stop what is being computed when the user presses Esc, until it is too late to stop.

Knows keys and threads. Does not know what is being computed.
"""

from __future__ import annotations

import _thread
import ctypes
import threading
from collections.abc import Callable
from types import TracebackType

ESC = 0x1B
PRESSED = 0x8000
SECONDS = 0.05


class Escape:
    """While it is open, a pressed Esc key raises KeyboardInterrupt in the main thread.

    Parameters
    ----------
    pressed
        Whether the key is down at this moment.
    """

    def __init__(self, pressed: Callable[[], bool]) -> None:
        self._pressed, self._done, self._lock = pressed, threading.Event(), threading.Lock()
        self._watch = threading.Thread(target=self._wait, daemon=True)

    def __enter__(self) -> Escape:
        self._watch.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """From now on the key does nothing."""
        with self._lock:  # the watcher is not between looking at the key and interrupting
            self._done.set()

    def _wait(self) -> None:
        while not self._done.wait(SECONDS):
            with self._lock:
                if not self._done.is_set() and self._pressed():
                    self._done.set()
                    _thread.interrupt_main()


def esc_in(window: int) -> Callable[[], bool]:
    """Return whether Esc is down while that window of Excel is in front; on a Mac nobody can tell."""
    user = getattr(getattr(ctypes, "windll", None), "user32", None)
    return (lambda: user.GetForegroundWindow() == window and bool(user.GetAsyncKeyState(ESC) & PRESSED)) if user else lambda: False
