// Cards, shelves and skeletons: what walls and rows are made of.

import { add, el, icon, iconButton } from './dom.js';
import { artwork, choose } from './pictures.js';
import { aloud, left, lines, resolution } from './words.js';

const SHAPES = {
  wide: { kinds: ['thumb', 'fanart', 'poster', 'cover'], width: 300 },
  poster: { kinds: ['poster', 'cover', 'thumb'], width: 190 },
  square: { kinds: ['cover', 'poster', 'thumb'], width: 190 },
};
const GLYPHS = { film: 'film', show: 'tv', season: 'tv', episode: 'tv', artist: 'user', album: 'album', track: 'music' };

export function shapeOf(card) {
  if (card.kind === 'episode') return 'wide';
  return ['artist', 'album', 'track'].includes(card.kind) ? 'square' : 'poster';
}

// Where a click on a card leads.
export const linkTo = (card) => `#/item/${encodeURIComponent(card.id)}`;

export function card(item, { shape = shapeOf(item), href = linkTo(item), tag = 'li' } = {}) {
  const { kinds, width } = SHAPES[shape];
  const found = choose(item, ...kinds);
  const [first, second] = lines(item);
  const link = el('a', { class: `card is-${shape}`, href, 'aria-label': aloud(item) },
    el('span', { class: 'card-frame' },
      artwork(found, width),
      !found && el('span', { class: 'card-glyph', 'aria-hidden': 'true' }, icon(GLYPHS[item.kind] || 'film'), el('b', {}, first)),
      badges(item),
      bar(item)),
    el('span', { class: 'card-title' }, first),
    el('span', { class: 'card-line' }, shape === 'wide' && left(item) ? [left(item), second].filter(Boolean).join(' · ') : second));
  return tag ? el(tag, { class: 'card-place' }, link) : link;
}

function badges(item) {
  const some = [
    item.is_missing && el('span', { class: 'badge is-warning' }, 'Away'),
    item.height_px > 1440 && el('span', { class: 'badge' }, resolution(item.height_px)),
    item.unwatched_count > 0 && item.kind !== 'artist' && item.kind !== 'album'
      && el('span', { class: 'badge is-accent' }, String(item.unwatched_count)),
    item.is_watched && el('span', { class: 'badge is-done' }, icon('check')),
  ].filter(Boolean);
  return some.length > 0 && el('span', { class: 'badges' }, some);
}

export function bar(item) {
  if (!item.position_ms || !item.duration_ms) return null;
  const share = Math.min(1, item.position_ms / item.duration_ms);
  return el('span', { class: 'bar', vars: { share: `${(share * 100).toFixed(1)}%` } }, el('span', {}));
}

// A row that scrolls sideways: by finger, wheel, arrow keys or its two buttons.
export function shelf(title, cards, { shape } = {}) {
  const list = el('ul', { class: 'shelf-cards' }, cards.map((each) => card(each, shape ? { shape } : {})));
  const move = (way) => () => list.scrollBy({ left: way * list.clientWidth * 0.85, behavior: calm() ? 'auto' : 'smooth' });
  const section = el('section', { class: 'shelf', 'aria-label': title },
    el('div', { class: 'shelf-head' }, el('h2', {}, title),
      el('div', { class: 'shelf-arrows' },
        iconButton('Show earlier ones', 'left', move(-1), { tabindex: '-1' }),
        iconButton('Show more', 'forward', move(1), { tabindex: '-1' }))),
    list);
  new ResizeObserver(() => section.classList.toggle('is-short', list.scrollWidth <= list.clientWidth + 1)).observe(list);
  return section;
}

export function skeletons(number, shape = 'poster') {
  const one = () => el('li', { class: 'card-place', 'aria-hidden': 'true' },
    el('span', { class: `card is-${shape} is-skeleton` }, el('span', { class: 'card-frame' }), el('span', { class: 'ghost' })));
  return Array.from({ length: number }, one);
}

export const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

// A page that has nothing to show: what happened, and the one thing to do now.
export function message(name, title, text, ...actions) {
  return add(el('div', { class: 'message', role: 'status' }), [
    icon(name), el('h2', {}, title), el('p', {}, text), el('div', { class: 'actions' }, actions),
  ]);
}
