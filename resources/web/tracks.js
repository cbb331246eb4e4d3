// Which sounds and subtitles a film has, and how each is switched on.

import { canSwitchSound } from './probe.js';
import { load } from './subtitles.js';
import { audioName, language, subtitleName } from './words.js';

// Sounds: [{label, isOn, choose}]. One that neither the browser nor hls.js can switch is asked of the engine.
export function sounds({ video, hls, opened, version, reopen }) {
  const streams = (version?.streams || []).filter((stream) => stream.type === 'audio');
  const names = streams.map((stream, index) => audioName(stream, index + 1));
  if (hls && hls.audioTracks.length > 1) {
    return hls.audioTracks.map((track, index) => ({
      label: names.length === hls.audioTracks.length ? names[index] : track.name || language(track.lang) || `Sound ${index + 1}`,
      isOn: index === hls.audioTrack,
      choose: () => { hls.audioTrack = index; },
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
}

// The subtitles of one playback: files beside the film, and those inside the stream.
export class Subtitles {
  constructor({ video, hls, opened }) {
    this.video = video;
    this.hls = hls;
    this.sides = (opened.subtitles || []).filter((side) => new URL(side.url, location.origin).origin === location.origin);
    this.tracks = new Map();
    this.chosen = null;
    this.request = 0;
  }

  list() {
    const inside = this.hls ? this.hls.subtitleTracks : this.#native();
    return [
      { label: 'Off', isOn: this.chosen === null, choose: () => this.choose(null) },
      ...this.sides.map((side, index) => ({
        label: subtitleName(side, index + 1), isOn: this.chosen === side, choose: () => this.choose(side),
      })),
      ...[...inside].map((track, index) => ({
        label: track.name || track.label || language(track.lang || track.language) || `Subtitle ${index + 1}`,
        isOn: this.chosen === track, choose: () => this.choose(track),
      })),
    ];
  }

  // The one that the engine chose, or that is forced, is on from the start.
  async begin(index) {
    const wanted = this.sides.find((side) => index !== null && index !== undefined && side.index === index)
      || this.sides.find((side) => side.is_forced || side.is_default);
    if (wanted) await this.choose(wanted);
  }

  async choose(wanted) {
    this.chosen = wanted;
    this.request += 1;
    const request = this.request;
    for (const track of this.video.textTracks) track.mode = 'disabled';
    if (this.hls) this.hls.subtitleTrack = this.hls.subtitleTracks.indexOf(wanted);
    if (wanted === null || (this.hls && this.hls.subtitleTracks.includes(wanted))) return;
    if (!this.sides.includes(wanted)) { wanted.mode = 'showing'; return; }
    if (!this.tracks.has(wanted)) {
      try {
        this.tracks.set(wanted, await load(this.video, wanted, subtitleName(wanted, 1)));
      } catch (error) {
        this.chosen = null;
        throw error;
      }
    }
    if (request === this.request) this.tracks.get(wanted).mode = 'showing';
  }

  #native() {
    const own = new Set(this.tracks.values());
    return [...this.video.textTracks].filter((track) => !own.has(track) && ['subtitles', 'captions'].includes(track.kind) && !track.isOld);
  }

  // A player keeps its text tracks for ever: those of the film before are emptied and passed over.
  end() {
    for (const track of this.tracks.values()) {
      track.mode = 'hidden';
      [...(track.cues || [])].forEach((cue) => track.removeCue(cue));
      track.mode = 'disabled';
      track.isOld = true;
    }
  }
}
