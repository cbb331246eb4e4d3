// What is shown where a page does not come: what happened, and what to do now.

import { message } from './cards.js';
import { button, el } from './dom.js';

const LOOK_MS = 4000;
const HEALTH = '/api/v1/health';

// Once the engine is away it is too late to fetch what is drawn then.
for (const name of ['warning', 'refresh']) fetch(`/web/icons/${name}.svg`).catch(() => {});

export function trouble(error, again) {
  if (error?.code === 'engine_away') return away(again);
  const home = (kind) => el('a', { class: `button ${kind}`, href: '#/home' }, 'To the start page');
  if (error?.status === 404) return message('warning', 'This is not here any more', 'It was removed, or its address is wrong.', home('is-main'));
  return message('warning', 'That did not work', error?.message || 'Something unexpected happened.',
    button('Try again', { name: 'refresh', kind: 'is-main', onClick: again }), home(''));
}

// The page comes by itself as soon as the engine answers again.
function away(again) {
  const node = message('warning', 'Marquee cannot be reached', 'Is it running, and is this device on the same network? This page goes on as soon as it answers.',
    button('Try again', { name: 'refresh', kind: 'is-main', onClick: again }));
  const timer = setInterval(async () => {
    if (!node.isConnected) return clearInterval(timer);
    const isBack = await fetch(HEALTH, { credentials: 'omit' }).then((answer) => answer.ok, () => false);
    if (isBack && node.isConnected) again();
    return undefined;
  }, LOOK_MS);
  return node;
}
