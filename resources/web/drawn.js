// Subtitles that are pictures, drawn over the film: the engine gives them in blocks of a minute or so.

import { el, fill } from './dom.js';

const KEPT = 6;

export class Drawn {
  constructor(video, layer) {
    this.video = video;
    this.layer = layer;
    this.offset = 0;
    this.stop = null;
    this.shown = '';
  }

  // Shows the subtitle whose list of blocks is at `url`, from now on.
  async begin(url, offset) {
    this.end();
    const stop = new AbortController();
    Object.assign(this, { stop, offset, list: new URL(url, location.origin), blocks: new Map() });
    const { signal } = stop;
    const response = await fetch(this.list, { signal });
    if (!response.ok) throw new Error('The subtitles are not there.');
    this.told = (await response.json()).data;
    for (const event of ['timeupdate', 'seeked']) this.video.addEventListener(event, () => this.draw(), { signal });
    new ResizeObserver((_, observer) => (signal.aborted ? observer.disconnect() : this.draw(true))).observe(this.layer);
    this.frame();
  }

  // Between the events of the player, so that words come and go in time.
  frame() {
    const { signal } = this.stop;
    const look = () => { if (!signal.aborted) { this.draw(); setTimeout(look, 100); } };
    look();
  }

  draw(isAnew = false) {
    if (!this.told) return;
    const at = (this.video.currentTime - this.offset) * 1000;
    const number = Math.max(0, Math.floor(at / this.told.block_ms));
    const block = this.#block(number);
    if (at % this.told.block_ms > this.told.block_ms / 2) this.#block(number + 1);
    const cues = (block?.cues || []).filter((cue) => cue.start_ms <= at && at < cue.end_ms);
    const key = cues.map((cue) => `${number}/${cue.start_ms}`).join();
    if (key === this.shown && !isAnew) return;
    this.shown = key;
    const box = frameOf(this.video);
    fill(this.layer, cues.flatMap((cue) => cue.pictures).map((each) => el('img', {
      src: block.urls[each.picture], alt: '',
      vars: { x: px(box.x + each.x * box.width), y: px(box.y + each.y * box.height), w: px(each.width * box.width), h: px(each.height * box.height) },
    })));
  }

  end() {
    this.stop?.abort();
    Object.assign(this, { stop: null, told: null, shown: '' });
    if (this.layer) fill(this.layer);
  }

  // A block that is there; one that is not is fetched.
  #block(number) {
    const { blocks, told, stop } = this;
    if (number >= told.lists.length) return null;
    if (!blocks.has(number)) {
      blocks.set(number, null);
      if (blocks.size > KEPT) blocks.delete(blocks.keys().next().value);
      const url = new URL(told.lists[number], this.list);
      fetch(url, { signal: stop.signal }).then((response) => (response.ok ? response.json() : { data: { cues: [], urls: [] } }))
        .then(({ data }) => {
          blocks.set(number, { cues: data.cues, urls: data.urls.map((each) => new URL(each, url).href) });
          if (blocks === this.blocks) this.draw();
        }).catch(() => blocks.delete(number));
    }
    return blocks.get(number);
  }
}

const px = (number) => `${number.toFixed(1)}px`;

// Where the picture is inside the player: as large as it fits, in the middle.
function frameOf(video) {
  const { clientWidth: across, clientHeight: down, videoWidth: width, videoHeight: height } = video;
  if (!width || !height) return { x: 0, y: 0, width: across, height: down };
  const scale = Math.min(across / width, down / height);
  return { x: (across - width * scale) / 2, y: (down - height * scale) / 2, width: width * scale, height: height * scale };
}
