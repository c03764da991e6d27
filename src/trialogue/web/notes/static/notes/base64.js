// Bytes as text that fits into an address: base64url without padding.

/** Write bytes. */
export function toBase64(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Read bytes; null where the text is no base64url. */
export function fromBase64(written) {
  if (!/^[\w-]*$/.test(written)) return null;
  try {
    const letters = atob(written.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
