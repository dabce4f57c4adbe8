'use strict';
// The page is whole without this: it filters, sorts, and lets the charts be read day by day.
(() => {
  const byId = id => document.getElementById(id);
  const data = JSON.parse(byId('data').textContent);
  const outcomes = data.outcomes.map(name => name.toLowerCase());
  const place = name => outcomes.indexOf(name);
  const first = Date.parse(data.first + 'T00:00:00Z');
  const DAY = 86400000;
  const date = day => new Date(first + day * DAY).toISOString().slice(0, 10);
  const dayOf = text => Math.round((Date.parse(text + 'T00:00:00Z') - first) / DAY);
  const WORDS = {success: 'succeeded', failed: 'failed', timedout: 'timed out', undelivered: 'undelivered',
    cancelled: 'cancelled', skipped: 'skipped', running: 'running'};
  const STATES = {'#': 'complete', o: 'open', '.': 'missing', x: 'expired', ' ': 'not asked for'};
  const count = number => number.toLocaleString('en-US');
  const length = days => days + (days === 1 ? ' day' : ' days');
  const percent = rate => Number.isNaN(rate) ? '–' : (Math.floor(rate * 1000) / 10).toFixed(1) + ' %';
  const KEYS = ['account', 'region', 'document', 'from', 'to'];
  const filter = {account: '', region: '', document: '', from: '', to: ''};
  const controls = Object.fromEntries(KEYS.map(key => [key, byId('f-' + key)]));
  const name = document => document === null ? '–' : document;

  // What is chosen, as predicates.

  const isSource = number => {
    const [account, region] = data.sources[number];
    return (!filter.account || filter.account === account) && (!filter.region || filter.region === region);
  };
  const isDocument = number => !filter.document || Number(filter.document) === number;
  const firstDay = () => filter.from ? Math.max(0, dayOf(filter.from)) : 0;
  const lastDay = () => filter.to ? Math.min(data.days - 1, dayOf(filter.to)) : data.days - 1;
  const isDay = day => day >= firstDay() && day <= lastDay();
  const isFiltered = () => KEYS.some(key => filter[key]);

  // Counting.

  const none = () => new Array(outcomes.length).fill(0);
  const add = (to, cell) => outcomes.forEach((outcome, i) => { to[i] += cell[i + 3]; });
  const all = counts => counts.reduce((sum, each) => sum + each, 0);
  const failures = counts => counts[place('failed')] + counts[place('timedout')] + counts[place('undelivered')];
  const rate = counts => {
    const telling = counts[place('success')] + failures(counts);
    return telling ? counts[place('success')] / telling : NaN;
  };

  /** Counts by day, from the first of the period before, as far as account, region and document are chosen. */
  const days = () => {
    const result = Array.from({length: 2 * data.days}, none);
    for (const cell of data.cells) {
      if (isSource(cell[1]) && isDocument(cell[2])) {
        add(result[cell[0] + data.days], cell);
      }
    }
    return result;
  };

  const chosen = (byDay, shift) => {
    const total = none();
    for (let day = firstDay(); day <= lastDay(); day++) {
      byDay[day + shift].forEach((number, i) => { total[i] += number; });
    }
    return total;
  };

  // Tables.

  const body = id => [...byId(id).tBodies[0].rows].filter(row => !row.classList.contains('none'));
  const cell = (row, what) => row.querySelector('[data-is="' + what + '"]');
  const set = (element, text) => { if (element.textContent !== text) { element.textContent = text; } };

  const showDocuments = () => {
    const byDocument = data.documents.map(none);
    for (const each of data.cells) {
      if (each[0] >= 0 && isDay(each[0]) && isSource(each[1])) {
        add(byDocument[each[2]], each);
      }
    }
    const most = Math.max(1, ...byDocument.map(failures));
    for (const row of body('t-documents')) {
      const number = Number(row.dataset.document);
      const counts = byDocument[number];
      row.hidden = !isDocument(number) || !all(counts);
      set(cell(row, 'failures'), count(failures(counts)));
      set(cell(row, 'failed'), count(counts[place('failed')]));
      set(cell(row, 'timedOut'), count(counts[place('timedout')]));
      set(cell(row, 'undelivered'), count(counts[place('undelivered')]));
      set(cell(row, 'invocations'), count(all(counts)));
      set(cell(row, 'rate'), percent(rate(counts)));
      cell(row, 'rate').dataset.value = Number.isNaN(rate(counts)) ? '' : rate(counts);
      row.querySelector('.meter rect').setAttribute('width', 100 * failures(counts) / most);
    }
  };

  const showFailures = () => {
    for (const row of body('t-failures')) {
      const times = row.dataset.days.split(' ').map(each => each.split(':').map(Number))
        .reduce((sum, [day, number]) => sum + (isDay(day) ? number : 0), 0);
      row.hidden = !times || !isSource(Number(row.dataset.source)) || !isDocument(Number(row.dataset.document));
      set(cell(row, 'count'), ('least' in row.dataset ? '≥ ' : '') + count(times));
    }
  };

  /** As the page came with it. */
  const seconds = value => {
    const whole = Math.round(value);
    if (value < 1) {
      return Math.round(value * 1000) + ' ms';
    }
    if (value < 60) {
      return value.toFixed(1) + ' s';
    }
    if (whole < 3600) {
      return Math.floor(whole / 60) + ' min ' + whole % 60 + ' s';
    }
    return whole < 86400
      ? Math.floor(whole / 3600) + ' h ' + Math.floor(whole % 3600 / 60) + ' min'
      : Math.floor(whole / 86400) + ' d ' + Math.floor(whole % 86400 / 3600) + ' h';
  };

  const steps = body('t-durations').map(row => ({
    row,
    came: [...row.cells].slice(1).map(each => [each.textContent, each.dataset.value]),
  }));

  /** Of the account and region that are chosen, where the page has them by themselves. */
  const showDurations = () => {
    const scope = data.durations[filter.account + ' ' + filter.region];
    steps.forEach(({row, came}, number) => {
      const values = scope && scope[number];
      row.hidden = !isDocument(Number(row.dataset.document)) || (scope !== undefined && !values);
      [...row.cells].slice(1).forEach((each, i) => {
        set(each, !values ? came[i][0] : i === 0 ? count(values[0]) : seconds(values[i]));
        if (i > 0) {
          each.dataset.value = values ? values[i] : came[i][1];
        }
      });
    });
  };

  const showRows = (id, isShown) => {
    let shown = 0;
    for (const row of body(id)) {
      row.hidden = !isShown(row.dataset);
      shown += row.hidden ? 0 : 1;
    }
    return shown;
  };

  const card = (id, value, beside) => {
    set(document.querySelector('#c-' + id + ' .value'), value);
    set(document.querySelector('#c-' + id + ' .beside'), beside);
  };

  const asItCame = new Map([...document.querySelectorAll('.card .value, .card .beside, .badge')]
    .map(element => [element, element.textContent]));

  const showCards = (byDay, open, silent) => {
    const now = chosen(byDay, data.days);
    const before = chosen(byDay, 0);
    card('invocations', count(all(now)), count(all(before)) + ' ' + length(data.days) + ' before');
    card('rate', percent(rate(now)), percent(rate(before)) + ' before');
    card('failures', count(failures(now)), count(now[place('failed')]) + ' failed, ' + count(now[place('timedout')])
      + ' timed out, ' + count(now[place('undelivered')]) + ' undelivered');
    card('skipped', count(now[place('skipped')]), 'all steps were; they count for no success');
    card('open', count(open), 'of those listed below');
    card('silent', count(silent), 'of those listed below');
    set(byId('f-said'), count(all(now)) + ' invocations of ' + length(lastDay() - firstDay() + 1));
  };

  const stateOf = day => {
    const states = data.states.filter((row, number) => isSource(number)).map(row => row[day]);
    return ['x', '.', 'o', '#'].find(state => states.includes(state)) || ' ';
  };

  const isKnown = data.states.some(row => row.trim());

  const showBadges = () => {
    if (!isKnown) {
      return;
    }
    const counts = {};
    for (let day = firstDay(); day <= lastDay(); day++) {
      counts[stateOf(day)] = (counts[stateOf(day)] || 0) + 1;
    }
    const asked = lastDay() - firstDay() + 1 - (counts[' '] || 0);
    document.querySelectorAll('.badge').forEach(badge =>
      set(badge, (counts['#'] || 0) + ' of ' + length(asked) + ' complete'));
  };

  const show = () => {
    const byDay = days();
    showDocuments();
    showFailures();
    showDurations();
    const open = showRows('t-open', row =>
      isSource(Number(row.source)) && isDocument(Number(row.document))
        && (Number(row.day) < 0 ? !filter.from : isDay(Number(row.day))));
    const silent = showRows('t-silent', row => isSource(Number(row.source)));
    for (const row of document.querySelectorAll('.calendar tbody tr')) {
      row.hidden = !isSource(Number(row.dataset.source));
    }
    for (const row of body('t-days')) {
      const day = dayOf(row.dataset.date);
      const counts = byDay[day + data.days];
      row.hidden = !isDay(day);
      set(row.cells[2], count(all(counts)));
      counts.forEach((number, i) => set(row.cells[3 + i], count(number)));
      set(row.cells[3 + counts.length], percent(rate(counts)));
      set(row.cells[4 + counts.length], percent(rate(byDay[day])));
    }
    if (isFiltered()) {
      showCards(byDay, open, silent);
      showBadges();
    } else {
      asItCame.forEach((text, element) => set(element, text));
      set(byId('f-said'), '');
    }
    byId('f-reset').disabled = !isFiltered();
    byId('filter').classList.toggle('used', isFiltered());
    draw(byDay);
  };

  // Charts.

  const style = getComputedStyle(document.documentElement);
  const colour = variable => style.getPropertyValue('--' + variable).trim();
  const plots = {};

  /** What failed is hatched, as in the chart that came with the page. */
  const fill = outcome => {
    const ratio = devicePixelRatio || 1;
    const base = colour(outcome);
    if (!['failed', 'timedout', 'undelivered'].includes(outcome)) {
      return base;
    }
    const tile = document.createElement('canvas');
    const size = Math.round(6 * ratio);
    tile.width = tile.height = size;
    const pen = tile.getContext('2d');
    pen.fillStyle = base;
    pen.fillRect(0, 0, size, size);
    pen.globalAlpha = 0.55;
    pen.strokeStyle = pen.fillStyle = colour('mark');
    pen.lineWidth = 1.4 * ratio;
    pen.beginPath();
    if (outcome === 'failed') {
      for (const shift of [-size, 0, size]) {
        pen.moveTo(shift, size);
        pen.lineTo(shift + size, 0);
      }
      pen.stroke();
    } else if (outcome === 'timedout') {
      pen.fillRect(0, 0, size, Math.round(1.5 * ratio));
    } else {
      pen.arc(size / 2, size / 2, 1.2 * ratio, 0, 7);
      pen.fill();
    }
    return pen.createPattern(tile, 'repeat');
  };

  const axes = (size, values) => [
    {stroke: colour('soft'), grid: {show: false}, ticks: {show: false}, gap: 14,
      values: (plot, ticks) => ticks.map(tick => Number.isInteger(tick) && tick >= 0 && tick < data.days ? date(tick).slice(5) : ''),
      incrs: [1, 2, 5, 10, 20, 50, 100]},
    {stroke: colour('soft'), grid: {stroke: colour('line'), width: 1}, ticks: {show: false}, size, values},
  ];

  /** How complete each day is, below it. */
  const strip = plot => {
    if (!isKnown) {
      return;
    }
    const colours = {'#': colour('success'), o: colour('timedout'), '.': colour('cancelled'), x: colour('failed'), ' ': colour('line')};
    const ratio = devicePixelRatio || 1;
    const {left, top, width, height} = plot.bbox;
    for (let day = Math.ceil(plot.scales.x.min); day <= plot.scales.x.max; day++) {
      const from = Math.max(left, plot.valToPos(day - 0.5, 'x', true) + ratio);
      const to = Math.min(left + width, plot.valToPos(day + 0.5, 'x', true) - ratio);
      plot.ctx.fillStyle = colours[stateOf(day)];
      plot.ctx.fillRect(from, top + height + 5 * ratio, to - from, 7 * ratio);
    }
  };

  const tip = (holder, words) => {
    const box = document.createElement('div');
    box.className = 'tip';
    box.hidden = true;
    holder.append(box);
    return plot => {
      const {idx, left, top} = plot.cursor;
      box.hidden = idx === null || idx === undefined || left < 0;
      if (!box.hidden) {
        box.textContent = words(plot.data[0][idx]);
        const x = left + plot.bbox.left / devicePixelRatio;
        box.style.left = Math.max(0, x > holder.clientWidth / 2 ? x - box.offsetWidth - 14 : x + 14) + 'px';
        box.style.top = Math.max(0, top - 10) + 'px';
      }
    };
  };

  const options = (holder, words, more) => ({
    width: holder.clientWidth,
    height: 250,
    legend: {show: false},
    padding: [10, 8, 0, 0],
    cursor: {drag: {x: true, y: false, setScale: false}, points: {show: false}, y: false},
    hooks: {draw: [strip], setCursor: [tip(holder, words)], setSelect: [choose], ready: [more.ready || (() => {})]},
    ...more,
  });

  /** Days that were drawn over become those that are chosen. */
  function choose(plot) {
    const {left, width} = plot.select;
    if (width > 3) {
      filter.from = date(Math.max(0, Math.round(plot.posToVal(left, 'x'))));
      filter.to = date(Math.min(data.days - 1, Math.round(plot.posToVal(left + width, 'x'))));
      plot.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
      changed();
    }
  }

  const dayWords = (byDay, day) => {
    const counts = byDay[day + data.days];
    return [date(day) + (isKnown ? ', ' + STATES[stateOf(day)] : ''), count(all(counts)) + ' invocations']
      .concat(outcomes.map((outcome, i) => counts[i] ? count(counts[i]) + ' ' + WORDS[outcome] : '').filter(text => text))
      .join('\n');
  };

  /** Width at which the charts were drawn. */
  let width = 0;
  const draw = byDay => {
    width = byId('outcomes').clientWidth;
    if (typeof uPlot === 'undefined') {
      return;
    }
    const shown = [];
    for (let day = firstDay(); day <= lastDay(); day++) {
      shown.push(day);
    }
    const stacked = outcomes.map(() => []);
    for (const day of shown) {
      let below = 0;
      byDay[day + data.days].forEach((number, i) => stacked[i].push(below += number));
    }
    const range = {range: () => [shown[0] - 0.5, shown[shown.length - 1] + 0.5]};
    const fresh = (id, words, more, values) => {
      const holder = byId(id);
      if (plots[id]) {
        plots[id].destroy();
        holder.replaceChildren();
      }
      holder.hidden = false;
      plots[id] = new uPlot(options(holder, words, more), values, holder);
    };
    document.querySelectorAll('svg.static').forEach(chart => chart.classList.add('replaced'));
    fresh('plot-outcomes', day => dayWords(byDay, day), {
      scales: {x: {time: false, ...range}, y: {range: (plot, low, high) => [0, Math.max(1, high * 1.05)]}},
      axes: axes(64, (plot, ticks) => ticks.map(tick => Number.isInteger(tick) ? count(tick) : '')),
      // The highest first, so that each covers what is above the one below it.
      series: [{}].concat(outcomes.map((outcome, i) => i).reverse().map(i => ({
        label: WORDS[outcomes[i]],
        fill: () => fill(outcomes[i]),
        width: 0,
        points: {show: false},
        paths: uPlot.paths.bars({size: [0.9, 90]}),
      }))),
    }, [shown].concat([...stacked].reverse()));
    const rates = shift => shown.map(day => {
      const value = rate(byDay[day + shift]);
      return Number.isNaN(value) ? null : value;
    });
    fresh('plot-rates', day => date(day) + '\n' + percent(rate(byDay[day + data.days])) + ' succeeded\n'
        + percent(rate(byDay[day])) + ' ' + length(data.days) + ' before', {
      scales: {x: {time: false, ...range}, y: {range: (plot, low, high) => [Math.max(0, Math.floor((low - 0.02) * 10) / 10), 1.003]}},
      axes: axes(64, (plot, ticks) => ticks.map(tick => tick > 1 ? '' : percent(tick + 1e-9))),
      series: [{}, {label: 'before', stroke: colour('soft'), width: 2, dash: [5, 5], points: {show: false}},
        {label: 'now', stroke: colour('running'), width: 2.5, points: {show: true, size: 7, fill: colour('running')}}],
    }, [shown, rates(0), rates(data.days)]);
  };

  // Sorting.

  const value = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent.trim();
    const number = text === '' || text === '–' ? -Infinity : Number(text.replace(/[,≥]/g, ''));
    return Number.isNaN(number) ? text : number;
  };
  const compare = (a, b) => typeof a === typeof b && typeof a === 'number' ? a - b || 0 : String(a).localeCompare(String(b));

  const sort = (table, header, column) => {
    const descending = header.getAttribute('aria-sort') === (header.classList.contains('n') ? null : 'ascending')
      || (header.classList.contains('n') && header.getAttribute('aria-sort') !== 'descending');
    table.querySelectorAll('th[aria-sort]').forEach(each => each.removeAttribute('aria-sort'));
    header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    const rows = [...table.tBodies[0].rows];
    const keyed = rows.map(row => [row.classList.contains('none') ? '' : value(row, column), row]);
    keyed.sort(([a], [b]) => descending ? compare(b, a) : compare(a, b));
    table.tBodies[0].append(...keyed.map(([, row]) => row));
  };

  for (const table of document.querySelectorAll('table.sortable')) {
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      if (header.classList.contains('share')) {
        return;
      }
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener('click', () => sort(table, header, column));
    });
  }

  // The filter, and the link that carries it.

  const option = (select, text, value) => {
    const element = document.createElement('option');
    element.textContent = text;
    element.value = value;
    select.append(element);
  };
  [...new Set(data.sources.map(([account]) => account))].forEach(account => option(controls.account, account, account));
  [...new Set(data.sources.map(([, region]) => region))].sort().forEach(region => option(controls.region, region, region));
  data.documents.forEach((document, number) => option(controls.document, name(document), number));

  const link = () => {
    const parameters = new URLSearchParams();
    KEYS.filter(key => filter[key]).forEach(key =>
      parameters.set(key, key === 'document' ? name(data.documents[filter.document]) : filter[key]));
    return parameters.toString();
  };

  const PANELS = new Set([...document.querySelectorAll('section[id]')].map(section => section.id));

  const read = () => {
    const hash = location.hash.slice(1);
    if (PANELS.has(hash)) {
      return false;
    }
    const parameters = new URLSearchParams(hash);
    KEYS.forEach(key => { filter[key] = parameters.get(key) || ''; });
    const number = data.documents.findIndex(document => name(document) === filter.document);
    filter.document = number < 0 ? '' : String(number);
    filter.account = data.sources.some(([account]) => account === filter.account) ? filter.account : '';
    filter.region = data.sources.some(([, region]) => region === filter.region) ? filter.region : '';
    ['from', 'to'].forEach(key => { filter[key] = /^\d{4}-\d\d-\d\d$/.test(filter[key]) && date(0) <= filter[key]
      && filter[key] <= date(data.days - 1) ? filter[key] : ''; });
    if (filter.from && filter.to && filter.from > filter.to) {
      filter.from = filter.to = '';
    }
    return true;
  };

  const shown = () => {
    KEYS.forEach(key => { controls[key].value = filter[key]; });
    show();
  };

  function changed() {
    history.replaceState(null, '', '#' + link());
    shown();
  }

  KEYS.forEach(key => controls[key].addEventListener('change', () => {
    filter[key] = controls[key].value;
    if (filter.from && filter.to && filter.from > filter.to) {
      filter[key === 'from' ? 'to' : 'from'] = filter[key];
    }
    changed();
  }));
  byId('filter').addEventListener('submit', event => event.preventDefault());
  byId('filter').addEventListener('reset', event => {
    event.preventDefault();
    KEYS.forEach(key => { filter[key] = ''; });
    changed();
  });
  addEventListener('hashchange', () => { if (read()) { shown(); } });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', shown);
  matchMedia('print').addEventListener('change', shown);
  new ResizeObserver(() => {
    if (byId('outcomes').clientWidth !== width) {
      draw(days());
    }
  }).observe(byId('outcomes'));

  // The newest days matter most where not all have room.
  document.querySelectorAll('.calendar').forEach(table => { table.parentElement.scrollLeft = table.parentElement.scrollWidth; });
  byId('filter').hidden = false;
  read();
  shown();
})();
