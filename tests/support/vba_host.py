"""Runs inside a Python that has `uno`: open a workbook with macros in LibreOffice, call procedures of its VBA, read its first sheet.

The question comes as JSON on standard input, the answer goes as JSON to standard output. Knows LibreOffice. Does not know kpi_xl.
A control of the ribbon is `{"tag": ...}` in the arguments; LibreOffice's own button stands in for it, because it has a Tag as well.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.script.provider import ScriptFrameworkErrorException
from com.sun.star.uno import Exception as UnoException

START_SECONDS = 90
MACROS_RUN = 4
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def main() -> None:
    question = json.load(sys.stdin)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="kpi_xl_vba_") as room:
        (user := Path(room) / "user").mkdir()
        (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        address = f"socket,host=127.0.0.1,port={port};urp;"
        options = ["--headless", "--norestore", "--nologo", "--nodefault", f"-env:UserInstallation={Path(room).as_uri()}"]
        program = subprocess.Popen(
            [question["program"], *options, f"--accept={address}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            context = connect(f"uno:{address}StarOffice.ComponentContext")
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            copy = shutil.copy(question["path"], room)  # a lock file beside the original would stop the load
            json.dump(answer(context, desktop, {**question, "path": copy}), sys.stdout)
            with suppress(Exception):  # it hangs up while it answers
                desktop.terminate()
            program.wait(30)
        finally:
            program.kill()


def connect(address: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return resolver.resolve(address)
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def answer(context: Any, desktop: Any, question: dict[str, Any]) -> dict[str, Any]:
    given = PropertyValue("MacroExecutionMode", 0, MACROS_RUN, 0)  # not hidden: VBA's ActiveWorkbook is what a window shows
    book = desktop.loadComponentFromURL(Path(question["path"]).as_uri(), "_blank", 0, (given,))
    scripts, library = book.getScriptProvider(), question["library"]

    def call(name: str, arguments: list[Any]) -> dict[str, Any]:
        try:
            script = scripts.getScript(f"vnd.sun.star.script:{library}.{name}?language=Basic&location=document")
            result, places, out = script.invoke(tuple(passed(context, each) for each in arguments), (), ())
        except (UnoException, ScriptFrameworkErrorException) as error:
            return {"error": str(error)}
        changed = zip(places, map(plain, out), strict=True)
        return {"result": plain(result), "out": {str(place): value for place, value in changed if value is not None}}

    calls = [call(name, arguments) for name, arguments in question["calls"]]
    sheet = book.Sheets.getByIndex(0)
    used = sheet.createCursor()
    used.gotoEndOfUsedArea(False)
    cells = sheet.getCellRangeByPosition(0, 0, used.RangeAddress.EndColumn, used.RangeAddress.EndRow).DataArray
    return {"calls": calls, "cells": [list(row) for row in cells]}


def passed(context: Any, argument: Any) -> Any:
    if isinstance(argument, dict):
        button = context.ServiceManager.createInstanceWithContext("com.sun.star.form.component.CommandButton", context)
        button.Tag = argument["tag"]
        return button
    return tuple(map(tuple, argument)) if isinstance(argument, list) else argument


def plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value if isinstance(value, float | int | str | bool) else None


if __name__ == "__main__":
    main()
