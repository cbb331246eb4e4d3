// Music that goes on while somebody browses: a queue, a bar at the foot, the keys and the lock screen of the device.

import { el, fill, icon, iconButton, setIcon, setLabel, tell } from './dom.js';
import { chooser, levels, volumeOf } from './loudness.js';
import { artwork, choose } from './pictures.js';
import { Queue } from './queue.js';
import { open, Report } from './session.js';
import { attach } from './stream.js';
import { clock, spoken } from './words.js';

const VOLUME = 'marquee.volume';
const RESTART_S = 5;
const MOST_SKIPPED = 3;
const REPEAT_WORDS = { off: 'Repeat: off', all: 'Repeat: all', one: 'Repeat: this track' };

class Music {
  constructor() {
    this.queue = null;
    this.here = null;
    this.run = 0;
    this.skipped = 0;
  }

  // Plays cards from one of them on. Called by a click: browsers let nothing sound before one.
  play(cards, index = 0) {
    const there = cards.filter((card) => !card.is_missing);
    if (!there.length) { tell('These tracks are not there at the moment.'); return; }
    this.#build();
    const { isShuffled, repeat } = this.queue || {};
    this.queue = new Queue(there, Math.max(0, there.indexOf(cards[index])));
    if (isShuffled) this.queue.shuffle();
    this.queue.repeat = repeat || 'off';
    this.#start();
  }

  // The id of the track that is played, or undefined.
  get playing() {
    return this.queue?.card?.id;
  }

  toggle() {
    if (!this.queue) return;
    if (this.audio.paused) this.audio.play().catch((error) => tell(error.message));
    else this.audio.pause();
  }

  next() {
    if (this.queue?.next()) this.#start();
  }

  previous() {
    if (!this.queue) return;
    if (this.audio.currentTime > RESTART_S) { this.seek(0); return; }
    this.queue.previous();
    this.#start();
  }

  seek(seconds) {
    if (Number.isFinite(seconds)) this.audio.currentTime = Math.max(0, seconds);
    this.here?.report.tell();
  }

  // Ends it; the session keeps where it stood.
  close() {
    if (!this.node) return;
    this.run += 1;
    this.queue = null;
    this.#end();
    this.node.hidden = true;
    this.panel.hidden = true;
    document.body.classList.remove('has-music');
    this.#mark();
    if (navigator.mediaSession) navigator.mediaSession.metadata = null;
  }

  async #start() {
    this.run += 1;
    const { run } = this;
    const { card } = this.queue;
    this.#end();
    this.#show(card);
    try {
      const [opened, known] = await Promise.all([open(card.id, { start_ms: 0 }), levels(card.id)]);
      if (run !== this.run) { new Report(opened, this.audio).end(); return; }
      const report = new Report(opened, this.audio);
      this.here = { report, stream: null, opened, known };
      this.#level();
      report.onDismissed = () => { this.close(); tell('The owner of this Marquee stopped the music.'); };
      report.onGone = async () => { report.id = (await open(card.id, { start_ms: report.position })).session_id; };
      this.here.stream = await attach(this.audio, opened.url, { failed: (words) => this.#fail(words) });
      if (run !== this.run) return;
      report.begin();
      await this.audio.play();
      this.skipped = 0;
    } catch (error) {
      if (run === this.run && error.name !== 'AbortError') this.#fail(error.message, error.name === 'NotAllowedError');
    }
  }

  #level() {
    if (this.here) this.audio.volume = volumeOf(this.here.known, this.here.opened.asset_id, this.volume);
  }

