// Who comes to a form by "Rätta" has the cursor in the field that it is about.
addEventListener("load", () => {
  const name = location.hash.match(/^#id_([\w-]+)-(?:label|FORMS)$/)?.[1];
  const place = name && document.getElementById(location.hash.slice(1));
  if (!place) return;
  const around = place.closest("[data-contentpath], section") ?? place.parentElement;
  const panel = around.querySelector(`[data-contentpath="${name}"]`) ?? around;
  panel.scrollIntoView({ block: "center" });
  // The field itself; or the first thing to write or choose in, for a panel begins with buttons of its own.
  const own = document.getElementById(`id_${name}`);
  const field = own?.offsetParent && own.matches("input, select, textarea") ? own : null;
  const first = (what) => [...panel.querySelectorAll(what)].find((element) => element.offsetParent);
  (field ?? first('[contenteditable="true"], input:not([type=hidden]), select, textarea') ?? first("button"))?.focus();
});
