// The record cards beside the article.
// @ts-check

const TYPE_SIGN = /** @type {Record<string, string>} */ ({ direct: "“ ”", indirect: "≈", mixed: "“≈”" });
const VERDICT_SIGN = /** @type {Record<string, string>} */ ({ accept: "✓", reject: "✗", fix: "✎", add: "+" });
const CHANGE_SIGN = /** @type {Record<string, string>} */ ({ added: "+", removed: "−", changed: "~", same: "=" });

/** @param {string} type @returns {HTMLElement} */
function typeBadge(type) {
  const known = TYPES.includes(type) ? type : "direct";
  return h(
    "span",
    { class: `badge t-${known}` },
    h("span", { class: "sign", "aria-hidden": "true" }, TYPE_SIGN[known]),
    tValue("type", type),
  );
}

/** @param {number} confidence @returns {HTMLElement} */
function confidenceBar(confidence) {
  const fill = h("i", {});
  fill.style.width = formatPercent(confidence);
  const level = confidence < 0.5 ? "low" : confidence < 0.8 ? "middle" : "high";
  return h(
    "span",
    { class: `conf conf-${level}`, title: t("field.confidence") },
    h("span", { class: "conf-bar", "aria-hidden": "true" }, fill),
    h("span", { class: "sr" }, `${t("field.confidence")} `),
    formatPercent(confidence),
  );
}

/** @param {Item} item @returns {HTMLElement | null} */
function verdictBadge(item) {
  if (!item.verdict) return null;
  return h(
    "span",
    { class: `verdict verdict-${item.verdict}` },
    h("span", { "aria-hidden": "true" }, `${VERDICT_SIGN[item.verdict]} `),
    t(`verdict.${item.verdict}`),
  );
}

/** @param {Item} item @returns {HTMLElement | null} */
function changeBadge(item) {
  if (!item.change || item.change === "same") return null;
  return h("span", { class: `change change-${item.change}` }, `${CHANGE_SIGN[item.change]} ${t(`change.${item.change}`)}`);
}

/** @param {Item} item @returns {string} role and affiliation in one line */
function capacity(item) {
  return [item.fields.role, item.fields.affiliation].filter(Boolean).join(" · ");
}

/**
 * @param {string} label @param {Child | Child[]} value
 * @returns {HTMLElement[]} a pair for a `dl`, or nothing without a value
 */
function pair(label, value) {
  const empty = value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
  return empty ? [] : [h("dt", {}, label), h("dd", {}, value)];
}

/** @param {Item} item @returns {HTMLElement} */
function dateValue(item) {
  const iso = item.fields.date;
  const date = item.record?.date;
  const own = date && date.iso === iso;
  const basis = own && date.basis ? ` (${tValue("basis", date.basis)})` : "";
  const conflict = own && date.conflict ? h("span", { class: "flag" }, tValue("flag", "date_conflict")) : null;
  return h("span", { title: own ? date.text : "" }, formatDate(iso), h("small", {}, basis), " ", conflict);
}

/** @param {string} kind `rule` or `flag` @param {string} value @returns {HTMLElement} a label that filters by itself */
function filterChip(kind, value) {
  const label = kind === "flag" ? tValue("flag", value) : value;
  return h(
    "button",
    { type: "button", class: `chip ${kind}`, title: t("filter.by", { value: label }), data: { filter: kind, value } },
    label,
  );
}

/** @param {Item} item @returns {HTMLElement[]} what the record says, field by field */
function fieldRows(item) {
  const { fields, record } = item;
  const speaker = record?.speaker;
  const mention = fields.speaker ? `“${fields.speaker.text}”` : null;
  const kind = speaker ? [speaker.mention && tValue("mention", speaker.mention), speaker.kind && tValue("kind", speaker.kind)] : [];
  return [
    ...pair(t("field.role"), fields.role),
    ...pair(t("field.affiliation"), fields.affiliation),
    ...pair(t("field.speaker"), mention && [mention, h("small", {}, ` ${kind.filter(Boolean).join(", ")}`)]),
    ...pair(t("field.cue"), fields.cue && `“${fields.cue.text}”`),
    ...pair(t("field.date"), fields.date && dateValue(item)),
    ...pair(t("field.via"), record?.via?.text),
    ...pair(t("field.addressee"), record?.addressee?.text),
    ...pair(t("field.manner"), record?.manner?.text),
    ...pair(t("field.rules"), item.rules.map((rule) => filterChip("rule", rule))),
    ...pair(t("field.flags"), item.flags.map((flag) => filterChip("flag", flag))),
    ...pair(t("field.id"), h("code", {}, record?.id ?? t("added.id"))),
  ];
}

