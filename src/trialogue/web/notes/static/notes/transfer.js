// Notes to a file and back: W3C Web Annotations, as any other tool for them reads.

import { merge } from "./merging.js";
import { allNotes, freshId, keep } from "./store.js";
import { fromAnnotations, toAnnotations } from "./w3c.js";
import { say, word } from "./words.js";

const LARGEST = 5_000_000;

/** Connect the buttons that save and read a file. */
export function connectFiles(panel) {
  const { trial } = panel;
  document.getElementById("notes-export").addEventListener("click", () => {
    download(panel.notes.map(({ placed, number, ...note }) => note), trial);
  });
  const chooser = document.getElementById("notes-import");
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files;
    if (file) say(await take(file, panel));
    chooser.value = "";
    await panel.refresh();
  });
}

/** Save notes as a file. */
export function download(notes, trial) {
  const written = JSON.stringify(toAnnotations(notes, location.origin), null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([written], { type: "application/ld+json" }));
  link.download = `notes-${trial}.jsonld`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function take(file, { trial, language }) {
  if (file.size > LARGEST) return word("file-too-large");
  let given;
  try {
    given = JSON.parse(await file.text());
  } catch {
    return word("not-a-file");
  }
  const { notes, faults } = fromAnnotations(given, trial);
  if (!notes.length && !faults) return word("not-a-file");
  const wanted = merge(await allNotes(), notes, { fresh: freshId, language });
  await keep(...wanted);
  const here = notes.filter((note) => note.trial === trial).length;
  const said = [word("imported", here)];
  if (notes.length > here) said.push(word("imported-elsewhere", notes.length - here));
  if (faults) said.push(word("imported-faults", faults));
  return said.join(" ");
}
