// The only script that a page loads by itself. It fetches the others when they are used, each
// held to the hash that the page names; a file that does not fit is refused, and nothing runs.

const settings = document.getElementById("notes-settings");
const given = JSON.parse(settings.textContent);

/** Fetch every module of an entry with its hash, leaves first; then run the entry. */
async function run(entry) {
  await Promise.all([given.style, ...given.entries[entry]].map(fetchVerified));
  return import(new URL(given.entries[entry].at(-1).url, location));
}

function fetchVerified({ url, integrity, style }) {
  const link = document.createElement("link");
  link.rel = style ? "stylesheet" : "modulepreload";
  link.integrity = integrity;
  link.href = url;
  return new Promise((fetched, refused) => {
    link.addEventListener("load", fetched);
    link.addEventListener("error", () => refused(new Error(`${url} is not what was published`)));
    document.head.append(link);
  });
}

let running;
function start(entry) {
  running ??= run(entry).then((module) => module.open(given));
  return running.catch(() => {
    running = undefined;
    const failed = document.getElementById("notes-failed");
    failed.hidden = false;
    return undefined;
  });
}

/** On a trial's page: wait until the reader has notes, asks for them, or selects words. */
async function watch() {
  const root = document.querySelector("main");
  for (const button of document.querySelectorAll("[data-notes-open]")) {
    button.addEventListener("click", async () => (await start("panel"))?.toggle());
  }
  const selected = () => {
    const range = document.getSelection();
    if (range.isCollapsed || !root.contains(range.anchorNode)) return;
    document.removeEventListener("selectionchange", selected);
    start("panel");
  };
  document.addEventListener("selectionchange", selected);
  if (await keepsNotes()) start("panel");
}

/** Say whether this browser keeps notes of this trial, without making a place for them. */
function keepsNotes() {
  return new Promise((answer) => {
    if (!globalThis.indexedDB) return answer(false);
    const opening = indexedDB.open("trialogue-notes");
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => answer(false);
    opening.onsuccess = () => {
      const database = opening.result;
      const count = database.transaction("notes").objectStore("notes").index("trial");
      const counting = count.count(given.trial);
      counting.onsuccess = () => {
        database.close();
        answer(counting.result > 0);
      };
    };
    return undefined;
  });
}

if (given.entry) start(given.entry);
else watch();
