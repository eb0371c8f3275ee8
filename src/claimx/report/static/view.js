// What is on show: the list, the article with its cards, the overview, and what is selected.
// @ts-check

const NARROW = matchMedia("(max-width: 760px)");
const DRAWER = matchMedia("(max-width: 1080px)");
const CARD_GAP = 10;

/** @param {string} id @returns {any} a data block of the page */
function readBlock(id) {
  return JSON.parse(byId(id).textContent);
}

/** The page as it stands. */
class View {
  constructor() {
    LABELS = readBlock("labels");
    this.settings = new Keep("claimx:settings");
    this.choices = this.readSettings();
    LANGUAGE = chooseLanguage(this.choices.language ?? document.documentElement.getAttribute("data-language"));
    const data = readBlock("data");
    this.model = new Model(data);
    this.filters = noFilters();
    this.keep = new Keep(`claimx:decisions:${data.run.digest}`);
    this.decisions = new Decisions(this.model, this.keep);
    this.review = new Review(this.decisions);
    this.article = new ArticleView(byId("text"));
    this.list = new DocList(byId("docs"), (doc) => this.showDoc(doc));
    this.compare = new CompareView(byId("compare"), (item) => this.select(item, { focus: true }));
    if (data.run.compared) this.filters.changes = new Set(["added", "removed", "changed"]);
    this.panel = new FilterPanel(byId("filters"), this.model, this.filters, () => this.refilter());
    /** @type {Doc | null} */
    this.doc = null;
    /** @type {Item | null} */
    this.active = null;
    this.view = "read";
    this.order = "run";
    /** @type {"next" | "doubt"} how the reviewer walks, so that a decision can go on the same way */
    this.walk = "next";
    /** @type {{doc: Doc, hits: Item[]}[]} */
    this.rows = [];
    /** @type {Map<Item, HTMLElement>} */
    this.cards = new Map();
    this.given = data.decisions ?? [];
  }

  /** @returns {Record<string, string>} */
  readSettings() {
    try {
      return JSON.parse(this.settings.read() ?? "{}") ?? {};
    } catch {
      return {};
    }
  }

  /** @param {string} name @param {string} value */
  choose(name, value) {
    this.choices[name] = value;
    this.settings.write(JSON.stringify(this.choices));
  }

  relabel() {
    labelFrame();
    document.title = this.model.run.title || `claimx · ${this.model.run.name}`;
    fillHelp(this);
    byId("language").textContent = LANGUAGE === "id" ? "EN" : "ID";
    byId("language").setAttribute("lang", LANGUAGE === "id" ? "en" : "id");
    byId("reviewer").value = this.review.reviewer;
    this.panel.render();
    byId("tab-compare").hidden = !this.model.run.compared;
    this.showTheme();
    this.refilter();
  }

  refilter() {
    this.filters.wholeName = this.model.hasVoice(this.filters.speaker);
    this.rows = matchingDocs(this.model, this.filters).sort(DOC_ORDERS[this.order]);
    this.list.show(this.rows, this.doc);
    byId("chips").replaceChildren(...filterChips(this.filters));
    byId("clear-filters").hidden = !filtersAny(this.filters);
    const count = this.rows.reduce((sum, row) => sum + row.hits.length, 0);
    byId("result").textContent = t("count.result", { docs: formatNumber(this.rows.length), statements: formatNumber(count) });
    this.showProgress();
    if (this.view !== "read") this.renderView();
    else if (this.doc) this.renderDoc();
  }

  redecided() {
    this.refilter();
    byId("storage").hidden = this.keep.works;
  }

  showProgress() {
    const records = [...this.model.items.values()];
    const decided = records.filter((item) => item.decision).length;
    byId("progress").textContent = t("count.decided", { decided: formatNumber(decided), all: formatNumber(records.length) });
    const meter = byId("meter");
    meter.max = Math.max(1, records.length);
    meter.value = decided;
    byId("undo").disabled = !this.decisions.done.length;
    byId("redo").disabled = !this.decisions.undone.length;
    byId("storage").hidden = this.keep.works;
  }

