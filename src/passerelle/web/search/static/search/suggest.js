// Suggestions under the search box: arrows choose, Enter follows, Escape closes. Without this module the box is a form.
const box = document.querySelector("#find");
const list = document.querySelector("#suggestions");
const status = document.querySelector("#suggested");
let chosen = -1;

const options = () => [...list.querySelectorAll("[role=option]")];

function open(shown) {
  list.hidden = !shown;
  box.setAttribute("aria-expanded", String(shown));
  if (!shown) choose(-1);
}

function choose(at) {
  const all = options();
  chosen = at;
  all.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
  if (at < 0) box.removeAttribute("aria-activedescendant");
  else {
    box.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  }
}

if (box && list) {
  list.addEventListener("htmx:afterSwap", () => {
    const some = options().length > 0;
    open(some && document.activeElement === box);
    status.textContent = some ? list.querySelector("[data-said]").dataset.said : "";
  });

  box.addEventListener("keydown", (event) => {
    const size = options().length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && size) {
      event.preventDefault();
      if (list.hidden) open(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen < 0 && step < 0 ? size - 1 : chosen + step >= size ? -1 : chosen + step);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      options()[chosen].click();
    }
  });

  box.closest("form").addEventListener("focusout", (event) => {
    if (!box.closest("form").contains(event.relatedTarget)) open(false);
  });
}
