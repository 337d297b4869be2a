// Who comes to a form by "Rätta" has the cursor in the field that it is about.
addEventListener("load", () => {
  const name = location.hash.match(/^#id_([\w-]+)-(?:label|FORMS)$/)?.[1];
  const place = name && document.getElementById(location.hash.slice(1));
  if (!place) return;
  const panel = place.closest("[data-contentpath], section") ?? place.parentElement;
  panel.scrollIntoView({ block: "center" });
  // The first thing to write or choose in; a panel begins with buttons of its own, and rows that were taken away are hidden.
  const first = (what) => [...panel.querySelectorAll(what)].find((element) => element.offsetParent);
  (first('[contenteditable="true"], input:not([type=hidden]), select, textarea') ?? first("button"))?.focus();
});