  // What cannot be played is passed over; after some of them it is not the track that is wrong.
  #fail(words, isAsleep = false) {
    tell(words);
    this.skipped += 1;
    if (!isAsleep && this.skipped < MOST_SKIPPED) this.next();
    else this.#drawState();
  }

  #end() {
    const { here } = this;
    this.here = null;
    if (!here) return;
    const { position } = here.report;
    this.audio.pause();
    here.stream?.stop();
    here.report.end(position);
  }

  #build() {
    if (this.node) return;
    this.audio = el('audio', { preload: 'auto' });
    this.volume = Math.min(1, Math.max(0, Number(localStorage.getItem(VOLUME) ?? 1))) || 1;
    this.cover = el('span', { class: 'music-cover', 'aria-hidden': 'true' });
    this.words = el('a', { class: 'music-words', href: '#/music' });
    this.range = el('input', { class: 'seek', type: 'range', min: 0, max: 1, step: 'any', value: 0, 'aria-label': 'Position in the track' });
    this.time = el('span', { class: 'faint music-time' });
    this.buttons = {
      shuffle: iconButton('Shuffle', 'shuffle', () => { this.queue.shuffle(); this.#draw(); }, { class: 'is-extra', 'aria-pressed': 'false' }),
      previous: iconButton('Previous', 'previous', () => this.previous()),
      play: iconButton('Pause', 'pause', () => this.toggle(), { id: 'music-toggle' }),
      next: iconButton('Next', 'next', () => this.next(), { id: 'music-next' }),
      repeat: iconButton(REPEAT_WORDS.off, 'refresh', () => { this.queue.turnRepeat(); this.#draw(); }, { class: 'is-extra' }),
      queue: iconButton('Queue', 'queue', () => this.#togglePanel(), { 'aria-expanded': 'false', id: 'music-queue' }),
      close: iconButton('Stop the music', 'close', () => this.close()),
    };
    this.panel = el('section', { class: 'music-panel', 'aria-label': 'Queue', hidden: true });
    this.node = el('section', { class: 'music-bar', 'aria-label': 'Music', hidden: true }, this.range, this.cover, this.words, this.time,
      el('div', { class: 'music-buttons' }, Object.values(this.buttons)), this.panel);
    document.body.append(this.node, this.audio);
    this.#hear();
  }

  #hear() {
    const { audio } = this;
    this.range.addEventListener('change', () => this.seek(Number(this.range.value)));
    this.node.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !this.panel.hidden) { this.#togglePanel(); event.preventDefault(); event.stopPropagation(); }
    });
    for (const event of ['timeupdate', 'durationchange', 'seeked']) audio.addEventListener(event, () => this.#drawTime());
    for (const event of ['play', 'pause']) audio.addEventListener(event, () => { this.here?.report.tell(); this.#drawState(); });
    audio.addEventListener('ended', () => { if (this.queue?.next({ isEnded: true })) this.#start(); else this.close(); });
    audio.addEventListener('error', () => { if (audio.error && audio.getAttribute('src')) this.#fail('Your browser cannot play this track.'); });
    addEventListener('pagehide', () => this.here?.report.end());
  }

  #claimKeys() {
    const acts = {
      play: () => this.toggle(), pause: () => this.toggle(), stop: () => this.close(), nexttrack: () => this.next(),
      previoustrack: () => this.previous(), seekto: ({ seekTime }) => this.seek(seekTime),
      seekbackward: () => this.seek(this.audio.currentTime - 10), seekforward: () => this.seek(this.audio.currentTime + 30),
    };
    for (const [name, act] of Object.entries(acts)) navigator.mediaSession?.setActionHandler(name, act);
  }

  #show(card) {
    this.node.hidden = false;
    document.body.classList.add('has-music');
    const found = choose(card, 'cover', 'poster', 'thumb');
    fill(this.cover, found ? artwork(found, 96, { eager: true }) : icon('music'));
    fill(this.words, el('b', {}, card.title), el('span', {}, card.top_title || ''));
    this.words.setAttribute('href', `#/item/${encodeURIComponent(card.parent_id || card.id)}`);
    if (navigator.mediaSession) {
      navigator.mediaSession.metadata = new MediaMetadata({ title: card.title, artist: card.top_title || '', album: card.parent_title || '' });
      this.#claimKeys();
    }
    this.#drawTime();
    this.#draw();
    this.#mark();
  }

  // Shows in lists of tracks which one is played.
  #mark() {
    for (const track of document.querySelectorAll('.track[data-id]')) {
      if (track.dataset.id === this.playing) track.setAttribute('aria-current', 'true');
      else track.removeAttribute('aria-current');
    }
  }

  #draw() {
    const { queue, buttons } = this;
    buttons.shuffle.setAttribute('aria-pressed', String(queue.isShuffled));
    buttons.shuffle.classList.toggle('is-on', queue.isShuffled);
    setLabel(buttons.repeat, REPEAT_WORDS[queue.repeat]);
    buttons.repeat.classList.toggle('is-on', queue.repeat !== 'off');
    buttons.repeat.dataset.repeat = queue.repeat;
    fill(this.panel, el('h2', {}, 'Queue'), chooser(() => this.#level()), el('ol', {}, queue.list.map((card, place) => el('li', {}, el('button', {
      type: 'button', class: 'menu-entry', 'aria-current': place === queue.at ? 'true' : undefined, on: { click: () => { queue.jump(place); this.#start(); } },
    }, icon('play'), el('span', {}, card.title), el('span', { class: 'faint' }, card.duration_ms ? clock(card.duration_ms / 1000) : ''))))));
    this.#drawState();
  }

  #drawState() {
    setIcon(this.buttons.play, this.audio.paused ? 'play' : 'pause');
    setLabel(this.buttons.play, this.audio.paused ? 'Play' : 'Pause');
    if (navigator.mediaSession) navigator.mediaSession.playbackState = this.audio.paused ? 'paused' : 'playing';
  }

  #drawTime() {
    const duration = Number.isFinite(this.audio.duration) ? this.audio.duration : (this.queue?.card?.duration_ms || 0) / 1000;
    const at = this.audio.currentTime;
    this.range.max = duration || 1;
    this.range.value = at;
    this.range.style.setProperty('--share', `${duration ? at / duration * 100 : 0}%`);
    this.range.setAttribute('aria-valuetext', `${spoken(at)} of ${spoken(duration)}`);
    this.time.textContent = `${clock(at)} / ${clock(duration)}`;
    if (duration && navigator.mediaSession?.setPositionState) navigator.mediaSession.setPositionState({ duration, position: Math.min(at, duration) });
  }

  #togglePanel() {
    this.panel.hidden = !this.panel.hidden;
    this.buttons.queue.setAttribute('aria-expanded', String(!this.panel.hidden));
    if (this.panel.hidden) this.buttons.queue.focus();
    else (this.panel.querySelector('[aria-current]') || this.panel.querySelector('button'))?.focus();
  }
}

export const music = new Music();

// All tracks of an album, or of all albums of an artist, in their order.
export async function tracksOf(card, list) {
  if (card.kind === 'album') return list(card.id);
  const all = [];
  for (const album of await list(card.id)) all.push(...await list(album.id));
  return all;
}
