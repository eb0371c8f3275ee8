// Which items are shown.
// @ts-check

/** @typedef {{query: string, types: Set<string>, verdicts: Set<string>, changes: Set<string>, outlet: string, speaker: string, wholeName: boolean, rule: string, flag: string, low: number, high: number}} Filters */

/** @returns {Filters} filters that let everything through */
function noFilters() {
  return {
    query: "",
    types: new Set(),
    verdicts: new Set(),
    changes: new Set(),
    outlet: "",
    speaker: "",
    wholeName: false,
    rule: "",
    flag: "",
    low: 0,
    high: 1,
  };
}

/** @param {Filters} filters @returns {boolean} */
function filtersItems(filters) {
  return Boolean(
    filters.types.size || filters.verdicts.size || filters.changes.size || filters.speaker ||
      filters.rule || filters.flag || filters.low > 0 || filters.high < 1,
  );
}

/** @param {Filters} filters @returns {boolean} */
function filtersAny(filters) {
  return filtersItems(filters) || Boolean(filters.query.trim() || filters.outlet);
}

/** @param {Item} item @returns {string} */
function standing(item) {
  return item.verdict ?? "undecided";
}

/** @param {Filters} filters @param {Item} item @returns {boolean} all filters but the query */
function passesFacets(filters, item) {
  return (
    (!filters.types.size || filters.types.has(item.fields.type)) &&
    (!filters.verdicts.size || filters.verdicts.has(standing(item))) &&
    (!filters.changes.size || filters.changes.has(item.change ?? "same")) &&
    (!filters.outlet || item.doc.outlet === filters.outlet) &&
    (!filters.speaker || sameVoice(item, filters)) &&
    (!filters.rule || item.rules.includes(filters.rule)) &&
    (!filters.flag || item.flags.includes(filters.flag)) &&
    item.confidence >= filters.low &&
    item.confidence <= filters.high
  );
}

/** @param {Item} item @param {Filters} filters @returns {boolean} by a whole name where it is one, else by a part */
function sameVoice(item, { speaker, wholeName }) {
  const voice = (item.voice ?? "").toLowerCase();
  return wholeName ? voice === speaker.toLowerCase() : voice.includes(speaker.toLowerCase());
}

/** @param {Filters} filters @param {Item} item @returns {boolean} */
function passes(filters, item) {
  const query = filters.query.trim().toLowerCase();
  return passesFacets(filters, item) && (!query || item.lower.includes(query));
}

/**
 * The documents to list, each with the number of items that pass. A document also counts when only
 * its title or running text holds the query.
 * @param {Model} model @param {Filters} filters
 * @returns {{doc: Doc, hits: Item[]}[]}
 */
function matchingDocs(model, filters) {
  const query = filters.query.trim().toLowerCase();
  const needsItems = filtersItems(filters);
  const rows = [];
  for (const doc of model.docs) {
    if (filters.outlet && doc.outlet !== filters.outlet) continue;
    const hits = doc.items.filter((item) => passes(filters, item));
    if (hits.length || (!needsItems && (!query || doc.lower.includes(query)))) rows.push({ doc, hits });
  }
  return rows;
}

/** Ways to order the document list. @type {Record<string, (a: {doc: Doc, hits: Item[]}, b: {doc: Doc, hits: Item[]}) => number>} */
const DOC_ORDERS = {
  run: (a, b) => a.doc.index - b.doc.index,
  newest: (a, b) => (b.doc.published ?? "").localeCompare(a.doc.published ?? ""),
  outlet: (a, b) => (a.doc.outlet ?? "").localeCompare(b.doc.outlet ?? ""),
  most: (a, b) => b.hits.length - a.hits.length,
  doubtful: (a, b) => lowestConfidence(a.hits) - lowestConfidence(b.hits),
};

/** @param {Item[]} items @returns {number} */
function lowestConfidence(items) {
  return items.reduce((low, item) => (item.decision ? low : Math.min(low, item.confidence)), 2);
}

/**
 * Undecided items, least certain first: the order in which `n` walks.
 * @param {Item[]} items @returns {Item[]}
 */
function doubtfulQueue(items) {
  return items
    .filter((item) => !item.decision)
    .sort((a, b) => a.confidence - b.confidence || a.order - b.order);
}
