// The search of an edition: everything happens here, and no word of the reader leaves the page.
// A word is found where one begins with it, whatever its case, and with or without hyphens and accents: "sikker" in
// "Sikkerhet", "epost" in "e-post". Every word asked for must be there.
(() => {
  const form = document.querySelector("form.search");
  const field = form.elements.q;
  const told = document.querySelector("[role=status]");
  const list = document.querySelector(".found");
  const said = form.dataset;
  const most = 50;

  // One sign for each sign, so that places stay what they are. A ring is no accent: å is a letter of its own.
  const folded = sign => {
    const plain = sign.toLowerCase().normalize("NFD").replace(/[\u0300-\u0309\u030b-\u036f]/g, "").normalize("NFC");
    return plain.length === sign.length ? plain : sign;
  };
  const fold = text => Array.from(text, folded).join("");
  const sections = edition.sections.map(([page, id, above, heading, text, language]) =>
    ({page, id, above, heading, text, language, head: fold(heading), body: fold(text)}));

  const escaped = sign => sign.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const patterns = asked => fold(asked).split(/[^\p{L}\p{N}\p{M}\-\u2010\u2011\u00ad]+/u)
    .map(word => Array.from(word.replace(/[-\u2010\u2011\u00ad]/g, "")))
    .filter(word => word.length)
    .map(word => new RegExp("(^|[^\\p{L}\\p{N}])(" + word.map(escaped).join("[-\\u2010\\u2011\\u00ad]?") + ")", "gu"));

  const places = (text, pattern) => {
    const found = [];
    pattern.lastIndex = 0;
    for (let one; (one = pattern.exec(text)); ) {
      const start = one.index + one[1].length;
      found.push([start, start + one[2].length]);
      if (found.length > 200) break;
    }
    return found;
  };

  const search = asked => {
    const words = patterns(asked);
    if (!words.length) return null;
    const found = [];
    sections.forEach((section, order) => {
      let score = 0;
      const marks = [];
      for (const word of words) {
        const inHeading = places(section.head, word).length;
        const inText = places(section.body, word);
        if (!inHeading && !inText.length) return;
        score += (inHeading ? 20 : 0) + Math.min(inText.length, 10);
        marks.push(...inText);
      }
      found.push({section, order, score, words, marks: marks.sort((one, other) => one[0] - other[0])});
    });
    return found.sort((one, other) => other.score - one.score || one.order - other.order);
  };

  // A text with what was asked for marked in it; words are never taken for markup.
  const marked = (into, text, marks, from, to) => {
    let at = from;
    for (const [start, end] of marks) {
      if (start < at || end > to) continue;
      into.append(text.slice(at, start));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      into.append(mark);
      at = end;
    }
    into.append(text.slice(at, to));
  };

  const around = (text, marks) => {
    const first = marks.length ? marks[0][0] : 0;
    let from = Math.max(text.lastIndexOf("\n", first) + 1, first - 90);
    const ends = text.indexOf("\n", first + 80);
    let to = Math.min(text.length, from + 220, ends < 0 ? Infinity : ends);
    if (from > 0 && text[from - 1] !== "\n") from = text.indexOf(" ", from) + 1 || from;
    if (from > first) from = first;
    if (to < text.length && text[to] !== "\n") to = Math.max(text.lastIndexOf(" ", to), first + 1);
    return [from, to];
  };

  const shown = ({section, words, marks}) => {
    const item = document.createElement("li");
    const name = document.createElement("h2");
    const link = document.createElement("a");
    if (section.language) item.lang = section.language;
    link.href = encodeURIComponent(edition.pages[section.page]) + "#" + encodeURIComponent(section.id);
    const inHeading = words.flatMap(word => places(section.head, word)).sort((one, other) => one[0] - other[0]);
    marked(link, section.heading, inHeading, 0, section.heading.length);
    name.append(link);
    item.append(name);
    const above = [];
    for (let at = section.above; at >= 0; at = sections[at].above) above.unshift(sections[at].heading);
    if (above.length) {
      const where = document.createElement("p");
      where.className = "where";
      where.textContent = above.join(" · ");
      item.append(where);
    }
    if (section.text) {
      const text = document.createElement("p");
      const [from, to] = around(section.text, marks);
      if (from > 0 && section.text[from - 1] !== "\n") text.append("… ");
      marked(text, section.text, marks, from, to);
      if (to < section.text.length) text.append(" …");
      item.append(text);
    }
    return item;
  };

  const show = () => {
    const found = search(field.value);
    list.replaceChildren(...(found || []).slice(0, most).map(shown));
    const count = found ? found.length : 0;
    told.textContent = !found ? "" : !count ? said.none : count === 1 ? said.one : count > most
      ? said.more.replace("{count}", count).replace("{shown}", most) : said.many.replace("{count}", count);
    const address = new URL(location.href);
    if (field.value) address.searchParams.set("q", field.value); else address.searchParams.delete("q");
    try { history.replaceState(null, "", address); } catch { /* a page in a folder has no address to change */ }
  };

  // What is told while somebody writes would interrupt each key: it waits until there is a pause.
  let pause = 0;
  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(show, 250); });
  form.addEventListener("submit", event => { event.preventDefault(); clearTimeout(pause); show(); });

  document.querySelector(".without").remove();
  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") || "";
  if (field.value) show();
})();
