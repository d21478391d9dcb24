// The text: its colours, the figures beside its lines, marks under mistakes. What they are, archcalc says.
import * as CM from "./codemirror/index.js";

class Figures extends CM.WidgetType {
  constructor(words) { super(); this.words = words; }
  eq(other) { return other.words === this.words; }
  ignoreEvent() { return false; }  // a click on figures is one on their line
  toDOM() {
    const shown = document.createElement("span");
    shown.className = "figures";
    shown.textContent = this.words;
    return shown;
  }
}

const answered = CM.StateEffect.define();
const WORDS = /(#.*)|(->|→)|("[^"]*"|'[^']*')|([A-Za-z_][\w.-]*(?=\s*:(?:\s|$)))|(\b\d[\d_]*(?:\.\d+)?\b)/g;
const CLASSES = [null, "word-comment", "word-arrow", "word-text", "word-key", "word-number"];

// a column of archcalc's counts letters, one of JavaScript's halves of them
function place(doc, line, column) {
  if (line < 1 || line > doc.lines) return null;
  const {from, text, length} = doc.line(line);
  const before = Array.from(text).slice(0, Math.max(0, column - 1)).join("").length;
  return from + Math.min(before, length);
}

export function lettersBefore(state, position) {
  const line = state.doc.lineAt(position);
  return {line: line.number, column: Array.from(line.text.slice(0, position - line.from)).length + 1};
}

function span(doc, mistake) {
  const from = place(doc, mistake.line, mistake.column);
  if (from === null) return null;
  const end = doc.line(mistake.line).to;
  let to = Math.min(place(doc, mistake.line, mistake.column + Math.max(1, mistake.width)), end);
  return to > from ? {from, to} : {from: Math.max(doc.line(mistake.line).from, from - 1), to: end};
}

// the figures of the last text that was a network stay beside their lines until the next one is
function kept(shown) {
  const found = [];
  for (const at = shown.iter(); at.value; at.next()) if (at.value.spec.widget) found.push(at.value.range(at.from));
  return found;
}

// figures go with the line that they are of, and not with a new one that is begun behind it
function moved(shown, change) {
  const found = [];
  for (const at = shown.iter(); at.value; at.next()) {
    if (at.value.spec.widget) {
      const start = change.changes.mapPos(change.startState.doc.lineAt(at.from).from, 1);
      found.push(at.value.range(change.state.doc.lineAt(start).to));
    } else {
      const from = change.changes.mapPos(at.from, 1), to = change.changes.mapPos(at.to, -1);
      if (to > from) found.push(at.value.range(from, to));
    }
  }
  return CM.Decoration.set(found, true);
}

function decorations(doc, answer, shown) {
  const found = answer.title === undefined ? kept(shown) : [];
  for (const [number, words] of Object.entries(answer.lines)) {
    if (+number <= doc.lines)
      found.push(CM.Decoration.widget({widget: new Figures(words), side: 1}).range(doc.line(+number).to));
  }
  for (const mistake of answer.mistakes) {
    const at = mistake.line ? span(doc, mistake) : null;
    if (at && at.to > at.from) found.push(CM.Decoration.mark({class: mistake.kind, mistake}).range(at.from, at.to));
  }
  return CM.Decoration.set(found, true);
}

const answers = CM.StateField.define({
  create: () => CM.Decoration.none,
  update(shown, change) {
    if (change.docChanged) shown = moved(shown, change);
    for (const effect of change.effects) if (effect.is(answered)) shown = decorations(change.state.doc, effect.value, shown);
    return shown;
  },
  provide: field => CM.EditorView.decorations.from(field),
});

// colours of the lines that are seen, by their words alone
const colours = CM.ViewPlugin.fromClass(class {
  constructor(view) { this.decorations = this.found(view); }
  update(update) { if (update.docChanged || update.viewportChanged) this.decorations = this.found(update.view); }
  found(view) {
    const marks = [];
    for (const {from, to} of view.visibleRanges) {
      for (const word of view.state.doc.sliceString(from, to).matchAll(WORDS)) {
        const kind = CLASSES[word.slice(1).findIndex(part => part !== undefined) + 1];
        marks.push(CM.Decoration.mark({class: kind}).range(from + word.index, from + word.index + word[0].length));
      }
    }
    return CM.Decoration.set(marks, true);
  }
}, {decorations: plugin => plugin.decorations});

function told(mistake) { return [mistake.message, ...mistake.also].join("\n"); }

const hints = CM.hoverTooltip((view, position) => {
  let found = null;
  view.state.field(answers).between(position, position, (from, to, value) => {
    if (value.spec.mistake) found = {pos: from, end: to, mistake: value.spec.mistake};
  });
  return found && {pos: found.pos, end: found.end, create() {
    const dom = document.createElement("div");
    dom.textContent = told(found.mistake);
    return {dom};
  }};
});

export function editing(parent, text, {readOnly, changed, moved, keys, complete}) {
  const state = CM.EditorState.create({doc: text, extensions: [
    CM.keymap.of(keys), CM.basicSetup, CM.EditorView.lineWrapping,
    CM.EditorState.readOnly.of(readOnly), CM.EditorState.languageData.of(() => [{autocomplete: complete}]),
    CM.EditorView.contentAttributes.of({"aria-label": "Specification", spellcheck: "false"}), colours, answers, hints,
    CM.EditorView.updateListener.of(update => {
      if (update.docChanged) changed(update);
      if (update.selectionSet || update.docChanged) moved(update.state);
    })]});
  return new CM.EditorView({state, parent});
}

export function undo(view) { CM.undo(view); }

export function redo(view) { CM.redo(view); }

export function show(view, answer) { view.dispatch({effects: answered.of(answer)}); }

export function go(view, line, column = 1) {
  const position = place(view.state.doc, line, column);
  if (position === null) return;
  view.dispatch({selection: {anchor: position}, effects: CM.EditorView.scrollIntoView(position, {y: "center"})});
  view.focus();
}

export function replace(view, {line, column, width, text}) {
  const from = place(view.state.doc, line, column), to = place(view.state.doc, line, column + width);
  view.dispatch({changes: {from, to, insert: text}, selection: {anchor: from + text.length}});
  view.focus();
}

export function put(view, text) {
  view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: text}});
}
