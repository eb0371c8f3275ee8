"""Lemmas of reporting verbs, made by running the Indonesian affixes forwards.

From each base of `reporting_verbs.txt` every regular form is generated once, so a
lookup answers for a token and no word is ever stripped by guess.
"""

from functools import cache
from itertools import product

from claimx.nlp.sentences import read_word_list

_ENCLITICS = ("", "nya", "lah", "kah", "pun")
_SUFFIXES = ("", "kan", "i")


def nasal_form(base: str) -> str:
    """The base with the prefix meN-: kata -> mengata, tutur -> menutur."""
    first = base[0]
    if first == "k":
        return f"meng{base[1:]}"
    if first == "t":
        return f"men{base[1:]}"
    if first == "s":
        return f"meny{base[1:]}"
    if first == "p":
        return f"mem{base[1:]}"
    if first in "bf":
        return f"mem{base}"
    if first in "cdjz":
        return f"men{base}"
    if first in "aeiough":
        return f"meng{base}"
    return f"me{base}"


def _forms(base: str) -> set[str]:
    """Every regular verb form of a base, without enclitics."""
    stems = [base, nasal_form(base), f"di{base}", f"ber{base}", f"ter{base}"]
    # kl-, pr- and the like keep their first consonant: mengklaim, memprediksi.
    if base[0] in "kpts" and base[1] not in "aeiou":
        stems.append({"k": "meng", "p": "mem", "t": "men", "s": "men"}[base[0]] + base)
    return {stem + suffix for stem, suffix in product(stems, _SUFFIXES)}


@cache
def reporting_forms() -> dict[str, str]:
    """Each form of a reporting verb with its lemma; earlier bases win."""
    table: dict[str, str] = {}
    for line in read_word_list("reporting_verbs.txt"):
        base, *irregular = line.split()
        for form in sorted(_forms(base)) + irregular:
            for enclitic in _ENCLITICS:
                table.setdefault(form + enclitic, base)
    return table
