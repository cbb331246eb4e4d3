// Keys, mouse and fingers of the player.

import { showHelp } from './help.js';

const DOUBLE_MS = 300;
const STEP_S = 10;

export function listen(node, video, acts) {
  const stop = new AbortController();
  const { signal } = stop;
  let lastTap = { at: 0, side: 0 }, tapTimer = 0, wasIdle = false;

  document.addEventListener('keydown', onKey, { signal, capture: true });
  node.addEventListener('pointermove', (event) => { if (event.pointerType === 'mouse') acts.show(); }, { signal });
  node.addEventListener('focusin', acts.show, { signal });
  node.addEventListener('pointerdown', () => { wasIdle = node.classList.contains('is-idle'); }, { signal, capture: true });
  node.addEventListener('pointerup', onTap, { signal });
  node.addEventListener('dblclick', (event) => { if (isBare(event) && event.pointerType !== 'touch' && !matchMedia('(pointer: coarse)').matches) acts.fullScreen(); }, { signal });

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('dialog')) return;
    if (event.key === 'Escape') { escape(event); return; }
    if (acts.isMenuOpen()) { inMenu(event); return; }
    const isOnButton = event.target.matches?.('button, a') && (event.key === ' ' || event.key === 'Enter');
    const act = isOnButton ? null : KEYS[event.key.toLowerCase()];
    if (!act || (event.target.classList?.contains('volume') && event.key.startsWith('Arrow'))) { acts.show(); return; }
    event.preventDefault();
    act(acts, video);
    acts.show();
  }

  function escape(event) {
    if (acts.isMenuOpen()) acts.closeMenu();
    else if (document.fullscreenElement) document.exitFullscreen();
    else acts.back();
    event.preventDefault();
  }

  function inMenu(event) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way) return;
    const entries = [...node.querySelectorAll('.menu button')];
    const at = entries.indexOf(document.activeElement);
    entries[(at + way + entries.length) % entries.length]?.focus();
    event.preventDefault();
  }

  // A click plays or pauses; a finger shows the buttons, and twice at a side skips there.
  function onTap(event) {
    if (!isBare(event)) return;
    if (acts.isMenuOpen()) { acts.closeMenu(); return; }
    if (event.pointerType === 'mouse') { if (event.button === 0) { acts.toggle(); acts.show(); } return; }
    const share = event.clientX / node.clientWidth;
    const side = share < 0.35 ? -1 : share > 0.65 ? 1 : 0;
    clearTimeout(tapTimer);
    if (side && lastTap.side === side && event.timeStamp - lastTap.at < DOUBLE_MS) acts.skip(side * STEP_S);
    else tapTimer = setTimeout(wasIdle ? acts.show : () => node.classList.toggle('is-idle', !video.paused), side ? DOUBLE_MS : 0);
    lastTap = { at: event.timeStamp, side };
  }

  return () => { clearTimeout(tapTimer); stop.abort(); };
}

// The film itself was hit, not a button over it.
const isBare = (event) => !event.target.closest('button, input, a, .menu, .message, .next-card');

const KEYS = {
  ' ': (acts) => acts.toggle(),
  k: (acts) => acts.toggle(),
  arrowleft: (acts) => acts.skip(-STEP_S),
  arrowright: (acts) => acts.skip(STEP_S),
  j: (acts) => acts.skip(-STEP_S),
  l: (acts) => acts.skip(STEP_S),
  arrowup: (acts, video) => acts.volume(video.volume + 0.1),
  arrowdown: (acts, video) => acts.volume(video.volume - 0.1),
  m: (acts) => acts.mute(),
  f: (acts) => acts.fullScreen(),
  n: (acts) => acts.next(),
  s: (acts) => acts.skipPart(),
  c: (acts) => acts.menu('subtitles'),
  z: (acts) => acts.shiftSubtitles(-0.1),
  x: (acts) => acts.shiftSubtitles(0.1),
  a: (acts) => acts.menu('audio'),
  h: (acts) => acts.menu('chapters'),
  p: (acts) => acts.menu('marks'),
  i: (acts) => acts.menu('why'),
  q: (acts) => acts.menu('quality'),
  '?': () => showHelp(),
  home: (acts) => acts.seek(0),
};
