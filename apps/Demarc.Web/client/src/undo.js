// [data-undo-seconds="20"]: the server holds the mail for so long; this counts down and then takes the button away.
// Without it the button stays, and the server answers that it was too late.
import { each, onContent } from './fresh.js';
import { words } from './words.js';

export function startUndo() {
  onContent(root => { for (const bar of each(root, '[data-undo-seconds]')) countDown(bar); });
}

function countDown(bar) {
  if (bar.dataset.counting) return;
  bar.dataset.counting = 'true';
  const end = Date.now() + Number(bar.dataset.undoSeconds) * 1000;
  const left = bar.querySelector('[data-undo-left]');
  const timer = setInterval(() => {
    if (!bar.isConnected) return clearInterval(timer);
    const seconds = Math.ceil((end - Date.now()) / 1000);
    if (left) left.textContent = Math.max(0, seconds);
    if (seconds > 0) return undefined;
    clearInterval(timer);
    bar.querySelector('[role="status"]').textContent = words.sent;
    for (const button of bar.querySelectorAll('button')) button.remove();
    setTimeout(() => bar.remove(), 4000);
    return undefined;
  }, 250);
}
