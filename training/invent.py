"""Invented organisations, places and news sentences for the recogniser's training.

The published sets name few people and mostly statesmen. Here names of `people.py` take
the place of the sets' names (`swap`), and are set into the frames of news prose around a
position and an organisation (`story`, from `frames.txt`). Titles, ranks and degrees stay
outside the name, as in idner; a place behind a public office (`Gubernur DKI Jakarta`), which
idner labels only now and then, is always one.
"""

from collections.abc import Iterable, Sequence
from random import Random

import augment
from nersets import Tagged
from people import FRAMES, People, Person

UNKNOWN = "-"  # a token whose label is left open
CLAUSE_WORDS = range(5, 23)
MAX_ENTITY_WORDS = 6


def spans(sentence: Tagged) -> list[tuple[int, int, str]]:
    """Entities as (start, end, label)."""
    found: list[tuple[int, int, str]] = []
    for index, (_, tag) in enumerate(sentence):
        if tag.startswith("I-") and found and found[-1][1:] == (index, tag[2:]):
            found[-1] = (found[-1][0], index + 1, tag[2:])
        elif tag[:2] in {"B-", "I-"}:
            found.append((index, index + 1, tag[2:]))
    return found


def labelled(words: Sequence[str], label: str) -> Tagged:
    """The words as one entity."""
    return [(word, f"{'I' if i else 'B'}-{label}") for i, word in enumerate(words)]


def plain(text: str) -> Tagged:
    """The words of the text, outside any entity."""
    return [(word, "O") for word in text.split()]


def capitalised(sentence: Tagged) -> Tagged:
    """The sentence with a capital at its start."""
    form, tag = sentence[0]
    return [(form[0].upper() + form[1:], tag), *sentence[1:]]


def titled(sentence: Tagged) -> Tagged:
    """The sentence in the capitals of a headline."""
    return [(form[0].upper() + form[1:], tag) for form, tag in sentence]


def split_brackets(sentence: Tagged) -> Tagged:
    """Brackets that idner leaves on a name, `(Jokowi)`, as tokens of their own around a new entity."""
    result: Tagged = []
    for form, tag in sentence:
        opens, closes = form[0] == "(", form[-1] == ")"
        if tag == "O" or len(form) < 3 or not (opens or (closes and "(" not in form)):
            result.append((form, tag))
            continue
        if opens:
            result.append(("(", "O"))
        result.append((form.strip("()"), f"B{tag[1:]}" if opens else tag))
        if closes:
            result.append((")", "O"))
    return result


