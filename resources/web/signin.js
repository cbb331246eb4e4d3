// Signing in with a token.

import { ask, keepToken } from './api.js';
import { button, el } from './dom.js';

// A token is shown once and never again: who touches the wrong button must not lose it.
export function askToSignOut(signOut) {
  if (document.querySelector('dialog.help')) return;
  const node = el('dialog', { class: 'help is-small', 'aria-labelledby': 'sign-out-title' },
    el('h2', { id: 'sign-out-title' }, 'Sign out of this device?'),
    el('p', {}, 'You need a token to sign in again.'),
    el('div', { class: 'actions' },
      button('Sign out', { kind: 'is-main', id: 'sign-out', onClick: () => { node.close(); signOut(); } }),
      button('Stay', { autofocus: true, onClick: () => node.close() })));
  node.addEventListener('keydown', (event) => event.stopPropagation());
  node.addEventListener('click', (event) => { if (event.target === node) node.close(); });
  node.addEventListener('close', () => node.remove());
  document.body.append(node);
  node.showModal();
}

export function signInView({ reason, done }) {
  const field = el('input', {
    id: 'token', name: 'token', type: 'password', autocomplete: 'current-password', autocapitalize: 'off',
    spellcheck: 'false', placeholder: 'mq_…', required: true, 'aria-describedby': 'token-help said',
  });
  const stay = el('input', { id: 'stay', name: 'stay', type: 'checkbox' });
  const said = el('p', { id: 'said', class: 'said', role: 'alert' }, reason);
  const submit = el('button', { class: 'button is-main is-wide', type: 'submit' }, el('span', {}, 'Sign in'));
  const form = el('form', { class: 'sign-in', on: { submit: (event) => { event.preventDefault(); signIn(); } } },
    el('img', { class: 'sign-in-mark', src: '/web/icons/marquee.svg', alt: '', width: 72, height: 72 }),
    el('h1', {}, 'Marquee'),
    el('p', { class: 'soft' }, 'Films, shows and music of this house.'),
    el('div', { class: 'field' }, el('label', { for: 'token' }, 'Token'), field),
    el('label', { class: 'check', for: 'stay' }, stay, el('span', {}, 'Stay signed in on this device')),
    said, submit,
    el('p', { id: 'token-help', class: 'faint' }, 'The computer that Marquee runs on makes one for each device:',
      el('code', {}, 'marquee token create my-phone')));

  async function signIn() {
    const token = field.value.trim();
    if (!token) return refuse('Enter a token first.');
    submit.disabled = true;
    said.textContent = '';
    try {
      await ask('/home', { as: token });
    } catch (error) {
      return refuse(error.message);
    } finally {
      submit.disabled = false;
    }
    keepToken(token, { stay: stay.checked });
    return done();
  }

  function refuse(text) {
    said.textContent = text;
    field.setAttribute('aria-invalid', 'true');
    field.select();
  }

  return { node: el('main', { class: 'sign-in-page' }, form), entered: () => field.focus() };
}
