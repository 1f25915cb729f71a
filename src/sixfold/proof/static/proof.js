"use strict";
// The page of `make proof`. It keeps no text of its own: the server has the catalogs, this shows them and sends what is typed.

const token = location.hash.slice(1);
const find = (id) => document.getElementById(id);
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== "" && child !== undefined));
  return element;
};

let proof = null; // what the server said last of the language that is edited
let beside = null; // the same of the language beside it
let findings = [];
let words = {};
let current = null; // the name of the unit that is open
let waiting = null; // what was typed while the page before was still being made
let isBusy = false;
let pictures = []; // for each page the address of its picture, or nothing where it has to be drawn again

const word = (key, values = {}) => (words[key] ?? key).replace(/\{([a-z]+)\}/g, (whole, name) => values[name] ?? whole);

async function ask(path, body) {
  const options = { headers: { "X-Proof-Token": token } };
  if (body) Object.assign(options, { method: "POST", body: JSON.stringify(body) });
  return fetch(path, options);
}

async function askJson(path, body) {
  try {
    const answer = await ask(path, body);
    if (answer.status === 403) return { problems: [{ what: await answer.text() }] };
    return await answer.json();
  } catch {
    return { problems: [{ what: word("proof.gone") }] };
  }
}

const scale = () => Math.min(6, (find("pages").clientWidth - 40) / (proof?.layout?.sizes[0]?.[0] ?? 612)) * devicePixelRatio;
const unitOf = (address) => (address.startsWith("house:") ? address : proof.addresses[address]);
const byName = (name) => proof.units.find((unit) => unit.name === name);

// ---- what is said ----

function showProblems(problems) {
  find("problems").textContent = (problems ?? [])
    .map((one) => [one.file && `${one.file}${one.line ? `:${one.line}` : ""}: `, one.what, one.hint && `: ${one.hint}`].filter(Boolean).join(""))
    .join("\n");
}

const say = (text) => { find("status").textContent = text; };

// ---- pages ----

function placesOf(name) {
  const found = [];
  for (const [address, places] of Object.entries(proof.layout?.places ?? {})) {
    if (unitOf(address) === name) found.push(...places);
  }
  return found;
}

function showPages() {
  const width = find("pages").clientWidth - 40;
  const figures = proof.layout.sizes.map(([w, h], number) => {
    const old = find("pages").children[number];
    const figure = old ?? make("figure", { "data-page": number, role: "group" }, make("img", { alt: "" }));
    figure.setAttribute("aria-label", word("proof.page", { number: number + 1 }));
    figure.style.inlineSize = `${width}px`;
    figure.style.aspectRatio = `${w} / ${h}`;
    figure.querySelectorAll("button").forEach((button) => button.remove());
    return figure;
  });
  for (const [address, places] of Object.entries(proof.layout.places)) {
    const unit = byName(unitOf(address));
    if (!unit) continue;
    places.forEach((place, index) => {
      const [w, h] = proof.layout.sizes[place.page];
      const state = unit.state === "missing" || unit.state === "fuzzy" ? unit.state : "";
      const button = make("button", {
        type: "button", class: `${state} ${unit.name === current ? "lit" : ""}`, "data-unit": unit.name,
        tabindex: index ? -1 : 0, "aria-label": `${address}: ${unit.where}`, onclick: () => open(unit.name, "page"),
      });
      Object.assign(button.style, {
        left: `${(100 * place.left) / w}%`, top: `${(100 * place.top) / h}%`,
        inlineSize: `${(100 * place.width) / w}%`, blockSize: `${(100 * place.height) / h}%`,
      });
      figures[place.page].append(button);
    });
  }
  if (find("pages").children.length !== figures.length || find("pages").firstChild !== figures[0]) find("pages").replaceChildren(...figures);
  figures.forEach((figure) => seen.observe(figure));
}

async function showPicture(number, source) {
  const picture = new Image();
  picture.src = URL.createObjectURL(source);
  await picture.decode().catch(() => {}); // the old picture stays until the new one can be shown
  const image = find("pages").children[number]?.querySelector("img");
  if (!image) return;
  if (image.src) URL.revokeObjectURL(image.src);
  image.src = picture.src;
}

async function drawSeen() {
  for (const figure of [...find("pages").children]) {
    const number = Number(figure.dataset.page);
    if (!figure.dataset.seen || pictures[number] === proof.version) continue;
    const version = proof.version;
    pictures[number] = version;
    const answer = await ask(`/api/page?language=${proof.language}&number=${number}&scale=${scale()}`);
    if (answer.ok && version === proof.version) await showPicture(number, await answer.blob());
  }
}

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) target.dataset.seen = "yes";
    else delete target.dataset.seen;
  }
  if (proof) drawSeen();
}, { rootMargin: "50%" });

