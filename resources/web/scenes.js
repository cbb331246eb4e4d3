// What is known about parts of a film: small pictures for the seek bar, and what a viewer may want to skip.

import { ask } from './api.js';
import { button, el } from './dom.js';
import { Marks } from './marks.js';
import { clock } from './words.js';

const LABELS = { recap: 'Skip recap', intro: 'Skip intro', credits: 'Skip credits' };
const SURE = 0.5; // what is less certain is not offered
const END_S = 1;
const NEAR_END_S = 15;
const PLACE = /^\/stream\/trickplay\//;

export class Scenes {
  constructor({ video, controls, acts }) {
    Object.assign(this, { video, controls, acts, part: null, parts: [], markers: [], marks: null, pictures: new Map(), hasNext: false });
    this.label = el('span', {});
    this.node = button('', { name: 'next', kind: 'skip-part', hidden: true, id: 'skip-part', onClick: () => this.skip() });
    this.node.replaceChild(this.label, this.node.lastChild);
  }

  // A film that was not looked at yet plays all the same.
  async begin(id, opened, signal) {
    Object.assign(this, { parts: [], markers: [], part: null, pictures: new Map(), hasNext: Boolean(opened.next_id) });
    this.controls.pictureAt = null;
    this.marks = new Marks({
      id,
      assetId: opened.asset_id,
      known: () => this.markers,
      changed: () => this.#read(id, opened, signal),
      at: () => this.video.currentTime * 1000,
      length: () => opened.duration_ms || this.controls.duration * 1000,
    });
    const found = await this.#read(id, opened, signal);
    if (!found) return;
    this.pictures = chapterPictures(found);
    this.controls.pictureAt = strip(found.trickplay);
  }

  async #read(id, opened, signal) {
    const { data } = await ask(`/items/${encodeURIComponent(id)}/analysis`, { signal });
    const found = data.find((each) => each.asset_id === opened.asset_id);
    this.markers = found?.markers || [];
    this.parts = this.markers.filter((each) => LABELS[each.kind] && each.confidence >= SURE);
    this.update();
    return found;
  }

  // The chapters as a menu has them.
  list() {
    const chapters = this.controls.chapters || [], at = this.video.currentTime * 1000;
    const now = chapters.findLastIndex((each) => each.start_ms <= at + 1);
    return chapters.map((each, number) => ({
      label: each.title || `Chapter ${number + 1}`,
      note: clock(each.start_ms / 1000),
      isOn: number === now,
      picture: this.pictures.get(number),
      choose: () => this.acts.seek(each.start_ms / 1000),
    }));
  }

  // Offers to skip what plays at the moment.
  update() {
    const at = this.video.currentTime * 1000;
    const part = this.parts.find((each) => each.start_ms <= at && at < each.end_ms - END_S * 1000) || null;
    if (part === this.part) return;
    this.part = part;
    if (!part && document.activeElement === this.node) this.controls.buttons.play.focus();
    this.node.hidden = !part;
    if (part) this.label.textContent = LABELS[part.kind];
  }

  skip() {
    if (!this.part) return false;
    const end = this.part.end_ms / 1000;
    const isLast = this.part.kind === 'credits' && this.controls.duration - end < NEAR_END_S;
    if (isLast && this.hasNext) this.acts.next();
    else this.acts.seek(end);
    return true;
  }
}

// Returns the pictures of chapters by the numbers of these.
export const chapterPictures = (found) => new Map((found?.chapter_pictures || [])
  .filter((each) => PLACE.test(each.url)).map((each) => [each.number, each.url]));

// Returns what gives the picture at a time as an element, or null when there are none.
export function strip(trickplay) {
  if (!trickplay?.count || !trickplay.sheets.every((url) => PLACE.test(url))) return null;
  const { width_px: width, height_px: height, columns, rows, count, step_ms: step, sheets } = trickplay;
  return (seconds) => {
    const number = Math.max(0, Math.min(count - 1, Math.floor(seconds * 1000 / step)));
    const sheet = Math.floor(number / (columns * rows)), place = number % (columns * rows);
    return el('span', {
      class: 'seek-picture',
      vars: {
        sheet: `url("${sheets[sheet]}")`, width: `${width}px`, height: `${height}px`,
        x: `${-(place % columns) * width}px`, y: `${-Math.floor(place / columns) * height}px`,
      },
    });
  };
}
