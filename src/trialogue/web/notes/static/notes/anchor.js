// Where a note belongs: describe a passage so that it is found again after the page was edited.
// Pure: texts in, places out. What cannot be placed for certain is an orphan: a note on the wrong
// words is worse than a note without a place.

import { fits, likeness, occurrences, weight } from "./likeness.js";

const SHORT_CONTEXT = 48;
const LONG_CONTEXT = 384;
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;
const HAS_PAIR = /[\ud800-\udbff]/;
/** The likeness below which a changed passage is not taken for the one that was noted. */
const LEAST = 0.8;
/** The same for a short passage, and for one of several blocks, whose parts may part company. */
const LEAST_OF_FRAIL = 0.9;
const SHORT = 40;
/** By how much the best place must be better than the next one, and than any rival of old. */
const CLEARLY = 0.15;
/** Letters of a passage that say something even where its surroundings are gone. */
const TELLING = 24;
/** Agreement of the surroundings (0 to 2) without which a short passage is not believed. */
const SOME = 0.9;
/** How much more alike surroundings may become when what stood between is deleted. */
const INHERITED = 0.5;
/** More than any score: another passage with the same surroundings, which cannot be told apart. */
const TWIN = 2;
/** What stands in where a note from elsewhere names no copy and no rival. */
const UNKNOWN_COPY = 0.85;
const UNKNOWN_RIVAL = 1.3;

/**
 * Describe the passage from `start` to `end` of a text.
 * `prefix` and `suffix` are its surroundings, as long as it takes to make it the only one.
 * `copy` and `rival` are the scores of the most similar other passage, of the same words and of
 * words like them (0: there was none): what a wrong place would look like.
 */
export function describe(text, start, end) {
  const exact = text.slice(start, end);
  let size = SHORT_CONTEXT;
  const around = () => text.slice(Math.max(0, start - size), end + size);
  while (size < LONG_CONTEXT && occurrences(text, around()).length > 1) size *= 2;
  const noted = {
    exact,
    prefix: text.slice(Math.max(0, start - size), start),
    suffix: text.slice(end, end + size),
    start: pointsBefore(text, start),
    end: pointsBefore(text, end),
  };
  const twin = occurrences(text, around()).length > 1;
  const others = placesIn(text, noted).filter((one) => one.end <= start || one.start >= end);
  const worst = (how) =>
    Math.max(
      0,
      ...others
        .filter((one) => one.how === how)
        .map((one) => scoreOf({ ...one, around: dangerOf(one) })),
    );
  return { ...noted, copy: twin ? TWIN : worst("moved"), rival: worst("changed") };
}

/** Give the surroundings that another passage may come to have: of similar words any at all. */
function dangerOf({ how, around }) {
  return how === "moved" ? Math.min(2, around + INHERITED) : 2;
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
  const intact = occurrences(text, whole);
  if (intact.length === 1 && noted.prefix + noted.suffix && noted.copy !== TWIN) {
    return found("moved", intact[0] + noted.prefix.length, noted);
  }
  return decide(noted, placesIn(text, noted));
}

function found(how, start, noted) {
  return { how, start, end: start + noted.exact.length };
}

/** List where the passage may be, with the very words or with words like them, best first. */
function placesIn(text, noted) {
  const same = occurrences(text, noted.exact).map((start) => found("moved", start, noted));
  const frail = weight(noted.exact) < SHORT || noted.exact.includes("\n");
  const least = frail ? LEAST_OF_FRAIL : LEAST;
  const like = fits(text, noted.exact)
    .filter((one) => one.likeness >= least)
    .filter((one) => numbersOf(text.slice(one.start, one.end)) === numbersOf(noted.exact))
    .filter((one) => same.every((other) => one.end <= other.start || one.start >= other.end))
    .map((one) => ({ ...one, how: "changed" }));
  return [...same, ...like]
    .map((one) => ({ ...one, around: surroundings(text, one, noted) }))
    .map((one) => ({ ...one, score: scoreOf(one) }))
    .sort((one, other) => other.score - one.score);
}

/** Another number is another matter: a note on one dose or date is never put on the next. */
function numbersOf(words) {
  return (words.match(/\d+/g) ?? []).join(" ");
}

function scoreOf({ likeness: alike = 1, around }) {
  return alike + around / 4;
}

/** Take the best place if nothing else comes near it, now or on the page of old; else none. */
function decide(noted, [best, second]) {
  if (!best) return { how: "orphan", why: "gone" };
  const alone = !second || best.score - second.score >= CLEARLY;
  const { copy = UNKNOWN_COPY, rival = UNKNOWN_RIVAL } = noted;
  const feared = best.how === "moved" ? copy : Math.max(copy, rival);
  const known = best.score - feared >= CLEARLY;
  const telling = weight(noted.exact) >= TELLING || best.around >= SOME;
  if (!alone || !known || !telling) return { how: "orphan", why: "doubtful" };
  return { how: best.how, start: best.start, end: best.end };
}

/** Compare what stands before and after a place with what stood there: 0 (nothing) to 2 (all). */
function surroundings(text, { start, end }, { prefix, suffix }) {
  const before = text.slice(Math.max(0, start - prefix.length), start);
  const after = text.slice(end, end + suffix.length);
  const left = prefix ? likeness(prefix, before) : Number(start === 0);
  const right = suffix ? likeness(suffix, after) : Number(end === text.length);
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
