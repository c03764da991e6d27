// The words of the page as one text, and the way back from a place in it to the page.
// White space is one blank; a new block is a line break; what belongs to the notes is left out.

const BLOCK = new Set(
  ("ADDRESS ARTICLE ASIDE BLOCKQUOTE BR CAPTION DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER " +
    "FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P SECTION SUMMARY TABLE TD TH TR UL").split(" "),
);
const LEFT_OUT = "script, style, template, noscript, svg, nav, form, [popover], button:not(.term), [data-notes-skip]";

/** Read what stands inside an element. */
export function readPage(root) {
  const reading = { text: "", pieces: [], offsets: [], gap: "" };
  take(root, reading);
  return new PageText(reading);
}

function take(element, reading) {
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) takeText(node, reading);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT_OUT)) continue;
    const isBlock = BLOCK.has(node.tagName);
    if (isBlock) reading.gap = "\n";
    take(node, reading);
    if (isBlock) reading.gap = "\n";
  }
}

function takeText(node, reading) {
  let piece;
  for (let offset = 0; offset < node.data.length; offset += 1) {
    const letter = node.data[offset];
    if (/\s/.test(letter)) {
      reading.gap ||= " ";
      continue;
    }
    if (reading.gap && reading.text) {
      reading.text += reading.gap;
      reading.offsets.push(offset);
    }
    reading.gap = "";
    if (!piece) {
      piece = { node, start: reading.text.length };
      reading.pieces.push(piece);
    }
    reading.text += letter;
    reading.offsets.push(offset);
    piece.end = reading.text.length;
  }
}

class PageText {
  /** `pieces` are the text nodes with their places; `offsets` leads from a letter to its node. */
  constructor({ text, pieces, offsets }) {
    this.text = text;
    this.pieces = pieces;
    this.offsets = offsets;
  }

  /** Give the range of the page from one place of the text to another. */
  rangeOf(start, end) {
    const range = document.createRange();
    const first = this.pieces.find((piece) => piece.end > start);
    const last = this.pieces.findLast((piece) => piece.start < end);
    range.setStart(first.node, this.offsets[Math.max(start, first.start)]);
    range.setEnd(last.node, this.offsets[Math.min(end, last.end) - 1] + 1);
    return range;
  }

  /** Give the place in the text where a boundary of the page lies (the next letter's). */
  placeOf(container, offset) {
    const point = document.createRange();
    point.setStart(container, offset);
    for (const piece of this.pieces) {
      if (piece.node === container) {
        for (let at = piece.start; at < piece.end; at += 1) {
          if (this.offsets[at] >= offset) return at;
        }
        return piece.end;
      }
      if (point.comparePoint(piece.node, 0) > 0) return piece.start;
    }
    return this.text.length;
  }

  /** Give start and end of a selected range without white space at its ends; null if empty. */
  placesOf(range) {
    let start = this.placeOf(range.startContainer, range.startOffset);
    let end = this.placeOf(range.endContainer, range.endOffset);
    while (start < end && /\s/.test(this.text[start])) start += 1;
    while (start < end && /\s/.test(this.text[end - 1])) end -= 1;
    return start < end ? { start, end } : null;
  }
}