  /** @param {Doc} doc */
  showDoc(doc) {
    this.review.cancel();
    this.doc = doc;
    this.active = null;
    if (this.view === "overview") this.showView("read");
    this.list.show(this.rows, doc);
    this.renderDoc();
    this.renderView();
    byId("stage").scrollTop = 0;
    document.body.classList.remove("list-open");
  }

  /** @returns {Item[]} the statements of the document on show, with one that is being added */
  items() {
    const draft = this.review.draft;
    const items = this.doc ? this.doc.items : [];
    if (!draft?.adding || draft.item.doc !== this.doc) return items;
    return [...items, draft.item].sort((a, b) => a.start - b.start);
  }

  /** @param {Item} item */
  hides(item) {
    return item !== this.active && item !== this.review.draft?.item && !passes(this.filters, item);
  }

  renderDoc() {
    const doc = this.doc;
    byId("empty").hidden = Boolean(doc);
    byId("paper").hidden = !doc;
    if (!doc) return;
    byId("doc-head").replaceChildren(...docHead(doc));
    this.renderBoth();
  }

  renderBoth() {
    this.renderMarks();
    this.renderCards();
  }

  /** Draw the text again, and put the cards beside it. */
  renderText() {
    this.renderMarks();
    this.place();
  }

  renderMarks() {
    if (!this.doc) return;
    const items = this.items();
    this.article.render(this.doc, {
      items,
      dimmed: new Set(items.filter((item) => this.hides(item))),
      query: this.filters.query,
      draft: this.review.draft,
    });
    this.article.light(this.active, "active");
  }

  renderCards() {
    const draft = this.review.draft;
    this.cards = new Map();
    this.items().forEach((item, index) => {
      if (this.hides(item)) return;
      const editor = draft?.item === item ? this.review.form : null;
      this.cards.set(item, recordCard(item, index + 1, { active: item === this.active, dim: false, editor }));
    });
    const cards = [...this.cards.values()];
    byId("cards").replaceChildren(...(cards.length ? cards : [h("p", { class: "hint" }, t("cards.none"))]));
    this.place();
  }

  /** Put every card beside its text. */
  place() {
    const column = byId("cards");
    const beside = !NARROW.matches && column.offsetParent !== null;
    document.body.classList.toggle("sheet-open", NARROW.matches && Boolean(this.active));
    const entries = [...this.cards];
    if (!beside) {
      column.style.minHeight = "";
      for (const [, card] of entries) card.style.transform = "";
      return;
    }
    const origin = column.getBoundingClientRect().top;
    const sizes = entries.map(([item, card]) => ({
      anchor: Math.max(0, (this.article.anchor(item)?.getBoundingClientRect().top ?? origin) - origin - 6),
      height: card.offsetHeight,
    }));
    const tops = placeCards(sizes, entries.findIndex(([item]) => item === this.active), CARD_GAP);
    entries.forEach(([, card], index) => (card.style.transform = `translateY(${tops[index]}px)`));
    const last = sizes.length - 1;
    column.style.minHeight = last < 0 ? "" : `${tops[last] + sizes[last].height + 40}px`;
  }

  resized() {
    if (this.view === "overview") this.renderView();
    else this.place();
  }

  /** @param {Item | null} item */
  hover(item) {
    this.article.light(item, "hot");
    for (const [other, card] of this.cards) card.classList.toggle("hot", other === item);
  }

  /** @param {EventTarget | null} target @returns {Item | null} */
  cardItem(target) {
    const card = target instanceof Element ? target.closest(".card") : null;
    for (const [item, element] of this.cards) if (element === card) return item;
    return null;
  }

  /** @param {Item | null} item @param {{focus?: boolean}} [how] */
  select(item, { focus = false } = {}) {
    if (!item) return;
    if (this.view !== "read") this.showView("read");
    if (item.doc !== this.doc) this.showDoc(item.doc);
    if (this.review.draft && this.review.draft.item !== item) this.review.cancel();
    this.active = item;
    this.renderBoth();
    this.bringToSight(item);
    if (focus) this.cards.get(item)?.querySelector("button")?.focus({ preventScroll: true });
    this.remember(item);
  }

