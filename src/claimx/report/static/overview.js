// The overview: who is quoted, where, when, and how sure the records are.
// @ts-check

const TOP = 15;
const CAST_PAGE = 100;

/** @typedef {{name: string, items: Item[], roles: string, docs: number, outlets: number}} Voice */

/**
 * @template T
 * @param {Item[]} items @param {(item: Item) => T | null} key
 * @returns {Map<T, Item[]>}
 */
function groupBy(items, key) {
  /** @type {Map<T, Item[]>} */
  const groups = new Map();
  for (const item of items) {
    const value = key(item);
    if (value === null || value === "") continue;
    const group = groups.get(value);
    if (group) group.push(item);
    else groups.set(value, [item]);
  }
  return groups;
}

/** @param {(string | null)[]} values @returns {string} the most frequent */
function mostFrequent(values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}

/** @param {Item[]} items @returns {Voice[]} those quoted by name, most quoted first */
function castOf(items) {
  return [...groupBy(items, (item) => item.fields.name)]
    .map(([name, own]) => ({
      name,
      items: own,
      roles: mostFrequent(own.map(capacity)),
      docs: new Set(own.map((item) => item.doc)).size,
      outlets: new Set(own.map((item) => item.doc.outlet)).size,
    }))
    .sort((a, b) => b.items.length - a.items.length || a.name.localeCompare(b.name));
}

/** @param {[string, Item[]][]} groups @param {(label: string) => void} [action] @returns {Bar[]} */
function barsOf(groups, action) {
  return groups.map(([label, items]) => ({
    label,
    counts: countTypes(items),
    total: items.length,
    action: action && (() => action(label)),
  }));
}

/**
 * Columns over time: by day, month or year, whichever gives a readable number, with empty ones between.
 * @param {Item[]} items @returns {[string, Item[]][]}
 */
function overTime(items) {
  const dates = items.map((item) => (item.doc.published ?? "").slice(0, 10)).filter((date) => /^\d{4}-\d{2}-\d{2}$/.test(date)).sort();
  if (!dates.length) return [];
  const days = (Date.parse(dates[dates.length - 1]) - Date.parse(dates[0])) / 86_400_000;
  const length = days <= 45 ? 10 : days <= 1400 ? 7 : 4;
  const groups = groupBy(items, (item) => (item.doc.published ?? "").slice(0, length).padEnd(length, "?"));
  return periods(dates[0].slice(0, length), dates[dates.length - 1].slice(0, length))
    .map((period) => [formatDate(period), groups.get(period) ?? []]);
}

/** @param {string} first @param {string} last @returns {string[]} every day, month or year from first to last */
function periods(first, last) {
  const result = [];
  const date = new Date(`${first}${"-01-01".slice(first.length - 4)}T00:00:00Z`);
  for (let guard = 0; guard < 2000; guard++) {
    const period = date.toISOString().slice(0, first.length);
    result.push(period);
    if (period >= last) break;
    if (first.length === 10) date.setUTCDate(date.getUTCDate() + 1);
    else if (first.length === 7) date.setUTCMonth(date.getUTCMonth() + 1);
    else date.setUTCFullYear(date.getUTCFullYear() + 1);
  }
  return result;
}

/** @param {Item[]} items @returns {[string, Item[]][]} ten steps of confidence */
function byConfidence(items) {
  const records = items.filter((item) => item.record);
  return Array.from({ length: 10 }, (_, step) => [
    `${step * 10}%`,
    records.filter((item) => Math.min(9, Math.floor(item.confidence * 10 + 1e-9)) === step),
  ]);
}

/** @param {string} label @param {string | number} value @returns {HTMLElement} */
function tile(label, value) {
  return h("div", { class: "tile" }, h("dd", {}, value), h("dt", {}, label));
}

/** @param {string} title @param {Child} body @param {string} [extra] @returns {HTMLElement} */
function panel(title, body, extra = "") {
  return h("section", { class: `panel ${extra}`, "aria-label": title }, h("h2", {}, title), body);
}