function pageInView() {
  const own = current ? placesOf(current).map((place) => place.page) : [];
  const middle = find("pages").getBoundingClientRect().top + find("pages").clientHeight / 2;
  const shown = [...find("pages").children].findIndex((figure) => figure.getBoundingClientRect().bottom > middle);
  return own.length && !own.includes(shown) ? own[0] : Math.max(0, shown);
}

async function takeLayout(answer) {
  if (answer.superseded) return;
  showProblems(answer.problems);
  if (!answer.layout) return; // the last good page stays
  proof.layout = answer.layout;
  proof.version = (proof.version ?? 0) + 1;
  showPages();
  const bytes = Uint8Array.from(atob(answer.page.picture), (letter) => letter.charCodeAt(0));
  pictures[answer.page.number] = proof.version;
  await showPicture(answer.page.number, new Blob([bytes], { type: "image/png" }));
}

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

function showUnits() {
  const items = proof.units.filter(isShown).map((unit) => {
    const found = findings.filter((one) => one.unit === unit.name);
    const state = unit.edited ? "edited" : unit.state === "missing" || unit.state === "fuzzy" ? unit.state : found.length ? found[0].severity : "";
    const text = unit.translations[0] || unit.source;
    const button = make("button", { type: "button", "data-unit": unit.name, "aria-current": unit.name === current ? "true" : "false", onclick: () => open(unit.name, "list") },
      make("bdi", {}, unit.address), make("span", { class: "text", dir: "auto" }, text.replace(/<[^<>]*>/g, "")),
      make("span", { class: `state ${state}` }, state ? word(`proof.state.${state}`) : ""));
    return make("li", {}, button);
  });
  find("units").replaceChildren(...items);
}

// ---- the editor ----

const PIECE = /<\/?[a-z][^<>]*>|\{[a-z][a-z_-]*\}|[\u00a0\u202f]/g;
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

const section = (key, ...content) => [make("h3", {}, word(key)), ...content];

function open(name, from) {
  current = name;
  for (const one of document.querySelectorAll("[data-unit]")) {
    const isIt = one.dataset.unit === name;
    if (one.closest("#units")) one.setAttribute("aria-current", isIt ? "true" : "false");
    else one.classList.toggle("lit", isIt);
  }
  if (from !== "page") find("pages").querySelector(`button[data-unit="${CSS.escape(name)}"]`)?.scrollIntoView({ block: "center" });
  find("units").querySelector(`button[data-unit="${CSS.escape(name)}"]`)?.scrollIntoView({ block: "nearest" });
  showEditor();
  find("editor").querySelector(".form")?.focus({ preventScroll: true });
}

function showEditor() {
  const unit = byName(current);
  if (!unit) { find("editor").hidden = true; return; }
  const own = find("language").selectedOptions[0]?.value;
  const changes = unit.difference.map((one) => ({ kept: one.text, deleted: make("del", {}, one.text), inserted: make("ins", {}, one.text) })[one.kind]);
  const found = findings.filter((one) => one.unit === unit.name);
  const forms = unit.translations.map((text, number) => make("div", {
    class: "form", contenteditable: "true", role: "textbox", "aria-multiline": "true", spellcheck: "true", lang: own, dir: proof.direction,
    "aria-label": unit.translations.length > 1 ? word("proof.form", { number: number + 1 }) : word("proof.translation"),
    oninput: typed, onbeforeinput: keepPlain,
  }, ...tokens(text)));
  const other = beside?.units.find((one) => one.name === unit.name);
  const list = (lines) => make("ul", {}, ...lines.map((line) => make("li", { dir: "auto" }, line)));
  find("editor").replaceChildren(
    make("h2", {}, make("bdi", {}, unit.address), ` – ${unit.where}`),
    ...section("proof.source", make("p", { dir: "auto" }, ...tokens(unit.source))),
    ...(unit.plural ? [make("p", { dir: "auto" }, ...tokens(unit.plural))] : []),
    ...(changes.length ? section("proof.changed", make("p", { dir: "auto" }, ...changes)) : []),
    ...(other ? section("proof.other", make("p", { class: "beside-text", lang: beside.language, dir: beside.direction }, other.translations[0] || other.source)) : []),
    ...(forms.length ? section("proof.translation", ...forms) : []),
    make("div", { class: "actions" }, ...(forms.length ? [
      make("button", { type: "button", onclick: save, "aria-keyshortcuts": "Control+S", disabled: unit.edited ? false : "" }, word("proof.save")),
      make("label", {}, make("input", { type: "checkbox", id: "fuzzy", onchange: typed, ...(unit.fuzzy ? { checked: "" } : {}) }), ` ${word("proof.state.fuzzy")}`),
      ...[...new Set(unit.source.match(PIECE) ?? [])].filter((one) => !/\s/.test(one)).map((one) =>
        make("button", { type: "button", class: "token", onclick: () => insert(one) }, one)),
      make("button", { type: "button", class: "token", onclick: () => insert("\u00a0"), "aria-label": word("proof.space") }, "␣"),
      ...unit.terms.map((line) => line.split(" = ")[1]?.split(" | ")[0]).filter(Boolean).map((term) =>
        make("button", { type: "button", dir: "auto", onclick: () => insert(term) }, term)),
    ] : [])),
    make("div", { id: "conflict" }),
    make("div", { "aria-live": "polite", id: "found" }, ...(unit.problems.length + found.length ? section("proof.findings", list([...unit.problems, ...found].map((one) => [one.what, one.hint].filter(Boolean).join(": ")))) : [])),
    ...(unit.terms.length ? section("proof.terms", list(unit.terms)) : []),
    ...(unit.notes.length ? section("proof.notes", list(unit.notes)) : []),
    ...(unit.comments.length ? section("proof.comments", list(unit.comments)) : []),
  );
  find("editor").hidden = false;
}

