// The player: opens a session, plays what it is given, and tells where it is.

import { ask } from './api.js';
import { message } from './cards.js';
import { choices, HIDE_MS, makeControls, why } from './controls.js';
import { button, el, fill, tell } from './dom.js';
import { listen } from './gestures.js';
import { mayEdit } from './marks.js';
import { music } from './music.js';
import { announce } from './next.js';
import { artwork, choose } from './pictures.js';
import { limits, qualities, rates, sent } from './quality.js';
import { Scenes } from './scenes.js';
import { open, Report } from './session.js';
import { attach } from './stream.js';
import { sounds, Subtitles } from './tracks.js';
import { playing } from './words.js';

const VOLUME = 'marquee.volume';
const MOST_FALLS = 4;

export function playerView({ id, query, signal, retitle }) {
  const video = el('video', { playsinline: true, preload: 'auto', tabindex: '-1' });
  video.volume = Math.min(1, Math.max(0, Number(localStorage.getItem(VOLUME) ?? 1))) || 1;
  const sleeve = el('div', { class: 'sleeve' });
  const layer = el('div', { class: 'drawn', 'aria-hidden': 'true' });
  const over = el('div', { class: 'player-over' });
  const acts = { back, toggle, skip, seek, mute, volume: setVolume, fullScreen, menu: openMenu, next, skipPart: () => scenes.skip(), shiftSubtitles };
  const controls = makeControls(video, acts);
  const scenes = new Scenes({ video, controls, acts });
  const node = el('main', { class: 'player is-loading', 'aria-label': 'Player' }, video, layer, sleeve, controls.node, scenes.node, over);
  const here = { opened: null, details: null, report: null, stream: null, subtitles: null, hideTimer: 0, stopNext: null, isLeft: false, falls: 0, isFalling: false };
  const stopGestures = listen(node, video, { ...acts, show, closeMenu, isMenuOpen: () => !controls.menu.hidden });

  document.body.classList.add('is-playing');
  music.close();
  hear();
  start({
    start_ms: query.has('start') ? Number(query.get('start')) || 0 : undefined,
    asset_id: query.get('version') || undefined,
  });
  return { node, title: 'Player', left };

  async function start(wish, { dares = false, play = true, unlike = '' } = {}) {
    fill(over);
    node.classList.add('is-loading');
    try {
      const [opened, details] = await Promise.all([
        open(id, { ...limits(), ...wish }, { dares, signal }),
        here.details || ask(`/items/${encodeURIComponent(id)}`, { signal }).then(({ data }) => data),
      ]);
      here.wish = wish;
      if (here.isLeft) return new Report(opened, video).end();
      if (unlike && JSON.stringify(opened.decision) === unlike) {
        await new Report(opened, video).end();
        throw new Error(['Your browser cannot play this, and there is no other way.', opened.decision?.words].filter(Boolean).join(' '));
      }
      await use(opened, details, play);
    } catch (error) {
      if (error.name !== 'AbortError') refuse(error, wish);
    }
    return undefined;
  }

  async function use(opened, details, play) {
    Object.assign(here, { opened, details, report: new Report(opened, video) });
    here.report.onGone = () => renew();
    here.report.onDismissed = dismissed;
    describe(details);
    const prefersLibrary = query.get('hls') === 'js';
    here.stream = await attach(video, opened.url, { failed: (text, failure) => fall(failure, text), prefersLibrary });
    here.subtitles = new Subtitles({ video, hls: here.stream.hls, opened, layer });
    controls.duration = (opened.duration_ms || 0) / 1000;
    await ready();
    if (here.isLeft || here.opened !== opened) return;
    if (opened.start_ms > 0) video.currentTime = opened.start_ms / 1000;
    here.report.begin();
    controls.setChapters(version()?.chapters || []);
    scenes.begin(id, opened, signal).catch(() => {});
    node.classList.remove('is-loading');
    offer();
    here.subtitles.begin(opened.decision?.subtitle_index).catch(() => {});
    if (play) await video.play().catch(() => show()); // a browser that wants a click first gets it by the big button
    controls.updateState();
  }

  function ready() {
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA && video.currentSrc) return Promise.resolve();
    return new Promise((done) => { video.addEventListener('loadedmetadata', done, { once: true }); });
  }

  // The session was swept while the player slept: another one goes on for the same picture.
  async function renew() {
    if (here.isLeft) return;
    const { session_id: session } = await open(id, { ...limits(), ...here.wish, start_ms: here.report.position });
    here.report.id = session;
  }

  function version() {
    return here.details?.versions?.find((each) => each.asset_id === here.opened?.asset_id) || here.details?.versions?.[0];
  }

  function describe({ card }) {
    const [first, second] = playing(card);
    retitle(card.title);
    fill(controls.title, el('b', {}, first), second && el('span', {}, second));
    node.classList.toggle('is-music', card.kind === 'track');
    if (card.kind === 'track') fill(sleeve, artwork(choose(card, 'cover', 'poster', 'thumb'), 480, { eager: true }));
    if (navigator.mediaSession) {
      navigator.mediaSession.metadata = new MediaMetadata({ title: first || '', artist: second || '' });
    }
  }

  function offer() {
    controls.buttons.next.hidden = !here.opened.next_id;
    controls.buttons.audio.hidden = listSounds().length < 2;
    controls.buttons.subtitles.hidden = here.subtitles.list().length < 2;
    controls.buttons.quality.hidden = listQualities().length < 2;
    mayEdit().then((isAllowed) => { controls.buttons.marks.hidden = !isAllowed || here.details.card.kind === 'track'; });
  }

  function listSounds() {
    return sounds({ video, hls: here.stream?.hls, opened: here.opened, version: version(), reopen });
  }

  function listQualities() {
    const [most, sizes] = [rates({ version: version(), reopen }), qualities(here.stream?.hls)];
    return sizes.length ? [...sizes, ...most.filter((each) => !each.isOn)] : most;
  }

  // Another sound that only the engine can bring: the film goes on where it is.
  async function reopen(change) {
    const position = here.report.position, play = !video.paused;
    const before = here.opened.url;
    await close(position);
    await start({ asset_id: here.opened.asset_id, ...here.wish, ...change, start_ms: position }, { play });
    if (change.audio_index !== undefined && bare(before) === bare(here.opened.url)) {
      tell('This browser plays the first sound of the file; it cannot switch.');
    }
  }

  async function close(position) {
    here.stream?.stop();
    here.subtitles?.end();
    await here.report?.end(position);
  }

  function openMenu(which) {
    if (!here.opened || controls.buttons[which].hidden) return;
    if (!controls.menu.hidden && controls.menu.dataset.which === which) { closeMenu(); return; }
    controls.menu.dataset.which = which;
    const chosen = (entry) => Promise.resolve(entry.choose()).catch((error) => tell(error.message));
    if (which === 'why') why(controls.menu, here.opened.decision, closeMenu);
    else if (which === 'audio') choices(controls.menu, 'Sound', listSounds(), { chosen, close: closeMenu });
    else if (which === 'chapters') choices(controls.menu, 'Chapters', scenes.list(), { chosen, close: closeMenu });
    else if (which === 'marks') scenes.marks?.draw(controls.menu, closeMenu);
    else if (which === 'quality') choices(controls.menu, 'Quality', listQualities(), { chosen, close: closeMenu, about: sent({ video, hls: here.stream?.hls, opened: here.opened, version: version() }) });
    else choices(controls.menu, 'Subtitles', here.subtitles.list(), { chosen, close: closeMenu });
    show();
  }

  function closeMenu() {
    if (controls.menu.hidden) return;
    controls.menu.hidden = true;
    controls.buttons[controls.menu.dataset.which]?.focus();
    show();
  }

  function toggle() {
    if (!here.opened) return;
    if (video.paused) video.play().catch((error) => tell(error.message));
    else video.pause();
  }

  function seek(seconds) {
    video.currentTime = Math.max(0, Math.min(seconds, controls.duration || seconds));
    controls.peek(video.currentTime);
    show();
  }

  function skip(seconds) {
    if (here.opened) seek(video.currentTime + seconds);
  }

  async function shiftSubtitles(by) {
    const offset = await here.subtitles?.shift(by);
    if (offset !== undefined) tell(offset ? `Subtitles ${Math.abs(offset).toLocaleString()} s ${offset > 0 ? 'later' : 'earlier'}` : 'Subtitles in time');
  }

  function mute() {
    video.muted = !video.muted;
  }

  function setVolume(value) {
    video.volume = Math.max(0, Math.min(1, value));
    video.muted = false;
    localStorage.setItem(VOLUME, String(video.volume));
    show();
  }

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (node.requestFullscreen) node.requestFullscreen().catch((error) => tell(error.message));
    else video.webkitEnterFullscreen?.(); // iPhones fill the screen with the film only
  }

  function back() {
    if (history.length > 1 && !query.has('chained')) history.back();
    else location.hash = `#/item/${encodeURIComponent(here.details?.card.parent_id || id)}`;
  }

  function next() {
    if (!here.opened?.next_id) return;
    history.replaceState(null, '', `#/play/${encodeURIComponent(here.opened.next_id)}?start=0&chained=1`);
    dispatchEvent(new HashChangeEvent('hashchange'));
  }

  function show() {
    node.classList.remove('is-idle');
    clearTimeout(here.hideTimer);
    here.hideTimer = setTimeout(() => {
      const isBusy = video.paused || !controls.menu.hidden || node.classList.contains('is-music') || over.childElementCount;
      node.classList.toggle('is-idle', !isBusy);
    }, HIDE_MS);
  }

  function hear() {
    const on = (event, listener, target = video) => target.addEventListener(event, listener, { signal });
    for (const event of ['timeupdate', 'progress', 'seeking', 'loadedmetadata']) on(event, controls.update);
    for (const event of ['timeupdate', 'seeked']) on(event, () => { here.report?.note(); scenes.update(); });
    for (const event of ['play', 'pause', 'volumechange', 'ended']) on(event, controls.updateState);
    for (const event of ['play', 'pause', 'seeked']) on(event, () => { here.report?.tell(); show(); });
    on('durationchange', () => { if (Number.isFinite(video.duration) && video.duration > 0) controls.duration = video.duration; controls.update(); });
    on('waiting', () => node.classList.add('is-waiting'));
    for (const event of ['playing', 'canplay', 'seeked']) on(event, () => node.classList.remove('is-waiting'));
    on('ended', ended);
    on('error', () => { if (video.error && video.getAttribute('src')) failed(video.error); });
    on('visibilitychange', () => { if (document.hidden) here.report?.tell({ keepalive: true }); }, document);
    on('pagehide', () => here.report?.end(), window);
    on('pageshow', (event) => { if (event.persisted) location.reload(); }, window);
    for (const [name, act] of Object.entries({ play: toggle, pause: toggle, nexttrack: next, seekbackward: () => skip(-10), seekforward: () => skip(30) })) {
      navigator.mediaSession?.setActionHandler(name, act);
    }
    show();
  }

  async function ended() {
    await here.report.end(Math.round((controls.duration || video.duration || 0) * 1000));
    if (here.isLeft) return;
    if (!here.opened.next_id) { if (document.fullscreenElement) document.exitFullscreen(); back(); return; }
    if (here.details.card.kind === 'track') { next(); return; }
    here.stopNext = announce(over, next, here.opened.next_id);
  }

  async function failed(error) {
    const isAway = error.code === MediaError.MEDIA_ERR_NETWORK || !(await isThere(here.opened.url));
    await fall(isAway ? 'network' : error.code === MediaError.MEDIA_ERR_DECODE ? 'picture' : 'open', isAway
      ? 'The stream broke off. Is Marquee still running, and the disk connected?' : 'Your browser cannot decode this file.');
  }

  // What this browser could not do is told, and asked for anew: the engine then sends it in another way.
  async function fall(failure, words) {
    if (here.isLeft || here.isFalling || here.report?.isDismissed) return;
    here.isFalling = true;
    const position = here.report.isMute ? here.opened.start_ms : here.report.position;
    const play = !video.paused || here.report.isMute;
    await here.report.fail(failure, position);
    if (!here.report.isDismissed && !here.isLeft) {
      here.falls += 1;
      if (failure === 'network' || here.falls > MOST_FALLS) refuse(new Error(words), { ...here.wish, start_ms: position });
      else {
        const unlike = JSON.stringify(here.opened.decision);
        await close(position);
        await start({ ...here.wish, start_ms: position }, { play, unlike });
      }
    }
    here.isFalling = false;
  }

  // The owner stopped it: the player says so and does not come back by itself.
  function dismissed() {
    video.pause();
    here.report.end();
    refuse(new Error('The owner of this Marquee stopped it. What you have seen is kept.'), { ...here.wish, start_ms: here.report.position }, 'Playback was stopped');
  }

  function refuse(error, wish, title = 'This does not play here') {
    node.classList.remove('is-loading', 'is-waiting');
    here.stream?.stop();
    if (error.code === 'engine_away') [title, error] = ['Marquee cannot be reached', new Error('Is it running, and is this device on the same network?')];
    const details = error.details?.measured ? `It is ${error.details.measured}.` : '';
    const again = button('Try again', { name: 'refresh', kind: 'is-main', onClick: () => start(wish) });
    const dare = error.code === 'no_direct_play' && button('Try it anyway', { onClick: () => start(wish, { dares: true }) });
    fill(over, message('warning', title, [error.message, details].filter(Boolean).join(' '), again, dare, button('Back', { name: 'back', onClick: back })));
    again.focus();
    show();
  }

  function left() {
    here.isLeft = true;
    clearTimeout(here.hideTimer);
    here.stopNext?.();
    stopGestures();
    document.body.classList.remove('is-playing');
    if (document.fullscreenElement && !location.hash.startsWith('#/play')) document.exitFullscreen().catch(() => {});
    const position = here.report?.position;
    video.pause();
    close(position);
  }
}

const bare = (url) => new URL(url, location.origin).pathname;

async function isThere(url) {
  try {
    return (await fetch(url, { method: 'HEAD' })).ok;
  } catch {
    return false;
  }
}
