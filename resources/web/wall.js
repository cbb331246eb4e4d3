// Walls of posters that go on as one scrolls.

import { ask } from './api.js';
import { card, message, skeletons } from './cards.js';
import { add, button, el, fill } from './dom.js';
import { trouble } from './trouble.js';

const PAGE_SIZE = 60;
const WALLS = {
  films: { title: 'Films', kinds: [['film', 'Films']], icon: 'film', shape: 'poster' },
  shows: { title: 'Shows', kinds: [['show', 'Shows']], icon: 'tv', shape: 'poster' },
  music: { title: 'Music', kinds: [['album', 'Albums'], ['artist', 'Artists']], icon: 'music', shape: 'square' },
};
const SORTS = [['sort_title', 'A to Z'], ['-added_at', 'Newest here'], ['-year', 'Newest'], ['year', 'Oldest']];

export function wallView({ key, query, signal }) {
  const wall = WALLS[key];
  const kind = wall.kinds.find(([name]) => name === query.get('kind'))?.[0] || wall.kinds[0][0];
  const sort = SORTS.find(([name]) => name === query.get('sort'))?.[0] || SORTS[0][0];
  const unwatched = query.get('new') === '1';
  const list = el('ul', { class: `wall is-${wall.shape}`, 'aria-label': wall.title }, skeletons(18, wall.shape));
  const total = el('span', { class: 'faint wall-total' });
  const end = el('div', { class: 'wall-end' });
  const next = reader({ kind, sort, page_size: PAGE_SIZE, is_watched: unwatched ? 'false' : '' }, signal);
  const watcher = new IntersectionObserver((entries) => { if (entries.some((each) => each.isIntersecting)) more(); }, { rootMargin: '1500px' });
  let isBusy = false, isFirst = true;

  async function more() {
    if (isBusy) return;
    isBusy = true;
    try {
      const page = await next();
      if (isFirst) { list.replaceChildren(); isFirst = false; }
      grow(page);
      if (page.isLast) return finish();
      isBusy = false;
      if (end.getBoundingClientRect().top < innerHeight + 1500) more();
    } catch (error) {
      if (error.name === 'AbortError') return;
      const again = () => { fill(end); isBusy = false; more(); };
      if (isFirst) { list.replaceChildren(); fill(end, trouble(error, again)); return; }
      fill(end, message('warning', 'The wall does not go on', error.message, button('Try again', { name: 'refresh', kind: 'is-main', onClick: again })));
    }
  }

  function grow({ cards, count }) {
    add(list, cards.map((each) => card(each, { shape: wall.shape })));
    if (count !== null && count !== undefined) total.textContent = count.toLocaleString();
  }

  function finish() {
    watcher.disconnect();
    if (list.childElementCount) return;
    fill(end, unwatched
      ? message('check', 'All watched', 'There is nothing new on this wall.', el('a', { class: 'button is-main', href: `#/${key}` }, 'Show everything'))
      : message(wall.icon, `No ${wall.title.toLowerCase()} yet`, 'They appear here when Marquee finds some in its folders.'));
  }

  watcher.observe(end);
  const node = el('div', { class: 'wall-page' },
    el('header', { class: 'page-head' }, el('h1', {}, wall.title), total, tools({ key, wall, kind, sort, unwatched })), list, end);
  return { node, title: wall.title, keeps: true };
}

// Reads page after page; one that did not come is asked for again.
function reader(query, signal) {
  let cursor = '';
  return async () => {
    const { data, meta } = await ask('/items', { query: { ...query, cursor }, signal });
    cursor = meta.next_cursor;
    return { cards: data, count: meta.total, isLast: !cursor };
  };
}

function tools({ key, wall, kind, sort, unwatched }) {
  const go = (changes) => {
    const now = { kind: wall.kinds.length > 1 ? kind : '', sort, new: unwatched ? '1' : '', ...changes };
    const given = Object.entries(now).filter(([name, value]) => value && !(name === 'sort' && value === SORTS[0][0]));
    const text = new URLSearchParams(given).toString();
    location.hash = `#/${key}${text && '?'}${text}`;
  };
  const chip = (label, isOn, onClick) => el('button', { type: 'button', class: 'chip', 'aria-pressed': String(isOn), on: { click: onClick } }, label);
  return el('div', { class: 'tools' },
    wall.kinds.length > 1 && wall.kinds.map(([name, label]) => chip(label, name === kind, () => go({ kind: name }))),
    key !== 'music' && chip('Unwatched', unwatched, () => go({ new: unwatched ? '' : '1' })),
    el('label', { class: 'select' }, el('span', { class: 'visually-hidden' }, 'Sort'),
      el('select', { on: { change: (event) => go({ sort: event.target.value }) } },
        SORTS.map(([name, label]) => el('option', { value: name, selected: name === sort }, label)))));
}
