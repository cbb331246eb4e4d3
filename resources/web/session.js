// One playback on the engine: opened, told where the player is, closed.

import { ask } from './api.js';
import { deviceName, profile } from './probe.js';

const TELL_MS = 10_000;
const PATIENCE_MS = 1_500;
let lastEnd = Promise.resolve();

// Waits, not long, until the engine knows where the last playback ended: pages show it.
export const settled = () => Promise.race([lastEnd, new Promise((done) => { setTimeout(done, PATIENCE_MS); })]);

// Opens a session for an item. `wish` narrows it: start_ms, asset_id, audio_index, subtitle_index.
// With `dares` the engine is told that this browser plays everything.
export async function open(id, wish, { dares = false, signal } = {}) {
  const body = { device: deviceName(), profile: dares ? 'plays-all' : await profile(), ...wish };
  const { data } = await ask(`/items/${encodeURIComponent(id)}/playback`, { method: 'POST', body, signal });
  if (new URL(data.url, location.origin).origin !== location.origin) throw new Error('The engine named a stream of somebody else.');
  return data;
}

export class Report {
  constructor(opened, video) {
    this.id = opened.session_id;
    this.video = video;
    this.isOver = false;
    this.isDismissed = false;
    this.seen = opened.start_ms || 0;
    this.isMute = true; // until the player stands where it is to start, its position means nothing
    this.timer = setInterval(() => this.tell(), TELL_MS);
  }

  begin() {
    this.isMute = false;
  }

  // Notes where the player is. One that is being mended stands at 0 for a moment: then it is where it was before.
  note() {
    const { currentTime, readyState } = this.video;
    if (currentTime > 0 || readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) this.seen = Math.round(currentTime * 1000);
  }

  get position() {
    this.note();
    return this.seen;
  }

  get #path() {
    return `/sessions/${encodeURIComponent(this.id)}`;
  }

  // Tells where the player is; keepalive lets the words out of a page that is being closed.
  async tell({ keepalive = false } = {}) {
    if (this.isOver || this.isMute) return;
    const body = { position_ms: this.position, state: this.video.paused ? 'paused' : 'playing' };
    await this.#send(body, keepalive);
  }

  // Tells what this browser could not do with what it was given: opened again, it comes in another way.
  fail(failure, position) {
    return this.isOver ? undefined : this.#send({ position_ms: position, state: 'playing', failure });
  }

  async #send(body, keepalive = false) {
    try {
      await ask(this.#path, { method: 'PATCH', body, keepalive });
    } catch (error) {
      if (error.code === 'session_not_found') this.onGone?.();
      if (error.code === 'session_dismissed') { this.isDismissed = true; this.onDismissed?.(); }
    }
  }

  end(position = this.position) {
    if (this.isOver) return lastEnd;
    this.isOver = true;
    clearInterval(this.timer);
    lastEnd = this.#close(position);
    return lastEnd;
  }

  async #close(position) {
    const query = this.isMute ? {} : { position_ms: position };
    try {
      await ask(this.#path, { method: 'DELETE', query, keepalive: true });
    } catch { /* it ended by itself, or the engine is away: it sweeps silent sessions */ }
    dispatchEvent(new Event('marquee:watched'));
  }
}
