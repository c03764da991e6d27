// How alike two texts are, and where in a long text a short one fits best. Pure: no page, no clock.

const CJK = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/g;
const MOST_WINDOWS = 8;
const COMMON = 60;

/** Say how much a text tells: its length, a Chinese sign counted as two and a half letters. */
export function weight(text) {
  return text.length + 1.5 * (text.match(CJK) ?? []).length;
}

/** Count the edits (insert, delete, replace a letter) that lead from one text to the other. */
export function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= other.length; column += 1) {
      const step = row[column - 1] + (one[line - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min(step, row[column] + 1, next[column - 1] + 1));
    }
    row = next;
  }
  return row[other.length];
}

/** Give 1 for the same text, 0 for nothing in common. */
export function likeness(one, other) {
  const longest = Math.max(one.length, other.length);
  return longest ? 1 - distance(one, other) / longest : 1;
}

/**
 * Find where in `text` the whole of `wanted` fits with the fewest edits (Sellers 1980).
 * Gives start, end and likeness; of equally good ends the first one.
 */
export function bestFit(text, wanted) {
  const size = wanted.length;
  let costs = new Int32Array(size + 1).map((_, index) => index);
  let starts = new Int32Array(size + 1);
  let best = { start: 0, end: 0, cost: size };
  for (let end = 1; end <= text.length; end += 1) {
    const nextCosts = new Int32Array(size + 1);
    const nextStarts = new Int32Array(size + 1);
    nextStarts[0] = end;
    for (let row = 1; row <= size; row += 1) {
      const same = costs[row - 1] + (text[end - 1] === wanted[row - 1] ? 0 : 1);
      const added = costs[row] + 1;
      const missing = nextCosts[row - 1] + 1;
      const least = Math.min(same, added, missing);
      nextCosts[row] = least;
      nextStarts[row] =
        least === same ? starts[row - 1] : least === missing ? nextStarts[row - 1] : starts[row];
    }
    [costs, starts] = [nextCosts, nextStarts];
    if (costs[size] < best.cost) best = { start: starts[size], end, cost: costs[size] };
  }
  return { start: best.start, end: best.end, likeness: 1 - best.cost / size };
}

/** List every place where `wanted` stands to the letter. */
export function occurrences(text, wanted) {
  const found = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found.push(at);
  return found;
}

/**
 * List the places of `text` that resemble `wanted`, each once, best first.
 * Short pieces of `wanted` that stand in the text to the letter vote for where the whole may lie;
 * the places with most votes are then compared letter by letter.
 */
export function fits(text, wanted) {
  const slack = Math.ceil(wanted.length * 0.35) + 4;
  const places = [];
  for (const near of votes(text, wanted, slack)) {
    const from = Math.max(0, near - slack);
    const fit = bestFit(text.slice(from, near + wanted.length + 2 * slack), wanted);
    const place = { start: from + fit.start, end: from + fit.end, likeness: fit.likeness };
    const twin = places.findIndex((one) => one.start < place.end && place.start < one.end);
    if (twin < 0) places.push(place);
    else if (places[twin].likeness < place.likeness) places[twin] = place;
  }
  return places.sort((one, other) => other.likeness - one.likeness);
}

function votes(text, wanted, slack) {
  const piece = weight(wanted) > 1.6 * wanted.length ? 3 : 6;
  const counts = new Map();
  for (let offset = 0; offset + piece <= wanted.length; offset += Math.max(1, piece >> 1)) {
    const hits = occurrences(text, wanted.slice(offset, offset + piece));
    if (hits.length > COMMON) continue;
    for (const hit of hits) {
      const bucket = Math.round((hit - offset) / slack);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
  }
  const order = [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST_WINDOWS);
  return order.map(([bucket]) => bucket * slack);
}
