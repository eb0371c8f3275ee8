// The page: brings data, article, cards, review and filters together.
// @ts-check

const NARROW = matchMedia("(max-width: 760px)");
const DRAWER = matchMedia("(max-width: 1080px)");
const CARD_GAP = 10;

/** @param {string} id @returns {any} a data block of the page */
function readBlock(id) {
  return JSON.parse(byId(id).textContent);
}

class App {
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

  start() {
    this.decisions.restore();
    if (this.given.length) this.decisions.load(this.given.filter(isDecision));
    this.decisions.done = [];
    this.decisions.unsaved = 0;
    this.decisions.changed = () => this.redecided();
    this.listen();
    this.relabel();
    this.openFirst();
  }

  openFirst() {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const item = wanted ? this.model.all().find(({ record }) => record?.id === wanted) : null;
    if (item) this.select(item);
    else if (this.rows.length) this.showDoc(this.rows[0].doc);
    else this.renderDoc();
  }

  listen() {
    listenToKeys(this);
    document.addEventListener("click", (event) => this.onClick(event));
    document.addEventListener("change", (event) => this.onChange(event));
    document.addEventListener("selectionchange", () => this.onSelection());
    const text = byId("text");
    for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
      text.addEventListener(String(type), (/** @type {Event} */ event) => this.hover(on ? this.article.itemAt(event.target) : null));
      byId("cards").addEventListener(String(type), (/** @type {Event} */ event) => this.hover(on ? this.cardItem(event.target) : null));
    }
    text.addEventListener("pointerup", () => setTimeout(() => this.takeSelection()));
    byId("search").addEventListener("input", () => {
      this.filters.query = byId("search").value;
      this.refilter();
    });
    new ResizeObserver(() => this.resized()).observe(byId("stage"));
    addEventListener("storage", (event) => event.key === this.keep.key && this.otherTab());
    addEventListener("beforeunload", (event) => {
      if (this.decisions.unsaved && !this.keep.works) event.preventDefault();
    });
  }

  // ---- what is shown

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

  // ---- walking

  /** @returns {Item[]} what passes the filters (and the active one), in the order of the list */
  sequence() {
    const own = this.active?.doc;
    return this.rows.flatMap(({ doc, hits }) => (doc === own ? doc.items.filter((item) => !this.hides(item)) : hits));
  }

  /** @param {number} step */
  step(step) {
    this.walk = "next";
    const items = this.sequence();
    const at = this.active ? items.indexOf(this.active) : -1;
    if (at >= 0) return this.arrive(items[at + step]);
    const own = items.filter((item) => item.doc === this.doc);
    const rest = own.length ? own : items;
    return this.arrive(step > 0 ? rest[0] : rest[rest.length - 1]);
  }

  /** @param {Item | undefined} item */
  arrive(item) {
    if (item) this.select(item, { focus: true });
    else this.say(t("say.end"));
  }

  nextDoubtful() {
    this.walk = "doubt";
    const queue = doubtfulQueue(this.rows.flatMap((row) => row.hits));
    const from = this.active;
    const after = from && queue.find((item) => item !== from && (item.confidence - from.confidence || item.order - from.order) > 0);
    const next = after || queue.find((item) => item !== from);
    if (next) this.select(next, { focus: true });
    else this.say(t(queue.length ? "say.last" : "say.all_decided"));
  }

  /** @param {number} step */
  stepDoc(step) {
    const place = this.rows.findIndex((row) => row.doc === this.doc);
    const row = this.rows[place + step];
    if (row) this.showDoc(row.doc);
    else this.say(t("say.end"));
  }

  // ---- reviewing

  /** @param {string} verdict */
  decide(verdict) {
    const item = this.active;
    if (!item || item.change === "removed") return this.say(t("say.select_first"));
    if (!item.record) {
      if (verdict === "reject") this.clearDecision();
      return undefined;
    }
    this.review.cancel();
    this.review.decide(item, verdict);
    this.say(t(`say.${verdict}`, { name: item.voice ?? t("speaker.none") }));
    if (this.walk === "doubt") this.nextDoubtful();
    else if (this.sequence().at(-1) !== item) this.step(1);
    return undefined;
  }

  edit() {
    if (!this.active || this.active.change === "removed") return this.say(t("say.select_first"));
    this.review.edit(this.active);
    this.openEditor();
    return undefined;
  }

  addSelection() {
    const range = this.article.selection();
    if (!this.doc || !range || this.doc.text === null) return this.say(t("say.select_text"));
    this.review.add(this.doc, ...range);
    if (!this.review.draft) return undefined;
    this.active = this.review.draft.item;
    getSelection()?.removeAllRanges();
    this.openEditor();
    return undefined;
  }

  openEditor() {
    byId("selbar").hidden = true;
    this.renderBoth();
    if (this.active) this.bringToSight(this.active);
    const first = /** @type {HTMLElement | null} */ (
      this.review.form?.querySelector(".span-row .handle") ?? this.review.form?.querySelector("input[type=text]")
    );
    first?.focus({ preventScroll: !NARROW.matches });
  }

  saveEdit() {
    if (!this.review.draft) return;
    const fault = this.review.fault();
    if (fault) {
      const place = this.review.form?.querySelector(".fault");
      if (place) place.textContent = fault;
      return;
    }
    const key = this.review.save();
    this.say(t("say.fix"));
    this.select(this.model.items.get(key) ?? null, { focus: true });
  }

  cancelEdit() {
    const { item, adding } = /** @type {Draft} */ (this.review.draft);
    this.review.cancel();
    this.active = adding ? null : item;
    this.renderBoth();
    if (!adding) this.cards.get(item)?.querySelector("button")?.focus({ preventScroll: true });
  }

  /** @param {string} target */
  useSelection(target) {
    const range = this.article.selection();
    if (!this.review.draft) return;
    this.review.draft.target = target;
    if (range) {
      this.review.setSpan(target, ...range);
      getSelection()?.removeAllRanges();
    } else syncEditor(this.review);
  }

  /** After the pointer selected text while a statement is open for correction. */
  takeSelection() {
    if (this.review.draft && this.article.selection()) this.useSelection(this.review.draft.target);
  }

  clearDecision() {
    const item = this.active;
    if (!item?.decision) return;
    this.review.clear(item);
    this.say(t("say.cleared"));
    if (!item.record) this.active = null;
    this.renderDoc();
  }

  undo() {
    this.backTo(this.decisions.undo(), "say.undone");
  }

  redo() {
    this.backTo(this.decisions.redo(), "say.redone");
  }

  /** @param {string[]} keys @param {string} message */
  backTo(keys, message) {
    if (!keys.length) return this.say(t("say.nothing"));
    this.say(t(message));
    const item = keys.map((key) => this.model.items.get(key)).find(Boolean);
    if (item) this.select(item, { focus: true });
    else {
      this.active = null;
      this.renderDoc();
    }
    return undefined;
  }

  otherTab() {
    for (const item of this.model.all()) {
      if (!item.record) this.model.remove(item);
      item.decision = null;
      item.refresh();
    }
    this.decisions.done = [];
    this.decisions.undone = [];
    this.decisions.restore();
    this.redecided();
  }

  // ---- files

  saveFile() {
    const blob = new Blob([this.decisions.toLines()], { type: "application/x-ndjson" });
    const address = URL.createObjectURL(blob);
    const link = h("a", { href: address, download: "decisions.jsonl" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    this.decisions.unsaved = 0;
    this.say(t("say.saved", { count: this.decisions.decided().length + this.decisions.foreign.length }));
  }

  /** @param {File} file */
  async loadFile(file) {
    const { decisions, bad } = parseDecisions(await file.text());
    const counts = this.decisions.load(decisions);
    this.redecided();
    const notes = [
      t("say.loaded", { count: counts.taken }),
      counts.kept && t("say.kept", { count: counts.kept }),
      counts.foreign && t("say.foreign", { count: counts.foreign }),
      bad.length && t("say.bad", { count: bad.length, line: bad[0] }),
    ];
    this.say(notes.filter(Boolean).join(" "));
  }

  // ---- the frame

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

  /** @param {string} kind @param {string} value filter by one value and read on */
  pick(kind, value) {
    /** @type {any} */ (this.filters)[kind] = value;
    this.panel.render();
    this.refilter();
    if (this.rows.length && !this.rows.some((row) => row.doc === this.doc)) this.showDoc(this.rows[0].doc);
    this.showView("read");
    this.renderDoc();
  }

  clearFilters() {
    Object.assign(this.filters, noFilters());
    byId("search").value = "";
    this.panel.render();
    this.refilter();
  }

  /** @param {string} kind @param {string} value */
  lift(kind, value) {
    liftFilter(this.filters, kind, value);
    if (kind === "query") byId("search").value = "";
    this.panel.render();
    this.refilter();
  }

  focusSearch() {
    if (DRAWER.matches) document.body.classList.add("list-open");
    document.body.classList.remove("list-shut");
    byId("search").focus();
    byId("search").select();
  }

  toggleList() {
    document.body.classList.toggle(DRAWER.matches ? "list-open" : "list-shut");
    this.place();
  }

  switchLanguage() {
    LANGUAGE = LANGUAGE === "id" ? "en" : "id";
    this.choose("language", LANGUAGE);
    this.review.cancel();
    this.relabel();
  }

  cycleTheme() {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    this.choose("theme", document.documentElement.dataset.theme);
    this.showTheme();
  }

  showTheme() {
    if (this.choices.theme) document.documentElement.dataset.theme = this.choices.theme;
  }

  showHelp() {
    byId("help").showModal();
  }

  escape() {
    if (this.review.draft) this.cancelEdit();
    else if (document.body.classList.contains("list-open")) document.body.classList.remove("list-open");
    else if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
    else if (this.active) this.closeCard();
  }

  /** @param {string} message shown for a moment, and read out */
  say(message) {
    const place = byId("status");
    place.textContent = message;
    place.classList.add("shown");
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => place.classList.remove("shown"), 4000);
  }

  onSelection() {
    const bar = byId("selbar");
    const range = this.review.draft || this.doc?.text === null ? null : this.article.selection();
    bar.hidden = !range;
    if (!range) return;
    const box = /** @type {Selection} */ (getSelection()).getRangeAt(0).getBoundingClientRect();
    bar.style.left = `${Math.max(8, Math.min(innerWidth - bar.offsetWidth - 8, box.left + box.width / 2 - bar.offsetWidth / 2))}px`;
    bar.style.top = `${Math.max(56, box.top - bar.offsetHeight - 8)}px`;
  }

  /** @param {Event} event */
  onChange(event) {
    const target = /** @type {any} */ (event.target);
    if (target.id === "load" && target.files.length) {
      this.loadFile(target.files[0]);
      target.value = "";
    } else if (target.id === "reviewer") this.review.sign(target.value);
    else if (target.id === "order") {
      this.order = target.value;
      this.refilter();
    }
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const button = target.closest("button");
    if (!target.closest(".side") && button?.dataset.action !== "list") document.body.classList.remove("list-open");
    if (button?.dataset.action) return this.act(button.dataset.action, button.dataset.target ?? "");
    if (button?.dataset.filter) return this.pick(button.dataset.filter, button.dataset.value ?? "");
    if (button?.dataset.lift) return this.lift(button.dataset.lift, button.dataset.value ?? "");
    if (button?.dataset.speaker) return this.pick("speaker", button.dataset.speaker);
    this.onItemClick(target);
    return undefined;
  }

  /** @param {Element} target */
  onItemClick(target) {
    if (this.review.draft || !getSelection()?.isCollapsed) return;
    const inText = this.article.itemAt(target);
    if (inText) this.select(inText, { focus: target.matches(".ref") });
    const card = this.cardItem(target);
    if (!card) return;
    if (card === this.active && target.closest(".card-head")) this.closeCard();
    else if (card !== this.active) this.select(card, { focus: true });
  }

  /** @param {string} action @param {string} target */
  act(action, target) {
    /** @type {Record<string, () => void>} */
    const actions = {
      accept: () => this.decide("accept"),
      reject: () => this.decide("reject"),
      edit: () => this.edit(),
      clear: () => this.clearDecision(),
      cancel: () => this.cancelEdit(),
      use: () => this.useSelection(target),
      drop: () => this.review.put(target, null),
      add: () => this.addSelection(),
      next: () => this.step(1),
      previous: () => this.step(-1),
      doubtful: () => this.nextDoubtful(),
      undo: () => this.undo(),
      redo: () => this.redo(),
      save: () => this.saveFile(),
      load: () => byId("load").click(),
      help: () => this.showHelp(),
      "close-help": () => byId("help").close(),
      theme: () => this.cycleTheme(),
      language: () => this.switchLanguage(),
      list: () => this.toggleList(),
      read: () => this.showView("read"),
      overview: () => this.showView("overview"),
      compare: () => this.showView("compare"),
      "clear-filters": () => this.clearFilters(),
    };
    actions[action]?.();
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

const app = new App();
app.start();
