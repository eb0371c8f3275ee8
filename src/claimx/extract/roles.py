"""Position and affiliation beside a name."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.extract.bodies import (
    begins_body,
    body_start,
    is_body,
    known_body,
    numbered,
    shortened,
    spelt_out,
)
from claimx.extract.names import after_brackets, clean, completes_position
from claimx.extract.units import Token, is_position, plain, titled
from claimx.extract.vocabulary import DETERMINERS, PhraseWords

_AFFILIATING = frozenset({"dari", "di", "pada", "asal", "untuk"})
_LINKS = frozenset({"di", "dari", "pada", "asal", "untuk", "dan", "serta", "and", "the"})
_BOARDS = {  # the first two words of a body that begins like a position
    "pimpinan": frozenset({"pusat", "wilayah", "daerah", "cabang", "anak", "ranting"}),
    "pengurus": frozenset({"besar", "pusat", "wilayah", "daerah", "cabang", "anak", "ranting"}),
}


_SEATS = frozenset({"kota", "nagari"})
_OTHERS = frozenset({"lain", "lainnya", "berikutnya", "selanjutnya"})
_HOUSES = frozenset({"dpr", "dprd", "dprk", "dpra", "dprp", "dpd", "mpr"})


def head_word(tokens: Sequence[Token], words: PhraseWords) -> str:
    """The word that says what somebody is, or the first one."""
    return next(
        (t.lower for t in tokens if t.lower in words.heads), tokens[0].lower if tokens else ""
    )


def role_before(
    tokens: Sequence[Token], text: str, words: PhraseWords
) -> tuple[str | None, str | None, str | None]:
    """Split what stands before a name, or an apposed position, into role, affiliation and rank."""
    k = len(tokens)
    while k > 0 and tokens[k - 1].lower in DETERMINERS:
        k -= 1
    end = k
    while k > 0 and _is_title(tokens, k - 1, words):
        k -= 1
    rank = clean(text[tokens[k].start : tokens[end - 1].end]) if k < end else None
    if not rank or plain(rank.split()[0]) not in words.ranks:
        rank = None
    lead = tokens[:k]
    i = next((j for j in range(k) if is_position(lead, j, words.heads)), None)
    if i is None:
        return None, None, rank
    if i == k - 1 and tokens[i].lower not in words.heads:  # `tetangganya`
        return tokens[i].text.removesuffix("nya"), None, rank
    short = _own_short(tokens, i, k, words)
    if short:  # `Komandan Korem (Danrem) 043/X`
        start = known_body(tokens, short + 2, k, words)
        # `Kepala Bidang (Kabid) Perkebunan | Dinas X`
        end = start if start > short + 3 else short
        start = max(start, short + 3)
        rest = clean(text[tokens[start].start : tokens[k - 1].end]) if start < k else None
        return clean(text[tokens[i].start : tokens[end - 1].end]), rest or None, rank
    split = last = _affiliation_start(tokens, i, k, words)
    if (
        i < split < k and tokens[split].text == "("
    ):  # an abbreviation of the position, not of the body
        split = after_brackets(tokens[:k], split)
        if split < k and is_position(lead, split, words.heads):  # `Pelaksana Tugas (Plt) Kepala X`
            split = last = _affiliation_start(tokens, split, k, words)
    while last > i + 1 and (
        tokens[last - 1].lower in _LINKS or not tokens[last - 1].text[0].isalnum()
    ):
        last -= 1  # `karyawan swasta [di]`
    bound = last > i + 1 and tokens[last - 1].lower in words.bound
    last -= bound
    while last > i + 1 and tokens[last - 1].lower in _OTHERS:
        last -= 1  # `saksi [berikutnya]`
    role = clean(text[tokens[i].start : tokens[last - 1].end]) if last > i else None
    aged = split < k and tokens[split].text.isdigit() and tokens[k - 1].lower == "tahun"
    whole = split < k and not aged and not bound
    body = clean(text[tokens[split].start : tokens[k - 1].end]) if whole else None
    return role or None, body or None, rank


def _own_short(tokens: Sequence[Token], i: int, k: int, words: PhraseWords) -> int:
    """Where the short form of a position stands in brackets behind its long one, or 0."""
    for m in range(i + 1, k - 2):
        if tokens[m].text == "(" and tokens[m + 2].text == ")":
            long = " ".join(t.lower for t in tokens[i:m])
            return m if words.short.get(tokens[m + 1].lower) == long else 0
    return 0


def _is_title(tokens: Sequence[Token], j: int, words: PhraseWords) -> bool:
    """A rank, an honorific or their punctuation right before the name."""
    word = plain(tokens[j].text)
    if tokens[j].text in (",", "."):
        return True
    if _corps(tokens, j, words):
        return True
    if tokens[j].text == ")":  # `(Purn)`, `(Pol)`
        return j >= 2 and plain(tokens[j - 1].text) in words.rank_parts
    if tokens[j].text == "(" or (j and tokens[j - 1].text == "("):
        return (
            plain(tokens[min(j + 1, len(tokens) - 1)].text) in words.rank_parts
            or word in words.rank_parts
        )
    if word in words.rank_parts and word not in words.ranks:
        return j > 0 and _is_title(tokens, j - 1, words) and tokens[j - 1].text not in (",", ".")
    if word in words.ranks:
        return titled(tokens[j].text) and not (
            completes_position(tokens, j, words)
            or (j == 0 and tokens[j].lower in words.heads and len(tokens) > 2)
        )
    return word in words.honorifics and (
        tokens[j].lower not in words.heads
        or (j == 0 and titled(tokens[j].text) and len(tokens) == 1)
    )


def _corps(tokens: Sequence[Token], j: int, words: PhraseWords) -> bool:
    """Whether a token belongs to the letter of a corps behind a rank: `Letkol Laut (P)`."""
    for start in range(max(1, j - 2), j + 1):
        letter = tokens[start : start + 3]
        if (
            len(letter) == 3
            and (letter[0].text, letter[2].text) == ("(", ")")
            and len(letter[1].text) == 1
            and plain(tokens[start - 1].text) in words.rank_parts
        ):
            return True
    return False


def _affiliation_start(tokens: Sequence[Token], i: int, k: int, words: PhraseWords) -> int:
    """First token of the organisation or place in ``tokens[i:k]``, a position; k where there is none.

    A position is its head words and what complements them (`Direktur Utama`, `juru bicara`); a minister's portfolio
    and a sub-unit (`Bidang Humas`, `Komisi III`) belong to it as long as an organisation or a place follows.
    """
    j = i
    if tokens[i].lower not in words.heads:  # `Orang tua ...`, `Tetangganya ...`
        j += 1 if tokens[i].lower.endswith("nya") else 2
    while j < k and (_continues_role(tokens, j, words) or _pair(tokens, j, k, words)):
        board = _BOARDS.get(tokens[j].lower, frozenset())
        if j > i and j + 1 < k and tokens[j + 1].lower in board:
            return j  # `Ketua Umum | Pimpinan Pusat X`
        if j > i and begins_body(tokens, j, k, words) and not _paired(tokens, j, words):
            return j
        if _small_body(tokens, i, j, k):
            return j
        j += 2 if _pair(tokens, j, k, words) else 1
    if j >= k:
        return k
    first = tokens[j]
    if first.text == "(":
        return j
    if j + 2 < k and f"{first.lower} {tokens[j + 1].lower}" in words.organs:
        return j + 2  # `Ketua Dewan Komisioner | OJK`
    if first.lower in ("dan", "serta"):  # `Deputi Operasi dan Kesiapsiagaan | Basarnas`
        return body_start(tokens, j, k, words, ("ORG", "LOC"))
    if j - 1 > i and tokens[j - 1].lower in words.organisations:  # `Ketua Satgas X | Perhimpunan Y`
        return next((m for m in range(j, k) if tokens[m].lower in words.organisations), j)
    return _behind_position(tokens, i, j, k, words)


def _small_body(tokens: Sequence[Token], i: int, j: int, k: int) -> bool:
    """`kepala | dinas kesehatan Lembah`: a body in small letters with the name of its place."""
    heads = tokens[i].lower == "kepala" and j == i + 1
    body = tokens[j].text in ("dinas", "badan", "kantor")
    return heads and body and titled(tokens[k - 1].text)


def _pair(tokens: Sequence[Token], j: int, k: int, words: PhraseWords) -> bool:
    """Two words that are one head: `Pimpinan Perusahaan`, `Ketua [Majelis Hakim]`."""
    return j + 1 < k and f"{tokens[j].lower} {tokens[j + 1].lower}" in words.heads


def _behind_position(tokens: Sequence[Token], i: int, j: int, k: int, words: PhraseWords) -> int:
    """Where the organisation begins behind the position ``tokens[i:j]``."""
    heads = {t.lower for t in tokens[i:j]}
    first = tokens[j]
    chief = not heads.isdisjoint(words.chiefs)
    if not heads.isdisjoint(words.portfolio):
        return body_start(tokens, j, k, words, ("LOC",))
    spelt = spelt_out(tokens, j, k, words) if chief else 0
    if spelt:
        return spelt
    field = first.lower not in words.sub_units and not is_body(tokens, j, words)
    if field and tokens[i].lower in words.scholars:  # `Dosen Ilmu Politik | Universitas X`
        return known_body(tokens, j, k, words)
    if first.lower == "satuan" and j + 1 < k and tokens[j + 1].lower in ("tugas", "polisi"):
        return j
    if first.lower in words.sub_units:
        return _behind_sub_unit(tokens, j, k, words, chief=chief)
    if tokens[j - 1].lower == "spesialis":  # `Dokter Spesialis Jantung dan Pembuluh Darah | RS X`
        body = known_body(tokens, j, k, words)
        return body if body > j else k
    near = j == i + 1 or tokens[j - 1].lower == "jenderal"
    if chief and near and not is_body(tokens, j, words) and not first.text.isupper():
        if first.entity == "ORG" and first.entity_start:
            return known_body(tokens, j, k, words)
        if k - j > 1:
            return body_start(tokens, j, k, words, ("ORG", "LOC"))
        unit = first.entity not in ("ORG", "LOC") and not heads.isdisjoint(words.unit_chiefs)
        return k if unit else j  # `Kasubdit Siber`, but `Direktur Greenpeace`
    return j + 1 if first.lower in _AFFILIATING and j + 1 < k else j


def _behind_sub_unit(
    tokens: Sequence[Token], j: int, k: int, words: PhraseWords, *, chief: bool
) -> int:
    """Where the organisation begins behind the sub-unit at j: `Bidang Humas | Polda X`, `Komisi III | DPR`."""
    first = tokens[j].lower
    body = _past_its_name(tokens, j, k, words, body_start(tokens, j, k, words, ("ORG", "LOC")))
    alone = first in words.body_units and (not chief or first == "panitia")
    if first == "komisi" and j + 1 < k and not numbered(tokens[j + 1]):
        return j  # `Jaksa Komisi Pemberantasan Korupsi`, but `Anggota Komisi III DPR`
    if first == "fraksi":  # `Ketua Fraksi Partai X | DPRD Y`
        house = (m for m in range(j + 1, k) if tokens[m].lower in _HOUSES)
        return next(house, j if alone and body == k else body)
    return j if alone else body


def _past_its_name(tokens: Sequence[Token], j: int, k: int, words: PhraseWords, body: int) -> int:
    """Where the organisation begins when the sub-unit at j has a name of several words.

    What the model takes for one body may begin with that name: `Seksi [Bimbingan Ibadah] | Kantor X`. And where
    it sees none, what is no word of a sub-unit any more is one: `Pusat Riset dan Pengembangan | X`.
    """
    if body == k and k - j > 2 and shortened(tokens[k - 1]) and not numbered(tokens[k - 1]):
        return k - 1  # `Unit Kerja Infeksi Penyakit Tropik | IDAI`
    if body == k:
        m = j + 1
        while m < k and (tokens[m].lower in words.sub_units or tokens[m].lower in ("dan", "serta")):
            m += 1
        return m if j + 1 < m < k and titled(tokens[m].text) else k
    if is_body(tokens, body, words):
        return body
    if tokens[body - 1].lower in (
        "dan",
        "serta",
    ):  # `Bidang Mineral dan Batubara (Minerba) | ESDM X`
        bracket = next((m for m in range(body, k) if tokens[m].text == "("), k)
        behind = after_brackets(tokens[:k], bracket) if bracket < k else k
        if behind < k:
            return behind
    if (
        body == j + 1
        and tokens[j].lower in words.named_units
        and not any(shortened(t) or t.lower in words.organisations for t in tokens[body:k])
    ):
        return k  # `Kepala Seksi Penanganan Sengketa`, whatever the model takes that for
    end = body + 1
    while end < k and tokens[end].entity and not tokens[end].entity_start:
        end += 1
    if end < k and tokens[end].lower in ("dan", "serta"):  # `Pusat [Gempabumi] dan Tsunami | BMKG`
        return body_start(tokens, end, k, words, ("ORG", "LOC"))
    known = known_body(tokens, body, end, words)
    if known == body and end - body > 1 and shortened(tokens[end - 1]):
        return end - 1  # `Pusat [Gempabumi dan Tsunami | BMKG]`
    return max(body, known)


def _paired(tokens: Sequence[Token], j: int, words: PhraseWords) -> bool:
    """Whether a word ends a position of two words: `Sekretaris Perusahaan`."""
    return j > 0 and f"{tokens[j - 1].lower} {tokens[j].lower}" in words.heads


def _continues_role(tokens: Sequence[Token], j: int, words: PhraseWords) -> bool:
    token = tokens[j]
    placed = token.lower in _SEATS and tokens[j - 1].lower != "wali"  # `Camat | Kota Agung`
    if token.lower in words.heads or (token.lower in words.complements and not placed):
        return True
    if _paired(tokens, j, words):
        return True
    if token.lower in ("dan", "sekaligus", "serta", "/") and j + 1 < len(tokens):
        return tokens[j + 1].lower in words.heads or tokens[j + 1].lower in words.complements
    return (
        token.text.islower() and token.lower not in words.places and token.lower not in _AFFILIATING
    )
