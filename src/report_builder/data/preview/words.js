// The words of the page, by their keys, as the server hands them over.

const words = JSON.parse(document.body.dataset.words)
// A browser that does not know the language would take its own; the rules of bokmål fit better.
const rules = new Intl.PluralRules([document.documentElement.lang, "nb"])
const forms = ["zero", "one", "two", "few", "many", "other"]
  .filter(form => rules.resolvedOptions().pluralCategories.includes(form))

/** The words of a key, with `values` in their braces. */
export function say(key, values = {}) {
  return words[key].replace(/\{([a-z_]+)\}/g, (braces, name) => values[name] ?? braces)
}

/** The form of a key for so many things. */
export function sayMany(key, count) {
  return say(`${key}.${forms.indexOf(rules.select(count))}`, { count })
}
