// Words selected by mouse or touch get a button beside them that begins a note.

import { clone } from "./words.js";

const PAUSE = 250;

/** Offer a note for what is selected; `add` is called with start and end in the page's text. */
export function offerForSelection(panel, add) {
  const button = clone("offer");
  button.hidden = true;
  document.body.append(button);
  let waiting;
  let chosen;

  function look() {
    chosen = chosenIn(panel);
    button.hidden = !chosen;
    if (chosen) stand(button, chosen.range);
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
  // Pressing the button must not take the selection away.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const { start, end } = chosenIn(panel) ?? chosen;
    document.getSelection().removeAllRanges();
    button.hidden = true;
    add(start, end);
  });
  waiting = setTimeout(look, PAUSE);
}

function chosenIn(panel) {
  const selection = document.getSelection();
  if (panel.editing || selection.isCollapsed || !selection.rangeCount) return undefined;
  const range = selection.getRangeAt(0);
  const inside = panel.root.contains(range.startContainer) && panel.root.contains(range.endContainer);
  const node = range.startContainer;
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  if (!inside || element.closest("[data-notes-skip]")) return undefined;
  const places = panel.page.placesOf(range);
  return places && { ...places, range };
}

/** Stand below the end of the selection, where a phone's own menu does not. */
function stand(button, range) {
  const box = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  const widest = document.documentElement.clientWidth - button.offsetWidth - 8;
  button.style.left = `${Math.max(8, Math.min(box.left, widest)) + scrollX}px`;
  button.style.top = `${box.bottom + scrollY + 12}px`;
}
