// What is chosen stands in a list, each with a button that takes it away; another list adds one at a time.
// An element of its own, so that it also works in rows that the editor puts in later.
customElements.define("choose-several", class extends HTMLElement {
  connectedCallback() {
    // Moved within the page it is connected again: the same listener is only kept once. What is within may not be
    // there yet, so nothing is looked for before somebody comes.
    ["click", "focusin", "focusout"].forEach((event) => this.addEventListener(event, this));
  }

  handleEvent(event) {
    if (event.type === "focusin") this.mark();
    const button = event.type === "click" && event.target.closest("button");
    if (button) {
      if ("add" in button.dataset) this.put(true);
      else this.take(button.closest("li"));
    } else if (event.type === "focusout" && !this.contains(event.relatedTarget)) {
      // Whoever chooses in the list and goes on has chosen: the button is easily forgotten.
      this.put(false);
    }
  }

  get from() {
    return this.querySelector("select");
  }

  put(stay) {
    const option = this.from.selectedOptions[0];
    if (option && option.value && !option.disabled) {
      this.querySelector("ul").append(this.row(option.value, option.text));
      this.say(this.dataset.added, option.text);
    }
    this.from.value = "";
    if (stay) this.from.focus();
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
    this.querySelector("[role=status]").textContent = `${what} ${text}`;
    this.mark();
    // The editor saves a draft when a field has changed.
    this.dispatchEvent(new Event("change", {bubbles: true}));
  }

  // What is chosen already cannot be chosen twice.
  mark() {
    const chosen = new Set([...this.querySelectorAll("input")].map((one) => one.value));
    [...this.from.options].forEach((one) => (one.disabled = chosen.has(one.value)));
  }
});
