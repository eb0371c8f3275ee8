"""Rewrite the golden files: ``python -m tests.golden``."""

import sys

from claimx.pipeline import Extractor

from . import TEXTS, records_of

extractor = Extractor()
for text in TEXTS:
    golden = text.with_suffix(".jsonl")
    before = golden.read_bytes() if golden.exists() else b""
    after = records_of(text, extractor)
    golden.write_bytes(after)
    changed = len(set(before.splitlines()) ^ set(after.splitlines()))
    sys.stdout.write(f"{golden.name}: {len(after.splitlines())} records, {changed} lines changed\n")
