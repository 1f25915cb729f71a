"use strict";
// The page of `make proof`. It keeps no text of its own: the server has the catalogs, this shows them and sends what is typed.

const main = new Pages(find("pages"), (name, pages) => open(name, pages));
let besides = []; // the pages of other languages, to read
let findings = [];
let current = null; // the name of the unit that is open
let place = 0; // which of its places was shown last
const waiting = new Map(); // what was typed and isn't answered yet, by language and unit
let isBusy = false; // with one of it
let turn = Promise.resolve();

const byName = (name) => main.unit(name);
const keyOf = (language, name) => `${language} ${name}`;

// What answers with units is asked one after another: no answer says less than one that was there before.
function askInTurn(path, body) {
  const answer = turn.then(() => askJson(path, body));
  turn = answer;
  return answer;
}

// A unit as an answer has it, but for what was typed here since.
function withTyped(language, unit) {
  const typed = waiting.get(keyOf(language, unit.name));
  return typed ? { ...unit, translations: typed.translations, fuzzy: typed.fuzzy, edited: true } : unit;
}

// Keep what an answer says of a unit, and show it; the page may show another language by now.
function take(unit, language) {
  const known = language === main.proof.language && byName(unit.name);
  if (!known) return;
  Object.assign(known, withTyped(language, unit));
  const item = inList(unit.name)?.closest("li");
  if (item && isShown(known)) item.replaceWith(itemOf(known)); // the other items, hundreds, stay
  else showUnits();
  if (unit.name === current) showEditor();
}

// ---- what is said ----

function showProblems(problems) {
  if (!problems) return; // an answer that says nothing of them
  find("problems").textContent = problems
    .map((one) => [one.file && `${one.file}${one.line ? `:${one.line}` : ""}: `, one.what, one.hint && `: ${one.hint}`].filter(Boolean).join(""))
    .join("\n");
}

const say = (text) => { find("status").textContent = text; };

// ---- the list ----

const FILTERS = { all: "proof.filter.all", todo: "proof.filter.todo", missing: "proof.state.missing", fuzzy: "proof.state.fuzzy", finding: "proof.filter.finding", query: "proof.filter.query", unrevised: "proof.filter.unrevised", edited: "proof.state.edited" };
const isShown = (unit) => {
  const filter = find("filter").value;
  const sought = find("search").value.toLocaleLowerCase();
  const fits = {
    all: true, todo: unit.state === "missing" || unit.state === "fuzzy", missing: unit.state === "missing", fuzzy: unit.state === "fuzzy",
    finding: findings.some((one) => one.unit === unit.name), query: unit.queries.length > 0, unrevised: unit.unrevised, edited: unit.edited,
  }[filter];
  return fits && (!sought || [unit.source, unit.address, ...unit.translations].some((text) => text.toLocaleLowerCase().includes(sought)));
};

const plain = (text) => text.replace(/<(fn|ref)\b.*?<\/\1>/g, "").replace(/<br>/g, " ").replace(/<[^<>]*>/g, "");

const inList = (name) => find("units").querySelector(`button[data-unit="${CSS.escape(name)}"]`);

function showUnits() {
  const items = main.proof.units.filter(isShown).map(itemOf);
  const focused = document.activeElement?.closest("#units button")?.dataset.unit;
  const old = find("units").children;
  if (items.length && items.length === old.length) { // what is as it was stays: a click on what goes meanwhile is none
    items.forEach((item, place) => item.isEqualNode(old[place]) || old[place].replaceWith(item));
  } else find("units").replaceChildren(...(items.length ? items : [make("li", { class: "none" }, word("proof.none"))]));
  if (focused) inList(focused)?.focus({ preventScroll: true });
}

