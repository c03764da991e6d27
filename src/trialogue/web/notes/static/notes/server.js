// What is asked of the server: sealed notes in, sealed notes out. No words, no passcode.

/** Send a question; gives {status, data}. Status 0: the server cannot be reached. */
export async function ask(address, question) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(question),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
    });
    return { status: answer.status, data: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, data: {} };
  }
}

/** Count the seconds of a forced wait down on a button; resolves when it may be pressed again. */
export function countDown(button, seconds, show) {
  button.disabled = true;
  return new Promise((resolve) => {
    let left = seconds;
    const tick = () => {
      show(left);
      if (left <= 0) {
        button.disabled = false;
        clearInterval(timer);
        resolve();
      }
      left -= 1;
    };
    const timer = setInterval(tick, 1000);
    tick();
  });
}
