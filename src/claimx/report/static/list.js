// The document list: only the rows in sight exist, so that 500 documents cost what 20 do.
// @ts-check

const ROW_HEIGHT = 94;
const SPARE_ROWS = 4;

/** A list of which only the part in sight is on the page. */
class DocList {
  /**
   * @param {HTMLElement} root the scrolling box
   * @param {(doc: Doc) => void} open
   */
  constructor(root, open) {
    this.root = root;
    this.open = open;
    this.sheet = h("div", { class: "doc-rows", role: "presentation" });
    root.replaceChildren(this.sheet);
    /** @type {{doc: Doc, hits: Item[]}[]} */
    this.rows = [];
    /** @type {Doc | null} */
    this.current = null;
    root.addEventListener("scroll", () => this.draw(), { passive: true });
    root.addEventListener("keydown", (event) => this.onKey(event));
    root.addEventListener("click", (event) => this.onClick(event));
    new ResizeObserver(() => this.draw()).observe(root);
  }

  /** @param {{doc: Doc, hits: Item[]}[]} rows @param {Doc | null} current */
  show(rows, current) {
    const moved = current !== this.current || rows.length !== this.rows.length;
    this.rows = rows;
    this.current = current;
    this.sheet.style.height = `${rows.length * ROW_HEIGHT}px`;
    if (moved) this.reveal();
    this.draw();
  }

  /** @returns {number} */
  place() {
    return this.rows.findIndex((row) => row.doc === this.current);
  }

  reveal() {
    const top = this.place() * ROW_HEIGHT;
    if (top < 0) return;
    const { scrollTop, clientHeight } = this.root;
    if (top < scrollTop) this.root.scrollTop = top;
    else if (top + ROW_HEIGHT > scrollTop + clientHeight) this.root.scrollTop = top + ROW_HEIGHT - clientHeight;
  }

  draw() {
    const first = Math.max(0, Math.floor(this.root.scrollTop / ROW_HEIGHT) - SPARE_ROWS);
    const count = Math.ceil((this.root.clientHeight || 600) / ROW_HEIGHT) + 2 * SPARE_ROWS;
    const rows = this.rows.slice(first, first + count).map((row, index) => this.row(row, first + index));
    this.sheet.replaceChildren(...rows);
    const place = this.place();
    const inSight = place >= first && place < first + count;
    if (inSight) this.root.setAttribute("aria-activedescendant", `doc-${place}`);
    else this.root.removeAttribute("aria-activedescendant");
  }

  /** @param {{doc: Doc, hits: Item[]}} row @param {number} index @returns {HTMLElement} */
  row({ doc, hits }, index) {
    const decided = doc.items.filter((item) => item.decision).length;
    const element = h(
      "div",
      {
        class: `doc-row${decided && decided === doc.items.length ? " done" : ""}`,
        id: `doc-${index}`,
        role: "option",
        "aria-selected": String(doc === this.current),
        "aria-setsize": this.rows.length,
        "aria-posinset": index + 1,
        data: { index },
      },
      h("span", { class: "doc-meta" }, h("span", { class: "outlet" }, doc.outlet ?? t("outlet.none")), h("time", {}, formatDate((doc.published ?? "").slice(0, 10)))),
      h("span", { class: "doc-title", lang: "id" }, docTitle(doc)),
      h("span", { class: "doc-counts" }, docCounts(doc, hits, decided)),
    );
    element.style.transform = `translateY(${index * ROW_HEIGHT}px)`;
    return element;
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const row = event.target instanceof Element ? event.target.closest(".doc-row") : null;
    if (row) this.open(this.rows[Number(row.getAttribute("data-index"))].doc);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const last = this.rows.length - 1;
    const page = Math.max(1, Math.floor(this.root.clientHeight / ROW_HEIGHT) - 1);
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -last, End: last });
    const step = steps[event.key];
    if (step === undefined || last < 0) return;
    event.preventDefault();
    this.open(this.rows[Math.min(last, Math.max(0, this.place() + step))].doc);
  }
}

/** @param {Doc} doc @param {Item[]} hits @param {number} decided @returns {Child[]} */
function docCounts(doc, hits, decided) {
  const all = doc.items.length;
  const shown = hits.length === all ? formatNumber(all) : `${formatNumber(hits.length)}/${formatNumber(all)}`;
  const byType = TYPES.map((type) => {
    const count = hits.filter((item) => item.fields.type === type).length;
    return count ? h("span", { class: `mini t-${type}`, title: tValue("type", type) }, h("span", { "aria-hidden": "true" }, `${TYPE_SIGN[type]} `), h("span", { class: "sr" }, `${tValue("type", type)} `), count) : null;
  });
  const progress = decided ? h("span", { class: "decided" }, `✓ ${formatNumber(decided)}`) : null;
  return [h("span", { class: "count" }, t("count.statements", { count: shown })), ...byType, progress];
}
