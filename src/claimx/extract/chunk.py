"""Tokens to units: noun phrases, prepositional phrases, dates, cues, by one walk over a sentence.

Attribution is a matter of a few large pieces (who, cue, what) and not of words. Chunking is a cascade over tokens
in the manner of Abney (1996), "Partial parsing via finite-state cascades": noun phrases first, then prepositional
phrases; `join` makes appositions of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from claimx.article.marks import Quotation
from claimx.article.mask import PLACEHOLDER, Block
from claimx.extract.units import (
    CLOSING_DETERMINERS,
    DOTTED_DEGREE,
    PERSONAL,
    Token,
    Unit,
    Words,
    plain,
    titled,
    unit_of,
)

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "DET", "PRON", "ADJ", "X", "SYM"})
_OPENS_PHRASE = frozenset({"NOUN", "PROPN", "NUM", "DET", "PRON", "X", "SYM"})
_AFTER_PRONOUN = frozenset({"sendiri", "itu", "lagi"})
_JOINERS = frozenset({"-", "/", "&", "–"})
_COORDINATORS = frozenset({"dan", "serta", "and"})
_AS_TOLD = frozenset({"seperti", "sebagaimana"})
_LONGEST_CONNECTIVE = 5
_LONGEST_ADVERBIAL = 3  # words
_ENUMERATION = 10  # tokens within which the last part of an enumerating name must come
_SPECIALIST = re.compile(r"Sp\.?[A-Z]\w*(?:-\w+)?")  # `SpPD-KGH`
_PARENTHESIS = 12  # tokens: longer brackets are remarks, not ages or abbreviations


class _Chunker:
    def __init__(
        self, tokens: list[Token], block: Block, dates: Sequence[tuple[int, int]], words: Words
    ) -> None:
        self.tokens = tokens
        here = (tokens[0].start, tokens[-1].end)
        self.quotations = [q for q in block.quotations if q.start < here[1] and here[0] < q.end]
        self.dates = [span for span in dates if span[0] < here[1] and here[0] < span[1]]
        self.words = words
        self.out: list[Unit] = []
        self._opening = True  # nothing but connectives and punctuation so far
        self._quote_starts = [q.start for q in self.quotations]
        self._date_starts = [start for start, _ in self.dates]

    def units(self) -> list[Unit]:
        i = 0
        while i < len(self.tokens):
            i = self._step(i)
        return self.out

    def _add(self, tag: str, i: int, k: int, quotation: Quotation | None = None) -> int:
        unit = unit_of(tag, tuple(self.tokens[i:k]))
        if quotation:
            masked = any(token.text == PLACEHOLDER for token in unit.tokens)
            unit = unit._replace(
                start=quotation.start, end=quotation.end, quotation=quotation, full=masked
            )
        if tag not in ("CONN", "PUNCT"):
            self._opening = False
        self.out.append(unit)
        return k

    def _step(self, i: int) -> int:
        token = self.tokens[i]
        quotation = self._quotation(i)
        if quotation:
            k = i + 1
            while k < len(self.tokens) and self.tokens[k].start < quotation.end:
                k += 1
            return self._add("QUOTE", i, k, quotation)
        k = self._date_end(i)
        if k > i:
            return self._add("DATE", i, k)
        k = self._connective_end(i)
        if k > i:
            return self._add("CONN", i, k)
        if self._is_cue(i):
            return self._add("CUE", i, i + 1)
        k = self._adverbial_end(i)
        if k > i:
            return self._add("ADV", i, k)
        named = token.entity == "ORG" and titled(token.text)  # `diberitakan Antara`
        if (token.pos == "ADP" and token.lower != "oleh" and not named) or (
            token.lower in self.words.prepositions
        ):
            return self._prepositional(i)
        if token.lower in self.words.adjuncts:
            k = self._adjunct_end(i)
            if k > i + 1:
                return self._add("ADJUNCT", i, k)
        if "-" in token.text and self._manner(i):
            return self._add("ADV", i, i + 1)
        k = self._phrase_end(i)
        if k > i:
            return self._add("NP", i, k)
        return self._add(token.pos or "X", i, i + 1)

    def _manner(self, i: int) -> bool:
        """Whether a doubled word says how somebody speaks: `Rudi blak-blakan menyebut`."""
        stem, _, twin = self.tokens[i].text.partition("-")
        if not (stem.islower() and twin.startswith(stem) and self.out and i + 1 < len(self.tokens)):
            return False
        before = self.out[-1]
        named = before.tokens[-1].entity == "PER" or before.lower in PERSONAL
        return before.tag == "NP" and named and self._is_cue(i + 1)

    def _quotation(self, i: int) -> Quotation | None:
        if not self.quotations:
            return None
        start = self.tokens[i].start
        at = bisect_left(self._quote_starts, start + 1) - 1
        if at >= 0 and self.quotations[at].start <= start < self.quotations[at].end:
            return self.quotations[at]
        return None

    def _date_end(self, i: int) -> int:
        if not self.dates:
            return i
        start = self.tokens[i].start
        at = bisect_left(self._date_starts, start + 1) - 1
        if at < 0 or not self.dates[at][0] <= start < self.dates[at][1]:
            return i
        end = self.dates[at][1]
        k = i + 1
        while k < len(self.tokens) and self.tokens[k].start < end:
            k += 1
        return k

    def _connective_end(self, i: int) -> int:
        """End of the connective (`selain itu`) that opens the sentence at token i, or i."""
        if not self._opening:
            return i
        if (
            self.tokens[i].lower in self.words.detached
            and i + 1 < len(self.tokens)
            and self.tokens[i + 1].text == ","
        ):
            return i + 1
        if self.tokens[i].lower not in self.words.opening:
            return i
        for width in range(_LONGEST_CONNECTIVE, 0, -1):
            words = tuple(token.lower for token in self.tokens[i : i + width])
            if len(words) == width and words in self.words.connectives:
                return i + width
        return i

    def _adverbial_end(self, i: int) -> int:
        """End of the adverb (`berulang kali`) that stands at token i between a subject and a cue, or i."""
        if not i or self.tokens[i].lower not in self.words.adverbial:
            return i
        for width in range(_LONGEST_ADVERBIAL, 0, -1):
            words = tuple(token.lower for token in self.tokens[i : i + width])
            if len(words) == width and words in self.words.adverbials:
                behind = i + width
                return behind if behind < len(self.tokens) and self._is_cue(behind) else i
        return i

    def _is_cue(self, i: int) -> bool:
        token = self.tokens[i]
        words = self.words
        if (
            token.lower in words.verbs
            or token.lower in words.clitic
            or token.lower in words.according
        ):
            before = self.tokens[i - 1].lower if i else ""
            if before == "yang" and (token.lower in words.passive or self._attributed(i + 1)):
                return False  # `rencana yang disampaikan menteri`, `warga yang mengaku korban, kata X, ...`
            return not (token.lower == "percaya" and before == "tidak")
        if token.lower in words.relays:
            return all(unit.tag == "CONN" or unit.lower in _AS_TOLD for unit in self.out)
        if token.lower not in words.after:
            return False
        if i and token.lower in words.complements and self.tokens[i - 1].lower in words.heads:
            return False  # `Penanggung Jawab`
        if i + 1 >= len(self.tokens):
            return bool(self.out) and self.out[-1].tag == "QUOTE"
        if self.out and self.out[-1].tag == "QUOTE":
            return True
        prior = (
            self.out[-1].tokens[-1].lower if self.out else ","
        )  # `Kata X, ...` opens a sentence as well
        following = self.tokens[i + 1]
        if token.lower in words.inside and (
            following.lower in PERSONAL
            or following.entity == "PER"
            or following.lower in words.heads
            or plain(following.text) in words.ranks
        ):
            return True  # `Kasus itu kata dia masih diperiksa`, without its commas
        if prior in {",", ".", "-", "–", "—", "?", "!", "demikian", "namun", "tapi", "masih"}:
            return (
                following.lower in PERSONAL
                or titled(following.text)
                or following.entity != ""
                or following.lower in {"sang", "para", "seorang", "salah", "si", "sejumlah"}
                or following.lower in words.heads
                or following.lower in words.honorifics
                or following.lower in words.organisations
                or following.lower in words.documents
                or following.lower in words.epithets
            )
        return False

    def _attributed(self, i: int) -> bool:
        """Whether the sentence is attributed between or behind commas from token i on."""
        after, clitic = self.words.after, self.words.clitic
        return any(
            before.text == "," and (token.lower in after or token.lower in clitic)
            for before, token in pairwise(self.tokens[i:])
        )

    def _prepositional(self, i: int) -> int:
        k = i + 1
        while k < len(self.tokens) and self.tokens[k].pos == "ADP" and not self._is_cue(k):
            k += 1
        if (
            k + 1 < len(self.tokens)
            and self.tokens[k].lower in ("dekat", "sekitar")
            and not self._is_cue(k + 1)
        ):
            k += 1  # `di dekat pasar`
        if k < len(self.tokens):
            end = self._date_end(k)
            if end > k:
                return self._add("DATE", i, end)
            end = self._phrase_end(k)
            clause = (
                self.tokens[i].lower in self.words.openers
                and end < len(self.tokens)
                and self._is_cue(end)
            )
            if end > k and not clause:
                subject = self._subject_in(k, end)
                return self._add("PP", i, subject or end)
        return self._add("ADP", i, i + 1)

    def _subject_in(self, i: int, end: int) -> int:
        """Where a name before a cue begins in a phrase without a comma: `Dalam pidatonya | Sari menyatakan`, or 0."""
        if end >= len(self.tokens) or not self._is_cue(end) or any(u.tag == "NP" for u in self.out):
            return 0
        for k in range(end - 1, i, -1):
            before, token = self.tokens[k - 1], self.tokens[k]
            if token.entity == "PER" and token.entity_start:
                plain_noun = before.text.islower() and before.pos in ("NOUN", "PRON")
                return k if plain_noun and before.lower not in self.words.heads else 0
        return 0

    def _adjunct_end(self, i: int) -> int:
        """A short clause that says on what occasion: `saat mendampingi tamu`, `usai rapat`, `seusai diperiksa`."""
        k = i + 1
        if k >= len(self.tokens) or self._is_cue(k):
            return i
        if self.tokens[k].pos in ("VERB", "AUX"):
            k += 1
            end = self._phrase_end(k) if k < len(self.tokens) and not self._is_cue(k) else k
            return self._subject_in(k, end) or max(k, end)
        end = self._phrase_end(k)
        if end >= len(self.tokens) or end == k:
            return i
        # `sejak ketua itu mengatakan`: a clause with a subject of its own is no adjunct phrase.
        return i if self.tokens[end].pos in ("VERB", "AUX") or self._is_cue(end) else end

    def _phrase_end(self, i: int) -> int:
        """End of the noun phrase that begins at token i, or i."""
        tokens = self.tokens
        if i >= len(tokens) or not self._opens_phrase(i):
            return i
        if tokens[i].lower in PERSONAL:
            k = i + 1
            return k + 1 if k < len(tokens) and tokens[k].lower in _AFTER_PRONOUN else k
        k = i + 1
        while k < len(tokens):
            token = tokens[k]
            end = self._date_end(k)
            if end > k and self._year_of_noun(k, end):
                k = end
                continue
            if end > k or self._stops_phrase(k):
                break
            if token.text == "(":
                close = self._bracket_end(k)
                if close == k:
                    break
                k = close
                if self._opens_clause(k):
                    break
            elif self._nominal(k):
                k += 1
            elif (
                (token.lower in _JOINERS and k + 1 < len(tokens) and self._nominal(k + 1))
                or (token.lower in _COORDINATORS and self._coordinates(k))
                or (token.lower == "sekaligus" and self._two_positions(i, k))
                or (token.text == "," and k + 1 < len(tokens) and self._degree(k + 1))
            ):
                k += 2
            elif token.text == "," and self._enumerates(i, k):
                while tokens[k].lower not in _COORDINATORS:
                    k += 1
                k += 2
            elif token.text == "." and len(tokens[k - 1].text) <= 4 and titled(tokens[k - 1].text):
                if k + 1 >= len(tokens) or not titled(tokens[k + 1].text):
                    break
                k += 1
            else:
                break
        return k

    def _stops_phrase(self, k: int) -> bool:
        """Whether a noun phrase ends before token k, whatever it is made of."""
        determined = self.tokens[k - 1].lower in CLOSING_DETERMINERS and self.tokens[k].text != "("
        return (
            self._quotation(k) is not None
            or self._is_cue(k)
            or determined
            or self._after_name(k)
            or self._adverbial_end(k) > k
        )

    def _year_of_noun(self, k: int, end: int) -> bool:
        """Whether a year belongs to the noun before it: `lulusan akademi itu tahun [1990] ini`."""
        year = self.tokens[end - 1].text.isdigit() and end - k <= 2
        return year and end < len(self.tokens) and self.tokens[end].lower in CLOSING_DETERMINERS

    def _opens_phrase(self, i: int) -> bool:
        token = self.tokens[i]
        if token.lower in self.words.no_nouns:
            return False
        if (
            token.lower == "salah"
            and i + 1 < len(self.tokens)
            and self.tokens[i + 1].lower in ("satu", "seorang")
        ):
            return True
        return (
            token.pos in _OPENS_PHRASE
            or token.entity != ""
            or (token.pos == "ADJ" and titled(token.text))
            or self._addresses(i)
        )

    def _nominal(self, k: int) -> bool:
        token = self.tokens[k]
        if token.entity:
            return True
        if self._addresses(k):
            return True
        if (
            k
            and token.lower in self.words.complements
            and self.tokens[k - 1].lower in self.words.heads
        ):
            return True  # `juru bicara`: a verb that belongs to a position
        if (
            token.lower in self.words.no_nouns and not titled(token.text)
        ) or token.lower in PERSONAL:
            return False
        if token.lower in self.words.no_nouns and titled(self.tokens[k - 1].text):
            return True  # a word of a name: `Kapolsek Ingin Jaya`
        behind = self.tokens[k + 1].text if k + 1 < len(self.tokens) else "."
        if token.lower == "dalam" and k:
            return self.tokens[k - 1].lower == "penyakit" or behind == "Negeri"
        if token.pos == "VERB" and token.lower in self.words.heads and token.lower[:3] == "ter":
            return True  # `pihak terdakwa`
        if token.lower in self.words.participles or (
            token.pos == "VERB" and token.lower.startswith("ter") and behind == ","
        ):
            return True  # `keterangan tertulis X`, `warga terdampak, X,`
        if (
            token.pos in ("VERB", "ADV", "ADP")
            and titled(token.text)
            and k
            and titled(self.tokens[k - 1].text)
        ):
            return token.pos == "VERB"
        return token.pos in _NOMINAL

    def _after_name(self, k: int) -> bool:
        """Whether a person's name has just ended, so that no plain noun can go on with the phrase."""
        before, token = self.tokens[k - 1], self.tokens[k]
        if before.entity != "PER" or (token.entity == "PER" and not token.entity_start):
            return False
        if before.lower in self.words.heads:
            return False  # a position that the model takes for a name
        if token.text in ("(", ",", "."):
            return False
        if token.lower in _COORDINATORS:
            return not self._coordinates(k)
        if token.lower in ("itu", "ini", "tersebut", "sendiri"):
            return False
        return not (titled(token.text) and token.pos == "PROPN") and token.lower not in _JOINERS

    def _opens_clause(self, k: int) -> bool:
        """`menurut Lembaga Survei X (LSX) | popularitas Y naik`."""
        according = bool(self.out) and self.out[-1].lower == "menurut"
        plain_noun = k < len(self.tokens) and self.tokens[k].text.islower()
        short = self.tokens[k - 2].text.isupper()
        return according and plain_noun and short and self.tokens[k].pos == "NOUN"

    def _two_positions(self, i: int, k: int) -> bool:
        """`pendiri sekaligus direktur`, `Pengamat Ekonomi sekaligus Komisioner X`."""
        around = self.tokens[i : i + 1] + self.tokens[k + 1 : k + 2]
        if len(around) < 2 or any(token.lower not in self.words.heads for token in around):
            return False
        return not any(token.entity for token in self.tokens[i:k])

    def _addresses(self, k: int) -> bool:
        """`dr. Sari Melati`, whatever the model takes the title for."""
        named = k + 1 < len(self.tokens) and self.tokens[k + 1].entity == "PER"
        return named and plain(self.tokens[k].text) in self.words.honorifics

    def _coordinates(self, k: int) -> bool:
        if k + 1 >= len(self.tokens):
            return False
        before, after = self.tokens[k - 1], self.tokens[k + 1]
        if not self._nominal(k + 1) or self._is_cue(k + 1):
            return False
        if before.entity == "PER" and after.entity != "PER":
            return False
        return titled(before.text) == titled(after.text) or before.pos == after.pos

    def _degree(self, k: int) -> bool:
        text = self.tokens[k].text
        return (
            plain(text) in self.words.degrees
            or DOTTED_DEGREE.fullmatch(text) is not None
            or _SPECIALIST.fullmatch(text) is not None
        )

    def _enumerates(self, i: int, k: int) -> bool:
        """Whether the comma at k stands inside a long name: `Badan Meteorologi, Klimatologi, dan Geofisika`."""
        first = self.tokens[i].lower
        if first not in self.words.organisations and first not in self.words.heads:
            return False
        for m in range(k + 1, min(k + _ENUMERATION, len(self.tokens))):
            token = self.tokens[m]
            if token.lower in _COORDINATORS:
                several = m > k + 1 or any(t.text == "," for t in self.tokens[i:k])
                return several and m + 1 < len(self.tokens) and titled(self.tokens[m + 1].text)
            if token.text != "," and (
                not titled(token.text) or token.entity == "PER" or self._is_cue(m)
            ):
                return False
        return False

    def _bracket_end(self, k: int) -> int:
        for m in range(k + 1, min(k + _PARENTHESIS, len(self.tokens))):
            if self.tokens[m].text == ")":
                return m + 1
            if self.tokens[m].pos == "VERB" and not self.tokens[m].entity:
                return k
        return k


def chunk(
    tokens: list[Token], block: Block, dates: Sequence[tuple[int, int]], words: Words
) -> list[Unit]:
    """Cut the tokens of a sentence into units; ``dates`` are source spans in text order."""
    return _Chunker(tokens, block, dates, words).units()
