// The reader's notes, kept in this browser (IndexedDB), per trial. Nothing leaves it from here.

const NAME = "trialogue-notes";
const changes = globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : undefined;

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => {
      const notes = opening.result.createObjectStore("notes", { keyPath: "id" });
      notes.createIndex("trial", "trial");
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
    opening.onblocked = () => reject(new Error("another page holds the notes"));
  });
  return opened;
}

async function inTransaction(mode, act) {
  const transaction = (await database()).transaction("notes", mode);
  const request = act(transaction.objectStore("notes"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** List the notes of a trial. */
export function notesOf(trial) {
  return inTransaction("readonly", (notes) => notes.index("trial").getAll(trial));
}

/** List every note, of all trials. */
export function allNotes() {
  return inTransaction("readonly", (notes) => notes.getAll());
}

/** Keep notes, new or changed, all or none; tell the other open pages. */
export async function keep(...notes) {
  await inTransaction("readwrite", (store) => notes.forEach((note) => store.put(note)));
  changes?.postMessage("kept");
}

/** Remove notes by their ids; tell the other open pages. */
export async function remove(...ids) {
  await inTransaction("readwrite", (store) => ids.forEach((id) => store.delete(id)));
  changes?.postMessage("removed");
}

/** Call back when another page of this browser changed the notes. */
export function whenChanged(call) {
  changes?.addEventListener("message", call);
}

/** Ask the browser not to throw the notes away when space is short; it may refuse. */
export async function askToPersist() {
  return (await navigator.storage?.persist?.()) ?? false;
}

/** Make an id that is not in use: random, as a UUID (also where the page is plain http). */
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
