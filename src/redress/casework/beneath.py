"""The rows that a service keeps of a file, as `row.letters`: services name files by their key, and know no kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, cast

from django.apps import apps
from django.db import models
from django.db.models import Model, QuerySet

from redress.casework.models import FileKey, ServedFile

Prefetched = tuple[QuerySet[Any], Callable[[Any], Any], Callable[[Any], Any], bool, str, bool]


class Beneath:
    """Of a kind's table: `letters = Beneath("letters.Letter")`. Narrowed and prefetched as what refers to a row is."""

    def __init__(self, model: str) -> None:
        self._label = model
        self._name = ""

    def __set_name__(self, owner: type[Model], name: str) -> None:
        self._name = name

    @property
    def model(self) -> type[Model]:
        return cast(type[Model], apps.get_model(self._label))

    def __get__(self, row: Model | None, owner: type[Model]) -> Any:
        return self if row is None else _Rows(self.model, row, self._name)


class _Rows(models.Manager[Any]):
    def __init__(self, model: type[Model], row: Model, name: str) -> None:
        super().__init__()
        self.model, self._row, self._known_as = model, row, name

    def get_queryset(self) -> QuerySet[Any]:
        kept = self._row.__dict__.get("_prefetched_objects_cache", {}).get(self._known_as)
        return self._apply_rel_filters(super().get_queryset()) if kept is None else kept

    def _apply_rel_filters(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        # As of what refers to a row: most are answered by what is kept.
        rows._defer_next_filter = True  # type: ignore[attr-defined]
        return rows.filter(file_id=self._row.pk)

    def get_prefetch_querysets(
        self, instances: Sequence[Model], querysets: Sequence[QuerySet[Any]] | None = None
    ) -> Prefetched:
        """As Django asks of whatever can be prefetched."""
        rows = querysets[0] if querysets else super().get_queryset()
        found = rows.filter(file_id__in={each.pk for each in instances})
        return found, attrgetter("file_id"), attrgetter("pk"), False, self._known_as, False


def references(kind: type[ServedFile]) -> Iterator[tuple[type[Model], str]]:
    """Every table that refers to files of a kind, to their rows or to their keys, and the field by which it does."""
    keyed = FileKey._meta.get_fields(include_hidden=True)
    for relation in (*kind._meta.related_objects, *(each for each in keyed if each.auto_created)):
        model: Any = relation.related_model
        if not model._meta.auto_created:
            yield model, cast(Any, relation).field.name
