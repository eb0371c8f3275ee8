// The run as the page holds it: documents, and items, which are records plus what a reviewer made of them.
// @ts-check

/** @typedef {{text: string, start: number, end: number}} SpanData */
/** @typedef {{type: string, content: SpanData, cue: SpanData|null, speaker: SpanData|null, name: string|null, role: string|null, affiliation: string|null, date: string|null}} Fields */
/** @typedef {{index: number, id: string, path: string|null, title: string|null, outlet: string|null, byline: string|null, url: string|null, published: string|null, sha256: string, text: string|null, items: Item[], lower: string, indexed: IndexedText|null}} Doc */
/** @typedef {"same"|"added"|"removed"|"changed"} Change */

const TYPES = ["direct", "indirect", "mixed"];
const VERDICTS = ["accept", "reject", "fix", "add"];

/** @param {any} span @returns {SpanData|null} */
function plainSpan(span) {
  if (!span || span.text === null || span.text === undefined || span.start === null) return null;
  return { text: span.text, start: span.start, end: span.end };
}

/** @param {any} record @returns {Fields} what a reviewer can change, out of a record */
function fieldsOf(record) {
  return {
    type: record.type,
    content: /** @type {SpanData} */ (plainSpan(record.content)),
    cue: plainSpan(record.cue),
    speaker: plainSpan(record.speaker),
    name: record.speaker?.name ?? null,
    role: record.speaker?.role ?? null,
    affiliation: record.speaker?.affiliation ?? null,
    date: record.date?.iso ?? null,
  };
}

/** One statement on the page: a record of the run, or one that a reviewer added (`record` is null). */
class Item {
  /**
   * @param {string} key @param {Doc} doc @param {any} record @param {Fields} fields
   * @param {{prefix: string, suffix: string}} context
   */
  constructor(key, doc, record, fields, context) {
    this.key = key;
    this.doc = doc;
    this.record = record;
    this.original = fields;
    this.context = context;
    /** @type {Fields} the fields after the reviewer's corrections */
    this.fields = fields;
    /** @type {Decision | null} */
    this.decision = null;
    this.order = 0;
    /** @type {Change | null} */
    this.change = record?.change?.state ?? null;
    this.lower = "";
    this.refresh();
  }

  /** Take over a decision and work out what the item now says. */
  refresh() {
    this.fields = this.decision?.fix ?? this.original;
    const fields = this.fields;
    const said = [fields.content.text, fields.name, fields.role, fields.affiliation];
    this.lower = [...said, fields.speaker?.text, fields.cue?.text].join("\n").toLowerCase();
  }

  get confidence() {
    return this.record ? this.record.confidence : 1;
  }

  get verdict() {
    return this.decision ? this.decision.verdict : null;
  }

  get rules() {
    return /** @type {string[]} */ (this.record?.rules ?? []);
  }

  get flags() {
    return /** @type {string[]} */ (this.record?.flags ?? []);
  }

  get start() {
    return this.fields.content.start;
  }

  /** @returns {string | null} the name, or failing that the words that stand for one */
  get voice() {
    return this.fields.name ?? this.fields.speaker?.text ?? null;
  }

  /** @returns {[number, number][]} the content's spans, without what interrupts it */
  get parts() {
    const { start, end } = this.fields.content;
    const parts = this.record?.content.parts;
    const kept = start === this.original.content.start && end === this.original.content.end;
    return kept && parts?.length ? parts : [[start, end]];
  }
}

/** @param {string} docId @param {string} recordId */
function itemKey(docId, recordId) {
  return `${docId}\u0000${recordId}`;
}

/** @param {string} docId @param {SpanData} span */
function addedKey(docId, span) {
  return itemKey(docId, `add-${span.start}-${span.end}`);
}

/** Everything that was read from the page's data, with lookups. */
class Model {
  /** @param {any} data */
  constructor(data) {
    this.run = data.run;
    /** @type {Doc[]} */
    this.docs = data.docs.map((/** @type {any} */ doc, /** @type {number} */ index) => ({
      ...doc,
      index,
      items: [],
      lower: [doc.title, doc.text].join("\n").toLowerCase(),
      indexed: null,
    }));
    /** @type {Map<string, Doc>} */
    this.docsById = new Map(this.docs.map((doc) => [doc.id, doc]));
    /** @type {Map<string, Item>} */
    this.items = new Map();
    for (const record of data.records) {
      const doc = this.docs[record.doc];
      let key = itemKey(doc.id, record.id);
      while (this.items.has(key)) key += "'";
      this.insert(new Item(key, doc, record, fieldsOf(record), record.context));
    }
    this.sort();
  }

  /** @param {Item} item */
  insert(item) {
    this.items.set(item.key, item);
    item.doc.items.push(item);
  }

  /** @param {Item} item */
  remove(item) {
    this.items.delete(item.key);
    item.doc.items = item.doc.items.filter((other) => other !== item);
  }

  /** Put the items of every document (or of one) in text order. */
  sort(docs = this.docs) {
    for (const doc of docs) {
      doc.items.sort((a, b) => a.start - b.start || a.fields.content.end - b.fields.content.end);
    }
    let order = 0;
    for (const doc of this.docs) for (const item of doc.items) item.order = order++;
  }

  /** @returns {Item[]} every item in reading order */
  all() {
    return this.docs.flatMap((doc) => doc.items);
  }

  /** @param {string} name @returns {boolean} whether somebody is called exactly this */
  hasVoice(name) {
    const wanted = name.toLowerCase();
    return Boolean(wanted) && [...this.items.values()].some((item) => (item.voice ?? "").toLowerCase() === wanted);
  }

  /**
   * Count the values of a facet over all items.
   * @param {(item: Item) => (string | null)[]} values
   * @returns {[string, number][]} most frequent first
   */
  facet(values) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const item of this.items.values()) {
      for (const value of values(item)) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  }
}

/** @param {Doc} doc @returns {IndexedText | null} */
function indexedText(doc) {
  if (doc.indexed === null && doc.text !== null) doc.indexed = new IndexedText(doc.text);
  return doc.indexed;
}

/** @param {Doc} doc @returns {string} its title, or what its text begins with, or its id */
function docTitle(doc) {
  if (doc.title) return doc.title;
  const beginning = [...(doc.text ?? "").trimStart().slice(0, 200).split("\n")[0]];
  return beginning.length > 90 ? `${beginning.slice(0, 90).join("")}…` : beginning.join("") || doc.id;
}

/** @param {Doc} doc @param {number} start @param {number} end @returns {SpanData | null} */
function cut(doc, start, end) {
  const text = indexedText(doc);
  return text && start < end ? { text: text.slice(start, end), start, end } : null;
}
