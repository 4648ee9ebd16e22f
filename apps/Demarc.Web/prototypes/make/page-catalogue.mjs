// The catalogue of causes: the list, and one cause.
const rows = [
  ['tw-recycle-nat', 'server-host', 'tcp_tw_recycle drops clients behind one NAT', 'tcp_tw_recycle 丢弃同一 NAT 后的客户端', 14],
  ['accept-queue-full', 'server-host', 'The application accepts connections too slowly: accept queue full', '应用接受连接过慢：接受队列已满', 2],
  ['server-port-filtered', 'server-host', 'The server’s firewall does not open the port', '服务器防火墙或安全组未放行该端口', 9],
  ['client-filter-driver-hang', 'client-software', 'A third-party filter driver makes programs hang', '第三方过滤驱动导致程序卡住', 6],
  ['client-tls-interception', 'client-software', 'Security software on the client replaces TLS certificates', '客户端安全软件替换 TLS 证书', 5],
  ['client-clock-wrong', 'client-host', 'The client’s clock is wrong', '客户端时钟不准', 3],
  ['wifi-loss', 'local-network', 'The Wi-Fi link loses or delays packets', 'Wi-Fi 链路丢包或抖动', 17],
  ['nat-table-full', 'local-network', 'The gateway’s NAT table is full', '网关 NAT 表已满', 4],
  ['egress-policy', 'access-network', 'The office’s exit policy limits this service', '办公网或政务网出口策略限制该服务', 11],
  ['routing-loop', 'transit', 'Routing loop', '路由环路', 1],
  ['pmtu-black-hole-near-server', 'far-network', 'Large packets from the server are lost: path MTU black hole', '服务器发出的大报文丢失：路径 MTU 黑洞', 3],
  ['certificate-expired', 'server-application', 'The server’s certificate has expired', '服务器证书已过期', 8],
  ['client-allow-list-misses-cdn', 'policy', 'The client network’s allow-list misses CDN addresses', '客户端网络的白名单未覆盖 CDN 地址', 5],
];

const nav = (k, here) => {
  const { t } = k;
  const counts = [['client-host', 12], ['client-software', 6], ['local-network', 12], ['access-network', 9], ['transit', 7], ['far-network', 7], ['server-host', 10], ['server-application', 10], ['policy', 7]];
  return `<nav aria-label="${t('Sides', '各侧')}"><h2 class="off">${t('Sides', '各侧')}</h2><ul>
<li><a href="catalogue.${k.lang}.html"${here ? '' : ' aria-current="page"'}>${t('All causes', '全部原因')} <span class="count">80</span></a></li>
${counts.map(([id, n]) => `<li><a href="#"${here === id ? ' aria-current="true"' : ''}>${k.side(id)}<span class="count">${n}</span></a></li>`).join('\n')}
</ul></nav>`;
};

const catalogue = (k, file) => {
  const { t, side } = k;
  return k.page({
    title: `${t('Catalogue', '原因库')} · Demarc`, here: 'catalogue', file, mainClass: 'page',
    main: `<div class="head"><h1>${t('Catalogue of causes', '原因库')}</h1><span class="quiet">${t('78 built in, 2 of your own', '内置 78 个，自定义 2 个')}</span></div>
<div class="beside">
${nav(k, '')}
<div>
<form class="filters" role="search" method="get" aria-label="${t('Find a cause', '查找原因')}"><div class="search">${k.i('search')}<input type="search" name="q" aria-label="${t('Find a cause', '查找原因')}" placeholder="${t('timeout, certificate, NAT …', '超时、证书、NAT…')}"></div></form>
<table class="causes stack"><thead><tr><th>${t('Cause', '原因')}</th><th>${t('Side', '所在侧')}</th><th class="number">${t('Cases', '案例')}</th></tr></thead><tbody>
${rows.map(([id, sideId, en, zh, n]) => `<tr><td><a href="catalogue-cause.${k.lang}.html">${t(en, zh)}</a> <span class="id">${id}</span>${id === 'egress-policy' ? ` <span class="tag">${t('prior changed by your team', '先验由本团队调整')}</span>` : ''}</td><td>${side(sideId)}</td><td class="number" data-label="${t('cases', '案例')}">${n}</td></tr>`).join('\n')}
</tbody></table>
</div>
</div>`,
  });
};

const words = { always: ['always', '总是', 6], usually: ['usually', '通常', 5], often: ['often', '经常', 4], sometimes: ['sometimes', '有时', 3], rarely: ['rarely', '很少', 2], never: ['never', '几乎不', 1] };

