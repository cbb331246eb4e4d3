// The keys of this page, on "?".

import { button, el } from './dom.js';

const BROWSE = [
  ['←  ↑  ↓  →', 'Move between cards'], ['Enter', 'Open'], ['/', 'Search'], ['Esc', 'Back'], ['?', 'These keys'],
];
const WATCH = [
  ['Space  K', 'Play or pause'], ['←  →', 'Back or on 10 seconds'], ['↑  ↓', 'Louder or quieter'], ['M', 'Sound off or on'],
  ['C', 'Subtitles'], ['A', 'Sound'], ['Q', 'Quality'], ['I', 'Why this way?'], ['S', 'Skip the intro or the credits'], ['P', 'Where intro and credits are'], ['N', 'Next'],
  ['F', 'Full screen'], ['Home', 'To the beginning'], ['Esc', 'Back'],
];
const TOUCH = [['Tap', 'Show the buttons'], ['Tap twice at a side', 'Back or on 10 seconds']];

// Shows the keys over the page; the focus goes back to where it was.
export function showHelp() {
  if (document.querySelector('dialog.help')) return;
  const rows = (list) => el('dl', {}, list.map(([keys, what]) => [el('dt', {}, keys.split('  ').map((key) => el('kbd', {}, key))), el('dd', {}, what)]));
  const node = el('dialog', { class: 'help', 'aria-labelledby': 'help-title' },
    el('h2', { id: 'help-title' }, 'Keys'),
    el('div', { class: 'help-parts' }, el('div', {}, el('h3', {}, 'Everywhere'), rows(BROWSE), el('h3', {}, 'Fingers'), rows(TOUCH)), el('div', {}, el('h3', {}, 'While something plays'), rows(WATCH))),
    button('Close', { kind: 'is-main', onClick: () => node.close() }));
  node.addEventListener('keydown', (event) => { event.stopPropagation(); if (event.key === '?') node.close(); });
  node.addEventListener('click', (event) => { if (event.target === node) node.close(); });
  node.addEventListener('close', () => node.remove());
  document.body.append(node);
  node.showModal();
}