function itemOf(unit) {
  const found = findings.filter((one) => one.unit === unit.name);
  const state = unit.edited ? "edited" : unit.state === "missing" || unit.state === "fuzzy" ? unit.state : found.length ? found[0].severity : "";
  const text = unit.translations[0] || unit.source;
  const button = make("button", { type: "button", "data-unit": unit.name, "aria-current": unit.name === current ? "true" : "false", onclick: () => open(unit.name, "list") },
    make("bdi", {}, unit.address), make("span", { class: "text", dir: "auto" }, plain(text)),
    make("span", { class: `state ${state}` }, state ? word(`proof.state.${state}`) : ""));
  return make("li", {}, button);
}

// ---- the editor ----

const PIECE = /<(?:fn|ref)\b[^<>]*>[^<>]*<\/(?:fn|ref)>|<\/?[a-z][^<>]*>|\{[a-z][a-z_-]*\}|[\u00a0\u202f]/g;
function tokens(text) {
  const pieces = [];
  let last = 0;
  for (const match of text.matchAll(PIECE)) {
    if (match.index > last) pieces.push(text.slice(last, match.index));
    pieces.push(tokenOf(match[0]));
    last = match.index + match[0].length;
  }
  if (last < text.length) pieces.push(text.slice(last));
  return pieces;
}

function tokenOf(text) {
  const isSpace = text === "\u00a0" || text === "\u202f";
  return make("span", { class: isSpace ? "token space" : "token", contenteditable: "false", "data-token": text }, isSpace ? "␣" : text);
}

function typedIn(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\n/g, " ");
  if (node.dataset?.token) return node.dataset.token;
  if (node.nodeName === "BR") return "";
  return [...node.childNodes].map(typedIn).join("");
}

const list = (lines, lang) => make("ul", {}, ...lines.map((line) => make("li", { dir: "auto", lang }, line)));
const section = (key, ...content) => [make("h3", {}, word(key)), ...content];

// Give an element these children. One that is as it was stays, with its focus, its caret and a click that has begun; one with an `id`
// stays, too, and what is in it is renewed.
function renew(parent, children) {
  const old = [...parent.childNodes];
  const renewed = children.map((child) => {
    const at = old.findIndex((one) => isSame(one, child));
    if (at < 0) return child;
    const [one] = old.splice(at, 1);
    if (one.id) renew(one, [...child.childNodes]);
    return one;
  });
  old.forEach((one) => one.remove());
  renewed.forEach((child, at) => child === parent.childNodes[at] || parent.insertBefore(child, parent.childNodes[at] ?? null));
}

// The browser writes a text into a form in pieces of its own.
function isSame(one, other) {
  if (one.id && one.id === other.id) return true;
  const isForm = one.matches?.(".form") && one.cloneNode().isEqualNode(other.cloneNode());
  return isForm ? typedIn(one) === typedIn(other) : one.isEqualNode(other);
}

// Open a unit; asked for again, its next place is shown. The pages that a person clicked on stay where they are.
function open(name, from) {
  place = name === current ? place + 1 : 0;
  current = name;
  for (const button of find("units").querySelectorAll("button")) button.setAttribute("aria-current", button.dataset.unit === name ? "true" : "false");
  for (const pages of [main, ...besides]) pages.light(name, pages === from ? undefined : place);
  showEditor();
  inList(name)?.scrollIntoView({ block: "nearest" }); // the editor may have taken its room
  const form = find("editor").querySelector(".form");
  form?.focus({ preventScroll: true });
  form?.scrollIntoView({ block: "nearest" }); // on a low screen
}

