"use strict";
// What all scripts of the proof's page use: asking the server, making elements, words in the language of the page.

const token = location.hash.slice(1);
const tab = crypto.randomUUID(); // the others are told of what is typed here
let words = {};

const find = (id) => document.getElementById(id);
const word = (key, values = {}) => (words[key] ?? key).replace(/\{([a-z]+)\}/g, (whole, name) => values[name] ?? whole);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== "" && child !== undefined));
  return element;
}

async function ask(path, body) {
  const options = { headers: { "X-Proof-Token": token } };
  const answer = body
    ? await fetch(path, { ...options, method: "POST", body: JSON.stringify({ ...body, tab }) })
    : await fetch(`${path}${path.includes("?") ? "&" : "?"}tab=${tab}`, options);
  if (answer.status !== 429) return answer;
  await new Promise((resolve) => setTimeout(resolve, 1000 * answer.headers.get("Retry-After"))); // too many at once: nothing is lost
  return ask(path, body);
}

// What is shown anew while the mouse is pressed would move a button away from under it: it waits until the click is done.
let letGo = Promise.resolve();
addEventListener("pointerdown", () => {
  letGo = new Promise((resolve) => {
    for (const type of ["pointerup", "pointercancel"]) addEventListener(type, () => setTimeout(resolve), { once: true, capture: true });
  });
}, true);

async function askJson(path, body) {
  const answer = await readJson(path, body);
  await letGo;
  return answer;
}

async function readJson(path, body) {
  try {
    const answer = await ask(path, body);
    if (answer.status === 403) return { problems: [{ what: await answer.text() }] };
    return await answer.json();
  } catch {
    return { problems: [{ what: word("proof.gone") }] };
  }
}
