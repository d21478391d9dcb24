// Sorting, folding and explaining for the tables of a report, and zooming for its drawing. Without this script
// everything is shown, in order, but for the rows of a very large table that are made when they are looked at.
const root = document.currentScript.parentElement;

for (const table of root.querySelectorAll("table")) {
  const body = table.tBodies[0], why = root.querySelector(".why"), first = table === root.querySelector("table");
  const level = row => Number(row.dataset.level || 0);
  const heads = [...table.tHead.rows[0].cells];
  let rows = [...body.rows];  // in the order of execution
  const fits = Number(table.dataset.fits), openOrNot = (button, open) => button.setAttribute("aria-expanded", String(open));
  const sorted = () => heads.some(head => head.getAttribute("aria-sort") !== "none");

  // rows that are not made yet: a row with a button stands in their place, and its level is theirs
  const make = rest => {
    const text = root.querySelector(`script[data-rows="${rest.dataset.rest}"]`);
    const made = document.createElement("tbody");
    made.innerHTML = text.textContent;
    const parts = [...made.rows];
    for (const part of parts) for (const button of part.querySelectorAll("button.fold")) openOrNot(button, level(part) < fits);
    rows.splice(rows.indexOf(rest), 1, ...parts);
    rest.replaceWith(...parts);
    text.remove();
  };
  const makeAll = () => { for (const rest of rows.filter(row => row.dataset.rest)) make(rest); show(); };
  const seen = new IntersectionObserver(found => {
    const near = found.filter(each => each.isIntersecting && each.target.isConnected);
    for (const each of near) make(each.target);
    if (near.length) show();
  }, {rootMargin: "600px"});
  table.makeAll = makeAll;

  // parts stand under their module again before any is folded or unfolded
  const unsort = () => {
    if (!sorted()) return;
    for (const head of heads) head.setAttribute("aria-sort", "none");
    body.append(...rows);
  };

  // folding: a closed module hides what stands deeper than itself, up to the next row that does not
  const show = () => {
    let closed = Infinity, before = false;
    for (const row of rows) {
      if (level(row) <= closed) closed = Infinity;
      row.hidden = closed !== Infinity || (before && row.dataset.rest !== undefined);  // one after another
      if (closed === Infinity) before = row.dataset.rest !== undefined;
      const button = row.querySelector("button.fold");
      if (button && closed === Infinity && button.getAttribute("aria-expanded") === "false") closed = level(row);
      if (row.dataset.rest && !row.watched) { row.watched = true; seen.observe(row); }
    }
  };
  const foldAll = open => {
    unsort();
    for (const button of table.querySelectorAll("button.fold")) openOrNot(button, open(button));
    show();
  };
  body.addEventListener("click", event => {
    const button = event.target.closest("button"), rest = event.target.closest("tr[data-rest]");
    if (rest) { make(rest); show(); }
    if (!button || !button.classList.contains("fold")) return;
    openOrNot(button, button.getAttribute("aria-expanded") !== "true");
    show();
    event.stopImmediatePropagation();
  });
  foldAll(button => level(button.closest("tr")) < fits);

  // sorting: up, down, and back to the order of execution; modules stand aside while layers are sorted
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
  };
  heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
    const next = {none: "descending", descending: "ascending", ascending: "none"}[head.getAttribute("aria-sort")];
    for (const other of heads) other.setAttribute("aria-sort", "none");
    makeAll();
    head.setAttribute("aria-sort", next);
    if (next === "none") { body.append(...rows); show(); return; }
    const sign = next === "ascending" ? 1 : -1;
    const compare = (a, b) => {
      const x = value(a, column), y = value(b, column);
      return sign * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), undefined, {numeric: true}));
    };
    for (const row of rows) row.hidden = row.classList.contains("module");
    body.append(...[...rows].sort(compare));
  }));

  // explaining: pointing at a number tells the arithmetic behind it; a click, or Enter, on a row tells that of all its
  // numbers and keeps it; arrows go from row to row
  const hint = "Point at a number, or press Enter on a row, for the arithmetic.";
  let kept = body.querySelector("td[title]") ? hint : "";
  const told = (row, cells) => `${row.cells[0].textContent.trim()} \u2014 ` +
    cells.map(cell => `${heads[cell.cellIndex].textContent.trim()}: ${cell.title}`).join(";  ");
  const explain = row => {
    const cells = [...row.cells].filter(cell => cell.title);
    kept = why.textContent = cells.length ? told(row, cells) : hint;
  };
  if (why && first) {
    // the region ends above the bar, which covers no row then
    const region = table.closest(".scroll"), fit = () => {
      const room = innerHeight - (region.getBoundingClientRect().top + scrollY) - why.offsetHeight - 16;
      region.style.maxHeight = `${Math.max(room, 0.6 * innerHeight)}px`;
      why.style.position = room < 0.6 * innerHeight ? "static" : "";  // below the region, where it would lie over it
    };
    why.textContent = kept;
    fit();
    for (const event of ["load", "resize"]) addEventListener(event, fit);
    table.addEventListener("mouseover", event => {
      const cell = event.target.closest("td[title]");
      why.textContent = cell ? told(cell.parentNode, [cell]) : kept;
    });
    table.addEventListener("mouseleave", () => { why.textContent = kept; });
    body.addEventListener("click", event => { const row = event.target.closest("tr:not([data-rest])"); if (row) explain(row); });
    addEventListener("beforeprint", makeAll);
  }
  if (rows.length) rows[0].tabIndex = 0;
  body.addEventListener("keydown", event => {
    const row = event.target.closest("tr"), shown = [...body.rows].filter(each => !each.hidden);
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (why && event.key === "Enter" && event.target === row) explain(row);
    if (!step || event.target !== row) return;
    const other = shown[shown.indexOf(row) + step];
    if (other) { row.tabIndex = -1; other.tabIndex = 0; other.focus(); event.preventDefault(); }
  });

  const tools = table.closest("section").querySelector(".tools");
  if (!tools) continue;
  tools.hidden = false;
  tools.addEventListener("click", event => {
    const task = event.target.dataset.task;
    if (task === "open") { makeAll(); foldAll(() => true); }
    if (task === "fold") foldAll(() => false);
    if (task === "copy") {
      makeAll();
      const range = document.createRange();
      range.selectNode(table);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.execCommand("copy");
      getSelection().removeAllRanges();
      why.textContent = "The table is in the clipboard.";
    }
  });
}

