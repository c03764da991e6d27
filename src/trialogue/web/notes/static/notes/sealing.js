// Seals notes so that only who holds both the link and the passcode can read them, and opens them.
// All of it is the browser's own Web Crypto. The server gets what `seal` returns, and nothing else.
//
//   link    names the share; half of SHA-256 of the owner's secret, so that only the owner can
//           claim it. The server knows it.
//   secret  128 random bits in the link's fragment, which a browser never sends.
//   key     HKDF(PBKDF2(passcode, salt, rounds) + secret, "encryption"), AES-256-GCM
//   proof   HKDF(the same, "access proof"): shows the server that one may have the sealed notes.
//           The server keeps only its SHA-256.

import { fromBase64, toBase64 } from "./base64.js";

export const VERSION = 1;
export const ROUNDS = 600_000;
const NAME = "trialogue notes v1";
const BLOCK = 1024;
const text = new TextEncoder();

/** Say whether this browser can seal here: Web Crypto exists only on https and on localhost. */
export function canSeal() {
  return Boolean(globalThis.crypto?.subtle);
}

/** Make what a new share needs: the owner's secret, the link it stands for, secret and salt. */
export async function freshShare() {
  const owner = randomBytes(32);
  const link = await linkOf(owner);
  return { owner, link, secret: randomBytes(16), salt: randomBytes(16) };
}

/** Work out the link's name from the owner's secret. */
export async function linkOf(owner) {
  return (await sha256(joined(text.encode(`${NAME} link\n`), owner))).slice(0, 16);
}

/** Write the fragment of the link that is given away, and of the owner's own. */
export function fragmentOf({ link, secret, salt }) {
  return VERSION + toBase64(joined(link, secret, salt));
}

export function ownerFragmentOf({ owner }) {
  return VERSION + toBase64(owner);
}

/** Read the fragment of a link; null where it is none. */
export function readFragment(fragment) {
  const bytes = fragment.startsWith(String(VERSION)) ? fromBase64(fragment.slice(1)) : null;
  if (bytes?.length !== 48) return null;
  return { link: bytes.slice(0, 16), secret: bytes.slice(16, 32), salt: bytes.slice(32) };
}

export function readOwnerFragment(fragment) {
  const bytes = fragment.startsWith(String(VERSION)) ? fromBase64(fragment.slice(1)) : null;
  return bytes?.length === 32 ? bytes : null;
}

/** Derive key and proof from passcode, secret and salt. Slow on purpose. */
export async function keysOf(passcode, { secret, salt }) {
  const password = await crypto.subtle.importKey("raw", text.encode(passcode), "PBKDF2", false, [
    "deriveBits",
  ]);
  const slow = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  const stretched = new Uint8Array(await crypto.subtle.deriveBits(slow, password, 256));
  const both = await crypto.subtle.importKey("raw", joined(stretched, secret), "HKDF", false, [
    "deriveBits",
    "deriveKey",
  ]);
  const purpose = (name) => ({
    name: "HKDF",
    hash: "SHA-256",
    salt,
    info: text.encode(`${NAME} ${name}`),
  });
  const cipher = { name: "AES-GCM", length: 256 };
  return {
    key: await crypto.subtle.deriveKey(purpose("encryption"), both, cipher, false, [
      "encrypt",
      "decrypt",
    ]),
    proof: new Uint8Array(await crypto.subtle.deriveBits(purpose("access proof"), both, 256)),
  };
}

/** Seal a text. Gives what the server keeps; `nonce` is fresh unless a test gives one. */
export async function seal(written, passcode, share, trial, nonce = randomBytes(12)) {
  const { key, proof } = await keysOf(passcode, share);
  const sealed = await crypto.subtle.encrypt(cipherOf(nonce, share, trial), key, padded(written));
  return {
    version: VERSION,
    rounds: ROUNDS,
    salt: toBase64(share.salt),
    nonce: toBase64(nonce),
    sealed: toBase64(new Uint8Array(sealed)),
    proof_hash: toBase64(await sha256(proof)),
  };
}

/** Open what was sealed. Throws where key, link, trial or a single bit differ. */
export async function unseal({ nonce, sealed }, key, share, trial) {
  const cipher = cipherOf(fromBase64(nonce), share, trial);
  const opened = await crypto.subtle.decrypt(cipher, key, fromBase64(sealed));
  return new TextDecoder().decode(opened).trimEnd();
}

/** The cipher, bound to link, trial and rounds: sealed notes fit no other place. */
function cipherOf(iv, { link }, trial) {
  const bound = [NAME, trial, toBase64(link), ROUNDS].join("\n");
  return { name: "AES-GCM", iv, additionalData: text.encode(bound) };
}

/** Fill up with blanks to whole blocks, so that the size tells little. */
function padded(written) {
  const bytes = text.encode(written);
  const whole = new Uint8Array(Math.ceil((bytes.length + 1) / BLOCK) * BLOCK).fill(0x20);
  whole.set(bytes);
  return whole;
}

function joined(...parts) {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function randomBytes(count) {
  return crypto.getRandomValues(new Uint8Array(count));
}
