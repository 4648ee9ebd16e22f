// The case page: what is concluded on the left, the record on the right.
import { hypotheses, shares, turns } from './case-data.mjs';
import { timeline } from './timeline.mjs';

const verdict = k => {
  const { t, side, sideName, ref, i, copyButton } = k;
  let x = 0;
  const rects = shares.map(([id, measured, reported]) => {
    const parts = [];
    if (measured) parts.push(`<rect class="${id}" x="${x}%" width="${measured}%" height="100%"/>`);
    x += measured;
    if (reported) parts.push(`<rect class="${id} reported" x="${x}%" width="${reported}%" height="100%"/><rect class="${id} hatch" x="${x}%" width="${reported}%" height="100%"/>`);
    x += reported;
    return parts.join('');
  }).join('\n');
  const sorted = [...shares].sort((a, b) => b[1] + b[2] - a[1] - a[2]);
  const spoken = sorted.map(([id, m, r]) => `${sideName(id)} ${m + r} %`).join(', ');
  const sign = (kind, [weight, text, where, how]) => `<li${kind || how ? ` class="${[kind, how].filter(Boolean).join(' ')}"` : ''}><span class="weight">${weight}</span><span>${text}${how ? ` <span class="tag">${t('reported', '据口述')}</span>` : ''} ${where}</span></li>`;

  return `<div class="verdict server-host" id="verdict" role="region" aria-labelledby="verdict-title" tabindex="0">
<h2 class="off" id="verdict-title">${t('Verdict', '定界结论')}</h2>
<p class="sentence">${t('The fault is on the side of the server host', '问题位于服务器主机侧')}</p>
<p class="because">${t('tcp_tw_recycle drops clients behind one NAT: machines of the office share an address but not a clock, and shut each other out in turn.', 'tcp_tw_recycle 丢弃同一 NAT 后的客户端：办公室的机器共用一个地址却各有各的时间戳，于是轮流被拒之门外。')}</p>
<p class="standing">${t('Very likely, 93 %. Mechanism certain: requests ignored. Decided by Demarc', '很可能，93%。机理确定：建连请求被忽略。由 Demarc 得出')}, ${k.time('2026-09-04T02:10:00Z')}. <a href="#history">${t('How it came to this', '结论如何变化')}</a></p>

<section aria-labelledby="sides-title">
<h2 id="sides-title">${t('Sides', '各侧概率')}</h2>
<svg class="bar" role="img" aria-label="${spoken}">
${rects}
</svg>
<ul class="sides">
${sorted.map(([id, m, r]) => `<li>${side(id)}<span class="how">${[m && t(`${m} measured`, `实测 ${m}`), r && t(`${r} reported`, `口述 ${r}`)].filter(Boolean).join(' · ')}</span><span class="share">${m + r} %</span></li>`).join('\n')}
</ul>
<p class="keyline"><span><i class="swatch"></i> ${t('measured', '实测')}</span><span><i class="swatch reported"></i> ${t('as reported, not yet measured', '据口述，尚未实测')}</span></p>
</section>

<section aria-labelledby="next-title">
<h2 id="next-title">${t('What would settle it', '什么测试可以定论')}</h2>
<ol class="rows">
<li class="test"><div><span class="name">${t('TCP timestamps off on one client', '在一台客户端关闭 TCP 时间戳')}</span> <span class="gain" title="${t('expected information', '预期信息量')}: 4/5"><svg viewBox="0 0 22 5" role="img" aria-label="4/5">${[0, 1, 2, 3, 4].map(n => `<rect${n < 4 ? ' class="on"' : ''} x="${n * 4.5}" width="4" height="5"/>`).join('')}</svg></span>
<div class="cost">${t('An administrator of the office · 2 minutes · alters one machine, restored after', '由办公室管理员执行 · 2 分钟 · 临时改动一台机器，随后恢复')}</div></div>
<form method="post" action="#"><button class="small">${t('Ask for this', '请对方做')}</button></form>
<div class="copy"><code id="c1">sysctl -w net.ipv4.tcp_timestamps=0</code>${copyButton('c1')}</div></li>
<li class="test"><div><span class="name">${t('Capture at the server', '服务器端抓包')}</span> <span class="gain" title="${t('expected information', '预期信息量')}: 2/5"><svg viewBox="0 0 22 5" role="img" aria-label="2/5">${[0, 1, 2, 3, 4].map(n => `<rect${n < 2 ? ' class="on"' : ''} x="${n * 4.5}" width="4" height="5"/>`).join('')}</svg></span>
<div class="cost">${t('The hosting provider · 10 minutes · would overturn the verdict if the client’s packets do not arrive', '由托管商执行 · 10 分钟 · 若客户端报文未到达服务器，将推翻结论')}</div></div>
<form method="post" action="#"><button class="small">${t('Ask for this', '请对方做')}</button></form></li>
</ol>
</section>

<section aria-labelledby="why-title">
<h2 id="why-title">${t('Hypotheses', '假设')}</h2>
${hypotheses(k).map((h, n) => `<details class="hypothesis ${h.side}"${n ? '' : ' open'} name="hypothesis">
<summary><span class="share">${h.share} %</span><span class="name">${h.name}</span>${side(h.side)}</summary>
<div class="body">
${h.pro.length ? `<h3>${t('For', '支持')}</h3>\n<ul class="signs">\n${h.pro.map(it => sign('', it)).join('\n')}\n</ul>` : `<h3>${t('For', '支持')}</h3>\n<p class="quiet">${t('nothing yet', '暂无')}</p>`}
<h3>${t('Against', '反对')}</h3>
<ul class="signs">
${h.con.map(it => sign('against', it)).join('\n')}
</ul>
<p class="small"><a href="catalogue-cause.${k.lang}.html">${t('In the catalogue', '查看原因库')}</a> <span class="id quiet">${h.id}</span></p>
</div>
</details>`).join('\n')}
<p class="small quiet">${t('An unknown cause keeps 2 %. 71 other causes share less than 1 %.', '未知原因保留 2%。其余 71 个原因合计不足 1%。')}</p>
</section>

<section aria-labelledby="claims-title">
<h2 id="claims-title">${t('What has been suggested', '已有判断的核对')}</h2>
<ul class="rows">
<li class="claim"><span class="tag bad">${t('refuted', '不成立')}</span><div>${t('“It is the MTU”', '“是 MTU 的问题”')} <span class="quiet">${t('Zhao, office network', '赵工，办公网')}</span> ${ref('e4', '6')}<div class="proof">${t('Full-size pings with DF set are answered; changing the MTU altered nothing.', '满长且禁止分片的 ping 有应答；调整 MTU 后没有变化。')}</div><a class="quote" href="evidence.${k.lang}.html#L6">4 packets transmitted, 4 received, 0% packet loss</a></div></li>
<li class="claim"><span class="tag bad">${t('refuted', '不成立')}</span><div>${t('“Ping works, so the network is fine”', '“ping 是通的，网络没问题”')} <span class="quiet">${t('Zhao, office network', '赵工，办公网')}</span> ${ref('e4', '2–6')}<div class="proof">${t('Does not follow: ping shows that addresses are reached. It neither clears nor accuses what TCP meets.', '不能由此推出：ping 只证明 IP 可达，既不能排除、也不能说明 TCP 遇到的问题。')}</div></div></li>
<li class="claim"><span class="tag good">${t('supported', '成立')}</span><div>${t('“The server itself ignores us”', '“是服务器不理我们”')} <span class="quiet">${t('Zhou Lin', '周琳')}</span> ${ref('e6', '41')}<a class="quote" href="evidence.${k.lang}.html#L41">129 passive connections rejected because of time stamp</a></div></li>
<li class="claim"><span class="tag warn">${t('undecided', '未决')}</span><div>${t('“The page opens only because it is cached”', '“能打开是因为有缓存”')} <span class="quiet">${t('Zhao, office network', '赵工，办公网')}</span><div class="proof">${t('Nothing read so far tells; a request with caching off would.', '现有证据无法判断；关闭缓存再请求一次即可。')}</div></div></li>
</ul>
</section>

<section aria-labelledby="odd-title">
<details><summary><h2 id="odd-title">${t('Odd but harmless', '看似异常，实属正常')} <span class="count">4</span></h2></summary>
<ul class="rows">
<li>${t('A hop stays silent while later hops answer', '中间某跳不应答而后续跳正常')} ${ref('e5', '12')}</li>
<li>${t('Several addresses at one hop: load balancing', '同一跳有多个应答地址：负载均衡')} ${ref('e5', '9')}</li>
<li>${t('A reply TTL of 45 says how far away the target is, not that the path is too long', '应答 TTL 为 45 只说明目标有多远，不表示路径过长')} ${ref('e4', '3')}</li>
<li>${t('Captured segments larger than the MTU: segmentation offload', '抓包中报文段大于 MTU：网卡分段卸载')} ${ref('e8', t('frame', '帧') + ' 17')}</li>
</ul></details>
</section>
</div>`;
};

