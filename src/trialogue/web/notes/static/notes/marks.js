// Shows on the page which words carry a note: by the CSS Custom Highlight API, which leaves the
// page as it is, or by <mark> elements where a browser lacks it.

const KINDS = ["note", "question", "choice"];
const drawn = new Map(KINDS.map((kind) => [kind, []]));

/** Whether this browser can mark words without changing the page. */
export const canHighlight = () =>
  Boolean(globalThis.CSS?.highlights && globalThis.Highlight) &&
  !document.documentElement.hasAttribute("data-notes-marks");

/** Mark these ranges as one kind (`note`, `question` or `choice`), in place of those before. */
export function mark(kind, ranges) {
  if (canHighlight()) {
    CSS.highlights.set(`notes-${kind}`, new Highlight(...ranges));
    return;
  }
  drawn.get(kind).forEach(unwrap);
  drawn.set(kind, ranges.flatMap((range) => wrap(range, kind)));
}

/** Say whether marking changes the page, so that its text must be read anew. */
export function unmark() {
  if (canHighlight()) return false;
  for (const kind of KINDS) mark(kind, []);
  return true;
}

function wrap(range, kind) {
  const walker = document.createTreeWalker(
    range.commonAncestorContainer.parentNode,
    NodeFilter.SHOW_TEXT,
  );
  const nodes = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (range.intersectsNode(node) && node.data.trim() && !node.parentNode.closest("[data-notes-skip]"))
      nodes.push(node);
  }
  const { startContainer, startOffset, endContainer, endOffset } = range;
  return nodes.map((node) => {
    let part = node;
    if (node === endContainer) part.splitText(endOffset);
    if (node === startContainer) part = part.splitText(startOffset);
    const mark = document.createElement("mark");
    mark.className = `notes-mark notes-${kind}`;
    part.replaceWith(mark);
    mark.append(part);
    return mark;
  });
}

function unwrap(mark) {
  const parent = mark.parentNode;
  mark.replaceWith(...mark.childNodes);
  parent?.normalize();
}