// Show the unit that is open. Whoever types meanwhile goes on: the form is another one only where its text is.
function showEditor() {
  const unit = byName(current);
  const editor = find("editor");
  if (!unit) { editor.hidden = true; return; }
  const { language, direction } = main.proof;
  const controls = () => [...editor.querySelectorAll("button, input, .form")];
  const isOpen = editor.dataset.unit === current;
  const fields = new Map(isOpen ? [...editor.querySelectorAll("input[name]")].map((field) => [field.name, field.value]) : []);
  const focused = isOpen ? controls().indexOf(document.activeElement) : -1;
  if (!isOpen) editor.replaceChildren(); // nor can what was typed in another unit be undone in this one
  editor.dataset.unit = current;
  const isTyping = unit.edited && document.hasFocus() && document.activeElement?.closest(".form")?.lang === language;
  const texts = isTyping ? formsTyped() : unit.translations;
  const source = unit.name.startsWith("house:") ? "en" : main.proof.source;
  const changes = unit.difference.map((one) => ({ kept: one.text, deleted: make("del", {}, one.text), inserted: make("ins", {}, one.text) })[one.kind]);
  const forms = texts.map((text, number) => make("div", {
    class: "form", contenteditable: "true", role: "textbox", "aria-multiline": "true", spellcheck: "true", lang: language, dir: direction,
    "aria-label": texts.length > 1 ? word("proof.form", { number: number + 1 }) : word("proof.translation"),
    oninput: typed, onbeforeinput: keepPlain, onclick: leaveLabels,
  }, ...tokens(text)));
  const others = besides.map((pages) => [pages.proof, pages.unit(unit.name)]).filter(([, other]) => other);
  const found = [...unit.problems, ...findings.filter((one) => one.unit === unit.name)]; // keeps it from being printed; was found in the saved one
  const lines = new Set(found.map((one) => [one.what, one.hint].filter(Boolean).join(": ")));
  if (isOpen) showState(unit);
  renew(editor, [
    make("h2", {}, make("bdi", {}, unit.address), ` – ${unit.where}`),
    ...section("proof.source", make("p", { dir: "auto", lang: source }, ...tokens(unit.source))),
    ...(unit.plural ? [make("p", { dir: "auto", lang: source }, ...tokens(unit.plural))] : []),
    ...(changes.length ? section("proof.changed", make("p", { dir: "auto", lang: source }, ...changes)) : []),
    ...(forms.length ? section("proof.translation", ...forms) : []),
    make("div", { class: "actions" }, ...(forms.length ? [
      make("button", { type: "button", onclick: () => save(), "aria-keyshortcuts": "Control+S", disabled: unit.edited ? false : "" }, word("proof.save")),
      make("label", {}, make("input", { type: "checkbox", id: "fuzzy", onchange: typed, ...(unit.fuzzy ? { checked: "" } : {}) }), ` ${word("proof.state.fuzzy")}`),
      make("button", { type: "button", class: "token", onmousedown: stay, onclick: () => insert("\u00a0"), "aria-label": word("proof.space") }, "␣"),
      ...insertions(unit),
    ] : [])),
    ...(forms.length ? [markForm("proof.ask", "question", "/api/ask"), markForm("proof.revise", "by", "/api/revise")] : []),
    make("div", { id: "conflict" }, ...(unit.theirs ? conflict(unit) : [])),
    make("div", { "aria-live": "polite", id: "found" }, ...(lines.size ? section("proof.findings", list([...lines], "en")) : [])),
    ...others.flatMap(([{ language, direction }, other]) => [make("h3", {}, nameOfLanguage(language)),
      make("p", { class: "beside-text", lang: language, dir: direction }, ...tokens(other.translations[0] || other.source))]),
    ...(unit.terms.length ? section("proof.terms", list(unit.terms)) : []),
    ...(unit.notes.length ? section("proof.notes", list(unit.notes, source)) : []),
    ...(unit.comments.length ? section("proof.comments", list(unit.comments)) : []),
  ]);
  editor.hidden = false;
  for (const field of editor.querySelectorAll("input[name]")) field.value = fields.get(field.name) || field.value;
  const control = controls()[focused];
  if (!control || control === document.activeElement) return;
  control.focus({ preventScroll: true });
  if (control.matches(".form")) getSelection().selectAllChildren(control), getSelection().collapseToEnd();
}

const formsTyped = () => [...find("editor").querySelectorAll(".form")].map(typedIn);