const turn = (k, it) => {
  const { t, i } = k;
  const quoted = (it.quoted ?? []).map(q => `<article class="turn quoted${q.deep ? ' deep' : ''}">
<header><span class="who">${q.who}</span><span class="to">→ ${k.zh ? q.to : q.to}</span><span class="when">${k.time(q.utc)} <span class="zone assumed">${q.zone}</span></span></header>
<div class="body">${q.body}</div>
</article>`).join('\n');
  return `<article class="turn${it.ours ? ' ours' : ''}" id="${it.id}">
<header><span class="who">${it.who}</span><span class="to">→ ${k.zh || !it.to.includes('<') ? it.to.replace(/</g, '&lt;').replace(/>/g, '&gt;') : it.to.replace(/</g, '&lt;').replace(/>/g, '&gt;')}${it.cc ? `, ${t('Cc', '抄送')} ${it.cc}` : ''}</span><span class="when">${k.time(it.utc)} <span class="zone${it.stated ? '' : ' assumed'}">${it.zone}</span></span></header>
<div class="body">${it.body}${it.pre ? `<pre tabindex="0">${it.pre}</pre>` : ''}</div>
${it.files ? `<ul class="files">${it.files.map(([id, name, size]) => `<li>${i('clip')} <a href="#${id}">${name}</a> <span class="quiet">${size}</span> <a class="ref" href="#${id}">${id}</a></li>`).join('')}</ul>` : ''}
${quoted ? `<details open><summary class="small quiet">${t(`quotes ${it.quoted.length} earlier turns, both already above in full`, `引用了 ${it.quoted.length} 条更早的发言，均已在本案例中`)}</summary>\n${quoted}\n</details>` : ''}
<div class="meta"><a href="evidence.${k.lang}.html">${t('Original', '原文')}</a><a href="#reply">${t('Reply to all', '全部回复')}</a>${it.ours ? `<span>${t('delivered', '已送达')}</span>` : ''}</div>
</article>`;
};

