"""Whatever the encoding, the same text comes out, and it is fit for offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.errors import InputError
from claimx.inputs.decode import decode, normalise, text_encoding

INDONESIAN = "“Kami siap,” kata Hasan – menteri – kepada wartawan…\nHarga naik 5 persen.\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_encodings_are_found(encoding: str) -> None:
    """A text reads the same in every encoding that Indonesian sites use."""
    assert decode(INDONESIAN.encode(encoding)) == INDONESIAN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_stream_has_the_encoding_of_its_start(encoding: str) -> None:
    """The codec named for a stream decodes it, even where the sample ends inside a character."""
    data = INDONESIAN.encode(encoding)
    for end in range(60, 70):
        assert data.decode(text_encoding(data[:end])) == INDONESIAN


def test_a_declared_encoding_goes_before_a_guess() -> None:
    """A page in Latin-2 that says so is read as Latin-2."""
    assert decode("Lech Wałęsa".encode("iso8859-2"), "iso-8859-2") == "Lech Wałęsa"


def test_a_wrong_or_unknown_declaration_is_no_harm() -> None:
    """UTF-8 is tried where the declared encoding cannot be."""
    assert decode(INDONESIAN.encode(), "ascii") == INDONESIAN
    assert decode(INDONESIAN.encode(), "no-such-charset") == INDONESIAN


def test_a_damaged_utf8_text_stays_utf8() -> None:
    """One broken byte does not turn every quotation mark into rubbish."""
    data = INDONESIAN.encode()
    assert decode(data[:40] + b"\xff" + data[40:]).count("\ufffd") == 1


def test_newlines_and_marks_are_normal() -> None:
    """No byte-order mark and no carriage return is left to disturb offsets."""
    assert normalise("\ufeffsatu\r\ndua\rtiga\n") == "satu\ndua\ntiga\n"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"%PDF-1.7\n" + bytes(range(32)) * 9,
    ],
    ids=["bytes", "png", "pdf"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    """An image is an error, never an article."""
    with pytest.raises(InputError, match="not text"):
        decode(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_an_input_error(data: bytes) -> None:
    """No bytes raise anything else, and what comes out can be written as UTF-8."""
    try:
        text = decode(data)
    except InputError:
        return
    text.encode()
    assert "\r" not in text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_utf8_is_read_as_it_is(text: str) -> None:
    """Sound UTF-8 comes back as written, but for a leading byte-order mark."""
    assert decode(("x" + text).encode()) == "x" + text
