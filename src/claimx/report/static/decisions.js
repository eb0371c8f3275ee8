// What reviewers decided: kept in the browser, undone and redone, brought in from files.
// @ts-check

/** @typedef {{key: string, before: Decision|null, after: Decision|null}} Step */

/** Browser storage that may be missing, full or forbidden. */
class Keep {
  /** @param {string} key */
  constructor(key) {
    this.key = key;
    this.works = true;
  }

  /** @returns {string | null} */
  read() {
    try {
      return localStorage.getItem(this.key);
    } catch {
      this.works = false;
      return null;
    }
  }

  /** @param {string | null} value @returns {boolean} whether it was kept */
  write(value) {
    try {
      if (value === null) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, value);
      this.works = true;
    } catch {
      this.works = false;
    }
    return this.works;
  }
}

/** The decisions on one run, with their history. */
class Decisions {
  /** @param {Model} model @param {Keep} keep */
  constructor(model, keep) {
    this.model = model;
    this.keep = keep;
    /** @type {Step[][]} */
    this.done = [];
    /** @type {Step[][]} */
    this.undone = [];
    /** @type {Decision[]} lines that fit no record here; they are written out again untouched */
    this.foreign = [];
    this.unsaved = 0;
    /** @type {(docs: Set<Doc>) => void} */
    this.changed = () => {};
  }

  /** @returns {Item[]} every decided item in reading order */
  decided() {
    return this.model.all().filter((item) => item.decision);
  }

  /**
   * Set (or with null, clear) the decision of one item as one step of the history.
   * @param {string} key @param {Decision | null} decision
   */
  set(key, decision) {
    this.apply([{ key, before: this.model.items.get(key)?.decision ?? null, after: decision }]);
  }

  /** @param {Step[]} steps one step of the history, which may touch many items */
  apply(steps) {
    if (!steps.length) return;
    this.run(steps);
    this.done.push(steps);
    this.undone = [];
  }

  /** @param {Step[]} steps */
  run(steps) {
    /** @type {Set<Doc>} */
    const docs = new Set();
    for (const { key, after } of steps) {
      const doc = this.place(key, after);
      if (doc) docs.add(doc);
    }
    this.model.sort([...docs]);
    this.unsaved += steps.length;
    this.store();
    this.changed(docs);
  }

  /** @param {string} key @param {Decision | null} decision @returns {Doc | null} */
  place(key, decision) {
    let item = this.model.items.get(key);
    if (!item && decision?.verdict === "add") item = this.insertAdded(key, decision);
    if (!item) return null;
    item.decision = decision;
    item.refresh();
    if (!decision && !item.record) this.model.remove(item);
    return item.doc;
  }

  /** @param {string} key @param {Decision} decision @returns {Item | undefined} */
  insertAdded(key, decision) {
    const doc = this.model.docsById.get(decision.doc);
    if (!doc) return undefined;
    const fields = decision.fix ?? { ...fieldsOf({ type: "direct" }), content: decision.content };
    const item = new Item(key, doc, null, { ...fields, content: decision.content }, decision.context);
    this.model.insert(item);
    return item;
  }

  /** @returns {string[]} the keys of the items that were put back */
  undo() {
    const steps = this.done.pop();
    if (!steps) return [];
    this.undone.push(steps);
    this.run(steps.map(({ key, before, after }) => ({ key, before: after, after: before })));
    return steps.map((step) => step.key);
  }

  /** @returns {string[]} */
  redo() {
    const steps = this.undone.pop();
    if (!steps) return [];
    this.done.push(steps);
    this.run(steps);
    return steps.map((step) => step.key);
  }

  /** Keep the decisions in the browser, without what the page's own data can give back. */
  store() {
    const items = this.decided().map((item) => {
      const d = /** @type {Decision} */ (item.decision);
      const own = d.verdict === "add" ? [d.content, d.context] : [];
      return [item.key, d.verdict, d.at, d.reviewer, d.note, d.fix, ...own];
    });
    this.keep.write(items.length || this.foreign.length ? JSON.stringify({ items, foreign: this.foreign }) : null);
  }