const composer = k => {
  const { t, i } = k;
  return `<details class="reply" open><summary>${t('Reply to all', '全部回复')}</summary>
<form class="composer" id="reply" method="post" action="#" aria-label="${t('Reply', '回复')}">
<div class="row"><label for="template">${t('Template', '模板')}</label><span><select id="template" name="template"><option>${t('empty', '空白')}</option><option selected>${t('Ask for a test', '请求测试')}</option><option>${t('Ask for captures at both ends', '请求两端抓包')}</option><option>${t('Tell the verdict', '告知结论')}</option><option>${t('Closing summary', '结案总结')}</option></select> <select name="language" aria-label="${t('Language of the mail', '邮件语言')}"><option${k.zh ? '' : ' selected'}>English</option><option${k.zh ? ' selected' : ''}>中文</option></select></span></div>
<div class="row"><span class="label">${t('To', '收件人')}</span><ul class="people"><li class="person">${t('Zhao, office network', '赵工（办公网）')} <button type="button" aria-label="${t('Remove Zhao', '移除赵工')}">×</button></li><li class="person added">+ ${t('Zhou Lin', '周琳')} <span class="off">${t('added', '新增')}</span><button type="button" aria-label="${t('Remove Zhou Lin', '移除周琳')}">×</button></li></ul></div>
<div class="row"><span class="label">${t('Cc', '抄送')}</span><ul class="people"><li class="person gone" title="${t('A third party is not added again by itself', '第三方不会被自动加回')}"><del>ops@hosting.example</del> <span>${t('not included: third party', '未包含：第三方')}</span><button type="button">${t('add', '加入')}</button></li></ul></div>
<div class="row"><label for="subject">${t('Subject', '主题')}</label><input id="subject" name="subject" value="${t('RE: [Case CAS-04117-K3R8W2] Package server works at times', '回复：[案例号: CAS-04117-K3R8W2] 办公室访问软件包服务器时好时坏')}"></div>
<textarea name="body" aria-label="${t('Text', '正文')}">${t('Hello Zhao,\n\none two-minute test would settle whether the server ignores machines by their timestamps. On one affected machine:\n\n    sysctl -w net.ipv4.tcp_timestamps=0\n\nthen twenty connections, then the earlier value again.', '赵工您好：\n\n有一项两分钟的测试可以定论：服务器是否按时间戳忽略部分机器。请在一台受影响的机器上执行：\n\n    sysctl -w net.ipv4.tcp_timestamps=0\n\n然后连接 20 次，再恢复原值。')}</textarea>
<div class="actions"><button class="first">${t('Send', '发送')}</button><span class="quiet small">${t('held for 20 s, can be undone', '保留 20 秒，可撤回')}</span><label class="check push"><input type="checkbox" name="request" checked> ${t('Track as a request', '作为取证请求跟踪')}</label></div>
</form>
</details>
<form class="undo" method="post" action="#" data-undo-seconds="20"><p role="status">${t('Sending to Zhao and Zhou Lin in', '即将发送给赵工和周琳：')} <span data-undo-left>20</span> ${t('s', '秒')}</p><button>${t('Undo', '撤回')}</button></form>
<div class="drop">${i('up')}<span>${t('Drop files anywhere on this page, or', '把文件拖到本页任意位置，或')} <label><span class="off">${t('Files', '文件')}</span><input type="file" multiple data-upload-input></label></span></div>
<ul class="uploads" data-uploads aria-live="polite"></ul>`;
};

