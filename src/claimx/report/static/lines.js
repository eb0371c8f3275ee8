// A decision and its line in decisions.jsonl (`claimx.decision.v1`).
// @ts-check

/** @typedef {{schema: string, record: string, doc: string, sha256: string, verdict: string, content: SpanData, context: {prefix: string, suffix: string}, fix: Fields|null, note: string|null, reviewer: string|null, at: string}} Decision */

const DECISION_SCHEMA = "claimx.decision.v1";

/** @returns {string} now, to the second */
function timestamp() {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

/**
 * A decision in the contract's key order.
 * @param {Item} item @param {string} verdict
 * @param {{fix?: Fields|null, note?: string|null, reviewer?: string|null, at?: string}} more
 * @returns {Decision}
 */
function makeDecision(item, verdict, more) {
  return {
    schema: DECISION_SCHEMA,
    record: item.record?.id ?? item.key.split("\u0000")[1],
    doc: item.doc.id,
    sha256: item.doc.sha256,
    verdict,
    content: item.original.content,
    context: { prefix: item.context.prefix, suffix: item.context.suffix },
    fix: more.fix ?? null,
    note: more.note || null,
    reviewer: more.reviewer || null,
    at: more.at ?? timestamp(),
  };
}

/** @param {any} span @returns {boolean} */
function isSpan(span) {
  return (
    typeof span?.text === "string" && Number.isInteger(span.start) && Number.isInteger(span.end) &&
    span.start >= 0 && span.end >= span.start
  );
}

/** @param {any} value @returns {boolean} */
function isTextOrNull(value) {
  return value === null || value === undefined || typeof value === "string";
}

/** @param {any} fix @returns {boolean} a correction as a file has it: cue and speaker are words */
function isLineFix(fix) {
  const words = [fix?.cue, fix?.speaker, fix?.name, fix?.role, fix?.affiliation, fix?.date];
  return TYPES.includes(fix?.type) && isSpan(fix.content) && words.every(isTextOrNull);
}

/** @param {any} fix @returns {boolean} a correction as the browser keeps it: cue and speaker have places */
function isKeptFix(fix) {
  const spans = [fix?.cue, fix?.speaker].every((span) => !span || typeof span.text === "string");
  return TYPES.includes(fix?.type) && isSpan(fix.content) && spans;
}

/** @param {Decision} decision @returns {object} the decision as a line of the file has it */
function decisionLine(decision) {
  const fix = decision.fix && { ...decision.fix, cue: decision.fix.cue?.text ?? null, speaker: decision.fix.speaker?.text ?? null };
  return { ...decision, fix };
}

/** @param {object} line @returns {string} JSON that every reader takes for one line */
function lineText(line) {
  const escape = (/** @type {string} */ sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(line).replace(/[\u0085\u2028\u2029]/g, escape);
}

/**
 * Give words of a file their place in the text: where the record had them, or else nearest to the content.
 * @param {Doc} doc @param {string | null | undefined} words @param {SpanData} content @param {SpanData | null} known
 * @returns {SpanData | null}
 */
function placeWords(doc, words, content, known) {
  if (!words) return null;
  if (known?.text === words) return known;
  const text = indexedText(doc);
  /** @type {SpanData} */
  let best = { text: words, start: -1, end: -1 };
  let nearest = Infinity;
  for (let unit = text ? text.text.indexOf(words) : -1; text && unit >= 0; unit = text.text.indexOf(words, unit + 1)) {
    const start = text.point(unit);
    const end = text.point(unit + words.length);
    const distance = Math.min(Math.abs(start - content.end), Math.abs(content.start - end));
    if (distance < nearest) [best, nearest] = [{ text: words, start, end }, distance];
  }
  return best;
}

/** @param {Doc} doc @param {any} fix of a file @param {Fields | null} original @returns {Fields} */
function placeFix(doc, fix, original) {
  const place = (/** @type {"cue"|"speaker"} */ name) => placeWords(doc, fix[name], fix.content, original?.[name] ?? null);
  return wholeFix({ ...fix, cue: place("cue"), speaker: place("speaker") });
}

/** @param {any} line @returns {boolean} whether a line of a file is a decision that can be used */
function isDecision(line) {
  return (
    line?.schema === DECISION_SCHEMA && typeof line.doc === "string" && VERDICTS.includes(line.verdict) &&
    isSpan(line.content) && typeof line.context?.prefix === "string" &&
    typeof line.context?.suffix === "string" && typeof line.at === "string" &&
    typeof line.record === "string" && isTextOrNull(line.note) && isTextOrNull(line.reviewer) &&
    (line.verdict === "fix" || line.verdict === "add" ? isLineFix(line.fix) : true)
  );
}

/** @param {any} fix @returns {Fields} the same, with every key there */
function wholeFix(fix) {
  const { type, content, cue, speaker, name, role, affiliation, date } = fix;
  return {
    type,
    content: /** @type {SpanData} */ (plainSpan(content)),
    cue: plainSpan(cue),
    speaker: plainSpan(speaker),
    name: name ?? null,
    role: role ?? null,
    affiliation: affiliation ?? null,
    date: date ?? null,
  };
}

/**
 * Read a decisions file.
 * @param {string} text
 * @returns {{decisions: Decision[], bad: number[]}} and the numbers of lines that are none
 */
function parseDecisions(text) {
  /** @type {Decision[]} */
  const decisions = [];
  /** @type {number[]} */
  const bad = [];
  text.replace(/^\uFEFF/, "").split(/\r?\n/).forEach((line, index) => {
    if (!line.trim()) return;
    let value = null;
    try {
      value = JSON.parse(line);
    } catch {
      // counted below
    }
    if (isDecision(value)) decisions.push(value);
    else bad.push(index + 1);
  });
  return { decisions, bad };
}
