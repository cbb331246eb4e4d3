// What lies over the film: title, seek bar, buttons, menus. It draws and tells; player.js decides.

import { el, fill, icon, iconButton, setIcon, setLabel } from './dom.js';
import { clock, spoken } from './words.js';

export const HIDE_MS = 3000;
const PEEK_MS = 1500;

export function makeControls(video, acts) {
  const title = el('div', { class: 'player-title' });
  const seek = el('input', { class: 'seek', type: 'range', min: 0, max: 1, step: 'any', value: 0, 'aria-label': 'Position' });
  const marks = el('div', { class: 'seek-marks', 'aria-hidden': 'true' });
  const hover = el('output', { class: 'seek-hover', 'aria-hidden': 'true' });
  const time = el('span', { class: 'player-time' }, '0:00');
  const total = el('span', { class: 'player-time' }, '0:00');
  const volume = el('input', { class: 'volume', type: 'range', min: 0, max: 1, step: 0.05, value: video.volume, 'aria-label': 'Volume' });
  const menu = el('div', { class: 'menu', role: 'dialog', hidden: true });
  const buttons = {
    back: iconButton('Back', 'back', acts.back),
    rewind: iconButton('Back 10 seconds', 'rewind', () => acts.skip(-10), { class: 'is-large' }),
    play: iconButton('Play', 'play', acts.toggle, { class: 'is-huge', id: 'toggle' }),
    skip: iconButton('On 30 seconds', 'skip', () => acts.skip(30), { class: 'is-large' }),
    next: iconButton('Next', 'next', acts.next, { hidden: true }),
    mute: iconButton('Mute', 'volume', acts.mute),
    chapters: iconButton('Chapters', 'list', () => acts.menu('chapters'), { hidden: true, 'aria-haspopup': 'dialog' }),
    audio: iconButton('Sound', 'audio', () => acts.menu('audio'), { hidden: true, 'aria-haspopup': 'dialog' }),
    subtitles: iconButton('Subtitles', 'subtitles', () => acts.menu('subtitles'), { hidden: true, 'aria-haspopup': 'dialog' }),
    marks: iconButton('Intro and credits', 'clock', () => acts.menu('marks'), { hidden: true, 'aria-haspopup': 'dialog' }),
    quality: iconButton('Quality', 'settings', () => acts.menu('quality'), { hidden: true, 'aria-haspopup': 'dialog' }),
    why: iconButton('Why this way?', 'info', () => acts.menu('why'), { id: 'why', 'aria-haspopup': 'dialog' }),
    full: iconButton('Full screen', 'fullscreen', acts.fullScreen),
  };
  const node = el('div', { class: 'controls' },
    el('div', { class: 'player-top' }, buttons.back, title),
    el('div', { class: 'player-middle' }, buttons.rewind, buttons.play, buttons.skip),
    el('div', { class: 'player-bottom' },
      el('div', { class: 'seek-row' }, time, el('div', { class: 'seek-place' }, marks, seek, hover), total),
      el('div', { class: 'player-buttons' }, buttons.mute, volume, el('span', { class: 'gap' }), buttons.next, buttons.chapters, buttons.audio, buttons.subtitles, buttons.marks, buttons.quality, buttons.why, buttons.full)),
    menu);
  const state = { node, title, buttons, menu, seek, duration: 0, isSeeking: false };

  seek.addEventListener('input', () => { state.isSeeking = true; draw(Number(seek.value)); look(Number(seek.value)); });
  seek.addEventListener('change', () => { state.isSeeking = false; away(); acts.seek(Number(seek.value)); });
  seek.addEventListener('pointermove', (event) => point(event));
  for (const event of ['pointerleave', 'blur']) seek.addEventListener(event, away);
  volume.addEventListener('input', () => acts.volume(Number(volume.value)));

  function point(event) {
    if (event.pointerType === 'touch') return; // a finger that drags is heard as input
    const box = seek.getBoundingClientRect();
    look(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * state.duration);
  }

  function away() {
    clearTimeout(state.lookTimer);
    hover.classList.remove('is-shown');
  }

  // Shows what is at a time, above the bar.
  function look(at) {
    const share = state.duration ? at / state.duration : 0;
    const chapter = (state.chapters || []).findLast((each) => each.start_ms <= at * 1000);
    fill(hover, state.pictureAt?.(at), chapter?.title && el('b', {}, chapter.title), clock(at));
    hover.style.setProperty('--at', `${share * 100}%`);
    hover.classList.toggle('has-picture', Boolean(state.pictureAt));
    hover.classList.add('is-shown');
  }

  function draw(at) {
    const share = state.duration ? at / state.duration : 0;
    for (const each of [seek, marks]) each.style.setProperty('--share', `${share * 100}%`);
    seek.setAttribute('aria-valuetext', `${spoken(at)} of ${spoken(state.duration)}`);
    time.textContent = clock(at);
    total.textContent = clock(state.duration);
  }

  return Object.assign(state, {
    // For those who go along the bar by keys.
    peek(at) {
      if (document.activeElement !== seek) return;
      look(at);
      clearTimeout(state.lookTimer);
      state.lookTimer = setTimeout(away, PEEK_MS);
    },
    update() {
      seek.max = state.duration || 1;
      if (!state.isSeeking) { seek.value = video.currentTime; draw(video.currentTime); }
      const { buffered } = video;
      let end = 0;
      for (let index = 0; index < buffered.length; index += 1) {
        if (buffered.start(index) <= video.currentTime + 0.5) end = Math.max(end, buffered.end(index));
      }
      seek.style.setProperty('--loaded', `${state.duration ? Math.min(100, end / state.duration * 100) : 0}%`);
    },
    updateState() {
      const paused = video.paused && !video.ended;
      setIcon(buttons.play, video.ended ? 'refresh' : paused ? 'play' : 'pause');
      setLabel(buttons.play, video.ended ? 'Play again' : paused ? 'Play' : 'Pause');
      const silent = video.muted || video.volume === 0;
      setIcon(buttons.mute, silent ? 'mute' : 'volume');
      setLabel(buttons.mute, silent ? 'Sound on' : 'Mute');
      volume.value = video.muted ? 0 : video.volume;
      volume.style.setProperty('--share', `${volume.value * 100}%`);
    },
    setChapters(chapters) {
      state.chapters = chapters;
      buttons.chapters.hidden = chapters.length < 2;
      fill(marks, chapters.filter((each) => each.start_ms > 0)
        .map((each) => el('i', { vars: { at: `${each.start_ms / 10 / (state.duration || 1)}%` } })));
    },
  });
}

