// Puts a stream into a player: a file as it is, HLS by the browser itself, else by hls.js when it was packed.

const LIBRARY = '/web/vendor/hls.min.js';
const WORKER = '/web/vendor/hls.worker.js';
const TYPE = 'application/vnd.apple.mpegurl';
const LINE = 'marquee.line';
let asked = null;

export const isHls = (url) => new URL(url, location.origin).pathname.endsWith('.m3u8');

export const playsHls = () => document.createElement('video').canPlayType(TYPE) !== '';

export function canUseHlsJs() {
  if (!globalThis.MediaSource && !globalThis.ManagedMediaSource) return Promise.resolve(false);
  asked ||= fetch(LIBRARY, { method: 'HEAD' }).then((response) => response.ok, () => false);
  return asked;
}

// Starts to load `url`; returns what ends it and, for hls.js, its tracks. `failed` hears what cannot be mended: a
// sentence, and what the browser could not do ("picture", "network").
export async function attach(video, url, { failed, prefersLibrary = false }) {
  if (!isHls(url)) return plain(video, url);
  const hasLibrary = await canUseHlsJs();
  if (playsHls() && !(prefersLibrary && hasLibrary)) return plain(video, url);
  if (!hasLibrary) {
    failed('This browser cannot play streams in pieces by itself, and the part of this page that could is not installed.', 'network');
    return { hls: null, stop() {} };
  }
  return byLibrary(video, url, failed);
}

function plain(video, url) {
  video.src = url;
  return { hls: null, stop: () => { video.removeAttribute('src'); video.load(); } };
}

async function byLibrary(video, url, failed) {
  const Hls = await load();
  // Without the second limit minutes of a small picture are fetched ahead, and a better one is shown after them only.
  const hls = new Hls({ enableWorker: true, workerPath: WORKER, backBufferLength: 60, maxBufferLength: 30, maxMaxBufferLength: 60, renderTextTracksNatively: true, ...line() });
  let mended = 0;
  hls.on(Hls.Events.ERROR, (_, error) => {
    if (!error.fatal) return;
    mended += 1;
    const isMedia = error.type === Hls.ErrorTypes.MEDIA_ERROR;
    if (isMedia && (mended > 2 || error.details === Hls.ErrorDetails.BUFFER_INCOMPATIBLE_CODECS_ERROR)) failed('This browser cannot decode the stream.', 'picture');
    else if (isMedia) hls.recoverMediaError();
    else if (mended > 4) failed('The stream broke off and could not be mended.', 'network');
    else if (error.type === Hls.ErrorTypes.NETWORK_ERROR && ![403, 404].includes(error.response?.code)) setTimeout(() => hls.startLoad(), 1000 * mended);
    else failed('The stream is not there (any more).', 'network');
  });
  hls.on(Hls.Events.FRAG_BUFFERED, () => { mended = 0; });
  hls.loadSource(url);
  hls.attachMedia(video);
  return {
    hls,
    stop() {
      if (hls.levels.length > 1 && hls.bandwidthEstimate > 0) localStorage.setItem(LINE, String(Math.round(hls.bandwidthEstimate)));
      hls.destroy();
    },
  };
}

// What the line to here carried last time, in bits a second. At the first time a film begins in its best size: most
// watch at home, and each size that is tried before has to be converted.
function line() {
  const known = Number(localStorage.getItem(LINE));
  return known > 0 ? { abrEwmaDefaultEstimate: known } : { abrEwmaDefaultEstimateMax: 100e6 };
}

function load() {
  if (globalThis.Hls) return Promise.resolve(globalThis.Hls);
  return new Promise((done, broken) => {
    const script = document.createElement('script');
    script.src = LIBRARY;
    script.onload = () => done(globalThis.Hls);
    script.onerror = () => broken(new Error('hls.js could not be loaded.'));
    document.head.append(script);
  });
}
