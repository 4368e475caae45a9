"""A word in Japanese and in English.

Knows languages. Does not know the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Label:
    """A word a user sees. Both languages are required, so none can be forgotten."""

    ja: str
    en: str

    def say(self, lang: Lang) -> str:
        """Return the word in one language."""
        return self.ja if lang == "ja" else self.en

    def fill(self, **words: object) -> Label:
        """Return the label with its {placeholders} filled, each in the language of the side it stands on."""
        return Label(*(getattr(self, lang).format(**{k: in_language(v, lang) for k, v in words.items()}) for lang in LANGS))


def listed(words: Iterable[str], lang: Lang) -> str:
    """Return several words as one text."""
    return ("、" if lang == "ja" else ", ").join(words)


def in_language(word: object, lang: Lang) -> object:
    """Return a label in the language asked for; any other fact stays as it is."""
    return word.say(lang) if isinstance(word, Label) else word
