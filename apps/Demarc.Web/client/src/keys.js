// Shortcuts: / search, g l list, j k move in .cases, ? the list of shortcuts. [data-keys-switch] turns them off for
// people whose speech or switch input would set them off.
import { recall, remember } from './memory.js';

const writing = 'input, textarea, select, [contenteditable], dialog[open] *';

export function startKeys() {
  let on = recall('keys') !== 'off';
  let before = '';
  let since = 0;

  for (const box of document.querySelectorAll('[data-keys-switch]')) box.checked = on;
  document.addEventListener('change', event => {
    if (!event.target.matches('[data-keys-switch]')) return;
    on = event.target.checked;
    remember('keys', on ? null : 'off');
  });

  document.addEventListener('keydown', event => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest?.(writing)) return;
    const chord = before === 'g' && event.timeStamp - since < 1200 ? `g ${event.key}` : event.key;
    before = event.key;
    since = event.timeStamp;
    if (run(chord)) event.preventDefault();
  });
}

function run(chord) {
  switch (chord) {
    case '/': return focus(document.querySelector('[data-search]'));
    case '?': return open(document.getElementById('keys'));
    case 'g l': return go(document.querySelector('a[data-list]') ?? document.querySelector('a.brand'));
    case 'j': return move(1);
    case 'k': return move(-1);
    default: return false;
  }
}

function focus(field) {
  field?.focus();
  field?.select();
  return Boolean(field);
}

function open(dialog) {
  if (dialog && !dialog.open) dialog.showModal();
  return Boolean(dialog);
}

function go(link) {
  if (link) location.assign(link.href);
  return Boolean(link);
}

function move(step) {
  const links = [...document.querySelectorAll('.cases .title a')];
  if (links.length === 0) return false;
  const at = links.findIndex(link => link.closest('li').contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
  links[next].focus();
  links[next].closest('li').scrollIntoView({ block: 'nearest' });
  return true;
}
