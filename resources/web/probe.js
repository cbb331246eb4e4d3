// Asks this browser what it can play, and says so in the form that the engine decides by.

import { canUseHlsJs, playsHls } from './stream.js';

const MP4_VIDEO = {
  h264: ['avc1.640028', 'avc1.42E01E'], hevc: ['hvc1.1.6.L120.B0', 'hev1.1.6.L120.B0'], vp9: ['vp09.00.40.08'], av1: ['av01.0.08M.08'],
};
const MP4_AUDIO = {
  aac: ['mp4a.40.2'], mp3: ['mp3', 'mp4a.69'], opus: ['opus'], flac: ['flac', 'fLaC'], ac3: ['ac-3'], eac3: ['ec-3'], alac: ['alac'],
};
const WEBM_VIDEO = { vp8: ['vp8'], vp9: ['vp9', 'vp09.00.40.08'], av1: ['av01.0.08M.08'] };
const WEBM_AUDIO = { vorbis: ['vorbis'], opus: ['opus'] };
const SOUNDS = {
  mp3: ['audio/mpeg', ['mp3']], aac: ['audio/aac', ['aac']], flac: ['audio/flac', ['flac']], wav: ['audio/wav', ['wav']],
  m4a: ['audio/mp4; codecs="mp4a.40.2"', ['mp4', 'm4a', 'm4b', 'mov']], alac: ['audio/mp4; codecs="alac"', ['mp4', 'm4a', 'mov']],
  vorbis: ['audio/ogg; codecs="vorbis"', ['ogg', 'oga']], opus: ['audio/ogg; codecs="opus"', ['ogg', 'opus', 'oga']],
  oggflac: ['audio/ogg; codecs="flac"', ['ogg', 'oga']],
};
const CODEC_OF = { m4a: 'aac', alac: 'alac', vorbis: 'vorbis', opus: 'opus', oggflac: 'flac' };
const LEVELS = { h264: [['avc1.640034', 52], ['avc1.640033', 51], ['avc1.640029', 41], ['avc1.64001F', 31]] };
let known = null;

export async function profile() {
  known ||= make();
  return known;
}

async function make() {
  const player = document.createElement('video');
  const plays = (type) => player.canPlayType(type) !== '';
  const some = (table, container) => Object.keys(table).filter((name) => table[name].some((text) => plays(`${container}; codecs="${text}"`)));
  const mp4 = { video: await smooth(some(MP4_VIDEO, 'video/mp4')), audio: some(MP4_AUDIO, 'audio/mp4') };
  const webm = { video: some(WEBM_VIDEO, 'video/webm'), audio: some(WEBM_AUDIO, 'audio/webm') };
  const hls = playsHls() || await canUseHlsJs();
  return {
    Name: 'browser', Title: deviceName(), Noun: 'browser',
    DirectPlayProfiles: [...films(mp4, webm, plays), ...sounds(plays)],
    TranscodingProfiles: targets(mp4, hls),
    ContainerProfiles: [],
    CodecProfiles: conditions(plays),
    SubtitleProfiles: [
      ...['vtt', 'srt', 'ass', 'ssa', 'pgssub', 'dvdsub', 'dvbsub'].map((Format) => ({ Format, Method: 'External' })),
      ...(hls ? [{ Format: 'vtt', Method: 'Hls' }] : []),
    ],
  };
}

function films(mp4, webm, plays) {
  const rule = (Container, video, audio) => video.length > 0 && { Type: 'Video', Container, VideoCodec: video.join(), AudioCodec: audio.join() };
  // Chromium reads any Matroska file; the others only what WebM allows, or it all before they start.
  const matroska = plays('video/x-matroska') || isChromium() ? ',mkv,matroska' : '';
  return [
    rule('mp4,m4v,mov', mp4.video, mp4.audio),
    rule(`webm${matroska}`, webm.video, webm.audio),
    matroska && rule('mkv,matroska', mp4.video.filter((name) => name !== 'hevc'), mp4.audio),
  ].filter(Boolean);
}

