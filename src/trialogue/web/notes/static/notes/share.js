// The page on which a reader chooses notes and seals them for somebody.

import { connectCopying, connectShowing } from "./fields.js";
import { FEWEST, freshPasscode, normalised, strengthOf } from "./passcode.js";
import { canSeal, fragmentOf, freshShare, ownerFragmentOf, seal } from "./sealing.js";
import { ask, countDown } from "./server.js";
import { notesOf } from "./store.js";
import { download } from "./transfer.js";
import { clone, part, say, word } from "./words.js";
import { toAnnotations } from "./w3c.js";

const form = document.getElementById("share-form");
const button = document.getElementById("share-make");
const field = document.getElementById("share-passcode");
/** The passcode that was made by chance; the estimate is for those of one's own. */
let offered = "";

/** Start the page. */
export async function open({ trial, address }) {
  const notes = await notesOf(trial).catch(() => []);
  document.getElementById("share-none").hidden = notes.length > 0;
  if (!notes.length) return;
  document.getElementById("share-notes").replaceChildren(...notes.map(choiceOf));
  const chosen = () => notes.filter((note) => form.querySelector(`[value="${note.id}"]`).checked);
  if (!canSeal()) {
    document.getElementById("share-insecure").hidden = false;
    const save = document.getElementById("share-export");
    save.addEventListener("click", () => download(notes, trial));
    return;
  }
  form.hidden = false;
  offerPasscode();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    make(chosen(), { trial, address });
  });
}

/** A note to choose; questions are chosen to begin with. */
function choiceOf(note) {
  const item = clone("choice");
  const box = part(item, "box");
  box.value = note.id;
  box.checked = note.question;
  part(item, "quote").textContent = note.exact;
  part(item, "quote").lang = note.language;
  part(item, "body").textContent = [note.body, note.answer].filter(Boolean).join(" — ");
  return item;
}

function offerPasscode() {
  fillIn();
  connectShowing(document.getElementById("share-show"), field);
  document.getElementById("share-fresh").addEventListener("click", fillIn);
  field.addEventListener("input", judge);
}

function fillIn() {
  offered = freshPasscode();
  field.value = offered;
  judge();
}

function judge() {
  const strength = field.value === offered ? "strong" : strengthOf(field.value);
  document.getElementById("share-strength").textContent = word(`strength-${strength}`, FEWEST);
  return strength;
}

async function make(notes, { trial, address }) {
  if (!notes.length) return fail(word("choose-notes"), form.querySelector("input[type=checkbox]"));
  if (judge() === "short") return fail(word("strength-short", FEWEST), field);
  button.disabled = true;
  say(word("sealing"));
  const share = await freshShare();
  const written = JSON.stringify(toAnnotations(notes, location.origin));
  const sealed = await seal(written, normalised(field.value), share, trial);
  const days = Number(new FormData(form).get("days"));
  const owner = ownerFragmentOf(share).slice(1);
  const { status, data } = await ask(address, { ...sealed, owner, days });
  button.disabled = false;
  if (status === 201) return show(share, data, notes.length);
  if (status === 429 && data.seconds) {
    await countDown(button, data.seconds, (left) => say(left > 0 ? word("wait", left) : ""));
    return undefined;
  }
  return fail(word({ 0: "no-server", 413: "too-many-notes", 429: "full" }[status] ?? "no-share"));
}

function fail(words, place) {
  say(words);
  place?.focus();
  return undefined;
}

/** Show link, passcode and the owner's link. They stand nowhere else, and are not shown again. */
function show(share, { expires }, count) {
  const here = new URL(".", location);
  const given = {
    link: `${new URL("../shared/", here)}#${fragmentOf(share)}`,
    passcode: field.value,
    owner: `${new URL("../sharer/", here)}#${ownerFragmentOf(share)}`,
  };
  for (const [name, value] of Object.entries(given)) {
    document.getElementById(`made-${name}`).textContent = value;
    connectCopying(document.getElementById(`made-copy-${name}`), () => value);
  }
  const until = new Date(expires).toLocaleString(document.documentElement.lang, {
    dateStyle: "long",
    timeStyle: "short",
  });
  document.getElementById("made-until").textContent = word("made-until", count, until);
  form.hidden = true;
  field.value = "";
  const made = document.getElementById("share-made");
  made.hidden = false;
  say("");
  made.querySelector("h2").focus();
}
