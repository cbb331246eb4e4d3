// Builds elements. Text from the engine only ever becomes text nodes: nothing here reads HTML.

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === 'class') node.className = value;
    else if (name === 'vars') for (const [key, text] of Object.entries(value)) node.style.setProperty(`--${key}`, text);
    else if (name in node && typeof value === 'boolean') node[name] = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  add(node, children);
  return node;
}

export function add(node, children) {
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false && child !== '') node.append(child);
  }
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren();
  return add(node, children);
}

// An icon that ships with Marquee; `name` is always written in our own code.
export function icon(name) {
  return el('span', { class: 'icon', 'aria-hidden': 'true', vars: { icon: `url("/web/icons/${name}.svg")` } });
}

export function button(label, { name, kind = '', onClick, ...rest } = {}) {
  return el('button', { type: 'button', class: `button ${kind}`.trim(), on: onClick && { click: onClick }, ...rest },
    name && icon(name), el('span', {}, label));
}

export function iconButton(label, name, onClick, properties = {}) {
  const { class: more = '', ...rest } = properties;
  return el('button', {
    type: 'button', class: `icon-button ${more}`.trim(), 'aria-label': label, title: label, on: { click: onClick }, ...rest,
  }, icon(name));
}

export function setIcon(node, name) {
  node.querySelector('.icon').style.setProperty('--icon', `url("/web/icons/${name}.svg")`);
}

export function setLabel(node, label) {
  node.setAttribute('aria-label', label);
  node.title = label;
}

let noticeTimer = 0;

// Says something in passing, for eyes and screen readers.
export function tell(text) {
  const notice = document.getElementById('notice');
  notice.textContent = text;
  notice.classList.add('is-shown');
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => notice.classList.remove('is-shown'), 5000);
}
