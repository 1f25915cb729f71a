"""A page of somebody else in another tab, and text of a catalog that is made to be more than text, in a real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from support.projects import SLUG, replace_once
from support.proof import Proof, Screen, type_elsewhere

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

#: Each way in which a page may reach another server; `tried` says what became of it.
HOSTILE = """<!DOCTYPE html><title>Hostile</title><body><script>
const at = "http://127.0.0.1:PORT", edit = JSON.stringify(EDIT), tried = {};
const attempt = async (name, work) => { try { tried[name] = String(await work()); } catch { tried[name] = "refused"; } };
const element = (tag, attributes) => new Promise((resolve, reject) => {
  const one = Object.assign(document.createElement(tag), attributes, { onload: () => resolve("loaded"), onerror: reject });
  document.body.append(one);
});
const opens = (one) => new Promise((resolve, reject) => { one.onopen = () => resolve("open"); one.onerror = reject; });
const json = { "Content-Type": "application/json", "X-Proof-Token": "guessed" };
const all = (async () => {
  await attempt("read", async () => (await fetch(`${at}/api/proof?language=fr`)).text());
  await attempt("read the page", async () => (await fetch(`${at}/`)).text());
  await attempt("read by another name", async () => (await fetch(`${at.replace("127.0.0.1", "localhost")}/`)).text());
  await attempt("read blindly", async () => (await fetch(`${at}/api/proof?language=fr`, { mode: "no-cors" })).text());
  await attempt("write", async () => (await fetch(`${at}/api/edit`, { method: "POST", body: edit, headers: json })).text());
  const blindly = { method: "POST", body: edit, mode: "no-cors" };
  await attempt("write blindly", async () => (await fetch(`${at}/api/edit`, blindly)).text());
  await attempt("beacon", async () => navigator.sendBeacon(`${at}/api/edit`, edit) && "");
  await attempt("picture", () => element("img", { src: `${at}/api/page?language=fr` }));
  await attempt("script", () => element("script", { src: `${at}/proof.js` }));
  await attempt("style", () => element("link", { rel: "stylesheet", href: `${at}/proof.css` }));
  await attempt("events", () => opens(new EventSource(`${at}/api/events`)));
  await attempt("socket", () => opens(new WebSocket(`ws://127.0.0.1:PORT/api/events`)));
  const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { name: "frame", src: `${at}/` }));
  await new Promise((resolve) => { frame.onload = resolve; });
  await attempt("frame", () => frame.contentDocument?.title ?? frame.contentWindow.document.title);
  for (const method of ["post", "get"]) {
    const sent = { action: `${at}/api/edit`, method, target: "frame", enctype: "text/plain" };
    const form = Object.assign(document.createElement("form"), sent);
    form.append(Object.assign(document.createElement("input"), { name: edit.slice(0, -1) + ',"x":"', value: '"}' }));
    document.body.append(form);
    form.submit();
    await new Promise((resolve) => { frame.onload = resolve; });
  }
  return tried;
})();
</script>"""


@pytest.fixture
def hostile(proof: Proof) -> Iterator[str]:
    """Serve a page on another port, and give its address."""
    edit = f'{{language: "fr", name: "{SLUG}:letter.p.2", translations: ["Stolen."], fuzzy: false}}'
    content = HOSTILE.replace("PORT", str(proof.port)).replace("EDIT", edit).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_hostile_page_in_another_tab_reads_nothing_and_writes_nothing(
    screen: Screen, proof: Proof, hostile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog = proof.project.catalog("fr", SLUG)
    before = catalog.read_bytes()
    page = screen.context.new_page()
    page.goto(hostile)
    tried = page.evaluate("all")
    found = [name for name, answer in tried.items() if answer not in ("refused", "")]
    with capsys.disabled():
        print(f"\nproof: a hostile page tried {len(tried) + 2} ways in, {len(found)} of them with success")
    assert tried == dict.fromkeys(tried, "refused") | {"beacon": ""}  # a beacon never says what became of it
    assert len(tried) == 13
    opened = page.evaluate(f"() => {{ window.mine = open('http://127.0.0.1:{proof.port}/'); return 'opened'; }}")
    assert opened == "opened"
    page.evaluate("new Promise((resolve) => setInterval(() => { try { mine.document; } catch { resolve(); } }))")  # it is there
    with pytest.raises(Exception, match="cross-origin"):
        page.evaluate("window.mine.document.title")
    assert catalog.read_bytes() == before
    assert [unit["name"] for unit in proof.shown("fr")["units"] if unit["edited"]] == []


def test_a_page_without_the_token_shows_why_it_is_empty(browser: Browser, proof: Proof) -> None:
    page = browser.new_page()
    page.goto(proof.address.partition("#")[0])
    page.locator("#problems", has_text="open the address that `make proof` printed").wait_for()
    assert page.locator("figure").count() == 0
    page.close()


def test_text_of_a_catalog_is_text_everywhere_on_the_page(screen: Screen, proof: Proof) -> None:
    project = proof.project
    evil = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>\u202eevil\u2066 & {count} \u200f"
    replace_once(project.seed(SLUG), "It would be appreciated if", "It would “\"'&amp; be appreciated if")
    path = project.catalog("fr", SLUG)
    replace_once(path, "#. letter.title.1: ", f"# {evil}\n# query: {evil}\n#. letter.title.1: ")
    dialogs: list[str] = []
    screen.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    type_elsewhere(proof, "letter.p.1", evil)
    type_elsewhere(proof, "letter.name.1", evil)
    screen.until("document.querySelector('#problems').innerText.includes('letter.')")
    for address in ("letter.p.1", "letter.p.2", "letter.name.1"):
        screen.in_list(address).click()
    assert screen.typed() == evil
    screen.in_list("letter.title.1").click()
    assert "<script>alert(2)</script>" in screen.page.locator("#editor").inner_text()
    screen.page.locator("#search").fill(evil)
    assert screen.page.locator("#units li").count() == 2
    assert screen.page.locator("img[src='x'], [onerror]").count() == 0
    assert screen.page.evaluate("[...document.scripts].every((one) => one.src.startsWith(location.origin))")
    assert "\u202e" not in screen.page.locator("#problems").inner_text()
    assert dialogs == []
