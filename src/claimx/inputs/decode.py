"""Bytes to text: the encoding is found, and the result is what all offsets count in."""

from __future__ import annotations

import codecs
import re

from claimx.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the UTF-16 one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 8192
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL_SHARE = 0.02  # text has next to none; compressed data and images have 10% and more
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def decode(data: bytes, charset: str | None = None) -> str:
    """Decode and normalise a document; raise InputError where the bytes are no text.

    The order is: byte-order mark, UTF-16 by its pattern of zero bytes, ``charset`` if declared
    and right, UTF-8, and windows-1252, the one other encoding that Indonesian sites use.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return normalise(data[len(mark) :].decode(name, errors="replace"))
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return normalise(data.decode(wide, errors="replace"))
    if looks_binary(data):
        raise InputError("this is not text", hint="binary data; name its kind with --format")
    for name in filter(None, (charset, "utf-8")):
        try:
            return normalise(data.decode(name))
        except (UnicodeDecodeError, LookupError):
            continue
    return normalise(_decode_broken(data))


def normalise(text: str) -> str:
    """Drop the byte-order mark, write newlines as ``\\n``, replace lone surrogates."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() and _SURROGATE.search(text):
        text = _SURROGATE.sub(_REPLACEMENT, text)
    return text


def looks_binary(data: bytes) -> bool:
    """Tell compressed data, images and the like from text in an 8-bit encoding."""
    sample = data[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > _MAX_CONTROL_SHARE * len(sample)


def text_encoding(sample: bytes) -> str:
    """Name the codec for a text stream that starts with ``sample`` (marks are dropped by it)."""
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    wide = _wide_encoding(sample[:_SAMPLE])
    if wide:
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _wide_encoding(sample: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in Latin script every second byte is zero."""
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[0::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _decode_broken(data: bytes) -> str:
    """Decode what is not valid UTF-8: damaged UTF-8 if most of it still is, else windows-1252."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count(_REPLACEMENT)
    sound = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    if sound > broken:
        return text
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
