"""For migrations: columns that stood there as text are encrypted where they stand (SEC-02)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from redress.privacy import cipher
from redress.privacy.fields import EncryptedField, EncryptedJSON

BATCH = 2000
keepers: list[Callable[[str], Callable[[], None]]] = []
"""Asked before the values of a table are encrypted, with its name; each answers what is to be done afterwards."""


class EncryptColumns(Operation):
    """Turns columns of text or JSON of one table into encrypted ones: one rewrite of the table, then in batches.

    Guards are told nothing of it: what a register says stays the same, only how it is stored changes. Seals are: every
    row that was as it is sealed is sealed anew, and one that had been changed beside the program is found as before.
    """

    reversible = False
    reduces_to_sql = False

    def __init__(self, model: str, fields: Mapping[str, EncryptedField]) -> None:
        self.model, self.fields = model, dict(fields)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return type(self).__name__, [self.model, self.fields], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # All columns at once: whatever refers to this model is made anew each time, which is most of the time it takes.
        key = app_label, self.model.lower()
        state.models[key].fields.update(self.fields)
        state.reload_model(*key, delay=True)

    def database_forwards(
        self,
        app_label: str,
        editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        meta = to_state.apps.get_model(app_label, self.model)._meta
        quote = editor.quote_name
        table = quote(meta.db_table)
        columns = [str(meta.get_field(name).column) for name in self.fields]
        turned = ", ".join(
            f"ALTER {quote(c)} DROP DEFAULT, ALTER {quote(c)} DROP NOT NULL, ALTER {quote(c)} TYPE bytea "
            f"USING {self._as_bytes(name, quote(c))}"
            for c, name in zip(columns, self.fields, strict=True)
        )
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked stands against ALTER TABLE
        after = [keeper(meta.db_table) for keeper in keepers]
        editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        editor.execute(f"ALTER TABLE {table} {turned}")
        for batch in self._batches(editor, table, quote(str(meta.pk.column)), [quote(c) for c in columns]):
            self._encrypt(editor, table, meta, columns, batch)
        for keep in after:
            keep()
        editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def _as_bytes(self, name: str, column: str) -> str:
        if not isinstance(self.fields[name], EncryptedJSON):
            return f"nullif(convert_to({column}::text, 'UTF8'), '')"
        text = f"to_jsonb({column})::text"
        return f"CASE WHEN {text} IN ('{{}}', '[]', 'null') THEN NULL ELSE convert_to({text}, 'UTF8') END"

    def _batches(
        self, editor: BaseDatabaseSchemaEditor, table: str, key: str, columns: Sequence[str]
    ) -> Iterator[list[tuple[Any, ...]]]:
        after: Any = None
        some = " OR ".join(f"{column} IS NOT NULL" for column in columns)
        while True:
            beyond = f"{key} > %s AND" if after is not None else ""
            with editor.connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT {key}, {', '.join(columns)} FROM {table} WHERE {beyond} ({some})"  # noqa: S608 - names of the model
                    f" ORDER BY {key} LIMIT {BATCH}",
                    [] if after is None else [after],
                )
                rows = cursor.fetchall()
            if not rows:
                return
            yield rows
            after = rows[-1][0]

    def _encrypt(
        self,
        editor: BaseDatabaseSchemaEditor,
        table: str,
        meta: Any,
        columns: Sequence[str],
        rows: Sequence[tuple[Any, ...]],
    ) -> None:
        quote = editor.quote_name
        values = [
            [_encrypted(row[place], self.fields[name], f"{meta.db_table}.{name}", row[0]) for row in rows]
            for place, name in enumerate(self.fields, start=1)
        ]
        given = ", ".join(["%s"] + ["%s::bytea[]"] * len(columns))
        names = ", ".join(f"v{place}" for place in range(len(columns)))
        sets = ", ".join(f"{quote(column)} = v.v{place}" for place, column in enumerate(columns))
        with editor.connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} t SET {sets} FROM unnest({given}) AS v(id, {names})"  # noqa: S608 - names of the model
                f" WHERE t.{quote(str(meta.pk.column))} = v.id",
                [[row[0] for row in rows], *values],
            )

    def describe(self) -> str:
        return f"Encrypt {', '.join(self.fields)} of {self.model}"


def _encrypted(
    stored: bytes | memoryview | None, field: EncryptedField, column: str, key: int
) -> bytes | None:
    if stored is None:
        return None
    text = bytes(stored).decode()
    if isinstance(field, EncryptedJSON):
        text = field.as_text(json.loads(text))
    return cipher.encrypt(text, column, key)
