"""What a file's name says, and when it says nothing."""

import pytest

from generator.parse.filenames import is_about_the_folder, slug_from_name


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("seeds/geneva-talks.txt", "geneva-talks"),
        ("seeds/2026-02-18_Geneva Talks.TXT", "geneva-talks"),
        ("seeds/geneva-2026-02-18.txt", "geneva"),
        ("seeds/003-geneva-talks.txt", "geneva-talks"),
        ("seeds/a/b/Запоріжжя.txt", "zaporizhzhya"),
        ("seeds/cafe-bombing.txt", "cafe-bombing"),
        ("seeds/000_c39ecb4bd2d6f9c2.txt", ""),
        ("seeds/deadbeef.txt", ""),
        ("seeds/550e8400-e29b-41d4-a716-446655440000.txt", ""),
        ("seeds/article.txt", ""),
        ("seeds/Untitled (3).txt", ""),
        ("seeds/document1.txt", ""),
        ("seeds/New Text Document (2).txt", ""),
        ("seeds/index.md", ""),
        ("seeds/2026-02-18.txt", ""),
        ("seeds/12345.txt", ""),
        ("seeds/a1b2x9.txt", ""),
        ("seeds/.txt", ""),
    ],
)
def test_a_slug_is_taken_from_a_name_that_says_something(path: str, slug: str) -> None:
    assert slug_from_name(path) == slug


@pytest.mark.parametrize(
    "name",
    [
        "README",
        "README.TXT",
        "readme.md",
        "ReadMe.de.txt",
        "LICENSE",
        "license-mit.txt",
        "CHANGELOG.md",
        "Licence.txt",
    ],
)
def test_files_about_the_folder_are_known_in_any_case(name: str) -> None:
    assert is_about_the_folder("seeds/" + name)


@pytest.mark.parametrize(
    "name",
    [
        "changes-in-kyiv.txt",
        "security-guarantees.txt",
        "license-to-export.txt",
        "authors-of-the-plan.txt",
    ],
)
def test_an_article_may_begin_like_one(name: str) -> None:
    assert not is_about_the_folder("seeds/" + name)
