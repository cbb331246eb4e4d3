// The home page: what to go on with, what comes next, what is new.

import { ask } from './api.js';
import { bar, linkTo, message, shapeOf, shelf, skeletons } from './cards.js';
import { button, el, fill, icon } from './dom.js';
import { artwork, choose } from './pictures.js';
import { settled } from './session.js';
import { count, episodeCode, factLine, isLong, left, resolution, rowTitle, runtime } from './words.js';

const WIDE_ROWS = new Set(['continue_watching', 'next_up']);

export function homeView({ signal, again }) {
  const node = el('div', { class: 'home' },
    el('div', { class: 'hero is-skeleton' }), el('ul', { class: 'shelf-cards shelf' }, skeletons(6, 'wide')));
  load(node, signal, again);
  return { node, title: 'Home' };
}

async function load(node, signal, again) {
  await settled();
  const { data } = await ask('/home', { signal });
  if (!data.hero && !data.rows.length) return fill(node, empty(again));
  return fill(node, data.hero && hero(data.hero), data.rows.map((row) => shelf(rowTitle(row.key), row.cards, shapeFor(row))));
}

function shapeFor(row) {
  if (!WIDE_ROWS.has(row.key)) return {};
  const isMusic = row.cards.every((card) => shapeOf(card) === 'square');
  return { shape: isMusic ? 'square' : 'wide' };
}

function hero(card) {
  const play = `#/play/${encodeURIComponent(card.id)}`;
  const isPlayable = ['film', 'episode', 'track'].includes(card.kind);
  const isEpisode = card.kind === 'episode';
  const name = isEpisode ? card.top_title || card.title : card.title;
  return el('section', { class: 'hero', 'aria-label': card.title },
    el('div', { class: 'hero-picture', 'aria-hidden': 'true' }, artwork(choose(card, 'fanart', 'thumb', 'poster', 'cover'), 1280, { eager: true })),
    el('div', { class: 'hero-words' },
      el('h1', { class: isLong(name) ? 'is-long' : '' }, name),
      el('p', { class: 'facts' }, [isEpisode && [episodeCode(card), card.title].filter(Boolean).join(' · '),
        factLine([card.year, runtime(card.duration_ms), resolution(card.height_px), count(card.child_count, 'episode')])].filter(Boolean).join(' · ')),
      card.position_ms > 0 && el('p', { class: 'hero-progress' }, bar(card), el('span', {}, left(card))),
      el('div', { class: 'actions' },
        isPlayable && el('a', { class: 'button is-main', href: play }, icon('play'), el('span', {}, card.position_ms ? 'Resume' : 'Play')),
        el('a', { class: `button ${isPlayable ? '' : 'is-main'}`, href: linkTo(card) }, icon('info'), el('span', {}, 'Details')))));
}

const empty = (again) => message('film', 'Nothing here yet', 'Add a folder with films, shows or music in Marquee on the computer that it runs on. They appear here as they are found.',
  button('Look again', { name: 'refresh', kind: 'is-main', onClick: again }));
