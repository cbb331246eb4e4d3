// Talks to the engine: the token, the envelope, and failures in words of this page.

const KEY = 'marquee.token';
const API = '/api/v1';
let onSignedOut = () => {};

export class Failure extends Error {
  constructor(code, message, { status = 0, details = {} } = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

export const token = () => sessionStorage.getItem(KEY) || localStorage.getItem(KEY);

export function keepToken(text, { stay }) {
  forgetToken();
  (stay ? localStorage : sessionStorage).setItem(KEY, text);
}

export function forgetToken() {
  sessionStorage.removeItem(KEY);
  localStorage.removeItem(KEY);
}

export function whenSignedOut(listener) {
  onSignedOut = listener;
}

// Returns the answer's data and its meta, or throws a Failure.
export async function ask(path, { method = 'GET', body, query, signal, keepalive, as = token() } = {}) {
  const response = await send(address(path, query), {
    method,
    signal,
    keepalive,
    headers: { Authorization: `Bearer ${as || ''}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status === 204) return { data: null, meta: {} };
  const envelope = await read(response);
  if (response.ok && envelope.success) return envelope;
  throw failure(response, envelope, as);
}

// Returns the bytes of a picture, which needs the token, too.
export async function picture(url, signal) {
  const response = await send(url, { signal, headers: { Authorization: `Bearer ${token() || ''}` } });
  if (!response.ok) throw new Failure('no_picture', 'There is no such picture.', { status: response.status });
  return response.blob();
}

async function send(url, options) {
  try {
    return await fetch(url, { credentials: 'omit', ...options });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Failure('engine_away', 'Marquee cannot be reached. Is it running, and is this device on the same network?');
  }
}

async function read(response) {
  try {
    return await response.json();
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Failure('no_envelope', 'Something answered that is not Marquee. Check the address.', { status: response.status });
  }
}

function failure(response, envelope, as) {
  const { code = 'unknown', message = 'Marquee did not say what went wrong.', details = {} } = envelope.error || {};
  if (response.status === 401) {
    if (as === token()) onSignedOut();
    return new Failure(code, 'This token does not count. Check that it is complete, or make a new one.', { status: 401 });
  }
  if (code === 'permission_missing') {
    return new Failure(code, 'This token may not do that.', { status: response.status, details });
  }
  return new Failure(code, message, { status: response.status, details });
}

function address(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given).toString();
  return `${API}${path}${text && '?'}${text}`;
}
