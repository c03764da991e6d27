// The sharer's own page: how often the link was opened and when, and the button that ends it.

import { toBase64 } from "./base64.js";
import { canSeal, readOwnerFragment } from "./sealing.js";
import { ask } from "./server.js";
import { say, word } from "./words.js";

const moment = (text) =>
  new Date(text).toLocaleString(document.documentElement.lang, {
    dateStyle: "medium",
    timeStyle: "short",
  });

/** Start the page. */
export async function open({ address }) {
  const owner = readOwnerFragment(location.hash.slice(1));
  if (!owner || !canSeal()) {
    document.getElementById("sharer-no-link").hidden = false;
    return;
  }
  const question = { owner: toBase64(owner) };
  const { status, data } = await ask(`${address}status/`, question);
  if (status !== 200) {
    say(word(status === 0 ? "no-server" : status === 429 ? "wait" : "gone", data.seconds));
    return;
  }
  document.getElementById("sharer").hidden = false;
  document.getElementById("sharer-until").textContent = word("sharer-until", moment(data.expires));
  document.getElementById("sharer-count").textContent = word("opened-times", data.count);
  const list = document.getElementById("sharer-times");
  list.replaceChildren(
    ...data.opened.map((text) => {
      const item = document.createElement("li");
      item.textContent = moment(text);
      return item;
    }),
  );
  document.getElementById("sharer-revoke").addEventListener("click", async () => {
    const { status: done } = await ask(`${address}revoke/`, question);
    if (done !== 200) return say(word(done === 0 ? "no-server" : "gone"));
    document.getElementById("sharer").hidden = true;
    return say(word("revoked"));
  });
}
