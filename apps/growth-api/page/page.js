import {
  compareKeys,
  comparisonText,
  FLAGS,
  MEASURES,
  nameOf,
  periodText,
  presentSides,
  printedText,
  seriesSource,
  seriesTitle,
  sideLines,
  STATUSES,
  verdictText,
} from './present.js';

const PAGE_SIZE = 100;
const NEWS = 8;
const FILTERS = ['reporter', 'indicator', 'area', 'flow', 'from', 'to'];

const form = document.getElementById('filters');
const body = document.getElementById('states');
const news = document.getElementById('news');
const live = document.getElementById('live');
const trouble = document.getElementById('trouble');
const more = document.getElementById('more');

/** Every shown state by key, with its rows; the table is the beginning of the list, in its order. */
const shown = new Map();
let order = [];
let names = {};
let next = null;
let source = null;
/** Counts the beginnings: answers to an earlier one come too late. */
let beginning = 0;

/** An element with text or elements in it; text is never read as markup. */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

async function getJson(path) {
  const response = await fetch(path);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title ?? String(response.status));
  return answer;
}

// ---- one state as rows

function sideElement(name, side, signed) {
  const lines = sideLines(side, signed).map(({ name: reading, value, between }) =>
    element(
      'p',
      { class: 'value' },
      reading === null ? null : element('span', { class: 'reading' }, reading),
      element('b', {}, value),
      between === null ? null : element('span', { class: 'interval' }, between),
    ),
  );
  const status = [name, STATUSES[side.status]].filter(Boolean).join(', ');
  const open = lines.length > 1 ? element('p', { class: 'either' }, 'either') : null;
  return element(
    'div',
    { class: `side ${name}` },
    open,
    ...lines,
    element('span', { class: 'status' }, status),
  );
}

function verdictElement(sides, unit) {
  if (sides.verdict === 'unchecked') return null;
  return element('p', { class: `verdict ${sides.verdict}` }, verdictText(sides, unit));
}

function levelCell(state) {
  const sides = presentSides(state.level);
  const unit = sides[0]?.[1].unit ?? '';
  return element(
    'td',
    { 'data-label': 'Level' },
    ...sides.map(([name, side]) => sideElement(name, side, false)),
    verdictElement(state.level, unit),
  );
}

function growthCell(state) {
  const compared = Object.entries(state.growth).map(([key, sides]) =>
    element(
      'div',
      { class: 'compared' },
      element('p', { class: 'comparison' }, comparisonText(key, sides.comparedWith)),
      ...presentSides(sides).map(([name, side]) => sideElement(name, side, true)),
      verdictElement(sides, 'points'),
    ),
  );
  const others = Object.entries(state.other).map(([measure, sides]) =>
    element(
      'div',
      { class: 'compared' },
      element('p', { class: 'comparison' }, MEASURES[measure] ?? measure),
      ...presentSides(sides).map(([name, side]) => sideElement(name, side, measure !== 'share')),
      verdictElement(sides, 'points'),
    ),
  );
  return element('td', { 'data-label': 'Growth' }, ...compared, ...others);
}

function notesCell(state) {
  const flags = state.flags.map((flag) => {
    const [short, meaning] = FLAGS[flag] ?? [flag, flag];
    return element('span', { class: 'flag', title: meaning }, short);
  });
  const { length } = state.notices;
  const notices =
    length === 0
      ? null
      : element('p', { class: 'notices' }, `${length} ${length === 1 ? 'notice' : 'notices'} in force`);
  const details = element('button', { type: 'button', class: 'details', 'aria-expanded': 'false' }, 'more');
  details.addEventListener('click', () => {
    toggleDetails(state.key, details);
  });
  return element('td', { 'data-label': 'To know' }, ...flags, notices, details);
}

function stateRow(state) {
  const row = element(
    'tr',
    { class: hasGrowth(state) ? 'growing' : 'level-only' },
    element(
      'th',
      { scope: 'row' },
      seriesTitle(state.series, names),
      element('small', {}, seriesSource(state.series, names)),
    ),
    element('td', { 'data-label': 'Period' }, periodText(state.period)),
    levelCell(state),
    growthCell(state),
    notesCell(state),
  );
  return row;
}

function hasGrowth(state) {
  return Object.values(state.growth).some((sides) => presentSides(sides).length > 0);
}

