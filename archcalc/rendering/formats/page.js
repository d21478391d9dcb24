"use strict";
// Sorting, folding and explaining for the tables of a report. Without this script everything is shown, in order.

for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0], rows = [...body.rows], why = document.getElementById("why");
  const level = row => Number(row.dataset.level || 0);

  const heads = [...table.tHead.rows[0].cells];
  // parts stand under their module again before any is folded or unfolded
  const unsort = () => {
    if (heads.every(head => head.getAttribute("aria-sort") === "none")) return;
    for (const head of heads) head.setAttribute("aria-sort", "none");
    body.append(...rows);
  };

  // folding: a closed module hides what stands deeper than itself, up to the next row that does not
  const show = () => {
    let closed = Infinity;
    for (const row of rows) {
      if (level(row) <= closed) closed = Infinity;
      row.hidden = closed !== Infinity;
      const button = row.querySelector("button.fold");
      if (button && closed === Infinity && button.getAttribute("aria-expanded") === "false") closed = level(row);
    }
  };
  const foldAll = open => {
    unsort();
    for (const button of table.querySelectorAll("button.fold")) button.setAttribute("aria-expanded", String(open(button)));
    show();
  };
  for (const button of table.querySelectorAll("button.fold")) {
    button.addEventListener("click", event => {
      button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
      show();
      event.stopPropagation();
    });
  }
  const fits = Number(table.dataset.fits);
  foldAll(button => level(button.closest("tr")) < fits);

  // sorting: up, down, and back to the order of execution; modules stand aside while layers are sorted
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
  };
  heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
    const next = {none: "descending", descending: "ascending", ascending: "none"}[head.getAttribute("aria-sort")];
    for (const other of heads) other.setAttribute("aria-sort", "none");
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
  if (why && table === document.querySelector("table")) {
    // the region ends above the bar, which covers no row then
    const region = table.closest(".scroll"), fit = () => {
      const room = innerHeight - (region.getBoundingClientRect().top + scrollY) - why.offsetHeight - 16;
      region.style.maxHeight = `${Math.max(room, 0.6 * innerHeight)}px`;
    };
    why.textContent = kept;
    fit();
    for (const event of ["load", "resize"]) addEventListener(event, fit);
    why.textContent = kept;
    table.addEventListener("mouseover", event => {
      const cell = event.target.closest("td[title]");
      why.textContent = cell ? told(cell.parentNode, [cell]) : kept;
    });
    table.addEventListener("mouseleave", () => { why.textContent = kept; });
    body.addEventListener("click", event => { const row = event.target.closest("tr"); if (row) explain(row); });
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
    if (task === "open") foldAll(() => true);
    if (task === "fold") foldAll(() => false);
    if (task === "copy") {
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
