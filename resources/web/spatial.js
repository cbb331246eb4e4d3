// Moves the focus to what lies in the direction of an arrow key, as on the sofa.

const REACHABLE = 'a[href], button:not([disabled]):not([tabindex="-1"]), select, input';

export function moveFocus(key, root = document) {
  const here = document.activeElement;
  if (!here || !here.matches(REACHABLE)) return key !== 'ArrowUp' && key !== 'ArrowLeft' && enterPage(root);
  const from = here.getBoundingClientRect();
  let best = null, least = Infinity;
  for (const each of root.querySelectorAll(REACHABLE)) {
    if (each === here) continue;
    const cost = distance(from, each.getBoundingClientRect(), key);
    if (cost < least) [best, least] = [each, cost];
  }
  if (!best) return false;
  best.focus({ preventScroll: true });
  best.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return true;
}

function enterPage(root) {
  const first = root.querySelector('main a[href], main button:not([tabindex="-1"])');
  first?.focus();
  return Boolean(first);
}

// How far away a box is; what lies aside of the way counts double, what lies behind not at all.
function distance(from, to, key) {
  if (!to.width || !to.height) return Infinity;
  const across = { x: (to.left + to.right - from.left - from.right) / 2, y: (to.top + to.bottom - from.top - from.bottom) / 2 };
  const gap = {
    ArrowRight: to.left - from.right, ArrowLeft: from.left - to.right, ArrowDown: to.top - from.bottom, ArrowUp: from.top - to.bottom,
  }[key];
  const isAhead = { ArrowRight: across.x > 0, ArrowLeft: across.x < 0, ArrowDown: across.y > 0, ArrowUp: across.y < 0 }[key];
  if (!isAhead || gap < -4) return Infinity;
  const isSideways = key === 'ArrowLeft' || key === 'ArrowRight';
  const aside = isSideways
    ? Math.max(0, to.top - from.bottom, from.top - to.bottom) * 4 + Math.abs(across.y) * 0.5
    : Math.max(0, to.left - from.right, from.left - to.right) * 2 + Math.abs(to.left - from.left) * 0.2;
  return Math.max(0, gap) + aside;
}
