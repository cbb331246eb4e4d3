// Search while typing.

import { ask } from './api.js';
import { card, message, shapeOf } from './cards.js';
import { el, fill, icon } from './dom.js';

const WAIT_MS = 120;
const GROUPS = [
  ['Films', ['film']], ['Shows', ['show', 'season']], ['Episodes', ['episode']], ['Music', ['artist', 'album', 'track']],
];

export function searchView({ query, signal }) {
  const field = el('input', {
    type: 'search', id: 'q', name: 'q', placeholder: 'Films, shows, people, music', autocomplete: 'off', autocapitalize: 'off',
    spellcheck: 'false', enterkeyhint: 'search', 'aria-label': 'Search', 'aria-controls': 'found', value: query.get('q') || '',
  });
  const found = el('div', { id: 'found', class: 'found', 'aria-live': 'polite' });
  let timer = 0, asked = null;

  async function look() {
    const text = field.value.trim();
    asked?.abort();
    remember(text);
    if (!text) return fill(found, hint());
    asked = new AbortController();
    try {
      const { data } = await ask('/search/matches', { query: { q: text, limit: 60 }, signal: AbortSignal.any([signal, asked.signal]) });
      return fill(found, data.length ? groups(data) : message('search', 'Nothing found', `Nothing here fits “${text}”. Check the spelling, or try fewer letters.`));
    } catch (error) {
      if (error.name === 'AbortError') return null;
      return fill(found, message('warning', 'The search did not work', error.message));
    }
  }

  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(look, WAIT_MS); });
  const form = el('form', { class: 'search-box', role: 'search', on: { submit: (event) => { event.preventDefault(); look(); } } }, icon('search'), field);
  look();
  return {
    node: el('div', { class: 'search-page' }, el('h1', { class: 'visually-hidden' }, 'Search'), form, found),
    title: 'Search',
    entered: () => { field.focus(); field.select(); },
    left: () => clearTimeout(timer),
  };
}

// Keeps the text in the address without a new step in the history, so that Back leads here again.
function remember(text) {
  const wanted = text ? `#/search?${new URLSearchParams({ q: text })}` : '#/search';
  if (location.hash.startsWith('#/search') && location.hash !== wanted) history.replaceState(history.state, '', wanted);
}

function groups(matches) {
  return GROUPS.map(([title, kinds]) => {
    const some = matches.filter(({ card: item }) => kinds.includes(item.kind));
    if (!some.length) return null;
    const shape = shapeOf(some[0].card);
    return el('section', { 'aria-label': title }, el('h2', {}, title),
      el('ul', { class: `wall is-${shape}` }, some.map((match) => result(match, shape))));
  });
}

function result(match, shape) {
  const place = card(match.card, { shape });
  if (match.by && match.by !== 'title' && match.text) {
    place.querySelector('.card').append(el('span', { class: 'card-why' }, match.by === 'person' ? `With ${match.text}` : match.text));
  }
  return place;
}

const hint = () => message('search', 'What are you looking for?', 'Titles, people, genres and years are found as you type.');
