"""What else the key ring encrypts beside columns: files at rest and second factors (SEC-02)."""

from __future__ import annotations

import logging

from redress.evidence import queries, storing
from redress.operations.factors import renew_factors, unreadable_factors
from redress.privacy.cipher import Unreadable
from redress.privacy.indexing import renew
from redress.privacy.rotation import Rotated

log = logging.getLogger("redress.privacy")


def rotate_files() -> Rotated:
    """Wrap the key of every stored file with the current key; the files themselves stay as they are."""
    done, broken = 0, list[str]()
    for sha256 in queries.every_file():
        try:
            done += storing.rewrap(sha256)
        except (FileNotFoundError, Unreadable):
            broken.append(sha256)
    return Rotated("evidence", done, tuple(broken))


def check_files() -> Rotated:
    """Open the beginning of every stored file and change nothing; whether it is whole, `redress verify` says."""
    broken = list[str]()
    for sha256 in queries.every_file():
        try:
            storing.openable(sha256)
        except (FileNotFoundError, Unreadable):
            broken.append(sha256)
    return Rotated("evidence", 0, tuple(broken))


def check_factors() -> Rotated:
    """Open every secret of a second factor and change nothing."""
    return Rotated("mfa_authenticator.data", 0, unreadable_factors())


def rotate_factors() -> Rotated:
    """Encrypt every secret of a second factor with the current key."""
    done, broken = renew_factors()
    return Rotated("mfa_authenticator.data", done, broken)


def encrypt_old() -> None:
    """What was stored before it was encrypted, one thing after the other: may be stopped and run again."""
    renew_factors()
    for sha256 in queries.every_file():
        storing.encrypt_old(sha256)


def renew_indexes() -> None:
    """Blind indexes that earlier rules computed, by the rules of now: may be stopped and run again."""
    for column in renew():
        if column.rewritten:
            log.warning("%s: %s computed anew", column.name, column.rewritten)
        for key in column.unreadable:
            log.error("unreadable value: %s of row %s", column.name, key)
