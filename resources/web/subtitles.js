// Subtitles as text: WebVTT of the engine, and SubRip, WebVTT and ASS as they are, read here and shown by the browser.

const MAX_BYTES = 8_000_000;
const TIME = /(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})/;
const ARROW = new RegExp(`${TIME.source}\\s*-->\\s*${TIME.source}`);

// Adds the cues of a file to a new track of the player and returns the track.
export async function load(video, subtitle, name) {
  const response = await fetch(subtitle.vtt_url || subtitle.url);
  if (!response.ok) throw new Error('The subtitles are not there.');
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength > MAX_BYTES) throw new Error('The subtitles are too long to be subtitles.');
  const cues = parse(decode(bytes), subtitle.vtt_url ? 'vtt' : subtitle.codec);
  if (!cues.length) throw new Error('These subtitles cannot be read here.');
  const track = video.addTextTrack('subtitles', name, languageTag(subtitle.language));
  track.mode = 'hidden';
  for (const [start, end, text, where] of cues) track.addCue(Object.assign(new VTTCue(start, end, text), where));
  return track;
}

// Shows all cues of a track so much later, in seconds.
export function move(track, by) {
  const cues = [...(track.cues || [])];
  for (const cue of cues) {
    cue.endTime += by;
    cue.startTime += by;
  }
}

// Where a cue wants to be, of the settings that WebVTT writes behind the times.
function place(settings) {
  const told = Object.fromEntries(settings.trim().split(/\s+/).map((each) => each.split(':')));
  const where = { line: -2 };
  const number = (text) => Number.parseFloat(text);
  if (/^-?[\d.]+%?/.test(told.line || '')) Object.assign(where, { line: number(told.line), snapToLines: !told.line.includes('%') });
  if (/^[\d.]+%/.test(told.position || '')) where.position = number(told.position);
  if (/^[\d.]+%/.test(told.size || '')) where.size = number(told.size);
  if (['start', 'center', 'end', 'left', 'right'].includes(told.align)) where.align = told.align;
  return where;
}

export function decode(bytes) {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

// Returns [start, end, text] for each cue, times in seconds.
export function parse(text, codec = '') {
  return /^\s*\[Script Info\]|^Dialogue:/mi.test(text) || ['ass', 'ssa'].includes(codec) ? parseAss(text) : parseBlocks(text);
}

function parseBlocks(text) {
  const cues = [];
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n{2,}/)) {
    const rows = block.split('\n');
    const at = rows.findIndex((row) => ARROW.test(row));
    const said = rows.slice(at + 1).join('\n').trim();
    if (at < 0 || !said) continue;
    const found = ARROW.exec(rows[at]);
    const where = place(rows[at].slice(found.index + found[0].length));
    push(cues, seconds(found.slice(1, 5)), seconds(found.slice(5, 9)), said.replace(/<(?!\/?(?:[biu]|c(?:\.[a-z]+)?)>)[^>]*>|\{\\[^}]*\}/g, ''), where);
  }
  return cues;
}

function parseAss(text) {
  const cues = [];
  let columns = 'layer,start,end,style,name,marginl,marginr,marginv,effect,text'.split(',');
  let isEvents = false;
  for (const row of text.split(/\r?\n/)) {
    if (/^\s*\[/.test(row)) isEvents = /^\s*\[events\]/i.test(row);
    const format = isEvents && /^Format:(.*)$/i.exec(row);
    if (format) columns = format[1].toLowerCase().split(',').map((each) => each.trim());
    const line = /^Dialogue:\s*(.*)$/i.exec(row);
    if (!line) continue;
    const parts = line[1].split(',');
    const values = [...parts.slice(0, columns.length - 1), parts.slice(columns.length - 1).join(',')];
    const of = (name) => values[columns.indexOf(name)] || '';
    const said = of('text').replace(/\{[^}]*\}/g, '').replace(/\\N|\\n/g, '\n').replace(/\\h/g, ' ').trim();
    const [start, end] = [TIME.exec(of('start')), TIME.exec(of('end'))];
    if (start && end && said) push(cues, seconds(start.slice(1)), seconds(end.slice(1)), said);
  }
  return cues;
}

function push(cues, start, end, text, where = { line: -2 }) {
  if (end > start) cues.push([start, end, text, where]);
}

const seconds = ([hours, minutes, whole, part]) => Number(hours || 0) * 3600 + Number(minutes) * 60 + Number(whole) + Number(`0.${part}`);

function languageTag(code) {
  try {
    return code ? Intl.getCanonicalLocales(code)[0] : '';
  } catch {
    return '';
  }
}