  /** @param {Item} item */
  remember(item) {
    try {
      history.replaceState(null, "", item.record ? `#${encodeURIComponent(item.record.id)}` : "#");
    } catch {
      // Some viewers forbid it; a link to the record is a convenience only.
    }
  }

  /** @param {Item} item */
  bringToSight(item) {
    const stage = byId("stage");
    const anchor = this.article.anchor(item);
    if (!anchor) return;
    const box = stage.getBoundingClientRect();
    const top = anchor.getBoundingClientRect().top - box.top;
    const low = NARROW.matches ? 0.35 : 0.55;
    if (top > box.height * 0.12 && top < box.height * low) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    stage.scrollBy({ top: top - box.height * 0.25, behavior: calm ? "instant" : "smooth" });
  }

  closeCard() {
    const item = this.active;
    this.active = null;
    this.renderBoth();
    if (item) this.article.refs.get(item)?.focus({ preventScroll: true });
  }

  /** @param {string} view */
  showView(view) {
    this.view = view;
    document.body.dataset.view = view;
    for (const name of ["read", "compare", "overview"]) byId(`tab-${name}`).setAttribute("aria-pressed", String(name === view));
    this.renderView();
    document.body.classList.remove("list-open");
    this.place();
  }

  /** Draw what is on show instead of the article, and leave nothing of what is not. */
  renderView() {
    if (this.view !== "overview") byId("overview").replaceChildren();
    else renderOverview(byId("overview"), this.rows.flatMap((row) => row.hits), (kind, value) => this.pick(kind, value));
    if (this.view !== "compare" || !this.doc) byId("compare").replaceChildren();
    else this.compare.render(this.doc, this.doc.items.filter((item) => passes(this.filters, item)), this.runNames());
  }

  /** @returns {string[]} the old and the new run of a comparison */
  runNames() {
    const { name, compared } = this.model.run;
    return [compared ?? "", name.split(" → ").at(-1) ?? name];
  }

  showTheme() {
    if (this.choices.theme) document.documentElement.dataset.theme = this.choices.theme;
  }

  /** @param {string} kind @param {string} value filter by one value and read on */
  pick(kind, value) {
    /** @type {any} */ (this.filters)[kind] = value;
    this.panel.render();
    this.refilter();
    if (this.rows.length && !this.rows.some((row) => row.doc === this.doc)) this.showDoc(this.rows[0].doc);
    this.showView("read");
    this.renderDoc();
  }

  /** @param {string} message shown for a moment, and read out */
  say(message) {
    const place = byId("status");
    place.textContent = message;
    place.classList.add("shown");
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => place.classList.remove("shown"), 4000);
  }
}

/** @param {Doc} doc @param {string} type @returns {HTMLElement | null} how many statements of a type it holds */
function typeCount(doc, type) {
  const count = doc.items.filter((item) => item.fields.type === type).length;
  return count ? h("span", { class: `t-${type}` }, typeBadge(type), ` ${formatNumber(count)}`) : null;
}

/** @param {Doc} doc @returns {HTMLElement[]} the head of an article */
function docHead(doc) {
  const address = webAddress(doc.url);
  const link = address && h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, t("doc.source"));
  const line = [doc.outlet, doc.byline, formatDate(doc.published)].filter(Boolean).map((part) => h("span", {}, part));
  return [
    h("p", { class: "doc-line" }, line, link, h("span", { class: "doc-id" }, doc.id)),
    ...(holdsTitle(doc) ? [] : [h("h1", { lang: "id", class: doc.title ? null : "sr" }, docTitle(doc))]),
    h("p", { class: "doc-types" }, TYPES.map((type) => typeCount(doc, type))),
    ...(doc.text === null ? [h("p", { class: "notice" }, t("doc.no_text"))] : []),
  ];
}
