// How much softer or louder a track is played, so that all are alike.

import { ask } from './api.js';
import { el } from './dom.js';

const KEY = 'marquee.loudness';
const LOUDEST_DB = 12, SOFTEST_DB = -24; // what a file says beyond these is not believed
const WAYS = { off: 'As it is', track: 'All tracks alike', album: 'Albums as they were made' };

export const way = () => (localStorage.getItem(KEY) in WAYS ? localStorage.getItem(KEY) : 'track');

// Returns what is known about the loudness of an item's files; nothing when nobody looked yet.
export async function levels(id) {
  try {
    return (await ask(`/items/${encodeURIComponent(id)}/analysis`)).data;
  } catch {
    return [];
  }
}

// Returns the volume to play a file with: never more than all of it, however soft the file is.
export function volumeOf(known, assetId, wanted) {
  const found = known.find((each) => each.asset_id === assetId);
  const db = (way() === 'album' ? found?.album_gain_db : null) ?? found?.gain_db ?? 0;
  const factor = way() === 'off' ? 1 : 10 ** (Math.min(LOUDEST_DB, Math.max(SOFTEST_DB, db)) / 20);
  return Math.min(1, wanted * factor);
}

// The choice, to be put into a panel.
export function chooser(changed) {
  const select = el('select', { id: 'loudness', on: { change: () => { localStorage.setItem(KEY, select.value); changed(); } } },
    Object.entries(WAYS).map(([value, label]) => el('option', { value, selected: value === way() }, label)));
  return el('label', { class: 'select music-loudness' }, el('span', {}, 'Loudness'), select);
}
