// What comes next, said over the end of the film before.

import { button, el, fill } from './dom.js';

const NEXT_S = 8;

// Counts down to `next` unless somebody stays; returns what ends the counting.
export function announce(over, next) {
  let seconds = NEXT_S;
  const left = el('span', { 'aria-live': 'polite' }, `Next in ${seconds} s`);
  const timer = setInterval(count, 1000);
  const go = button('Play next', { name: 'play', kind: 'is-main', onClick: next });
  const stay = button('Stay', { onClick: () => { clearInterval(timer); fill(over); } });
  fill(over, el('div', { class: 'next-card', role: 'dialog', 'aria-label': 'Next' }, left, el('div', { class: 'actions' }, go, stay)));
  go.focus();

  function count() {
    seconds -= 1;
    left.textContent = `Next in ${seconds} s`;
    if (seconds <= 0) { clearInterval(timer); next(); }
  }

  return () => clearInterval(timer);
}
