// Starts the page: signed in or not, the frame with its rail, and which view an address shows.

import { forgetToken, token, whenSignedOut } from './api.js';
import { el, fill, icon } from './dom.js';
import { detailsView } from './details.js';
import { showHelp } from './help.js';
import { homeView } from './home.js';
import { music } from './music.js';
import { playerView } from './player.js';
import { searchView } from './search.js';
import { askToSignOut, signInView } from './signin.js';
import { moveFocus } from './spatial.js';
import { trouble } from './trouble.js';
import { wallView } from './wall.js';

const PLACES = [
  ['home', 'Home', 'home', homeView], ['films', 'Films', 'film', wallView], ['shows', 'Shows', 'tv', wallView],
  ['music', 'Music', 'music', wallView], ['search', 'Search', 'search', searchView],
];
const VIEWS = { ...Object.fromEntries(PLACES.map(([key, , , view]) => [key, view])), item: detailsView, play: playerView };
const KEPT = 8; // views that are shown again as they were left
const app = document.getElementById('app');
const kept = new Map();
const main = el('main', { id: 'main', tabindex: '-1' });
let frame = null;
let current = null;

function show() {
  leave();
  if (!token()) return showSignIn();
  const { key, id, query } = place();
  const view = VIEWS[key];
  if (key === 'play') return enter(view, { id, query }, (node) => fill(app, node));
  if (!frame) frame = makeFrame();
  if (!app.contains(frame)) fill(app, frame);
  mark(key);
  const again = kept.get(location.hash);
  if (again) return enterAgain(again);
  return enter(view, { key, id, query }, (node) => { fill(main, node); scrollTo(0, 0); });
}

function enter(view, asked, put) {
  const stop = new AbortController();
  const name = (title, belongs) => { if (current?.stop === stop) { current.belongs = belongs; retitle(title, belongs); } };
  const made = view({ ...asked, signal: stop.signal, retitle: name, again: show });
  current = { ...made, hash: location.hash, stop };
  put(made.node);
  retitle(made.title);
  if (asked.key) main.focus({ preventScroll: true });
  made.entered?.();
}

function enterAgain(view) {
  current = { ...view, hash: location.hash, stop: new AbortController() };
  fill(main, view.node);
  retitle(view.title, view.belongs);
  scrollTo(0, view.top);
  const link = view.focused && view.node.querySelector(`a[href="${CSS.escape(view.focused)}"]`);
  (link || main).focus({ preventScroll: true });
}

// Walls are kept as they are: coming back from a film leads to the same row of the same wall.
function leave() {
  if (!current) return;
  const { node, title, belongs, hash, stop, keeps, left } = current;
  if (keeps && token()) {
    const focused = node.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    kept.delete(hash);
    kept.set(hash, { node, title, belongs, keeps, left, top: scrollY, focused });
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  } else stop.abort();
  left?.();
  current = null;
}

function place() {
  const [path, text = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [key = '', id = ''] = path.split('/');
  return { key: Object.hasOwn(VIEWS, key) ? key : 'home', id: decodeURIComponent(id), query: new URLSearchParams(text) };
}

function makeFrame() {
  const link = ([key, label, name]) => el('a', { class: 'rail-link', href: `#/${key}`, 'data-place': key },
    icon(name), el('span', {}, label));
  return el('div', { class: 'frame' },
    el('a', { class: 'skip-link', href: '#main', on: { click: (event) => { event.preventDefault(); main.focus(); } } }, 'To the content'),
    el('nav', { class: 'rail', 'aria-label': 'Marquee' },
      el('a', { class: 'brand', href: '#/home', 'aria-label': 'Marquee, home' },
        el('img', { src: '/web/icons/marquee.svg', alt: '', width: 30, height: 30 }), el('b', {}, 'Marquee')),
      el('div', { class: 'rail-links' }, PLACES.map(link)),
      el('button', { class: 'rail-link rail-foot is-help', type: 'button', title: 'Keys (?)', on: { click: showHelp } }, icon('question'), el('span', {}, 'Keys')),
      el('button', { class: 'rail-link', type: 'button', 'aria-haspopup': 'dialog', on: { click: () => askToSignOut(signOut) } }, icon('user'), el('span', {}, 'Sign out'))),
    main);
}

function mark(key) {
  for (const link of frame.querySelectorAll('[data-place]')) {
    if (link.dataset.place === key) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function showSignIn(reason = '') {
  kept.clear();
  frame = null;
  const { node, entered } = signInView({ reason, done: show });
  fill(app, node);
  retitle('Sign in');
  entered();
}

function signOut() {
  music.close();
  forgetToken();
  leave();
  showSignIn();
}

// `belongs` is the place of the rail where a page is that has none of its own.
function retitle(title, belongs) {
  if (belongs && frame) mark(belongs);
  document.title = title ? `${title} · Marquee` : 'Marquee';
}

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.body.classList.contains('is-playing')) return;
  const isTyping = event.target.matches?.('input, select, textarea');
  if (event.key === '?' && !isTyping) {
    event.preventDefault();
    showHelp();
  } else if (event.key === '/' && !isTyping && token()) {
    event.preventDefault();
    location.hash = '#/search';
  } else if (event.key === 'Escape' && token() && !['', '#/home'].includes(location.hash)) history.back();
  else if (event.key.startsWith('Arrow') && !isTyping && moveFocus(event.key)) event.preventDefault();
}

whenSignedOut(() => {
  music.close();
  forgetToken();
  leave();
  showSignIn('Your token does not count any more. Sign in again.');
});
addEventListener('hashchange', show);
addEventListener('keydown', onKey);
addEventListener('marquee:watched', () => kept.clear());
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  if (event.reason?.name === 'AbortError') return;
  if (!main.isConnected) return;
  fill(main, trouble(event.reason, show));
});
show();