/** @returns {HTMLElement} what the patterns mean */
function legend() {
  const prefix = `p${chartCount++}`;
  const entries = TYPES.map((type) =>
    h("li", {}, svg("svg", { width: 18, height: 12, "aria-hidden": "true" }, patterns(`${prefix}${type}`, [type]), svg("rect", { width: 18, height: 12, rx: 2, fill: `url(#${prefix}${type}-${type})` })), tValue("type", type)),
  );
  return h("ul", { class: "legend" }, entries);
}

/** @param {Voice[]} cast @param {number} limit @returns {HTMLElement} */
function castTable(cast, limit) {
  const head = ["cast.name", "cast.role", "cast.count", ...TYPES.map((type) => `type.${type}`), "cast.docs", "cast.outlets"];
  const rows = cast.slice(0, limit).map((voice) => {
    const counts = countTypes(voice.items);
    const name = h("button", { type: "button", class: "link", data: { speaker: voice.name } }, voice.name);
    const numbers = [voice.items.length, ...TYPES.map((type) => counts[type]), voice.docs, voice.outlets];
    return h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "capacity" }, voice.roles), numbers.map((value) => h("td", { class: value ? "number" : "number zero" }, formatNumber(value))));
  });
  return h(
    "table",
    { class: "cast" },
    h("thead", {}, h("tr", {}, head.map((key, index) => h("th", { scope: "col", class: index > 1 ? "number" : null }, t(key))))),
    h("tbody", {}, rows),
  );
}

/** @param {Voice[]} cast @returns {HTMLElement} */
function castPanel(cast) {
  const body = h("div", { class: "cast-body" });
  let limit = CAST_PAGE;
  const draw = () => {
    const more = cast.length > limit && h("button", { type: "button", class: "act" }, t("cast.more", { count: cast.length - limit }));
    if (more) {
      more.addEventListener("click", () => {
        limit += CAST_PAGE;
        draw();
      });
    }
    body.replaceChildren(h("div", { class: "scroll-x", tabindex: 0, role: "group", "aria-label": t("cast.title") }, castTable(cast, limit)), ...(more ? [more] : []));
  };
  draw();
  return panel(t("cast.title"), body, "wide");
}

/**
 * @param {HTMLElement} root @param {Item[]} items what passes the filters
 * @param {(kind: "speaker" | "outlet", value: string) => void} pick
 */
function renderOverview(root, items, pick) {
  const cast = castOf(items);
  const counts = countTypes(items);
  const decided = items.filter((item) => item.decision).length;
  const byOutlet = [...groupBy(items, (item) => item.doc.outlet)].sort((a, b) => b[1].length - a[1].length).slice(0, TOP);
  const inner = Math.max(240, root.clientWidth - 64);
  const half = inner > 900 ? Math.floor((inner - 60) / 2) : inner;
  const tiles = h(
    "dl",
    { class: "tiles" },
    tile(t("tile.documents"), formatNumber(new Set(items.map((item) => item.doc)).size)),
    tile(t("tile.statements"), formatNumber(items.length)),
    tile(t("tile.speakers"), formatNumber(cast.length)),
    ...TYPES.map((type) => tile(tValue("type", type), formatNumber(counts[type]))),
    tile(t("tile.unnamed"), formatNumber(items.filter((item) => !item.fields.name).length)),
    tile(t("tile.decided"), formatNumber(decided)),
  );
  const people = barsOf(cast.slice(0, TOP).map((voice) => [voice.name, voice.items]), (name) => pick("speaker", name));
  root.replaceChildren(
    h("h1", { class: "overview-title", tabindex: -1 }, t("overview.title")),
    tiles,
    legend(),
    h(
      "div",
      { class: "panels" },
      panel(t("chart.people"), barChart(t("chart.people"), people, half)),
      panel(t("chart.outlets"), barChart(t("chart.outlets"), barsOf(byOutlet, (name) => pick("outlet", name)), half)),
      panel(t("chart.time"), columnChart(t("chart.time"), barsOf(overTime(items)), half)),
      panel(t("chart.confidence"), columnChart(t("chart.confidence"), barsOf(byConfidence(items)), half)),
      castPanel(cast),
    ),
  );
}
