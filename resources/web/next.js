// What comes next, said over the end of the film before.

import { ask } from './api.js';
import { button, el, fill } from './dom.js';
import { playing } from './words.js';

const NEXT_S = 8;

// Counts down to `next`, the item of that id, unless somebody stays; returns what ends the counting.
export function announce(over, next, id) {
  let seconds = NEXT_S;
  const left = el('span', { class: 'soft' }, `Next in ${seconds} s`);
  const name = el('b', { class: 'next-name', 'aria-live': 'polite' });
  ask(`/items/${encodeURIComponent(id)}`).then(({ data }) => { name.textContent = playing(data.card).at(data.card.kind === 'episode' ? 1 : 0); }, () => {});
  const timer = setInterval(count, 1000);
  const go = button('Play next', { name: 'play', kind: 'is-main', onClick: next });
  const stay = button('Stay', { onClick: () => { clearInterval(timer); fill(over); } });
  fill(over, el('div', { class: 'next-card', role: 'dialog', 'aria-label': 'Next' }, el('div', { class: 'next-words' }, left, name), el('div', { class: 'actions' }, go, stay)));
  go.focus();

  function count() {
    seconds -= 1;
    left.textContent = `Next in ${seconds} s`;
    if (seconds <= 0) { clearInterval(timer); next(); }
  }

  return () => clearInterval(timer);
}
