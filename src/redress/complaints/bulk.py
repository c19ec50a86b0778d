"""Inserts rows of several kinds in one round trip, one short statement a kind, however many columns they have.

Django's bulk_create sends each value as a parameter of its own: a thousand cases of sixty columns keep it busy for
a second, one case for milliseconds. Here the rows travel as one JSON text, which the database takes apart. COPY
would be quicker still, but is not allowed under row-level security.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, compress, repeat
from operator import attrgetter, is_not, itemgetter, ne, not_
from types import NoneType
from typing import Any, TypeAlias

from django.contrib.postgres.search import SearchVectorField
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from psycopg import Cursor
from psycopg.adapt import Dumper
from psycopg.pq import Format
from pydantic_core import to_json

from redress.clocks.models import Clock
from redress.complaints import search
from redress.complaints.models import CaseText, Complaint, JournalEntry, JournalText, Party
from redress.messages.models import Alert, Message
from redress.privacy import cipher
from redress.privacy.fields import BlindIndexField, EncryptedField
from redress.privacy.identity import give_keys, takes_key
from redress.privacy.opening import UnreadableText

BATCH = 1000
Kind = type[models.Model]
FILED: tuple[Kind, ...] = (Complaint, Party, CaseText, Alert, Message, JournalEntry, JournalText, Clock)
"""What a filing is made of, each after what it refers to: it is written by one statement (`redress_file`)."""
ENCRYPTED = 16
"""Values that a filing has encrypted, mostly fewer: the system's generator takes as long for a thousand bytes of nonces
as all of these take."""
Column: TypeAlias = "models.Field[Any, Any]"
Read = Callable[[models.Model, cipher.Many], tuple[Any, ...]]
Plain = str | int | None


def insert(rows: Mapping[Kind, Sequence[models.Model]], *, lenient: Collection[Kind] = ()) -> None:
    """Insert rows, kind after kind, in one round trip; of a `lenient` kind those that are there already are left out.

    The rows do not learn their ids from the insert. To return one, the database would have to plan who may see the row
    (row-level security), which takes it ten times as long as the insert. Rows with encrypted columns get theirs before,
    from the sequence, since the values are sealed to it.
    """
    give_keys(rows)
    if len(rows.get(Complaint, ())) == 1:
        rows = _file(rows)
    batches = [(kind, batch) for kind, all_ in rows.items() for batch in _batches(all_)]
    if not batches:
        return
    connection.ensure_connection()
    link = connection.connection
    # Prepared on the server, which plans each once a connection: planning takes longer than the insert itself.
    with connection.wrap_database_errors, link.pipeline(), Cursor(link) as cursor:
        cursor.adapters.register_dumper(Vectors, VectorsAsTheyAre)
        for kind, batch in batches:
            if kind is CaseText:
                cursor.execute(_TEXTS, _texts(batch), prepare=True)
            else:
                cursor.execute(_statement(kind, kind in lenient), [*_alike(kind, batch)], prepare=True)


def _file(rows: Mapping[Kind, Sequence[models.Model]]) -> dict[Kind, Sequence[models.Model]]:
    """Write what a filing is made of; what is left.

    The function inserts as whoever calls it, under the same rules of rows, triggers and seals: as many statements,
    which travel, are begun and are answered as one. What triggers tell of the rows comes with the answer.
    """
    many = cipher.Many(ahead=ENCRYPTED)
    said = [_said(kind, rows[kind], many) if rows.get(kind) else None for kind in FILED]
    marks = ", ".join(["%s::json"] * len(FILED))
    link: Any = connections[DEFAULT_DB_ALIAS]
    link.ensure_connection()
    with link.wrap_database_errors, Cursor(link.connection) as cursor:
        cursor.execute(f"SELECT redress_file({marks})", said, prepare=True)
        for (told,) in cursor:
            link.hear(told)
    return {kind: each for kind, each in rows.items() if kind not in FILED}


class Vectors(bytes):
    """An array of tsvectors in the database's own form."""


class VectorsAsTheyAre(Dumper):
    format = Format.BINARY
    oid = 3643

    def dump(self, obj: Vectors) -> bytes:
        return obj


