// The document page: one claim lit in both columns, and review by keyboard.
// Without this module every action still works through its form.
const page = document.querySelector("[data-reading]");
const cards = () => [...page.querySelectorAll(".claim")];
const marksOf = (id) => page.querySelectorAll(`.said[data-claims~="${id}"]`);
let lit = null;

function light(id, { scroll = null } = {}) {
  if (lit === id && !scroll) return;
  page.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
  lit = id;
  if (!id) return;
  const card = document.getElementById(`claim-${id}`);
  card?.classList.add("lit");
  marksOf(id).forEach((mark) => mark.classList.add("lit"));
  if (scroll === "text") marksOf(id)[0]?.scrollIntoView({ block: "center" });
  if (scroll === "card") card?.scrollIntoView({ block: "nearest" });
}

const idOf = (target) => {
  const card = target.closest?.(".claim");
  if (card) return { id: card.dataset.claim, from: "card" };
  const mark = target.closest?.(".said");
  return mark ? { id: mark.dataset.claims.split(" ")[0], from: "text" } : null;
};

// Nothing moves under a pressed pointer: a page that scrolls between press and release swallows the click.
let pressed = false;
document.addEventListener("pointerdown", () => (pressed = true), true);
for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, () => (pressed = false), true);

page.addEventListener("mouseover", (event) => {
  const found = idOf(event.target);
  if (found) light(found.id);
});

page.addEventListener("focusin", (event) => {
  const found = idOf(event.target);
  if (!found) return;
  const whole = event.target.matches(".claim, .said") && !pressed;
  light(found.id, { scroll: whole ? (found.from === "card" ? "text" : "card") : null });
});

page.addEventListener("click", (event) => {
  const mark = event.target.closest(".said");
  if (!mark || !window.getSelection().isCollapsed) return;
  event.preventDefault();
  const card = document.getElementById(`claim-${mark.dataset.claims.split(" ")[0]}`);
  card?.focus();
});

// Keyboard: j and k walk, c confirms, e corrects, r rejects (then a digit picks the reason), u undoes, o keeps the
// old where a later reading says otherwise.
function walk(step) {
  const all = cards();
  const here = all.findIndex((card) => card.contains(document.activeElement) || card.dataset.claim === lit);
  all[Math.min(all.length - 1, Math.max(0, here + step))]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const card = document.activeElement?.closest?.(".claim") ?? (lit && document.getElementById(`claim-${lit}`));
  if (event.key === "Escape" && card) {
    card.querySelectorAll("details[open]").forEach((details) => (details.open = false));
    const closing = card.querySelector("[data-act=close]");
    if (closing) closing.click();
    else card.focus();
    return;
  }
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === "j") return void walk(1);
  if (event.key === "k") return void walk(-1);
  if (!card) return;
  const open = card.querySelector("details.reject[open]");
  if (open && /^[1-9]$/.test(event.key)) return void open.querySelectorAll("button[name=reason]")[event.key - 1]?.click();
  const act = { c: "confirm", e: "correct", r: "reject", u: "undo", o: "keep" }[event.key];
  const control = act && card.querySelector(`[data-act=${act}]`);
  if (!control) return;
  event.preventDefault();
  control.click();
  if (act === "reject") open ? null : card.querySelector("details.reject")?.querySelector("button[name=reason]")?.focus();
});

const undecided = (card) => card.matches(card.querySelector(".kind") ? ".differing" : ".state-waiting");

// After a decision, htmx swaps the card: keep the focus on it, or go on to the next one that waits. Only when it has
// settled: until then the new card wears the classes of the old one.
document.body.addEventListener("htmx:afterSettle", (event) => {
  const card = event.detail.elt.closest?.(".claim") ?? document.getElementById(event.detail.target.id);
  if (!card) return;
  const field = card.querySelector("form.correct select, form.correct input:not([type=hidden])");
  if (field) return void field.focus();
  const waiting = cards();
  const next = waiting.slice(waiting.indexOf(card) + 1).find(undecided);
  (undecided(card) ? card : (next ?? card)).focus();
  marksOf(card.dataset.claim).forEach((mark) => mark.classList.toggle("rejected", card.classList.contains("state-rejected")));
});

// A span chosen in the text becomes the words of the claim under correction.
const length = (string) => [...string].length; // code points, as the server counts
function offsetIn(node, offset) {
  const mark = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-start]");
  if (!mark) return null;
  const range = document.createRange();
  range.selectNodeContents(mark);
  range.setEnd(node, offset);
  return Number(mark.dataset.start) + length(range.toString());
}

document.addEventListener("selectionchange", () => {
  const selection = window.getSelection();
  const form = page.querySelector("form.correct, form.add");
  if (!form || selection.isCollapsed || !page.querySelector(".text").contains(selection.anchorNode)) return;
  const range = selection.getRangeAt(0);
  const start = offsetIn(range.startContainer, range.startOffset);
  const end = offsetIn(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return;
  form.elements.words.value = range.toString();
  form.elements.start.value = start;
  form.elements.end.value = end;
});

// Words typed by hand are looked for again by the server.
page.addEventListener("input", (event) => {
  if (event.target.name !== "words") return;
  event.target.form.elements.start.value = "";
  event.target.form.elements.end.value = "";
});
