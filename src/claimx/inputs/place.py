"""Where a stream comes from: its names, for ids and for messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from claimx.inputs.find import STDIN
from claimx.inputs.items import Kind, Raw
from claimx.inputs.streams import Meter


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file, or a member of an archive, as messages and records name it."""

    path: str
    id: str
    meter: Meter = field(default_factory=Meter)

    @property
    def shown(self) -> str | None:
        """Return the path for ``doc.path``: stdin has none."""
        return None if self.path == STDIN else self.path

    def raw(
        self,
        kind: Kind,
        data: bytes | Mapping[str, object],
        *,
        line: int | None = None,
        own_id: str | None = None,
        url: str | None = None,
        charset: str | None = None,
    ) -> Raw:
        """Make an item of this place; a row without an id of its own is ``file:line``."""
        fallback = self.id if line is None else f"{self.id}:{line}"
        return Raw(
            id=own_id or fallback,
            path=self.shown,
            kind=kind,
            data=data,
            line=line,
            url=url,
            charset=charset,
            position=self.meter.position,
        )
