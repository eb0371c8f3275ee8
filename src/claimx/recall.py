"""Records of earlier runs that still hold: those of articles which no change of the rules can concern.

Beside the records of an article lie the rule set they were made by, and every sentence that attribution rules
were tried on with what each rule matched. Under other rules they hold where no word that was added to
a list or taken from one stands in the article, and where every attribution rule that was changed matches
what it matched before. Any other change of the rules, the model, the program or the article, and they do not.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import orjson
from pydantic import TypeAdapter

from claimx.article.mask import PLACEHOLDER
from claimx.models import Article, Record
from claimx.rules.changes import EVERYTHING, Changes, Plain, changes, plain_rules, squeeze
from claimx.rules.load import RuleSet
from claimx.rules.match import AttributionMatcher, Gist, Seen

_CODE = ("article", "extract", "nlp", "rules")
_FILES = ("models.py", "pipeline.py", "recall.py", "data/confidence.json")


class Store(Protocol):
    """Keeps bytes by key; `claimx.runs.cache.DocCache` is one on disk."""

    def get(self, key: str, /) -> bytes | None:
        """Return what was put under the key, or None."""
        ...

    def put(self, key: str, value: bytes, /) -> None:
        """Keep the value."""
        ...


class Recall:
    """Finds the records that an article had, if they are those it would have again."""

    def __init__(self, store: Store, rules: RuleSet, model: str) -> None:
        self._store = store
        self._rules = rules
        self._made_by = f"{code_digest()}\0{model}"
        self._since: dict[str, Changes] = {}
        self._matchers: dict[Changes, AttributionMatcher] = {}

    def find(self, article: Article) -> tuple[Record, ...] | None:
        """Return the records of the article, where they are known and nothing can have changed them."""
        value = self._store.get(self._key(article))
        if value is None:
            return None
        rules, seen, records = zlib.decompress(value).split(b"\n")
        if rules.decode() != self._rules.hash:
            since = self._changes(rules.decode())
            if since.everything or _concerned(article, since):
                return None
            if since.attribution and not self._matches_the_same(since, seen):
                return None
        return _records().validate_json(records)

    def keep(self, article: Article, records: Sequence[Record], seen: Sequence[Seen]) -> None:
        """Keep the records of an article with the sentences in which they were looked for."""
        self._plain  # noqa: B018 - what later rules are compared with
        with suppress(TypeError):  # half a character is nothing that can be written
            parts = (
                self._rules.hash.encode(),
                orjson.dumps(seen, default=list),
                orjson.dumps(records),
            )
            self._store.put(self._key(article), zlib.compress(b"\n".join(parts), 1))

    def _key(self, article: Article) -> str:
        told = repr(replace(article, extra=None)).encode()
        return f"records\0{self._made_by}\0{blake2b(told, digest_size=20).hexdigest()}"

    @cached_property
    def _plain(self) -> Plain:
        """The rules in plain data, which stay in the store."""
        plain = plain_rules(self._rules)
        name = f"rules\0{self._rules.hash}"
        if self._store.get(name) is None:
            self._store.put(name, orjson.dumps(plain))
        return plain

    def _changes(self, rules: str) -> Changes:
        """Return what has changed since the rule set of this hash."""
        if rules not in self._since:
            old = self._store.get(f"rules\0{rules}")
            self._since[rules] = changes(orjson.loads(old), self._plain) if old else EVERYTHING
        return self._since[rules]

    def _matches_the_same(self, since: Changes, seen: bytes) -> bool:
        if since not in self._matchers:
            self._matchers[since] = AttributionMatcher(self._rules, only=since.attribution)
        matcher = self._matchers[since]
        with matcher.memory_zone():
            before = [(Gist(*gist), found) for gist, found in orjson.loads(seen)]
            return matcher.sees_the_same(before, since.attribution)


def _concerned(article: Article, since: Changes) -> bool:
    """Tell whether one of the words stands in what is known of the article, be it within another word."""
    if not since.words:
        return False
    told = (article.text, article.title, article.outlet, article.byline, PLACEHOLDER)
    squeezed = squeeze("\n".join(filter(None, told)))
    return any(word in squeezed for word in since.words)


@cache
def code_digest() -> str:
    """Hash the program itself as far as records depend on it."""
    package = Path(str(files("claimx")))
    inside = [path for name in _CODE for path in (package / name).rglob("*")]
    digest = blake2b(digest_size=16)
    for path in sorted([*inside, *(package / name for name in _FILES)]):
        if path.suffix in (".py", ".txt", ".json"):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def _records() -> TypeAdapter[tuple[Record, ...]]:
    return TypeAdapter(tuple[Record, ...])
