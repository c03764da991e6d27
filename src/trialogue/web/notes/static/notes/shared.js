// The page behind a shared link: ask for the passcode, open the notes, keep them, answer them.

import { toBase64 } from "./base64.js";
import { connectShowing } from "./fields.js";
import { merge } from "./merging.js";
import { normalised } from "./passcode.js";
import { canSeal, keysOf, readFragment, unseal } from "./sealing.js";
import { ask, countDown } from "./server.js";
import { allNotes, freshId, keep } from "./store.js";
import { fromAnnotations } from "./w3c.js";
import { clone, day, part, say, word } from "./words.js";

const form = document.getElementById("open-form");
const field = document.getElementById("open-passcode");
const button = form.querySelector("button:not([type])");

/** Start the page. */
export async function open({ trial, address }) {
  if (!canSeal()) return show("open-insecure");
  const share = readFragment(location.hash.slice(1));
  if (!share) return show("open-no-link");
  form.hidden = false;
  connectShowing(document.getElementById("open-show"), field);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tryPasscode(share, trial, address);
  });
  return undefined;
}

function show(id) {
  document.getElementById(id).hidden = false;
}

async function tryPasscode(share, trial, address) {
  button.disabled = true;
  say(word("opening"));
  const { key, proof } = await keysOf(normalised(field.value), share);
  const question = { link: toBase64(share.link), proof: toBase64(proof) };
  const { status, data } = await ask(address, question);
  if (status === 200) await opened(data, key, share, trial);
  else if (status === 429) {
    await countDown(button, data.seconds ?? 60, (left) =>
      say(left > 0 ? word("wait", left) : word("try-again")),
    );
  } else {
    say(word(status === 403 ? "refused" : "no-server"));
  }
  button.disabled = false;
  if (status !== 200) field.focus();
}

async function opened(sealed, key, share, trial) {
  let read;
  try {
    read = fromAnnotations(JSON.parse(await unseal(sealed, key, share, trial)), trial);
  } catch {
    return say(word("broken"));
  }
  field.value = "";
  form.hidden = true;
  say("");
  const items = read.notes.map(itemOf);
  document.getElementById("opened-notes").replaceChildren(...items.map(({ item }) => item));
  document.getElementById("opened-until").textContent = word("opened-until", day(sealed.expires));
  show("opened");
  const keeping = document.getElementById("opened-keep");
  keeping.addEventListener("click", () => copy(items, trial, keeping));
  document.querySelector("#opened h2").focus();
  return undefined;
}

function itemOf(note) {
  const item = clone("shared");
  part(item, "quote").textContent = note.exact;
  part(item, "quote").lang = note.language ?? "";
  part(item, "body").textContent = note.body;
  part(item, "is-question").hidden = !note.question;
  const answer = part(item, "answer");
  answer.value = note.answer;
  return { item, note, answer };
}

/** Keep the notes, with what was answered, in this browser. */
async function copy(items, trial, keeping) {
  const language = document.documentElement.lang;
  const notes = items.map(({ note, answer }) => ({ ...note, answer: answer.value }));
  const fresh = (await allNotes()).filter((note) => note.trial === trial);
  await keep(...merge(fresh, notes, { fresh: freshId, language, shared: true }));
  say(word("copied-notes"));
  show("opened-next");
  keeping.textContent = word("keep-again");
  document.querySelector("#opened-next a").focus();
}
