// The panes beside the pages: source, reading aloud, remarks; and the errors over the pages.

import { say, sayMany } from "./words.js"

const element = (name, properties = {}, ...kids) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...kids)
  return made
}
const TIMINGS = {
  read: "browser.timing-read",
  theme: "browser.timing-theme",
  layout: "browser.timing-layout",
  compare: "browser.timing-compare",
  finish: "browser.timing-finish",
  check: "browser.timing-check",
  listen: "browser.timing-listen",
}
const byId = id => document.getElementById(id)

/** Tabs as the ARIA authoring practices have them. */
export class Tabs {
  constructor(root) {
    this.tabs = [...root.querySelectorAll('[role="tab"]')]
    root.addEventListener("click", event => {
      const tab = event.target.closest('[role="tab"]')
      if (tab) this.choose(this.tabs.indexOf(tab))
    })
    root.addEventListener("keydown", event => {
      const now = this.tabs.indexOf(document.activeElement)
      const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: -1 }[event.key]
      if (next === undefined) return
      event.preventDefault()
      this.choose((next + this.tabs.length) % this.tabs.length)
      this.tabs[(next + this.tabs.length) % this.tabs.length].focus()
    })
  }

  choose(index) {
    this.tabs.forEach((tab, number) => {
      const chosen = number === index
      tab.setAttribute("aria-selected", chosen)
      tab.tabIndex = chosen ? 0 : -1
      byId(tab.getAttribute("aria-controls")).hidden = !chosen
    })
  }
}

/** The lines of one source file; a chosen line leads to its page. */
export class Source {
  constructor(onLine) {
    this.onLine = onLine
    this.path = ""
    this.line = 0
    this.lines = byId("lines")
    this.lines.addEventListener("click", event => {
      const line = event.target.closest(".line")
      if (line) this.#choose(Number(line.dataset.line))
    })
    this.lines.addEventListener("keydown", event => this.#key(event))
    byId("file").addEventListener("change", event => this.show(event.target.value, 1))
    byId("copy").addEventListener("click", () => this.#copy())
  }

  files(paths) {
    const chooser = byId("file")
    if ([...chooser.options].map(option => option.value).join() !== paths.join()) {
      chooser.replaceChildren(...paths.map(path => element("option", { value: path, textContent: path })))
      chooser.value = this.path
    }
  }

  /** Show a line, fetching the file if it is another one or `again` is set. */
  async show(path, line, again = false) {
    if (path !== this.path || again) {
      const answer = await fetch(`source?path=${encodeURIComponent(path)}`)
      if (!answer.ok) return
      const texts = await answer.json()
      this.path = path
      byId("file").value = path
      this.lines.setAttribute("aria-label", say("browser.lines-of", { file: path }))
      this.lines.replaceChildren(...texts.map((text, index) => this.#line(text, index + 1)))
    }
    this.#select(line)
    this.lines.children[this.line - 1]?.scrollIntoView({ block: "center" })
  }

  #line(text, number) {
    const line = element("div", { className: "line", id: `line-${number}`, textContent: text || "\u200b" })
    line.setAttribute("role", "option")
    line.setAttribute("aria-selected", "false")
    line.dataset.line = number
    return line
  }

  #select(line) {
    this.lines.querySelectorAll('[aria-selected="true"]').forEach(old => old.setAttribute("aria-selected", "false"))
    this.line = Math.max(1, Math.min(line, this.lines.children.length))
    this.lines.children[this.line - 1]?.setAttribute("aria-selected", "true")
    this.lines.setAttribute("aria-activedescendant", `line-${this.line}`)
    byId("where").textContent = this.place()
  }

  place() {
    return this.path ? `${this.path}:${this.line}` : ""
  }

  #choose(line) {
    this.#select(line)
    this.onLine(this.path, this.line)
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key]
    if (step) this.#select(this.line + step)
    else if (event.key === "Home") this.#select(1)
    else if (event.key === "End") this.#select(this.lines.children.length)
    else if (event.key === "Enter" || event.key === " ") this.#choose(this.line)
    else return
    event.preventDefault()
    this.lines.children[this.line - 1]?.scrollIntoView({ block: "nearest" })
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.place())
      byId("copy").textContent = say("browser.copied")
      setTimeout(() => { byId("copy").textContent = say("browser.copy") }, 1500)
    } catch {
      getSelection().selectAllChildren(byId("where")) // ready for the writer's own copying
    }
  }
}

/** What a screen reader says, page by page. */
export class Heard {
  constructor(onPage) {
    this.onPage = onPage
    this.root = byId("heard")
    this.root.addEventListener("click", event => {
      const button = event.target.closest("h2 button")
      if (button) this.onPage(Number(button.dataset.page))
    })
  }