_TEXTS = """
    INSERT INTO complaints_casetext (complaint_id, document, parts) SELECT * FROM unnest(%s::text::bigint[], %s, %s)
"""


def _texts(rows: Sequence[Any]) -> list[str | Vectors]:
    """What is searched of a case has two hundred parts: as JSON they take the database longer to read than to keep."""
    keys = ",".join(str(row.complaint_id) for row in rows)
    vectors = (
        search.packed([each(row) for row in rows]) for each in (attrgetter("document"), attrgetter("parts"))
    )
    return [f"{{{keys}}}", *map(Vectors, vectors)]


def _batches(rows: Sequence[models.Model]) -> Iterator[Sequence[models.Model]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _said(kind: Kind, rows: Sequence[models.Model], many: cipher.Many) -> str:
    """Of each row what is not as usual: of a case's hundred columns a new one fills thirty."""
    columns, read = _columns(kind)
    names, usual = zip(*columns, strict=True)
    # Most are usually nothing: whether they are is quicker told than whether they are something else.
    filled = usual.index(None) if None in usual else len(usual)
    said = []
    for row in rows:
        values = read(row, many)
        differs = chain(map(ne, values, usual[:filled]), map(is_not, values[filled:], repeat(None)))
        said.append(dict(compress(zip(names, values, strict=True), differs)))
    return to_json(said).decode()


def _alike(kind: Kind, rows: Sequence[models.Model]) -> tuple[str, str]:
    """What all of these rows say alike, once, and of each what else is not as usual: half of what is written of the
    cases of a batch is the same, and need neither be told nor taken apart for each of them."""
    columns, read = _columns(kind)
    many = cipher.Many()
    values = [*zip(*[read(row, many) for row in rows], strict=True)]
    same = [_same(each) for each in values]
    alike = {
        name: each[0]
        for (name, usual), each, once in zip(columns, values, same, strict=True)
        if once and each[0] != usual
    }
    own = [*compress(zip(columns, values, strict=True), map(not_, same))]
    names = [name for (name, _usual), _each in own]
    differs = [
        [*map(ne if usual is not None else is_not, each, repeat(usual))] for (_name, usual), each in own
    ]
    told = [
        dict(compress(zip(names, said, strict=True), unusual))
        for said, unusual in zip(
            zip(*[each for _column, each in own], strict=True), zip(*differs, strict=True), strict=True
        )
    ]
    return to_json(alike).decode(), to_json(told or [{}] * len(rows)).decode()


def _same(values: Sequence[Any]) -> bool:
    """Whether a column says the same in every row, as far as that is quickly told: not of what has parts, nor of
    numbers that may be the same and written otherwise."""
    return type(values[0]) in _WHOLE and values.count(values[0]) == len(values)


_WHOLE = frozenset({str, int, bool, NoneType, datetime, date})


@lru_cache(maxsize=64)
def _statement(kind: Kind, lenient: bool) -> str:
    conflict = " ON CONFLICT DO NOTHING" if lenient else ""
    return _insertion(kind, alike="%s::json", rows="%s::json", escaped=True) + conflict


def insertion(kind: Kind) -> str:
    """The statement that inserts rows of a kind from the JSON that is $1; it holds no other dollar sign."""
    return _insertion(kind, alike="", rows="$1")


def _insertion(kind: Kind, *, alike: str, rows: str, escaped: bool = False) -> str:
    """`alike`: what is said of all rows; `escaped`: for a statement whose marks are `%s`."""
    quote = connection.ops.quote_name
    columns, _read_all = _columns(kind)
    names = ", ".join(quote(name) for name, _usual in columns)
    values = ", ".join(_or_usual(quote(name), usual) for name, usual in columns)
    table = quote(kind._meta.db_table)
    base = f"json_populate_record(NULL::{table}, {alike})" if alike else f"NULL::{table}"
    if escaped:
        names, values = names.replace("%", "%%"), values.replace("%", "%%")
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM json_populate_recordset({base}, {rows})"  # noqa: S608


def _or_usual(name: str, usual: Plain) -> str:
    """What a row says in that column, which is never NULL, or else what usually stands there. A row of usual values, to
    fill up from, would be made anew for each statement."""
    if usual is None:
        return name
    said = json.dumps(usual) if isinstance(usual, bool | int) else "'" + usual.replace("'", "''") + "'"
    return f"coalesce({name}, {said})"


@lru_cache(maxsize=64)
def _columns(kind: Kind) -> tuple[list[tuple[str, Plain]], Read]:
    """Each column and what stands there when a row does not say, and how to read all of them from a row; ids that
    the database gives and generated columns are left out."""
    given = models.GeneratedField if takes_key(kind) else models.GeneratedField | models.AutoField
    fields = [field for field in kind._meta.concrete_fields if not isinstance(field, given)]
    # Those that a row knows as they are come first, and are read at once; before them those that are usually something.
    fields.sort(key=lambda field: (_is_made(field), _usual(field) is None))
    made = [_read(field) for field in fields if _is_made(field)]
    # What a row knows stands in it: asking its attributes, half of which ask back, takes three times as long. With
    # its state before them, since of one name alone there is no tuple.
    known = itemgetter("_state", *(field.attname for field in fields if not _is_made(field)))

    def read(row: models.Model, many: cipher.Many) -> tuple[Any, ...]:
        return (*known(row.__dict__)[1:], *[each(row, many) for each in made])

    return [(str(field.column), _usual(field)) for field in fields], read


def _is_made(field: Column) -> bool:
    """Whether the field makes what is written from what the row knows."""
    dated = isinstance(field, models.DateField) and not (field.auto_now or field.auto_now_add)
    own = type(field).pre_save is not models.Field.pre_save and not dated
    return own or isinstance(field, models.BinaryField | SearchVectorField)


def _read(field: Column) -> Callable[[models.Model, cipher.Many], Any]:
    name = field.attname
    if isinstance(field, SearchVectorField):
        return lambda row, _many: str(getattr(row, name))
    if isinstance(field, EncryptedField):
        return _sealed(field)
    if isinstance(field, BlindIndexField):
        return _indexed(field)
    return lambda row, _many: _unwrapped(field.get_db_prep_save(field.pre_save(row, add=True), connection))


def _sealed(field: EncryptedField) -> Callable[[models.Model, cipher.Many], str | None]:
    """Most of a case's encrypted columns are empty: nothing is asked of these."""
    name, column, as_text, row_of = field.attname, field.column_name, field.as_text, field.row_of

    def read(row: models.Model, many: cipher.Many) -> str | None:
        value = row.__dict__.get(name)
        if not value and not isinstance(value, UnreadableText):
            return None
        if type(value) in _PLAIN and (key := row_of(row)) is not None:
            return _in_hex(many.encrypt(as_text(value), column, key))
        return _in_hex(field.pre_save(row, add=True))

    return read


_PLAIN = frozenset({str, dict, list})
"""What is said in the clear by a value of these very types; of any other the field is asked."""


def _indexed(field: BlindIndexField) -> Callable[[models.Model, cipher.Many], str | None]:
    """Of what is not said there is no index."""
    name, of = field.attname, field.of

    def read(row: models.Model, _many: cipher.Many) -> str | None:
        if row.__dict__.get(of) == "":
            row.__dict__[name] = None
            return None
        return _in_hex(field.pre_save(row, add=True))

    return read


def _in_hex(value: bytes | None) -> str | None:
    """As the database reads bytes in text."""
    return None if value is None else "\\x" + value.hex()


def _usual(field: Column) -> Plain:
    """The model's default where JSON can say it; NULL otherwise, where NULL may stand, and where what is made of
    nothing said is nothing."""
    if _is_made(field) or field.null:
        return None
    made = field.has_default() and callable(field.default)
    default = None if made else field.get_default()
    return default if isinstance(default, str | int) else None


def _unwrapped(value: Any) -> Any:
    """Without psycopg's wrapper of a value that has been prepared; bytes as the database reads them in text."""
    value = getattr(value, "obj", value)
    return "\\x" + bytes(value).hex() if isinstance(value, bytes | memoryview) else value
