// The queue of doubtful actors by keyboard. Without this module every answer still is a form or a link.
const queue = document.querySelector("[data-queue]");
const cards = () => [...queue.querySelectorAll(".doubt")];
const waiting = (card) => card.matches(".state-waiting");
let decided = null; // the card decided last: `z` undoes it wherever the focus is

const current = () => document.activeElement?.closest?.(".doubt");

function walk(step) {
  const all = cards();
  const here = all.indexOf(current());
  all[Math.min(all.length - 1, Math.max(0, here + step))]?.focus();
}

const ACTS = { a: "same", x: "apart", m: "choose", n: "new", d: "drop", z: "undo" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const card = current();
  if (event.key === "Escape" && card) {
    const close = card.querySelector("[data-act=close]");
    if (close) close.click();
    else card.focus();
    return;
  }
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === "j") return void walk(1);
  if (event.key === "k") return void walk(-1);
  const act = ACTS[event.key];
  const chosen = act === "undo" && !card?.querySelector("[data-act=undo]") ? document.getElementById(decided) : card;
  const control = act && chosen?.querySelector(`[data-act=${act}]`);
  if (!control) return;
  event.preventDefault();
  control.click();
});

// After an answer htmx swaps the card: go on to the next one that waits, stay where one is undone or refused.
document.body.addEventListener("htmx:afterSettle", (event) => {
  const part = event.detail.target;
  const field = part.matches(".pick") && part.querySelector("input:not([type=hidden])");
  if (field) {
    field.focus();
    field.select();
    return;
  }
  if (part.id.startsWith("found-")) return; // what was typed brought other names to choose from: the focus stays
  const card = event.detail.elt.closest?.(".doubt") ?? document.getElementById(part.id);
  if (!card?.matches(".doubt")) return;
  if (card.querySelector("form .errorlist")) return void card.querySelector("form [aria-invalid], form input:not([type=hidden])")?.focus();
  if (waiting(card)) return void card.focus();
  decided = card.id;
  const all = cards();
  (all.slice(all.indexOf(card) + 1).find(waiting) ?? card).focus();
});

