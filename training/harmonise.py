"""Bring gsd-train (UD v2.0) to the labels of the UD v2.17 treebanks.

What changed between the versions shows by comparing gsd-train with gsd-dev: names
hang together by `flat:name` and modify a common noun as `nmod`, clauses with
`yang` are `acl:relcl`, modals are `AUX`/`aux`, a doubled word is one token, and
several labels took a subtype. Rules do the first four; the subtypes are looked up
from the newer treebanks by the label's coarse form and the words involved.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from treebank import Sentence, Word, merge

# Labels of v2.17 with the label that v2.0 had in their place.
COARSE = {"aux": "advmod", "case:adv": "case", "compound:a": "compound", "clf": "nmod"}
# A tag or label is settled if the newer treebanks agree on it this far, this often.
TAG_SHARE = 0.9
LABEL_SHARE = 0.6
OWN_COUNT = 3
OTHER_COUNT = 4
YEAR_DIGITS = 4
PHRASE_OPENING = {",", "(", "-", "–", ";", ":"}
MONTHS = {
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september",
    "oktober", "november", "desember",
}  # fmt: skip

Key = tuple[str, ...]


def coarse(label: str) -> str:
    """The v2.0 label that a v2.17 label refines."""
    return COARSE.get(label, label.split(":", maxsplit=1)[0] if label != "nsubj:pass" else label)


def _doubles(first: str, second: str) -> bool:
    """Whether it is a reduplication: kota - kota, bermacam - macam, terang - terangan."""
    return second.startswith(first[:4]) or (len(second) > 3 and second[:4] in first)


def double_words(words: list[Word]) -> list[Word]:
    """Reduplications as one token: kota - kota -> kota-kota."""
    index = 1
    while index + 1 < len(words):
        before, mark, after = words[index - 1 : index + 2]
        if (
            mark.form == "-"
            and len(before.form) > 2
            and before.form.isalpha()
            and _doubles(before.form.lower(), after.form.lower())
        ):
            before.space = mark.space = False
            words = merge(words, index - 1, index + 2)
        index += 1
    return words


def split_names(words: list[Word]) -> None:
    """Names: `flat` under a common noun becomes `nmod`, its further parts hang on it."""
    for index, word in enumerate(words):
        if word.upos == "PROPN" or not word.upos:
            continue
        parts = [
            i for i, w in enumerate(words) if w.head == index and w.deprel == "flat" and i > index
        ]
        previous = -2
        first = -1
        for part in parts:
            if part != previous + 1 or first < 0:
                first = part
                words[part].deprel = "nmod"
            else:
                words[part].head = first
                words[part].deprel = "flat:name"
            previous = part
    for word in words:
        if word.deprel == "flat" and word.upos == "PROPN" and words[word.head].upos == "PROPN":
            word.deprel = "flat:name"


def relative_clauses(words: list[Word]) -> None:
    """A verb or adjective with a `yang` before it is `acl:relcl`."""
    for index, word in enumerate(words):
        if word.deprel in {"acl", "amod"} and any(
            w.form.lower() == "yang" and w.head == index for w in words[:index]
        ):
            word.deprel = "acl:relcl"


def _keys(words: Sequence[Word], index: int, label: str) -> list[Key]:
    """What a label is looked up by, from most to least particular."""
    word = words[index]
    head = words[word.head]
    case = next((w.form.lower() for w in words if w.head == index and w.deprel == "case"), "")
    side = "L" if word.head < index else "R"
    return [
        (label, "form", head.upos, word.upos, word.form.lower(), case, side),
        (label, "case", head.upos, word.upos, case, side),
    ]


def governs(words: Sequence[Word], upper: int, lower: int) -> bool:
    """Whether `upper` is `lower` itself or above it in the tree."""
    while lower != upper:
        if words[lower].head == lower:
            return False
        lower = words[lower].head
    return True


def function_words(words: list[Word]) -> None:
    """Words whose analysis changed with their place in the tree, not by themselves."""
    for index, word in enumerate(words):
        form = word.form.lower()
        head = words[word.head]
        if form in {"untuk", "dengan", "tanpa"} and word.deprel == "case" and head.upos == "VERB":
            word.upos, word.deprel = "SCONJ", "mark"
        elif form in {"ini", "itu"} and word.deprel not in {"det", "fixed"}:
            word.upos = "PRON"
        elif word.upos == "PRON" and word.deprel == "det" and word.head < index:
            word.deprel = "nmod:poss"
        elif form == "salah" and index + 1 < len(words) and words[index + 1].form == "satu":
            one = words[index + 1]
            if one.head == index:
                one.head = index + 1 if word.head == index else word.head
                one.deprel = "nummod" if word.deprel in {"det", "nummod"} else word.deprel
                word.head, word.deprel = index + 1, "advmod"


def modifiers(words: list[Word]) -> None:
    """`det` only of determiners, `nummod` only of numbers, `mark` never of a conjunction."""
    for index, word in enumerate(words):
        head = words[word.head]
        match word.deprel, word.upos:
            case "det", "PROPN":
                word.deprel = "nmod" if word.head > index or head.upos != "PROPN" else "flat:name"
            case "det", "NOUN" if word.head < index:
                word.deprel = "compound"
            case "nummod", "ADJ":
                word.deprel = "amod"
            case "mark", "CCONJ":
                word.deprel = "cc"
            case "fixed", "NOUN" if head.upos == "NOUN" and word.head < index:
                word.deprel = "compound"
            case "case", "NOUN" if word.head > index:
                word.deprel = "nmod:lmod"


def numbers(words: list[Word]) -> None:
    """Prepositions of bare numbers, `sekitar`, and dates that hang on their day."""
    for index, word in enumerate(words[:-1]):
        after = words[index + 1]
        if after.upos != "NUM" or word.upos not in {"ADP", "ADV"}:
            continue
        if word.deprel == "case" and word.head < index and after.head in {index, word.head}:
            year = after.form.isdigit() and len(after.form) == YEAR_DIGITS
            after.head, after.deprel = word.head, "obl:tmod" if year else "obl"
            word.head = index + 1
        elif word.form.lower() == "sekitar" and word.deprel in {"advmod", "case"}:
            counted = after.head if after.deprel == "nummod" else index + 1
            if not governs(words, index, counted):
                word.upos, word.deprel, word.head = "ADP", "case", counted
    for index in range(1, len(words) - 1):
        day, month = words[index - 1], words[index]
        if month.form.lower() in MONTHS and day.form.isdigit() and day.head == index:
            _hang_on_day(words, index)


def _hang_on_day(words: list[Word], month: int) -> None:
    """`5 Juni 1879`, headed by its month, headed by its day; after `tanggal` it stays."""
    name, day = words[month], words[month - 1]
    if name.head == month or words[name.head].form.lower() in {"tanggal", "hari", "bulan"}:
        return
    day.head, day.deprel = name.head, name.deprel
    name.head, name.deprel = month - 1, "flat"
    for word in words:
        if word.head == month:
            word.head = month - 1
            if word.deprel == "nummod":
                word.deprel = "flat"


def punctuation(words: list[Word]) -> None:
    """A mark before a coordinated, explaining or loose phrase hangs on that phrase."""
    for index, word in enumerate(words[:-1]):
        if word.upos != "PUNCT" or word.form not in PHRASE_OPENING:
            continue
        top = index + 1
        while index < words[top].head != top:
            top = words[top].head
        if words[top].head < index and words[top].deprel in {"conj", "appos", "parataxis"}:
            word.head = top


class Harmoniser:
    """Tags and labels of newer treebanks, applied to the older one.

    `own` is the newer part of the same treebank and decides wherever it knows the
    word; `others` are asked after it.
    """

    def __init__(self, own: Sequence[Sentence], others: Sequence[Sentence]) -> None:
        self._tables = [_learn(own, OWN_COUNT), _learn([*own, *others], OTHER_COUNT)]

    def apply(self, sentence: Sentence) -> Sentence:
        """The sentence as the newer treebanks would label it; heads mostly stay."""
        words = double_words(sentence.words)
        for index, word in enumerate(words):
            named = word.upos == "PROPN" and word.form[:1].isupper() and index > 0
            if not named:
                word.upos = self._tag((word.form.lower(),)) or word.upos
        split_names(words)
        relative_clauses(words)
        function_words(words)
        modifiers(words)
        numbers(words)
        punctuation(words)
        for index, word in enumerate(words):
            if ":" not in word.deprel and word.deprel != "acl" and word.head != index:
                word.deprel = self._label(_keys(words, index, word.deprel)) or word.deprel
        return Sentence(words, sentence.source)

    def _tag(self, key: Key) -> str | None:
        return next((tags[key] for tags, _ in self._tables if key in tags), None)

    def _label(self, keys: Sequence[Key]) -> str | None:
        return next(
            (labels[key] for _, labels in self._tables for key in keys if key in labels), None
        )


def _learn(sentences: Sequence[Sentence], least: int) -> tuple[dict[Key, str], dict[Key, str]]:
    """The settled tag of each word and the settled label of each label key."""
    tags: dict[Key, Counter[str]] = defaultdict(Counter)
    labels: dict[Key, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for index, word in enumerate(sentence.words):
            tags[(word.form.lower(),)][word.upos] += 1
            for key in _keys(sentence.words, index, coarse(word.deprel)):
                labels[key][word.deprel] += 1
    return _settled(tags, TAG_SHARE, least), _settled(labels, LABEL_SHARE, least)


def _settled(counts: dict[Key, Counter[str]], share: float, least: int) -> dict[Key, str]:
    """The commonest value of each key that is common enough to trust."""
    settled: dict[Key, str] = {}
    for key, counter in counts.items():
        value, count = counter.most_common(1)[0]
        if count >= least and count / counter.total() >= share:
            settled[key] = value
    return settled
