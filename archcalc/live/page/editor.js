// The page: it says every change of the text to archcalc, and shows what is answered to the latest.
import {editing, go, lettersBefore, put, redo, replace, show, undo} from "./editing.js";

const $ = id => document.getElementById(id);
const state = {number: 0, panel: "table", options: {}, about: "", answer: null, digest: "", saved: "", most: 0, readOnly: false,
  panels: [], began: 0, times: []};
let view = null, socket = null, tries = 0;
window.archcalcTimes = state.times;  // milliseconds from each change to its figures, for who measures them

// words that are passing are gone with the answer to the next change
function said(words, fine = false, passing = false) {
  $("said").textContent = words;
  $("said").classList.toggle("fine", fine);
  state.passing = passing ? state.number : Infinity;
}

function connect() {
  socket = new WebSocket(new URL("live", location.href).href.replace(/^http/, "ws"));
  socket.onmessage = event => { const told = JSON.parse(event.data); HEARD[told.kind]?.(told); };
  socket.onclose = event => {
    if (event.code === 1009) said("The text is too large, and was not read.");
    else said("archcalc does not answer: has the command ended? What is typed stands here, and is not saved.");
    if (tries < 40) setTimeout(connect, Math.min(5000, 300 * ++tries));
  };
}

function say(kind, more = {}) {
  if (socket?.readyState !== WebSocket.OPEN) return false;
  socket.send(JSON.stringify({kind, number: state.number, panel: state.panel, about: state.about, other: $("other").value,
    ...more}));
  return true;
}

function asked() {
  const batch = Number($("batch").value);
  return {options: state.options, input_size: $("size").value, batch: Number.isInteger(batch) ? batch : $("batch").value};
}

const encoder = new TextEncoder();
function sayText() {
  const text = view.state.doc.toString();
  state.number += 1;
  state.began = performance.now();
  document.title = (text === state.saved ? "" : "* ") + $("name").value + " - archcalc edit";
  if (text.length > state.most || encoder.encode(text).length > state.most) {
    said(`The text has more than ${state.most.toLocaleString("en")} bytes, and is not read: a specification is small.`, false, true);
    return;
  }
  $("text").classList.add("old");
  say("text", {text, ...asked()});
}

const HEARD = {
  document(told) {
    tries = 0;
    Object.assign(state, {most: told.most, readOnly: told.readOnly, panels: told.panels});
    if (view && !told.readOnly) {  // the same page, talking again: what is typed stands, and what it was read from
      said(told.digest === state.digest ? "" : "The file has changed on disk since this page read it.");
      sayText();
      return;
    }
    Object.assign(state, {digest: told.digest, saved: told.text});
    state.fresh = !view;
    if (view) put(view, told.text);
    else begin(told);
    said(told.note, true);
    sayText();
  },
  figures(told) {
    if (told.number !== state.number) return;
    state.times.push(performance.now() - state.began);
    if (state.times.length > 100) state.times.shift();
    if (told.number > state.passing) said("");
    state.answer = told.answer;
    $("text").classList.toggle("old", told.answer.title === undefined);
    show(view, told.answer);
    tell(told.answer);
    if (state.fresh && told.answer.title) {  // the layers are what one comes for; what is said of them stands above
      state.fresh = false;
      go(view, Math.min(...Object.keys(told.answer.lines)) || 1);
    }
  },
  panel(told) {
    const stays = state.answer?.title === undefined && state.shown === state.panel;  // a text that is no network shows the last
    $("shown").classList.toggle("old", told.number !== state.number || stays);
    if (told.number !== state.number || stays) return;
    state.shown = state.panel;
    $("shown").innerHTML = told.html;  // archcalc escapes every word, and the policy of the page lets no script run
    dress();
  },
  saved(told) {
    Object.assign(state, {digest: told.digest, saved: told.text});
    state.name = $("name").value = told.name;
    if (view.state.doc.toString() !== told.text) {
      put(view, told.text);
      said(`Saved ${told.name}, as YAML.`, true);
    } else said(`Saved ${told.name}.`, true, true);
    document.title = told.name + " - archcalc edit";
  },
  download(told) {
    const link = document.createElement("a");
    link.href = told.address;
    link.download = told.name;
    link.click();
    said(`Made ${told.name}.`, true);
  },
  words(told) { completing?.(told); completing = null; },
  refused(told) {
    if (told.about !== "words") said(told.message, false, "number" in told);
    completing?.({options: []});
    completing = null;
  },
};