function keepPlain(event) {
  const { inputType } = event;
  if (/^(format|insert(Paragraph|LineBreak|FromPaste|FromDrop|FromYank))/.test(inputType)) event.preventDefault(); // one paragraph, without style
  const text = event.dataTransfer?.getData("text/plain");
  if (text) insert(text.replace(/\s*[\n\u2028\u2029]\s*/g, " ").replace(/\p{Cc}/gu, ""));
}

function insert(text) {
  const form = document.activeElement?.closest(".form") ?? find("editor").querySelector(".form");
  if (!form) return;
  form.focus();
  const html = make("div", {}, ...tokens(text)).innerHTML; // the browser's own command can be undone by Ctrl+Z
  document.execCommand("insertHTML", false, html);
}

function typed(event) {
  const forms = [...find("editor").querySelectorAll(".form")].map(typedIn);
  waiting = { name: current, translations: forms, fuzzy: find("fuzzy").checked, start: event?.timeStamp ?? performance.now() };
  send();
}

async function send() {
  if (isBusy || !waiting) return;
  isBusy = true;
  const { start, ...edit } = waiting;
  waiting = null;
  const answer = await askJson("/api/edit", { ...edit, language: proof.language, number: pageInView(), scale: scale() });
  if (answer.unit) {
    Object.assign(byName(edit.name), answer.unit);
    refreshUnit(answer.unit);
  }
  await takeLayout(answer);
  isBusy = false;
  performance.measure("keystroke to page", { start, end: performance.now() });
  if (waiting) send();
  else drawSeen();
}

function refreshUnit(unit) {
  showUnits();
  const button = find("editor").querySelector("[aria-keyshortcuts='Control+S']");
  if (button && unit.name === current) button.disabled = !unit.edited;
}

async function save() {
  while (isBusy || waiting) await new Promise((resolve) => setTimeout(resolve, 20));
  const name = current;
  const answer = await askJson("/api/save", { language: proof.language, name });
  if (answer.conflict) { showConflict(name, answer.conflict); return; }
  if (answer.problems?.length) { showProblems(answer.problems); return; }
  Object.assign(byName(name), answer.unit);
  refreshUnit(answer.unit);
  say(word("proof.saved", { unit: byName(name).address }));
  loadFindings();
}

function showConflict(name, theirs) {
  const decide = async (isTheirs) => {
    const answer = await askJson("/api/take", { language: proof.language, name, theirs: isTheirs, number: pageInView(), scale: scale() });
    if (answer.unit) Object.assign(byName(name), answer.unit);
    await takeLayout(answer);
    showUnits();
    showEditor();
    if (!isTheirs) await save();
  };
  find("conflict").replaceChildren(
    make("p", { role: "alert" }, word("proof.conflict")),
    ...theirs.translations.map((text) => make("p", { class: "beside-text", dir: proof.direction, lang: proof.language }, ...tokens(text))),
    make("div", { class: "actions" },
      make("button", { type: "button", onclick: () => decide(true) }, word("proof.take-theirs")),
      make("button", { type: "button", onclick: () => decide(false) }, word("proof.keep-mine"))),
  );
}

// ---- keys ----

