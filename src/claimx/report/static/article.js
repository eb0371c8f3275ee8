// The article in the middle: its text with content, cue and speaker of every statement marked.
// @ts-check

/** @typedef {{item: Item|null, role: string, start: number, end: number}} Mark */
/** @typedef {{indexed: IndexedText, base: number}} Piece a stretch of the text, and where in the text it begins */
/** @typedef {{items: Item[], dimmed: Set<Item>, query: string, draft: {item: Item, fields: Fields} | null, numbers?: Map<Item, number>}} Shown */
/** @typedef {{node: Text, piece: Piece, unit: number}} Laid one text node on the page, and its place */

const EXTRAS = ["antecedent", "date", "via", "addressee", "manner"];

/**
 * @param {Item} item @param {Fields} fields the fields to show: the item's own, or a draft of them
 * @returns {Mark[]}
 */
function marksOf(item, fields) {
  const mark = (/** @type {string} */ role, /** @type {any} */ span) =>
    plainSpan(span) ? [{ item, role, start: span.start, end: span.end }] : [];
  const parts = fields === item.fields ? item.parts : [[fields.content.start, fields.content.end]];
  const record = item.record;
  return [
    ...parts.map(([start, end]) => ({ item, role: "content", start, end })),
    ...mark("cue", fields.cue),
    ...mark("speaker", fields.speaker),
    ...mark("antecedent", record?.speaker?.antecedent),
    ...EXTRAS.slice(1).flatMap((role) => mark(role, record?.[role])),
  ];
}

/** @param {Doc} doc @returns {boolean} whether the text begins with its own title */
function holdsTitle(doc) {
  const title = doc.title?.trim();
  return Boolean(title && doc.text?.trimStart().startsWith(title));
}

/** @param {Doc} doc @param {string} line @param {Node[]} body @returns {HTMLElement} a paragraph, or the title */
function lineElement(doc, line, body) {
  const isTitle = holdsTitle(doc) && line.trim() === doc.title?.trim();
  return isTitle ? h("h1", { class: "headline" }, body) : h("p", {}, body);
}

/** @param {Item} item @returns {string} a sign before the number of a record that changed between runs */
function changeSign(item) {
  return item.change && item.change !== "same" ? CHANGE_SIGN[item.change] : "";
}