// The form with the caret, which it keeps while a button is pressed; else the first.
function formAtCaret() {
  const { anchorNode } = getSelection();
  const element = anchorNode?.nodeType === Node.TEXT_NODE ? anchorNode.parentElement : anchorNode;
  return element?.closest?.("#editor .form") ?? find("editor").querySelector(".form");
}

// The button and the flag stay while what they say changes.
function showState(unit) {
  const button = find("editor").querySelector("[aria-keyshortcuts='Control+S']");
  if (!button) return;
  if (!unit.edited && document.activeElement === button) formAtCaret().focus({ preventScroll: true });
  button.disabled = !unit.edited;
  find("fuzzy").toggleAttribute("checked", unit.fuzzy);
  find("fuzzy").checked = unit.fuzzy;
}

// A field and a button that write a mark beside the unit: a question to the author, who revised it.
function markForm(key, name, path) {
  const write = async (event) => {
    event.preventDefault();
    const { elements } = event.target;
    const view = { ...main.view, name: current };
    const asked = elements[name].value;
    const answer = await askInTurn(path, { ...view, [name]: asked });
    showProblems(answer.problems);
    if (!answer.unit) return;
    if (name === "by") sessionStorage.setItem("by", asked);
    else if (elements.question.value === asked) elements.question.value = "";
    take(answer.unit, view.language);
    say(word("proof.saved", { unit: answer.unit.address }));
  };
  const field = make("input", { name, dir: "auto", required: "", "aria-label": word(`${key}.field`), placeholder: word(`${key}.field`), value: name === "by" ? sessionStorage.getItem("by") ?? "" : "" });
  return make("form", { class: "actions", onsubmit: write }, field, make("button", {}, word(key)));
}

// A text is one paragraph without style; what comes from elsewhere is inserted as text.
function keepPlain(event) {
  if (!/^(format|insert(Paragraph|LineBreak|FromPaste|FromDrop|FromYank))/.test(event.inputType)) return;
  event.preventDefault();
  const text = event.dataTransfer?.getData("text/plain");
  if (text) insert(text.replace(/\s*[\n\u2028\u2029]\s*/g, " ").replace(/\p{Cc}/gu, ""));
}

// What is copied of a text is what it says, not the labels that stand for its tags and spaces.
function copy(event) {
  const range = event.target.closest?.("input") || !getSelection().rangeCount ? null : getSelection().getRangeAt(0);
  const holder = range?.commonAncestorContainer;
  if (!(holder?.nodeType === Node.TEXT_NODE ? holder.parentElement : holder)?.closest(".form, #editor p")) return;
  const text = typedIn(range.cloneContents());
  (event.clipboardData ?? event.dataTransfer).setData("text/plain", text);
  if (event.type !== "dragstart") event.preventDefault();
  if (event.type === "cut") document.execCommand("delete");
}

// A click leaves the caret in a label, where nothing can be typed: it goes behind, or to the side that is nearer to where it was.
function leaveLabels() {
  const selection = getSelection();
  const leave = (node, offset) => {
    const label = node.parentElement?.closest(".token");
    if (!label) return [node, offset];
    return [label.parentNode, [...label.parentNode.childNodes].indexOf(label) + (offset * 2 < node.length ? 0 : 1)];
  };
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  if (!anchorNode) return;
  const from = leave(anchorNode, anchorOffset);
  const to = leave(focusNode, focusOffset);
  if (from[0] !== anchorNode || to[0] !== focusNode) selection.setBaseAndExtent(...from, ...to);
}

// The focus stays in the form: in a button, the blank that is typed next would press it.
const stay = (event) => event.preventDefault();

