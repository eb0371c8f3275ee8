"""The best tree over scored pairs of words, by Chu and Liu and by Edmonds."""

import numpy as np
import numpy.typing as npt

from claimx.nlp.layers import Indices

Scores = npt.NDArray[np.floating]

NEVER = -1e9
ROOT_PRICE = 1e6  # more than all scores of a sentence together


def best_tree(scores: Scores) -> Indices:
    """Of each word its head in the tree with the highest sum and a single root.

    `scores` has a row a word and a column a head, the root first; heads count from 1, 0 is the
    root. Each word's best head is taken where that makes a tree, as it mostly does.
    """
    size = len(scores)
    words = np.arange(size)
    own = np.where(np.arange(size + 1) == words[:, None] + 1, NEVER, scores)
    heads: Indices = own.argmax(1)
    if np.count_nonzero(heads == 0) == 1 and _cycle([0, *heads.tolist()]) is None:
        return heads
    full = np.full((size + 1, size + 1), NEVER)
    full[1:] = scores - scores.max(1, keepdims=True)
    # A head's probability is what counts from one word to the next, not its bare score.
    full[1:] -= np.log(np.exp(full[1:]).sum(1, keepdims=True))
    np.fill_diagonal(full, NEVER)
    tree = _arborescence(full)
    if np.count_nonzero(tree[1:] == 0) > 1:
        # At a price no tree pays twice for a root where it can once (Stanojević and Cohen 2021).
        full[1:, 0] -= ROOT_PRICE
        tree = _arborescence(full)
    return tree[1:]


def _arborescence(scores: Scores) -> Indices:
    """The best heads without a cycle over scores[word, head]; node 0 is the root of all."""
    heads: Indices = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads.tolist())
    if cycle is None:
        return heads
    kept = np.ones(len(scores), bool)
    kept[cycle] = False
    outside = np.flatnonzero(kept)
    rows = scores[outside]
    # The cycle made one node, the last of a smaller graph.
    small = np.full((len(outside) + 1, len(outside) + 1), NEVER)
    small[:-1, :-1] = rows[:, outside]
    leaving = rows[:, cycle]
    small[:-1, -1] = leaving.max(1)
    entering = scores[cycle][:, outside] - scores[cycle, heads[cycle], None]
    small[-1, :-1] = entering.max(0)
    found = _arborescence(small)
    result = heads.copy()
    for place, node in enumerate(outside[1:], start=1):
        above = found[place]
        result[node] = cycle[leaving[place].argmax()] if above == len(outside) else outside[above]
    entry = found[-1]
    result[cycle[entering[:, entry].argmax()]] = outside[entry]
    return result


def _cycle(heads: list[int]) -> Indices | None:
    """The nodes of one cycle of `heads`, if there is one; node 0 is its own head and none."""
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = heads[node]
        if node and seen[node] == start:
            nodes = [node]
            while (after := heads[nodes[-1]]) != node:
                nodes.append(after)
            return np.array(nodes)
    return None
