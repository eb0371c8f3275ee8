"""The tokenizer of the shipped pipeline: spaCy's own, with patterns for Indonesian news.

Words keep their hyphens (tiba-tiba, ke-5, COVID-19, di-PHK) and their clitics
(katanya, ASEAN-nya), so that an offset found in the text is a token edge; dates
and sums written with digits stay whole (19/2/2022, 3,5), a currency sign does not
stick to them.
"""

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry
from spacy.vocab import Vocab

from claimx.nlp.sentences import read_abbreviations

_QUOTES = r"\"“”„«»"
_SINGLES = r"'‘’`"
_DASHES = r"—–"
_BRACKETS = r"()\[\]{}<>"
_CURRENCY = r"(?:Rp|IDR|USD|US\$|S\$|A\$|SGD|RM|[$€£¥])"
_UNITS = r"(?:km|kg|cm|mm|m|ha|kWh|MW|GW|GB|MB|MHz|GHz)[²³]?"

_PREFIXES = [
    r"''|``",
    r"\.\.+",
    r"-+",
    rf"[{_QUOTES}{_SINGLES}{_DASHES}{_BRACKETS}…,;:!?*•·|=+~/\\&%_°§©®]",
    r"\.(?!\d)",
    rf"{_CURRENCY}\.?(?=\d)",
]
_SUFFIXES = [
    r"''|``",
    r"\.\.+",
    r"-+",
    rf"[{_QUOTES}{_SINGLES}{_DASHES}{_BRACKETS}…,;:!?*•·|=+~/\\&%_°§©®]",
    r"\.",
    rf"(?<=\d){_UNITS}",
    r"(?<=[\"”’'])-nya",
]
_INFIXES = [
    r"\.\.+",
    r"--+",
    rf"[{_QUOTES}{_DASHES}{_BRACKETS}…;|=]",
    # The stop that parts two sentences run together: tahun.Dia, 5%.Menurut
    r"(?<=[^\W_A-Z%)])[.?!](?=[A-Z][a-z])",
    r"(?<=[%)])[.?!](?=[A-Z])",
    r"(?<=[A-Z]{3})[.?!](?=[A-Z][a-z])",
    rf"[.,?!]+(?=[{_QUOTES}])",
    r"(?<=\D),(?=\S)",
    r",(?=[^\W\d])",
    r"[?!:](?=[^\W\d])",
    r"(?<=\d)%(?=\S)",
    # A range of numbers, but not the number of a thing (COVID-19, ke-5, 1990-an).
    r"(?<=[\d%])-(?=\d)",
    # Two words with a slash, but not short labels: S/A, a/n, II/2007
    r"(?<=[^\W\d_]{3})/(?=[^\W\d_]{2})",
]
_DATE = r"\d{1,4}/\d{1,2}(?:/\d{2,4})?"
_INITIALS = r"(?:[A-Z]\.)+(?:[A-Z][a-z]+)?"
_DEGREE = r"(?:[A-Z][A-Za-z]{0,4}\.){2,}"
_DOMAIN = r"(?i:[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net|org|tv|info|news))"
# A web address ends in a letter, so that the full stop after it is a token apart.
_URL = rf"(?:(?:https?://|www\.)[^\s{_QUOTES}<>]*[\w/])$|(?:{_DOMAIN}(?:/[^\s{_QUOTES}<>]*[\w/])?)$"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"


def _token_match() -> Callable[[str], re.Match[str] | None]:
    """Matches the strings that are one token in spite of the marks in them."""
    abbreviations = "|".join(re.escape(a) for a in sorted(read_abbreviations()))
    return re.compile(
        rf"(?:{abbreviations}|{_INITIALS}|{_DEGREE}|{_DATE}|{_DOMAIN}|{_EMAIL})$"
    ).match


def make_tokenizer(vocab: Vocab) -> Tokenizer:
    """The claimx tokenizer over `vocab`; serialises with the pipeline like any other."""
    return Tokenizer(
        vocab,
        rules={},
        prefix_search=compile_prefix_regex(_PREFIXES).search,
        suffix_search=compile_suffix_regex(_SUFFIXES).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
        token_match=_token_match(),
        url_match=re.compile(_URL).match,
    )


def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """What a config's `@tokenizers = "claimx.tokenizer.v1"` asks for."""

    def build(nlp: Language) -> Tokenizer:
        return make_tokenizer(nlp.vocab)

    return build


registry.tokenizers.register("claimx.tokenizer.v1", func=create_tokenizer)
