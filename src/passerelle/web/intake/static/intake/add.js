// Dropping files onto the form, seeing beforehand what was chosen and what will be refused; one question at a time.
const zone = document.querySelector("[data-drop]");
const input = zone.querySelector("input[type=file]");
const list = zone.querySelector(".chosen");
const { most, bytes, tooLarge, tooMany } = zone.dataset;
const written = (bytes) => {
  const [amount, unit] = bytes < 1e6 ? [Math.ceil(bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(amount);
};

const line = (words, fault) => {
  const item = document.createElement("li");
  item.textContent = words;
  if (fault) {
    const said = document.createElement("strong");
    said.className = "bad";
    said.textContent = ` – ${fault}`;
    item.append(said);
  }
  return item;
};

const show = () => {
  const files = [...input.files];
  const crowd = files.length > Number(most) ? tooMany : "";
  input.setCustomValidity(crowd);
  const lines = files.slice(0, 12).map((file) =>
    line(`${file.name} (${written(file.size)})`, file.size > Number(bytes) ? tooLarge : ""));
  if (files.length > 12) lines.push(line(`+ ${files.length - 12}`));
  if (crowd) lines.unshift(line("", crowd));
  list.replaceChildren(...lines);
  list.hidden = !files.length;
};

zone.querySelector(".dropping").hidden = false;
input.addEventListener("change", show);
zone.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  zone.classList.add("over");
});
zone.addEventListener("dragleave", (event) => {
  if (!zone.contains(event.relatedTarget)) zone.classList.remove("over");
});
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  zone.classList.remove("over");
  const together = new DataTransfer();
  for (const file of [...input.files, ...event.dataTransfer.files]) together.items.add(file);
  input.files = together.files;
  show();
});
show();

// A name is asked for only when no known source is chosen.
const source = document.querySelector("select[name=source]");
const fresh = document.querySelector("[data-new-source]");
if (source && fresh) {
  const ask = () => { fresh.hidden = source.value !== ""; };
  source.addEventListener("change", ask);
  ask();
}