// A menu of choices, of which one is on.
export function choices(menu, label, entries, { chosen, close, about }) {
  menu.setAttribute('aria-label', label);
  fill(menu, el('h2', {}, label), about && el('p', { class: 'menu-about' }, about), el('div', { role: 'radiogroup', 'aria-label': label }, entries.map((entry) => el('button', {
    type: 'button', role: 'radio', class: 'menu-entry', 'aria-checked': String(entry.isOn), on: { click: () => { chosen(entry); close(); } },
  }, icon('check'), entry.picture && el('img', { class: 'menu-picture', src: entry.picture, alt: '', loading: 'lazy' }),
  el('span', { class: 'gap' }, entry.label), entry.note && el('span', { class: 'faint' }, entry.note)))));
  menu.hidden = false;
  (menu.querySelector('[aria-checked="true"]') || menu.querySelector('button'))?.focus();
}

const METHODS = {
  DirectPlay: 'Your browser plays this file as it is.',
  Remux: 'The file is packed anew for your browser; picture and sound are untouched.',
  DirectStream: 'The picture is untouched; something else is converted for your browser.',
  Transcode: 'The picture is converted for your browser.',
};

// "Why this way?": the sentence of the engine, and what was measured against what is allowed.
export function why(menu, decision = {}, close) {
  const rows = (decision.explanation || []).map((reason) => el('li', {},
    el('b', {}, [reason.stream, reason.property].filter(Boolean).join(': ')),
    el('span', {}, reason.measured), el('span', { class: 'faint' }, `allowed: ${reason.allowed}`), el('span', { class: 'faint' }, reason.source)));
  menu.setAttribute('aria-label', 'Why this way?');
  fill(menu, el('h2', {}, 'Why this way?'), el('p', { id: 'why-words' }, decision.words || METHODS[decision.method] || 'The engine did not say.'),
    rows.length > 0 && el('ul', { class: 'reasons' }, rows),
    el('button', { type: 'button', class: 'button', on: { click: close } }, el('span', {}, 'Close')));
  menu.hidden = false;
  menu.querySelector('button').focus();
}
