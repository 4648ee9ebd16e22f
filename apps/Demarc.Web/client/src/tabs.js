// The tabs of a record are links to sections and the style sheet shows the section; this marks the tab of the one shown.
import { onContent } from './fresh.js';

export function startTabs() {
  addEventListener('hashchange', mark);
  onContent(mark);
}

function mark() {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  for (const panes of document.querySelectorAll('.panes')) {
    const shown = [...panes.children].find(section => target && section.contains(target)) ?? panes.firstElementChild;
    for (const tab of panes.parentElement.querySelectorAll('.tabs a[href^="#"]')) {
      if (tab.hash === `#${shown.id}`) tab.setAttribute('aria-current', 'true');
      else tab.removeAttribute('aria-current');
    }
  }
}
