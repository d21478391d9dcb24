// The page follows its input, the batch and options: what the reader changes is worked out by the formulas above, as a
// spreadsheet does it.
{
  const form = root.querySelector(".live"), told = form.querySelector("p"), fields = [...form.querySelectorAll("input")];
  const table = root.querySelector("table"), numbers = Object.keys(LIVE.sizes).map(Number);
  const places = Object.fromEntries([...table.tHead.rows[0].cells].map((head, i) => [head.dataset.key, i]));
  const sums = ["activations", "activation_bytes", "weights", "biases", "affine", "macs"].filter(key => key in places);
  const texts = ["notation", "summary", "receptive_field"].filter(key => key in places);
  let rows, modules, layer, was;
  const begin = () => {  // all rows are there; layer has the layer's number of every row that is no module
    if (rows) return;
    table.makeAll();
    rows = [...table.tBodies[0].rows];
    modules = rows.map(row => row.classList.contains("module"));
    layer = new Map(rows.filter((_, i) => !modules[i]).map((row, i) => [row, numbers[i]]));
    was = new Map([...table.querySelectorAll("td")].map(cell => [cell,
      [cell.textContent, cell.dataset.v, cell.title, cell.className, cell.style.fontWeight]]));
  };

  const count = number => number.toLocaleString("en-US");
  const fixed = (value, digits) => {  // of two as near the even one, as Python writes it
    const parts = value * 10 ** digits, low = Math.floor(parts), tie = (value * (digits === 2 ? 8 : 4)) % 1 === 0 && parts - low === 0.5;
    return tie ? ((low % 2 ? low + 1 : low) / 10 ** digits).toFixed(digits) : value.toFixed(digits);
  };
  const bytes = size => {
    const names = ["B", "KB", "MB", "GB", "TB"];
    let power = 0;
    while (power < names.length - 1 && size >= 1000 ** (power + 1)) power++;
    if (power === 0) return `${size} B`;
    const value = size / 1000 ** power;
    return `${fixed(value, value < 100 ? 2 : 1)} ${names[power]}`;
  };
  const volume = (keys, cells) => {  // channels, which stand first, are written last unless they are asked for first
    const sizes = keys.map(key => cells[key]), last = LIVE.layout === "hwc" && keys[0] === "channels";
    return (last ? [...sizes.slice(1), sizes[0]] : sizes).join("x");
  };
  const write = (cell, words, value) => {
    if (!cell) return;
    if (cell.textContent !== words) { cell.textContent = words; cell.removeAttribute("title"); }
    if (value !== undefined) cell.dataset.v = value;
  };
  const worded = {activation_bytes: bytes};
  const restore = () => {
    for (const [cell, [words, value, title, kind, weight]] of was) {
      cell.textContent = words;
      if (value === undefined) delete cell.dataset.v; else cell.dataset.v = value;
      if (title) cell.title = title; else cell.removeAttribute("title");
      cell.className = kind;
      cell.style.fontWeight = weight;
    }
    told.textContent = "";
    root.classList.remove("changed");
  };
  const show = v => {
    const total = Object.fromEntries(sums.map(key => [key, 0])), below = rows.map(() => Object.fromEntries(sums.map(key => [key, 0])));
    const level = row => Number(row.dataset.level || 0), open = [];
    rows.forEach((row, i) => {
      while (open.length && level(rows[open.at(-1)]) >= level(row)) open.pop();
      if (modules[i]) { open.push(i); return; }
      const cells = v[layer.get(row)];
      for (const key of sums) {
        const value = cells[key] || 0;
        total[key] += value;
        for (const module of open) below[module][key] += value;
        write(row.cells[places[key]], (worded[key] || count)(value), value);
      }
    });
    let module = 0;
    rows.forEach((row, i) => {  // a module has the volume of its last layer, hidden or not
      const number = modules[i] ? LIVE.ends[module++] : layer.get(row), seen = LIVE.fields[number];
      write(row.cells[places.output_shape], volume(LIVE.sizes[number] || LIVE.hidden[number], v[number]));
      for (const key of texts) row.cells[places[key]].classList.add("still");
      if (seen && "receptive_field" in places) {
        row.cells[places.receptive_field].classList.remove("still");
        write(row.cells[places.receptive_field], seen.map(key => v[number][key]).join("x"));
      }
      if (!modules[i]) return;
      for (const key of sums) write(row.cells[places[key]], (worded[key] || count)(below[i][key]), below[i][key]);
    });
    for (const key of ["activations", "weights"].filter(key => key in places)) {  // what is at least half as large as the largest
      const cells = rows.filter((_, i) => !modules[i]).map(row => row.cells[places[key]]);
      const largest = Math.max(...cells.map(cell => Number(cell.dataset.v)));
      for (const cell of cells) {
        const marked = largest > 0 && 2 * Number(cell.dataset.v) >= largest;
        cell.classList.toggle("marked", marked);
        cell.style.fontWeight = marked ? "600" : "";
      }
    }
    const foot = table.tFoot && table.tFoot.rows[0];
    if (foot) for (const key of sums) write(foot.cells[places[key]], (worded[key] || count)(total[key]));
    root.classList.add("changed");
  };

  // what the reader asks for, as the command line has it, and what of it is no number that can be put in
  const asked = () => {
    const sizes = LIVE.inputs.map(row => LIVE.sizes[row].map(key =>
      fields.find(field => field.dataset.row === String(row) && field.dataset.key === key).value).join("x"));
    const changed = fields.filter(field => field.value !== field.defaultValue);
    const batch = changed.filter(field => field.dataset.kind === "batch").map(field => `--batch ${field.value}`);
    const set = changed.filter(field => field.dataset.kind === "option").map(field => `--set ${field.dataset.name}=${field.value}`);
    const input = sizes.length === 1 ? `--input ${sizes[0]}` : changed.some(field => field.dataset.kind === "size") ? "--input" : "";
    return {said: [sizes.join(", "), ...batch, ...set].join(" "), command: ["archcalc", LIVE.network, input, ...batch, ...set].filter(Boolean).join(" ")};
  };
  const patterns = {size: /^[1-9]\d{0,8}$/, batch: /^[1-9]\d{0,8}$/, whole: /^-?\d{1,9}$/, number: /^-?\d{1,9}(\.\d{1,9})?$/};
  const follow = () => {
    begin();
    restore();
    const changed = fields.filter(field => field.value !== field.defaultValue), {said, command} = asked();
    if (!changed.length) return;
    if (!changed.every(field => !field.dataset.pattern || patterns[field.dataset.pattern].test(field.value))) {
      told.textContent = "A size is a whole number from 1 on, and an option a number as it was.";
      return;
    }
    const still = changed.filter(field => !field.dataset.key);
    const refuse = () => { told.textContent = `For ${said} other layers follow, or none: ${command} counts them. The table is as it was.`; };
    if (still.length) { refuse(); return; }
    const v = {};
    for (const row of Object.keys(LIVE.start)) v[row] = {...LIVE.start[row]};
    for (const field of fields) if (field.dataset.key) v[field.dataset.row][field.dataset.key] = Number(field.value);
    const holds = LIVE.follow(v);
    const exact = numbers.every(row => Object.values(v[row]).every(value => typeof value === "boolean" || Number.isSafeInteger(value))) &&
      numbers.every(row => LIVE.sizes[row].every(key => v[row][key] > 0) && sums.every(key => !(v[row][key] < 0)));
    if (!holds || !exact) { refuse(); return; }
    show(v);
    told.textContent = `Counted in this page for ${said}. Grey texts, the drawing, the charts and the lines below the table are as they were: ` +
      `${command} makes all of them.`;
  };
  form.hidden = false;
  form.addEventListener("input", follow);
  form.addEventListener("submit", event => { event.preventDefault(); follow(); });
  form.addEventListener("reset", () => setTimeout(follow));
}
