// <repere-chat>: the whole chat in one element, without dependency or storage.
//
// Attributes: `server` (address of Repère; by default where this file comes from),
// `profil` (a value of the vocabulary), `exit-url`, `no-exit` (the page has its own button).
// Whatever it contains (help lines) is shown when the server cannot be reached.
"use strict";

(() => {
  const HOME = new URL("..", document.currentScript.src);
  const PATIENCE = 15000;

  const WORDS = {
    log: "Conversation avec Repère",
    label: "Écrire un message",
    send: "Envoyer",
    leave: "Quitter vite",
    restart: "Commencer une autre conversation",
    retry: "Réessayer",
    waiting: "Repère écrit…",
    offline: "Le message n'est pas parti. La connexion a peut-être coupé.",
    open: "Ouvert maintenant",
    closed: "Fermé en ce moment",
    stale: "à confirmer, la fiche date",
  };

  const element = (tag, properties = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in made) made[name] = value;
      else made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  };

  const shown = (number) => {
    const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
    if (!parts) return number;
    const tollFree = /^8(00|33|44|55|66|77|88)$/.test(parts[1]);
    return `${tollFree ? "1 " : ""}${parts[1]} ${parts[2]}-${parts[3]}`;
  };

  const web = (address) => /^https?:\/\//i.test(address || "");

  const link = (href, text) =>
    element("a", { href, rel: "noopener noreferrer", target: /^(tel|sms):/.test(href) ? "" : "_blank" }, text);

  const fine = (text) => (text ? element("p", { className: "fine" }, text) : null);

  const state = (open) => {
    if (open === true) return element("span", { className: "state open" }, WORDS.open);
    if (open === false) return element("span", { className: "state" }, WORDS.closed);
    return null;
  };

  const lineCard = (line) => {
    const ways = element("p", { className: "ways" });
    if (line.phone) ways.append(link(`tel:${line.phone}`, `Appeler le ${shown(line.phone)}`));
    if (line.sms) ways.append(link(`sms:${line.sms}`, `Texter le ${shown(line.sms)}`));
    if (web(line.chat)) ways.append(link(line.chat, "Clavarder"));
    if (web(line.url) && line.url !== line.chat) ways.append(link(line.url, "Site web"));
    return element(
      "li",
      { className: "card" },
      element("p", { className: "name" }, line.name),
      state(line.open),
      ways,
      fine(line.hours && `Heures : ${line.hours}`),
      fine(checked(line)),
    );
  };

  const itemCard = (item) => {
    const ways = element("p", { className: "ways" });
    for (const phone of item.phones || []) {
      const texting = (phone.label || "").startsWith("texto");
      const label = [shown(phone.number), phone.label, phone.hours].filter(Boolean).join(", ");
      ways.append(link(`${texting ? "sms" : "tel"}:${phone.number}`, label));
    }
    if (web(item.url)) ways.append(link(item.url, "Site web"));
    const why = element("ul");
    for (const reason of item.why || []) why.append(element("li", {}, reason));
    const source = item.source || {};
    return element(
      "li",
      { className: "card" },
      element("p", { className: "name" }, item.name),
      item.organization !== item.name ? fine(item.organization) : null,
      element("p", {}, item.summary || ""),
      why.childElementCount ? why : null,
      element("p", {}, `Pour y accéder : ${item.reach}`),
      ways.childElementCount ? ways : null,
      fine(checked(item)),
      fine(source.document && `Source : ${source.document}, ${place(source.locator)}`),
    );
  };

  /** Where in a document; of an address, the site's name is enough to read. */
  const place = (locator) =>
    /^https?:/.test(locator || "") ? new URL(locator).hostname.replace(/^www\./, "") : locator || "";

  const day = (written) =>
    new Intl.DateTimeFormat("fr-CA", { dateStyle: "long", timeZone: "UTC" }).format(new Date(written));

  const checked = (shownThing) =>
    shownThing.assured_date &&
    `Vérifié le ${day(shownThing.assured_date)}${shownThing.stale ? ` (${WORDS.stale})` : ""}`;

  // Cards say again what the text says: the parts of the text that name one of them are left out.
  const around = (text, items, lines) => {
    const gap = items.length ? "\n\n" : "\n";
    const named = [...items, ...lines].flatMap((one) => [one.name, one.phone && shown(one.phone)]);
    const kept = text.split(gap).filter((part) => !named.some((name) => name && part.includes(name)));
    return kept.join(gap) || text;
  };

  class RepereChat extends HTMLElement {
    #token = null;
    #pending = null;
    #eager = false;
    #log;
    #buttons;
    #waiting;
    #input;
    #fallback;

    connectedCallback() {
      if (!this.shadowRoot) this.#build();
      this.#start();
      window.addEventListener("pagehide", this.#leaving);
      window.addEventListener("pageshow", this.#back);
    }

    disconnectedCallback() {
      window.removeEventListener("pagehide", this.#leaving);
      window.removeEventListener("pageshow", this.#back);
      this.end();
    }

    /** Ends and wipes the conversation, here and at the server; returns at once. */
    end() {
      if (this.#token) {
        const body = new Blob([JSON.stringify({ token: this.#token })], { type: "text/plain" });
        const address = this.#address("end");
        if (!navigator.sendBeacon || !navigator.sendBeacon(address, body)) {
          fetch(address, { method: "POST", body, keepalive: true }).catch(() => {});
        }
      }
      if (this.#pending) this.#pending.abort();
      this.#pending = null;
      this.#token = null;
      this.#log.replaceChildren();
      this.#buttons.replaceChildren();
      this.#input.value = "";
    }

    #leaving = () => this.end();

    #back = (event) => {
      if (event.persisted) this.#start();
    };

    #address(name = "") {
      const server = this.getAttribute("server");
      const home = server ? new URL(server, document.baseURI) : HOME;
      return new URL(`api/conversations${name && `/${name}`}`, home).href;
    }

    #build() {
      this.#log = element("div", { className: "log", role: "log", tabIndex: 0, "aria-label": WORDS.log });
      this.#buttons = element("div", { className: "buttons" });
      this.#waiting = element("p", { className: "waiting", role: "status" });
      this.#input = element("textarea", { id: "message", rows: 2, maxLength: 4000, autocomplete: "off" });
      this.#input.setAttribute("enterkeyhint", "send");
      this.#fallback = element("slot", { hidden: true });
      const form = element(
        "form",
        {},
        element("label", { htmlFor: "message" }, WORDS.label),
        this.#input,
        element("button", { type: "submit", className: "send" }, WORDS.send),
      );
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.#submit();
      });
      this.#input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          this.#submit();
        }
      });
      const chat = element("section", { className: "chat", "aria-label": "Repère" });
      if (!this.hasAttribute("no-exit")) {
        const leave = element("button", { type: "button", className: "leave" }, WORDS.leave);
        leave.addEventListener("click", () => {
          this.end();
          window.location.replace(this.getAttribute("exit-url") || "https://www.google.ca");
        });
        chat.append(element("div", { className: "bar" }, leave));
      }
      chat.append(this.#log, this.#waiting, this.#buttons, form);
      const style = element("link", { rel: "stylesheet", href: new URL("static/widget.css", HOME).href });
      this.attachShadow({ mode: "open" }).append(style, chat, this.#fallback);
    }

    async #start() {
      this.#token = null;
      this.#log.replaceChildren();
      const profil = this.getAttribute("profil");
      await this.#call("", profil ? { profil } : {}, () => this.#start());
    }

    #submit() {
      const text = this.#input.value;
      // Sent too early, it waits in the box and leaves as soon as the answer is there.
      this.#eager = Boolean(this.#pending);
      if (this.#pending || !text.trim()) return;
      this.#input.value = "";
      this.#say(text, { text });
    }

    #say(words, content) {
      this.#show(element("div", { className: "message mine" }, element("p", { className: "text" }, words)));
      const body = { message_id: this.#identifier(), ...content };
      const send = () => this.#call("messages", body, send);
      this.#input.focus();
      return send();
    }

    #identifier() {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }

    /** Sends, shows the answer and returns it; shows why and what to do when there is none. */
    async #call(name, body, again) {
      if (this.#pending) return null;
      const stop = new AbortController();
      this.#pending = stop;
      this.#buttons.replaceChildren();
      this.#waiting.textContent = WORDS.waiting;
      const done = () => {
        const current = this.#pending === stop;
        if (current) this.#pending = null;
        return current;
      };
      const timer = setTimeout(() => stop.abort(), PATIENCE);
      const token = this.#token;
      try {
        const headers = { "Content-Type": "application/json" };
        if (token) headers.Authorization = `Bearer ${token}`;
        const response = await fetch(this.#address(name), {
          method: "POST",
          headers,
          body: JSON.stringify(body),
          signal: stop.signal,
          cache: "no-store",
          credentials: "omit",
          referrerPolicy: "no-referrer",
        });
        const answer = await response.json();
        if (!done()) return null;
        if (response.ok) {
          this.#fallback.hidden = true;
          if (answer.token) this.#token = answer.token;
          this.#answered(answer.messages);
          if (this.#eager) this.#submit();
          return answer;
        }
        this.#refused(response.status, answer, again);
      } catch {
        if (done()) this.#failed(WORDS.offline, again);
      } finally {
        clearTimeout(timer);
        if (!this.#pending) this.#waiting.textContent = "";
      }
      return null;
    }

    #refused(status, answer, again) {
      const lines = answer.lines || [];
      this.#message({ text: answer.error.message, custom: { type: "human_help", lines } });
      if (status === 401) {
        this.#token = null;
        this.#offer(WORDS.restart, () => this.#start());
      } else {
        this.#offer(WORDS.retry, again);
      }
    }

    #failed(text, again) {
      this.#message({ text });
      this.#fallback.hidden = false;
      this.#offer(WORDS.retry, again);
    }

    #answered(messages) {
      const before = this.#log.lastElementChild;
      for (const message of messages) this.#message(message);
      const first = before ? before.nextElementSibling : this.#log.firstElementChild;
      if (first) this.#log.scrollTop += first.getBoundingClientRect().top - this.#log.getBoundingClientRect().top - 60;
      const offered = new Map();
      for (const message of messages) {
        for (const button of message.buttons || []) offered.set(button.payload, button);
      }
      for (const button of offered.values()) {
        this.#offer(button.title, () => this.#say(button.title, { payload: button.payload }));
      }
    }

    #offer(title, pressed) {
      const button = element("button", { type: "button" }, title);
      button.addEventListener("click", () => {
        if (this.#pending) return;
        this.#buttons.replaceChildren();
        pressed();
      });
      this.#buttons.append(button);
    }

    #message(message) {
      const custom = message.custom || {};
      const cards = element("ul", { className: "cards" });
      const items = custom.items || [];
      const lines = custom.lines || [];
      for (const item of items) cards.append(itemCard(item));
      for (const line of lines) cards.append(lineCard(line));
      const any = cards.childElementCount > 0;
      this.#show(
        element(
          "div",
          { className: `message ${custom.type === "urgent" ? "urgent" : ""}` },
          element("p", { className: "text" }, around(message.text, items, lines)),
          any ? cards : null,
        ),
      );
    }

    #show(bubble) {
      this.#log.append(bubble);
      this.#log.scrollTop = this.#log.scrollHeight;
    }
  }

  if (!customElements.get("repere-chat")) customElements.define("repere-chat", RepereChat);
})();
