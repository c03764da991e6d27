/* Helps with long forms; everything works without it. It keeps a draft while one types, shows
   fields when they are asked, asks for a reason once something changed, and moves by Enter. */
(() => {
  "use strict";
  const form = document.getElementById("sheet");
  const state = document.getElementById("draft-state");
  const PAUSE = 1500;
  const rows = [...form.querySelectorAll("[data-asked]")];

  // Fields that hang on another field's answer.
  const answer = name => {
    const found = form.elements[name];
    return found ? found.value : "";
  };
  const holds = row => [...row.querySelectorAll("input, select, textarea")].some(one =>
    one.type === "radio" ? one.checked && one.value !== "" :
      !one.matches("select.unit") && one.value !== "");
  function ask() {
    const hidden = new Set();
    for (const row of rows) {
      const by = form.querySelector(`[name="${CSS.escape(row.dataset.asked)}"]`);
      const isAsked = !hidden.has(by?.closest(".row")) &&
        row.dataset.values.split("|").includes(answer(row.dataset.asked));
      const isUnasked = !isAsked && !holds(row);
      row.classList.toggle("unasked", isUnasked);
      if (!isAsked) hidden.add(row);
    }
  }

  // What was there when the page was opened; only a change needs a reason and a draft.
  const typed = () => {
    const data = new FormData(form);
    for (const name of ["csrfmiddlewaretoken", "why", "reason"]) data.delete(name);
    return new URLSearchParams(data).toString();
  };
  const before = typed();
  let kept = before;
  const reason = form.querySelector("[data-when-changed]");
  const noticeChange = () => {
    if (reason && typed() !== before) reason.removeAttribute("data-when-changed");
  };

  // The draft.
  let timer = 0;
  let isLeaving = false;
  async function keep() {
    const now = typed();
    if (now === kept || isLeaving) return;
    try {
      const reply = await fetch(form.dataset.draft, {
        method: "POST", body: new FormData(form), redirect: "manual", keepalive: true,
      });
      if (reply.type === "opaqueredirect") {
        state.textContent = form.dataset.signedOut;
      } else if (reply.ok) {
        kept = now;
        const time = new Date().toLocaleTimeString(document.documentElement.lang,
          { hour: "2-digit", minute: "2-digit" });
        state.textContent = `${form.dataset.kept} ${time}`;
      } else throw new Error(String(reply.status));
    } catch {
      state.textContent = form.dataset.failed;
    }
  }
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  form.addEventListener("input", () => { ask(); noticeChange(); soon(); });
  form.addEventListener("submit", event => {
    isLeaving = true;
    clearTimeout(timer);
    sessionStorage.setItem("goes-on", event.submitter?.value ?? "");
  });
  addEventListener("pageshow", () => { isLeaving = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });

  // Enter goes on, Ctrl and Enter saves.
  const save = form.querySelector("button[value=save]");
  form.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit(save);
      return;
    }
    if (!event.target.matches("input, select")) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll("input, select, textarea, button")].filter(one =>
      one.type !== "hidden" && one.id !== "with-reasons" && one.offsetParent !== null &&
      (one.type !== "radio" || one.checked ||
        (one === form.querySelector(`[name="${CSS.escape(one.name)}"]`) && !answer(one.name))));
    const here = fields.findIndex(one => one === event.target || (one.type === "radio" &&
      one.name === event.target.name));
    fields[here + 1]?.focus();
  });
  for (const keys of form.querySelectorAll(".keys")) keys.hidden = false;

  ask();
  const fault = form.querySelector("[aria-invalid=true], .row.bad input, .row.bad select");
  // Whoever goes on from form to form finds the cursor in the first field.
  const goesOn = ["next", "another"].includes(sessionStorage.getItem("goes-on"));
  sessionStorage.removeItem("goes-on");
  const first = form.querySelector(".row input, .row select, .row textarea");
  (fault ?? document.getElementById("faults") ?? (goesOn ? first : null))?.focus();
})();
