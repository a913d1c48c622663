// The preview: listens for builds, keeps the reader's place, and leads from page to source and back.

import { Pages } from "./pages.js"
import { Heard, Problems, Source, Tabs } from "./panes.js"
import { Site } from "./site.js"
import { say } from "./words.js"

const STAGES = {
  read: "browser.stage-read",
  theme: "browser.stage-theme",
  layout: "browser.stage-layout",
  compare: "browser.stage-compare",
  finish: "browser.stage-finish",
  check: "browser.stage-check",
  listen: "browser.stage-listen",
}
const byId = id => document.getElementById(id)
const ask = async (what, values) => {
  const answer = await fetch(`${what}?${new URLSearchParams(values)}`)
  return answer.ok ? answer.json() : null
}

let state = { revision: 0, pages: [], problems: [] }
let place = null // what stands at the top of the window: {path, line, page, box, revision}
let ourHash = ""

const tabs = new Tabs(document.querySelector('[role="tablist"]'))
const pages = new Pages(byId("pages"), index => {
  if (document.activeElement !== byId("goto")) byId("goto").value = state.pages[index]?.[1] ?? ""
  heard.follow(index)
})
const source = new Source((path, line) => toPage(path, line))
const heard = new Heard(index => pages.show(index))
const problems = new Problems((path, line) => {
  tabs.choose(0)
  source.show(path, line)
})

const site = new Site(event => press(event))

// Builds

const events = new EventSource("events")
events.onmessage = event => take(JSON.parse(event.data), performance.now())
events.onerror = () => tell("lost", say("browser.lost"))

let turn = Promise.resolve()
function take(next, received) {
  turn = turn.then(() => update(next, received)).catch(fault => console.error(fault))
}

async function update(next, received) {
  if (next.language && next.language !== document.documentElement.lang) return location.reload()
  const fresh = next.revision !== state.revision
  const edited = state.revision > 0
  const failed = problems.show(next)
  document.title = next.title ? `${next.title} – ${say("browser.preview")}` : say("browser.preview")
  byId("title").textContent = next.title || say("browser.preview")
  byId("title").lang = byId("heard").lang = next.spoken ?? ""
  source.files(next.files)
  if (fresh) await renew(next, edited && next.current && next.edited && byId("follow").checked)
  else state = next
  site.update(next)
  const stage = STAGES[next.stage] && say(STAGES[next.stage])
  if (next.building) tell("building", stage ?? say("browser.building"))
  else if (failed) tell("failed", problems.count(failed))
  else {
    const milliseconds = next.milliseconds + Math.round(performance.now() - received)
    if (fresh) shown = edited ? ` · ${say("browser.shown-in", { milliseconds })}` : ""
    tell("ready", say("browser.ready") + shown + (stage ? ` · ${stage}` : ""))
  }
  if (next.heard && heardOf !== next.revision) {
    heardOf = next.revision
    await heard.load(next.pages.map(page => page[1]))
  }
  // For whoever waits for the page from outside.
  if (!next.building) document.body.dataset.shown = next.revision
}
let shown = ""
let heardOf = 0

/** Show new pages, with what the reader looks at where it was in the window, or else what was edited. */
async function renew(next, toEdit) {
  const kept = place
  const moved = kept && next.pages.length
    ? await ask("find", { path: kept.path, line: kept.line, revision: kept.revision })
    : null
  const before = kept ? pages.offset(kept.page, kept.box[1]) : 0
  state = next
  byId("count").textContent = next.pages.length ? `/ ${next.pages.length}` : ""
  const done = pages.update(next.pages)
  if (moved) byId("pages").scrollTop += pages.offset(moved.page, moved.box[1]) - before
  if (toEdit) await showEdit()
  await done
  if (source.path) await source.show(source.path, source.line, true)
  await note()
  if (kept === null && location.hash) follow()
}

/** Bring what was edited into the window, unless something of it stands there. */
async function showEdit() {
  const edit = await ask("edited", {})
  if (!edit || edit.places.some(place => pages.sees(place))) return
  if (edit.places.length) {
    pages.reveal(edit.places[0])
    pages.mark(edit.places[0])
  } else if (edit.pages.length && !edit.pages.some(page => pages.seesPage(page))) pages.show(edit.pages[0])
}

function tell(kind, text) {
  document.body.dataset.state = kind
  if (byId("status").textContent !== text) byId("status").textContent = text
}

/** Note what stands at the top of the window, to find it again in the next build. */
async function note() {
  const top = pages.topPlace()
  if (!top) return
  const revision = state.revision
  const found = await ask("at", { page: top.page, x: top.x, y: top.y })
  place = found && { ...found, revision }
}
let pause
byId("pages").addEventListener("scroll", () => {
  clearTimeout(pause)
  pause = setTimeout(note, 150)
}, { passive: true })

// From page to source and back

async function toSource(point) {
  const found = point && await ask("at", point)
  if (!found) return
  pages.mark(found)
  tabs.choose(0)
  await source.show(found.path, found.line)
  setHash(found.path, found.line)
}

async function toPage(path, line) {
  site.choose("pages")
  setHash(path, line)
  const found = await ask("find", { path, line, revision: state.revision })
  if (!found) return
  pages.reveal(found)
  pages.mark(found)
}

function setHash(path, line) {
  ourHash = `#${path}:${line}`
  history.replaceState(null, "", ourHash)
}

async function follow() {
  const match = /^#(.+):(\d+)$/.exec(decodeURIComponent(location.hash))
  if (!match || location.hash === ourHash) return
  await source.show(match[1], Number(match[2]))
  await toPage(match[1], Number(match[2]))
}
addEventListener("hashchange", follow)
byId("pages").addEventListener("click", event => toSource(pages.point(event)))

// Tools and keys

byId("smaller").addEventListener("click", () => pages.setZoom(pages.zoom / 1.2))
byId("larger").addEventListener("click", () => pages.setZoom(pages.zoom * 1.2))
byId("fit").addEventListener("click", () => pages.setZoom(1))
byId("goto").addEventListener("change", event => {
  const index = state.pages.findLastIndex(page => page[1] === event.target.value.trim().toLowerCase())
  if (index >= 0) pages.show(index)
})

const keys = {
  j: () => pages.show(pages.current + 1),
  k: () => pages.show(pages.current - 1),
  "+": () => pages.setZoom(pages.zoom * 1.2),
  "-": () => pages.setZoom(pages.zoom / 1.2),
  0: () => pages.setZoom(1),
  v: () => site.next(),
  1: () => choose(0),
  2: () => choose(1),
  3: () => choose(2),
  s: () => toSource(pages.topPlace()).then(() => byId("lines").focus()),
  e: () => {
    if (byId("problems-list").children.length) {
      byId("problems").hidden = false
      byId("problems-title").focus()
    }
  },
}
function choose(index) {
  tabs.choose(index)
  tabs.tabs[index].focus()
  if (index === 1) heard.follow(pages.current)
}
byId("tab-heard").addEventListener("click", () => heard.follow(pages.current))
const anywhere = "ve123"
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !byId("keys-on").checked) return
  if (event.target.closest("input, select, textarea")) return
  const act = site.open && !anywhere.includes(event.key) ? null : keys[event.key]
  if (act) {
    event.preventDefault()
    act()
  }
}
addEventListener("keydown", press)