// the drawing: buttons make it larger and smaller, or show it folded as far as it was drawn besides
for (const region of root.querySelectorAll(".scroll:has(> figure)")) {
  const tools = region.parentElement.querySelector(".tools"), figure = region.querySelector("figure");
  const wide = () => Number(figure.querySelector("svg").getAttribute("width"));
  const start = tools.querySelector('[aria-pressed="true"]'), kept = {[start ? start.dataset.view : ""]: figure.firstElementChild};
  let zoom = 0;  // 0 is as wide as the page, or as it was drawn
  const size = to => {
    zoom = Math.min(Math.max(to, 0.1), 8);
    const svg = figure.querySelector("svg"), middle = [region.scrollLeft + region.clientWidth / 2, region.scrollTop + region.clientHeight / 2];
    const before = svg.getBoundingClientRect().width;
    svg.style.width = `${wide() * zoom}px`;
    svg.style.maxWidth = "none";
    const by = svg.getBoundingClientRect().width / before;
    region.scrollTo(middle[0] * by - region.clientWidth / 2, middle[1] * by - region.clientHeight / 2);
  };
  const now = () => figure.querySelector("svg").getBoundingClientRect().width / wide();
  tools.hidden = false;
  tools.addEventListener("click", event => {
    const {task, view} = event.target.dataset;
    if (task === "larger") size(now() * 1.25);
    if (task === "smaller") size(now() / 1.25);
    if (task === "whole") { const svg = figure.querySelector("svg"); zoom = 0; svg.style.width = svg.style.maxWidth = ""; }
    if (view === undefined) return;
    for (const button of tools.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button === event.target));
    kept[view] ||= region.parentElement.querySelector(`template[data-view="${view}"]`).content.firstElementChild;
    figure.replaceChildren(kept[view]);
    if (zoom) size(zoom);
  });
  region.addEventListener("wheel", event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    size(now() * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
  }, {passive: false});
}
