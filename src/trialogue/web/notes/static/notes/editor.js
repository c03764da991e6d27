// The small form in which a note is written. What is typed is kept at once, so that a closed tab
// or an empty battery loses nothing.

import { mark } from "./marks.js";
import { describe } from "./anchor.js";
import { putBehind, sentencesOf } from "./passages.js";
import { clone, part, word } from "./words.js";

const PAUSE = 300;
const SHOWN = 70;

/** Open the form beside a passage, or in the list where the note has none. */
export function openEditor({ panel, note, passage }) {
  const form = clone("editor");
  const body = part(form, "body");
  const question = part(form, "question");
  const answer = part(form, "answer");
  let current = note;
  let waiting;

  part(form, "quote").textContent = note.exact;
  body.value = note.body;
  question.checked = note.question;
  answer.value = note.answer ?? "";
  part(form, "answer-field").hidden = !note.shared && !note.answer;
  part(form, "delete").hidden = Boolean(note.fresh);
  if (note.fresh && passage) offerSentences(form, panel, passage, choose);

  function choose(start, end) {
    current = { ...current, ...describe(panel.page.text, start, end) };
    part(form, "quote").textContent = current.exact;
    mark("choice", [panel.page.rangeOf(start, end)]);
  }

  function isWorthKeeping() {
    return Boolean(body.value.trim() || question.checked || answer.value.trim()) || !note.fresh;
  }

  async function save() {
    clearTimeout(waiting);
    if (!isWorthKeeping()) return;
    const written = { body: body.value, question: question.checked, answer: answer.value };
    const old = { body: note.body, question: note.question, answer: note.answer ?? "" };
    const same = Object.keys(written).every((key) => written[key] === old[key]);
    if (same && !note.fresh) return;
    current = { ...current, ...written };
    try {
      await panel.keep(current);
      part(form, "kept").textContent = word("kept");
    } catch {
      part(form, "kept").textContent = word("not-kept");
    }
  }

  let closing;
  function close() {
    closing ??= save().then(() => leave());
    return closing;
  }

  async function leave() {
    removeEventListener("pagehide", save);
    await panel.closed(current);
    form.remove();
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  part(form, "delete").addEventListener("click", async () => {
    clearTimeout(waiting);
    await leave();
    await panel.remove(current);
    document.querySelector("#notes-status button").focus();
  });
  addEventListener("pagehide", save);

  stand(form, panel, note, passage);
  body.focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest" });
  return { close };
}

/** Put the form where there is room: after a paragraph or table, inside an item of a list. */
function stand(form, panel, note, passage) {
  const entry = document.querySelector(`[data-entry="${note.id}"]`);
  if (!passage) entry.append(form);
  else if (passage.block.matches("li")) putBehind(passage, form);
  else (passage.block.closest("dl, table") ?? passage.block).after(form);
}

/** Let the reader narrow a whole passage down to one of its sentences. */
function offerSentences(form, panel, passage, choose) {
  const { text } = panel.page;
  const sentences = sentencesOf(text, passage.start, passage.end);
  const select = part(form, "sentence");
  if (sentences.length < 2) return;
  const quoted = part(form, "quote").textContent;
  const options = [[passage.start, passage.end], ...sentences];
  options.forEach(([start, end], index) => {
    const words = text.slice(start, end);
    const label = index ? words.slice(0, SHOWN) : word("whole");
    select.add(new Option(label, String(index), false, words === quoted));
  });
  if (!options.some(([start, end]) => text.slice(start, end) === quoted)) {
    select.add(new Option(quoted.slice(0, SHOWN), "", true, true));
  }
  select.addEventListener("change", () => select.value && choose(...options[Number(select.value)]));
  part(form, "sentence-field").hidden = false;
}