  /** Take up what the browser kept; what cannot be read is left alone. */
  restore() {
    const kept = this.keep.read();
    if (kept === null) return;
    try {
      const { items, foreign } = JSON.parse(kept);
      for (const row of items) this.restoreRow(row);
      this.foreign = foreign.filter(isDecision);
    } catch {
      return;
    }
    this.model.sort();
  }

  /** @param {any[]} row */
  restoreRow([key, verdict, at, reviewer, note, fix, content, context]) {
    const item = this.model.items.get(key);
    const more = { fix: isKeptFix(fix) ? wholeFix(fix) : null, note, reviewer, at };
    if (item) this.place(key, makeDecision(item, verdict, more));
    else if (verdict === "add" && isSpan(content) && more.fix) {
      const doc = this.model.docsById.get(key.split("\u0000")[0]);
      if (!doc) return;
      const added = new Item(key, doc, null, { ...more.fix, content }, context);
      this.place(key, makeDecision(added, "add", more));
    }
  }

  /** @returns {string} the decisions file */
  toLines() {
    const own = this.decided().map((item) => decisionLine(/** @type {Decision} */ (item.decision)));
    const lines = [...own, ...this.foreign];
    return lines.map((line) => `${lineText(line)}\n`).join("");
  }

  /**
   * Bring decisions of a file in, as one step: the later of two on the same record stays.
   * @param {Decision[]} lines
   * @returns {{taken: number, kept: number, foreign: number}}
   */
  load(lines) {
    /** @type {Map<string, Step>} */
    const steps = new Map();
    const counts = { taken: 0, kept: 0, foreign: 0 };
    for (const line of lines) {
      const target = this.target(line);
      if (!target) {
        counts.foreign += this.addForeign(line);
        continue;
      }
      const before = this.model.items.get(target.key)?.decision ?? null;
      const present = steps.get(target.key)?.after ?? before;
      if (present && present.at > line.at) counts.kept += 1;
      else {
        steps.set(target.key, { key: target.key, before, after: target.decision });
        counts.taken += 1;
      }
    }
    this.apply([...steps.values()]);
    this.store();
    return counts;
  }

  /** @param {Decision} line @returns {number} 1 when it was not there before */
  addForeign(line) {
    const text = JSON.stringify(line);
    if (this.foreign.some((other) => JSON.stringify(other) === text)) return 0;
    this.foreign.push(line);
    return 1;
  }

  /**
   * The item that a line is about: by id, or by its words and their surroundings.
   * @param {Decision} line @returns {{key: string, decision: Decision} | null}
   */
  target(line) {
    const doc = this.model.docsById.get(line.doc);
    if (!doc) return null;
    const sameText = doc.sha256 === line.sha256;
    const signed = { note: line.note, reviewer: line.reviewer, at: line.at };
    if (line.verdict === "add") return sameText ? this.addedTarget(doc, line, signed) : null;
    const item = sameText ? this.model.items.get(itemKey(doc.id, line.record)) : movedItem(doc, line);
    if (!item || item.change === "removed") return null;
    const fix = line.verdict === "fix" ? placeFix(doc, line.fix, item.original) : null;
    return { key: item.key, decision: makeDecision(item, line.verdict, { ...signed, fix }) };
  }

  /**
   * @param {Doc} doc @param {any} line @param {{note: string|null, reviewer: string|null, at: string}} signed
   * @returns {{key: string, decision: Decision}}
   */
  addedTarget(doc, line, signed) {
    const { prefix, suffix } = line.context;
    const content = line.fix.content;
    const key = addedKey(doc.id, content);
    const fix = { ...placeFix(doc, line.fix, null), content };
    const item = new Item(key, doc, null, fix, { prefix, suffix });
    return { key, decision: makeDecision(item, "add", { ...signed, fix }) };
  }
}

/**
 * In a text that changed, the one item with the same words in the same surroundings. Corrections hold
 * offsets into the old text, so they are not carried over.
 * @param {Doc} doc @param {Decision} line @returns {Item | undefined}
 */
function movedItem(doc, line) {
  if (line.verdict === "fix") return undefined;
  const found = doc.items.filter(
    ({ record, original, context }) =>
      record && original.content.text === line.content.text &&
      context.prefix === line.context.prefix && context.suffix === line.context.suffix,
  );
  return found.length === 1 ? found[0] : undefined;
}
