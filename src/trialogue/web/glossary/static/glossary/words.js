/* Explanations on hover and focus, beside the press that works without this file. Escape, leaving
   both the word and its explanation, or another word closes it. */
(() => {
  "use strict";
  if (!HTMLElement.prototype.showPopover) return;
  const WAIT = 200;
  let timer = 0;
  let open = null;

  function show(word) {
    clearTimeout(timer);
    const note = document.getElementById(word.getAttribute("popovertarget"));
    if (!note || note === open) return;
    hide();
    note.showPopover();
    open = note;
  }

  function hide() {
    clearTimeout(timer);
    if (open && open.matches(":popover-open")) open.hidePopover();
    open = null;
  }

  const later = () => { clearTimeout(timer); timer = setTimeout(hide, WAIT); };

  for (const word of document.querySelectorAll(".term")) {
    word.addEventListener("pointerenter", event => { if (event.pointerType === "mouse") show(word); });
    word.addEventListener("pointerleave", event => { if (event.pointerType === "mouse") later(); });
    word.addEventListener("focus", () => { if (word.matches(":focus-visible")) show(word); });
    word.addEventListener("blur", later);
  }
  for (const note of document.querySelectorAll(".explained")) {
    note.addEventListener("pointerenter", () => clearTimeout(timer));
    note.addEventListener("pointerleave", event => { if (event.pointerType === "mouse") later(); });
    note.addEventListener("focusin", () => clearTimeout(timer));
    note.addEventListener("toggle", event => { if (event.newState === "closed" && note === open) open = null; });
  }
  document.addEventListener("keydown", event => { if (event.key === "Escape") hide(); });
})();
