// The words and the pieces of the page that the notes use. They stand in the page's own HTML, in
// its language, as templates; no script of ours holds a sentence.

const words = document.getElementById("notes-words").content;

/** Give a sentence of the page by its name, its gaps {0}, {1} … filled. */
export function word(name, ...gaps) {
  const text = words.querySelector(`[data-word="${name}"]`).textContent;
  return text.replace(/\{(\d)\}/g, (_, gap) => String(gaps[gap]));
}

/** Make a piece of the page from its template. */
export function clone(name) {
  const piece = words.querySelector(`[data-piece="${name}"]`).cloneNode(true);
  piece.removeAttribute("data-piece");
  return piece;
}

/** Give the part of a piece that has a role, such as "quote". */
export function part(piece, role) {
  return piece.querySelector(`[data-part="${role}"]`);
}

/** Write a date as the page's language does. */
export function day(text) {
  const language = document.documentElement.lang;
  return new Date(text).toLocaleDateString(language, { dateStyle: "medium" });
}

/** Say something to a screen reader and show it, politely. */
export function say(text) {
  document.getElementById("notes-status").textContent = text;
}
