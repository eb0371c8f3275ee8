"""What tests of several folders share: the model is loaded once a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from claimx.pipeline import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """Return an extractor with the shipped rules and the shipped model."""
    from claimx.pipeline import Extractor

    return Extractor()
