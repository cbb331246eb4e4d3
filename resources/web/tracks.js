// Which sounds and subtitles a film has, and how each is switched on.

import { Drawn } from './drawn.js';
import { canSwitchSound, playsSound } from './probe.js';
import { load, move } from './subtitles.js';
import { audioName, language, subtitleName } from './words.js';

const REMEMBERED = 'marquee.subtitles';
const OFF = 'off';

// Sounds: [{label, isOn, choose}]. One that neither the browser nor hls.js can switch is asked of the engine.
export function sounds({ video, hls, opened, version, reopen }) {
  const streams = (version?.streams || []).filter((stream) => stream.type === 'audio');
  const names = streams.map((stream, index) => audioName(stream, index + 1));
  const isCopied = opened.decision?.audio === 'copy' && opened.decision.video === 'copy';
  if (hls && hls.audioTracks.length > 1) {
    return hls.audioTracks.map((track, index) => ({
      label: names.length === hls.audioTracks.length ? names[index] : track.name || language(track.lang) || `Sound ${index + 1}`,
      isOn: index === hls.audioTrack,
      choose: () => choose(track, index),
    }));
  }
  if (canSwitchSound() && video.audioTracks.length > 1) {
    return [...video.audioTracks].map((track, index) => ({
      label: names[index] || track.label || language(track.language) || `Sound ${index + 1}`,
      isOn: track.enabled,
      choose: () => [...video.audioTracks].forEach((each) => { each.enabled = each === track; }),
    }));
  }
  const chosen = opened.decision?.audio_index ?? streams.find((stream) => stream.is_default)?.index ?? streams[0]?.index;
  return streams.map((stream, index) => ({
    label: names[index], isOn: stream.index === chosen, choose: () => reopen({ audio_index: stream.index }),
  }));

  // A film that is only packed anew brings all its sounds as they are: one that this browser cannot play is asked for.
  function choose(track, index) {
    const number = Number(/\/a(\d+)\.m3u8$/.exec(new URL(track.url, location.origin).pathname)?.[1] ?? NaN);
    const stream = streams.find((each) => each.index === number);
    if (isCopied && stream && !playsSound(stream.codec)) return reopen({ audio_index: number });
    hls.audioTrack = index;
    return undefined;
  }
}

// The subtitles of one playback: all that the engine offers, and of a stream of others what it has itself.
export class Subtitles {
  constructor({ video, hls, opened, layer }) {
    this.video = video;
    this.hls = hls;
    this.sides = (opened.subtitles || []).filter((side) => new URL(side.url, location.origin).origin === location.origin);
    this.isDrawnIn = opened.decision?.subtitle_method === 'Encode';
    this.drawn = new Drawn(video, layer);
    this.tracks = new Map();
    this.chosen = null;
    this.request = 0;
    this.offset = 0; // in seconds; later is positive
  }

  list() {
    const inside = this.sides.length ? [] : this.hls ? this.hls.subtitleTracks : this.#native();
    return [
      { label: 'Off', isOn: this.chosen === null, choose: () => this.#remember(null) },
      ...this.sides.map((side, index) => ({
        label: subtitleName(side, index + 1), isOn: this.chosen === side, choose: () => this.#remember(side),
      })),
      ...[...inside].map((track, index) => ({
        label: track.name || track.label || language(track.lang || track.language) || `Subtitle ${index + 1}`,
        isOn: this.chosen === track, choose: () => this.choose(track),
      })),
    ];
  }

  // What was chosen last time is on from the start; else what the engine chose, or what is forced.
  async begin(index) {
    if (this.isDrawnIn) return;
    const told = localStorage.getItem(REMEMBERED);
    const wanted = told === null ? this.#offered(index) : this.#inLanguage(told);
    if (wanted) await this.choose(wanted);
  }

  async choose(wanted) {
    this.chosen = wanted;
    this.request += 1;
    const request = this.request;
    this.drawn.end();
    for (const track of this.video.textTracks) track.mode = 'disabled';
    const inStream = this.#inStream(wanted);
    if (this.hls) this.hls.subtitleTrack = inStream;
    if (wanted === null || inStream >= 0) return;
    if (!this.sides.includes(wanted)) { wanted.mode = 'showing'; return; }
    try {
      if (wanted.pictures_url) { await this.drawn.begin(wanted.pictures_url, this.offset); return; }
      if (!this.tracks.has(wanted)) {
        this.tracks.set(wanted, await load(this.video, wanted, subtitleName(wanted, 1)));
        move(this.tracks.get(wanted), this.offset);
      }
    } catch (error) {
      if (request === this.request) this.chosen = null;
      throw error;
    }
    if (request === this.request) this.tracks.get(wanted).mode = 'showing';
  }

  // Shows all subtitles later (earlier when negative), in seconds, and returns how much that is altogether.
  async shift(by) {
    this.offset = Math.round((this.offset + by) * 10) / 10;
    this.drawn.offset = this.offset;
    for (const track of this.tracks.values()) move(track, by);
    if (this.sides.includes(this.chosen)) await this.choose(this.chosen);
    return this.offset;
  }

  #remember(wanted) {
    localStorage.setItem(REMEMBERED, wanted ? language(wanted.language) || '' : OFF);
    return this.choose(wanted);
  }

  #offered(index) {
    return this.sides.find((side) => index !== null && index !== undefined && side.index === index)
      || this.sides.find((side) => !side.is_embedded && (side.is_forced || side.is_default));
  }

  // Of several in a language the plain one; when none is wanted, what is forced is shown all the same.
  #inLanguage(told) {
    if (told === OFF) return this.sides.find((side) => side.is_forced);
    const same = this.sides.filter((side) => (language(side.language) || '') === told);
    return same.find((side) => !side.is_forced && !side.is_hearing_impaired) || same[0];
  }

  // hls.js fetches pieces as the film goes on, so it is there at once; what is moved in time is fetched whole.
  #inStream(wanted) {
    if (!this.hls || wanted === null) return -1;
    if (!this.sides.includes(wanted)) return this.hls.subtitleTracks.indexOf(wanted);
    const name = /\/([sx]\d+)\.vtt$/.exec(wanted.vtt_url || '')?.[1];
    if (!name || this.offset) return -1;
    return this.hls.subtitleTracks.findIndex((track) => new URL(track.url, location.origin).pathname.endsWith(`/${name}.m3u8`));
  }

  #native() {
    const own = new Set(this.tracks.values());
    return [...this.video.textTracks].filter((track) => !own.has(track) && ['subtitles', 'captions'].includes(track.kind) && !track.isOld);
  }

  // A player keeps its text tracks for ever: those of the film before are emptied and passed over.
  end() {
    this.drawn.end();
    for (const track of this.tracks.values()) {
      track.mode = 'hidden';
      [...(track.cues || [])].forEach((cue) => track.removeCue(cue));
      track.mode = 'disabled';
      track.isOld = true;
    }
  }
}
