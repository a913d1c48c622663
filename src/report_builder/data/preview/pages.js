// The pages: pictures that are fetched when they come near, and again only when they changed.

import { say } from "./words.js"

const NEAR = "100% 0px"

export class Pages {
  constructor(root, onView) {
    this.root = root
    this.onView = onView
    this.sheets = []
    this.near = new Set()
    this.zoom = 1
    this.current = -1
    this.observer = new IntersectionObserver(entries => this.#came(entries), { root, rootMargin: NEAR })
    new ResizeObserver(() => this.#resized()).observe(root)
    root.addEventListener("scroll", () => this.#scrolled(), { passive: true })
  }

  /** Take the pages of a new build; resolves when every page in sight shows what it should. */
  async update(pages) {
    document.getElementById("empty").hidden = pages.length > 0
    while (this.sheets.length > pages.length) {
      const sheet = this.sheets.pop()
      this.observer.unobserve(sheet.element)
      this.near.delete(sheet)
      sheet.element.remove()
    }
    pages.forEach(([digest, label, width, height], index) => {
      const sheet = this.sheets[index] ?? this.#add(index)
      Object.assign(sheet, { digest, label, width, height })
      sheet.image.alt = say("browser.page", { label })
    })
    this.#size()
    this.unmark()
    await Promise.all(this.sheets.filter(sheet => this.#inSight(sheet)).map(sheet => this.#load(sheet)))
    for (const sheet of this.near) this.#load(sheet)
    this.#scrolled()
  }

  #add(index) {
    const element = document.createElement("div")
    element.className = "sheet"
    element.dataset.index = index
    const image = document.createElement("img")
    element.append(image)
    this.root.append(element)
    const sheet = { index, element, image, shown: "" }
    this.sheets.push(sheet)
    this.observer.observe(element)
    return sheet
  }

  #came(entries) {
    for (const { target, isIntersecting } of entries) {
      const sheet = this.sheets[target.dataset.index]
      if (!sheet) continue
      if (isIntersecting) {
        this.near.add(sheet)
        this.#load(sheet)
      } else this.near.delete(sheet)
    }
  }

  async #load(sheet) {
    const pixels = Math.min(4000, Math.ceil(sheet.element.clientWidth * devicePixelRatio))
    const address = `page/${sheet.digest}/${pixels}.png`
    if (!sheet.digest || !pixels || sheet.shown === address) return
    const stale = sheet.shown.split("/")[1] !== sheet.digest
    sheet.element.classList.toggle("stale", stale && sheet.shown !== "")
    const picture = new Image()
    picture.alt = sheet.image.alt
    picture.src = address
    try {
      await picture.decode()
    } catch {
      return // a newer build has taken its place: its own picture is on the way
    }
    if (address !== `page/${sheet.digest}/${pixels}.png`) return
    sheet.image.replaceWith(picture)
    sheet.image = picture
    sheet.shown = address
    sheet.element.classList.remove("stale")
  }

  #size() {
    const style = getComputedStyle(this.root)
    const room = this.root.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    for (const sheet of this.sheets) {
      const width = Math.round(Math.min(room, 900) * this.zoom)
      sheet.element.style.width = `${width}px`
      sheet.element.style.height = `${Math.round(width * sheet.height / sheet.width)}px`
      sheet.scale = width / sheet.width
    }
  }

  #resized() {
    const top = this.topPlace()
    this.#size()
    if (top) this.root.scrollTop += this.#offset(top.page, top.y) - top.offset
    clearTimeout(this.later)
    this.later = setTimeout(() => this.near.forEach(sheet => this.#load(sheet)), 150)
  }

  setZoom(zoom) {
    this.zoom = Math.min(3, Math.max(0.4, zoom))
    this.#resized()
  }

  #inSight({ element }) {
    const bounds = element.getBoundingClientRect()
    const window = this.root.getBoundingClientRect()
    return bounds.bottom > window.top && bounds.top < window.bottom
  }

  /** Whether something of a place stands in the window. */
  sees({ page, box }) {
    return this.#offset(page, box[3]) > 0 && this.#offset(page, box[1]) < this.root.clientHeight
  }

  seesPage(page) {
    return this.sheets[page] !== undefined && this.#inSight(this.sheets[page])
  }

  /** How far below the upper edge of the window a place is, in pixels; `y` in points. */
  #offset(page, y) {
    const sheet = this.sheets[Math.min(page, this.sheets.length - 1)]
    return sheet ? sheet.element.offsetTop + y * sheet.scale - this.root.scrollTop - this.root.offsetTop : 0
  }

  offset(page, y) {
    return this.#offset(page, y)
  }

  /** What stands at the top of the window: page, and x and y in points. */
  topPlace() {
    const limit = this.root.scrollTop + this.root.offsetTop + this.root.clientHeight * 0.12
    const sheet = this.sheets.find(({ element }) => element.offsetTop + element.offsetHeight > limit)
    if (!sheet) return null
    const y = Math.max(0, (limit - sheet.element.offsetTop) / sheet.scale)
    return { page: sheet.index, x: sheet.width / 2, y, offset: this.#offset(sheet.index, y) }
  }

  #scrolled() {
    const middle = this.root.scrollTop + this.root.offsetTop + this.root.clientHeight / 3
    const index = this.sheets.findIndex(({ element }) => element.offsetTop + element.offsetHeight > middle)
    if (index !== this.current && index >= 0) {
      this.current = index
      this.onView(index)
    }
  }

  /** The point of a click: page, and x and y in points. */
  point(event) {
    const element = event.target.closest(".sheet")
    if (!element) return null
    const sheet = this.sheets[element.dataset.index]
    const bounds = element.getBoundingClientRect()
    return {
      page: sheet.index,
      x: (event.clientX - bounds.left) / sheet.scale,
      y: (event.clientY - bounds.top) / sheet.scale,
    }
  }

  show(index) {
    const sheet = this.sheets[Math.max(0, Math.min(index, this.sheets.length - 1))]
    if (!sheet) return
    this.root.scrollTop = sheet.element.offsetTop - this.root.offsetTop - 12
    this.#scrolled() // at once, for a key that is pressed again
  }

  /** Bring a place into the window, if it is not there yet. */
  reveal({ page, box }) {
    const above = this.#offset(page, box[1])
    const below = this.#offset(page, box[3])
    if (above < 0 || below > this.root.clientHeight) this.root.scrollTop += above - this.root.clientHeight / 4
  }

  mark({ page, box: [left, top, right, bottom] }) {
    this.unmark()
    const sheet = this.sheets[page]
    if (!sheet) return
    const mark = document.createElement("div")
    mark.className = "mark"
    const share = (value, whole) => `${100 * value / whole}%`
    mark.style.left = share(left - 8, sheet.width)
    mark.style.top = share(top - 3, sheet.height)
    mark.style.width = share(right - left + 12, sheet.width)
    mark.style.height = share(bottom - top + 6, sheet.height)
    sheet.element.append(mark)
  }

  unmark() {
    this.root.querySelector(".mark")?.remove()
  }
}
