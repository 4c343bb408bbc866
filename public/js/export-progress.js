/**
 * Shows how much of a file has come, and lets it be stopped. Without this script the browser downloads by itself, with
 * its own progress and its own way to stop.
 */
'use strict'
;(() => {
  const form = document.querySelector('form[data-module="export-progress"]')
  const box = form?.querySelector('.download')
  const bar = box?.querySelector('progress')
  const words = box?.querySelector('[role="status"]')
  const stop = box?.querySelector('button')
  if (!form || !box || !bar || !words || !stop) return

  const { AbortController, Blob, FormData, URL, URLSearchParams, performance } = window
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 })
  const NEWLINE = 10
  /** Screen readers are told no more often than this. */
  const TELL_MS = 1000

  const tell = (key, values = {}) => {
    words.textContent = Object.entries(values).reduce(
      (text, [name, value]) => text.replace(`{${name}}`, number.format(value)),
      box.dataset[key],
    )
  }

  const fileNameOf = (answer) => {
    const [, name] = /filename="?([^";]+)"?/.exec(answer.headers.get('content-disposition') ?? '') ?? []
    return name ?? 'download'
  }

  const save = (pieces, name, type) => {
    const address = URL.createObjectURL(new Blob(pieces, { type }))
    const link = Object.assign(document.createElement('a'), { href: address, download: name })
    link.click()
    window.setTimeout(() => URL.revokeObjectURL(address), TELL_MS)
  }

  const countLines = (piece) => {
    let lines = 0
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) lines++
    return lines
  }

  const receive = async (address, signal) => {
    const answer = await window.fetch(address, { signal })
    if (!answer.ok) return window.location.assign(address)
    // A workbook is packed: its rows cannot be counted as they come.
    const total = Number(answer.headers.get('x-row-count') ?? Number.NaN)
    const pieces = []
    let [bytes, rows, toldAt] = [0, 0, Number.NEGATIVE_INFINITY]
    for (const reader = answer.body.getReader(); ;) {
      const { done, value } = await reader.read()
      if (done) break
      pieces.push(value)
      bytes += value.length
      if (total > 0) rows += countLines(value)
      if (performance.now() - toldAt < TELL_MS) continue
      toldAt = performance.now()
      if (total > 0) bar.value = Math.min(rows / total, 1)
      tell(total > 0 ? 'rows' : 'size', { rows, total, size: bytes / 1e6 })
    }
    save(pieces, fileNameOf(answer), answer.headers.get('content-type') ?? '')
    return tell('done', { size: bytes / 1e6 })
  }

  const buttons = form.querySelectorAll('button[data-download]')
  form.addEventListener('submit', async (event) => {
    const button = event.submitter
    if (!button?.matches('button[data-download]')) return
    event.preventDefault()
    const address = `${button.formAction}?${new URLSearchParams(new FormData(form))}`
    const running = new AbortController()
    stop.onclick = () => running.abort()
    box.hidden = false
    stop.hidden = false
    bar.hidden = false
    bar.removeAttribute('value')
    for (const one of buttons) one.disabled = true
    tell('begun')
    try {
      await receive(address, running.signal)
    } catch {
      tell(running.signal.aborted ? 'stopped' : 'broken')
    }
    for (const one of buttons) one.disabled = false
    stop.hidden = true
    bar.hidden = true
    button.focus()
  })
})()
