// Where a note belongs: describe a passage so that it is found again after the page was edited.
// Pure: texts in, places out. What cannot be placed for certain is an orphan: a note on the wrong
// words is worse than a note without a place.

import { fits, likeness, occurrences, weight } from "./likeness.js";

const SHORT_CONTEXT = 32;
const LONG_CONTEXT = 512;
const COMPARED = 64;
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;
const HAS_PAIR = /[\ud800-\udbff]/;
/** The likeness below which a changed passage is not taken for the one that was noted. */
const LEAST = 0.66;
/** By how much the best place must be better than the next, and than any rival of old. */
const CLEARLY = 0.15;
/** Agreement of the surroundings (both sides, 0 to 2) that can tell copies apart. */
const SURELY = 1.3;
/** Letters of a passage that say something even where its surroundings are gone. */
const TELLING = 24;

/**
 * Describe the passage from `start` to `end` of a text.
 * `prefix` and `suffix` are its surroundings, as long as it takes to make it the only one.
 * `rival` is how alike the most similar other passage was (1: the same words stood elsewhere).
 */
export function describe(text, start, end) {
  const exact = text.slice(start, end);
  let size = SHORT_CONTEXT;
  const around = () => text.slice(Math.max(0, start - size), end + size);
  while (size < LONG_CONTEXT && occurrences(text, around()).length > 1) size *= 2;
  return {
    exact,
    prefix: text.slice(Math.max(0, start - size), start),
    suffix: text.slice(end, end + size),
    start: pointsBefore(text, start),
    end: pointsBefore(text, end),
    rival: rivalOf(text, start, end),
  };
}

function rivalOf(text, start, end) {
  const exact = text.slice(start, end);
  if (occurrences(text, exact).length > 1) return 1;
  const elsewhere = `${text.slice(0, start)}\n${text.slice(end)}`;
  return fits(elsewhere, exact)[0]?.likeness ?? 0;
}

/**
 * Find a described passage in a text that may have changed.
 * Gives {how, start, end}: `how` is "exact" (nothing moved), "moved" (the same words elsewhere),
 * "changed" (words that were edited), or {how: "orphan", why}: "gone" or "doubtful".
 */
export function place(text, noted) {
  const whole = noted.prefix + noted.exact + noted.suffix;
  const start = unitsBefore(text, noted.start);
  if (text.startsWith(whole, start - noted.prefix.length)) return found("exact", start, noted);
  return sameWords(text, noted, whole) ?? changedWords(text, noted);
}

/** Look where the very words stand; undefined where they stand nowhere. */
function sameWords(text, noted, whole) {
  const starts = occurrences(text, noted.exact);
  if (!starts.length) return undefined;
  const intact = occurrences(text, whole);
  if (intact.length === 1) return found("moved", intact[0] + noted.prefix.length, noted);
  const places = starts.map((start) => ({
    start,
    end: start + noted.exact.length,
    likeness: 1,
  }));
  return decide("moved", text, noted, places);
}

function found(how, start, noted) {
  return { how, start, end: start + noted.exact.length };
}

/** Look for words that resemble the passage. */
function changedWords(text, noted) {
  const places = fits(text, noted.exact).filter((one) => one.likeness >= LEAST);
  if (!places.length) return { how: "orphan", why: "gone" };
  return decide("changed", text, noted, places);
}

/** Choose among places: the best one, if nothing else comes near it; else nobody knows. */
function decide(how, text, noted, places) {
  const judged = places
    .map((one) => ({ ...one, around: surroundings(text, one, noted) }))
    .sort((one, other) => score(other) - score(one));
  const [best, second] = judged;
  const alone = !second || score(best) - score(second) >= CLEARLY;
  const known = best.around >= SURELY || (outdoes(best, noted) && weight(noted.exact) >= TELLING);
  if (!alone || !known) return { how: "orphan", why: "doubtful" };
  return { how, start: best.start, end: best.end };
}

function score(one) {
  return one.likeness + one.around / 4;
}

/** Say whether a place is more alike than any other passage was when the note was made. */
function outdoes(one, noted) {
  return one.likeness - (noted.rival ?? 1) >= CLEARLY;
}

/** Compare what stands before and after a place with what stood there: 0 (nothing) to 2 (all). */
function surroundings(text, one, noted) {
  const before = noted.prefix.slice(-COMPARED);
  const after = noted.suffix.slice(0, COMPARED);
  const left = likeness(before, text.slice(Math.max(0, one.start - before.length), one.start));
  const right = likeness(after, text.slice(one.end, one.end + after.length));
  return left + right;
}

/** Count the characters before a place, as W3C selectors do: a pair of surrogates is one. */
function pointsBefore(text, place) {
  return place - (text.slice(0, place).match(PAIR) ?? []).length;
}

/** Give the place before which so many characters stand. */
function unitsBefore(text, points) {
  if (!HAS_PAIR.test(text)) return points;
  return [...text].slice(0, points).join("").length;
}
