"""``claimx model`` as a user meets it."""

from __future__ import annotations

import shutil
import socket
from importlib.util import find_spec
from pathlib import Path

import orjson
import pytest
import spacy
from click.testing import CliRunner, Result

from claimx.cli import cli
from claimx.errors import ModelError
from claimx.nlp.load import shipped_model

FIXTURE = Path(__file__).parents[1] / "data" / "stanza"

pytestmark = pytest.mark.model


@pytest.fixture(autouse=True)
def _no_stanza_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path / "resources"))


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["model", *args], catch_exceptions=False, standalone_mode=False)


def test_list_shows_what_is_here_and_what_is_not(tmp_path: Path) -> None:
    models = {m["kind"]: m for m in map(orjson.loads, run("list", "--json").stdout.splitlines())}
    assert models["shipped"]["name"] == "id_claimx_news" and models["shipped"]["option"] is None
    assert "claimx model install stanza" in models["stanza"]["problem"]
    assert models["stanza"]["path"] == str(tmp_path / "resources")

    shutil.copytree(FIXTURE, tmp_path / "resources")
    lines = run("list").stdout.splitlines()
    assert lines[0].startswith("id_claimx_news ")
    assert lines[-1].startswith("stanza_id_claimx         --model stanza ")


def test_list_finds_installed_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `spacy package` makes them: a module with the data in a folder of name and version."""
    nlp = spacy.blank("id")
    nlp.meta["name"], nlp.meta["version"] = "web_test", "1.2.3"
    (tmp_path / "id_web_test").mkdir()
    data = tmp_path / "id_web_test" / "id_web_test-1.2.3"
    nlp.to_disk(data)
    (tmp_path / "id_web_test" / "__init__.py").touch()
    info = tmp_path / "id_web_test-1.2.3.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: id_web_test\nVersion: 1.2.3\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(spacy.util, "get_installed_models", lambda: ["en_core", "id_web_test"])
    models = [orjson.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert [m["name"] for m in models if m["kind"] == "spacy"] == ["id_web_test"]
    assert orjson.loads(run("info", "id_web_test", "--json").stdout)["path"] == str(data)


def test_info_describes_the_shipped_model() -> None:
    """Name, version, path, licence, components, figures."""
    info = orjson.loads(run("info", "--json").stdout)
    meta = orjson.loads((shipped_model() / "meta.json").read_bytes())
    assert info["name"] == "id_claimx_news"
    assert info["version"] == meta["version"]
    assert info["path"] == str(shipped_model())
    assert info["licence"] == "CC BY-SA 4.0"
    assert info["components"] == meta["pipeline"]
    assert info["figures"] == meta["performance"]
    shown = run("info").stdout
    assert "licence     CC BY-SA 4.0\n" in shown
    for figure in info["figures"]:
        assert figure in shown


def test_info_describes_a_stanza_folder() -> None:
    info = orjson.loads(run("info", f"stanza:{FIXTURE}", "--json").stdout)
    assert info["kind"] == "stanza" and info["licence"] == "CC BY-SA 4.0"
    assert "depparse=claimx" in info["components"]
    assert info["figures"]["csui-test LAS"] > 40


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("id_no_such_package", "no model 'id_no_such_package'"),
        (str(Path(__file__).parent), "no spaCy pipeline in"),
        ("stanza", "no Stanza resources in"),
        ("stanza:/nowhere", "no Stanza resources in '/nowhere'"),
    ],
)
def test_what_is_not_there_is_an_error(name: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        run("info", name)


@pytest.mark.stanza
@pytest.mark.skipif(
    find_spec("stanza") is None or find_spec("torch") is None,
    reason="stanza and torch are not installed: pip install 'claimx[stanza]'",
)
def test_install_without_a_server_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("STANZA_RESOURCES_URL", f"http://127.0.0.1:{port}")
    with pytest.raises(ModelError, match=r"cannot be fetched from .+ use --model stanza:DIR"):
        run("install", "stanza", "--dir", str(tmp_path))
