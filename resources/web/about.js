// What is known about an item besides its title: facts, badges, people, files.

import { el } from './dom.js';
import { audioName, codec, count, factLine, language, range, resolution, runtime, size } from './words.js';

const PEOPLE = 24;

export function facts({ card, genres = [], about = {}, versions = [] }) {
  const streams = versions[0]?.streams || [];
  const audio = streams.filter((stream) => stream.type === 'audio');
  const badges = [
    about.certificate, resolution(card.height_px), range(card.range_type),
    audio[0] && card.kind !== 'track' && audioName({ ...audio[0], language: '', title: '' }, 1).replace(/^Sound 1 · /, ''),
    streams.some((stream) => stream.type === 'subtitle') && 'Subtitles',
  ].filter(Boolean);
  const isWhole = ['show', 'season', 'artist'].includes(card.kind); // nobody watches it in one go: its length says nothing
  const line = factLine([
    card.year, !isWhole && runtime(card.duration_ms || about.runtime_ms), parts(card), genres.slice(0, 3).join(', '), rating(about.ratings),
  ]);
  return [
    line && el('p', { class: 'facts' }, line),
    badges.length > 0 && el('p', { class: 'hero-badges' }, badges.map((text) => el('span', { class: 'badge is-plain' }, text))),
  ];
}

function parts(card) {
  const noun = { show: 'episode', season: 'episode', album: 'track', artist: 'album' }[card.kind];
  return noun ? count(card.child_count, noun) : '';
}

function rating(ratings = []) {
  const [first] = ratings;
  if (!first) return '';
  const name = first.name === 'default' ? 'Rating' : first.name.toUpperCase();
  return `${name} ${first.value.toLocaleString(undefined, { maximumFractionDigits: 1 })}`;
}

export function cast(people) {
  if (!people.length) return null;
  return el('section', { class: 'shelf', 'aria-label': 'Cast and crew' }, el('h2', {}, 'Cast and crew'),
    el('ul', { class: 'people' }, people.slice(0, PEOPLE).map((person) => el('li', {},
      el('span', { class: 'person', 'aria-hidden': 'true', vars: { hue: String(hue(person.name)) } }, initials(person.name)),
      el('b', {}, person.name), el('span', { class: 'faint' }, person.character || person.role)))));
}

const initials = (name) => name.split(/\s+/).filter(Boolean).map((word) => [...word][0]).slice(0, 2).join('').toUpperCase();
const hue = (name) => [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);

// The versions of an item, each with what is in it; any of them can be played.
export function files({ card, versions = [] }) {
  if (!versions.length || card.kind === 'track') return null;
  return el('section', { class: 'files', 'aria-label': 'Files' }, el('h2', {}, versions.length > 1 ? 'Versions' : 'File'),
    el('ul', {}, versions.map((version) => el('li', {},
      el('div', {}, el('b', {}, version.file_name), inside(version)),
      versions.length > 1 && !version.is_missing && el('a', {
        class: 'button', href: `#/play/${encodeURIComponent(card.id)}?version=${encodeURIComponent(version.asset_id)}`,
        'aria-label': `Play ${version.file_name}`,
      }, 'Play this one')))));
}

function inside(version) {
  const of = (type) => version.streams.filter((stream) => stream.type === type && !stream.is_picture);
  const [video] = of('video');
  const sounds = of('audio').map((stream, index) => audioName(stream, index + 1).replace(/^Sound \d+ · /, ''));
  const subtitles = [...new Set(of('subtitle').map((stream) => language(stream.language)).filter(Boolean))];
  const rows = [
    ['Picture', video && [codec(video.codec), video.width_px && `${video.width_px} × ${video.height_px}`].filter(Boolean).join(' · ')],
    ['Sound', sounds.join(', ')], ['Subtitles', subtitles.join(', ')],
    ['Size', [size(version.size_bytes), version.is_missing && 'its disk is away'].filter(Boolean).join(' · ')],
  ].filter(([, text]) => text);
  return el('dl', { class: 'inside' }, rows.map(([name, text]) => [el('dt', {}, name), el('dd', {}, text)]));
}
