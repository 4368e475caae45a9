"""Keep Excel still while we write: no redrawing, no calculating, no events; afterwards all is as it was, whatever happened.

Knows Excel's application. Does not know what is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import xlwings as xw

from kpi_xl.book.xlwings_native import troubles

STILL = {"screen_updating": False, "calculation": "manual", "enable_events": False, "display_alerts": False}
"""What is set while we write. Events would run the macros of others on every cell; alerts would ask about every merge."""


@contextmanager
def still(app: xw.App) -> Iterator[None]:
    """Keep an Excel still. Nothing is changed that is set already, so that a longer stillness may hold shorter ones."""
    with ExitStack() as after:
        after.callback(_put, app, "status_bar", False)
        for name, value in STILL.items():
            if (before := getattr(app, name)) != value:
                after.callback(_put, app, name, before)
                setattr(app, name, value)
        yield


def _put(app: xw.App, name: str, value: object) -> None:
    """Set one back; an Excel that was closed meanwhile needs nothing."""
    with suppress(*troubles()):
        setattr(app, name, value)