const cause = (k, file) => {
  const { t, side, copyButton } = k;
  const word = id => { const [en, zh, n] = words[id]; return `<td class="word"><svg viewBox="0 0 32 5" aria-hidden="true">${[0, 1, 2, 3, 4, 5].map(x => `<rect${x < n ? ' class="on"' : ''} x="${x * 5.4}" width="4.6" height="5"/>`).join('')}</svg>${t(en, zh)}</td>`; };
  const group = (name, outcomes) => `<tbody><tr><th scope="rowgroup" colspan="2">${name}</th></tr>
${outcomes.map(([w, text]) => `<tr>${word(w)}<td>${text}</td></tr>`).join('\n')}</tbody>`;
  return k.page({
    title: `${t('tcp_tw_recycle drops clients behind one NAT', 'tcp_tw_recycle 丢弃同一 NAT 后的客户端')} · Demarc`, here: 'catalogue', file, mainClass: 'page',
    main: `<div class="beside">
${nav(k, 'server-host')}
<article class="cause">
<p class="crumbs"><a href="catalogue.${k.lang}.html">${t('Catalogue', '原因库')}</a> / <span class="id">tw-recycle-nat</span></p>
<h1>${t('tcp_tw_recycle drops clients behind one NAT', 'tcp_tw_recycle 丢弃同一 NAT 后的客户端')}</h1>
<p>${side('server-host')} <span class="quiet">· ${t('mechanism', '机理')} syn-ignored · ${t('prior', '先验权重')} 2 · ${t('in 14 cases', '出现于 14 个案例')}</span></p>
<section><h2>${t('How it comes about', '如何发生')}</h2>
<p>${t('With tcp_tw_recycle on, the server keeps the latest TCP timestamp per source address for 60 s and silently drops requests with an older one. Machines behind one NAT share an address but not a clock, so they shut each other out in turn.', '服务器开启 tcp_tw_recycle 后，会按源地址记住最近的 TCP 时间戳 60 秒，时间戳更旧的建连请求一律静默丢弃。同一 NAT 后的机器共用地址却各有各的时间戳，于是轮流被拒之门外。')}</p></section>
<section><h2>${t('What it predicts', '可以预期的现象')}</h2>
<table class="predicts"><thead class="off"><tr><th>${t('Likelihood', '可能性')}</th><th>${t('Outcome', '结果')}</th></tr></thead>
${group(t('one connection to each address', '逐个地址建立连接'), [['often', t('the connection times out', '连接超时')], ['sometimes', t('the connection is made', '连接成功')], ['rarely', t('the connection takes a second or more', '连接耗时一秒以上')]])}
${group(t('ping to the target', 'ping 目标'), [['always', t('ping is answered', 'ping 有应答')]])}
${group(t('20 connections, one after another', '连续建立 20 次连接'), [['often', t('some machines fail while others succeed', '部分机器失败，其他机器正常')], ['sometimes', t('the first connections succeed, later ones fail', '开头成功，随后失败')], ['rarely', t('connections fail without a pattern', '失败没有规律')]])}
${group(t('the tcp_tw_recycle setting', 'tcp_tw_recycle 设置'), [['always', t('tcp_tw_recycle is on', 'tcp_tw_recycle 已开启')]])}
${group(t('the same request from an unaffected place', '在不受影响的地点做同样请求'), [['usually', t('it works from the control', '对照点正常')], ['rarely', t('it works at times from the control', '对照点时好时坏')]])}
</table></section>
<section><h2>${t('Easily confused with', '容易混淆的原因')}</h2>
<ul class="rows">
<li><a href="#">${t('The gateway’s NAT table is full', '网关 NAT 表已满')}</a> ${side('local-network')}<br>${t('A full NAT table breaks many destinations and the request never reaches the server; here the request arrives there and only this server stays silent.', 'NAT 表满会影响许多目标，且请求到不了服务器；本原因下请求已到达，只有这台服务器不应答。')}</li>
<li><a href="#">${t('The server’s allow-list does not contain this client', '服务端访问白名单未包含该客户端')}</a> ${side('policy')}<br>${t('An allow-list never lets an unlisted address in; here the same address succeeds now and then.', '访问名单外的地址从来不通；本原因下同一地址时通时不通。')}</li>
</ul></section>
<section><h2>${t('The test that settles it', '可以定论的测试')}</h2>
<p>${t('The administrator of one affected client turns timestamps off, tries twenty connections, then restores the earlier value.', '由一台受影响客户端的管理员临时关闭时间戳，连接 20 次后恢复原值。')}</p>
<div class="copy"><code id="c1">sysctl -w net.ipv4.tcp_timestamps=0</code>${copyButton('c1')}</div></section>
<section><h2>${t('Remedy', '处理办法')}</h2>
<p>${t('Set net.ipv4.tcp_tw_recycle=0 on the server and in its sysctl files; kernels from 4.12 on no longer have it. Leave timestamps on, on server and clients alike.', '在服务器上设置 net.ipv4.tcp_tw_recycle=0，并同步修改 sysctl 配置文件；4.12 及以后的内核已无此选项。服务器和客户端的时间戳都应保持开启。')}</p></section>
<section><h2>${t('Cases', '相关案例')}</h2>
<ul class="rows"><li><a href="case.${k.lang}.html"><span class="id">CAS-04117</span> ${t('Package server opens at times and hangs at times from the office', '办公室访问软件包服务器时好时坏')}</a> <span class="quiet">0.93</span></li></ul></section>
</article>
</div>`,
  });
};

export const pages = { catalogue, 'catalogue-cause': cause };
