// Proposals by keyboard. Without this module every answer still is a form.
const list = document.querySelector("[data-proposals]");
const cards = () => [...list.querySelectorAll(".proposal")];
const current = () => document.activeElement?.closest?.(".proposal");
const ACTS = { a: "accept", x: "dismiss", z: "undo" };
let decided = null; // the card decided last: `z` undoes it wherever the focus is

function walk(step) {
  const all = cards();
  all[Math.min(all.length - 1, Math.max(0, all.indexOf(current()) + step))]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "j") return void walk(1);
  if (event.key === "k") return void walk(-1);
  const act = ACTS[event.key];
  const card = current();
  const chosen = act === "undo" && !card?.querySelector("[data-act=undo]") ? document.getElementById(decided) : card;
  const control = act && chosen?.querySelector(`[data-act=${act}]`);
  if (!control) return;
  event.preventDefault();
  control.click();
});

// After an answer go on to the next one that waits; stay where one is undone, asked about or refused.
document.body.addEventListener("htmx:afterSettle", (event) => {
  const card = event.detail.elt.closest?.(".proposal") ?? document.getElementById(event.detail.target.id);
  if (!card?.matches(".proposal")) return;
  if (!card.matches(".decided")) return void card.focus();
  decided = card.id;
  const all = cards();
  (all.slice(all.indexOf(card) + 1).find((one) => !one.matches(".decided")) ?? card).focus();
});
