// Charts as inline SVG. Types differ by pattern as well as by colour.
// @ts-check

/** @typedef {{label: string, title?: string, counts: Record<string, number>, total: number, action?: () => void}} Bar */

const BAR_ROW = 40;
let chartCount = 0;

/** @param {string} prefix @param {string[]} series @returns {SVGElement} */
function patterns(prefix, series) {
  const shapes = /** @type {Record<string, () => SVGElement[]>} */ ({
    direct: () => [],
    indirect: () => [svg("path", { d: "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", class: "pattern-line" })],
    mixed: () => [svg("circle", { cx: 2, cy: 2, r: 1.2, class: "pattern-dot" }), svg("circle", { cx: 6, cy: 6, r: 1.2, class: "pattern-dot" })],
  });
  return svg(
    "defs",
    {},
    series.map((name) =>
      svg(
        "pattern",
        { id: `${prefix}-${name}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" },
        svg("rect", { width: 8, height: 8, class: `fill-${name}` }),
        shapes[name]?.() ?? [],
      ),
    ),
  );
}

/** @param {Item[]} items @returns {Record<string, number>} */
function countTypes(items) {
  /** @type {Record<string, number>} */
  const counts = Object.fromEntries(TYPES.map((type) => [type, 0]));
  for (const item of items) counts[item.fields.type] = (counts[item.fields.type] ?? 0) + 1;
  return counts;
}

/** @param {Record<string, number>} counts @returns {string} the counts in words */
function countWords(counts) {
  return TYPES.filter((type) => counts[type]).map((type) => `${tValue("type", type)} ${counts[type]}`).join(", ");
}

/** @param {Element} group @param {Bar} bar */
function makeButton(group, bar) {
  if (!bar.action) return;
  group.setAttribute("role", "button");
  group.setAttribute("tabindex", "0");
  group.classList.add("bar-button");
  group.addEventListener("click", bar.action);
  group.addEventListener("keydown", (event) => {
    const key = /** @type {KeyboardEvent} */ (event).key;
    if (key !== "Enter" && key !== " ") return;
    event.preventDefault();
    bar.action?.();
  });
}

/**
 * Lying bars, one below the other, cut by type.
 * @param {string} label @param {Bar[]} bars @param {number} width
 * @returns {SVGElement}
 */
function barChart(label, bars, width) {
  const prefix = `p${chartCount++}`;
  const most = Math.max(1, ...bars.map((bar) => bar.total));
  const rows = bars.map((bar, index) => {
    const top = index * BAR_ROW;
    let left = 0;
    const pieces = TYPES.map((type) => {
      const size = ((bar.counts[type] ?? 0) / most) * width;
      const piece = svg("rect", { x: left, y: top + 22, width: size, height: 10, fill: `url(#${prefix}-${type})` });
      left += size;
      return size ? piece : null;
    });
    const spoken = `${bar.label}: ${bar.total} (${countWords(bar.counts)})`;
    const group = svg(
      "g",
      { "aria-label": spoken },
      svg("title", {}, bar.title ?? spoken),
      svg("rect", { x: 0, y: top, width, height: BAR_ROW - 2, class: "bar-back" }),
      svg("text", { x: 2, y: top + 15, class: "bar-label" }, clipLabel(bar.label, width - 50)),
      svg("text", { x: width - 2, y: top + 15, class: "bar-value", "text-anchor": "end" }, formatNumber(bar.total)),
      ...pieces,
    );
    makeButton(group, bar);
    return group;
  });
  const height = Math.max(1, bars.length) * BAR_ROW;
  return svg("svg", { class: "chart", width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label }, patterns(prefix, TYPES), rows);
}

/** @param {string} text @param {number} width @returns {string} cut to about the width of the chart's letters */
function clipLabel(text, width) {
  const room = Math.max(8, Math.floor(width / 7));
  const letters = [...text];
  return letters.length > room ? `${letters.slice(0, room - 1).join("")}…` : text;
}

/**
 * Standing columns along a line, cut by type.
 * @param {string} label @param {Bar[]} bars @param {number} width
 * @returns {SVGElement}
 */
function columnChart(label, bars, width) {
  const prefix = `p${chartCount++}`;
  const height = 190;
  const base = height - 26;
  const most = Math.max(1, ...bars.map((bar) => bar.total));
  const slot = width / Math.max(1, bars.length);
  const thick = Math.min(56, Math.max(1, slot - Math.min(6, slot * 0.25)));
  const every = Math.ceil(bars.length / Math.max(1, Math.floor(width / 74)));
  const columns = bars.map((bar, index) => {
    const left = index * slot + (slot - thick) / 2;
    let floor = base;
    const pieces = TYPES.map((type) => {
      const size = ((bar.counts[type] ?? 0) / most) * (base - 18);
      floor -= size;
      return size ? svg("rect", { x: left, y: floor, width: thick, height: size, fill: `url(#${prefix}-${type})` }) : null;
    });
    const spoken = `${bar.label}: ${bar.total} (${countWords(bar.counts)})`;
    const group = svg(
      "g",
      { "aria-label": spoken },
      svg("title", {}, spoken),
      svg("rect", { x: index * slot, y: 0, width: slot, height, class: "bar-back" }),
      ...pieces,
      slot > 22 && bar.total > 0 && svg("text", { x: left + thick / 2, y: floor - 4, class: "bar-value", "text-anchor": "middle" }, formatNumber(bar.total)),
      index % every === 0 && svg("text", { x: Math.max(left + thick / 2, 22), y: height - 8, class: "bar-label", "text-anchor": "middle" }, bar.label),
    );
    makeButton(group, bar);
    return group;
  });
  return svg(
    "svg",
    { class: "chart", width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label },
    patterns(prefix, TYPES),
    svg("line", { x1: 0, x2: width, y1: base, y2: base, class: "axis" }),
    columns,
  );
}
