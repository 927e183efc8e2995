// Stands in the place of Vite's own helper, which is four times as large: before a part of the app runs, its style is there
// and its scripts are on their way. A style that does not come is asked for again the next time.
const asked = {}

/**
 * @param {() => Promise<unknown>} load
 * @param {string[]} [files] under the base, styles and scripts
 */
export const __vitePreload = (load, files = []) => Promise.all(files.map(fetchOnce)).then(load)

/** @param {string} file @returns {Promise<unknown> | undefined} settled when a style is there */
function fetchOnce(file) {
  return (asked[file] ??= document.querySelector(`link[href="/${file}"]`) ? Promise.resolve() : fetchFile(file))
}

function fetchFile(file) {
  const link = document.createElement('link')
  const style = file.endsWith('.css')
  link.rel = style ? 'stylesheet' : 'modulepreload'
  link.crossOrigin = ''
  link.href = `/${file}`
  document.head.append(link)
  if (!style) return Promise.resolve()
  return new Promise((done, fail) => {
    link.onload = done
    link.onerror = () => {
      link.remove()
      delete asked[file]
      fail(new TypeError(file))
    }
  })
}
