// Passcodes: made by chance, read as people type them, and judged when somebody makes their own.

// No letter or digit that is easily taken for another.
const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";
const GROUPS = 3;
const SIZE = 4;
/** The fewest characters of a passcode of one's own. */
export const FEWEST = 10;
/** Guesses in a second that a rich guesser makes who holds link and database (600,000 rounds). */
const GUESSES = 1e6;
const YEAR = 365 * 24 * 3600;

/** Make a passcode: twelve characters in groups of four, 59 bits. */
export function freshPasscode() {
  const group = () => Array.from({ length: SIZE }, () => LETTERS[below(LETTERS.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** Draw a number below `limit`, each as likely as any other. */
function below(limit) {
  const bytes = new Uint8Array(1);
  do crypto.getRandomValues(bytes);
  while (bytes[0] >= 256 - (256 % limit));
  return bytes[0] % limit;
}

/** Read a passcode as it is meant: blanks, hyphens and capitals do not count. */
export function normalised(passcode) {
  return passcode.normalize("NFKC").replace(/[\s\-\u2010-\u2015]+/g, "").toLowerCase();
}

/**
 * Judge a passcode of somebody's own: "short", "weak", "fair" or "strong".
 * Weak means that a guesser with the link and our database would need less than a year.
 * It is an estimate of our own: what it calls strong may still be a line of a known song.
 */
export function strengthOf(passcode) {
  const plain = normalised(passcode);
  if ([...plain].length < FEWEST) return "short";
  const years = 2 ** (bitsOf(plain) - 1) / GUESSES / YEAR;
  if (years < 1) return "weak";
  return years < 1000 ? "fair" : "strong";
}

/** Estimate the bits of chance: kinds of characters, less for what repeats or runs on. */
export function bitsOf(plain) {
  const kinds = [
    [/[a-z]/, 26],
    [/[0-9]/, 10],
    [/[\u4e00-\u9fff]/, 2000],
    [/[^a-z0-9\u4e00-\u9fff]/, 30],
  ];
  const size = kinds.reduce((sum, [kind, count]) => sum + (kind.test(plain) ? count : 0), 0);
  const letters = [...plain];
  // A letter that one could foresee (the same, the next, one seen before) tells less than another.
  const seen = new Set();
  let bits = 0;
  letters.forEach((letter, index) => {
    const step = index ? letter.codePointAt(0) - letters[index - 1].codePointAt(0) : 9;
    const foreseen = Math.abs(step) <= 1 ? 0.1 : seen.has(letter) ? 0.5 : 1;
    bits += Math.log2(size) * foreseen;
    seen.add(letter);
  });
  // People's words and dates are far from chance: English has about 2 bits a letter, a date 15.
  const words = plain.match(/[a-z]{4,}/g) ?? [];
  const dates = plain.match(/(?:19|20)\d{2}(?:\d{4})?|\d{6,8}/g) ?? [];
  const spelled = words.reduce((sum, word) => sum + word.length, 0);
  const dated = dates.reduce((sum, date) => sum + date.length, 0);
  const loss = spelled * (Math.log2(size) - 2.3) + dated * (Math.log2(size) - 1.9);
  return Math.max(0, Math.min(bits, letters.length * Math.log2(size) - loss));
}
