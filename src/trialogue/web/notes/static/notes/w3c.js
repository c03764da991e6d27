// Notes as W3C Web Annotations (https://www.w3.org/TR/annotation-model/) and back. Pure.

const OWN = { copy: "urn:trialogue:copy", rival: "urn:trialogue:rival" };
const CONTEXT = ["http://www.w3.org/ns/anno.jsonld", OWN];
const LONGEST = { words: 20_000, quote: 20_000, context: 1_000 };
const MOST = 2_000;

/** Write notes as one AnnotationPage; `origin` is the site's address. */
export function toAnnotations(notes, origin) {
  return {
    "@context": CONTEXT,
    type: "AnnotationPage",
    items: notes.map((note) => annotationOf(note, origin)),
  };
}

function annotationOf(note, origin) {
  const said = [{ type: "TextualBody", value: note.body, format: "text/plain", purpose: "commenting" }];
  if (note.answer) {
    said.push({ type: "TextualBody", value: note.answer, format: "text/plain", purpose: "replying" });
  }
  return {
    id: `urn:uuid:${note.id}`,
    type: "Annotation",
    motivation: note.question ? ["commenting", "questioning"] : "commenting",
    created: note.created,
    modified: note.modified,
    body: said,
    target: {
      source: { id: `${origin}/trials/${note.trial}/`, format: "text/html", language: note.language },
      selector: [
        {
          type: "TextQuoteSelector",
          exact: note.exact,
          prefix: note.prefix,
          suffix: note.suffix,
          copy: note.copy,
          rival: note.rival,
        },
        { type: "TextPositionSelector", start: note.start, end: note.end },
      ],
    },
  };
}

/**
 * Read annotations: a page, a collection with its first page, a list, or one alone.
 * Gives {notes, faults}: what could be read, and how many entries could not.
 */
export function fromAnnotations(given, trial) {
  const items = itemsOf(given).slice(0, MOST);
  const notes = items.map((one) => noteOf(one, trial)).filter(Boolean);
  return { notes, faults: items.length - notes.length };
}

function itemsOf(given) {
  if (Array.isArray(given)) return given;
  if (Array.isArray(given?.items)) return given.items;
  if (given?.first && typeof given.first === "object") return itemsOf(given.first);
  return given?.type === "Annotation" ? [given] : [];
}

/** Read one annotation; undefined where it has no quote. */
function noteOf(one, trial) {
  const target = listOf(one?.target)[0];
  const selectors = listOf(target?.selector);
  const quote = selectors.find((selector) => selector?.type === "TextQuoteSelector");
  const position = selectors.find((selector) => selector?.type === "TextPositionSelector");
  if (!isText(quote?.exact, LONGEST.quote) || !quote.exact) return undefined;
  const source = typeof target.source === "string" ? { id: target.source } : (target.source ?? {});
  const made = dateOf(one.created);
  return {
    id: /^urn:uuid:([0-9a-f-]{36})$/.exec(one.id)?.[1],
    trial: /\/trials\/([\w-]{1,40})\//.exec(source.id)?.[1] ?? trial,
    language: isText(source.language, 20) ? source.language.toLowerCase() : undefined,
    exact: quote.exact,
    prefix: isText(quote.prefix, LONGEST.context) ? quote.prefix : "",
    suffix: isText(quote.suffix, LONGEST.context) ? quote.suffix : "",
    copy: scoreOf(quote.copy),
    rival: scoreOf(quote.rival),
    start: Number.isSafeInteger(position?.start) ? position.start : -1,
    end: Number.isSafeInteger(position?.end) ? position.end : -1,
    body: saidFor(one, ["commenting", undefined]),
    answer: saidFor(one, ["replying"]),
    question: listOf(one.motivation).includes("questioning"),
    created: made,
    modified: dateOf(one.modified ?? one.created),
  };
}

function saidFor(one, purposes) {
  return listOf(one.body)
    .map((body) => (typeof body === "string" ? { value: body } : body))
    .filter((body) => purposes.includes(body?.purpose) && isText(body?.value, LONGEST.words))
    .map((body) => body.value)
    .join("\n\n");
}

function listOf(given) {
  return given === undefined || given === null ? [] : [given].flat();
}

function scoreOf(given) {
  return given >= 0 && given <= 2 ? given : undefined;
}

function isText(given, longest) {
  return typeof given === "string" && given.length <= longest;
}

function dateOf(given) {
  const time = isText(given, 40) ? Date.parse(given) : NaN;
  return new Date(Number.isNaN(time) ? 0 : time).toISOString();
}
