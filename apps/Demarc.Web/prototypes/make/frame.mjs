// What every prototype page shares: words in two languages, the symbols, the top bar.

export const sides = {
  'client-host': ['client host', '客户端主机'],
  'client-software': ['client software', '客户端软件'],
  'local-network': ['local network', '本地网络'],
  'access-network': ['access network', '接入网络'],
  'transit': ['transit', '中间网络'],
  'far-network': ['far network', '对端网络'],
  'server-host': ['server host', '服务器主机'],
  'server-application': ['server application', '服务端应用'],
  'policy': ['policy', '访问策略'],
  'healthy': ['no fault found', '未见异常'],
  'undetermined': ['undetermined', '暂不能定界'],
};

export const escape = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const line = '<path class="line" d="M2 7H34" stroke-width="1.6" fill="none"/>';
const glyph = (id, inside) => `<symbol id="g-${id}" viewBox="0 0 36 14">${inside}</symbol>`;
const places = ['client-host', 'client-software', 'local-network', 'access-network', 'transit', 'far-network', 'server-host', 'server-application'];
const glyphs = [
  ...places.map((id, index) => glyph(id, `${line}<circle cx="${4 + index * 4}" cy="7" r="3.4" stroke="none"/>`)),
  glyph('policy', `${line}<rect x="16.2" y="1" width="3.6" height="12" rx="1" stroke="none"/>`),
  glyph('healthy', `${line}<path d="M13 7.5l3.6 3.8L24 2.5" stroke-width="2.4" fill="none"/>`),
  glyph('undetermined', '<path class="line" d="M2 7H12M24 7H34" stroke-width="1.6" stroke-dasharray="2 2" fill="none"/><path d="M14.8 5.2c0-4.4 6.6-4.2 6.6-.4 0 2.4-3.3 2.4-3.3 4.6M18.1 11.8v1.4" stroke-width="1.8" fill="none"/>'),
].join('\n');

const icon = (id, inside) => `<symbol id="i-${id}" viewBox="0 0 16 16">${inside}</symbol>`;
const icons = [
  icon('search', '<circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5L14 14"/>'),
  icon('check', '<path d="M3 8.5l3.2 3.2L13 4.5"/>'),
  icon('cross', '<path d="M4 4l8 8M12 4l-8 8"/>'),
  icon('circle', '<circle cx="8" cy="8" r="5"/>'),
  icon('copy', '<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2"/>'),
  icon('clip', '<path d="M13 7.5l-5.2 5.2a3 3 0 0 1-4.3-4.3L9 3a2 2 0 0 1 2.9 2.9l-5.4 5.3a1 1 0 0 1-1.4-1.4L10 5"/>'),
  icon('clock', '<circle cx="8" cy="8" r="5.8"/><path d="M8 4.8V8l2.2 1.6"/>'),
  icon('sun', '<circle cx="8" cy="8" r="2.8"/><path d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1"/>'),
  icon('moon', '<path d="M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z"/>'),
  icon('auto', '<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5v11a5.5 5.5 0 0 0 0-11z" fill="currentColor" stroke="none"/>'),
  icon('keys', '<rect x="1.5" y="4" width="13" height="8.5" rx="1.5"/><path d="M4 6.8h.1M6.6 6.8h.1M9.3 6.8h.1M12 6.8h.1M5 9.8h6"/>'),
  icon('up', '<path d="M8 12.5v-9M4.2 7.2L8 3.4l3.8 3.8M3 13.5h10"/>'),
].join('\n');

const sprite = `<svg width="0" height="0" class="off" aria-hidden="true" focusable="false">
<defs><pattern id="hatch" class="hatching" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5"/></pattern></defs>
<symbol id="brand" viewBox="0 0 24 18"><path d="M1 9H23" fill="none" stroke="currentColor" stroke-width="2"/><path d="M15 2V16" fill="none" stroke="currentColor" stroke-width="2.6"/><circle cx="4" cy="9" r="3" fill="currentColor"/></symbol>
${glyphs}
${icons}
</svg>`;

