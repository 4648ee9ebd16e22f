// [data-theme-switch]: light, dark, as the system. Kept in localStorage, and in a cookie so that the server can write
// data-theme on <html> and the page does not flash.
import { recall, remember } from './memory.js';

const order = ['auto', 'light', 'dark'];

function apply(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of document.querySelectorAll('[data-theme-switch]')) button.dataset.themeNow = theme;
}

export function startTheme() {
  let theme = recall('theme') ?? document.documentElement.dataset.theme ?? 'auto';
  if (!order.includes(theme)) theme = 'auto';
  apply(theme);
  document.addEventListener('click', event => {
    if (!event.target.closest('[data-theme-switch]')) return;
    theme = order[(order.indexOf(theme) + 1) % order.length];
    remember('theme', theme === 'auto' ? null : theme);
    document.cookie = `demarc-theme=${theme}; path=/; max-age=${theme === 'auto' ? 0 : 31536000}; samesite=lax`;
    apply(theme);
  });
}
