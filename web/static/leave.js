// Leaving fast: the conversation is erased, and this page is replaced in the history.
"use strict";

(() => {
  const leave = (event) => {
    event.preventDefault();
    const chat = document.querySelector("repere-chat");
    if (chat && chat.end) chat.end();
    document.body.hidden = true;
    window.location.replace(event.currentTarget.href);
  };
  for (const link of document.querySelectorAll("[data-leave]")) {
    link.addEventListener("click", leave);
  }
})();
