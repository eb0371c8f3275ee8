"""Trained networks in the form that `claimx.nlp.graph` runs on numpy, and kept as they are for further training."""

from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from biaffine import Parser, Reader, Recogniser, Sizes

from claimx.nlp import graph

Network = TypeVar("Network", bound=Reader)

State = dict[str, np.ndarray]


def _gates(state: State, layer: str, kind: str) -> np.ndarray:
    """Gates as in, forget, out, cell, the first three halved."""
    both = np.stack([state[f"{layer}.{kind}_l0{end}"] for end in ("", "_reverse")])
    hidden = both.shape[1] // 4
    order = np.r_[0 : 2 * hidden, 3 * hidden : 4 * hidden, 2 * hidden : 3 * hidden]
    halves = np.r_[np.full(3 * hidden, 0.5), np.ones(hidden)].astype(np.float32)
    return both[:, order] * (halves if both.ndim == 2 else halves[:, None])


def _layer(state: State, name: str) -> tuple[np.ndarray, State]:
    """The weights of a layer's inputs, and its others."""
    inputs = _gates(state, name, "weight_ih")
    bias = _gates(state, name, "bias_ih") + _gates(state, name, "bias_hh")
    own = {
        "recurrent": _gates(state, name, "weight_hh").transpose(0, 2, 1),
        "bias": bias.reshape(-1),
    }
    return inputs.reshape(-1, inputs.shape[2]).T, own


def _dense(state: State, *names: str) -> State:
    rows = {name: state[f"{name}.weight"].T for name in names}
    return rows | {f"{name}b": state[f"{name}.bias"] for name in names}


def _tables(state: State) -> State:
    tables = {name: state[f"{name}.weight"] for name in ("word", "affix", "piece", "shape")}
    return tables | {"known": state["vector.weight"]}


def _plain(weights: State) -> State:
    return {name: np.ascontiguousarray(w, np.float32) for name, w in weights.items()}


def widened(rows: np.ndarray, width: int, more: int) -> np.ndarray:
    """Weights of words' vectors, with none for `more` features behind each of the first two tables.

    These are the tables of words and of pieces, each `width` wide.
    """
    none = np.zeros((more, rows.shape[1]), rows.dtype)
    words, pieces, rest = np.split(rows, [width, 2 * width])
    return np.concatenate([words, none, pieces, none, rest])


def exported(model: Parser, sorting: State, tables: State) -> dict[str, graph.Stored]:
    """The networks as `claimx.nlp.graph` runs them.

    `sorting` tells the conventions from the words' vectors, of which `tables` begins with the
    model's own words and pieces.
    """
    state = {name: value.detach().numpy() for name, value in model.named_parameters()}
    bank, width = model.sizes.bank, model.sizes.word
    more = tables["word"].shape[1] - width
    inputs, reader = _layer(state, "first")
    reader |= {**_tables(state), **tables, "bank": state["bank.weight"], **sorting}
    reader |= {"inputs": widened(inputs[:-bank], width, more), "sorted": inputs[-bank:]}
    tagger = _dense(state, "tag1", "tag2")
    inputs, parser = _layer(state, "second")
    above = 2 * model.sizes.first
    parser |= {"inputs": inputs[:above], "tagged": state["tag_input.weight"].T @ inputs[above:]}
    sides = _dense(state, "sides")
    parser |= {"sides": sides["sides"][:-bank], "sorted": sides["sides"][-bank:], **tagger}
    parser |= {"sidesb": sides["sidesb"], "root": state["root"], "arc": state["arc"]}
    size = model.sizes.label + 1
    label = state["rel"].reshape(size, len(model.labels), size).copy()
    label[-1, model.label_rows["root"], -1] = -1e4  # no label of a word with a head
    parser["label"] = label.reshape(size, -1)

    return {
        "tok2vec": graph.Reader(_plain(reader), model.words, model.known),
        "tagger": graph.Tagger(_plain(tagger), model.tags),
        "parser": graph.Parser(_plain(parser), model.tags, model.labels),
    }


def export(model: Parser, sorting: State, tables: State, folder: Path) -> None:
    """Store the networks, each in a folder with its component's name."""
    for name, network in exported(model, sorting, tables).items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "model").write_bytes(network.to_bytes())


def export_names(model: Recogniser, folder: Path) -> None:
    """Store a recogniser that reads all text as its first set."""
    state = {name: value.detach().numpy() for name, value in model.named_parameters()}
    told = state["bank.weight"][0]
    bank = len(told)
    inputs, first = _layer(state, "first")
    above, second = _layer(state, "second")
    weights = _tables(state) | _dense(state, "tag1", "tag2")
    weights |= {"inputs1": inputs[:-bank], "bias1": first["bias"] + told @ inputs[-bank:]}
    weights |= {"recurrent1": first["recurrent"], "recurrent2": second["recurrent"]}
    weights |= {"inputs2": above, "bias2": second["bias"]}
    weights["tag1b"] = weights["tag1b"] + told @ weights["tag1"][-bank:]
    weights["tag1"] = weights["tag1"][:-bank]
    network = graph.Recogniser(_plain(weights), model.words, model.known, model.tags)
    (folder / "ner").mkdir(parents=True, exist_ok=True)
    (folder / "ner" / "model").write_bytes(network.to_bytes())


def store(model: Reader, path: Path) -> None:
    """Keep a network for `restored`."""
    parts = {"words": model.words, "known": model.known, "tags": model.tags}
    parts |= {"banks": list(model.banks), "sizes": asdict(model.sizes)}
    labels = model.labels if isinstance(model, Parser) else []
    torch.save(parts | {"labels": labels, "state": model.state_dict()}, path)


def restored(kind: type[Network], path: Path) -> Network:
    """A network that `store` kept."""
    parts = torch.load(path, weights_only=True)
    state = parts["state"]
    labels = [parts["labels"]] if issubclass(kind, Parser) else []
    model = kind(
        parts["words"], parts["known"], state["vector.weight"].numpy(), parts["tags"],
        *labels, parts["banks"], Sizes(**parts["sizes"]),
    )  # fmt: skip
    model.load_state_dict(state)
    return model