/** The kit of one language. */
export function kit(lang) {
  const zh = lang === 'zh';
  const t = (en, zhText) => (zh ? zhText : en);
  const i = name => `<svg class="icon" aria-hidden="true"><use href="#i-${name}"/></svg>`;
  const side = (id, share = '', extra = '') => `<span class="side ${id}${extra}"><svg class="glyph" aria-hidden="true"><use href="#g-${id}"/></svg>${t(...sides[id])}${share ? ` <span class="share">${share}</span>` : ''}</span>`;
  const sideName = id => t(...sides[id]);
  const time = (utc, shown) => `<time datetime="${utc}">${shown ?? utc.slice(0, 16).replace('T', ' ')} UTC</time>`;
  const ref = (id, at = '', href = `#${id}`) => `<a class="ref" href="${href}">${id}${at ? ':' + at : ''}</a>`;
  const sev = letter => `<span class="sev ${letter}"><svg viewBox="0 0 16 12" aria-hidden="true">${[0, 1, 2, 3].map(n => `<rect ${n < { a: 4, b: 3, c: 2, d: 1 }[letter] ? 'class="on" ' : ''}x="${n * 4}" y="${9 - n * 3}" width="3" height="${3 + n * 3}"/>`).join('')}</svg><span class="off">${t('severity', '级别')} </span>${letter.toUpperCase()}</span>`;
  const state = who => `<span class="state ${who}">${{ us: t('waiting for us', '等我们处理'), customer: t('waiting for customer', '等客户'), third: t('waiting for third party', '等第三方'), closed: t('closed', '已关闭') }[who]}</span>`;
  const copyButton = id => `<button class="small" type="button" data-copy="#${id}">${i('copy')}${t('Copy', '复制')}</button>`;

  const keys = `<dialog id="keys" aria-labelledby="keys-title">
<h2 id="keys-title">${t('Keyboard', '键盘快捷键')}</h2>
<dl class="keys">
<dt><kbd>/</kbd></dt><dd>${t('search', '搜索')}</dd>
<dt><kbd>g</kbd> <kbd>l</kbd></dt><dd>${t('to the list of cases', '回到案例列表')}</dd>
<dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>${t('next, previous case in the list', '列表中下一个、上一个案例')}</dd>
<dt><kbd>Enter</kbd></dt><dd>${t('open it', '打开')}</dd>
<dt><kbd>?</kbd></dt><dd>${t('this page', '显示本页')}</dd>
</dl>
<label class="check"><input type="checkbox" data-keys-switch checked> ${t('Single keys are shortcuts', '启用单键快捷键')}</label>
<form method="dialog" class="actions"><button class="first">${t('Close', '关闭')}</button></form>
</dialog>`;

  const top = (here, file) => `<a class="skip" href="#main">${t('Skip to content', '跳到正文')}</a>
<header class="top">
<a class="brand" href="list.${lang}.html"><svg aria-hidden="true"><use href="#brand"/></svg>Demarc</a>
<nav aria-label="${t('Main', '主导航')}">
${[['cases', 'list', t('Cases', '案例')], ['quarantine', 'quarantine', `${t('Quarantine', '待确认邮件')} <span class="count">3</span>`], ['catalogue', 'catalogue', t('Catalogue', '原因库')], ['settings', 'settings', t('Settings', '设置')]]
    .map(([id, page, text]) => `<a href="${page}.${lang}.html"${id === here ? ' aria-current="page"' : ''}>${text}</a>`).join('\n')}
</nav>
<form class="search" role="search" action="list.${lang}.html">${i('search')}<input type="search" name="q" aria-label="${t('Search cases', '搜索案例')}" placeholder="${t('Number, address, words …', '案例号、地址、词语…')}" data-search><kbd aria-hidden="true">/</kbd></form>
<div class="tools">
<a href="${file}.${zh ? 'en' : 'zh'}.html" hreflang="${zh ? 'en' : 'zh'}" lang="${zh ? 'en' : 'zh-Hans'}">${zh ? 'English' : '中文'}</a>
<button class="theme" type="button" data-theme-switch aria-label="${t('Light or dark', '浅色或深色')}" title="${t('Light or dark', '浅色或深色')}"><svg class="icon i-sun" aria-hidden="true"><use href="#i-sun"/></svg><svg class="icon i-moon" aria-hidden="true"><use href="#i-moon"/></svg><svg class="icon i-auto" aria-hidden="true"><use href="#i-auto"/></svg></button>
<button type="button" data-opens="keys" aria-label="${t('Keyboard shortcuts', '键盘快捷键')}" title="${t('Keyboard shortcuts', '键盘快捷键')} (?)">${i('keys')}</button>
<a href="settings.${lang}.html">Marta</a>
</div>
</header>`;

  /** A whole page. `bare` leaves the top bar to the page itself. */
  const page = ({ title, here = '', file, main, mainClass = '', bodyClass = '', body = '', bare = '' }) => `<!DOCTYPE html>
<html lang="${zh ? 'zh-Hans' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="../wwwroot/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="../client/src/app.css">
<script defer src="../wwwroot/app.js"></script>
</head>
<body${bodyClass ? ` class="${bodyClass}"` : ''}${body ? ' ' + body : ''}>
${sprite}
${bare || top(here, file)}
<main id="main" tabindex="-1"${mainClass ? ` class="${mainClass}"` : ''}>
${main}
</main>
${bare ? '' : keys}
</body>
</html>
`;
  return { lang, zh, t, i, side, sideName, time, ref, sev, state, copyButton, page, top };
}
