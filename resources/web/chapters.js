// The chapters of a film on its page, each with its picture; any of them can be played.

import { ask } from './api.js';
import { el } from './dom.js';
import { chapterPictures } from './scenes.js';
import { clock } from './words.js';

export function chapters({ card, versions = [] }, signal) {
  const version = versions.find((each) => !each.is_missing);
  const list = version?.chapters || [];
  if (list.length < 2 || card.kind === 'track') return null;
  const frames = list.map(() => el('span', { class: 'chapter-picture' }));
  showPictures(card.id, version.asset_id, frames, signal).catch(() => {});
  return el('section', { class: 'shelf', 'aria-label': 'Chapters' }, el('h2', {}, 'Chapters'),
    el('div', { class: 'shelf-cards' }, list.map((chapter, number) => el('a', {
      class: 'chapter',
      href: `#/play/${encodeURIComponent(card.id)}?start=${Math.round(chapter.start_ms)}&version=${encodeURIComponent(version.asset_id)}`,
    }, frames[number], el('b', {}, chapter.title || `Chapter ${number + 1}`), el('span', { class: 'faint' }, clock(chapter.start_ms / 1000))))));
}

async function showPictures(id, assetId, frames, signal) {
  const { data } = await ask(`/items/${encodeURIComponent(id)}/analysis`, { signal });
  for (const [number, url] of chapterPictures(data.find((each) => each.asset_id === assetId))) {
    frames[number]?.append(el('img', { src: url, alt: '', loading: 'lazy', decoding: 'async' }));
  }
}
