// Says things for people: times, titles, facts. English; numbers and dates follow the browser's language.

export const KINDS = {
  film: 'Film', show: 'Show', season: 'Season', episode: 'Episode', artist: 'Artist', album: 'Album', track: 'Track',
};
const ROWS = {
  continue_watching: 'Continue watching', next_up: 'Next up', recent_film: 'New films', recent_show: 'New in shows',
  recent_album: 'New music', recent_artist: 'New artists',
};
const CODECS = {
  h264: 'H.264', hevc: 'HEVC', av1: 'AV1', vp8: 'VP8', vp9: 'VP9', mpeg2video: 'MPEG-2', mpeg4: 'MPEG-4', vc1: 'VC-1',
  aac: 'AAC', ac3: 'Dolby Digital', eac3: 'Dolby Digital Plus', truehd: 'Dolby TrueHD', dts: 'DTS', flac: 'FLAC',
  opus: 'Opus', vorbis: 'Vorbis', mp3: 'MP3', alac: 'ALAC', subrip: 'SRT', ass: 'ASS', webvtt: 'WebVTT',
};
const LAYOUTS = { 1: 'mono', 2: 'stereo', 6: '5.1', 7: '6.1', 8: '7.1' };
const RANGES = { HDR10: 'HDR10', HDR10Plus: 'HDR10+', HLG: 'HLG', DOVI: 'Dolby Vision' };

export const rowTitle = (key) => ROWS[key] || key.replace(/_/g, ' ').replace(/^./, (letter) => letter.toUpperCase());

export function runtime(ms) {
  const minutes = Math.round((ms || 0) / 60000);
  if (!ms) return '';
  if (minutes < 1) return `${Math.max(1, Math.round(ms / 1000))} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60 ? `${minutes % 60} min` : ''}`.trim();
}

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, index) => (index ? String(part).padStart(2, '0') : part)).join(':');
}

export function spoken(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const parts = [[Math.floor(whole / 3600), 'hours'], [Math.floor(whole / 60) % 60, 'minutes'], [whole % 60, 'seconds']];
  return parts.filter(([number], index) => number || index === 2).map((part) => part.join(' ')).join(' ');
}

export function size(bytes) {
  const giga = bytes / 1e9;
  return giga >= 1 ? `${giga.toLocaleString(undefined, { maximumFractionDigits: 1 })} GB` : `${Math.ceil(bytes / 1e6)} MB`;
}

export function resolution(height) {
  if (!height) return '';
  if (height > 1440) return '4K';
  if (height > 720) return '1080p';
  return height > 576 ? '720p' : 'SD';
}

export const range = (type) => RANGES[type] || '';

export const codec = (name) => CODECS[name] || (name || '').toUpperCase();

export function language(code) {
  if (!code || code === 'und') return '';
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(code) || code;
  } catch {
    return code;
  }
}

export function audioName(stream, number) {
  const form = [codec(stream.codec), LAYOUTS[stream.channels] || ''].filter(Boolean).join(' ');
  return [language(stream.language) || stream.title || `Sound ${number}`, form].filter(Boolean).join(' · ');
}

export function subtitleName(subtitle, number) {
  const extra = [subtitle.title, subtitle.is_forced && 'forced', subtitle.is_hearing_impaired && 'for the hard of hearing'];
  return [language(subtitle.language) || `Subtitle ${number}`, ...extra.filter(Boolean)].join(' · ');
}

export function episodeCode(card) {
  if (card.number === null || card.number === undefined) return '';
  const season = card.season_number ?? null;
  const end = card.end_number ? `–${card.end_number}` : '';
  return season === null ? `Episode ${card.number}${end}` : `S${season} E${card.number}${end}`;
}

// The two lines under a picture.
export function lines(card) {
  switch (card.kind) {
    case 'episode': return [card.top_title || card.title, [episodeCode(card), card.title].filter(Boolean).join(' · ')];
    case 'season': return [card.title, [card.top_title, count(card.child_count, 'episode')].filter(Boolean).join(' · ')];
    case 'album': return [card.title, [card.top_title, card.year].filter(Boolean).join(' · ')];
    case 'artist': return [card.title, count(card.child_count, 'album')];
    case 'track': return [card.title, card.top_title];
    default: return [card.title, card.year ? String(card.year) : ''];
  }
}

// The two lines over a film or track that plays.
export function playing(card) {
  if (card.kind === 'episode') return [card.top_title || card.title, [episodeCode(card), card.title].filter(Boolean).join(' · ')];
  if (card.kind === 'track') return [card.title, [card.top_title, card.parent_title].filter(Boolean).join(' · ')];
  return [card.title, card.year ? String(card.year) : ''];
}

// A title that needs smaller letters.
export const isLong = (title) => [...title].length > 44;

// Facts in one line, which breaks between them only.
export const factLine = (parts) => parts.filter(Boolean).map((part) => String(part).replaceAll(' ', '\u00a0')).join(' · ');

export function count(number, noun) {
  return number ? `${number.toLocaleString()} ${noun}${number === 1 ? '' : 's'}` : '';
}

// All of a card in one breath, for screen readers.
export function aloud(card) {
  const state = card.is_missing ? 'not there at the moment' : card.is_watched ? 'watched' : left(card);
  return [...lines(card), runtime(card.duration_ms), state, card.unwatched_count && `${card.unwatched_count} to watch`]
    .filter(Boolean).join(', ');
}

export const left = (card) => (card.position_ms ? `${runtime(card.duration_ms - card.position_ms)} left` : '');