class Inventor:
    """Draws invented sentences; all chance comes from the caller's generator."""

    def __init__(self, sentences: Iterable[Tagged], rng: Random) -> None:
        """Collect the entities of the sets, and sentences to serve as what is said."""
        self.rng = rng
        known: dict[str, set[tuple[str, ...]]] = {"PER": set(), "ORG": set(), "LOC": set()}
        self.clauses: list[Tagged] = []
        for sentence in sentences:
            for start, end, label in spans(sentence):
                words = tuple(form for form, _ in sentence[start:end])
                if len(words) <= MAX_ENTITY_WORDS and all(map(_name_like, words)):
                    known[label].add(words)
            body = sentence[:-1] if sentence[-1][0] == "." else sentence
            if len(body) in CLAUSE_WORDS and not any(form in '"”“``()' for form, _ in body):
                form, tag = body[0]
                self.clauses.append([(form.lower() if tag == "O" else form, tag), *body[1:]])
        self.known = {label: sorted(values) for label, values in known.items()}
        self.people = People(self.known["PER"], rng)

    # ------------------------------------------------------------ what fills the frames

    def any_of(self, section: str) -> str:
        """An item of a section of `frames.txt`."""
        return self.rng.choice(FRAMES[section])

    def named(self, person: Person) -> Tagged:
        """The full name with its surroundings."""
        name = labelled(person.full, "PER")
        return plain(" ".join(person.before)) + name + plain(" ".join(person.after))

    def place(self) -> Tagged:
        """A place, of the sets' own or of the list, now and then a building or a village in it."""
        venue = [self.any_of("venues")] if self.rng.random() < 0.1 else []
        draw = self.rng.random()
        own = list(self.rng.choice(self.known["LOC"])) if draw < 0.35 else []
        name = own or self.any_of("places").split()
        if 0.35 <= draw < 0.5:
            unit = self.any_of("units")
            name = [unit, *([self.people.made_up()] if self.rng.random() < 0.6 else name)]
            if self.rng.random() < 0.15:
                name.append(self.any_of("numerals"))
        return labelled([*venue, *name], "LOC")

    def organisation(self) -> Tagged:
        """An organisation, now and then with its short form in brackets or its branch."""
        place, word = self.any_of("places"), self.any_of("company words")
        draw = self.rng.random()
        if draw < 0.3:
            return labelled(self.rng.choice(self.known["ORG"]), "ORG")
        if draw < 0.5:
            return labelled(self.any_of("organisations").split(), "ORG")
        result: Tagged = []
        name = self._body(place, word)
        for piece in name.replace("( ", "|( |").replace(" )", "| )").split("|"):
            bracket = piece.strip() in {"(", ")"}
            result += plain(piece) if bracket else labelled(piece.split(), "ORG")
        if self.rng.random() < 0.06:
            branch = self.rng.choice(["Pusat", "Wilayah", "Cabang"])
            result += [(branch, UNKNOWN), *labelled(place.split(), "LOC")]
        return result

    def _body(self, place: str, word: str) -> str:
        coined = self.people.made_up()
        whose = self.rng.choice(["Indonesia", "Indonesia", place, coined])
        trade = f"{self.any_of('unions')} {self.any_of('trades')} {whose}"
        fillers = {
            "place": place,
            "word": word,
            "trade": trade,
            "short": "".join(part[0] for part in trade.split()),
            "coined": coined,
            "camel": coined[: self.rng.randint(3, 5)] + self.people.made_up(),
            "tradesmen": self.any_of("trades"),
            "study": self.any_of("studies"),
            "topic": self.any_of("studies"),
            "lower": coined.lower(),
            "partner": self.any_of("company words"),
            "other": self.any_of("company words"),
            "field": self.any_of("fields"),
            "office": self.any_of("fields"),
            "ministry": self.any_of("fields"),
            "agency": self.any_of("fields"),
            "letters": self._letters(self.rng.randint(3, 5), "ABDEFGIKLMNPRSTU"),
            "number": self.rng.randint(1, 9),
        }
        return self.any_of("bodies").format(**fillers)

    def _letters(self, count: int, of: str) -> str:
        return "".join(self.rng.choice(of) for _ in range(count))

    def role(self) -> Tagged:
        """A position with the body or the region that it belongs to."""
        draw = self.rng.random()
        if draw < 0.16:
            region = labelled(self.any_of("places").split(), "LOC")
            return plain(self.any_of("offices")) + region
        if draw < 0.22:
            return plain(self.any_of("portfolios"))
        if draw < 0.3:
            return plain(self.any_of("bare roles"))
        head = self.any_of("heads")
        if self.rng.random() < 0.1:
            head += f" {self.any_of('parts')} {self.any_of('fields')}"
        return plain(f"{head} dari" if self.rng.random() < 0.1 else head) + self.organisation()

    def medium(self) -> Tagged:
        """Who was spoken to or is cited."""
        name = self.any_of("media")
        return plain(name) if name == "wartawan" else labelled(name.split(), "ORG")

    def date(self) -> Tagged:
        """A day, mostly with its date in brackets."""
        rng = self.rng
        date = f"( {rng.randint(1, 28)}/{rng.randint(1, 12)}/{rng.randint(2012, 2025)} )"
        return plain(f"{self.any_of('days')} {date if rng.random() < 0.7 else ''}")

    # ------------------------------------------------------------ sentences

    def fill(self, frame: str, cast: Sequence[Person]) -> Tagged:
        """The frame with its slots filled."""
        slots = {
            "N": lambda: self.named(cast[0]),
            "M1": lambda: self.named(cast[1]),
            "M2": lambda: self.named(cast[2]),
            "S": lambda: labelled(cast[0].short, "PER"),
            "R": self.role,
            "O": self.organisation,
            "P": self.place,
            "X": lambda: self.rng.choice(self.clauses),
            "T": lambda: self.fill(self.any_of("tails"), cast),
            "M": self.medium,
            "D": self.date,
            "I": lambda: [(self._letters(2, "ABDEFHIJKLMNRSTW"), UNKNOWN)],
            "C": lambda: [(self.rng.choice(augment.REPORTING), "O")],
            "V": lambda: [(self.rng.choice(augment.REPORTING_VERBS), "O")],
            "A": lambda: [(str(self.rng.randint(17, 80)), "O")],
            "H": lambda: [(self.any_of("honorifics"), "O")],
        }
        sentence: Tagged = []
        for word in frame.split():
            if word.startswith("{"):
                slot, _, suffix = word[1:].partition("}")
                filled = slots[slot]()
                sentence += [(filled[0][0] + suffix, "O")] if suffix else filled
            else:
                sentence.append((word, "O"))
        return sentence

    def sentence(self, section: str, cast: Sequence[Person]) -> Tagged:
        """One of the section's frames filled, its first letter a capital."""
        return capitalised(self.fill(self.any_of(section), cast))

    def story(self) -> list[Tagged]:
        """A few neighbouring sentences about one person, some of them real."""
        rng = self.rng
        cast = [self.people.person() for _ in range(3)]
        sentences = [self.sentence("introductions", cast)] if rng.random() < 0.85 else []
        for _ in range(rng.randint(0 if sentences else 1, 3)):
            if rng.random() < 0.25:
                sentences.append(capitalised([*rng.choice(self.clauses), (".", "O")]))
            else:
                sentences.append(self.sentence("later", cast))
        if rng.random() < 0.04:
            sentences[0] = titled(sentences[0])
        return sentences

    def swap(self, sentence: Tagged, share: float = 0.6, other: float = 0.2) -> Tagged:
        """The sentence with other persons, and some other bodies and places."""
        rng = self.rng
        result: Tagged = []
        position = 0
        for start, end, label in spans(sentence):
            result += sentence[position:start]
            position = end
            if label == "PER" and rng.random() < share:
                person = self.people.person()
                alone = end - start == 1 and rng.random() < 0.75
                result += labelled(person.short, "PER") if alone else self.named(person)
            elif label != "PER" and rng.random() < other:
                near = [w for w in self.known[label] if abs(len(w) - (end - start)) <= 1]
                result += labelled(rng.choice(near or self.known[label]), label)
            else:
                result += sentence[start:end]
        return result + sentence[position:]


def _name_like(word: str) -> bool:
    bare = word.replace(".", "").replace("-", "")
    return word[0].isalpha() and word[0].isupper() and bare.isalpha()
