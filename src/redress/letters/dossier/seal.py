"""The house's seal, as dossiers use it (`redress.sealing.signing`)."""

from redress.sealing.signing import fingerprint, private, public_pem, sign, signed

__all__ = ["fingerprint", "private", "public_pem", "sign", "signed"]
