"""Loads products with their clauses from a YAML file."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from redress.casework.problems import say
from redress.operations.console import BadInput
from redress.operations.speech import gettext as _
from redress.operations.speech import spoken
from redress.policies.table.storing import Stored, store_products
from redress.policies.values import Product
from redress.worktime import plainyaml


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    products: tuple[Product, ...]


def load(path: Path) -> Stored:
    """Store the products of the file. BadInput says what is wrong with it, and where."""
    try:
        given = _File.model_validate(plainyaml.load(path.read_text("utf-8")))
    except FileNotFoundError:
        raise BadInput(_("There is no file %(name)s.") % {"name": path}) from None
    except (OSError, UnicodeDecodeError, plainyaml.Unreadable) as problem:
        raise BadInput(
            _("%(path)s cannot be read: %(problem)s") % {"path": path, "problem": problem}
        ) from problem
    except ValidationError as problem:
        with spoken():
            lines = [
                f"  {'.'.join(map(str, e['loc'])) or 'products'}: {say(e)} (SYS-02)" for e in problem.errors()
            ]
        said = _("%(path)s does not say its products as it must:") % {"path": path}
        raise BadInput("\n".join([said, *lines])) from problem
    return store_products(given.products)
