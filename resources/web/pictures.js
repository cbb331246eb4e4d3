// Shows artwork: fetched with the token when it comes near the screen, a blurred placeholder until then.

import { picture } from './api.js';
import { el } from './dom.js';

const WIDTHS = [160, 240, 320, 480, 640, 960, 1280, 1920];
const AT_ONCE = 6;
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';
const waiting = [];
let running = 0;

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    waiting.push(target);
  }
  work();
}, { rootMargin: '400px' });

// The first picture of a card that is of one of these kinds, in this order.
export function choose(card, ...kinds) {
  for (const kind of kinds) {
    const found = (card.pictures || []).find((each) => each.kind === kind);
    if (found) return found;
  }
  return null;
}

// A picture that fills its parent; `width` is how wide it is shown, in CSS px.
export function artwork(found, width, { eager = false } = {}) {
  const color = found && /^#[0-9a-f]{6}$/i.test(found.color) ? found.color : 'var(--raised)';
  const frame = el('div', { class: 'artwork', vars: { color } });
  if (!found || !/^\/api\/v1\//.test(found.url)) return frame;
  const blurred = placeholder(found.placeholder);
  if (blurred) frame.append(blurred);
  const image = el('img', { alt: '', decoding: 'async', draggable: 'false' });
  const wanted = width * Math.min(window.devicePixelRatio || 1, 2);
  const best = WIDTHS.find((each) => each >= wanted) || WIDTHS.at(-1);
  image.source = `${found.url}${found.url.includes('?') ? '&' : '?'}width=${best}`;
  frame.append(image);
  if (eager) { waiting.unshift(image); queueMicrotask(work); } else near.observe(image);
  return frame;
}

function work() {
  while (running < AT_ONCE && waiting.length) {
    running += 1;
    load(waiting.shift()).finally(() => { running -= 1; work(); });
  }
}

async function load(image) {
  try {
    const url = URL.createObjectURL(await picture(image.source));
    image.addEventListener('load', () => { URL.revokeObjectURL(url); image.classList.add('is-there'); }, { once: true });
    image.src = url;
    await image.decode();
  } catch {
    image.remove(); // the placeholder says enough
  }
}

// A BlurHash as a tiny canvas that CSS stretches, or null.
function placeholder(hash) {
  if (!hash || hash.length < 6) return null;
  const digits = [...hash].map((letter) => LETTERS.indexOf(letter));
  const read = (start, end) => digits.slice(start, end).reduce((sum, digit) => sum * 83 + digit, 0);
  const columns = (digits[0] % 9) + 1, rows = Math.floor(digits[0] / 9) + 1;
  if (digits.includes(-1) || hash.length !== 4 + 2 * columns * rows) return null;
  const limit = (digits[1] + 1) / 166, mean = read(2, 6);
  const waves = [[mean >> 16, (mean >> 8) & 255, mean & 255].map(linear)];
  for (let index = 1; index < columns * rows; index += 1) {
    const value = read(4 + index * 2, 6 + index * 2);
    waves.push([Math.floor(value / 361), Math.floor(value / 19) % 19, value % 19]
      .map((step) => Math.sign(step - 9) * ((step - 9) / 9) ** 2 * limit));
  }
  return paint(waves, columns, rows);
}

function paint(waves, columns, rows, side = 12) {
  const canvas = el('canvas', { width: side, height: side, 'aria-hidden': 'true' });
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(side, side);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      for (let part = 0; part < 3; part += 1) {
        let sum = 0;
        for (let j = 0; j < rows; j += 1) {
          for (let i = 0; i < columns; i += 1) {
            sum += waves[j * columns + i][part] * Math.cos(Math.PI * i * x / side) * Math.cos(Math.PI * j * y / side);
          }
        }
        pixels.data[(y * side + x) * 4 + part] = srgb(sum);
      }
      pixels.data[(y * side + x) * 4 + 3] = 255;
    }
  }
  context.putImageData(pixels, 0, 0);
  return canvas;
}

const linear = (value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
const srgb = (value) => Math.max(0, Math.min(1, value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)) * 255;
