// The filters at the left.
// @ts-check

const STANDINGS = ["undecided", "accept", "reject", "fix", "add"];
const MANY = 60;

/** @param {string} name @param {string} value @param {Child} label @param {boolean} checked */
function toggle(name, value, label, checked) {
  return h("label", { class: "toggle" }, h("input", { type: "checkbox", name, value, checked }), h("span", {}, label));
}

/** @param {string} name @param {string} label @param {[string, number][]} options @param {string} chosen @param {(value: string) => string} show */
function choice(name, label, options, chosen, show = (value) => value) {
  const all = h("option", { value: "" }, t("filter.all"));
  const rest = options.map(([value, count]) => h("option", { value, selected: value === chosen }, `${show(value)} (${formatNumber(count)})`));
  return h("label", { class: "field" }, h("span", {}, label), h("select", { name }, all, rest));
}

/** The filters as a form that writes to `filters` and tells when it did. */
class FilterPanel {
  /** @param {HTMLElement} root @param {Model} model @param {Filters} filters @param {() => void} changed */
  constructor(root, model, filters, changed) {
    this.root = root;
    this.model = model;
    this.filters = filters;
    this.changed = changed;
    root.addEventListener("input", (event) => this.read(/** @type {any} */ (event.target)));
  }

  /** Draw the form from the filters. */
  render() {
    const { filters, model } = this;
    const changes = model.run.compared
      ? [h("fieldset", {}, h("legend", {}, t("filter.change")), ["added", "removed", "changed", "same"].map((name) => toggle("changes", name, `${CHANGE_SIGN[name]} ${t(`change.${name}`)}`, filters.changes.has(name))))]
      : [];
    this.root.replaceChildren(
      ...changes,
      h("fieldset", {}, h("legend", {}, t("field.type")), TYPES.map((type) => toggle("types", type, typeBadge(type), filters.types.has(type)))),
      h("fieldset", {}, h("legend", {}, t("filter.verdict")), STANDINGS.map((name) => toggle("verdicts", name, t(`verdict.${name}`), filters.verdicts.has(name)))),
      this.speakerField(),
      choice("outlet", t("filter.outlet"), this.outlets(), filters.outlet),
      choice("rule", t("filter.rule"), model.facet((item) => item.rules), filters.rule),
      choice("flag", t("filter.flag"), model.facet((item) => item.flags), filters.flag, (value) => tValue("flag", value)),
      this.confidenceField(),
    );
    this.suggest();
  }

  /** @returns {[string, number][]} */
  outlets() {
    return this.model.facet((item) => [item.doc.outlet]);
  }

  speakerField() {
    const input = h("input", { type: "search", name: "speaker", list: "names", value: this.filters.speaker, autocomplete: "off", placeholder: t("filter.all") });
    return h("label", { class: "field" }, h("span", {}, t("filter.speaker")), input);
  }

  confidenceField() {
    const { low, high } = this.filters;
    const slider = (/** @type {string} */ name, /** @type {number} */ value, /** @type {string} */ label) =>
      h("label", {}, h("span", { class: "bound" }, `${label} `, h("span", { class: "number" }, formatPercent(value))), h("input", { type: "range", name, "aria-label": `${t("field.confidence")} ${label}`, min: 0, max: 100, step: 1, value: Math.round(value * 100) }));
    return h("fieldset", { class: "range" }, h("legend", {}, t("field.confidence")), slider("low", low, t("filter.from")), slider("high", high, t("filter.to")));
  }

  /** Offer the names that fit what is typed; never all of them. */
  suggest() {
    const typed = this.filters.speaker.toLowerCase();
    const names = this.model.facet((item) => [item.fields.name]).filter(([name]) => name.toLowerCase().includes(typed));
    byId("names").replaceChildren(...names.slice(0, MANY).map(([name]) => h("option", { value: name })));
  }

  /** @param {HTMLInputElement} input */
  read(input) {
    const filters = /** @type {any} */ (this.filters);
    if (input.type === "checkbox") {
      const set = filters[input.name];
      if (input.checked) set.add(input.value);
      else set.delete(input.value);
    } else if (input.type === "range") {
      filters[input.name] = Number(input.value) / 100;
      const output = input.closest("label")?.querySelector(".number");
      if (output) output.textContent = formatPercent(filters[input.name]);
    } else {
      filters[input.name] = input.value.trim();
      if (input.name === "speaker") this.suggest();
    }
    this.changed();
  }
}

/**
 * The filters in force, each with a button that lifts it.
 * @param {Filters} filters @returns {HTMLElement[]}
 */
function filterChips(filters) {
  const chip = (/** @type {string} */ label, /** @type {string} */ kind, value = "") =>
    h("button", { type: "button", class: "chip lift", data: { lift: kind, value }, "aria-label": t("filter.lift", { value: label }) }, label, h("span", { "aria-hidden": "true" }, " ×"));
  const range = filters.low > 0 || filters.high < 1;
  return [
    filters.query && chip(`“${filters.query}”`, "query"),
    ...[...filters.changes].map((value) => chip(t(`change.${value}`), "changes", value)),
    ...[...filters.types].map((value) => chip(tValue("type", value), "types", value)),
    ...[...filters.verdicts].map((value) => chip(t(`verdict.${value}`), "verdicts", value)),
    filters.speaker && chip(filters.speaker, "speaker"),
    filters.outlet && chip(filters.outlet, "outlet"),
    filters.rule && chip(filters.rule, "rule"),
    filters.flag && chip(tValue("flag", filters.flag), "flag"),
    range && chip(`${formatPercent(filters.low)}–${formatPercent(filters.high)}`, "range"),
  ].filter((element) => element instanceof HTMLElement);
}

/** @param {Filters} filters @param {string} kind @param {string} value */
function liftFilter(filters, kind, value) {
  const all = /** @type {any} */ (filters);
  if (kind === "range") Object.assign(filters, { low: 0, high: 1 });
  else if (all[kind] instanceof Set) all[kind].delete(value);
  else all[kind] = "";
}
