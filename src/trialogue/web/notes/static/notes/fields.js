// Small behaviour of fields: show and hide a passcode, copy a text.

import { say, word } from "./words.js";

/** Make a button show and hide what stands in a passcode field. */
export function connectShowing(button, field) {
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  });
}

/** Make a button copy a text, and say so. */
export function connectCopying(button, textOf) {
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(textOf());
      say(word("copied"));
    } catch {
      say(word("not-copied"));
    }
  });
}
