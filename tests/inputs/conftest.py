"""Files of every kind that hold the same articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimx.inputs import Failure, InputOptions, read_articles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from claimx.models import Article

    Read = Callable[..., list[Article | Failure]]

TEXT = (
    "JAKARTA - Menteri Perhubungan Hasan Dirja mengatakan pelabuhan itu akan dibuka pada bulan depan.\n"
    "“Kami sudah siap dengan semua yang dibutuhkan oleh warga di pulau ini,” kata Hasan, Senin (4/3/2024).\n"
    "Ia juga menyebut bahwa kapal yang akan datang lebih besar dari yang ada sekarang.\n"
)

PAGE = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Pelabuhan Dibuka Bulan Depan - Kabar Pulau</title>
<meta property="og:title" content="Pelabuhan Dibuka Bulan Depan">
<meta property="og:site_name" content="Kabar Pulau">
<meta name="author" content="Rina Astuti">
<meta property="article:published_time" content="2024-03-05T10:15:00+07:00">
<link rel="canonical" href="https://kabarpulau.example/berita/1">
</head><body><nav><a href="/">Beranda</a><a href="/politik">Politik</a></nav>
<article><h1>Pelabuhan Dibuka Bulan Depan</h1>
<p>JAKARTA - Menteri Perhubungan Hasan Dirja mengatakan pelabuhan itu akan dibuka pada bulan depan.</p>
<p>“Kami sudah siap dengan semua yang dibutuhkan oleh warga di pulau ini,” kata Hasan, Senin (4/3/2024).</p>
<p>Ia juga menyebut bahwa kapal yang akan datang lebih besar dari yang ada sekarang.</p>
</article><footer>Hak cipta Kabar Pulau</footer></body></html>
"""


@pytest.fixture
def read() -> Read:
    """Read paths through the one door, into a list."""

    def call(*paths: Path | str, **options: object) -> list[Article | Failure]:
        return list(read_articles([str(p) for p in paths], InputOptions(**options)))

    return call


@pytest.fixture
def text() -> str:
    """An article as a text file holds it."""
    return TEXT


@pytest.fixture
def page() -> str:
    """The same article as a web page."""
    return PAGE