/** The article of one document as it stands on the page. */
class ArticleView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Laid[]} */
    this.laid = [];
    /** @type {Map<Item, Map<string, HTMLElement[]>>} the elements of each item by role */
    this.elements = new Map();
    /** @type {WeakMap<Element, Item>} */
    this.owner = new WeakMap();
    /** @type {Map<Item, HTMLElement>} the numbered button before each content */
    this.refs = new Map();
    /** @type {Shown} */
    this.what = { items: [], dimmed: new Set(), query: "", draft: null };
    /** @type {Map<Item, number>} */
    this.numbers = new Map();
  }

  /**
   * @param {Doc} doc
   * @param {Shown} what
   */
  render(doc, what) {
    this.laid = [];
    this.elements = new Map();
    this.refs = new Map();
    this.what = what;
    this.numbers = what.numbers ?? new Map(what.items.map((item, index) => [item, index + 1]));
    const body = doc.text === null ? this.contexts(what.items) : this.paragraphs(doc);
    this.root.replaceChildren(...body);
  }

  /** @param {Doc} doc @returns {HTMLElement[]} the whole text, a paragraph for each line */
  paragraphs(doc) {
    const indexed = /** @type {IndexedText} */ (indexedText(doc));
    const piece = { indexed, base: 0 };
    const marks = this.unitMarks(piece, this.what.items);
    const result = [];
    let unit = 0;
    for (const line of indexed.text.split("\n")) {
      const end = unit + line.length;
      if (line.trim()) result.push(lineElement(doc, line, this.segments(piece, marks, unit, end)));
      unit = end + 1;
    }
    return result;
  }

  /** @param {Item[]} items @returns {HTMLElement[]} without the text: each statement in what is known of its surroundings */
  contexts(items) {
    return items.map((item) => {
      const { prefix, suffix } = item.context;
      const indexed = new IndexedText(prefix + item.original.content.text + suffix);
      const before = new IndexedText(prefix).length;
      const piece = { indexed, base: item.original.content.start - before };
      const marks = this.unitMarks(piece, [item]);
      const laid = this.segments(piece, marks, 0, indexed.text.length);
      return h("p", { class: "piece" }, "… ", laid, " …");
    });
  }

  /** @param {Piece} piece @param {Item[]} items @returns {Mark[]} marks in UTF-16 units of the piece */
  unitMarks(piece, items) {
    const { draft, query } = this.what;
    const marks = items.flatMap((item) => marksOf(item, draft?.item === item ? draft.fields : item.fields));
    const hits = findAll(piece.indexed.text, query);
    return [
      ...marks
        .map(({ item, role, start, end }) => ({
          item,
          role,
          start: piece.indexed.unit(Math.max(0, start - piece.base)),
          end: piece.indexed.unit(Math.max(0, end - piece.base)),
        }))
        .filter((mark) => mark.start < mark.end),
      ...hits.map(([start, end]) => ({ item: null, role: "hit", start, end })),
    ];
  }

  /**
   * Cut a line where marks begin and end, and make an element of each stretch.
   * @param {Piece} piece @param {Mark[]} marks @param {number} start @param {number} end
   * @returns {Node[]}
   */
  segments(piece, marks, start, end) {
    const here = marks.filter((mark) => mark.start < end && mark.end > start);
    const cuts = new Set([start, end]);
    for (const mark of here) {
      cuts.add(Math.max(start, mark.start));
      cuts.add(Math.min(end, mark.end));
    }
    const edges = [...cuts].sort((a, b) => a - b);
    return edges.slice(0, -1).flatMap((from, index) => {
      const to = edges[index + 1];
      const over = here.filter((mark) => mark.start <= from && mark.end >= to);
      return this.segment(piece, over, from, to);
    });
  }

  /** @param {Piece} piece @param {Mark[]} over @param {number} from @param {number} to @returns {Node[]} */
  segment(piece, over, from, to) {
    const node = document.createTextNode(piece.indexed.text.slice(from, to));
    this.laid.push({ node, piece, unit: from });
    if (!over.length) return [node];
    const contents = over
      .filter((mark) => mark.role === "content")
      .sort((a, b) => a.end - a.start - (b.end - b.start));
    const element = h("span", { class: this.classes(over, contents) }, node);
    const owner = contents[0]?.item ?? over.find((mark) => mark.item)?.item;
    const cueOrSpeaker = over.find((mark) => mark.role === "cue" || mark.role === "speaker");
    const target = cueOrSpeaker?.item ?? owner;
    if (target) this.owner.set(element, target);
    for (const { item, role } of over) if (item) this.note(item, role, element);
    const begun = contents.filter((mark) => mark.start === from && !this.refs.has(/** @type {Item} */ (mark.item)));
    return [...begun.reverse().map((mark) => this.ref(/** @type {Item} */ (mark.item))), element];
  }

  /** @param {Item} item @param {string} role @param {HTMLElement} element */
  note(item, role, element) {
    const roles = this.elements.get(item) ?? new Map();
    roles.set(role, [...(roles.get(role) ?? []), element]);
    this.elements.set(item, roles);
  }

  /** @param {Mark[]} over @param {Mark[]} contents shortest first @returns {string} */
  classes(over, contents) {
    const names = ["seg"];
    const inner = contents[0]?.item;
    if (inner) {
      const type = this.what.draft?.item === inner ? this.what.draft.fields.type : inner.fields.type;
      names.push("q", `q-${TYPES.includes(type) ? type : "direct"}`);
      if (inner.verdict) names.push(`v-${inner.verdict}`);
      if (inner.change) names.push(`ch-${inner.change}`);
      if (contents.length > 1) names.push("nested");
    }
    for (const { role, item } of over) {
      if (role === "cue" || role === "speaker" || role === "hit") names.push(role);
      if (item && this.what.draft?.item === item && SPANS.includes(role)) names.push("draft");
    }
    if (over.every((mark) => !mark.item || this.what.dimmed.has(mark.item))) names.push("dim");
    return names.join(" ");
  }

  /** @param {Item} item @returns {HTMLElement} the button that stands before a content */
  ref(item) {
    const number = this.numbers.get(item) ?? 0;
    const label = t("ref.label", {
      number,
      type: tValue("type", item.fields.type),
      name: item.voice ?? t("speaker.none"),
    });
    const dim = this.what.dimmed.has(item) ? " dim" : "";
    const button = h("button", { type: "button", class: `ref ref-${item.fields.type}${dim}`, "aria-label": label, title: label }, changeSign(item), number);
    this.refs.set(item, button);
    this.owner.set(button, item);
    return button;
  }

  /** @param {EventTarget | null} target @returns {Item | null} the item that an element of the text belongs to */
  itemAt(target) {
    const element = target instanceof Element ? target.closest(".seg, .ref") : null;
    return (element && this.owner.get(element)) ?? null;
  }

  /**
   * Light up all that belongs to one item, or nothing.
   * @param {Item | null} item @param {string} name the class: `hot` under the pointer, `active` when selected
   */
  light(item, name) {
    const names = [name, ...EXTRAS.map((role) => `${name}-${role}`)];
    for (const element of this.root.querySelectorAll(names.map((each) => `.${each}`).join())) {
      element.classList.remove(...names);
    }
    if (!item) return;
    this.refs.get(item)?.classList.add(name);
    for (const [role, elements] of this.elements.get(item) ?? []) {
      for (const element of elements) element.classList.add(EXTRAS.includes(role) ? `${name}-${role}` : name);
    }
  }

  /** @param {Item} item @returns {HTMLElement | null} where an item begins on the page */
  anchor(item) {
    return this.refs.get(item) ?? this.elements.get(item)?.get("content")?.[0] ?? null;
  }

  /** @returns {[number, number] | null} what is selected in the text, in code points */
  selection() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    let start = -1;
    let end = -1;
    for (const { node, piece, unit } of this.laid) {
      if (!range.intersectsNode(node)) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : node.length;
      if (to <= from) continue;
      if (start < 0) start = piece.base + piece.indexed.point(unit + from);
      end = piece.base + piece.indexed.point(unit + to);
    }
    return start < 0 || end <= start ? null : [start, end];
  }
}
