// A person's save is the last word on its form: what the editor was about to save by itself is called off. What has
// left already is refused by the server, if it arrives later (sent_forms.py).
(() => {
  let underway = null;

  document.addEventListener("w-autosave:save", (event) => (underway = event));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "w-editor-form" || event.defaultPrevented) return;
    form.dataset.wAutosaveActiveValue = "false";
    // Wagtail waits a while before it sends, and then asks whether anybody has prevented it.
    if (underway) underway.preventDefault();
  });
})();
