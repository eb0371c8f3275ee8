// What a reviewer does on the page, and how clicks, keys and files lead there.
// @ts-check

/** The page with all that can be done on it. */
class App extends View {
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
    const wanted = location.hash.slice(1);
    const item = wanted ? this.model.all().find(({ record }) => record && encodeURIComponent(record.id) === wanted) : null;
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

  showHelp() {
    byId("help").showModal();
  }

  escape() {
    if (this.review.draft) this.cancelEdit();
    else if (document.body.classList.contains("list-open")) document.body.classList.remove("list-open");
    else if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
    else if (this.active) this.closeCard();
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

const app = new App();
app.start();