// Insert a text at the caret, or a pair of tags around what is selected; the browser's own command can be undone by Ctrl+Z.
function insert(text, closing = "") {
  const form = formAtCaret();
  if (!form) return;
  form.focus();
  const selection = getSelection();
  const chosen = closing ? typedIn(selection.getRangeAt(0).cloneContents()) : "";
  document.execCommand("insertHTML", false, make("div", {}, ...tokens(`${text}${chosen}${closing}`)).innerHTML);
  const label = selection.anchorNode.parentElement?.closest(".token") ?? selection.anchorNode.childNodes[selection.anchorOffset - 1];
  if (!label?.dataset?.token) return;
  const after = [...label.parentNode.childNodes].indexOf(label) + 1; // the browser leaves the caret in the label, where nothing can be typed
  selection.collapse(label.parentNode, closing && !chosen ? after - 1 : after);
}

// What a button inserts: a reference to a footnote as a whole, other tags in pairs, then placeholders, then terms. Of a reference to a
// paragraph also its number alone, for a sentence that wants the word in another case.
function insertions(unit) {
  const pieces = [...unit.source.matchAll(/<(?:fn|ref)\b[^<>]*>[^<>]*<\/(?:fn|ref)>|<br>|<([a-z]+)>|\{[a-z][a-z_-]*\}/g)];
  const tags = new Map(pieces.flatMap(([piece, name]) => [
    [piece, name ? `</${name}>` : ""], ...(piece.startsWith("<ref>") ? [[piece.replace("<ref>", '<ref form="number">'), ""]] : []),
  ]));
  const terms = unit.terms.map((line) => line.split(" = ")[1]?.split(" | ")[0]).filter(Boolean);
  return [...tags, ...terms.map((term) => [term])].map(([text, closing], number) => make("button", {
    type: "button", class: tags.has(text) ? "token" : "", dir: "auto", onmousedown: stay, onclick: () => insert(text, closing),
    ...(number < 9 ? { "aria-keyshortcuts": `Alt+${number + 1}`, "data-key": number + 1 } : {}),
  }, closing ? `${text}…${closing}` : text));
}

function typed(event) {
  const unit = byName(current);
  const { language } = main.proof;
  const key = keyOf(language, current);
  const was = waiting.get(key)?.was ?? unit.translations;
  const mine = { translations: formsTyped(), fuzzy: find("fuzzy").checked };
  waiting.delete(key); // the unit that has waited longest is the first
  waiting.set(key, { language, name: current, was, start: event?.timeStamp ?? performance.now(), ...mine });
  Object.assign(unit, mine, { edited: true });
  send();
}

async function send() {
  const edit = [...waiting.values()].find((one) => !one.isRefused);
  if (isBusy || !edit) return;
  isBusy = true;
  const { start, language, name } = edit;
  try {
    const answer = await askInTurn("/api/edit", { ...main.view, ...edit });
    const key = keyOf(language, name);
    if (!answer.unit) edit.isRefused = true; // it stays in its form
    else if (waiting.get(key) === edit) waiting.delete(key);
    if (answer.unit) take(answer.unit, language);
    showProblems(answer.problems);
    if (language === main.proof.language) await main.take(answer);
  } finally {
    isBusy = false;
  }
  performance.measure("keystroke to page", { start, end: performance.now() });
  if (waiting.size) send();
  else main.drawSeen();
}

async function save(name = current) {
  if (!byName(name)) return;
  const { language } = main.proof;
  const typed = () => waiting.get(keyOf(language, name));
  if (typed()?.isRefused) { typed().isRefused = false; send(); }
  while (isBusy || (typed() && !typed().isRefused)) await new Promise((resolve) => setTimeout(resolve, 20));
  if (typed()) return; // why is shown
  const answer = await askInTurn("/api/save", { ...main.view, language, name });
  if (answer.conflict) {
    const unit = byName(name);
    if (!unit || language !== main.proof.language) return;
    unit.theirs = answer.conflict;
    if (name !== current) open(name);
    else showEditor();
    return;
  }
  if (answer.problems?.length) { showProblems(answer.problems); return; }
  take(answer.unit, language);
  say(word("proof.saved", { unit: answer.unit.address }));
  loadFindings();
}

