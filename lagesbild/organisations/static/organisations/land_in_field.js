// Who comes to a form by "Rätta" has the cursor in the field that it is about.
addEventListener("load", () => {
  const name = location.hash.match(/^#id_([\w-]+)-(?:label|FORMS)$/)?.[1];
  const place = name && document.getElementById(location.hash.slice(1));
  if (!place) return;
  const panel = place.closest("[data-contentpath], section") ?? place.parentElement;
  panel.scrollIntoView({ block: "center" });
  (panel.querySelector('[contenteditable="true"]') ?? panel.querySelector("input:not([type=hidden]), select, textarea, button"))?.focus();
});
