// Edits a page's text at random as editors and translators do, and knows where every letter went.
// A page is a list of blocks; each letter carries the place it had before (-1: it is new).

/** Make a source of chance from a seed (mulberry32): the same numbers every time. */
export function chanceOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const below = (chance, limit) => Math.floor(chance() * limit);
const pick = (chance, list) => list[below(chance, list.length)];
const SENTENCE = /[^.!?。！？]+[.!?。！？]*\s*/g;
const WORD = /[\p{L}\p{N}]+/gu;
const isChinese = (text) => /[\u4e00-\u9fff]/.test(text);

/** Cut a text into blocks whose letters know their places. */
export function blocksOf(text) {
  let at = 0;
  return text.split("\n").map((line) => {
    const letters = [...line].flatMap((point) => point.split(""));
    const block = letters.map((letter, index) => ({ letter, from: at + index }));
    at += line.length + 1;
    return block;
  });
}

/** Join blocks to a text and the list of where each of its letters was. */
export function joined(blocks) {
  const text = blocks.map((block) => block.map(({ letter }) => letter).join("")).join("\n");
  const from = blocks.flatMap((block) => [...block.map((one) => one.from), -1]).slice(0, -1);
  return { text, from };
}

const fresh = (text) => text.split("").map((letter) => ({ letter, from: -1 }));
const textOf = (block) => block.map(({ letter }) => letter).join("");

/** The kinds of edit. Each takes blocks, chance and sentences of other pages, and gives blocks. */
export const EDITS = {
  /** New paragraphs from other pages, and new sentences within old ones. */
  insert(blocks, chance, others) {
    return blocks.flatMap((block) => {
      const drawn = chance();
      if (drawn < 0.06) return [fresh(pick(chance, others)), block];
      if (drawn < 0.12) return [[...fresh(`${pick(chance, others)} `), ...block]];
      if (drawn < 0.2 && block.length > 40) {
        const at = pick(chance, [...textOf(block).matchAll(/[\s，、]/g)].map((one) => one.index + 1)) ?? 0;
        const words = pick(chance, others).slice(0, 5 + below(chance, 30));
        return [[...block.slice(0, at), ...fresh(`${words} `), ...block.slice(at)]];
      }
      return [block];
    });
  },
  /** Paragraphs and sentences are gone. */
  delete(blocks, chance) {
    return blocks
      .filter(() => chance() > 0.1)
      .map((block) => {
        if (chance() > 0.15) return block;
        const parts = [...textOf(block).matchAll(SENTENCE)];
        const gone = parts.length > 1 ? pick(chance, parts) : undefined;
        if (!gone) return block;
        return [...block.slice(0, gone.index), ...block.slice(gone.index + gone[0].length)];
      });
  },
  /** Paragraphs change places, near and far. */
  reorder(blocks, chance) {
    const order = [...blocks];
    for (let count = Math.ceil(blocks.length / 6); count; count -= 1) {
      const [moved] = order.splice(below(chance, order.length), 1);
      order.splice(below(chance, order.length + 1), 0, moved);
    }
    return order;
  },
  /** Sentences are said in other words: a third of the paragraphs lose a third of their words. */
  retranslate(blocks, chance, others) {
    return blocks.map((block) => (chance() < 0.35 ? reworded(block, chance, others, 0.33) : block));
  },
  /** A whole new translation: hardly a word is left where it was. */
  translate(blocks, chance, others) {
    return blocks.map((block) => (chance() < 0.5 ? reworded(block, chance, others, 0.85) : block));
  },
  /** Everything together. */
  all(blocks, chance, others) {
    return ["insert", "delete", "retranslate", "reorder"].reduce(
      (now, kind) => EDITS[kind](now, chance, others),
      blocks,
    );
  },
};