const record = k => {
  const { t, time, ref, i } = k;
  const criteria = (state, text, where = '') => `<li class="${state}">${i({ done: 'check', failed: 'cross', open: 'circle' }[state])}<span><span class="off">${{ done: t('met: ', '已满足：'), failed: t('not met: ', '未满足：'), open: t('open: ', '待满足：') }[state]}</span>${text} ${where}</span></li>`;
  const tabs = [['thread', t('Thread', '往来'), 6], ['log', t('Log', '日志'), 14], ['evidence', t('Evidence', '证据'), 8], ['requests', t('Requests', '取证请求'), 3], ['timeline', t('Timeline', '时间线'), ''], ['reminders', t('Reminders', '提醒'), 2], ['history', t('Verdicts', '结论变化'), 4]];
  const artifact = (id, name, how, lines, hash, cover, by) => `<tr id="${id}"><td><span class="id">${id}</span></td><td><a class="name" href="evidence.${k.lang}.html">${name}</a><span class="sub">${how}</span></td><td data-label="${t('covers', '覆盖')}">${cover}<span class="sub">${lines}</span></td><td data-label="${t('came', '来源')}">${by}<span class="sub hash" title="SHA-256">${hash}</span></td></tr>`;

  return `<div class="record">
<nav class="tabs" aria-label="${t('Record', '案例记录')}">
${tabs.map(([id, text, n], index) => `<a href="#${id}"${index ? '' : ' aria-current="true"'}>${text}${n ? ` <span class="count">${n}</span>` : ''}</a>`).join('\n')}
</nav>
<div class="panes">
<section id="thread" aria-labelledby="thread-title"><h2 id="thread-title" class="off">${t('Thread', '往来')}</h2>
${composer(k)}
${turns(k).map(it => turn(k, it)).join('\n')}
</section>

<section id="log" aria-labelledby="log-title"><h2 id="log-title" class="off">${t('Log', '日志')}</h2>
<form class="actions" method="post" action="#"><input name="note" aria-label="${t('Note to the log', '写入日志')}" placeholder="${t('Note to the log …', '写入日志…')}"></form>
<ol class="log">
<li>${time('2026-09-04T02:41:00Z')}<div><span class="who">Marta</span> ${t('mailed ops@hosting.example; waiting for third party', '发信给 ops@hosting.example；状态改为等第三方')}</div></li>
<li>${time('2026-09-04T02:10:00Z')}<div><span class="who">Demarc</span> ${t('verdict', '结论')} <span class="shift">0.41 → 0.93</span> ${t('because of', '依据')} ${ref('e7', '3')}</div></li>
<li>${time('2026-09-04T01:58:00Z')}<div><span class="who">Demarc</span> ${t('took in a mail of ops@hosting.example by its reply token; 2 attachments became', '按回信标识收入 ops@hosting.example 的邮件；2 个附件成为')} ${ref('e6')} ${ref('e7')}</div></li>
<li>${time('2026-09-03T12:30:00Z')}<div><span class="who">${t('Chen Lu', '陈露')}</span> ${t('by phone with Zhao: the MTU of the office router was set to 1460 at 11:15, nothing changed', '与赵工通话：11:15 把办公室路由器 MTU 改为 1460，现象没有变化')} <span class="tag">${t('change, no effect', '变更，无效')}</span></div></li>
<li>${time('2026-09-03T06:30:00Z')}<div><span class="who">Marta</span> ${t('took the case', '接手案例')}</div></li>
</ol></section>

<section id="evidence" aria-labelledby="evidence-title"><h2 id="evidence-title" class="off">${t('Evidence', '证据')}</h2>
<table class="artifacts stack"><thead><tr><th><span class="off">${t("Id", "编号")}</span></th><th>${t('What', '内容')}</th><th>${t('Covers', '覆盖时段')}</th><th>${t('Came from, hash', '来源与哈希')}</th></tr></thead><tbody>
${artifact('e8', 'office-20260904.pcapng', t('capture at the client · 2 connections read', '客户端抓包 · 已读取 2 条连接'), t('18 204 frames, none cut', '18 204 帧，无截断'), 'sha256 7c41…d02e', '09:48–09:53 +08:00', t('Zhou Lin, upload, 2026-09-04', '周琳，上传，2026-09-04'))}
${artifact('e7', 'sysctl.txt', t('kernel settings of the server · 3 facts', '服务器内核参数 · 3 个观察'), t('31 lines, all read', '31 行，全部读懂'), 'sha256 91f0…66ab', '09:50 +08:00', t('Yan, mail t5', '严工，邮件 t5'))}
${artifact('e6', 'netstat-s.txt', t('TCP counters of the server · 9 facts', '服务器 TCP 计数 · 9 个观察'), t('118 lines, 4 not understood', '118 行，4 行未读懂'), 'sha256 0b7e…19c4', '09:50 +08:00', t('Yan, mail t5', '严工，邮件 t5'))}
${artifact('e5', 'mtr-tcp.txt', t('TCP path to port 443 · 4 runs', '到 443 端口的 TCP 路径 · 4 次'), t('64 lines, all read', '64 行，全部读懂'), 'sha256 e2d8…7730', t('3 Sep 17:02–17:20, zone assumed', '9 月 3 日 17:02–17:20，时区推定'), t('Zhao, mail t3', '赵工，邮件 t3'))}
${artifact('e4', 'ping.txt', t('ping with DF, 1472 bytes', '禁止分片的 ping，1472 字节'), t('9 lines, all read', '9 行，全部读懂'), 'sha256 55aa…c1f9', t('no time stated', '未写明时间'), t('Zhao, mail t4', '赵工，邮件 t4'))}
</tbody></table>
<h3>${t('Custody of e7', 'e7 的保管记录')}</h3>
<ol class="custody">
<li>${time('2026-09-04T01:50:00Z')}${t('taken on the server by Yan: sysctl -a | grep tcp_tw, as asked in request r2 for hypothesis tw-recycle-nat', '严工在服务器上采集：sysctl -a | grep tcp_tw，应取证请求 r2（假设 tw-recycle-nat）')}</li>
<li>${time('2026-09-04T01:58:00Z')}${t('arrived as attachment of turn t5, hashed, stored', '作为发言 t5 的附件收到，已计算哈希并保存')}</li>
<li>${time('2026-09-04T02:10:00Z')}${t('read by demarc 0.4: 3 facts', '由 demarc 0.4 读取：3 个观察')}</li>
<li>${time('2026-09-04T02:33:00Z')}${t('opened by Marta', 'Marta 查看')}</li>
</ol></section>

<section id="requests" aria-labelledby="requests-title"><h2 id="requests-title" class="off">${t('Requests', '取证请求')}</h2>
<article class="request"><header><h3>r3 · ${t('Captures at both ends of one failing request', '同一次失败的两端抓包')}</h3><span class="tag warn">${t('2 of 5 met', '5 项满足 2 项')}</span><span class="quiet">${t('asked of Zhou Lin and Yan', '对象：周琳、严工')}</span><span class="due soon push">${i('clock')} ${t('due in 3 h', '3 小时内到期')}</span></header>
<ul class="criteria">
${criteria('done', t('capture at the client, whole packets', '客户端抓包，报文完整'), ref('e8'))}
${criteria('done', t('contains at least one failing request to 203.0.113.40:443', '含至少一次到 203.0.113.40:443 的失败请求'), ref('e8', t('frame', '帧') + ' 212'))}
${criteria('open', t('capture at the server', '服务器端抓包'))}
${criteria('open', t('both cover the same minutes', '两份覆盖同一时段'))}
${criteria('failed', t('the clocks of both are told, or an offset can be read: e8 says nothing', '写明双方时钟，或可算出偏差：e8 未提供'))}
</ul></article>
<article class="request"><header><h3>r2 · ${t('Counters and settings of the server', '服务器计数与参数')}</h3><span class="tag good">${t('met', '已满足')}</span><span class="quiet">${t('asked of Yan, answered in 16 h', '对象：严工，16 小时后答复')}</span></header>
<ul class="criteria">${criteria('done', t('netstat -s, taken while failing', 'netstat -s，故障时采集'), ref('e6'))}${criteria('done', 'sysctl -a | grep tcp_tw', ref('e7'))}</ul></article>
</section>

<section id="timeline" aria-labelledby="timeline-title"><h2 id="timeline-title" class="off">${t('Timeline', '时间线')}</h2>
${timeline(k)}
</section>

<section id="reminders" aria-labelledby="reminders-title"><h2 id="reminders-title" class="off">${t('Reminders', '提醒')}</h2>
<ul class="rows">
<li><label class="check"><input type="checkbox"> <span>${t('Ask Yan when the change was made', '询问严工何时完成修改')} <span class="due soon">${t('today 17:00', '今天 17:00')}</span> <span class="quiet">Marta</span></span></label></li>
<li><label class="check"><input type="checkbox"> <span>${t('One week without failure? then close', '一周无故障？然后结案')} <span class="due">${t('11 Sep', '9 月 11 日')}</span> <span class="quiet">${t('Chen Lu', '陈露')}</span></span></label></li>
</ul>
<form class="pair" method="post" action="#"><div class="field"><label for="what">${t('Remind me of', '提醒事项')}</label><input id="what" name="what"></div><div class="field"><label for="on">${t('On', '时间')}</label><input id="on" name="on" type="datetime-local"></div><div class="field"><span class="label"> </span><button>${t('Add', '添加')}</button></div></form>
</section>

<section id="history" aria-labelledby="history-title"><h2 id="history-title" class="off">${t('Verdicts', '结论变化')}</h2>
<ol class="log">
<li>${time('2026-09-04T02:10:00Z')}<div>${k.side('server-host')} <span class="shift">0.41 → 0.93</span> ${t('because of', '依据')} ${ref('e7', '3')} <span class="quiet">${t('tcp_tw_recycle is on', 'tcp_tw_recycle 已开启')}</span></div></li>
<li>${time('2026-09-04T02:08:00Z')}<div>${k.side('server-host')} <span class="shift">0.28 → 0.41</span> ${t('because of', '依据')} ${ref('e6', '41')} <span class="quiet">${t('connections rejected because of timestamps', '有连接因时间戳被拒绝')}</span></div></li>
<li>${time('2026-09-03T12:30:00Z')}<div>${k.side('undetermined')} <span class="shift">${t('far network', '对端网络')} 0.31 → 0.09</span> ${t('because of', '依据')} <a class="ref" href="#log">${t('log', '日志')}</a> <span class="quiet">${t('changing the MTU altered nothing', '调整 MTU 后没有变化')}</span></div></li>
<li>${time('2026-09-03T06:31:00Z')}<div>${k.side('undetermined')} <span class="quiet">${t('first reading of', '首次读取')}</span> ${ref('e1')} ${ref('e2')}</div></li>
</ol></section>
</div>
</div>`;
};

