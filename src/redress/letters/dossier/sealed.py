"""Sealing a dossier of whatever kind of file: a manifest of hashes, and the house's seal over it (COM-11)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import IO, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.evidence import storing
from redress.letters.dossier import checking, packing
from redress.privacy.scratch import scratch
from redress.sealing import signing as seal


def sealed(contents: Mapping[str, packing.Content], about: Mapping[str, Any]) -> IO[bytes]:
    """The archive, open at its beginning; the caller closes it. `about` is what the manifest says beside the files."""
    key = house_key()
    out = scratch()
    packing.write(out, {**contents, **_seal(key, contents, about)})
    out.seek(0)
    return out


def public_key() -> bytes:
    """The public half of the house's seal, as PEM."""
    return seal.public_pem(house_key().public_key())


def house_key() -> Ed25519PrivateKey:
    """Refuses where there is none."""
    try:
        return seal.private(settings.REDRESS_SEAL_KEY)
    except ImproperlyConfigured as missing:
        refuse(
            "COM-11",
            _("Dossiers cannot be sealed. Ask the administrator to see to it: %(why)s") % {"why": missing},
        )


def stored(sha256: str, title: str) -> packing.Content:
    """A stored file, in the archive as it was stored; one that is lost or changed stops the dossier (SEC-04)."""
    if not storing.intact(sha256):
        refuse(
            "SEC-04",
            _("'%(name)s' is not there any more as it was stored; restore it first.") % {"name": title},
        )
    return packing.Content(partial(storing.opened, sha256))


def _seal(
    key: Ed25519PrivateKey, contents: Mapping[str, packing.Content], about: Mapping[str, Any]
) -> dict[str, packing.Content]:
    manifest = as_json({"format": checking.FORMAT, **about, "files": list(_described(contents))})
    return {
        checking.MANIFEST: packing.Content(manifest),
        checking.SIGNATURE: packing.Content(seal.sign(key, manifest)),
        checking.PUBLIC_KEY: packing.Content(seal.public_pem(key.public_key())),
    }


def _described(contents: Mapping[str, packing.Content]) -> Iterable[dict[str, Any]]:
    for name in sorted(contents):
        size, sha256 = contents[name].describe()
        yield {"path": name, "size": size, "sha256": sha256}


def as_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
