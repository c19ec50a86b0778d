"""Sealed dossiers: a case with its letters, evidence and journal in one archive that anybody can verify (COM-11)."""
