// Events on two clocks as SVG: above, when it happened; below, when the desk came to know; a line joins the two.
const hour = 24; // pixels
const start = Date.UTC(2026, 8, 3, 0);
const x = utc => 90 + (Date.parse(utc) - start) / 3.6e6 * hour;

export function timeline({ t, time, ref, lang }) {
  const events = [
    ['2026-09-03T03:15:00Z', '2026-09-03T12:30:00Z', t('MTU set to 1460', 'MTU 改为 1460'), 'change', '#log', t('log', '日志')],
    ['2026-09-03T06:22:00Z', '2026-09-03T06:22:00Z', t('complaint', '报障'), '', '#t1', 't1'],
    ['2026-09-03T09:20:00Z', '2026-09-03T10:05:00Z', t('TCP path', 'TCP 路径'), '', '#e5', 'e5'],
    ['2026-09-04T01:50:00Z', '2026-09-04T01:58:00Z', t('counters', '计数'), '', '#e6', 'e6'],
    ['2026-09-04T01:51:30Z', '2026-09-04T02:20:00Z', t('failing request', '失败请求'), 'fault', '#e8', 'e8'],
  ];
  const ticks = [0, 6, 12, 18, 24].map(h => { const at = 90 + h * hour; return `<g class="tick"><line x1="${at}" x2="${at}" y1="62" y2="196"/><text x="${at}" y="214" text-anchor="middle">${h === 24 ? t('4 Sep', '9月4日') : h === 0 ? t('3 Sep', '9月3日') : String(h).padStart(2, '0') + ':00'}</text></g>`; }).join('\n');
  return `<figure class="timeline" tabindex="0" role="region" aria-label="${t('Timeline picture; the table below says the same', '时间线图；下表内容相同')}">
<svg viewBox="0 0 800 222" role="group" aria-label="${t('Five events: when each happened and when it was found', '五个事件：发生时间与得知时间')}">
${ticks}
<rect class="span" x="${x('2026-09-04T01:40:00Z')}" y="60" width="14" height="20"/>
<line class="axis" x1="84" x2="790" y1="70" y2="70"/><line class="axis" x1="84" x2="790" y1="166" y2="166"/>
<text class="lane" x="0" y="74">${t('happened', '发生')}</text><text class="lane" x="0" y="214">UTC</text><text class="lane" x="0" y="170">${t('found', '得知')}</text>
${events.map(([a, b, name, kind, href], n) => {
    const from = x(a), to = x(b), late = Date.parse(b) - Date.parse(a) > 3.6e6 * 4, end = from > 640;
    return `<a href="${href}"><path class="lag${late ? ' late' : ''}" d="M${from.toFixed(1)} 70C${from.toFixed(1)} 118 ${to.toFixed(1)} 118 ${to.toFixed(1)} 166"/><circle class="dot ${kind}" cx="${from.toFixed(1)}" cy="70" r="5"/><circle class="dot ${kind}" cx="${to.toFixed(1)}" cy="166" r="4"/><text x="${(end ? from + 4 : from).toFixed(1)}" y="${n % 2 ? 56 : 40}" text-anchor="middle">${name}</text></a>`;
  }).join('\n')}
</svg>
</figure>
<table class="stack"><thead><tr><th>${t('Happened', '发生')}</th><th>${t('Found', '得知')}</th><th>${t('What', '内容')}</th><th>${t('Clock', '时钟')}</th></tr></thead><tbody>
${events.map(([a, b, name, , href, id]) => `<tr><td data-label="${t('happened', '发生')}">${time(a)}</td><td data-label="${t('found', '得知')}">${time(b)}</td><td>${name} <a class="ref" href="${href}">${id}</a></td><td class="quiet">${id === 'e8' ? t('client, offset unknown', '客户端，偏差未知') : id === 'e6' ? t('server, +0.4 s', '服务器，+0.4 秒') : t('zone assumed', '时区推定')}</td></tr>`).join('\n')}
</tbody></table>`;
}
