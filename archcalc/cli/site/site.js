// The search: sections are read when a reader begins to type; what is found is put in as text, never as HTML.
"use strict";
const root = document.documentElement.dataset.root, field = document.getElementById("search");
const results = document.getElementById("results"), said = results.querySelector("p"), list = results.querySelector("ol");
const MOST = 30, AROUND = 60;

const pages = document.querySelector(".pages details");
if (matchMedia("(max-width: 760px)").matches) pages.open = false;

// titles before texts, a title that is the word before one that begins with it, short titles before long ones
const score = ([, title, , text], words) => {
  const name = title.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const at = name.indexOf(word);
    if (at < 0 && !text.includes(word)) return 0;
    sum += name === word ? 400 : at === 0 ? 200 : at > 0 ? 100 : text.split(" ", 1)[0] === word ? 300 : 10;
  }
  return sum - Math.min(name.length, 90) / 10 + 10;
};

const entry = ([address, title, kind, text], words) => {
  const item = document.createElement("li"), link = document.createElement("a"), told = document.createElement("small");
  link.href = root + address;
  link.textContent = title;
  const at = Math.max(0, text.indexOf(words[0]) - AROUND);
  told.textContent = `${kind}: ${at ? "…" : ""}${text.slice(at, at + 3 * AROUND)}`;
  item.append(link, told);
  return item;
};

const search = () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  results.hidden = words.length === 0;
  if (results.hidden || !window.SECTIONS) return;
  const found = window.SECTIONS.map(each => [score(each, words), each]).filter(each => each[0] > 0);
  found.sort((a, b) => b[0] - a[0]);
  said.textContent = found.length === 0 ? "Nothing is found." : found.length === 1 ? "1 is found" : `${found.length} are found` +
    (found.length > MOST ? `, the first ${MOST}:` : ":");
  list.replaceChildren(...found.slice(0, MOST).map(each => entry(each[1], words)));
};

const read = () => {
  if (document.getElementById("sections")) return;
  const script = document.createElement("script");
  script.id = "sections";
  script.src = `${root}search.js`;
  script.addEventListener("load", search);
  document.head.append(script);
};

field.addEventListener("focus", read);
field.addEventListener("input", () => { read(); search(); });
field.form.addEventListener("submit", event => {
  event.preventDefault();
  const first = list.querySelector("a");
  if (first) first.click();
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape") { field.value = ""; search(); }
  if (event.key === "/" && !["INPUT", "TEXTAREA"].includes(document.activeElement.tagName)) { event.preventDefault(); field.focus(); }
});
