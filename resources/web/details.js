// The page of one item: a film, a show with its seasons, an album with its tracks, an artist.

import { ask } from './api.js';
import { bar, card as cardOf, message, skeletons } from './cards.js';
import { button, el, fill, icon, iconButton, setLabel, tell } from './dom.js';
import { music, tracksOf } from './music.js';
import { artwork, choose } from './pictures.js';
import { settled } from './session.js';
import { cast, facts, files } from './about.js';
import { chapters } from './chapters.js';
import { clock, episodeCode, isLong, left, runtime } from './words.js';

const PLACES = { film: 'films', show: 'shows', season: 'shows', episode: 'shows', artist: 'music', album: 'music', track: 'music' };
const HAS_PARTS = { show: 'seasons', season: 'episodes', artist: 'albums', album: 'tracks' };

export function detailsView({ id, query, signal, retitle }) {
  const node = el('div', { class: 'details' }, el('div', { class: 'hero is-skeleton' }));
  load();
  return { node, title: '' };

  async function load() {
    await settled();
    const { data: details } = await ask(`/items/${encodeURIComponent(id)}`, { signal });
    const { card } = details;
    retitle(card.title, PLACES[card.kind]);
    const parts = el('div', { class: 'parts' });
    fill(node, hero(details), parts, chapters(details, signal), cast(details.about?.people || []), files(details));
    if (HAS_PARTS[card.kind]) await showParts(parts, card, query.get('season'), signal);
  }
}

function hero(details) {
  const { card } = details;
  const isMusic = ['artist', 'album', 'track'].includes(card.kind);
  const fanart = choose(card, 'fanart', 'thumb');
  const poster = choose(card, isMusic ? 'cover' : 'poster', 'poster', 'cover');
  return el('section', { class: `hero is-details ${fanart ? '' : 'is-blurred'} ${isMusic ? 'is-music' : ''}` },
    iconButton('Back', 'back', () => { if (history.length > 1) history.back(); else location.hash = '#/home'; }, { class: 'back-float' }),
    el('div', { class: 'hero-picture', 'aria-hidden': 'true' }, artwork(fanart || poster, 1280, { eager: true })),
    poster && el('div', { class: `hero-poster ${isMusic ? 'is-square' : ''}`, 'aria-hidden': 'true' }, artwork(poster, 240, { eager: true })),
    el('div', { class: 'hero-words' }, above(card), el('h1', { class: isLong(card.title) ? 'is-long' : '' }, card.title), facts(details),
      details.about?.tagline && el('p', { class: 'tagline' }, details.about.tagline),
      details.overview && el('p', { class: 'overview' }, details.overview),
      card.position_ms > 0 && el('p', { class: 'hero-progress' }, bar(card), el('span', {}, left(card))),
      actions(details)));
}

// Where this belongs to: the show of an episode, the artist of an album.
function above(card) {
  if (!card.top_id || card.top_id === card.id) return null;
  const code = card.kind === 'episode' ? episodeCode(card) : '';
  return el('p', { class: 'above' }, el('a', { href: `#/item/${encodeURIComponent(card.top_id)}` }, card.top_title || 'Back'),
    code && el('span', {}, ` · ${code}`));
}

function actions({ card, play_id: playId, versions = [] }) {
  const play = (start) => `#/play/${encodeURIComponent(playId)}${start ? '?start=0' : ''}`;
  const isResumed = card.position_ms > 0;
  const isMusic = ['artist', 'album'].includes(card.kind);
  const isBegun = card.child_count > 0 && card.unwatched_count > 0 && !card.is_watched && card.unwatched_count < card.child_count;
  const label = isResumed ? 'Resume' : isBegun && playId !== card.id ? 'Play next' : 'Play';
  const isAway = card.is_missing || (versions.length > 0 && versions.every((version) => version.is_missing));
  return el('div', { class: 'actions' },
    isAway && el('p', { class: 'said' }, 'Its disk is away at the moment.'),
    isMusic && !isAway && button('Play', { name: 'play', kind: 'is-main', id: 'play', onClick: () => playAll(card) }),
    isMusic && !isAway && button('Shuffle', { name: 'shuffle', onClick: () => playAll(card, { isShuffled: true }) }),
    playId && !isAway && !isMusic && el('a', { class: 'button is-main', id: 'play', href: play(false) }, icon('play'), el('span', {}, label)),
    playId && !isAway && isResumed && el('a', { class: 'button', href: play(true) }, icon('refresh'), el('span', {}, 'From the beginning')),
    card.kind !== 'artist' && watchedButton(card));
}

async function playAll(card, { isShuffled = false } = {}) {
  try {
    const found = await tracksOf(card, list);
    const order = isShuffled ? found.map((each) => [Math.random(), each]).sort(([one], [other]) => one - other).map(([, each]) => each) : found;
    music.play(order);
  } catch (error) {
    tell(error.message);
  }
}

