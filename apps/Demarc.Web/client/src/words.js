// The few words this script says itself, in the language of the page.
const chinese = document.documentElement.lang.startsWith('zh');
const pick = (en, zh) => (chinese ? zh : en);

export const words = {
  copied: pick('Copied', '已复制'),
  notCopied: pick('Select and copy by hand', '请手动选择并复制'),
  sent: pick('Sent', '已发送'),
  waiting: pick('waiting', '等待中'),
  pause: pick('Pause', '暂停'),
  resume: pick('Go on', '继续'),
  paused: pick('paused', '已暂停'),
  done: pick('received', '已收到'),
  failed: pick('interrupted, can go on', '已中断，可继续'),
  refused: pick('refused', '未被接受'),
  sha256: pick('SHA-256', 'SHA-256'),
  left: pick(text => `${text} left`, text => `还剩 ${text}`),
  over: pick(text => `${text} over`, text => `已超 ${text}`),
  days: pick(n => `${n} d`, n => `${n} 天`),
  hours: pick(n => `${n} h`, n => `${n} 小时`),
  minutes: pick(n => `${n} min`, n => `${n} 分钟`),
};

/** "3.4 MB" */
export function sizeOf(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (bytes >= 1000 && unit < units.length - 1) { bytes /= 1000; unit++; }
  return `${unit === 0 || bytes >= 100 ? Math.round(bytes) : bytes.toFixed(1)} ${units[unit]}`;
}
