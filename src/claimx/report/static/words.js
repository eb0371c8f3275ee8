// Word-level marks between an old and a new text.
// @ts-check

/** @param {string} text @returns {string[]} words with the white space after them */
function wordList(text) {
  return text.match(/\S+\s*/g) ?? [];
}

/**
 * The words that two lists share, in order (longest common subsequence).
 * @param {string[]} a @param {string[]} b @returns {[Set<number>, Set<number>]} their places in each
 */
function sharedWords(a, b) {
  const same = (/** @type {number} */ i, /** @type {number} */ j) => a[i].trim() === b[j].trim();
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i][j] = same(i, j) ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  /** @type {[Set<number>, Set<number>]} */
  const shared = [new Set(), new Set()];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (same(i, j)) {
      shared[0].add(i++);
      shared[1].add(j++);
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return shared;
}

/**
 * One side of a comparison, with the words marked that the other side does not have.
 * @param {string | null} old @param {string | null} now @param {"old" | "new"} side
 * @returns {Child[]}
 */
function diffWords(old, now, side) {
  const mine = side === "old" ? old : now;
  if (mine === null || mine === "") return [h("span", { class: "none" }, "∅")];
  const lists = [wordList(old ?? ""), wordList(now ?? "")];
  if (lists[0].length * lists[1].length > 250_000) return [mine];
  const shared = sharedWords(lists[0], lists[1])[side === "old" ? 0 : 1];
  return lists[side === "old" ? 0 : 1].map((word, index) => (shared.has(index) ? word : h("b", {}, word)));
}
