// Offsets. Records count Unicode code points; JavaScript counts UTF-16 units. All logic of the page
// works in code points and crosses over only here.
// @ts-check

const WORD = /[\p{L}\p{M}\p{N}]+(?:[-'’./][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu;

/**
 * How many of the ascending numbers are below `limit`.
 * @param {number[]} numbers
 * @param {number} limit
 */
function countBelow(numbers, limit) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A text that is addressed by code points. */
class IndexedText {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** @type {number[]} UTF-16 positions of the characters outside the basic plane */
    this.units = [];
    for (const match of text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)) this.units.push(match.index);
    /** @type {number[]} the same characters' code point positions */
    this.points = this.units.map((unit, before) => unit - before);
    this.length = text.length - this.units.length;
    /** @type {[number, number][] | null} */
    this.tokens = null;
  }

  /** @param {number} point @returns {number} the UTF-16 position of a code point */
  unit(point) {
    return point + countBelow(this.points, point);
  }

  /** @param {number} unit @returns {number} the code point at a UTF-16 position */
  point(unit) {
    return unit - countBelow(this.units, unit);
  }

  /** @param {number} start @param {number} end @returns {string} */
  slice(start, end) {
    return this.text.slice(this.unit(Math.max(0, start)), this.unit(Math.max(0, end)));
  }

  /** @returns {[number, number][]} words and single marks as code point spans */
  words() {
    if (this.tokens === null) {
      this.tokens = [...this.text.matchAll(WORD)].map((match) => [
        this.point(match.index),
        this.point(match.index + match[0].length),
      ]);
    }
    return this.tokens;
  }

  /** @param {number} start @param {number} step @returns {number} where the next word in this direction begins */
  moveStart(start, step) {
    const words = this.words();
    const next =
      step > 0 ? words.find((word) => word[0] > start) : words.findLast((word) => word[0] < start);
    return next ? next[0] : start;
  }

  /** @param {number} end @param {number} step @returns {number} where the next word in this direction ends */
  moveEnd(end, step) {
    const words = this.words();
    const next = step > 0 ? words.find((word) => word[1] > end) : words.findLast((word) => word[1] < end);
    return next ? next[1] : end;
  }

  /**
   * Leave out white space at both ends.
   * @param {number} start @param {number} end @returns {[number, number]}
   */
  trim(start, end) {
    const text = this.slice(start, end);
    const lead = text.length - text.trimStart().length;
    const tail = text.length - text.trimEnd().length;
    // White space lies in the basic plane, so units and code points agree here.
    return lead === text.length ? [start, start] : [start + lead, end - tail];
  }

  /**
   * Widen a sloppy selection to whole words.
   * @param {number} start @param {number} end @returns {[number, number]}
   */
  toWords(start, end) {
    let [from, to] = this.trim(start, end);
    for (const [first, last] of this.words()) {
      if (first < from && from < last) from = first;
      if (first < to && to < last) to = last;
    }
    return [from, to];
  }
}

/**
 * Where a query stands in a text, as UTF-16 spans; upper and lower case are the same.
 * @param {string} text @param {string} query @returns {[number, number][]}
 */
function findAll(text, query) {
  if (!query.trim()) return [];
  const escaped = query.trim().replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
  return [...text.matchAll(new RegExp(escaped, "giu"))].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);
}
