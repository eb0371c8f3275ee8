"""Invented persons: names of many regions, built from `names.txt` and the sets' own names."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

VOWELS = "aeiou"
HERE = Path(__file__).parent
# How often names of each kind are drawn.
KINDS = {
    "general": 26,
    "single": 8,
    "batak": 8,
    "christian": 6,
    "eastern": 8,
    "balinese": 7,
    "minang": 5,
    "bugis": 5,
    "sundanese": 4,
    "acehnese": 4,
    "dayak": 2,
    "chinese": 4,
    "western": 14,
    "asian": 7,
    "arab": 6,
    "stage": 3,
    "set": 16,
    "made up": 10,
}
NO_SHORT_FORM = {"Ida", "Anak", "bin"}
INITIALS = "ABDEFHJKLMNPRSTW"


@dataclass(frozen=True, slots=True)
class Person:
    """A full name, what later sentences call its bearer, and what stands around the name."""

    full: list[str]
    short: list[str]
    before: list[str]
    after: list[str]


def read_sections(path: Path) -> dict[str, list[str]]:
    """The lines below each `[section]` of a file; an empty item is written as a full stop."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append("" if line == "." else line)
    return sections


FRAMES = read_sections(HERE / "frames.txt")


class People:
    """Draws invented persons; all chance comes from the caller's generator."""

    def __init__(self, names: Iterable[tuple[str, ...]], rng: Random) -> None:
        """Take apart the sets' own `names`, and read `names.txt`."""
        self.rng = rng
        sections = read_sections(HERE / "names.txt")
        self.parts = {name: " ".join(lines).split() for name, lines in sections.items()}
        no_names = {*FRAMES["honorifics"], "Presiden", "Ketua", "Umum"}
        longer = [name for name in names if len(name) > 1 and not no_names & set(name)]
        self.first = sorted({name[0] for name in longer})
        self.last = sorted({word for name in longer for word in name[1:]})
        self.build = {
            "general": self._general,
            "single": lambda: [self.part("single", "single", "last general")],
            "batak": self._batak,
            "christian": lambda: self._with_middle("christian given", "last general"),
            "eastern": lambda: self._with_middle("christian given", "eastern"),
            "balinese": self._balinese,
            "stage": self._stage,
            "chinese": self._chinese,
            "western": self._western,
            "asian": lambda: [self.part("east asian") for _ in range(rng.choice([2, 2, 3]))],
            "arab": self._arab,
            "set": self._of_sets,
            "made up": lambda: [self.made_up() for _ in range(rng.choice([1, 2, 2, 2, 3]))],
        }

    def part(self, *sections: str) -> str:
        """A name part of one of the sections, each section as likely as it is long."""
        return self.rng.choice([word for section in sections for word in self.parts[section]])

    def made_up(self) -> str:
        """A name part that nobody bears: the head of one with the tail of another."""
        rng = self.rng
        pool = [
            word for name in ("last general", "given male", "eastern") for word in self.parts[name]
        ]
        pool += self.last
        for _ in range(20):
            one, other = rng.choice(pool), rng.choice(pool)
            heads = [i for i in _syllables(one) if 2 <= i < len(one) - 1]
            tails = [i for i in _syllables(other) if 1 <= i < len(other) - 2]
            if heads and tails:
                name = one[: rng.choice(heads)] + other[rng.choice(tails) :]
                if 4 <= len(name) <= 12 and name.isalpha():
                    return name.capitalize()
        return "Sarwaka"

    def person(self) -> Person:
        """A person of any region, now and then with a rank before or a degree after the name."""
        rng = self.rng
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
        words = self.build[kind]() if kind in self.build else self._regional(kind)
        if len(words) > 1 and rng.random() < 0.08:
            words[rng.randrange(len(words) - 1)] = self.made_up()
        if rng.random() < 0.05:
            words = [rng.choice(["M.", "A.", "Muh.", "Moh.", "M", "R.", "Abd.", "St."]), *words]
        elif len(words) > 1 and rng.random() < 0.05:
            words[-1] = words[-1][0] + rng.choice([".", ""])
        named = [w for w in words if len(w) > 2 and w not in NO_SHORT_FORM and w[-1] != "."]
        short = [rng.choice([named[0], named[0], named[-1]])] if named else words
        if kind == "balinese" and named:
            short = [named[-1]]
        before: list[str] = []
        after: list[str] = []
        draw = rng.random()
        if draw < 0.12:
            before = rng.choice(FRAMES["ranks"]).split()
        elif draw < 0.24:
            before = rng.choice(FRAMES["honorifics"]).split()
        if rng.random() < 0.05:
            after = [",", *rng.choice(FRAMES["degrees"]).split()]
        if rng.random() < 0.02:
            words = [word.upper() for word in words]
        return Person(words, short, before, after)

    # ------------------------------------------------------------ the kinds

    def _given(self) -> str:
        return self.part("given male", "given female")

    def _middle(self, section: str) -> list[str]:
        draw = self.rng.random()
        if draw < 0.13:
            return [self.part(section)]
        if draw < 0.22:
            return [self.rng.choice(INITIALS) + self.rng.choice([".", ".", ""])]
        return []

    def _with_middle(self, given: str, last: str) -> list[str]:
        return [self.part(given), *self._middle(given), self.part(last)]

    def _general(self) -> list[str]:
        words = [self._given()]
        if self.rng.random() < 0.35:
            words.append(self._given())
        last = self.part("last general") if self.rng.random() < 0.75 else self._given()
        return [*words, last]

    def _batak(self) -> list[str]:
        clan = ["br"] if self.rng.random() < 0.12 else []
        clan.append(self.part("batak"))
        return [self.part("christian given", "given male"), *self._middle("christian given"), *clan]

    def _balinese(self) -> list[str]:
        birth = self.part("balinese birth")
        heads = [f"I {birth}", f"Ni {birth}", f"I {birth}", birth, "Ida Bagus", "Anak Agung"]
        heads += [f"Dewa {birth}", f"I Gusti {birth}", f"Ni Luh {birth}", "Gede"]
        head = self.rng.choice(heads).split()
        middle = [self.part("balinese")] if self.rng.random() < 0.3 else []
        return [*head, *middle, self.part("balinese")]

    def _stage(self) -> list[str]:
        words = [self.part("stage"), self.part("stage", "last general", "western last")]
        return words[: self.rng.choice([1, 2, 2])]

    def _chinese(self) -> list[str]:
        family = "chinese indonesian"
        forms = [
            [self.part("christian given", "western given"), self.part(family)],
            [self.part("given male"), self.part(family), self.part(family)],
        ]
        return self.rng.choice(forms)

    def _western(self) -> list[str]:
        links = ["de", "van der", "Van", "von", "Mc"]
        link = self.rng.choice(links).split() if self.rng.random() < 0.05 else []
        given = [self.part("western given"), *self._middle("western given")]
        return [*given, *link, self.part("western last")]

    def _arab(self) -> list[str]:
        middle = self.rng.choice([[], [], [], ["bin"], ["al-"], [self.part("arab")], ["Al"]])
        if middle == ["al-"]:
            return [self.part("arab"), f"{self.rng.choice(['al', 'Al', 'el'])}-{self.part('arab')}"]
        return [self.part("arab"), *middle, self.part("arab")]

    def _of_sets(self) -> list[str]:
        words = [self.rng.choice(self.first)]
        if self.rng.random() < 0.3:
            words.append(self.rng.choice(self.last))
        return [*words, self.rng.choice(self.last)]

    def _regional(self, kind: str) -> list[str]:
        """Regions whose section mixes given and family names."""
        last = self.part(kind) if self.rng.random() < 0.7 else self.part("last general")
        first = self.part(kind) if self.rng.random() < 0.6 else self._given()
        return [first, *self._middle(kind), last]


def _syllables(word: str) -> list[int]:
    """Where a consonant follows a vowel."""
    return [i for i in range(1, len(word)) if word[i - 1] in VOWELS and word[i] not in VOWELS]
