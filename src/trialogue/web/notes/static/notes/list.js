// The list of the reader's notes: in the order of the page, then those without a place.

import { clone, part, day, word } from "./words.js";

/** Draw the list anew. */
export function drawList(panel) {
  const { notes } = panel;
  const onPage = notes.filter((note) => "start" in note.placed);
  const orphans = notes.filter((note) => note.placed.how === "orphan");
  const others = notes.filter((note) => note.placed.how === "language");
  document.getElementById("notes-none").hidden = notes.length > 0;
  document.getElementById("notes-some").hidden = notes.length === 0;
  fill("notes-list", onPage, panel);
  fill("notes-orphans", orphans, panel);
  fill("notes-others", others, panel);
}

function fill(id, notes, panel) {
  const list = document.getElementById(id);
  list.replaceChildren(...notes.map((note) => entryOf(note, panel)));
  (list.closest("[data-group]") ?? list).hidden = notes.length === 0;
}

function entryOf(note, panel) {
  const entry = clone("entry");
  entry.dataset.entry = note.id;
  const quote = part(entry, "quote");
  quote.textContent = note.exact;
  quote.lang = note.language;
  part(entry, "body").textContent = note.body || word("no-words");
  part(entry, "is-question").hidden = !note.question;
  part(entry, "answer").textContent = note.answer ? word("answer", note.answer) : "";
  part(entry, "about").textContent = aboutOf(note);
  const jump = part(entry, "jump");
  jump.hidden = !("start" in note.placed);
  const label = word("on", note.exact.slice(0, 50));
  for (const button of entry.querySelectorAll("button")) {
    button.setAttribute("aria-label", `${button.textContent.trim()} – ${label}`);
  }
  jump.addEventListener("click", () => panel.jump(note));
  part(entry, "edit").addEventListener("click", () => panel.edit(note));
  part(entry, "delete").addEventListener("click", async () => {
    await panel.remove(note);
    document.querySelector("#notes-status button")?.focus();
  });
  return entry;
}

/** Say when the note was made, and what became of its words. */
function aboutOf(note) {
  const made = word("made", day(note.created));
  const became = { changed: word("changed"), language: word("language", nameOf(note.language)) };
  return [made, became[note.placed.how]].filter(Boolean).join(" · ");
}

function nameOf(language) {
  return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(language);
}