function tell(answer) {
  $("title").textContent = answer.title ?? "archcalc edit";
  $("totals").textContent = answer.totals ?? "";
  $("size").placeholder = answer.input || "as written";
  const list = $("mistakes");
  list.hidden = !answer.mistakes.length;
  list.replaceChildren(...answer.mistakes.map(mistake => {
    const item = document.createElement("li"), head = document.createElement(mistake.line ? "button" : "strong");
    head.textContent = (mistake.line ? `Line ${mistake.line}: ` : "") + mistake.message;
    head.onclick = () => mistake.line && go(view, mistake.line, mistake.column);
    if (mistake.fix && !state.readOnly) {
      const mend = Object.assign(document.createElement("button"), {type: "button", className: "mend", textContent: mistake.fix.title});
      mend.onclick = () => replace(view, mistake.fix);
      item.append(head, " ", mend);
    } else item.append(head);
    item.append(...mistake.also.map(line => Object.assign(document.createElement("small"), {textContent: line})));
    return item;
  }));
  if (answer.more) list.append(Object.assign(document.createElement("li"), {textContent: `and ${answer.more} more`}));
  if (answer.isRead) choose(answer.options);
  here(view.state);
}

function choose(options) {
  const box = $("options").querySelector("div"), names = Object.keys(options);
  $("options").hidden = !names.length;
  for (const name of Object.keys(state.options)) if (!names.includes(name)) delete state.options[name];
  const old = new Map([...box.children].map(row => [row.dataset.name, row]));
  const rows = names.map(name => old.get(name) ?? optionRow(name));
  if (rows.some((row, place) => row !== box.children[place]) || rows.length !== box.children.length) box.replaceChildren(...rows);
  for (const row of rows) if (!(row.dataset.name in state.options)) written(row, options[row.dataset.name]);
}

// an option: its value in words, and a slider where it is a number
function optionRow(name) {
  const row = document.createElement("span"), label = document.createElement("label");
  const field = Object.assign(document.createElement("input"), {spellcheck: false, autocomplete: "off"});
  const slider = Object.assign(document.createElement("input"), {type: "range"});
  row.dataset.name = name;
  row.className = "option";
  slider.setAttribute("aria-label", `${name}, by a slider`);
  field.oninput = () => {
    if (field.value.trim()) state.options[name] = field.value; else delete state.options[name];
    if (isFinite(+field.value) && field.value.trim()) slider.value = field.value;
    sayText();
  };
  slider.oninput = () => { field.value = slider.value; field.oninput(); };
  label.append(name + " ", field);
  row.append(label, slider);
  return row;
}

// what the text itself says of an option is where its slider stands, with room on both sides
function written(row, value) {
  const [field, slider] = row.querySelectorAll("input"), number = Number(value), whole = !value.includes(".");
  field.placeholder = value;
  slider.hidden = !/^\d+(\.\d+)?$/.test(value);
  Object.assign(slider, {min: whole ? Math.min(1, number) : 0.05, max: Math.max(whole ? 8 : 1, 2 * number), step: whole ? 1 : 0.05});
  slider.value = value;
}

function here(editor) {
  const at = lettersBefore(editor, editor.selection.main.head), names = state.answer?.layers[at.line] ?? [];
  const line = editor.doc.line(at.line), word = editor.wordAt(editor.selection.main.head);
  const about = names[0] ?? (word ? editor.sliceDoc(word.from, word.to).replace(/[\d-]+.*$/, "") : "");
  $("here").textContent = state.answer?.lines[at.line] ? `${names.join(", ")}: ${state.answer.lines[at.line]}` : "";
  marked(names);
  if (about === state.about) return;
  state.about = about;
  if (state.panels.find(panel => panel.name === state.panel)?.follows) say("look");
}

function marked(names) {
  const boxes = [...$("shown").querySelectorAll("svg rect")].filter(box => {
    const is = blocks(box).some(name => names.includes(name));
    box.classList.toggle("here", is);
    return is;
  });
  boxes[0]?.scrollIntoView({block: "nearest", inline: "nearest"});
  for (const row of $("shown").querySelectorAll("tbody tr")) {
    const is = names.includes(row.cells[0]?.textContent.trim());
    row.classList.toggle("here", is);
    if (is && names[0] === row.cells[0].textContent.trim()) row.scrollIntoView({block: "nearest"});
  }
}

// layers in the table and the drawing lead to their lines
function dress() {
  for (const frame of $("shown").querySelectorAll('div[style*="overflow-x"], figure')) frame.tabIndex = 0;
  for (const head of $("shown").querySelectorAll("thead th")) if (!head.textContent.trim()) head.innerHTML = "<span>·</span>";
  for (const head of $("shown").querySelectorAll("tbody th")) {
    const name = head.textContent.trim(), line = state.answer?.places[name];
    if (!line) continue;
    const button = Object.assign(document.createElement("button"), {type: "button", textContent: name});
    button.onclick = () => go(view, line);
    head.replaceChildren(button);
  }
  here(view.state);
}

$("shown").addEventListener("click", event => {
  const shape = event.target.closest("svg rect, svg path, svg text");
  if (!shape) return;
  const name = named(shape), line = name && state.answer?.places[name];
  if (line) go(view, line);
});