// The version of another program, and the two buttons that decide.
function conflict({ name, theirs }) {
  const decide = async (isTheirs) => {
    const { language } = main.proof;
    const answer = await askInTurn("/api/take", { ...main.view, language, name, theirs: isTheirs });
    if (answer.unit) take(answer.unit, language);
    showProblems(answer.problems);
    if (language === main.proof.language) await main.take(answer);
    if (!isTheirs) await save(name);
  };
  return [
    make("p", { role: "alert" }, word("proof.conflict")),
    ...theirs.translations.map((text) => make("p", { class: "beside-text", dir: main.proof.direction, lang: main.proof.language }, ...tokens(text))),
    make("div", { class: "actions" },
      make("button", { type: "button", onclick: () => decide(true) }, word("proof.take-theirs")),
      make("button", { type: "button", onclick: () => decide(false) }, word("proof.keep-mine"))),
  ];
}

// ---- keys ----

const KEYS = { "Ctrl+S": "proof.save", "Alt+↓ Alt+↑": "proof.key.move", "Ctrl+Enter": "proof.key.next", "Ctrl+U": "proof.state.fuzzy", "Ctrl+Shift+␣": "proof.space", "Alt+1 … Alt+9": "proof.key.token", "Ctrl+/": "proof.search", "Esc": "proof.key.leave", "?": "proof.keys" };

function move(step) {
  const shown = main.proof.units.filter(isShown);
  const next = shown[shown.findIndex((unit) => unit.name === current) + step];
  if (next) open(next.name, "list");
}

// What is typed next is for the next unit, also while this one is still being saved.
function saveAndGoOn() {
  const saved = current;
  const shown = main.proof.units.filter(isShown);
  const after = shown.findIndex((unit) => unit.name === saved) + 1;
  const next = [...shown.slice(after), ...shown.slice(0, after)].find((unit) => unit.name !== saved && ["missing", "fuzzy"].includes(unit.state));
  save(saved).then(() => { if (!next) say(word("proof.done")); });
  if (next) open(next.name, "list");
}

document.addEventListener("keydown", async (event) => {
  const isTyping = event.target.closest?.(".form, input, select");
  const key = `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.key}`;
  const run = {
    "Ctrl+s": () => save(), "Ctrl+Enter": saveAndGoOn,
    "Alt+ArrowDown": () => move(1), "Alt+ArrowUp": () => move(-1), "Ctrl+/": () => find("search").focus(),
    "Ctrl+u": () => find("fuzzy")?.click(),
    "Escape": () => find("units").querySelector("[aria-current='true']")?.focus(),
    "?": isTyping ? undefined : () => find("help").showModal(),
  }[key] ?? (event.ctrlKey && event.shiftKey && event.code === "Space" ? () => insert("\u00a0") : undefined)
    ?? (/^Alt\+[1-9]$/.test(key) ? () => find("editor").querySelector(`[aria-keyshortcuts="${key}"]`)?.click() : undefined);
  if (!run || (key === "Escape" && find("help").open)) return;
  event.preventDefault();
  await run();
});

// ---- loading, and what changes on disk ----

async function load(language) {
  const answer = await askInTurn(`/api/proof?${new URLSearchParams({ ...main.view, language })}`);
  if (!answer.units) { showProblems(answer.problems); return; }
  main.proof = { ...answer, layout: answer.layout ?? main.layout, units: answer.units.map((unit) => withTyped(answer.language, unit)) };
  words = answer.words;
  document.documentElement.lang = answer.language;
  document.documentElement.dir = answer.direction;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
  document.title = `${answer.symbol} ${answer.language}`;
  find("title").textContent = answer.symbol;
  const others = answer.languages.filter((code) => code !== answer.language);
  fill(find("language"), answer.languages, answer.language);
  fill(find("beside"), ["", ...others, "all"], find("beside").value);
  fill(find("filter"), Object.keys(FILTERS), find("filter").value || "all", (name) => word(FILTERS[name]));
  find("keys").replaceChildren(...Object.entries(KEYS).flatMap(([keys, name]) => [make("dt", {}, make("kbd", { dir: "ltr" }, keys)), make("dd", {}, word(name))]));
  showProblems(answer.problems);
  showUnits();
  showEditor(); // before anything is waited for: what is typed next is typed into what is known now
  await main.take(answer);
  main.drawSeen();
  loadFindings();
}

