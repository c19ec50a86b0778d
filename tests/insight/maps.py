"""Mappings of three supervisors' tables, as somebody who imports them would write them."""

from __future__ import annotations

from pathlib import Path

NY = """
kind: market
mapping: ny
title: New York, car insurers
source: ny
columns: {year: filing_year, company: company_name, key: naic, complaints: total_complaints,
  confirmed: upheld_complaints, premium: premiums_written_in_millions}
times: {premiums_written_in_millions: 1000000}
ignore: ["*"]
"""
MICHIGAN = """
kind: market
mapping: michigan
title: Michigan
source: mi
columns: {year: year, line: line, company: company_name_raw, key: company_id, complaints: complaints,
  premium: written_premium}
ignore: ["*"]
"""
OREGON = """
kind: market
mapping: oregon
title: Oregon
source: or
columns: {year: year, line: line, company: company_name_raw, complaints: total_complaints,
  confirmed: confirmed_complaints, premium: premium_written}
ignore: ["*"]
"""


def written(folder: Path, text: str) -> str:
    """The path of a mapping that says this."""
    path = folder / "map.yaml"
    path.write_text(text, "utf-8")
    return str(path)
