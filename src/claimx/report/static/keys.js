// Keys. The same table drives the help.
// @ts-check

/** @typedef {{keys: string[], label: string, run: () => void}} KeyAction */

/** @param {any} app @returns {KeyAction[]} */
function keyTable(app) {
  return [
    { keys: ["j"], label: "key.next", run: () => app.step(1) },
    { keys: ["k"], label: "key.previous", run: () => app.step(-1) },
    { keys: ["n"], label: "key.doubtful", run: () => app.nextDoubtful() },
    { keys: ["]"], label: "key.next_doc", run: () => app.stepDoc(1) },
    { keys: ["["], label: "key.previous_doc", run: () => app.stepDoc(-1) },
    { keys: ["a"], label: "key.accept", run: () => app.decide("accept") },
    { keys: ["r"], label: "key.reject", run: () => app.decide("reject") },
    { keys: ["e"], label: "key.edit", run: () => app.edit() },
    { keys: ["m"], label: "key.add", run: () => app.addSelection() },
    { keys: ["c"], label: "key.clear", run: () => app.clearDecision() },
    { keys: ["u"], label: "key.undo", run: () => app.undo() },
    { keys: ["U"], label: "key.redo", run: () => app.redo() },
    { keys: ["s"], label: "key.save", run: () => app.saveFile() },
    { keys: ["/"], label: "key.search", run: () => app.focusSearch() },
    { keys: ["o"], label: "key.overview", run: () => app.showView(app.view === "read" ? "overview" : "read") },
    { keys: ["d"], label: "key.list", run: () => app.toggleList() },
    { keys: ["t"], label: "key.theme", run: () => app.cycleTheme() },
    { keys: ["l"], label: "key.language", run: () => app.switchLanguage() },
    { keys: ["?"], label: "key.help", run: () => app.showHelp() },
  ];
}

/** Keys that hold while a statement is being corrected. @param {any} app @returns {KeyAction[]} */
function editKeyTable(app) {
  const move = (/** @type {"start"|"end"} */ side, /** @type {number} */ step, fine = false) => () =>
    app.review.move(app.review.draft.target, side, step, fine);
  return [
    { keys: ["1"], label: "key.set_content", run: () => app.useSelection("content") },
    { keys: ["2"], label: "key.set_cue", run: () => app.useSelection("cue") },
    { keys: ["3"], label: "key.set_speaker", run: () => app.useSelection("speaker") },
    { keys: ["["], label: "key.start_back", run: move("start", -1) },
    { keys: ["]"], label: "key.start_forth", run: move("start", 1) },
    { keys: ["{"], label: "key.end_back", run: move("end", -1) },
    { keys: ["}"], label: "key.end_forth", run: move("end", 1) },
    { keys: [",", "."], label: "key.start_fine", run: () => {} },
    { keys: ["<", ">"], label: "key.end_fine", run: () => {} },
    { keys: ["Enter"], label: "key.save_edit", run: () => app.saveEdit() },
    { keys: ["Escape"], label: "key.cancel", run: () => app.escape() },
  ];
}

/** @type {Record<string, ["start" | "end", number]>} */
const FINE_KEYS = { ",": ["start", -1], ".": ["start", 1], "<": ["end", -1], ">": ["end", 1] };

/** @param {EventTarget | null} target @returns {boolean} whether keys belong to what is being typed in */
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "range", "button", "file"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** @param {KeyboardEvent} event @returns {boolean} whether the focused element uses this key itself */
function ownKey(event) {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return false;
  return event.key === "Enter" && target.matches("button, a, summary, [role=button], input");
}

/** @param {any} app */
function listenToKeys(app) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (byId("help").open) return;
    if (event.key === "Escape") {
      app.escape();
      return;
    }
    if (isTyping(event.target) || ownKey(event)) return;
    if (onKey(app, event.key)) event.preventDefault();
  });
}

/** @param {any} app @param {string} key @returns {boolean} whether it meant something */
function onKey(app, key) {
  if (app.review.draft) {
    if (FINE_KEYS[key]) {
      app.review.move(app.review.draft.target, ...FINE_KEYS[key], true);
      return true;
    }
    const action = editKeyTable(app).find((entry) => entry.keys.includes(key));
    if (action) action.run();
    return Boolean(action);
  }
  const action = keyTable(app).find((entry) => entry.keys.includes(key));
  if (!action) return false;
  action.run();
  return true;
}

/** @param {string} key @returns {string} how a key is written on a key cap */
function keyCap(key) {
  return /** @type {Record<string, string>} */ ({ Escape: "Esc", Enter: "↵", U: "⇧U" })[key] ?? key;
}

/** @param {KeyAction[]} table @param {string} title @returns {HTMLElement} */
function keyHelp(table, title) {
  const rows = table.map(({ keys, label }) =>
    h("tr", {}, h("td", {}, keys.map((key) => [h("kbd", {}, keyCap(key)), " "]).flat()), h("td", {}, t(label))),
  );
  return h("section", {}, h("h3", {}, title), h("table", {}, h("tbody", {}, rows)));
}

/** @param {any} app */
function fillHelp(app) {
  byId("help-body").replaceChildren(
    h("p", {}, t("help.intro")),
    h("div", { class: "help-columns" }, keyHelp(keyTable(app), t("help.keys")), keyHelp(editKeyTable(app), t("help.edit_keys"))),
    h("p", {}, t("help.marks")),
  );
}
