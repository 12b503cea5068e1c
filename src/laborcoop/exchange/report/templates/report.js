"use strict";
(() => {
  const speak = (chosen) => {
    document.documentElement.lang = chosen === "zh" ? "zh-CN" : "en";
    for (const one of document.querySelectorAll("[data-zh]")) one.textContent = one.dataset[chosen];
    for (const one of document.querySelectorAll(`[data-aria-label-${chosen}]`))
      one.setAttribute("aria-label", one.getAttribute(`data-aria-label-${chosen}`));
    for (const one of document.querySelectorAll("[data-language]"))
      one.setAttribute("aria-pressed", String(one.dataset.language === chosen));
  };
  for (const one of document.querySelectorAll("[data-language]"))
    one.addEventListener("click", () => speak(one.dataset.language));
})();
