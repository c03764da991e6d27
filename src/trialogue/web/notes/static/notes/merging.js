// Taking in notes that come from a file or from somebody else. Nothing of the reader's is
// overwritten: an answer is added, other words under the same id become a note of their own. Pure.

/**
 * Work out which notes to keep, given those that are kept already.
 * `fresh` makes an id; `language` stands in where a note does not say its own.
 */
export function merge(kept, incoming, { fresh, language, shared = false }) {
  const known = new Map(kept.map((note) => [note.id, note]));
  return incoming.flatMap((given) => {
    const note = { ...given, id: given.id ?? fresh(), language: given.language ?? language };
    if (shared) note.shared = true;
    const mine = known.get(note.id) ?? kept.find((one) => isCopy(one, note));
    if (!mine) return [note];
    if (!isCopy(mine, note)) return kept.some((one) => isCopy(one, note)) ? [] : [{ ...note, id: fresh() }];
    if (!note.answer || note.answer === mine.answer) return [];
    const answer = mine.answer ? `${mine.answer}\n\n${note.answer}` : note.answer;
    return [{ ...mine, answer, modified: note.modified }];
  });
}

function isCopy(one, other) {
  return one.trial === other.trial && one.exact === other.exact && one.body === other.body;
}