const KEYS = { "Ctrl+S": "proof.save", "Alt+↓ Alt+↑": "proof.key.move", "Ctrl+Enter": "proof.key.next", "Ctrl+U": "proof.state.fuzzy", "Ctrl+Shift+␣": "proof.space", "Alt+1 … Alt+9": "proof.key.token", "Ctrl+/": "proof.search", "Esc": "proof.key.leave", "?": "proof.keys" };

function move(step, fits = () => true) {
  const shown = proof.units.filter(isShown);
  let place = shown.findIndex((unit) => unit.name === current);
  do place += step; while (shown[place] && !fits(shown[place]));
  if (shown[place]) open(shown[place].name, "list");
}

document.addEventListener("keydown", async (event) => {
  const isTyping = event.target.closest?.(".form, input, select");
  const key = `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.key}`;
  const run = {
    "Ctrl+s": save, "Ctrl+Enter": async () => { await save(); move(1, (unit) => unit.state === "missing" || unit.state === "fuzzy"); },
    "Alt+ArrowDown": () => move(1), "Alt+ArrowUp": () => move(-1), "Ctrl+/": () => find("search").focus(),
    "Ctrl+u": () => { find("fuzzy").checked = !find("fuzzy").checked; typed(event); },
    "Escape": () => find("units").querySelector("[aria-current='true']")?.focus(),
    "?": isTyping ? undefined : () => find("help").showModal(),
  }[key] ?? (event.ctrlKey && event.shiftKey && event.code === "Space" ? () => insert("\u00a0") : undefined)
    ?? (/^Alt\+[1-9]$/.test(key) ? () => find("editor").querySelectorAll(".actions button:not([aria-keyshortcuts])")[Number(key.at(-1)) - 1]?.click() : undefined);
  if (!run || (key === "Escape" && find("help").open)) return;
  event.preventDefault();
  await run();
});

// ---- loading, and what changes on disk ----

async function load(language) {
  const answer = await askJson(`/api/proof?language=${language}&number=${proof ? pageInView() : 0}&scale=${scale()}`);
  if (!answer.units) { showProblems(answer.problems); return; }
  const open = proof?.layout;
  proof = { ...answer, layout: answer.layout ?? open, version: proof?.version };
  words = answer.words ?? words;
  document.documentElement.lang = answer.language;
  document.documentElement.dir = answer.direction;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
  document.title = `${answer.symbol} ${answer.language}`;
  find("title").textContent = answer.symbol;
  fill(find("language"), answer.languages, answer.language);
  fill(find("beside"), ["", ...answer.languages.filter((code) => code !== answer.language)], beside?.language ?? "");
  fill(find("filter"), Object.keys(FILTERS), find("filter").value || "all", (name) => word(FILTERS[name]));
  find("keys").replaceChildren(...Object.entries(KEYS).flatMap(([keys, name]) => [make("dt", {}, make("kbd", {}, keys)), make("dd", {}, word(name))]));
  await takeLayout(answer);
  showUnits();
  if (current && byName(current)) { if (!document.activeElement?.closest(".form")) showEditor(); }
  drawSeen();
  loadFindings();
}

function fill(select, values, chosen, name = (value) => (value ? word(`language.${value}`) : "–")) {
  select.replaceChildren(...values.map((value) => make("option", { value, ...(value === chosen ? { selected: "" } : {}) }, name(value))));
}

async function loadFindings() {
  const answer = await askJson(`/api/findings?language=${proof.language}`);
  findings = answer.findings ?? [];
  showUnits();
  const unit = byName(current);
  if (unit && !document.activeElement?.closest(".form")) showEditor();
}

async function listen() {
  for (;;) {
    try {
      const answer = await ask("/api/events");
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

async function changed({ language, problems }) {
  if (language === beside?.language) await loadBeside(language);
  if (language !== proof.language) return;
  if (problems.length) showProblems(problems);
  else await load(language);
}

async function loadBeside(language) {
  beside = language ? await askJson(`/api/proof?language=${language}&number=0&scale=0.5`) : null;
  showEditor();
}

find("language").addEventListener("change", () => { pictures = []; load(find("language").value); });
find("beside").addEventListener("change", () => loadBeside(find("beside").value));
find("filter").addEventListener("change", showUnits);
find("search").addEventListener("input", showUnits);
find("help-button").addEventListener("click", () => find("help").showModal());
find("help-close").addEventListener("click", () => find("help").close());
addEventListener("beforeunload", (event) => { if (proof?.units.some((unit) => unit.edited)) event.preventDefault(); });
let resizing;
addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(() => { pictures = []; proof.version += 1; showPages(); drawSeen(); }, 200); });
load("").then(listen);
