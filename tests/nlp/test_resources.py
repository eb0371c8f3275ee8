"""Reading Stanza's folder, and fetching it: from a server that serves, refuses, or never answers."""

from __future__ import annotations

import http.server
import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from claimx.errors import ModelError
from claimx.nlp.resources import install, read_folder, resources_folder

FIXTURE = Path(__file__).parents[1] / "data" / "stanza"

needs_stanza = pytest.mark.skipif(
    find_spec("stanza") is None or find_spec("torch") is None,
    reason="stanza and torch are not installed: pip install 'claimx[stanza]'",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURE, tmp_path / "model"))


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "resources.json"
    resources = json.loads(path.read_text())
    change(resources)
    path.write_text(json.dumps(resources))


def test_a_whole_folder() -> None:
    found = read_folder(FIXTURE)
    assert found.name == "stanza_id_claimx"
    assert found.processors() == {
        "tokenize": "claimx", "mwt": "claimx", "pos": "claimx", "depparse": "claimx",
        "lemma": "identity",
    }  # fmt: skip
    assert sum(path.stat().st_size for path in found.files) < 4_000_000


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda r: r.pop("id"), "no Indonesian default package"),
        (lambda r: r["id"].pop("packages"), "no Indonesian default package"),
        (lambda r: r["id"]["packages"].update(default=[]), "no Indonesian default package"),
        (lambda r: r["id"]["packages"]["default"].pop("depparse"), "lacks depparse"),
        (lambda r: r["id"]["packages"]["default"].update(pos="gsd"), "no Indonesian default"),
        (
            lambda r: r["id"]["pos"]["claimx"].update(
                dependencies=[{"model": "pretrain", "package": "conll17"}]
            ),
            "lacks id/pretrain/conll17.pt",
        ),
    ],
)
def test_what_is_missing_is_named(
    folder: Path, change: Callable[[dict[str, Any]], object], named: str
) -> None:
    rewrite(folder, change)
    with pytest.raises(ModelError, match=named):
        read_folder(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "id" / "mwt" / "claimx.pt").unlink()
    with pytest.raises(ModelError, match=r"lacks id/mwt/claimx\.pt"):
        read_folder(folder)


def test_a_broken_catalogue(folder: Path) -> None:
    (folder / "resources.json").write_text("{")
    with pytest.raises(ModelError, match="no Indonesian default package"):
        read_folder(folder)


def test_mwt_and_lemma_may_be_missing(folder: Path) -> None:
    """Packages of treebanks without multi-word tokens have no expander."""
    for part in ("mwt", "lemma"):
        rewrite(folder, lambda r, part=part: r["id"]["packages"]["default"].pop(part))
    assert read_folder(folder).processors()["lemma"] == "identity"


def test_the_usual_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path / "named"))
    assert resources_folder() == tmp_path / "named"
    monkeypatch.delenv("STANZA_RESOURCES_DIR")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("claimx.nlp.resources.stanza_installed", lambda: False)
    assert resources_folder() == tmp_path / "stanza_resources"


# --- fetching ------------------------------------------------------------------------------------


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve a folder on this machine: (address, folder)."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    root = tmp_path / "served"
    root.mkdir()
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(root))
    ) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", root
        running.shutdown()
        thread.join()


@needs_stanza
@pytest.mark.stanza
def test_the_package_is_fetched(
    server: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The catalogue first, then the parts that claimx runs and no others."""
    from stanza.resources.common import DEFAULT_RESOURCES_VERSION

    address, root = server
    shutil.copytree(FIXTURE / "id", root / "id")
    resources = json.loads((FIXTURE / "resources.json").read_text())
    resources["url"] = f"{address}/{{lang}}/{{filename}}"
    resources["id"]["constituency"] = {"icon": {"md5": "0"}}
    resources["id"]["packages"]["default"]["constituency"] = "icon"
    (root / f"resources_{DEFAULT_RESOURCES_VERSION}.json").write_text(json.dumps(resources))
    monkeypatch.setenv("STANZA_RESOURCES_URL", address)
    target = tmp_path / "target"
    fetched = install(target, silence=5)
    assert fetched.fingerprint() == read_folder(FIXTURE).fingerprint()
    assert not (target / "id" / "constituency").exists()

    (target / "id" / "pos" / "claimx.pt").unlink()
    (root / "id" / "pos" / "claimx.pt").write_bytes(b"cut short")
    with pytest.raises(ModelError, match=r"cannot be fetched from http://127.+: md5 "):
        install(target, silence=5)


@needs_stanza
@pytest.mark.stanza
def test_a_silent_server_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the connection and says nothing, which Stanza alone would bear for ever."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("STANZA_RESOURCES_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        before = time.monotonic()
        with pytest.raises(ModelError, match=r"cannot be fetched .+ timed out.+on a machine with"):
            install(tmp_path, silence=0.5)
        assert time.monotonic() - before < 30


@needs_stanza
@pytest.mark.stanza
def test_no_server_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("STANZA_RESOURCES_URL", f"http://127.0.0.1:{port}")
    with pytest.raises(ModelError, match=r"cannot be fetched .+ --model stanza:DIR"):
        install(tmp_path, silence=5)


def test_without_the_extra_nothing_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimx.nlp.resources.stanza_installed", lambda: False)
    with pytest.raises(ModelError, match=r"pip install 'claimx\[stanza\]'"):
        install(tmp_path)
