"""Where a body's name ends and a person's begins, by what the article says elsewhere."""

from __future__ import annotations

import pytest
from tests.handmade import read

QUOTE = '"Kami menjaga stok sampai akhir tahun,"'


def named(marked: str) -> tuple[str | None, str | None, str | None]:
    """Name, role and affiliation of the first record's speaker."""
    speaker = read(marked).records[0].speaker
    assert speaker is not None
    return speaker.name, speaker.role, speaker.affiliation


ALONE = f"{QUOTE} kata [Sari]PER."
SAID = "mengatakan, stok aman."


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # The place by itself elsewhere
        (
            f"Ketua [MUI]ORG [Lembah Sari Melati]PER {SAID}\nWarga Kecamatan Lembah mengungsi|VERB .",
            ("Sari Melati", "Ketua", "MUI Lembah"),
        ),
        # The person by a short name beside a cue
        (
            f"Ketua [Gapoktan]ORG [Bukit Hijau Sari Melati]PER {SAID}\n{ALONE}",
            ("Sari Melati", "Ketua", "Gapoktan Bukit Hijau"),
        ),
        (
            f"Ketua [Yayasan Bukit Hijau Sari Melati]ORG {SAID}\n{ALONE}",
            ("Sari Melati", "Ketua", "Yayasan Bukit Hijau"),
        ),
        # A company behind a position, that the article has alone as well
        (
            f"Direktur Utama [Bukit Hijau Sari Melati]PER {SAID}\n{ALONE}\nRapat [Bukit Hijau]PER usai .",
            ("Sari Melati", "Direktur Utama", "Bukit Hijau"),
        ),
        # A village of one word before a name of one word
        (
            f"Kades [Lembah Sari]PER {SAID}\n{ALONE}",
            ("Sari", "Kades", "Lembah"),
        ),
        # A place of the list that the model drew to the name
        (
            f"Kepala Satpol PP [Surabaya Sari Melati]PER {SAID}",
            ("Sari Melati", "Kepala", "Satpol PP Surabaya"),
        ),
        # What ministries are for is no name
        (
            f"Juru Bicara [Kementerian Kesehatan Sari Melati]ORG {SAID}",
            ("Sari Melati", "Juru Bicara", "Kementerian Kesehatan"),
        ),
    ],
)
def test_clues_part_a_body_from_a_name(
    marked: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert named(marked) == expected


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        # A first name that stands alone is the person's own
        (f"Ketua [DPR]ORG [Sari Melati Wulan]PER {SAID}\n{ALONE}", "Sari Melati Wulan"),
        # Words that open names are no place
        (f"Ketua [KPU]ORG [Muhammad Sari Melati]PER {SAID}\n{ALONE}", "Muhammad Sari Melati"),
        # The last word alone does not tell where the name begins
        (
            f"Ketua [KPU]ORG [Wulan Sari]PER {SAID}\n{QUOTE} kata [Sari]PER.",
            "Wulan Sari",
        ),
        # Where the model ends a body itself, a place of the list does not go before it
        (f"Ketua [Serikat Surabaya Raya]ORG [Sari Melati]PER {SAID}", "Sari Melati"),
    ],
)
def test_without_a_clue_a_name_stays_whole(marked: str, name: str) -> None:
    assert named(marked)[0] == name
