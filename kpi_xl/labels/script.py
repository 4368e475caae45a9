"""In which language words are written.

Knows scripts. Does not know what the words mean.
"""

from __future__ import annotations

from collections.abc import Iterable


def is_japanese(texts: Iterable[str]) -> bool:
    """Whether some of these words are written in Japanese."""
    return any("\u3040" <= sign <= "\u30ff" or "\u4e00" <= sign <= "\u9fff" for text in texts for sign in text)
