/**
 * Draws charts from the tables that stand below them. Each finds its place by data-module and its numbers in the cells
 * of the table that data-table names; without this script the page lacks nothing.
 */
'use strict'
;(() => {
  const { Chart, ChartErrorBars } = window
  const places = document.querySelectorAll('.chart[data-module]')
  if (!Chart || !ChartErrorBars || places.length === 0) return
  Chart.register(
    ChartErrorBars.LineWithErrorBarsController,
    ChartErrorBars.ScatterWithErrorBarsController,
    ChartErrorBars.PointWithErrorBar,
  )

  const tokens = window.getComputedStyle(document.documentElement)
  const token = (name) => tokens.getPropertyValue(name).trim()
  const [ink, muted, hair, paper] = ['--ink', '--muted', '--hair', '--paper'].map(token)
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 })
  const percent = (value) => `${number.format(value)} %`
  Chart.defaults.font.family = window.getComputedStyle(document.body).fontFamily
  Chart.defaults.font.size = 13
  Chart.defaults.color = ink

  /** The shape and colour of each verdict, as in the tables. */
  const SHAPES = {
    met: { pointStyle: 'circle', colour: token('--met'), fill: token('--met') },
    'not-met': { pointStyle: 'rectRot', colour: token('--bad'), fill: token('--bad') },
    unclear: { pointStyle: 'circle', colour: muted, fill: paper },
    plain: { pointStyle: 'circle', colour: token('--brand'), fill: token('--brand') },
  }

  /** What a row says besides its figure, and how the line before it is drawn. */
  const EVENTS = [
    { name: 'break', dash: [] },
    { name: 'merger', dash: [2, 3] },
    { name: 'targetChange', dash: [6, 4] },
  ]

  const numberOf = (text) => (text === undefined || text === '' ? null : Number(text))

  /** The figures of a table, one a row: null where one is not shown. */
  const readRows = (table) =>
    [...table.tBodies[0].rows].map((row) => {
      const figure = row.querySelector('[data-value]')?.dataset ?? {}
      const interval = row.querySelector('[data-lower]')?.dataset ?? {}
      const index = numberOf(figure.value)
      return {
        label: row.dataset.label,
        short: row.querySelector('.code')?.textContent ?? row.dataset.label,
        events: EVENTS.flatMap(({ name, dash }) => (row.dataset[name] ? [{ words: row.dataset[name], dash }] : [])),
        target: numberOf(row.dataset.target),
        index,
        lower: numberOf(interval.lower) ?? index,
        upper: numberOf(interval.upper) ?? index,
        shape: SHAPES[figure.kind] ?? SHAPES.plain,
      }
    })

  /** The scale of the tables: from the nearest ten below the lowest mark up to 100. */
  const indexScale = (rows) => {
    const marks = rows.flatMap(({ index, lower, target }) => (index === null ? [] : [lower, target ?? lower]))
    return {
      min: Math.max(0, Math.min(90, Math.floor(Math.min(...marks, 100) / 10) * 10)),
      max: 100,
      grid: { color: hair },
      border: { display: false },
      ticks: { callback: percent, maxTicksLimit: 6 },
    }
  }

  const dots = (rows) => ({
    pointRadius: rows.map(({ shape }) => (shape.pointStyle === 'circle' ? 5 : 6)),
    pointHoverRadius: 7,
    pointBorderWidth: 2,
    pointStyle: rows.map(({ shape }) => shape.pointStyle),
    pointBackgroundColor: rows.map(({ shape }) => shape.fill),
    pointBorderColor: rows.map(({ shape }) => shape.colour),
  })

  const whiskers = (rows) => ({
    pointRadius: 0,
    pointHitRadius: 0,
    errorBarLineWidth: 2,
    errorBarWhiskerLineWidth: 2,
    errorBarWhiskerSize: 8,
    errorBarColor: rows.map(({ shape }) => shape.colour),
    errorBarWhiskerColor: rows.map(({ shape }) => shape.colour),
  })

  const words = (content, place) => ({
    display: true,
    content,
    backgroundColor: paper,
    color: ink,
    padding: 3,
    font: { weight: 'normal' },
    ...place,
  })

  /** Room above the drawing for the words of a line, and beside it for those of the target. */
  const ABOVE = 22
  const BESIDE = 130
  /** Below this width of a chart names give way to codes, and nothing stands beside it. */
  const NARROW = 560

  /** Month by month: a line that is broken where a month is not shown, whiskers, and the target as steps. */
  const trend = (rows, { index, target }, width) => {
    const beside = width < NARROW ? 0 : BESIDE
    const last = rows.findLastIndex((row) => row.target !== null)
    const events = rows.flatMap((row, i) => row.events.map((event) => ({ ...event, i })))
    const named = last < 0 ? [] : [{ value: rows[last].target, content: `${target} ${percent(rows[last].target)}` }]
    return {
      type: 'line',
      data: {
        labels: rows.map(({ label }) => label),
        datasets: [
          { label: index, data: rows.map((row) => row.index), borderColor: muted, borderWidth: 1.5, ...dots(rows) },
          {
            type: 'lineWithErrorBars',
            data: rows.map((row) => ({ y: row.index, yMin: row.lower, yMax: row.upper })),
            showLine: false,
            ...whiskers(rows),
          },
          {
            data: rows.map((row) => row.target),
            stepped: 'middle',
            borderColor: ink,
            borderDash: [6, 4],
            borderWidth: 1.5,
            pointRadius: 0,
            pointHitRadius: 0,
          },
        ],
      },
      scales: {
        x: { offset: true, grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 12 } },
        y: indexScale(rows),
      },
      annotations: [
        ...named.map(({ value, content }) => ({
          type: 'label',
          xValue: last,
          ...(beside
            ? { yValue: value, xAdjust: 16, position: { x: 'start', y: 'center' } }
            : { yValue: 100, yAdjust: -ABOVE / 2, position: { x: 'end', y: 'center' } }),
          ...words(content),
        })),
        ...events.map(({ i, words: content, dash }, nth) => ({
          type: 'line',
          scaleID: 'x',
          value: i - 0.5,
          borderColor: ink,
          borderWidth: 1,
          borderDash: dash,
          // Words of neighbours stand below each other, and those near an end run inwards.
          label: words(content, { position: 'start', yAdjust: (nth % 3) * ABOVE, textAlign: 'start' }),
        })),
      ],
      at: (item) => rows[item.dataIndex],
      beside,
    }
  }

  /** A row each: a dot with a whisker, held against the target. */
  const comparison = (rows, { index, target }) => {
    function nameOf(value) {
      const { label, short } = rows[value] ?? {}
      return this.chart.width < NARROW ? short : label
    }
    const threshold = rows.find((row) => row.target !== null)?.target ?? null
    return {
      type: 'scatter',
      data: {
        datasets: [
          { label: index, data: rows.map((row, y) => ({ x: row.index, y })), ...dots(rows) },
          {
            type: 'scatterWithErrorBars',
            data: rows.map((row, y) => ({ x: row.index, y, xMin: row.lower, xMax: row.upper })),
            ...whiskers(rows),
          },
        ],
      },
      scales: {
        x: indexScale(rows),
        y: {
          min: -0.5,
          max: rows.length - 0.5,
          reverse: true,
          grid: { display: false },
          border: { display: false },
          ticks: { autoSkip: false, crossAlign: 'far', callback: nameOf },
          afterBuildTicks: (scale) => {
            scale.ticks = rows.map((_, value) => ({ value }))
          },
        },
      },
      annotations:
        threshold === null
          ? []
          : [
              {
                type: 'line',
                scaleID: 'x',
                value: threshold,
                borderColor: ink,
                borderDash: [6, 4],
                borderWidth: 1.5,
                label: words(`${target} ${percent(threshold)}`, { position: 'start', yAdjust: -ABOVE }),
              },
            ],
      at: (item) => rows[item.dataIndex],
    }
  }

  const KINDS = {
    'months-chart': { make: trend, height: () => 300 },
    'factors-chart': { make: comparison, height: (rows) => 70 + rows.length * 32 },
  }

  const charts = []
  for (const place of places) {
    const kind = KINDS[place.dataset.module]
    const table = document.getElementById(place.dataset.table)
    if (!kind || !table) continue
    const rows = readRows(table)
    const canvas = document.createElement('canvas')
    canvas.setAttribute('role', 'img')
    canvas.setAttribute('aria-label', place.dataset.alternative)
    place.append(canvas)
    place.style.height = `${kind.height(rows)}px`
    const { type, data, scales, annotations, at, beside } = kind.make(rows, place.dataset, place.clientWidth)
    charts.push(
      new Chart(canvas, {
        type,
        data,
        options: {
          animation: false,
          clip: false,
          maintainAspectRatio: false,
          layout: { padding: { top: ABOVE, right: beside ?? 0 } },
          scales,
          plugins: {
            legend: { display: false },
            annotation: { clip: false, annotations },
            tooltip: {
              displayColors: false,
              filter: ({ datasetIndex }) => datasetIndex === 0,
              callbacks: {
                title: ([item]) => (item ? at(item).label : ''),
                label: (item) => {
                  const { index, lower, upper } = at(item)
                  return `${percent(index)} (${number.format(lower)} – ${number.format(upper)})`
                },
              },
            },
          },
        },
      }),
    )
  }

  // A canvas is as sharp as its pixels: for paper it is drawn anew at the width of the sheet, four times as fine.
  const PAPER_WIDTH = 680
  window.addEventListener('beforeprint', () => {
    for (const chart of charts) {
      chart.options.devicePixelRatio = 4
      chart.resize(PAPER_WIDTH, chart.height)
    }
  })
  window.addEventListener('afterprint', () => {
    for (const chart of charts) {
      chart.options.devicePixelRatio = window.devicePixelRatio
      chart.resize()
    }
  })
})()
