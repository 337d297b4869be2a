// What is chosen stands in a list, each with a button that takes it away; another list adds one at a time, and where it
// is long it is searched in. An element of its own, so that it also works in rows that the editor puts in later.
customElements.define("choose-several", class extends HTMLElement {
  connectedCallback() {
    // Moved within the page it is connected again: the same listener is only kept once. What is within may not be
    // there yet, so nothing is looked for before somebody comes.
    const events = ["click", "dblclick", "focusin", "focusout", "input", "keydown"];
    events.forEach((event) => this.addEventListener(event, this));
    // Without this script nothing could be searched in. While the page comes, what is within may be on its way.
    const show = () => this.search && (this.search.hidden = false);
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show, { once: true });
    else setTimeout(show);
  }

  handleEvent(event) {
    if (event.type === "focusin") this.mark();
    if (event.type === "input" && event.target === this.search) this.find();
    if (event.type === "keydown") this.press(event);
    if (event.type === "dblclick" && event.target.closest("option")) this.put(true);
    const button = event.type === "click" && event.target.closest("button");
    if (button) {
      if ("add" in button.dataset) this.add();
      else this.take(button.closest("li"));
    } else if (event.type === "focusout" && !this.contains(event.relatedTarget)) {
      // Whoever chooses in the list and goes on has chosen: the button is easily forgotten.
      this.put(false);
    }
  }

  get from() {
    return this.querySelector("select");
  }

  get search() {
    return this.querySelector("input[type=search]");
  }

  // Enter adds, and sends no form; the arrow goes from what is searched for to what was found.
  press(event) {
    const searching = event.target === this.search;
    if (!searching && event.target !== this.from) return;
    if (event.key === "Enter" && (searching || this.from.size > 1)) {
      event.preventDefault();
      this.add();
    } else if (event.key === "Escape" && this.search && this.search.value) {
      this.search.value = "";
      this.find();
      this.search.focus();
    } else if (searching && event.key === "ArrowDown") {
      event.preventDefault();
      if (!this.from.value) this.first();
      this.from.focus();
    }
  }

  // Only what has every word of what is searched for stands in the list, which then is open.
  find() {
    const words = this.fold(this.search.value).split(/\s+/).filter(Boolean);
    this.all ||= [...this.from.children];
    const wanted = (option) => option.value && words.every((word) => this.fold(option.text).includes(word));
    const found = words.length ? this.all.flatMap((part) => this.part(part, wanted)) : this.all;
    this.from.replaceChildren(...found);
    this.from.value = "";
    const hits = [...this.from.options].filter((option) => option.value).length;
    this.from.size = words.length ? Math.min(8, Math.max(2, this.from.querySelectorAll("option, optgroup").length)) : 1;
    this.mark();
    if (words.length) this.tell(hits ? `${this.dataset.hits} ${hits}` : this.dataset.none);
  }

  // A group with those of its choices that are wanted, or a choice by itself.
  part(part, wanted) {
    if (part.tagName === "OPTION") return wanted(part) ? [part] : [];
    const options = [...part.children].filter(wanted);
    if (!options.length) return [];
    const group = part.cloneNode();
    group.append(...options.map((option) => option.cloneNode(true)));
    return [group];
  }

  // Who writes without å, ä and ö finds what has them.
  fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // The one that begins with what is searched for, or else the first that may be chosen.
  first() {
    const free = [...this.from.options].filter((option) => option.value && !option.disabled);
    const start = this.fold(this.search.value.trim());
    const option = free.find((option) => this.fold(option.text).startsWith(start)) || free[0];
    if (option) option.selected = true;
  }

  add() {
    if (!this.from.value && this.search && this.search.value.trim()) this.first();
    this.put(true);
  }

  put(stay) {
    const option = this.from.selectedOptions[0], searched = this.search && this.search.value;
    if (searched) {
      this.search.value = "";
      this.find();
    }
    if (option && option.value && !option.disabled) {
      this.querySelector("ul").append(this.row(option.value, option.text));
      this.say(this.dataset.added, option.text);
    }
    this.from.value = "";
    if (stay) (searched ? this.search : this.from).focus();
  }

  row(value, text) {
    const row = document.createElement("li"), kept = document.createElement("input");
    const label = document.createElement("span"), button = document.createElement("button");
    Object.assign(kept, {type: "hidden", name: this.dataset.name, value});
    label.textContent = text;
    Object.assign(button, {type: "button", textContent: this.dataset.remove, ariaLabel: `${this.dataset.remove} ${text}`});
    row.append(kept, label, " ", button);
    return row;
  }

  take(row) {
    const next = row.nextElementSibling || row.previousElementSibling, text = row.querySelector("span").textContent;
    row.remove();
    this.say(this.dataset.removed, text);
    (next ? next.querySelector("button") : this.from).focus();
  }

  say(what, text) {
    this.tell(`${what} ${text}`);
    this.mark();
    // The editor saves a draft when a field has changed.
    this.dispatchEvent(new Event("change", {bubbles: true}));
  }

  tell(words) {
    this.querySelector("[role=status]").textContent = words;
  }

  // What is chosen already cannot be chosen twice.
  mark() {
    const chosen = new Set([...this.querySelectorAll("input[type=hidden]")].map((one) => one.value));
    [...this.from.options].forEach((one) => (one.disabled = chosen.has(one.value)));
  }
});
