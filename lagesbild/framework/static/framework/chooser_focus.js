// Once something is chosen or taken away, the button that was pressed is out of sight, and the focus goes to the top of
// the page. It goes to the button that took its place: who works by keyboard then stands where they were.
(() => {
  const BUTTONS = "[data-chooser-action-choose], [data-chooser-action-clear]";
  let chooser = null;

  const settle = () => {
    const seen = [...chooser.querySelectorAll("button")].find((button) => button.offsetParent !== null);
    if (seen) seen.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(BUTTONS);
    if (!button || !button.closest(".chooser")) return;
    chooser = button.closest(".chooser");
    if (button.matches("[data-chooser-action-clear]")) setTimeout(settle);
  }, true);
  // The editor's dialogs tell of themselves by jQuery alone. One over another leaves the focus to the one beneath.
  jQuery(document).on("hidden.bs.modal", () => setTimeout(() => {
    if (chooser && document.activeElement === document.body) settle();
  }));
})();
