// <repere-chat>: the whole chat in one element, without dependency or storage.
// <repere-exit>: around a link, the way to leave fast; Shift three times does the same.
//
// Attributes of the chat: `server` (address of Repère; by default where this file comes from),
// `profil` (a value of the vocabulary), `opening` (a sentence before the first words), `color`
// (#rrggbb), `position` (`corner`: a button that opens it), `exit-url`, `no-exit` (the page has
// its own <repere-exit>). Whatever it contains is for browsers without JavaScript.
"use strict";

(() => {
  const HOME = new URL("..", document.currentScript.src);
  const PATIENCE = 15000;
  const SHIFT_SECONDS = 5;
  const ELSEWHERE = "https://www.google.ca";

  // Help lines, regions and values in words: filled when the file is served (`web/widget.py`).
  const DATA = { lines: [], words: {} };

  const WORDS = {
    log: "Conversation avec Repère",
    label: "Écrire un message",
    send: "Envoyer",
    leave: "Quitter vite",
    show: "Parler avec Repère",
    hide: "Réduire",
    restart: "Commencer une autre conversation",
    retry: "Réessayer",
    waiting: "Repère écrit…",
    offline: "Le message n'est pas parti. La connexion a peut-être coupé.",
    lines: "Ces personnes répondent au téléphone, même quand cette page ne répond plus.",
    open: "Ouvert maintenant",
    closed: "Fermé en ce moment",
    stale: "à confirmer, la fiche date",
    opening: "Rien n'est gardé ici. Une fenêtre privée évite aussi de laisser cette page dans l'historique.",
    reloaded: "La page a été rechargée. Rien n'avait été gardé : on recommence.",
    pinned: "À joindre tout de suite",
    known: "Ce que Repère a compris",
    change: "Changer",
    forget: "Oublier",
    cancel: "Annuler",
    history: "Un appel ou un texto reste dans l'historique du téléphone.",
    print: "Imprimer la liste",
    copy: "Copier la liste",
    copied: "La liste est copiée.",
    wrong: "Cette information est fausse",
    thanks: "Merci. La fiche sera vérifiée. Rien d'autre n'a été envoyé.",
    shifts: (left) => `Maj (Shift) : encore ${left} fois pour quitter.`,
  };

  const FIELDS = {
    profil: "Qui écrit",
    age: "Âge",
    region: "Région",
    situation: "Ce qui se passe",
    sexe: "Genre",
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
    const why = element("ul", { "aria-label": "Pourquoi" });
    for (const reason of item.why || []) why.append(element("li", {}, reason));
    const source = item.source || {};
    return element(
      "li",
      { className: "card", "data-id": item.id },
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

  /** Hides everything, erases every conversation of the page, and takes its place in the history. */
  const leave = (address) => {
    document.body.hidden = true;
    document.title = "";
    for (const chat of document.querySelectorAll("repere-chat")) chat.end();
    window.location.replace(address || ELSEWHERE);
  };

  /** Calls `done` when Shift is pressed three times alone; `told` hears how many are left. */
  const onThreeShifts = (done, told) => {
    let count = 0;
    let alone = false;
    let timer;
    const forget = () => {
      if (count) told("");
      count = 0;
    };
    const listen = (event) => {
      if (event.key !== "Shift") {
        alone = false;
        forget();
      } else if (event.type === "keydown") {
        alone = true;
      } else if (alone && !event.ctrlKey && !event.altKey && !event.metaKey) {
        count += 1;
        clearTimeout(timer);
        timer = setTimeout(forget, SHIFT_SECONDS * 1000);
        if (count === 3) done();
        else told(WORDS.shifts(3 - count));
      }
    };
    for (const type of ["keydown", "keyup"]) window.addEventListener(type, listen);
    return () => {
      for (const type of ["keydown", "keyup"]) window.removeEventListener(type, listen);
    };
  };

  class RepereExit extends HTMLElement {
    #quiet = () => {};

    connectedCallback() {
      const link = this.querySelector("a");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        leave(link.href);
      });
      const status = element("span", { role: "status", className: "shifts" });
      this.append(status);
      this.#quiet = onThreeShifts(
        () => leave(link.href),
        (words) => (status.textContent = words),
      );
    }

    disconnectedCallback() {
      this.#quiet();
    }
  }

  /** The theme's colour where it can be read; nothing for what is not #rrggbb. */
  const theme = (color) => {
    if (!/^#[0-9a-f]{6}$/i.test(color || "")) return "";
    const [red, green, blue] = [1, 3, 5].map((start) => {
      const part = parseInt(color.slice(start, start + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    const ink = light > 0.179 ? "#000000" : "#ffffff";
    return `.send,.toggle{background:${color};border-color:${color};color:${ink}}`;
  };

  /** A list on paper, alone: the page around it is not printed. */
  const print = (text) => {
    const frame = element("iframe", { hidden: true, title: WORDS.print });
    document.body.append(frame);
    const page = frame.contentDocument;
    page.title = "";
    page.body.append(...text.split("\n").map((line) => element("p", {}, line)));
    frame.contentWindow.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow.print();
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
    #pinned;
    #known;
    #chat;
    #toggle = null;
    #reloaded = performance.getEntriesByType("navigation").some((visit) => visit.type === "reload");
    #quiet = () => {};

    connectedCallback() {
      if (!this.shadowRoot) this.#build();
      if (!this.#toggle) this.#start();
      if (!this.hasAttribute("no-exit")) {
        this.#quiet = onThreeShifts(
          () => this.#leave(),
          (words) => (this.#waiting.textContent = words),
        );
      }
      window.addEventListener("pagehide", this.#leaving);
      window.addEventListener("pageshow", this.#back);
    }

    disconnectedCallback() {
      this.#quiet();
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
      for (const part of [this.#log, this.#buttons, this.#pinned, this.#known]) part.replaceChildren();
      this.#pinned.hidden = true;
      this.#input.value = "";
    }

    #leave() {
      leave(this.getAttribute("exit-url"));
    }

    #leaving = () => this.end();

    #back = (event) => {
      if (event.persisted && !this.#chat.hidden) this.#start();
    };

    #address(name = "") {
      const server = this.getAttribute("server");
      const home = server ? new URL(server, document.baseURI) : HOME;
      return new URL(`api/conversations${name && `/${name}`}`, home).href;
    }

    #build() {
      this.#pinned = element("div", { className: "pinned", hidden: true, role: "region", "aria-label": WORDS.pinned });
      this.#known = element("div", { className: "known", role: "group", "aria-label": WORDS.known });
      this.#log = element("div", { className: "log", role: "log", tabIndex: 0, "aria-label": WORDS.log });
      this.#buttons = element("div", { className: "buttons" });
      this.#waiting = element("p", { className: "waiting", role: "status" });
      this.#input = element("textarea", { id: "message", rows: 2, maxLength: 4000, autocomplete: "off" });
      this.#input.setAttribute("enterkeyhint", "send");
      this.#fallback = element(
        "div",
        { className: "fallback", hidden: true },
        element("p", { className: "text" }, WORDS.lines),
        element("ul", { className: "cards" }, ...DATA.lines.map(lineCard)),
      );
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
      const rank = [...document.querySelectorAll("repere-chat")].indexOf(this);
      this.#chat = element("section", { className: "chat", "aria-label": rank > 0 ? `Repère ${rank + 1}` : "Repère" });
      const bar = element("div", { className: "bar" });
      if (this.getAttribute("position") === "corner") bar.append(this.#corner());
      if (!this.hasAttribute("no-exit")) {
        const button = element("button", { type: "button", className: "leave" }, WORDS.leave);
        button.addEventListener("click", () => this.#leave());
        bar.append(button);
      }
      if (bar.childElementCount) this.#chat.append(bar);
      this.#chat.append(
        this.#pinned, this.#log, this.#waiting, this.#fallback, this.#known, this.#buttons, form,
      );
      const root = element("div", { className: "root", lang: "fr-CA" }, this.#chat);
      if (this.#toggle) root.append(this.#toggle);
      const style = element("link", { rel: "stylesheet", href: new URL("static/widget.css", HOME).href });
      const shadow = this.attachShadow({ mode: "open" });
      shadow.append(style, root);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(theme(this.getAttribute("color")));
      shadow.adoptedStyleSheets = [sheet];
    }

    /** A button that opens the chat, and gives back the one that hides it. */
    #corner() {
      this.#chat.hidden = true;
      this.#chat.classList.add("floating");
      this.#toggle = element("button", { type: "button", className: "toggle", "aria-expanded": "false" }, WORDS.show);
      const hide = element("button", { type: "button" }, WORDS.hide);
      const set = (open) => {
        this.#chat.hidden = !open;
        this.#toggle.hidden = open;
        this.#toggle.setAttribute("aria-expanded", String(open));
        (open ? this.#log : this.#toggle).focus();
        if (open && !this.#token && !this.#pending) this.#start();
      };
      this.#toggle.addEventListener("click", () => set(true));
      hide.addEventListener("click", () => set(false));
      this.#chat.addEventListener("keydown", (event) => {
        if (event.key === "Escape") set(false);
      });
      return hide;
    }

    async #start() {
      this.#token = null;
      for (const part of [this.#log, this.#pinned, this.#known]) part.replaceChildren();
      this.#pinned.hidden = true;
      this.#note(this.#reloaded ? WORDS.reloaded : this.getAttribute("opening") || WORDS.opening);
      this.#reloaded = false;
      const profil = this.getAttribute("profil");
      await this.#call("", profil ? { profil } : {}, () => this.#start());
    }

    #note(text) {
      this.#log.append(element("p", { className: "note" }, text));
    }

    #submit() {
      const text = this.#input.value;
      // Sent too early, it waits in the box and leaves as soon as the answer is there.
      this.#eager = Boolean(this.#pending);
      if (this.#pending || !text.trim()) return;
      this.#input.value = "";
      this.#say(text, { text }, this.#input);
    }

    /** Whoever typed goes on typing; whoever pressed a button reads on. */
    #say(words, content, next = this.#log) {
      this.#show(element("div", { className: "message mine" }, element("p", { className: "text" }, words)));
      const body = { message_id: this.#identifier(), ...content };
      const send = () => this.#call("messages", body, send);
      next.focus({ preventScroll: true });
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
          this.#showKnown(answer.criteria || {});
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
      for (const card of cards.children) if (card.dataset.id) card.append(this.#doubt(card.dataset.id));
      const any = cards.childElementCount > 0;
      if (custom.type === "urgent") this.#pin(lines);
      this.#show(
        element(
          "div",
          { className: `message ${custom.type === "urgent" ? "urgent" : ""}` },
          element("p", { className: "text" }, around(message.text, items, lines)),
          any ? cards : null,
          any ? fine(WORDS.history) : null,
          items.length ? this.#tools(message.text) : null,
        ),
      );
    }

    /** The urgent lines stay above the conversation, whatever follows. */
    #pin(lines) {
      const ways = element("p", { className: "ways" });
      for (const line of lines) {
        const number = line.phone && shown(line.phone);
        const named = number && !line.name.startsWith(number) ? `${number}, ${line.name}` : line.name;
        if (number) ways.append(link(`tel:${line.phone}`, named));
        else if (web(line.chat || line.url)) ways.append(link(line.chat || line.url, line.name));
      }
      this.#pinned.replaceChildren(element("p", { className: "name" }, WORDS.pinned), ways);
      this.#pinned.hidden = false;
    }

    /** Print or copy: nothing is asked, nothing is sent. */
    #tools(text) {
      const told = element("span", { role: "status", className: "fine" });
      const list = `${text}\n\n${WORDS.history}`;
      const button = (words, pressed) => {
        const made = element("button", { type: "button", className: "small" }, words);
        made.addEventListener("click", pressed);
        return made;
      };
      const copy = () => navigator.clipboard.writeText(list).then(() => (told.textContent = WORDS.copied));
      return element(
        "div",
        { className: "tools" },
        button(WORDS.print, () => print(list)),
        navigator.clipboard ? button(WORDS.copy, copy) : null,
        told,
      );
    }

    /** « Cette information est fausse »: the record's id alone is sent. */
    #doubt(id) {
      const button = element("button", { type: "button", className: "small plain" }, WORDS.wrong);
      button.addEventListener("click", async () => {
        const address = new URL("signalements", this.#address()).href;
        const thanks = element("p", { className: "fine", role: "status", tabIndex: -1 }, "");
        button.replaceWith(thanks);
        thanks.focus();
        const sent = await fetch(address, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ id }),
          credentials: "omit",
          referrerPolicy: "no-referrer",
        }).catch(() => null);
        thanks.textContent = sent && sent.ok ? WORDS.thanks : WORDS.offline;
      });
      return button;
    }

    /** What is known so far, each to be corrected on its own. */
    #showKnown(criteria) {
      const chips = Object.keys(FIELDS)
        .filter((field) => criteria[field] !== undefined)
        .map((field) => {
          const words = this.#inWords(field, criteria[field]);
          const chip = element("button", { type: "button", className: "chip" }, words);
          chip.setAttribute("aria-label", `${FIELDS[field]} : ${words}. ${WORDS.change}`);
          chip.addEventListener("click", () => this.#edit(field, criteria));
          return chip;
        });
      this.#known.replaceChildren(...chips);
    }

    #inWords(field, value) {
      if (field === "age") return `${value} ans`;
      const [, words] = (DATA.words[field] || []).find(([one]) => one === value) || [value, value];
      return words;
    }

    #edit(field, criteria) {
      const values = DATA.words[field];
      const control = values
        ? element(
            "select",
            { id: "correction" },
            ...values.map(([value, words]) => element("option", { value, selected: value === criteria[field] }, words)),
          )
        : element("input", { id: "correction", inputMode: "numeric", maxLength: 3, autocomplete: "off", value: criteria[field] });
      const act = (words, pressed, type = "button") => {
        const button = element("button", { type, className: "small" }, words);
        if (pressed) button.addEventListener("click", pressed);
        return button;
      };
      const send = (value, words) => {
        const payload = "/corriger" + JSON.stringify({ [field]: value });
        if (!this.#pending) this.#say(`${FIELDS[field]} : ${words}`, { payload });
      };
      const form = element(
        "form",
        { className: "edit" },
        element("label", { htmlFor: "correction" }, FIELDS[field]),
        control,
        act(WORDS.change, null, "submit"),
        act(WORDS.forget, () => send(null, WORDS.forget.toLowerCase())),
        act(WORDS.cancel, () => {
          this.#showKnown(criteria);
          const chips = [...this.#known.children];
          (chips.find((chip) => chip.ariaLabel.startsWith(FIELDS[field])) || this.#log).focus();
        }),
      );
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const value = control.value.trim();
        if (!values && !/^\d{1,3}$/.test(value)) return control.focus();
        return send(values ? value : Number(value), this.#inWords(field, value));
      });
      this.#known.replaceChildren(form);
      control.focus();
    }

    #show(bubble) {
      this.#log.append(bubble);
      this.#log.scrollTop = this.#log.scrollHeight;
    }
  }

  for (const [name, made] of [["repere-chat", RepereChat], ["repere-exit", RepereExit]]) {
    if (!customElements.get(name)) customElements.define(name, made);
  }
})();
