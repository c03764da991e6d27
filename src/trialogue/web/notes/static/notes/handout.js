// The page that is printed for the doctor's visit: each question with its quote and room to write.

import { clone, part } from "./words.js";

/** Gather the questions; without one nothing is printed. */
export function showHandout(notes) {
  const handout = document.getElementById("notes-handout");
  const questions = notes.filter((note) => note.question);
  handout.hidden = questions.length === 0;
  document.getElementById("notes-questions").replaceChildren(
    ...questions.map((note) => {
      const item = clone("handout");
      part(item, "quote").textContent = note.exact;
      part(item, "quote").lang = note.language;
      part(item, "body").textContent = note.body;
      part(item, "answer").textContent = note.answer ?? "";
      return item;
    }),
  );
}
