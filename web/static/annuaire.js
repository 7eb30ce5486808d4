// « Garder »: the records that someone keeps are in the address of the tab, and nowhere else.
//
// Without this file the same boxes are sent by their form, to the same list.
"use strict";

(() => {
  const NAME = "garde";
  const form = document.getElementById("garder");
  const print = document.querySelector("[data-print]");

  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  if (!form) return;

  const most = Number(form.dataset.most);
  const status = form.querySelector("[role=status]");
  const boxes = [...document.querySelectorAll('input[type=checkbox][form="garder"]')];
  // The form sends what the address keeps, in its order, not what is checked on this page.
  for (const box of boxes) box.removeAttribute("name");

  const read = () => {
    const value = new URL(location.href).searchParams.get(NAME) || "";
    return [...new Set(value.split(",").filter(Boolean))].slice(0, most);
  };

  const keeping = (address, kept) => {
    const url = new URL(address, location.href);
    url.searchParams.delete(NAME);
    const held = kept.length ? `${NAME}=${kept.join(",")}` : "";
    const query = [url.search.slice(1), held].filter(Boolean).join("&");
    return `${url.pathname}${query ? `?${query}` : ""}${url.hash}`;
  };

  const leads = (address) => {
    const path = new URL(address, location.href).pathname;
    return path === "/annuaire" || path.startsWith("/service/");
  };

  const hidden = (parent, name, values) => {
    for (const old of parent.querySelectorAll(`input[type=hidden][name=${name}]`)) old.remove();
    for (const value of [...values].reverse()) {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      parent.prepend(input);
    }
  };

  const said = (count) => {
    if (!count) return form.dataset.none;
    const full = count < most ? "" : ` ${form.dataset.full}`;
    return `${count} ${count > 1 ? form.dataset.many : form.dataset.one}.${full}`;
  };

  const show = (kept) => {
    for (const box of boxes) {
      box.checked = kept.includes(box.value);
      box.disabled = !box.checked && kept.length >= most;
    }
    for (const link of document.querySelectorAll('a[href^="/"]')) {
      const address = link.getAttribute("href");
      if (leads(address)) link.setAttribute("href", keeping(address, kept));
    }
    for (const report of document.querySelectorAll('form[action^="/service/"]')) {
      report.setAttribute("action", keeping(report.getAttribute("action"), kept));
    }
    for (const search of document.querySelectorAll('form[role="search"]')) {
      hidden(search, NAME, kept.length ? [kept.join(",")] : []);
    }
    hidden(form, "id", kept);
    form.classList.toggle("full", kept.length > 0);
    const words = said(kept.length);
    if (status.textContent !== words) status.textContent = words;
  };

  document.addEventListener("change", ({ target }) => {
    if (!boxes.includes(target)) return;
    const others = read().filter((id) => id !== target.value);
    const kept = target.checked ? [...others, target.value].slice(0, most) : others;
    history.replaceState(history.state, "", keeping(location.href, kept));
    show(kept);
  });
  // Coming back, a browser restores the boxes as they were, not the address.
  window.addEventListener("pageshow", () => show(read()));
})();