function watchedButton(card) {
  let isWatched = card.is_watched;
  const verb = card.kind === 'album' || card.kind === 'track' ? 'played' : 'watched';
  const label = () => (isWatched ? `Marked as ${verb}` : `Mark as ${verb}`);
  const node = button(label(), { name: 'eye', kind: isWatched ? 'is-on' : '', 'aria-pressed': String(isWatched), onClick: toggle });
  return node;

  async function toggle() {
    node.disabled = true;
    try {
      await ask(`/items/${encodeURIComponent(card.id)}/watched`, { method: 'PUT', body: { is_watched: !isWatched } });
      isWatched = !isWatched;
      node.classList.toggle('is-on', isWatched);
      node.setAttribute('aria-pressed', String(isWatched));
      node.querySelector('span:last-child').textContent = label();
      dispatchEvent(new Event('marquee:watched'));
    } catch (error) {
      tell(error.message);
    } finally {
      node.disabled = false;
      node.focus();
    }
  }
}

async function showParts(place, card, wanted, signal) {
  fill(place, el('ul', { class: 'wall' }, skeletons(6, card.kind === 'season' ? 'wide' : 'poster')));
  const children = await list(card.id, signal);
  if (!children.length) return fill(place, message('folder', 'Nothing in here', 'Its files are gone, or have not been found yet.'));
  if (card.kind === 'show') return fill(place, seasons(children, wanted, signal));
  if (card.kind === 'season') return fill(place, el('h2', {}, 'Episodes'), episodes(children));
  if (card.kind === 'album') return fill(place, tracks(children));
  return fill(place, el('h2', {}, 'Albums'), el('ul', { class: 'wall is-square' }, children.map((each) => cardOf(each, { shape: 'square' }))));
}

// Everything that lies in an item, however many pages it takes.
async function list(id, signal) {
  const all = [];
  for (let page = 1; ; page += 1) {
    const { data, meta } = await ask(`/items/${encodeURIComponent(id)}/children`, { query: { page, page_size: 500 }, signal });
    all.push(...data);
    if (data.length < 500 || all.length >= (meta.total ?? Infinity)) return all;
  }
}

function seasons(children, wanted, signal) {
  const start = children.find((each) => each.id === wanted) || children.find((each) => each.unwatched_count && each.number) || children[0];
  const body = el('div', { id: 'season', role: 'tabpanel', tabindex: '-1' });
  const tabs = children.map((season) => el('button', {
    type: 'button', role: 'tab', class: 'chip', 'aria-controls': 'season', 'data-id': season.id, on: { click: () => choose(season) },
  }, season.title));
  choose(start);
  return [el('div', { class: 'tools', role: 'tablist', 'aria-label': 'Seasons' }, tabs), body];

  async function choose(season) {
    for (const tab of tabs) tab.setAttribute('aria-selected', String(tab.dataset.id === season.id));
    body.setAttribute('aria-label', season.title);
    fill(body, el('ul', { class: 'episodes' }, skeletons(Math.min(season.child_count || 4, 6), 'wide')));
    fill(body, episodes(await list(season.id, signal)));
  }
}

function episodes(cards) {
  return el('ul', { class: 'episodes' }, cards.map((card) => {
    const row = cardOf(card, { shape: 'wide', tag: null });
    const name = [card.number !== null && `${card.number}${card.end_number ? `–${card.end_number}` : ''}.`, card.title].filter(Boolean).join(' ');
    row.querySelector('.card-title').textContent = name;
    row.querySelector('.card-line').textContent = [runtime(card.duration_ms), left(card)].filter(Boolean).join(' · ');
    const play = el('a', { class: 'icon-button', href: `#/play/${encodeURIComponent(card.id)}` }, icon('play'));
    setLabel(play, `Play ${name}`);
    return el('li', { class: 'episode' }, row, !card.is_missing && play);
  }));
}

function tracks(cards) {
  const discs = new Set(cards.map((card) => card.disc_number)).size > 1;
  return el('ol', { class: 'tracks' }, cards.map((card, index) => {
    const isNewDisc = discs && card.disc_number && cards[index - 1]?.disc_number !== card.disc_number;
    return [
      isNewDisc && el('li', { class: 'disc' }, `Disc ${card.disc_number}`),
      el('li', {}, el('button', { type: 'button', class: 'track', 'data-id': card.id, 'aria-current': card.id === music.playing && 'true', 'aria-label': `Play ${card.title}`, on: { click: () => music.play(cards, index) } },
        el('span', { class: 'faint' }, String(card.number ?? '')), el('span', { class: 'track-title' }, card.title),
        el('span', { class: 'faint' }, card.duration_ms ? clock(Math.round(card.duration_ms / 1000)) : ''))),
    ];
  }));
}
