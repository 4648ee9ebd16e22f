// [data-copy="#id"] copies the text of that element; data-copy-text="…" copies the text given.
import { words } from './words.js';

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no permission, or the page came over plain HTTP
  }
}

function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

export function startCopy() {
  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy], [data-copy-text]');
    if (!button) return;
    const source = button.dataset.copy ? document.querySelector(button.dataset.copy) : null;
    const ok = await copy(button.dataset.copyText ?? source?.textContent.trim() ?? '');
    if (!ok && source) select(source);
    say(button, ok ? words.copied : words.notCopied);
  });
}

function say(button, text) {
  let note = button.querySelector('[data-said]');
  if (!note) {
    note = document.createElement('span');
    note.dataset.said = '';
    note.setAttribute('role', 'status');
    button.append(note);
  }
  note.textContent = ` ${text}`;
  clearTimeout(button.sayTimer);
  button.sayTimer = setTimeout(() => note.remove(), 2500);
}
