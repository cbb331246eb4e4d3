// How good the picture may be: a limit for this browser that stays, and the sizes that a stream comes in.

import { codec } from './words.js';

const KEY = 'marquee.quality';
const RATES = [40_000, 20_000, 12_000, 8_000, 4_000, 2_000, 1_000, 500];

// The part of a wish that comes from what was chosen here before.
export function limits() {
  const kbps = Number(localStorage.getItem(KEY));
  return kbps > 0 ? { max_bitrate_kbps: kbps } : {};
}

// Limits that would change something for this film: [{label, isOn, choose}]; the first one is none.
export function rates({ version, reopen }) {
  const chosen = limits().max_bitrate_kbps || 0;
  const fitting = RATES.filter((kbps) => kbps !== chosen && kbps < (version?.bitrate_kbps || 0));
  if (chosen) fitting.push(chosen);
  fitting.sort((one, other) => other - one);
  if (!fitting.length) return [];
  const entry = (kbps, label) => ({ label, isOn: kbps === chosen, choose: () => choose(kbps) });
  return [entry(0, `As good as the file · ${mbit(version?.bitrate_kbps)}`), ...fitting.map((kbps) => entry(kbps, `At most ${mbit(kbps)}`))];

  function choose(kbps) {
    if (kbps === chosen) return undefined;
    if (kbps) localStorage.setItem(KEY, String(kbps));
    else localStorage.removeItem(KEY);
    return reopen({});
  }
}

function mbit(kbps) {
  if (!kbps || kbps < 1000) return `${kbps || 0} kbit/s`;
  return `${(kbps / 1000).toLocaleString(undefined, { maximumFractionDigits: 1 })} Mbit/s`;
}

// What comes at the moment, in words: "Sent now: 1280 × 720 · H.264 · 2.4 Mbit/s, converted".
export function sent({ video, hls, opened, version }) {
  const { video: told, audio } = opened.decision || {};
  const isMade = Boolean(told?.codec);
  const own = version?.streams?.find((stream) => stream.type === 'video')?.codec;
  const level = hls?.levels.length > 1 && hls.levels[hls.currentLevel];
  const bits = level ? Math.round(level.bitrate / 1000) : isMade ? Math.round(((told.bitrate || 0) + (told.bitrate && audio?.bitrate || 0)) / 1000) : version?.bitrate_kbps;
  const facts = [video.videoWidth && `${video.videoWidth} × ${video.videoHeight}`, codec(isMade ? told.codec : own), bits && mbit(bits)];
  const words = facts.filter(Boolean).join(' · ');
  return words && `Sent now: ${words}, ${isMade ? 'converted' : 'as in the file'}`;
}

// The sizes that a stream comes in, within the limit; the first entry leaves the choice to hls.js.
export function qualities(hls) {
  if (!hls || hls.levels.length < 2) return [];
  const most = limits().max_bitrate_kbps;
  const name = (level) => [level.height && `${level.height}p`, `${(level.bitrate / 1e6).toLocaleString(undefined, { maximumFractionDigits: 1 })} Mbit/s`].filter(Boolean).join(' · ');
  return [
    { label: most ? `Automatic · at most ${mbit(most)}` : 'Automatic', isOn: hls.autoLevelEnabled, choose: () => { hls.currentLevel = -1; } },
    ...hls.levels.map((level, index) => ({
      label: name(level), isOn: !hls.autoLevelEnabled && hls.loadLevel === index, choose: () => { hls.currentLevel = index; },
    })).reverse(),
  ];
}