/** @param {Item} item @returns {HTMLElement[]} old and new of each field that differs, in a comparison of runs */
function changeRows(item) {
  const fields = item.record?.change?.fields ?? [];
  if (!fields.length) return [];
  const rows = fields.map((/** @type {any} */ row) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, tValue("field", row.field.split(".").filter((/** @type {string} */ part) => part !== "text").at(-1) ?? row.field)),
      h("td", {}, h("del", {}, diffWords(row.old, row.new, "old"))),
      h("td", {}, h("ins", {}, diffWords(row.old, row.new, "new"))),
    ),
  );
  const head = h("tr", {}, h("td", {}), h("th", { scope: "col" }, t("change.old")), h("th", { scope: "col" }, t("change.new")));
  return [h("table", { class: "changes" }, h("thead", {}, head), h("tbody", {}, rows))];
}

/** @param {Item} item @returns {HTMLElement} the buttons of a review */
function verdictButtons(item) {
  const button = (/** @type {string} */ action, /** @type {string} */ key, pressed = false) =>
    h(
      "button",
      { type: "button", class: `act act-${action}`, "aria-pressed": String(pressed), "aria-keyshortcuts": key, data: { action } },
      t(`action.${action}`),
      h("kbd", { "aria-hidden": "true" }, key),
    );
  return h(
    "div",
    { class: "acts" },
    item.record && button("accept", "a", item.verdict === "accept"),
    item.record && button("reject", "r", item.verdict === "reject"),
    button("edit", "e", item.verdict === "fix"),
    item.decision && button("clear", "c"),
  );
}

/** @param {Item} item @returns {HTMLElement | null} */
function noteField(item) {
  if (!item.decision) return null;
  const label = t("field.note");
  const input = h("input", { type: "text", class: "note", placeholder: label, "aria-label": label, value: item.decision.note ?? "" });
  input.addEventListener("change", () => app.review.note(item, input.value));
  return input;
}

/**
 * @param {Item} item @param {number} number
 * @param {{active: boolean, dim: boolean, editor: HTMLElement | null}} how
 * @returns {HTMLElement}
 */
function recordCard(item, number, how) {
  const verdict = item.verdict ? ` v-${item.verdict}` : "";
  const classes = `card t-${item.fields.type}${how.active ? " active" : ""}${how.dim ? " dim" : ""}${verdict}`;
  const head = h(
    "button",
    { type: "button", class: "card-head", "aria-expanded": String(how.active) },
    h("span", { class: "card-line" }, h("span", { class: "num" }, number), typeBadge(item.fields.type), verdictBadge(item) ?? changeBadge(item), item.record && confidenceBar(item.confidence)),
    h(
      "span",
      { class: "who" },
      item.voice ?? h("em", {}, t("speaker.none")),
      !how.active && capacity(item) && h("span", { class: "capacity" }, ` ${capacity(item)}`),
    ),
  );
  const card = h("article", { class: classes, "aria-label": t("card.label", { number }) }, head);
  if (how.editor) card.append(how.editor);
  else append(card, cardBody(item, how.active));
  return card;
}

/** @param {Item} item @param {boolean} active @returns {Child[]} */
function cardBody(item, active) {
  const text = item.fields.content.text;
  if (!active) {
    const warnings = item.flags.map((flag) => h("span", { class: "flag" }, tValue("flag", flag)));
    return [h("p", { class: "say", lang: "id" }, text), warnings.length > 0 && h("p", { class: "flags" }, warnings)];
  }
  return [
    h("blockquote", { class: "say full", lang: "id" }, text),
    ...changeRows(item),
    h("dl", {}, fieldRows(item)),
    item.change !== "removed" && verdictButtons(item),
    noteField(item),
  ];
}

/**
 * Where cards go so that each stands by its text: none overlap, the active one is exactly at its place.
 * @param {{anchor: number, height: number}[]} cards in text order
 * @param {number} active index, or -1
 * @param {number} gap
 * @returns {number[]} the top of each
 */
function placeCards(cards, active, gap) {
  /** @type {number[]} */
  const tops = [];
  let floor = 0;
  cards.forEach(({ anchor, height }, index) => {
    tops[index] = Math.max(anchor, floor);
    floor = tops[index] + height + gap;
  });
  if (active < 0) return tops;
  // Those before it give way upwards, out of sight where the text is dense: their numbers in the text stay.
  tops[active] = cards[active].anchor;
  for (let index = active - 1; index >= 0; index--) {
    tops[index] = Math.min(tops[index], tops[index + 1] - cards[index].height - gap);
  }
  floor = tops[active] + cards[active].height + gap;
  for (let index = active + 1; index < cards.length; index++) {
    tops[index] = Math.max(cards[index].anchor, floor);
    floor = tops[index] + cards[index].height + gap;
  }
  return tops;
}
