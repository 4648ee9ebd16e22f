// One artifact with numbered lines; cited lines are marked and say what they were read as.
const text = `# sysctl -a | grep -E 'tcp_(tw|timestamps|fin|syn)' ; uptime ; date
net.ipv4.tcp_timestamps = 1
net.ipv4.tcp_tw_recycle = 1
net.ipv4.tcp_tw_reuse = 1
net.ipv4.tcp_fin_timeout = 30
net.ipv4.tcp_syn_retries = 6
net.ipv4.tcp_syncookies = 1
net.ipv4.tcp_max_syn_backlog = 4096
net.ipv4.tcp_max_tw_buckets = 262144
 09:50:12 up 81 days, 17:22,  2 users,  load average: 0.42, 0.37, 0.31
Fri Sep  4 09:50:12 CST 2026
# uname -r
4.4.0-116-generic
# ss -s
Total: 812 (kernel 0)
TCP:   1904 (estab 211, closed 1663, orphaned 2, synrecv 0, timewait 1661/0), ports 0

Transport Total     IP        IPv6
*         0         -         -
RAW       0         0         0
UDP       9         6         3
TCP       241       180       61
INET      250       186       64
FRAG      0         0         0
# netstat -s | grep -i -E 'stamp|overflow|drop'
    0 SYNs to LISTEN sockets dropped
    129 passive connections rejected because of time stamp
    7 packets rejects in established connections because of timestamp
    TCPTimeWaitOverflow: 0`;

const evidence = (k, file) => {
  const { t, time, ref, copyButton } = k;
  const cited = {
    3: [t('tcp_tw_recycle is on', 'tcp_tw_recycle 已开启'), '+++'],
    2: [t('timestamps are on', '时间戳已开启'), ''],
    11: [t('clock of the server, zone assumed', '服务器时钟，时区推定'), ''],
    13: [t('kernel before 4.12: the setting exists', '内核早于 4.12：有此参数'), '+'],
    27: [t('129 connections rejected because of timestamps', '129 个连接因时间戳被拒绝'), '++'],
  };
  const lines = text.split('\n').map((line, index) => {
    const n = index + 1;
    const c = cited[n];
    const escaped = line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    return `<li id="L${n}"${c ? ' class="cited"' : ''}><a class="n" href="#L${n}" aria-label="${t('line', '第')} ${n}${t('', ' 行')}">${n}</a><span class="text">${escaped}</span>${c ? `<span class="cites"><a href="case.${k.lang}.html#verdict">${c[0]}</a>${c[1] ? ` <span class="good">${c[1]}</span>` : ''}</span>` : ''}</li>`;
  });
  return k.page({
    title: `e7 sysctl.txt · CAS-04117 · Demarc`, here: 'cases', file,
    main: `<p class="crumbs"><a href="list.${k.lang}.html">${t('Cases', '案例')}</a> / <a class="id" href="case.${k.lang}.html">CAS-04117-K3R8W2</a> / <a href="case.${k.lang}.html#evidence">${t('Evidence', '证据')}</a></p>
<div class="head"><h1><span class="id">e7</span> sysctl.txt</h1><span class="quiet">${t('29 lines, 1.2 kB, UTF-8 · 5 lines cited', '29 行，1.2 kB，UTF-8 · 引用 5 行')}</span><span class="push actions"><a class="button small" href="#">${t('Download as it came', '下载原件')}</a></span></div>
<div class="viewer">
<div>
<div class="filters"><nav class="switch" aria-label="${t('Show', '显示')}"><a href="#" aria-current="true">${t('All lines', '全部行')}</a><a href="#">${t('Cited lines', '仅引用行')}</a><a href="#">${t('Not understood', '未读懂的行')} <span class="count">0</span></a></nav><span class="quiet">${t('Cited:', '引用：')} ${Object.keys(cited).map(n => `<a href="#L${n}">${n}</a>`).join(' · ')}</span></div>
<ol class="lines" tabindex="0" aria-label="${t('Lines of sysctl.txt', 'sysctl.txt 的各行')}">
${lines.join('\n')}
</ol>
</div>
<aside aria-label="${t('About this artifact', '关于此证据')}">
<h2>${t('Read as', '读取结果')}</h2>
<ul class="rows">
<li><b>tcp_tw_recycle</b> = 1 <a class="ref" href="#L3">3</a><br><span class="quiet">${t('for', '支持')} tw-recycle-nat +++</span></li>
<li><b>${t('timestamp rejections', '时间戳拒绝计数')}</b> = 129 <a class="ref" href="#L27">27</a><br><span class="quiet">${t('for', '支持')} tw-recycle-nat ++, ${t('against', '反对')} nat-table-full −−</span></li>
<li><b>${t('kernel', '内核')}</b> 4.4.0 <a class="ref" href="#L13">13</a></li>
</ul>
<h2>${t('Proof', '凭证')}</h2>
<dl class="facts">
<dt>SHA-256</dt><dd><span class="hash full" id="hash">91f03c5e7d2a884be06f1a29c7d5530e4b82f6a1c90d7e3358ab24cf17e966ab</span> ${copyButton('hash')}</dd>
<dt>${t('Covers', '覆盖')}</dt><dd>${time('2026-09-04T01:50:12Z')} <span class="zone assumed">${t('CST assumed +08:00', 'CST，推定 +08:00')}</span></dd>
<dt>${t('Taken', '采集')}</dt><dd>${t('on the server, by Yan', '由严工在服务器上')}</dd>
<dt>${t('Came with', '随附于')}</dt><dd><a href="case.${k.lang}.html#t5">t5</a>, ${t('as asked in', '应请求')} <a href="case.${k.lang}.html#requests">r2</a></dd>
<dt>${t('Read by', '读取')}</dt><dd>demarc 0.4, sysctl, netstat, ss, uptime</dd>
</dl>
</aside>
</div>`,
  });
};

export const pages = { evidence };
