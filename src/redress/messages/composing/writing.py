"""Words of messages: templates by language and channel, in files (COM-10)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.template import Context, Engine, Template

from redress.messages import channels

FOLDER = Path(__file__).resolve().parent.parent / "texts"

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Words:
    """What is sent. `subject` is empty where the channel has none; `version` names the text it was made of."""

    subject: str
    body: str
    version: str


@lru_cache(maxsize=1)
def _engine() -> Engine:
    """Plain text: nothing is escaped. A missing fact is an error of ours, told at once in tests."""
    return Engine(dirs=[str(FOLDER)], autoescape=False, string_if_invalid="⟨%s⟩" if settings.DEBUG else "")


@lru_cache(maxsize=256)
def _template(file: str) -> Template:
    return _engine().get_template(file)


def path(template: str, channel: str, language: str) -> str:
    """'zh/short/order.txt' or 'en/long/order.txt'."""
    folder = "zh" if language.startswith("zh") else "en"
    return f"{folder}/{'short' if channels.channel(channel).short else 'long'}/{template}.txt"


@lru_cache(maxsize=256)
def version(file: str) -> str:
    """The first digits of the hash of a text, so that each message knows what it was made of."""
    return hashlib.sha256((FOLDER / file).read_bytes()).hexdigest()[:12]


def write(template: str, channel: str, language: str, facts: Facts) -> Words:
    """The text with its facts. The first line of a long text is its subject."""
    file = path(template, channel, language)
    text = _template(file).render(Context(facts, autoescape=False)).strip()
    if channels.channel(channel).short:
        return Words("", " ".join(text.split("\n")), version(file))
    subject, _, body = text.partition("\n")
    return Words(subject.strip(), body.strip(), version(file))
