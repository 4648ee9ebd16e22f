// <time datetime="…Z"> is shown in the reader's zone, with UTC in the title. data-show="date" or "clock" shortens it;
// <time data-due> counts: "2 h 10 min left". Times without a zone (no Z, no offset) are left as they were written.
import { each, onContent } from './fresh.js';
import { words } from './words.js';

const forms = {
  full: { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  date: { year: 'numeric', month: '2-digit', day: '2-digit' },
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
};
const zoned = /(?:Z|[+-]\d\d:?\d\d)$/;

export function startTimes() {
  onContent(dress);
  setInterval(() => { for (const due of document.querySelectorAll('time[data-due]')) count(due); }, 30_000);
}

function dress(root) {
  for (const element of each(root, 'time[datetime]')) {
    const at = new Date(element.dateTime);
    if (!zoned.test(element.dateTime) || Number.isNaN(at.getTime())) continue;
    element.title = `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    if ('due' in element.dataset) count(element);
    else element.textContent = shown(at, element.dataset.show ?? 'full');
  }
}

/** Year first, as in the rest of the product, whatever the locale's habit. */
function shown(at, form) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', forms[form] ?? forms.full).formatToParts(at).map(it => [it.type, it.value]));
  const date = parts.year ? `${parts.year}-${parts.month}-${parts.day}` : '';
  const clock = parts.hour ? [parts.hour, parts.minute, parts.second].filter(Boolean).join(':') : '';
  return [date, clock].filter(Boolean).join(' ');
}

function count(element) {
  const left = Math.round((new Date(element.dateTime) - Date.now()) / 60_000);
  const size = Math.abs(left);
  const text = size >= 2880 ? words.days(Math.floor(size / 1440))
    : size >= 60 ? `${words.hours(Math.floor(size / 60))}${size < 600 && size % 60 ? ` ${words.minutes(size % 60)}` : ''}`
      : words.minutes(size);
  element.textContent = left < 0 ? words.over(text) : words.left(text);
  const due = element.closest('.due');
  due?.classList.toggle('over', left < 0);
  due?.classList.toggle('soon', left >= 0 && left < 240);
}
