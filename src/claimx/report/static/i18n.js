// Labels in two languages, from the one table in i18n.json.
// @ts-check

/** @type {Record<string, [string, string]>} key -> [Indonesian, English] */
let LABELS = {};
let LANGUAGE = "id";

/** @param {string | null} wanted @returns {string} */
function chooseLanguage(wanted) {
  if (wanted === "id" || wanted === "en") return wanted;
  return (navigator.language || "id").toLowerCase().startsWith("en") ? "en" : "id";
}

/**
 * The label for a key; `{name}` is filled from `values`, and `{name?one:many}` chooses by number.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
function t(key, values = {}) {
  const entry = LABELS[key];
  const label = entry ? entry[LANGUAGE === "en" ? 1 : 0] : key;
  return label
    .replace(/\{(\w+)\?([^:}]*):([^}]*)\}/g, (_, name, one, many) => (String(values[name]) === "1" ? one : many))
    .replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** @param {string} prefix @param {string} value @returns {string} a label for a value that may be unknown here */
function tValue(prefix, value) {
  const key = `${prefix}.${value}`;
  return Object.hasOwn(LABELS, key) ? t(key) : value.replaceAll("_", " ");
}

/** @param {number} value @returns {string} */
function formatNumber(value) {
  return value.toLocaleString(LANGUAGE === "en" ? "en-GB" : "id-ID");
}

/** @param {number} value a probability @returns {string} */
function formatPercent(value) {
  return `${Math.round(value * 100)}%`;
}

/**
 * A date to the precision it has: `2023-09-13`, `2022-11`, `2022`, or a time stamp.
 * @param {string | null | undefined} iso
 * @returns {string}
 */
function formatDate(iso) {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2}))?/.exec(iso || "");
  if (!match) return iso || "";
  const [, year, month, day, time] = match;
  if (!month) return year;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day || 1)));
  if (Number.isNaN(date.getTime())) return iso || "";
  const text = date.toLocaleDateString(LANGUAGE === "en" ? "en-GB" : "id-ID", {
    timeZone: "UTC",
    year: "numeric",
    month: "short",
    day: day ? "numeric" : undefined,
  });
  return time ? `${text}, ${time.replace(":", LANGUAGE === "en" ? ":" : ".")}` : text;
}

/** Fill every element of the frame that names a label. */
function labelFrame() {
  document.documentElement.lang = LANGUAGE;
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = t(element.getAttribute("data-t") || "");
  }
  for (const attribute of ["aria-label", "title", "placeholder"]) {
    for (const element of document.querySelectorAll(`[data-t-${attribute}]`)) {
      element.setAttribute(attribute, t(element.getAttribute(`data-t-${attribute}`) || ""));
    }
  }
}