function toggleDetails(key, button) {
  const entry = shown.get(key);
  if (!entry) return;
  if (entry.details) {
    entry.details.remove();
    entry.details = null;
  } else {
    entry.details = detailsRow(entry.state);
    entry.row.after(entry.details);
  }
  button.setAttribute('aria-expanded', String(entry.details !== null));
  button.textContent = entry.details ? 'less' : 'more';
}

function detailsRow(state) {
  const slash = state.key.indexOf('/');
  const path = `v1/growth/${state.key.slice(0, slash)}/${encodeURIComponent(state.period)}`;
  const prints = [
    ['level', state.level],
    ...Object.entries(state.growth).map(([key, sides]) => [`growth ${key}`, sides]),
    ...Object.entries(state.other),
  ].flatMap(([what, sides]) =>
    presentSides(sides).map(([name, side]) =>
      element(
        'li',
        {},
        `${what}, ${name}: ${side.printed ? printedText(side.printed) : `by ${side.formula}`}`,
      ),
    ),
  );
  const causes = state.change.causes.map(({ source: from, id }) => `${id} from ${from}`).join(', ');
  const why = `Version ${state.version}, ${state.change.reason}${causes && `: ${causes}`}. Known here since ${state.knownAt}.`;
  const noticeList = state.notices.map(({ notice, scope }) =>
    scope === 'whole' ? notice : `${notice} (in part)`,
  );
  const link = (name, href) => element('a', { href }, name);
  return element(
    'tr',
    { class: 'details' },
    element(
      'td',
      { colspan: '5' },
      element('p', {}, element('code', {}, state.key)),
      element('ul', {}, ...prints),
      noticeList.length === 0 ? null : element('p', {}, `In force: ${noticeList.join(', ')}`),
      element('p', {}, why),
      element(
        'p',
        {},
        link('state', path),
        ' · ',
        link('history', `${path}/history`),
        ' · ',
        link('explain', `${path}/explain`),
      ),
    ),
  );
}

// ---- the table

