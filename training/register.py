"""For spaCy's `--code`: registers what claimx's configs name."""

import claimx.nlp.components  # noqa: F401
