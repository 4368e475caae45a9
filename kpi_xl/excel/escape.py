"""Stop what is being computed when the user presses Esc, until it is too late to stop.

Knows keys and threads. Does not know what is being computed.
"""

from __future__ import annotations

import _thread
import ctypes
import sys
import threading
from collections.abc import Callable, Mapping
from types import TracebackType

ESC = 0x1B
PRESSED = 0x8000
SECONDS = 0.05

QUARTZ = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
ESC_ON_A_MAC, ANY_SOURCE = 53, 0
"""The number of the key there, and whatever pressed it."""


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
    """Return whether Esc is down: on Windows while that window of Excel is in front; where nobody can tell, never."""
    return KEYBOARDS.get(sys.platform, _nowhere)(window)


def _on_windows(window: int) -> Callable[[], bool]:
    user = ctypes.windll.user32  # type: ignore[attr-defined]
    return lambda: user.GetForegroundWindow() == window and bool(user.GetAsyncKeyState(ESC) & PRESSED)


def _on_a_mac(_: int) -> Callable[[], bool]:
    """Only the key: which program is in front is told to programs with windows alone, and a click computes for about a second."""
    try:
        down = ctypes.CDLL(QUARTZ).CGEventSourceKeyState
    except (OSError, AttributeError):
        return _nowhere(0)
    down.argtypes, down.restype = (ctypes.c_int32, ctypes.c_uint16), ctypes.c_bool
    return lambda: bool(down(ANY_SOURCE, ESC_ON_A_MAC))


def _nowhere(_: int) -> Callable[[], bool]:
    return lambda: False


KEYBOARDS: Mapping[str, Callable[[int], Callable[[], bool]]] = {"win32": _on_windows, "darwin": _on_a_mac}
"""How each system says whether a key is down."""
