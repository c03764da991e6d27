// The passages of the page (paragraphs, items of lists, entries of tables), each with a button to
// add a note. Arrows down and up lead from passage to passage, right and left through sentences.

import { mark } from "./marks.js";
import { clone, word } from "./words.js";

const PASSAGE = "p, li, dd, td, blockquote, figcaption";
const TITLE = "summary, h1, h2, h3, h4, h5, h6, dt, th";

/** List the passages: their element, their place in the text, and where a button fits. */
export function passagesOf(page) {
  const passages = new Map();
  for (const piece of page.pieces) {
    const block = piece.node.parentElement.closest(`${PASSAGE}, ${TITLE}`);
    if (!block || block.matches(`${TITLE}, .actions`)) continue;
    const known = passages.get(block) ?? { block, start: piece.start };
    if (known.end !== undefined && piece.start > known.end + 1) continue;
    passages.set(block, { ...known, end: piece.end, tail: tailOf(piece.node, block) });
  }
  return [...passages.values()].filter((one) => one.end - one.start > 1);
}

/** Give the child of the block in which its own words end. */
function tailOf(node, block) {
  let tail = node;
  while (tail.parentElement !== block) tail = tail.parentElement;
  return tail;
}

/** Find the passage in which a place of the text lies; the last one before it otherwise. */
export function passageAt(passages, place) {
  return passages.findLast((one) => one.start < place);
}

/** Put something small behind the last word of a passage. */
export function putBehind(passage, element) {
  let after = passage.tail;
  while (after.nextSibling?.matches?.("[data-notes-skip]")) after = after.nextSibling;
  after.after(element);
}

/** Split a stretch of the text into sentences, as [start, end] pairs. */
export function sentencesOf(text, start, end) {
  if (!Intl.Segmenter) return [[start, end]];
  const segments = new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" });
  return [...segments.segment(text.slice(start, end))].map(({ index, segment }) => [
    start + index,
    start + index + segment.trimEnd().length,
  ]);
}

/** Put a button at every passage; `add` is called with start and end of what was chosen. */
export function showButtons(page, passages, add) {
  const stops = passages.map((passage) => {
    const button = clone("add");
    const excerpt = page.text.slice(passage.start, Math.min(passage.end, passage.start + 60));
    button.setAttribute("aria-label", word("add", excerpt));
    putBehind(passage, button);
    return { passage, button, chosen: -1 };
  });
  stops.forEach((stop, index) => {
    stop.button.addEventListener("click", () => add(...chosenOf(page, stop)));
    stop.button.addEventListener("keydown", (event) => step(event, page, stops, index));
    stop.button.addEventListener("blur", () => choose(page, stop, -1));
  });
  return () => {
    mark("choice", []);
    stops.forEach(({ button }) => button.remove());
  };
}

function chosenOf(page, { passage, chosen }) {
  const whole = [passage.start, passage.end];
  return chosen < 0 ? whole : sentencesOf(page.text, ...whole)[chosen];
}

function step(event, page, stops, index) {
  const sideways = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const along = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!sideways && !along) return;
  event.preventDefault();
  const stop = stops[index];
  const count = sentencesOf(page.text, stop.passage.start, stop.passage.end).length;
  const next = stop.chosen + (sideways ?? 0);
  if (sideways && next >= -1 && next < count) {
    choose(page, stop, next);
    return;
  }
  const way = along ?? sideways;
  let other = index + way;
  while (stops[other] && !stops[other].button.offsetParent) other += way;
  stops[other]?.button.focus();
}

/** Choose a sentence of a passage (-1: the whole), show it and say it. */
function choose(page, stop, chosen) {
  stop.chosen = chosen;
  const [start, end] = chosenOf(page, stop);
  mark("choice", chosen < 0 ? [] : [page.rangeOf(start, end)]);
  const said = document.getElementById("notes-said");
  if (chosen >= 0) said.textContent = page.text.slice(start, end);
}
