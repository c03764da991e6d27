// The reader's notes on a trial's page: reads the page, places the notes, keeps all views alike.

import { describe, place } from "./anchor.js";
import { openEditor } from "./editor.js";
import { showHandout } from "./handout.js";
import { drawList } from "./list.js";
import { mark, unmark } from "./marks.js";
import { readPage } from "./page-text.js";
import { passageAt, passagesOf, putBehind, showButtons } from "./passages.js";
import { offerForSelection } from "./selection.js";
import { askToPersist, freshId, keep, notesOf, remove, whenChanged } from "./store.js";
import { connectFiles } from "./transfer.js";
import { clone, say, word } from "./words.js";

/** Start the notes of the page. Gives what the page's button needs: `toggle`. */
export async function open(given) {
  const panel = new Panel(given);
  await panel.refresh();
  panel.connect();
  return panel;
}

class Panel {
  constructor({ trial }) {
    this.trial = trial;
    this.language = document.documentElement.lang;
    this.root = document.querySelector("main");
    this.notes = [];
    this.writing = false;
    this.undraw = [];
  }

  connect() {
    document.getElementById("notes-tools").hidden = false;
    offerForSelection(this, (start, end) => this.add(start, end));
    connectFiles(this);
    whenChanged(() => this.editing || this.refresh());
    this.root.addEventListener("click", (event) => this.openAt(event));
    const all = document.getElementById("notes-delete-all");
    all.addEventListener("click", () => this.askDeleteAll(all));
  }

  /** Read the page and the notes again, and draw everything. */
  async refresh() {
    const kept = await notesOf(this.trial);
    this.draw(kept);
  }

  draw(kept) {
    this.undraw.splice(0).forEach((undo) => undo());
    unmark();
    this.page = readPage(this.root);
    this.passages = passagesOf(this.page);
    this.notes = kept
      .map((note) => ({ ...note, placed: this.placeOf(note) }))
      .sort((one, other) => rank(one) - rank(other) || one.created.localeCompare(other.created));
    this.drawMarks();
    if (this.writing) {
      const add = (start, end) => this.add(start, end);
      this.undraw.push(showButtons(this.page, this.passages, add));
    }
    drawList(this);
    showHandout(this.notes);
    this.drawCount();
  }

  placeOf(note) {
    if (note.language !== this.language) return { how: "language" };
    return place(this.page.text, note);
  }

  drawMarks() {
    const placed = this.notes.filter((note) => "start" in note.placed);
    placed.forEach((note, index) => this.drawSign(note, index + 1));
    for (const kind of ["note", "question"]) {
      const ofKind = placed.filter((note) => note.question === (kind === "question"));
      mark(kind, ofKind.map(({ placed: { start, end } }) => this.page.rangeOf(start, end)));
    }
  }

  /** Put a small numbered button behind the passage that carries a note. */
  drawSign(note, number) {
    const passage = passageAt(this.passages, note.placed.end);
    note.number = number;
    if (!passage) return;
    const sign = clone("sign");
    sign.dataset.note = note.id;
    sign.append(String(number));
    const name = note.question ? "sign-question" : "sign";
    sign.setAttribute("aria-label", word(name, number, note.body.slice(0, 80)));
    sign.addEventListener("click", () => this.edit(note));
    putBehind(passage, sign);
    this.undraw.push(() => sign.remove());
  }

  drawCount() {
    for (const count of document.querySelectorAll("[data-notes-count]")) {
      count.textContent = this.notes.length ? ` (${this.notes.length})` : "";
    }
  }

  /** Show or take away the buttons at every passage. */
  toggle() {
    this.writing = !this.writing;
    for (const button of document.querySelectorAll("[data-notes-open]")) {
      button.setAttribute("aria-pressed", String(this.writing));
    }
    this.draw(this.notes);
    say(word(this.writing ? "writing" : "reading"));
  }

  /** Begin a note on a stretch of the text. */
  async add(start, end) {
    const now = new Date().toISOString();
    const note = {
      id: freshId(),
      trial: this.trial,
      language: this.language,
      ...describe(this.page.text, start, end),
      body: "",
      question: false,
      answer: "",
      created: now,
      modified: now,
    };
    askToPersist();
    await this.edit({ ...note, placed: { how: "exact", start, end }, fresh: true });
  }

  /** Open a note to read and change it, beside its passage or, without one, in the list. */
  async edit(note) {
    await this.editing?.close();
    const placed = "start" in note.placed;
    const passage = placed ? passageAt(this.passages, note.placed.end) : undefined;
    if (placed) {
      this.show(note);
      mark("choice", [this.page.rangeOf(note.placed.start, note.placed.end)]);
    }
    this.editing = openEditor({ panel: this, note, passage });
  }

  /** Keep a note as it was written. */
  async keep({ placed, number, fresh, ...note }) {
    await keep({ ...note, modified: new Date().toISOString() });
  }

  /** The editor was closed: draw anew and give the focus back to the note's sign. */
  async closed(note) {
    this.editing = undefined;
    mark("choice", []);
    await this.refresh();
    const sign = document.querySelector(`[data-note="${note.id}"]`);
    (sign ?? document.getElementById("notes-title")).focus({ preventScroll: Boolean(sign) });
  }

  /** Remove a note, with a way back. */
  async remove(note) {
    await remove(note.id);
    await this.refresh();
    const { placed, number, fresh, ...kept } = note;
    const undo = clone("undo");
    undo.addEventListener("click", async () => {
      await keep(kept);
      await this.refresh();
      say(word("restored"));
      document.getElementById("notes-title").focus();
    });
    say(word("deleted"));
    document.getElementById("notes-status").append(" ", undo);
  }

  askDeleteAll(button) {
    const asked = clone("really");
    asked.querySelector("p").textContent = word("really", this.notes.length);
    button.after(asked);
    button.hidden = true;
    const done = () => {
      asked.remove();
      button.hidden = false;
      button.focus();
    };
    const [yes, no] = asked.querySelectorAll("button");
    no.addEventListener("click", done);
    yes.addEventListener("click", async () => {
      await remove(...this.notes.map((note) => note.id));
      await this.refresh();
      done();
      say(word("all-deleted"));
    });
    yes.focus();
  }

  /** Bring the words of a note into view; folded parts of the page are opened. */
  show(note) {
    const range = this.page.rangeOf(note.placed.start, note.placed.end);
    let around = range.startContainer.parentElement;
    for (; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  /** Show a note's words and put the focus on its sign. */
  jump(note) {
    this.show(note);
    document.querySelector(`[data-note="${note.id}"]`)?.focus({ preventScroll: true });
  }

  /** A click on marked words opens their note. */
  openAt({ target, clientX, clientY }) {
    if (this.editing || target.closest("a, button, summary, label, input, [data-notes-skip]")) return;
    if (!document.getSelection().isCollapsed) return;
    const spot = document.caretPositionFromPoint?.(clientX, clientY);
    const range = spot ? undefined : document.caretRangeFromPoint?.(clientX, clientY);
    const node = spot?.offsetNode ?? range?.startContainer;
    if (!node || !this.root.contains(node)) return;
    const at = this.page.placeOf(node, spot?.offset ?? range.startOffset);
    const note = this.notes.find(({ placed }) => placed.start <= at && at < placed.end);
    if (note) this.edit(note);
  }
}

/** Order by place; those without a place come last. */
function rank({ placed }) {
  return placed.start ?? Number.MAX_SAFE_INTEGER;
}
