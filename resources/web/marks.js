// Where recap, intro and credits are, as somebody says it who may change the library.

import { ask, token } from './api.js';
import { button, el, fill, iconButton } from './dom.js';
import { clock } from './words.js';

const NAMES = { recap: 'Recap', intro: 'Intro', credits: 'Credits' };
const MAY = 'library.manage';
let asked = { as: '', answer: null };

// Tells whether this token may change the library; asked once for each token.
export function mayEdit() {
  if (asked.as !== token()) {
    const answer = ask('/me').then(({ data }) => data.permissions.includes(MAY)).catch(() => { asked.as = ''; return false; });
    asked = { as: token(), answer };
  }
  return asked.answer;
}

export function said(marker) {
  if (marker.source === 'fingerprint') return `Found by fingerprint, ${Math.round(marker.confidence * 100)} %`;
  return marker.source === 'chapters' ? 'From the chapters of the file' : 'Set by hand';
}

export class Marks {
  // `known()` gives the markers, `changed()` has them read again, `at()` and `length()` are of the film, in milliseconds.
  constructor({ id, assetId, known, changed, at, length }) {
    Object.assign(this, { id, assetId, known, changed, at, length, drafts: {} });
  }

  // Fills a menu; it stays open, for a part has two edges.
  draw(menu, close, focus = 'intro-start') {
    this.again = (wanted) => this.draw(menu, close, wanted);
    menu.setAttribute('aria-label', 'Intro and credits');
    fill(menu, el('h2', {}, 'Intro and credits'), Object.keys(NAMES).map((kind) => this.#row(kind)),
      el('div', { class: 'mark-foot' }, button('Find them anew', { id: 'marks-anew', onClick: () => this.#do('', { method: 'DELETE' }, 'marks-anew') }), button('Close', { onClick: close })),
      el('p', { class: 'mark-said', role: 'status' }));
    menu.hidden = false;
    menu.querySelector(`#${focus}:not([disabled])`)?.focus();
  }

  #row(kind) {
    const marker = this.known().find((each) => each.kind === kind), draft = this.drafts[kind];
    const edge = (name, label) => button(label, { id: `${kind}-${name}`, 'aria-label': `${NAMES[kind]}: ${label}`, onClick: () => this.#set(kind, name) });
    return el('section', { class: 'mark', 'aria-label': NAMES[kind] },
      el('div', { class: 'mark-words' }, el('b', {}, NAMES[kind]), el('span', {}, place(marker, draft)), marker && !draft && el('span', { class: 'faint' }, said(marker))),
      edge('start', 'Starts here'), edge('end', 'Ends here'),
      iconButton(`${NAMES[kind]}: there is none`, 'trash', () => this.#deny(kind), { id: `${kind}-none`, disabled: !marker }));
  }

  // Both edges make a part; credits go to the end of the film unless somebody says otherwise.
  #set(kind, edge) {
    const marker = this.known().find((each) => each.kind === kind);
    const at = Math.round(this.at());
    const draft = { ...(this.drafts[kind] || { start: marker?.start_ms, end: marker?.end_ms }), [edge]: at };
    if (kind === 'credits' && draft.end === undefined && this.length() > at) draft.end = Math.floor(this.length());
    const isWhole = draft.start !== undefined && draft.end !== undefined;
    if (isWhole && draft.start < draft.end) {
      delete this.drafts[kind];
      return this.#do(`/${kind}`, { method: 'PUT', body: { start_ms: draft.start, end_ms: draft.end, asset_id: this.assetId } }, `${kind}-${edge}`);
    }
    this.drafts[kind] = isWhole ? { [edge]: at } : draft;
    return this.again(`${kind}-${edge}`);
  }

  #deny(kind) {
    delete this.drafts[kind];
    return this.#do(`/${kind}`, { method: 'DELETE', query: { asset_id: this.assetId } }, `${kind}-start`);
  }

  async #do(path, options, focus) {
    let words = '';
    try {
      await ask(`/items/${encodeURIComponent(this.id)}/markers${path}`, options);
      await this.changed();
    } catch (error) {
      words = error.message;
    }
    this.again(focus);
    document.querySelector('.mark-said').textContent = words;
  }
}

function place(marker, draft) {
  if (draft?.start !== undefined) return `From ${clock(draft.start / 1000)}; now its end`;
  if (draft?.end !== undefined) return `To ${clock(draft.end / 1000)}; now its start`;
  return marker ? `${clock(marker.start_ms / 1000)} – ${clock(marker.end_ms / 1000)}` : 'Not known';
}
