"""What parsers and the system raise, said in one line that a user can act on."""

from __future__ import annotations

import zlib

from claimx.errors import ClaimxError, InputError


def explain(error: Exception, where: str) -> ClaimxError:
    """Turn what a parser or the system raised into one clear line that names the file."""
    if isinstance(error, ClaimxError):
        if error.where is None:
            error.where = where
        return error
    if isinstance(error, EOFError):
        message = "the compressed data ends too early; the file is cut off"
    elif isinstance(error, zlib.error) or type(error).__name__ in ("BadGzipFile", "ZstdError"):
        message = f"the compressed data is corrupt: {error}"
    elif isinstance(error, OSError) and error.strerror:
        message = f"cannot read: {error.strerror}"
    else:
        message = f"cannot read: {error or type(error).__name__}"
    return InputError(message.replace("\n", " "), where=where)
