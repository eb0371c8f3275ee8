// Reviewing: accept, reject, correct, add.
// @ts-check

/** @typedef {{item: Item, fields: Fields, target: string, adding: boolean, note: string}} Draft */

const SPANS = ["content", "cue", "speaker"];
const WORDS = ["name", "role", "affiliation", "date"];
const ISO_DATE = /^\d{4}(-\d{2}(-\d{2})?|-W\d{2})?$/;
const CONTEXT = 32;
const OPENING = "\"“”'‘’«»„";

/** @param {Fields} fields @returns {Fields} */
function copyFields(fields) {
  return { ...fields };
}

/** @param {Fields} a @param {Fields} b @returns {boolean} */
function sameFields(a, b) {
  return JSON.stringify(wholeFix(a)) === JSON.stringify(wholeFix(b));
}

/**
 * A guess at what a selection is: quoted words are direct, and their marks stay outside.
 * @param {IndexedText} text @param {number} start @param {number} end
 * @returns {{type: string, start: number, end: number}}
 */
function guessStatement(text, start, end) {
  const at = (/** @type {number} */ point) => text.slice(point, point + 1);
  const isMark = (/** @type {string} */ sign) => sign !== "" && OPENING.includes(sign);
  if (isMark(at(start)) && isMark(at(end - 1)) && end - start > 2) return { type: "direct", start: start + 1, end: end - 1 };
  if (start > 0 && isMark(at(start - 1)) && isMark(at(end))) return { type: "direct", start, end };
  const quoted = /["“”«»„]/.test(text.slice(start, end));
  return { type: quoted ? "mixed" : "indirect", start, end };
}

/** What a reviewer does to items. */
class Review {
  /** @param {Decisions} decisions */
  constructor(decisions) {
    this.decisions = decisions;
    /** @type {Draft | null} */
    this.draft = null;
    /** @type {HTMLElement | null} */
    this.form = null;
    this.names = new Keep("claimx:reviewer");
    this.reviewer = this.names.read() ?? "";
  }

  /** @param {string} name */
  sign(name) {
    this.reviewer = name.trim();
    this.names.write(this.reviewer || null);
  }

  /** @param {Item} item @param {string} verdict @param {{fix?: Fields|null, note?: string|null}} [more] */
  decide(item, verdict, more = {}) {
    const note = more.note ?? item.decision?.note ?? null;
    this.decisions.set(item.key, makeDecision(item, verdict, { ...more, note, reviewer: this.reviewer }));
  }

  /** @param {Item} item */
  clear(item) {
    if (item.decision) this.decisions.set(item.key, null);
  }

  /** @param {Item} item @param {string} note */
  note(item, note) {
    if (!item.decision) return;
    this.decisions.set(item.key, { ...item.decision, note: note.trim() || null, at: timestamp() });
  }

  /** @param {Item} item */
  edit(item) {
    const fields = copyFields(item.fields);
    this.begin({ item, fields, target: "content", adding: false, note: item.decision?.note ?? "" });
  }

  /** @param {Doc} doc @param {number} start @param {number} end */
  add(doc, start, end) {
    const text = indexedText(doc);
    if (!text) return;
    const guess = guessStatement(text, ...text.toWords(start, end));
    const content = cut(doc, guess.start, guess.end);
    if (!content) return;
    const fields = { ...fieldsOf({ type: guess.type }), content };
    const item = new Item(addedKey(doc.id, content), doc, null, fields, contextOf(text, content));
    this.begin({ item, fields: copyFields(fields), target: "cue", adding: true, note: "" });
  }

  /** @param {Draft} draft */
  begin(draft) {
    this.draft = draft;
    this.form = editorForm(this, draft);
  }

  cancel() {
    this.draft = null;
    this.form = null;
  }

  /** @returns {string | null} why the draft cannot be saved */
  fault() {
    const { fields } = /** @type {Draft} */ (this.draft);
    if (!fields.content || fields.content.start >= fields.content.end) return t("edit.no_content");
    if (fields.date && !ISO_DATE.test(fields.date)) return t("edit.bad_date");
    return null;
  }

  /** @returns {string} the key of the item that was saved */
  save() {
    const { item, fields, adding, note } = /** @type {Draft} */ (this.draft);
    this.cancel();
    if (adding || !item.record) return this.saveAdded(item, fields, note);
    const unchanged = sameFields(fields, item.original);
    this.decide(item, unchanged ? "accept" : "fix", { fix: unchanged ? null : wholeFix(fields), note });
    return item.key;
  }

  /** @param {Item} old @param {Fields} fields @param {string} note @returns {string} */
  saveAdded(old, fields, note) {
    const text = /** @type {IndexedText} */ (indexedText(old.doc));
    const key = addedKey(old.doc.id, fields.content);
    const item = new Item(key, old.doc, null, fields, contextOf(text, fields.content));
    const after = makeDecision(item, "add", { fix: wholeFix(fields), note, reviewer: this.reviewer });
    const before = this.decisions.model.items.get(key)?.decision ?? null;
    const moved = old.decision && old.key !== key ? [{ key: old.key, before: old.decision, after: null }] : [];
    this.decisions.apply([{ key, before, after }, ...moved]);
    return key;
  }

  /** @param {string} target @param {number} start @param {number} end */
  setSpan(target, start, end) {
    const draft = /** @type {Draft} */ (this.draft);
    const text = indexedText(draft.item.doc);
    if (!text) return;
    // A speaker or cue may be part of a word (`-nya`); a content never is.
    const [from, to] = target === "content" ? text.toWords(start, end) : text.trim(start, end);
    const span = cut(draft.item.doc, from, to);
    if (span) this.put(target, span);
  }

  /** @param {string} target @param {SpanData | null} span */
  put(target, span) {
    const draft = /** @type {Draft} */ (this.draft);
    draft.target = target;
    draft.fields = { ...draft.fields, [target]: span };
    this.sync();
  }

  /**
   * Move one end of a span by a word, or by a character.
   * @param {string} target @param {"start"|"end"} side @param {number} step @param {boolean} fine
   */
  move(target, side, step, fine) {
    const draft = /** @type {Draft} */ (this.draft);
    const text = indexedText(draft.item.doc);
    const span = /** @type {any} */ (draft.fields)[target];
    if (!text || !span) return;
    let { start, end } = span;
    if (side === "start") start = fine ? start + step : text.moveStart(start, step);
    else end = fine ? end + step : text.moveEnd(end, step);
    const moved = start >= 0 && end <= text.length ? cut(draft.item.doc, start, end) : null;
    if (moved) this.put(target, moved);
  }

  /** Show the draft in the form and in the text. */
  sync() {
    syncEditor(this);
    app.renderText();
  }
}

/** @param {IndexedText} text @param {SpanData} span @returns {{prefix: string, suffix: string}} */
function contextOf(text, { start, end }) {
  return { prefix: text.slice(start - CONTEXT, start), suffix: text.slice(end, end + CONTEXT) };
}
