// Two runs side by side: the same article with the old records at the left and the new at the right.
// @ts-check

/** Both sides of one document. */
class CompareView {
  /** @param {HTMLElement} root @param {(item: Item) => void} open */
  constructor(root, open) {
    this.root = root;
    this.sides = ["old", "new"].map(() => new ArticleView(h("div", { class: "text", lang: "id" })));
    /** @type {Map<Item, Item>} the item behind an old record that has a newer one */
    this.newer = new Map();
    for (const side of this.sides) {
      side.root.addEventListener("mouseover", (event) => this.light(side.itemAt(event.target)));
      side.root.addEventListener("focusin", (event) => this.light(side.itemAt(event.target)));
      side.root.addEventListener("click", (event) => {
        const item = side.itemAt(event.target);
        if (item && getSelection()?.isCollapsed) open(this.newer.get(item) ?? item);
      });
    }
  }

  /** @param {Doc} doc @param {Item[]} items what passes the filters @param {string[]} names of the runs */
  render(doc, items, names) {
    this.newer = new Map();
    const before = items.filter((item) => item.change !== "added").map((item) => this.older(item));
    const numbers = new Map(doc.items.map((item, index) => [item, index + 1]));
    for (const [old, item] of this.newer) numbers.set(old, numbers.get(item) ?? 0);
    const after = items.filter((item) => item.change !== "removed");
    const columns = [before, after].map((shown, index) => {
      const side = this.sides[index];
      side.render(doc, { items: shown, dimmed: new Set(shown.filter((item) => item.change === "same")), query: "", draft: null, numbers });
      const title = h("h2", {}, `${t(index ? "change.new" : "change.old")}: `, h("span", { class: "run-name" }, names[index]), h("span", { class: "count" }, ` ${t("count.statements", { count: shown.length })}`));
      return h("section", { class: "article", "aria-label": names[index] }, title, side.root);
    });
    this.root.replaceChildren(h("h1", { class: "overview-title", lang: "id" }, docTitle(doc)), h("div", { class: "sides" }, columns));
  }

  /** @param {Item} item @returns {Item} the record as the old run had it */
  older(item) {
    const record = item.record?.change?.old;
    if (!record) return item;
    const old = new Item(`${item.key}-old`, item.doc, record, fieldsOf(record), record.context);
    old.change = "changed";
    this.newer.set(old, item);
    return old;
  }

  /** @param {Item | null} item light up a record on both sides */
  light(item) {
    const target = item && (this.newer.get(item) ?? item);
    for (const side of this.sides) {
      const own = [...side.elements.keys()].find((other) => other === target || this.newer.get(other) === target);
      side.light(target && own ? own : null, "hot");
    }
  }
}
