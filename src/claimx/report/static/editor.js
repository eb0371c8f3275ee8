// The form in which a statement is corrected.
// @ts-check

/** @param {Review} review @param {Draft} draft @returns {HTMLElement} */
function editorForm(review, draft) {
  const form = h(
    "form",
    { class: "editor", "aria-label": t(draft.adding ? "edit.add" : "edit.title"), novalidate: true },
    typeChoice(draft),
    indexedText(draft.item.doc)
      ? [h("p", { class: "hint" }, t("edit.hint")), ...SPANS.map((target) => spanRow(review, target))]
      : h("p", { class: "hint" }, t("edit.no_text")),
    ...WORDS.map((field) => wordField(draft, field)),
    wordField(draft, "note"),
    h("p", { class: "fault", role: "alert" }),
    h(
      "div",
      { class: "acts" },
      h("button", { type: "submit", class: "act act-save" }, t("action.save_edit"), h("kbd", { "aria-hidden": "true" }, "↵")),
      h("button", { type: "button", class: "act", data: { action: "cancel" } }, t("action.cancel"), h("kbd", { "aria-hidden": "true" }, "Esc")),
    ),
  );
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    app.saveEdit();
  });
  return form;
}

/** @param {Draft} draft @returns {HTMLElement} */
function typeChoice(draft) {
  const choice = (/** @type {string} */ type) => {
    const input = h("input", { type: "radio", name: "type", value: type, checked: draft.fields.type === type });
    input.addEventListener("change", () => {
      draft.fields = { ...draft.fields, type };
      app.renderText();
    });
    return h("label", { class: "choice" }, input, typeBadge(type));
  };
  return h("fieldset", { class: "types" }, h("legend", {}, t("field.type")), TYPES.map(choice));
}

/** @param {Review} review @param {string} target @returns {HTMLElement} */
function spanRow(review, target) {
  const row = h(
    "div",
    { class: `span-row span-${target}`, role: "group", "aria-label": t(`field.${target}`), data: { target } },
    h(
      "span",
      { class: "span-name" },
      h("span", {}, h("kbd", { "aria-hidden": "true" }, SPANS.indexOf(target) + 1), t(`field.${target}`)),
      target !== "content" && h("button", { type: "button", class: "small", data: { action: "drop", target }, "aria-label": t("edit.drop"), title: t("edit.drop") }, "∅"),
    ),
    h("span", { class: "span-text", lang: "id" }),
    h(
      "span",
      { class: "span-tools" },
      spanEnd(review, target, "start"),
      spanEnd(review, target, "end"),
      h("button", { type: "button", class: "small", data: { action: "use", target }, title: t("edit.use_hint") }, t("edit.use")),
    ),
  );
  row.addEventListener("focusin", () => {
    if (review.draft) review.draft.target = target;
    syncEditor(review);
  });
  fillSpanRow(row, review);
  return row;
}

/**
 * One end of a span as a slider: arrows move it by words, with Shift by characters.
 * @param {Review} review @param {string} target @param {"start"|"end"} side @returns {HTMLElement}
 */
function spanEnd(review, target, side) {
  const step = (/** @type {number} */ by) => {
    const label = t(by < 0 ? "edit.back" : "edit.forth", { side: t(`edit.${side}`) });
    const button = h("button", { type: "button", class: "small", tabindex: -1, "aria-label": label, title: label }, by < 0 ? "‹" : "›");
    button.addEventListener("click", (/** @type {MouseEvent} */ event) => review.move(target, side, by, event.shiftKey));
    return button;
  };
  const handle = h("span", { class: "handle", role: "slider", tabindex: 0, "aria-label": t(`edit.${side}`), data: { side } }, t(`edit.${side}`));
  handle.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    review.move(target, side, by, event.shiftKey);
  });
  return h("span", { class: "end" }, step(-1), handle, step(1));
}

/** @param {HTMLElement} row @param {Review} review */
function fillSpanRow(row, review) {
  const draft = /** @type {Draft} */ (review.draft);
  const target = row.dataset.target ?? "";
  const span = /** @type {any} */ (draft.fields)[target];
  row.classList.toggle("target", draft.target === target);
  const text = /** @type {HTMLElement} */ (row.querySelector(".span-text"));
  text.textContent = span ? span.text : t("edit.none");
  text.classList.toggle("none", !span);
  for (const handle of row.querySelectorAll(".handle")) {
    const side = handle.getAttribute("data-side") === "start" ? "start" : "end";
    handle.setAttribute("aria-valuemin", "0");
    handle.setAttribute("aria-valuemax", String(indexedText(draft.item.doc)?.length ?? 0));
    handle.setAttribute("aria-valuenow", String(span ? span[side] : 0));
    handle.setAttribute("aria-valuetext", span ? edgeWords(span.text, side) : t("edit.none"));
    handle.setAttribute("aria-disabled", String(!span));
  }
}

/** @param {string} text @param {"start"|"end"} side @returns {string} the words at one end, to be read out */
function edgeWords(text, side) {
  const words = text.trim().split(/\s+/);
  return (side === "start" ? words.slice(0, 3) : words.slice(-3)).join(" ");
}

/** @param {Draft} draft @param {string} field @returns {HTMLElement} */
function wordField(draft, field) {
  const fields = /** @type {any} */ (draft.fields);
  const value = field === "note" ? draft.note : (fields[field] ?? "");
  const input = h("input", { type: "text", name: field, value, autocomplete: "off", spellcheck: "false", list: field === "name" ? "names" : null });
  if (field === "date") input.placeholder = "2024-03-05";
  input.addEventListener("input", () => {
    const entered = input.value.trim() || null;
    if (field === "note") draft.note = entered ?? "";
    else draft.fields = { ...draft.fields, [field]: entered };
  });
  if (field === "name") input.addEventListener("change", () => fillFromCast(draft, input));
  return h("label", { class: `word word-${field}` }, h("span", {}, t(`field.${field}`)), input);
}

/**
 * A name that the run knows brings its role and affiliation where those are still empty.
 * @param {Draft} draft @param {HTMLInputElement} input
 */
function fillFromCast(draft, input) {
  const same = (/** @type {Item} */ item) => item.fields.name === draft.fields.name && item !== draft.item;
  const known = draft.item.doc.items.find(same) ?? app.model.all().find(same);
  if (!known || draft.fields.role || draft.fields.affiliation) return;
  const { role, affiliation } = known.fields;
  draft.fields = { ...draft.fields, role, affiliation };
  const form = /** @type {HTMLFormElement} */ (input.form);
  /** @type {any} */ (form.elements.namedItem("role")).value = role ?? "";
  /** @type {any} */ (form.elements.namedItem("affiliation")).value = affiliation ?? "";
}

/** @param {Review} review show the spans of the draft in its form */
function syncEditor(review) {
  if (!review.form || !review.draft) return;
  for (const row of review.form.querySelectorAll(".span-row")) fillSpanRow(/** @type {HTMLElement} */ (row), review);
}
