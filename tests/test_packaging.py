"""What is installed is whole: the wheel holds rules, model and page, and works far from the checkout."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from claimx.pipeline import Extractor

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "corpus" / "articles" / "kompas-01.txt"
MODEL_LIMIT = 20_000_000

pytestmark = pytest.mark.xdist_group("packaging")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the checkout, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new environment that shares only the libraries of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, "--disable-pip-version-check", "-q", str(wheel)], check=True)
    purelib = subprocess.check_output(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    # A .pth line adds the folder but not the .pth files in it: the checkout itself stays out of reach.
    (Path(purelib) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def claimx(installed: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder that holds nothing of the checkout."""
    return subprocess.run(
        [str(installed / "venv" / "bin" / "claimx"), *map(str, arguments)],
        cwd=installed,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_every_rule_and_data_file(wheel: Path) -> None:
    """What lies beside the code in the checkout lies beside it in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    rules = {
        f"claimx/_rules/{p.relative_to(ROOT / 'rules')}" for p in (ROOT / "rules").rglob("*.yaml")
    }
    assert rules <= names
    source = ROOT / "src"
    code = {str(p.relative_to(source)) for p in (source / "claimx").rglob("*") if p.is_file()}
    assert {name for name in code if "__pycache__" not in name} <= names


def test_the_model_is_small(wheel: Path) -> None:
    """At most 20 MB of the wheel, as packed."""
    with zipfile.ZipFile(wheel) as archive:
        packed = sum(
            i.compress_size for i in archive.infolist() if "claimx/data/model/" in i.filename
        )
    assert 0 < packed <= MODEL_LIMIT


def test_the_installed_code_is_not_the_checkout(installed: Path) -> None:
    """Otherwise the other tests here would prove nothing."""
    code = "import claimx; print(claimx.__file__)"
    python = installed / "venv" / "bin" / "python"
    found = subprocess.check_output([python, "-c", code], text=True, cwd=installed).strip()
    assert Path(found).is_relative_to(installed)


def test_the_installed_rules_hold(installed: Path) -> None:
    """``rules lint`` finds the rules that came with the package, and no errors in them."""
    done = claimx(installed, "rules", "lint")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 errors" in done.stderr


@pytest.mark.model
def test_the_installed_command_extracts_as_the_checkout_does(
    installed: Path, extractor: Extractor
) -> None:
    """The same statements of the same article."""
    from claimx.models import Article

    article = shutil.copy(ARTICLE, installed / "kompas-01.txt")
    done = claimx(installed, "extract", article)
    assert done.returncode == 0, done.stderr
    ids = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    expected = extractor.extract(Article(id="x", text=ARTICLE.read_text("utf-8")))
    assert ids == [record.id for record in expected]
