"""The letters of a case go with it when it is disposed of, PDFs and all (CLO-10)."""

from typing import Final

from redress.casework.disposal import Goes

GOES: Final = (
    Goes(
        "letters_letterremark",
        which="letter_id IN (SELECT id FROM letters_letter WHERE file_id = disposed)",
    ),
    Goes("letters_letter", which="file_id = disposed", file="pdf_id"),
)