const casePage = (k, file) => {
  const { t, i, sev, state } = k;
  return k.page({
    title: `CAS-04117 · ${t('Package server works at times', '软件包服务器时好时坏')} · Demarc`, here: 'cases', file,
    body: 'data-upload-url="/cases/CAS-04117-K3R8W2/uploads"',
    main: `<header class="casehead">
<p class="crumbs"><a href="list.${k.lang}.html">${t('Cases', '案例')}</a> / <span class="id" id="number">CAS-04117-K3R8W2</span> <button class="small plain" type="button" data-copy="#number" aria-label="${t('Copy the number', '复制案例号')}">${i('copy')}</button></p>
<h1>${t('Package server opens at times and hangs at times from the office', '办公室访问软件包服务器时好时坏')}</h1>
<div class="line">${sev('b')}${state('third')}<span class="due">${i('clock')} ${t('answer due in 5 h 20 min', '5 小时 20 分内应答复')}</span><span>${t('Assigned to', '负责人')} <b>Marta Engel</b></span><span class="quiet">https://packages.example.com/ · 203.0.113.40:443</span><span class="push"><a class="button small jump" href="#thread">${t('Thread', '往来')}</a> <a class="button small" href="#reply">${t('Reply', '回复')}</a> <a class="button small" href="#reminders">${t('Remind', '提醒')}</a> <a class="button small" href="#">${t('Summary', '总结')}</a> <a class="button small" href="#">${t('Close', '结案')}</a></span></div>
<p class="parties"><b>${t('Example Trading', '示例贸易')}</b> ${t('customer: Zhou Lin, Zhao (office network)', '客户：周琳、赵工（办公网）')} · <b>${t('Example Hosting', '示例托管')}</b> ${t('third party: Yan', '第三方：严工')} · <b>${t('Support', '支持')}</b> Marta, ${t('Chen Lu', '陈露')}</p>
</header>
<div class="case">
${verdict(k)}
${record(k)}
</div>`,
  });
};

export const pages = { case: casePage };