// a block's name stands in the title of its box: "conv1 to relu1: 9,536 parameters"; a word lies in the box around it
function named(shape) {
  const svg = shape.closest("svg"), at = shape.getBoundingClientRect();
  const x = at.left + at.width / 2, y = at.top + at.height / 2;
  const boxes = shape.querySelector("title") ? [shape] : [...svg.querySelectorAll("rect")].filter(box => {
    const sides = box.getBoundingClientRect();
    return box.querySelector("title") && sides.left <= x && x <= sides.right && sides.top <= y && y <= sides.bottom;
  }).reverse();
  return boxes[0] && blocks(boxes[0])[0];
}

// the layers that a box stands for, the first and the last of a block
function blocks(box) {
  return box.querySelector("title")?.textContent.split(":")[0].split(" to ").map(name => name.trim()) ?? [];
}

let completing = null;
function complete(context) {
  if (!context.explicit && !context.matchBefore(/[\w$]$/)) return null;
  return new Promise(done => {
    completing?.({options: []});
    completing = told => done(told.options.length
      ? {from: context.pos - told.typed, options: told.options.map(word => ({...word, info: word.info || undefined})), validFor: /^[\w-]*$/}
      : null);
    if (!say("complete", {text: context.state.doc.toString(), ...asked(), ...lettersBefore(context.state, context.pos)}))
      completing({options: []});
  });
}

function save() {
  if (state.readOnly) return true;
  const text = view.state.doc.toString();
  if (!say("save", {text, name: $("name").value, digest: $("name").value === state.name ? state.digest : "", ...asked()}))
    said("archcalc does not answer: nothing is saved.");
  return true;
}

function pick(name, focus = false) {
  state.panel = name;
  for (const tab of $("tabs").children) {
    const is = tab.dataset.name === name;
    tab.setAttribute("aria-selected", is);
    tab.tabIndex = is ? 0 : -1;
    if (is && focus) tab.focus();
    if (is) $("panel").setAttribute("aria-labelledby", tab.id);
  }
  $("comparing").hidden = name !== "compare";
  $("shown").classList.add("old");
  say("look");
  return true;
}

function next() {
  const found = (state.answer?.mistakes ?? []).filter(mistake => mistake.line);
  const at = lettersBefore(view.state, view.state.selection.main.head);
  const mistake = found.find(each => each.line > at.line || (each.line === at.line && each.column > at.column)) ?? found[0];
  if (mistake) go(view, mistake.line, mistake.column);
  return true;
}

function begin(told) {
  $("name").value = told.name;
  state.name = told.name;
  for (const each of [$("name"), $("save"), $("undo"), $("redo")]) each.disabled = told.readOnly;
  $("networks").replaceChildren(...told.networks.map(name => Object.assign(document.createElement("option"), {value: name})));
  $("tabs").replaceChildren(...told.panels.map(({name, title}, number) => {
    const tab = Object.assign(document.createElement("button"), {type: "button", textContent: title, id: `tab-${name}`});
    tab.dataset.name = name;
    tab.title = `Alt-${number + 1}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", "panel");
    tab.onclick = () => pick(name);
    return tab;
  }));
  $("tabs").onkeydown = event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    const now = told.panels.findIndex(panel => panel.name === state.panel);
    pick(told.panels[(now + step + told.panels.length) % told.panels.length].name, true);
  };
  $("exporting").querySelector("div").replaceChildren(...Object.entries(told.forms).map(([kind, forms]) => {
    const row = Object.assign(document.createElement("div"), {className: "export"});
    row.append(kind + ":", ...forms.map(form => {
      const button = Object.assign(document.createElement("button"), {type: "button", textContent: form, title: `${kind} as ${form}`});
      button.setAttribute("aria-label", `${kind} as ${form}`);
      button.onclick = () => { said(`Making ${kind} as ${form} ...`, true); say("download", {form: `${kind} ${form}`}); };
      return button;
    }));
    return row;
  }));
  view = editing($("text"), told.text, {readOnly: told.readOnly, changed: sayText, moved: here, complete,
    keys: [{key: "Mod-s", run: save, preventDefault: true}, {key: "F8", run: next, preventDefault: true}]});
  pick("table");
  view.focus();
}

$("saving").onsubmit = event => { event.preventDefault(); save(); };
$("asking").onsubmit = $("comparing").onsubmit = event => event.preventDefault();
$("undo").onclick = () => view && undo(view);
$("redo").onclick = () => view && redo(view);
$("size").oninput = $("batch").oninput = () => view && sayText();
$("other").onchange = () => say("look");
document.addEventListener("keydown", event => {
  const number = /^Digit([1-8])$/.exec(event.code)?.[1];
  if (event.altKey && number && state.panels[number - 1]) { event.preventDefault(); pick(state.panels[number - 1].name, true); }
  if ((event.ctrlKey || event.metaKey) && event.key === "s" && !event.defaultPrevented && view) { event.preventDefault(); save(); }
});
addEventListener("beforeunload", event => { if (view && !state.readOnly && view.state.doc.toString() !== state.saved) event.preventDefault(); });
connect();
