"use strict";
(() => {
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("lookup").textContent);
  const language = () => (root.lang.startsWith("zh") ? "zh" : "en");
  const say = (zh, en) => (language() === "zh" ? zh : en);
  const text = (number) => data.texts[number][language() === "zh" ? 0 : 1];
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  // The hash keeps the language and the person, so that a link to this file can name both.
  const wanted = () => new URLSearchParams(location.hash.slice(1));
  const keep = (changes) => {
    const hash = wanted();
    for (const key of Array.from(hash.keys())) if (key !== "lang" && key !== "person") hash.delete(key);
    for (const [key, value] of Object.entries(changes)) hash.set(key, value);
    history.replaceState(null, "", "#" + hash.toString());
  };

  const speak = (chosen) => {
    root.lang = chosen === "zh" ? "zh-CN" : "en";
    for (const one of all("[data-zh]")) one.textContent = one.dataset[chosen];
    for (const name of ["aria-label", "placeholder"])
      for (const one of all(`[data-${name}-${chosen}]`)) one.setAttribute(name, one.getAttribute(`data-${name}-${chosen}`));
    for (const one of all("[data-language]")) one.setAttribute("aria-pressed", String(one.dataset.language === chosen));
    sift();
    show(person.current);
  };

  const filters = find("#filters");
  const rows = all("table.findings tbody tr");
  const sift = () => {
    const severities = new Set(all("#filters [name=severity]:checked").map((one) => one.value));
    const rule = filters.elements.rule.value;
    const file = filters.elements.file.value;
    const words = filters.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const of = row.dataset;
      row.hidden = !(
        severities.has(of.severity) &&
        (!rule || of.rule === rule) &&
        (!file || of.files.split("|").includes(file)) &&
        words.every((word) => of.words.includes(word))
      );
      if (!row.hidden) shown += Number(of.number);
    }
    const whole = find("#shown").dataset.of;
    find("#shown").textContent = say(`显示 ${shown} / ${whole} 条`, `${shown} of ${whole} shown`);
  };
  filters.addEventListener("input", sift);
  filters.addEventListener("submit", (event) => event.preventDefault());

  const ids = [...Object.keys(data.people), ...Object.keys(data.absent), ...Object.keys(data.refused)].sort();
  const person = { current: "" };
  const kinds = {
    coach: ["客车", "coach"], train: ["列车", "train"], stay: ["住宿", "night"], handover: ["到厂交接", "hand-over"],
  };

  const travelling = (id) => {
    const [name, county, employer, steps] = data.people[id];
    const list = element("ol", "steps");
    for (const [number, seat] of steps) {
      const [kind, from, to, day, depart, nextDay, arrive, vehicle] = data.steps[number];
      const hours = kind === "handover" ? depart : day === nextDay ? `${depart} – ${arrive}` : `${depart} – ${text(nextDay)} ${arrive}`;
      const where = from === to ? text(from) : `${text(from)} → ${text(to)}`;
      const place = kind === "stay" ? say(`房间 ${vehicle} · 床 ${seat}`, `room ${vehicle} · bed ${seat}`)
        : seat ? say(`${vehicle} · 座位 ${seat}`, `${vehicle} · seat ${seat}`) : vehicle;
      list.append(element("li", kind,
        element("span", "kind", say(...kinds[kind])),
        element("span", "time", `${text(day)} ${hours}`),
        element("span", "route", where),
        element("span", "seat", place)));
    }
    return [
      element("p", "who", element("b", "id", id), ` ${name} · ${text(county)} → ${text(employer)}`), list,
    ];
  };
  const absent = (id) => {
    const [name, county, reasons] = data.absent[id];
    return [
      element("p", "who", element("b", "id", id), ` ${name} · ${text(county)} · `, element("strong", "bad", say("未安排", "left out"))),
      element("ul", "why", ...reasons.map(([stage, why]) => element("li", "", `${text(stage)}${say("：", ": ")}${text(why)}`))),
    ];
  };
  const refused = (id) => {
    const [[file, sheet, row], reasons] = data.refused[id];
    const where = [file, sheet, row ? say(`第 ${row} 行`, `row ${row}`) : ""].filter(Boolean).join(" · ");
    return [
      element("p", "who", element("b", "id", id), " ", element("strong", "bad", say("退回", "refused")), ` · ${where}`),
      element("ul", "why", ...reasons.map((why) => element("li", "", text(why)))),
    ];
  };
  const show = (id) => {
    person.current = id;
    const parts = id in data.people ? travelling(id) : id in data.absent ? absent(id) : id in data.refused ? refused(id) : [];
    find("#way").replaceChildren(...parts);
  };

  const box = find("#who");
  const choose = (id) => {
    box.value = id;
    find("#candidates").replaceChildren();
    show(id);
    keep({ person: id });
  };
  const suggest = () => {
    const part = box.value.trim().toLowerCase();
    const found = part ? ids.filter((id) => id.toLowerCase().includes(part)) : [];
    const exact = found.find((id) => id.toLowerCase() === part);
    show(exact || (found.length === 1 ? found[0] : ""));
    find("#candidates").replaceChildren(...(exact || found.length === 1 ? [] : found.slice(0, 24).map((id) => {
      const button = element("button", "id", id);
      button.type = "button";
      button.addEventListener("click", () => choose(id));
      return element("li", "", button);
    })));
    if (part && !found.length) find("#way").replaceChildren(element("p", "bad", say("没有这个编号", "nobody has this id")));
  };
  box.addEventListener("input", suggest);
  find("#search").addEventListener("submit", (event) => event.preventDefault());

  const follow = () => {
    const hash = wanted();
    const chosen = hash.get("lang");
    if ((chosen === "zh" || chosen === "en") && chosen !== language()) speak(chosen);
    const id = hash.get("person");
    if (id && id !== person.current) {
      choose(id);
      find("#person").scrollIntoView();
    }
  };
  for (const button of all("[data-language]"))
    button.addEventListener("click", () => {
      speak(button.dataset.language);
      keep({ lang: button.dataset.language });
    });
  window.addEventListener("hashchange", follow);
  sift();
  follow();
})();
