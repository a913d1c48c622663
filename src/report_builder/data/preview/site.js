// The site as a draft, in a frame of its own: shown when it is asked for, and made anew after each build.

import { say } from "./words.js"

const byId = id => document.getElementById(id)
const root = new URL("site/", location)

export class Site {
  /** `onKey` gets the keys that are pressed inside the frame. */
  constructor(onKey) {
    this.onKey = onKey
    this.frame = byId("site-frame")
    this.view = "pages"
    this.revision = 0 // of the newest pages that were built well
    this.shown = 0 // the one that the frame shows, or is loading
    this.kept = null // how far the frame was scrolled before it was renewed
    this.buttons = [...document.querySelectorAll("[data-choose]")]
    this.buttons.forEach(button => button.addEventListener("click", () => this.choose(button.dataset.choose)))
    byId("problems-close").addEventListener("click", () => this.open && this.frame.focus())
    this.frame.addEventListener("load", () => this.#loaded())
  }

  get open() {
    return this.view !== "pages"
  }

  choose(view) {
    if (view === this.view) return
    this.#press(view)
    byId("site").hidden = !this.open
    if (this.open) this.#go(view)
  }

  next() {
    const index = this.buttons.findIndex(button => button.dataset.choose === this.view)
    const button = this.buttons[(index + 1) % this.buttons.length]
    this.choose(button.dataset.choose)
    button.focus()
  }

  /** Take the news of a build: new pages mean a new site. */
  update({ revision, current }) {
    if (!current || revision === this.revision) return
    this.revision = revision
    if (this.open) this.#renew()
  }

  #press(view) {
    this.view = view
    document.body.dataset.view = view
    this.buttons.forEach(button => button.setAttribute("aria-pressed", button.dataset.choose === view))
  }

  #go(view) {
    this.#begin()
    this.kept = null
    this.frame.contentWindow.location.replace(new URL(view, location))
  }

  #renew() {
    const here = this.#here()
    if (!here) return this.#go(this.view)
    this.#begin()
    this.kept = this.frame.contentWindow.scrollY
    this.frame.contentWindow.location.reload()
  }

  #begin() {
    this.shown = this.revision
    delete document.body.dataset.site
    byId("site-state").textContent = say("browser.making-site")
  }

  /** The address that the frame shows, as long as it is one of the site. */
  #here() {
    try {
      const here = this.frame.contentWindow.location
      return here.href.startsWith(root) ? here : null
    } catch {
      return null
    }
  }

  #loaded() {
    const here = this.#here()
    byId("site-state").textContent = ""
    if (!here) return
    const page = this.frame.contentDocument
    page.addEventListener("click", event => this.#follow(event))
    page.addEventListener("keydown", this.onKey)
    byId("site-alone").href = here.href
    if (this.open) this.#press(/^[^/]+\/v0\/[^/]+\//.test(here.href.slice(root.href.length)) ? "edition" : "landing")
    if (this.kept !== null) this.frame.contentWindow.scrollTo({ top: this.kept, behavior: "instant" })
    this.kept = null
    if (this.shown < this.revision) return this.#renew()
    document.body.dataset.site = this.shown // for whoever waits for the site from outside
  }

  /** What is no page of the site, a PDF or another site, opens beside the preview. */
  #follow(event) {
    const link = event.target.closest("a[href]")
    if (!link || !/^https?:$/.test(link.protocol)) return
    if (link.href.startsWith(root) && /(\/|\.html)$/.test(link.pathname)) return
    event.preventDefault()
    open(link.href, "_blank", "noopener")
  }
}
