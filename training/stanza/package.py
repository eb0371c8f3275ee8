"""Put the four trained parts into a folder of Stanza's own layout, half as large.

    python package.py WORK OUT

Weights are stored in half precision (Stanza loads them into full), paths of the machine that
trained are left out, and `resources.json` names the parts as Stanza's downloader would.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import stanza
import torch

PACKAGE = "claimx"
PARTS = ("tokenize", "mwt", "pos", "depparse")
META = {
    "lang": "id",
    "name": PACKAGE,
    "version": "0.1.0",
    "description": "A small Stanza pipeline for tests: tokenizer, expander, tagger, parser.",
    "license": "CC BY-SA 4.0",
    "stanza_version": stanza.__version__,
    "sources": [
        {"name": "UD_Indonesian-CSUI", "license": "CC BY-SA 4.0"},
        {"name": "UD_Indonesian-GSD", "license": "CC BY-SA 4.0"},
        {"name": "UD_Indonesian-PUD", "license": "CC BY-SA 3.0"},
    ],
}


def slim(part: dict[str, Any]) -> dict[str, Any]:
    """Return a checkpoint with half-precision weights and without paths."""
    weights = {
        name: value.half() if value.is_floating_point() else value
        for name, value in part["model"].items()
    }
    config = {
        key: None if key.endswith(("_file", "_dir", "_gold")) else value
        for key, value in part["config"].items()
    }
    return {**part, "model": weights, "config": config | {"save_name": f"{PACKAGE}.pt"}}


def main() -> None:
    """Package every part and describe the whole."""
    work, out = map(Path, sys.argv[1:3])
    entries: dict[str, Any] = {"lang_name": "Indonesian"}
    for part in PARTS:
        target = out / "id" / part / f"{PACKAGE}.pt"
        target.parent.mkdir(parents=True, exist_ok=True)
        torch.save(slim(torch.load(work / f"{part}.pt", weights_only=True)), target)
        digest = hashlib.md5(target.read_bytes(), usedforsecurity=False).hexdigest()
        entries[part] = {PACKAGE: {"md5": digest}}
    entries["packages"] = {"default": dict.fromkeys(PARTS, PACKAGE) | {"lemma": "identity"}}
    write(out / "resources.json", {"id": entries})
    write(out / "meta.json", META)


def write(path: Path, value: object) -> None:
    """Write JSON that reads well in a review."""
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