function sounds(plays) {
  return Object.entries(SOUNDS).filter(([, [type]]) => plays(type)).map(([name, [, containers]]) => ({
    Type: 'Audio', Container: containers.join(), ...(CODEC_OF[name] ? { AudioCodec: CODEC_OF[name] } : {}),
  }));
}

function targets(mp4, hls) {
  const sound = { Type: 'Audio', Context: 'Streaming', Protocol: 'http', MaxAudioChannels: '2' };
  const film = { Type: 'Video', Context: 'Streaming', Protocol: 'hls', MaxAudioChannels: '2' };
  const good = (names) => names.filter((name) => !['alac', 'mp3'].includes(name)).join();
  return [
    hls && { ...film, Container: 'mp4', VideoCodec: mp4.video.join(), AudioCodec: good(mp4.audio) },
    hls && { ...film, Container: 'ts', VideoCodec: 'h264', AudioCodec: 'aac,mp3' },
    { ...sound, Container: 'mp4', AudioCodec: 'aac' }, { ...sound, Container: 'mp3', AudioCodec: 'mp3' },
  ].filter(Boolean);
}

function conditions(plays) {
  const is = (Property, Condition, Value) => ({ Property, Condition, Value, IsRequired: false });
  const level = LEVELS.h264.find(([text]) => plays(`video/mp4; codecs="${text}"`));
  const shown = matchMedia('(dynamic-range: high)').matches ? 'SDR|HDR10|HDR10Plus|HLG' : isChromium() ? 'SDR|HDR10|HLG' : 'SDR';
  const clean = [is('IsInterlaced', 'NotEquals', 'true'), is('IsAnamorphic', 'NotEquals', 'true')];
  const tenBit = plays('video/mp4; codecs="avc1.6E0028"') && isChromium() ? '|high 10' : '';
  return [
    { Type: 'Video', Codec: 'h264', Conditions: [...clean, is('VideoProfile', 'EqualsAny', `high|main|baseline|constrained baseline${tenBit}`), ...(level ? [is('VideoLevel', 'LessThanEqual', String(level[1]))] : [])] },
    { Type: 'Video', Codec: 'hevc', Conditions: [...clean, is('VideoRangeType', 'EqualsAny', shown)] },
    { Type: 'Video', Codec: 'vp9,av1', Conditions: [is('VideoRangeType', 'EqualsAny', shown)] },
    ...(canSwitchSound() ? [] : [{ Type: 'VideoAudio', Conditions: [is('IsSecondaryAudio', 'Equals', 'false')] }]),
  ];
}

// HEVC and AV1 are claimed by browsers that decode them too slowly, or not at all: ask twice.
async function smooth(names) {
  const types = { hevc: 'video/mp4; codecs="hvc1.1.6.L120.B0"', av1: 'video/mp4; codecs="av01.0.08M.08"' };
  const checks = names.map(async (name) => {
    if (!types[name] || !navigator.mediaCapabilities) return true;
    const video = { contentType: types[name], width: 1920, height: 1080, bitrate: 8_000_000, framerate: 24 };
    try {
      return (await navigator.mediaCapabilities.decodingInfo({ type: 'file', video })).supported;
    } catch {
      return true;
    }
  });
  const answers = await Promise.all(checks);
  return names.filter((_, index) => answers[index]);
}

export const playsSound = (codec) => (MP4_AUDIO[codec] || []).some((text) => document.createElement('video').canPlayType(`audio/mp4; codecs="${text}"`) !== '');

export const canSwitchSound = () => 'audioTracks' in HTMLMediaElement.prototype;

const isChromium = () => Boolean(navigator.userAgentData?.brands?.some(({ brand }) => brand === 'Chromium')) || /Chrom(e|ium)\//.test(navigator.userAgent);

// How sessions and the history call this device.
export function deviceName() {
  const agent = navigator.userAgent;
  const browser = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrom', 'Chrome'], ['Safari/', 'Safari']]
    .find(([mark]) => agent.includes(mark))?.[1] || 'Browser';
  const system = [['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Android', 'Android'], ['Windows', 'Windows'], ['Mac OS', 'Mac'], ['Linux', 'Linux']]
    .find(([mark]) => agent.includes(mark))?.[1];
  return system ? `${browser} on ${system}` : browser;
}