/** Replace a share of the words (of Chinese: stretches of one to four signs). */
function reworded(block, chance, others, share) {
  const text = textOf(block);
  const found = isChinese(text) ? stretches(text, chance) : [...text.matchAll(WORD)];
  let shift = block;
  for (const word of found.reverse()) {
    if (chance() > share) continue;
    const source = pick(chance, others);
    const at = below(chance, Math.max(1, source.length - 8));
    const other = isChinese(text)
      ? source.slice(at, at + word[0].length)
      : (pick(chance, source.match(WORD) ?? ["other"]) ?? "other");
    shift = [
      ...shift.slice(0, word.index),
      ...fresh(other),
      ...shift.slice(word.index + word[0].length),
    ];
  }
  return shift;
}

function stretches(text, chance) {
  const found = [];
  for (let index = 0; index < text.length; ) {
    const size = 1 + below(chance, 4);
    found.push({ index, 0: text.slice(index, index + size) });
    index += size;
  }
  return found;
}

/** Choose passages of a text as readers do: words, sentences, whole paragraphs, two at once. */
export function passagesOf(text, chance, count) {
  const lines = [...text.matchAll(/[^\n]+/g)].filter((line) => line[0].length > 3);
  return Array.from({ length: count }, () => {
    const line = pick(chance, lines);
    const kind = chance();
    if (kind < 0.25) return [line.index, line.index + line[0].length];
    if (kind < 0.55) {
      const sentence = pick(chance, [...line[0].matchAll(SENTENCE)]);
      const start = line.index + sentence.index;
      return [start, start + sentence[0].trimEnd().length];
    }
    if (kind < 0.92) {
      const words = [...line[0].matchAll(isChinese(line[0]) ? /[\u4e00-\u9fff]/g : WORD)];
      if (!words.length) return [line.index, line.index + line[0].length];
      const first = below(chance, words.length);
      const last = Math.min(words.length - 1, first + below(chance, 8));
      return [line.index + words[first].index, line.index + words[last].index + words[last][0].length];
    }
    const next = lines[lines.indexOf(line) + 1] ?? line;
    return [line.index, next.index + next[0].length];
  });
}

/**
 * Judge a place against the truth, which is the stretch from the first to the last letter that is
 * left of the passage: "right" (the same stretch, four fifths at least), "loose" (the right words,
 * an edge too far or too near), "wrong" (other words), "orphan" (no place), with the share left.
 */
export function judge(placed, [start, end], from) {
  const left = from.flatMap((place, at) => (place >= start && place < end ? [at] : []));
  const share = left.length / (end - start);
  if (placed.how === "orphan") return { verdict: "orphan", share };
  const [first, last] = [left[0] ?? 0, (left.at(-1) ?? -1) + 1];
  const shared = Math.min(last, placed.end) - Math.max(first, placed.start);
  const both = Math.max(last, placed.end) - Math.min(first, placed.start);
  const covered = placed.end - placed.start;
  const inside = left.filter((at) => at >= placed.start && at < placed.end).length;
  if (shared / both >= 0.8) return { verdict: "right", share };
  return { verdict: Math.max(inside, shared) / covered >= 0.5 ? "loose" : "wrong", share };
}

/** Edit one page in every way, with notes on it, and count what became of them. */
export function trial(text, others, { describe, place }, { seed, notes, rounds }) {
  const chance = chanceOf(seed);
  const counts = {};
  const wrong = [];
  for (const [kind, edit] of Object.entries(EDITS)) {
    counts[kind] = { right: 0, loose: 0, wrong: 0, orphan: 0, left: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const after = joined(edit(blocksOf(text), chance, others));
      for (const passage of passagesOf(text, chance, notes)) {
        const note = describe(text, ...passage);
        const placed = place(after.text, note);
        const { verdict, share } = judge(placed, passage, after.from);
        counts[kind][verdict] += 1;
        if (verdict === "orphan" && share >= 0.9) counts[kind].left += 1;
        if (verdict === "wrong") {
          const shown = after.text.slice(placed.start, placed.end);
          wrong.push({ kind, how: placed.how, noted: note.exact, shown, share });
        }
      }
    }
  }
  return { counts, wrong };
}
