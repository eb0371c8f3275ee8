"""Words a second of CPU time on the `text` of a JSONL file: python speed.py MODEL FILE [LINES]."""

import json
import sys
import time
from itertools import islice
from pathlib import Path

import spacy

import claimx.nlp.components  # noqa: F401  registers what the config names

if __name__ == "__main__":
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else None
    with Path(sys.argv[2]).open(encoding="utf-8") as stream:
        texts = [json.loads(line)["text"] for line in islice(stream, limit)]
    words = sum(len(text.split()) for text in texts)
    nlp = spacy.load(sys.argv[1])
    list(nlp.pipe(texts[:2]))  # what is set up once is not counted
    for disabled in ([], ["parser"], ["tok2vec", "tagger", "parser"]):
        with nlp.select_pipes(disable=disabled):
            started = time.process_time()
            for _ in nlp.pipe(texts):
                pass
            rate = words / (time.process_time() - started)
        sys.stdout.write(f"without {', '.join(disabled) or 'nothing'}: {rate:.0f} words/s\n")
