"""The translations: taken from source and templates, kept in django.po, compiled to django.mo, by Babel.

Django's own makemessages needs the gettext programs, which a machine with Python alone lacks.
"""

import ast
import io
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from redress.operations import cli, help_texts
from redress.operations.console import redress

PACKAGE = Path(__file__).resolve().parent.parent
LOCALES = PACKAGE / "locale"
KEYWORDS: dict[str, Any] = dict(DEFAULT_KEYWORDS) | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACE = re.compile(r"%\(\w+\)|\{\w*")
"""A place for a value in a message, of either kind that the source uses."""
_FORMATTED = re.compile(r"""\bf['"]""")
SKIPPED = {"migrations", "node_modules", "vendor"}
# Lines of the header that would differ from one run, or one person, to the next.
NOISE = (b"Generated-By", b"-Date:", b"Report-Msgid-Bugs-To:", b"Last-Translator:")

Found = tuple[str | tuple[str, ...], str | None, str]  # message, context, file


def files() -> list[Path]:
    return sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))


def foreign() -> list[Path]:
    """Catalogues of words that others' programs say: written by hand, never updated from our source."""
    return sorted(set(LOCALES.glob("*/LC_MESSAGES/*.po")) - set(files()))


def compile_all() -> None:
    """Compile each catalogue that is newer than what was compiled from it."""
    for po in (*files(), *foreign()):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
            continue
        draft = mo.with_name(f".{mo.name}.{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, _read(po))
        draft.replace(mo)


def update_all() -> None:
    """Put what source and templates say into each catalogue; write only those that change."""
    wanted = source()
    for po in files():
        catalogue = _read(po)
        before = _written(catalogue)
        catalogue.update(wanted, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        if (after := _written(catalogue)) != before or not po.read_bytes():
            po.write_bytes(after)


def problems() -> Iterator[str]:
    """What keeps the catalogues from being complete and up to date, one line each."""
    yield from _unseen()
    wanted = {_key(message): message for message in source() if message.id}
    for po in files():
        catalogue = _read(po)
        have = {_key(message): message for message in catalogue if message.id}
        name = po.relative_to(PACKAGE.parent)
        for key in wanted.keys() - have.keys():
            yield f"{name}: not in the catalogue: {_shown(wanted[key])}"
        for key in have.keys() - wanted.keys():
            yield f"{name}: no longer used: {_shown(have[key])}"
        for key in have.keys() & wanted.keys():
            yield from (f"{name}: {fault}: {_shown(have[key])}" for fault in _faults(have[key], catalogue))
    for po in foreign():
        catalogue, name = _read(po), po.relative_to(PACKAGE.parent)
        for message in catalogue:
            faults = _faults(message, catalogue) if message.id else ()
            yield from (f"{name}: {fault}: {_shown(message)}" for fault in faults)


def _unseen() -> Iterator[str]:
    """Messages that no catalogue can hold, because what takes them from the source does not look inside f-strings."""
    for path in _sources(".py"):
        text = path.read_text(encoding="utf-8")
        if not _FORMATTED.search(text):
            continue
        inside = {
            call
            for formatted in ast.walk(ast.parse(text))
            if isinstance(formatted, ast.JoinedStr)
            for call in ast.walk(formatted)
            if isinstance(call, ast.Call) and _translates(call)
        }
        for call in sorted(inside, key=lambda call: call.lineno):
            place = f"{path.relative_to(PACKAGE.parent)}:{call.lineno}"
            yield f"{place}: a message within an f-string is in no catalogue: {ast.unparse(call)}"


def _translates(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    return name in KEYWORDS and any(isinstance(given, ast.Constant) for given in call.args)


def _faults(message: Message, catalogue: Catalog) -> Iterable[str]:
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    if not all(strings):
        yield "untranslated"
    if message.fuzzy:
        yield "fuzzy"
    for error in message.check(catalogue):
        yield str(error)
    if isinstance(message.id, tuple | list) and all(strings):
        # The last form speaks of many, and in Chinese of one as well: it says how many wherever the source does.
        lost = set(_PLACE.findall(str(message.id[-1]))) - set(_PLACE.findall(str(strings[-1])))
        yield from (f"the placeholder {place} of the plural is lost" for place in sorted(lost))


def source() -> Catalog:
    """Every message in Python files and templates, with the files that say it."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    for message, context, file in _found():
        catalogue.add(message, locations=[(file, 0)], context=context)
    return catalogue


def _sources(*suffixes: str) -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in suffixes and not SKIPPED & set(path.parts):
            yield path


def _found() -> Iterator[Found]:
    for path in _sources(".py", ".html", ".txt"):
        relative = path.relative_to(PACKAGE).as_posix()
        if path.suffix == ".py":
            rows = extract_from_file("python", path, keywords=KEYWORDS)
            yield from ((message, context, relative) for _, message, _, context in rows)
        elif "templates" in path.parts:
            yield from ((message, context, relative) for message, context in _template(path))
    yield from _help()


def _help() -> Iterator[Found]:
    """What the command line says of itself."""
    if not Path(cli.__path__[0]).is_relative_to(PACKAGE):
        return
    context = click.Context(redress)
    commands = [(name, redress.get_command(context, name)) for name in redress.list_commands(context)]
    for name, command in [("redress", redress), *commands]:
        file = f"operations/cli/{name}.py" if command is not redress else "operations/console.py"
        for words in help_texts.texts(command) if command else ():
            yield words, None, file


def _template(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Django turns a template into Python-like text; without its indentation Babel can read it."""
    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    flat = "\n".join(line.lstrip() for line in text.splitlines())
    for _, function, strings, _ in extract_python(io.BytesIO(flat.encode()), KEYWORDS, [], {}):
        spec = KEYWORDS[str(function)] or (1,)
        parts = list(strings) if isinstance(strings, tuple | list) else [strings]
        context = None
        wanted: list[str] = []
        for item in spec:
            index, is_context = (item[0], True) if isinstance(item, tuple) else (item, False)
            if is_context:
                context = parts[index - 1]
            else:
                wanted.append(parts[index - 1])
        if all(wanted):
            yield (wanted[0] if len(wanted) == 1 else tuple(wanted)), context


def _read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parent.parent.name)


def _written(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=False)
    return b"".join(
        line
        for line in buffer.getvalue().splitlines(keepends=True)
        if not any(noise in line for noise in NOISE)
    )


def _key(message: Message) -> tuple[str, str | None]:
    first = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return first, message.context


def _shown(message: Message) -> str:
    return f"{_key(message)[0]!r} ({', '.join(file for file, _ in message.locations)})"