  async load(labels) {
    const answer = await fetch("heard")
    if (!answer.ok) return
    const groups = await answer.json()
    const top = this.root.parentElement.scrollTop
    this.root.replaceChildren(...groups.map(group => this.#group(group, labels)))
    this.root.parentElement.scrollTop = top
    this.follow(this.page ?? 0)
  }

  #group({ page, items }, labels) {
    const button = element("button", { type: "button", textContent: say("browser.heard-page", { label: labels[page] }) })
    button.dataset.page = page
    const list = element("ol", {}, ...items.map(item => this.#item(item)))
    const group = element("div", { className: "on-page" }, element("h2", { lang: document.documentElement.lang }, button), list)
    group.dataset.page = page
    return group
  }

  #item([depth, role, heading, said]) {
    const item = element("li", { className: `d${Math.min(depth, 4)}` })
    if (role) item.append(element("span", { className: "role", textContent: role }))
    for (const [text, language, inner] of said) {
      if (inner) item.append(element("span", { className: "inner", textContent: inner }))
      if (language) item.append(element("span", { className: "inner", textContent: language }))
      const words = element("span", { textContent: text, className: heading ? "heading" : "" })
      if (language) words.lang = language
      item.append(words)
    }
    return item
  }

  /** Show what is heard of the page in view. */
  follow(page) {
    this.page = page
    const groups = [...this.root.querySelectorAll(".on-page")]
    const here = groups.filter(group => Number(group.dataset.page) === page)
    groups.forEach(group => {
      group.classList.toggle("in-view", here.includes(group))
      const button = group.querySelector("button")
      if (here.includes(group)) button.setAttribute("aria-current", "true")
      else button.removeAttribute("aria-current")
    })
    const panel = this.root.parentElement
    if (here[0] && !panel.hidden) panel.scrollTop = here[0].offsetTop - panel.offsetTop - 8
  }
}

/** Errors over the pages, and remarks in their pane. */
export class Problems {
  constructor(onPlace) {
    this.onPlace = onPlace
    this.root = byId("problems")
    byId("problems-close").addEventListener("click", () => {
      this.root.hidden = true
      byId("pages").focus()
    })
    for (const list of [this.root, byId("notes")]) {
      list.addEventListener("click", event => {
        const button = event.target.closest(".at")
        if (button) this.onPlace(button.dataset.path, Number(button.dataset.line))
      })
    }
  }

  show({ problems, current, pages, timings }) {
    const errors = problems.filter(problem => problem.fatal)
    const notes = problems.filter(problem => !problem.fatal)
    this.root.hidden = errors.length === 0
    byId("problems-title").textContent = this.count(errors.length)
    const ours = errors.every(problem => problem.code === "RB-INTERNAL")
    const good = ours ? "browser.fault-pages" : "browser.new-pages"
    const stale = pages.length ? "browser.old-pages" : "browser.no-pages"
    byId("problems-pages").textContent = say(current ? good : stale)
    byId("problems-list").replaceChildren(...errors.map(problem => this.#problem(problem)))
    byId("notes").replaceChildren(...notes.map(problem => this.#problem(problem)))
    if (!notes.length) byId("notes").append(element("li", { textContent: say("browser.no-notes") }))
    byId("notes-count").textContent = notes.length ? ` (${notes.length})` : ""
    byId("timings").tBodies[0].replaceChildren(...timings.map(([name, milliseconds]) => {
      const head = element("th", { textContent: TIMINGS[name] ? say(TIMINGS[name]) : name, scope: "row" })
      return element("tr", {}, head, element("td", { textContent: `${milliseconds} ms` }))
    }))
    return errors.length
  }

  count(number) {
    return sayMany("browser.problems", number)
  }

  #problem({ code, message, hint, place, excerpt, related }) {
    const item = element("li", { className: "problem" })
    const head = element("p")
    for (const at of [place, ...related].filter(Boolean)) head.append(this.#at(at), " ")
    head.append(element("code", { className: "code", textContent: code }))
    item.append(head, element("p", { className: "what", textContent: message }))
    if (hint) item.append(element("p", { textContent: hint }))
    if (excerpt.length) item.append(this.#excerpt(excerpt, place.line))
    return item
  }

  #at({ path, line, text }) {
    const button = element("button", { type: "button", className: "at", title: say("browser.show-source") })
    button.append(element("code", { textContent: text }))
    Object.assign(button.dataset, { path, line: line || 1 })
    return button
  }

  #excerpt(lines, fault) {
    const shown = element("pre", { className: "excerpt", tabIndex: 0 })
    shown.setAttribute("role", "group")
    shown.setAttribute("aria-label", say("browser.source"))
    shown.append(...lines.map(([number, text]) => element("span", { className: number === fault ? "fault" : "" },
      element("span", { className: "number", textContent: String(number).padStart(4) }), text)))
    return shown
  }
}
