// Saves an answer while it is typed. The page works without this file: then it is saved by its buttons.
// What has not reached the server is kept in this browser, under a name of its own for each person and question.
(() => {
  const form = document.getElementById("svar");
  const line = document.getElementById("sparat");
  if (!form || !window.fetch) return;
  const say = form.dataset;
  const NAMES = "lagesbild-svar-", kept = `${NAMES}${say.user}-${say.item}`;
  const PAUSE = 1200, AGAIN = 10000, LONGEST = 14 * 24 * 3600 * 1000;
  const OWN = new Set(["csrfmiddlewaretoken", "biljett", "varfor", "gor", "version"]);
  let sent = text(), sending = null, timer = 0, stopped = false, ready = false, leaving = false, compare = "";
  document.querySelectorAll(".script-only").forEach((one) => (one.hidden = false));

  function fields() {
    return [...new FormData(form)].filter(([name]) => !OWN.has(name));
  }
  function text() {
    return JSON.stringify(fields());
  }
  function unsent() {
    return text() !== sent;
  }
  function tell(words, address, link) {
    line.classList.toggle("saved-trouble", Boolean(address) || [say.offline, say.wait].includes(words));
    line.textContent = words;
    if (!address) return;
    const a = document.createElement("a");
    a.href = address;
    a.textContent = link;
    line.append(" ", a);
  }
  function hold() {
    try {
      const now = { version: form.version.value, fields: fields(), at: Date.now() };
      if (unsent()) localStorage.setItem(kept, JSON.stringify(now));
      else localStorage.removeItem(kept);
    } catch {
      // Storage may be full or turned off: then the server is all there is.
    }
  }
  function held(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }
  // The computer may be shared: nothing lies here longer than anybody could mean to come back to it.
  function forgetOld() {
    try {
      const old = Object.keys(localStorage).filter((name) => name.startsWith(NAMES));
      old.filter((name) => !(Date.now() - held(name)?.at < LONGEST)).forEach((name) => localStorage.removeItem(name));
    } catch {
      // Turned off: then nothing lies there.
    }
  }
  function token() {
    // The cookie is newer than the form when somebody has logged in again in another window.
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
    return cookie ? cookie.slice(10) : form.csrfmiddlewaretoken.value;
  }

  function post(values, version) {
    const body = new URLSearchParams([...values, ["version", version], ["biljett", form.biljett.value]]);
    return fetch(say.save, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      credentials: "same-origin",
      keepalive: body.toString().length < 60000,
    });
  }

  // One request at a time: the next begins from the version that the one before gave. Gives false without contact.
  function save() {
    clearTimeout(timer);
    if (sending) return sending.then(save);
    if (stopped || !unsent()) return Promise.resolve();
    const values = fields(), now = text();
    tell(say.saving);
    sending = post(values, form.version.value)
      .then(async (answer) => {
        if (answer.status === 401 || answer.status === 403) return tell(say.loggedOut, say.login, say.logIn);
        if (answer.status >= 500) throw new Error(answer.status);
        const told = await answer.json();
        if (answer.ok) {
          form.version.value = told.version;
          sent = now;
          tell(`${say.saved} ${told.at}`);
        } else {
          stopped = true;
          compare = told.compare || "";
          if (compare) sent = now; // kept beside the other's
          if (compare) tell(`${told.who} ${say.collided}`, compare, say.compare);
          else tell(told.trouble);
        }
      })
      .catch(() => {
        tell(say.offline);
        timer = setTimeout(save, AGAIN);
        return false;
      })
      .finally(() => {
        sending = null;
        hold();
      });
    return sending;
  }

  function typed() {
    hold();
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  // What was left here last time goes to the server first. Has somebody saved since, the two are compared.
  function bringBack() {
    const left = held(kept);
    if (!left || JSON.stringify(left.fields) === sent) return hold();
    post(left.fields, left.version)
      .then(async (answer) => {
        if (!answer.ok && answer.status !== 409) return;
        const told = await answer.json();
        if (told.trouble) return tell(told.trouble);
        localStorage.removeItem(kept);
        leaving = true;
        if (told.compare) location.assign(told.compare);
        else location.reload();
      })
      .catch(() => tell(say.offline));
  }

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[value=lamna]"));
    }
  });
  // What is typed is saved before anything is done with it: then nothing of it is left in this browser afterwards,
  // and who has lost the connection stays on the page.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    const button = event.submitter;
    if (!navigator.onLine) {
      event.preventDefault();
      tell(say.wait);
    } else if (ready || stopped || !(sending || unsent())) {
      // What has collided is not saved again here: the server keeps it beside the other. And a form cannot be sent
      // once more before this event is over, which a save that has nothing to wait for would try.
      leaving = true;
    } else {
      event.preventDefault();
      save().then((reached) => {
        if (reached === false) return tell(say.wait);
        ready = true;
        form.requestSubmit(button);
      });
    }
  });
  line.addEventListener("click", (event) => {
    // What was typed after the two texts parted goes along to be compared.
    if (!compare || event.target.tagName !== "A" || !unsent()) return;
    event.preventDefault();
    post(fields(), form.version.value)
      .then((answer) => answer.json())
      .then((told) => {
        localStorage.removeItem(kept);
        leaving = true;
        location.assign(told.compare || compare);
      })
      .catch(() => tell(say.offline));
  });
  window.addEventListener("online", save);
  window.addEventListener("pageshow", () => (ready = leaving = false));
  window.addEventListener("beforeunload", (event) => {
    if (leaving || !unsent()) return;
    event.preventDefault();
    event.returnValue = "";
  });
  forgetOld();
  bringBack();
})();