function nameOfLanguage(code) {
  if (!code || code === "all") return code ? word("proof.all-languages") : "–";
  return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(code);
}

function fill(select, values, chosen, name = nameOfLanguage) {
  select.replaceChildren(...values.map((value) => make("option", { value, ...(value === chosen ? { selected: "" } : {}) }, name(value))));
}

async function loadFindings() {
  const answer = await askJson(`/api/findings?${new URLSearchParams(main.view)}`);
  findings = answer.findings ?? [];
  showUnits();
  showEditor();
}

async function listen() {
  for (let isFirst = true; ; isFirst = false) {
    try {
      const answer = await ask("/api/events");
      if (!isFirst && main.proof) { say(""); load(main.proof.language); } // what was told meanwhile
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ""; ;) {
        const { value, done } = await reader.read();
        if (done) break;
        rest += value;
        const events = rest.split("\n\n");
        rest = events.pop();
        for (const event of events.filter((one) => one.startsWith("data: "))) await changed(JSON.parse(event.slice(6)));
      }
    } catch { /* the server ended, or begins again */ }
    say(word("proof.gone"));
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function changed({ language }) {
  for (const pages of besides) if (pages.proof?.language === language) await loadBeside(pages, language);
  if (language === main.proof?.language) await load(language);
}

// The same place in one other language, or in all.
async function showBesides() {
  const chosen = find("beside").value;
  const codes = chosen === "all" ? main.proof.languages.filter((code) => code !== main.proof.language) : [chosen].filter(Boolean);
  const sections = codes.map((code) => make("section", { class: "pages", tabindex: "-1", "aria-label": nameOfLanguage(code) }));
  find("views").replaceChildren(find("pages"), ...sections);
  besides = sections.map((section) => new Pages(section, (name, pages) => open(name, pages), true));
  main.isClose = codes.length > 0;
  main.resize();
  if (current) main.light(current, place);
  for (const [number, pages] of besides.entries()) await loadBeside(pages, codes[number]);
  if (current) showEditor();
}

async function loadBeside(pages, language) {
  const answer = await askJson(`/api/proof?${new URLSearchParams({ ...pages.view, language })}`);
  if (!answer.units) { pages.section.replaceChildren(make("p", {}, (answer.problems ?? []).map((one) => one.what).join(" "))); return; }
  pages.proof = { ...answer, layout: answer.layout ?? pages.layout };
  const isFirst = pages.lit === null;
  pages.lit = current;
  await pages.take(answer);
  if (isFirst && current) pages.light(current, place);
  pages.drawSeen();
}

find("language").addEventListener("change", async () => {
  main.drawn = [];
  await load(find("language").value);
  await showBesides();
});
find("beside").addEventListener("change", showBesides);
find("filter").addEventListener("change", showUnits);
find("search").addEventListener("input", showUnits);
for (const type of ["copy", "cut", "dragstart"]) find("editor").addEventListener(type, copy);
find("search").addEventListener("keydown", ({ key }) => {
  const first = key === "Enter" && main.proof.units.find(isShown);
  if (first) open(first.name, "list");
});
find("help-button").addEventListener("click", () => find("help").showModal());
find("help-close").addEventListener("click", () => find("help").close());
addEventListener("beforeunload", (event) => { if (main.proof?.units.some((unit) => unit.edited)) event.preventDefault(); });
let resizing;
addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(() => [main, ...besides].forEach((pages) => pages.resize()), 200); });
load("");
listen(); // at once: the server ends with its last listener