/** Where a key stands or belongs among those shown. */
function placeOf(key) {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(order[middle], key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts a state into the table unless it lies beyond what is shown, or a newer version is there; true when it changed. */
function show(state) {
  const entry = shown.get(state.key);
  if (entry && entry.state.version >= state.version) return false;
  const row = stateRow(state);
  if (entry) {
    entry.row.replaceWith(row);
    entry.details?.remove();
    shown.set(state.key, { state, row, details: null });
    return true;
  }
  const place = placeOf(state.key);
  if (place === order.length && next !== null) return false;
  body.insertBefore(row, shown.get(order[place])?.row ?? null);
  order.splice(place, 0, state.key);
  shown.set(state.key, { state, row, details: null });
  return true;
}

function count() {
  const states = order.length === 1 ? '1 state' : `${String(order.length)} states`;
  document.getElementById('count').textContent =
    order.length === 0
      ? 'Nothing fits.'
      : next === null
        ? `${states}, all there are.`
        : `The first ${states}.`;
  more.hidden = next === null;
}

function announce(state) {
  const sides = Object.values(state.growth).flatMap((compared) => presentSides(compared).slice(0, 1));
  const [, side] = sides[0] ?? presentSides(state.level)[0] ?? [];
  const lines = side ? sideLines(side, sides.length > 0).map(({ value }) => value) : [];
  const item = element(
    'li',
    {},
    element('span', { class: 'what' }, `${seriesTitle(state.series, names)}, ${periodText(state.period)}`),
    ' ',
    element('b', {}, lines.length > 0 ? lines.join(' or ') : 'withdrawn'),
    element('small', {}, ` ${state.change.reason}, version ${state.version}`),
  );
  news.prepend(item);
  while (news.children.length > NEWS) news.lastElementChild?.remove();
  document.getElementById('no-news').hidden = true;
}

// ---- loading and following

function query(extra = {}) {
  const given = new FormData(form);
  const pairs = FILTERS.flatMap((name) => {
    const value = String(given.get(name) ?? '').trim();
    return value === '' ? [] : [[name, value]];
  });
  return new URLSearchParams([...pairs, ...Object.entries(extra)]).toString();
}

async function loadPage(mine) {
  const page = await getJson(
    `v1/growth?${query({ limit: PAGE_SIZE, ...(next === null ? {} : { cursor: next }) })}`,
  );
  if (mine !== beginning) return;
  // While the page is put in, nothing lies beyond what is shown.
  next = null;
  for (const state of page.items) show(state);
  next = page.next;
  count();
}

/** Follows first and reads then: what changes in between comes in both ways, and the newer version stands. */
async function begin() {
  const mine = ++beginning;
  source?.close();
  shown.clear();
  arrived.clear();
  order = [];
  next = null;
  body.replaceChildren();
  trouble.hidden = true;
  history.replaceState(null, '', `?${query()}`.replace(/\?$/, '.'));
  try {
    await loadPage(mine);
    if (mine === beginning) follow(mine);
  } catch (error) {
    if (mine !== beginning) return;
    trouble.textContent = error.message;
    trouble.hidden = false;
    live.textContent = 'not following';
    live.className = 'live off';
  }
}

function follow(mine) {
  source = new EventSource(`v1/stream?${query()}`);
  let opened = false;
  let heard = false;
  source.addEventListener('open', () => {
    live.textContent = 'live';
    live.className = 'live on';
    // The list is read again once the stream stands: on the first opening because it was read before that, later only
    // where nothing had been heard, for then there was no position to resume from.
    if (!opened || !heard) void reread(mine);
    opened = true;
  });
  source.addEventListener('growth-updated', (event) => {
    heard = true;
    take(JSON.parse(event.data));
  });
  source.addEventListener('resync', () => void reread(mine));
  source.addEventListener('error', () => {
    if (mine !== beginning) return;
    live.textContent = 'connecting again';
    live.className = 'live off';
    // A refusal ends an event source for good; a lost connection it repairs by itself.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => mine === beginning && begin(), 3000);
  });
}

/** What came since the last look, the newest version of each key: under load the page looks a few times a second. */
const arrived = new Map();

function take(state) {
  arrived.delete(state.key);
  arrived.set(state.key, state);
  if (arrived.size === 1) setTimeout(showArrived, 200);
}

function showArrived() {
  const states = [...arrived.values()];
  arrived.clear();
  states.slice(-NEWS).forEach(announce);
  for (const state of states) if (show(state)) shown.get(state.key)?.row.classList.add('changed');
  count();
}

/** Takes in what changed while nobody followed, for the states that are shown. */
async function reread(mine) {
  let cursor = null;
  let read = 0;
  do {
    const page = await getJson(`v1/growth?${query({ limit: 1000, ...(cursor === null ? {} : { cursor }) })}`);
    if (mine !== beginning) return;
    page.items.forEach(show);
    read += page.items.length;
    cursor = page.next;
  } while (cursor !== null && read < order.length);
  count();
}

async function fillFilters() {
  const wanted = new URLSearchParams(location.search);
  const found = Object.fromEntries(
    ['reporter', 'indicator', 'area', 'flow'].map((name) => [name, new Set()]),
  );
  let cursor = null;
  do {
    const page = await getJson(`v1/series?limit=1000${cursor === null ? '' : `&cursor=${cursor}`}`);
    for (const { series } of page.items) for (const name of Object.keys(found)) found[name].add(series[name]);
    cursor = page.next;
  } while (cursor !== null);
  for (const [name, codes] of Object.entries(found)) {
    const chosen = wanted.get(name) ?? '';
    if (chosen !== '') codes.add(chosen);
    const options = [...codes]
      .map((code) => [nameOf(name, code, names), code])
      .sort(([a], [b]) => a.localeCompare(b));
    form.elements[name].replaceChildren(
      element('option', { value: '' }, 'all'),
      ...options.map(([text, code]) => element('option', { value: code }, text)),
    );
    form.elements[name].value = chosen;
  }
  form.elements.from.value = wanted.get('from') ?? '';
  form.elements.to.value = wanted.get('to') ?? '';
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
});
form.addEventListener('change', (event) => {
  if (event.target.name === 'growing') body.classList.toggle('only-growing', event.target.checked);
  else void begin();
});
form.addEventListener('reset', () => {
  body.classList.remove('only-growing');
  setTimeout(begin);
});
more.addEventListener('click', () => {
  more.disabled = true;
  loadPage(beginning).finally(() => (more.disabled = false));
});

names = await getJson('labels.json').catch(() => ({}));
await fillFilters().catch(() => undefined);
await begin();
