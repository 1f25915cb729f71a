"use strict";
// The pages of one language: pictures, and on them a button for each place of a unit.

class Pages {
  // `opened` is told of the unit that a person clicks on; `isClose` pages are as large as the unit that is open needs.
  constructor(section, opened, isClose = false) {
    Object.assign(this, { section, opened, isClose, proof: null, lit: null, drawn: [] });
    this.seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) target.dataset.seen = "yes";
        else delete target.dataset.seen;
      }
      this.drawSeen();
    }, { root: section, rootMargin: "50%" });
  }

  get layout() { return this.proof?.layout; }
  get figures() { return [...this.section.children]; }
  unit(name) { return this.proof?.units.find((unit) => unit.name === name); }
  unitOf(address) { return address.startsWith("house:") ? address : this.proof.addresses[address]; }

  places(name) {
    return Object.entries(this.layout?.places ?? {}).filter(([address]) => this.unitOf(address) === name).flatMap(([, places]) => places);
  }

  // CSS pixels a point
  get zoom() {
    const [width] = this.layout?.sizes[0] ?? [612];
    const place = this.isClose && this.lit ? this.places(this.lit)[0] : null;
    return (this.section.clientWidth - 24) / (place ? Math.max(place.width + 12, width / 3) : width);
  }

  get scale() { return Math.min(6, Math.max(0.5, this.zoom * devicePixelRatio)); }

  // What tells a picture from another: what is on the page, and how large.
  pictureOf(number) { return `${this.layout.made[number]} ${this.scale}`; }

  get pageInView() {
    const own = this.lit ? this.places(this.lit).map((place) => place.page) : [];
    const middle = this.section.getBoundingClientRect().top + this.section.clientHeight / 2;
    const shown = this.figures.findIndex((figure) => figure.getBoundingClientRect().bottom > middle);
    return own.length && !own.includes(shown) ? own[0] : Math.max(0, shown);
  }

  get view() { return { language: this.proof?.language ?? "", number: this.pageInView, scale: this.scale }; }

  async take(answer) {
    if (answer.superseded || !answer.layout) return; // the last good page stays
    this.proof.layout = answer.layout;
    this.show();
    const bytes = Uint8Array.from(atob(answer.page.picture), (letter) => letter.charCodeAt(0));
    this.drawn[answer.page.number] = this.pictureOf(answer.page.number);
    await this.showPicture(answer.page.number, new Blob([bytes], { type: "image/png" }));
  }

  // Pages whose buttons are where they were keep them: in 24 pages there are 400, and a letter moves those of one or two.
  show() {
    const { zoom, layout } = this;
    const found = layout.sizes.map(() => []);
    for (const [address, places] of Object.entries(layout.places)) {
      const unit = this.unit(this.unitOf(address));
      if (unit) places.forEach((place, index) => found[place.page].push([unit, address, place, index]));
    }
    const figures = layout.sizes.map(([width, height], number) => {
      const figure = this.figures[number] ?? make("figure", { "data-page": number, role: "group" }, make("img", { alt: "" }));
      const shown = JSON.stringify([this.proof.language, zoom, width, height, found[number].map(([unit, ...rest]) => [unit.name, unit.state, unit.where, rest])]);
      if (figure.shown === shown) return figure;
      figure.shown = shown;
      figure.setAttribute("aria-label", word("proof.page", { number: number + 1 }));
      Object.assign(figure.style, { inlineSize: `${width * zoom}px`, blockSize: `${height * zoom}px` });
      figure.querySelectorAll("button").forEach((button) => button.remove());
      figure.append(...found[number].map((one) => this.button(...one)));
      return figure;
    });
    if (this.figures.length !== figures.length || this.section.firstChild !== figures[0]) this.section.replaceChildren(...figures);
    figures.forEach((figure) => this.seen.observe(figure));
  }

  button(unit, address, place, index) {
    const state = unit.state === "missing" || unit.state === "fuzzy" ? unit.state : "";
    const button = make("button", {
      type: "button", class: `${state} ${unit.name === this.lit ? "lit" : ""}`, "data-unit": unit.name,
      tabindex: index ? -1 : 0, "aria-label": `${address}: ${unit.where}`, onclick: () => this.opened(unit.name, this),
    });
    const [width, height] = this.layout.sizes[place.page];
    const part = (length, whole) => `${(100 * length) / whole}%`;
    Object.assign(button.style, {
      left: part(place.left, width), top: part(place.top, height), inlineSize: part(place.width, width), blockSize: part(place.height, height),
    });
    return button;
  }

  // Light a unit up; `place` counts its places, which are shown one after another; none leaves the pages where they are.
  light(name, place) {
    const before = this.zoom;
    this.lit = name;
    if (this.layout && this.zoom !== before) { this.show(); this.drawSeen(); }
    const buttons = [...this.section.querySelectorAll("button[data-unit]")];
    buttons.forEach((button) => button.classList.toggle("lit", button.dataset.unit === name));
    const own = buttons.filter((button) => button.dataset.unit === name);
    if (place !== undefined) own[place % own.length]?.scrollIntoView({ block: "center", inline: "center" });
  }

  async showPicture(number, source) {
    const picture = make("img", { alt: "", src: URL.createObjectURL(source) });
    await picture.decode().catch(() => {}); // the old picture stays until the new one can be shown
    const old = this.figures[number]?.querySelector("img");
    URL.revokeObjectURL(old ? old.src : picture.src);
    old?.replaceWith(picture); // its own `src` would be decoded once more
  }

  async drawSeen() {
    if (!this.layout) return;
    for (const figure of this.figures) {
      const number = Number(figure.dataset.page);
      const picture = this.pictureOf(number);
      if (!figure.dataset.seen || this.drawn[number] === picture) continue;
      this.drawn[number] = picture;
      const answer = await ask(`/api/page?${new URLSearchParams({ ...this.view, number })}`).catch(() => undefined);
      if (!answer) { delete this.drawn[number]; return; } // the server ended, which `listen` tells
      if (answer.ok && picture === this.pictureOf(number)) await this.showPicture(number, await answer.blob());
    }
  }

  resize() {
    if (!this.layout) return;
    this.show();
    this.drawSeen();
  }
}
