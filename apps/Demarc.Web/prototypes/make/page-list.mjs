// The case list, and the same list before there is any case.
const cases = ({ t }) => [
  ['a', '04121-H2M6T9', t('No one at the branch reaches any site since 08:40', '分支机构 08:40 起无法访问任何网站'), t('Example Bank · gateway answers, nothing beyond', '示例银行 · 网关有应答，之后全无'), 'us', 'access-network', '0.88', t('35 min over', '已超 35 分钟'), 'over', t('4 min', '4 分钟前'), 'Marta', true],
  ['b', '04117-K3R8W2', t('Package server opens at times and hangs at times from the office', '办公室访问软件包服务器时好时坏'), t('Example Trading · packages.example.com', '示例贸易 · packages.example.com'), 'third', 'server-host', '0.93', t('5 h 20 min left', '还剩 5 小时 20 分'), '', t('1 h', '1 小时前'), 'Marta', false],
  ['b', '04119-C8N1D4', t('Messenger freezes for a minute after each message', '即时通讯每发一条消息卡住一分钟'), t('Example Exchange Office · chat.example.net', '示例外汇中心 · chat.example.net'), 'us', 'client-software', '0.79', t('1 h 50 min left', '还剩 1 小时 50 分'), 'soon', t('22 min', '22 分钟前'), t('Chen Lu', '陈露'), true],
  ['c', '04102-X6W5H9', t('Updates stand still at 0 % behind the allow-list', '更新停在 0%，外网有访问白名单'), t('Example Power · updates.example.org', '示例电力 · updates.example.org'), 'customer', 'policy', '0.71', t('2 d left', '还剩 2 天'), '', t('6 d', '6 天前'), t('Chen Lu', '陈露'), false],
  ['c', '04098-P7T1D1', t('Webmail “page went astray” on some machines only', '部分电脑网页邮箱提示“网页已走丢”'), t('Example Care Home · mail.example.com', '示例安养院 · mail.example.com'), 'customer', 'undetermined', '', t('3 d left', '还剩 3 天'), '', t('2 d', '2 天前'), 'Marta', false],
  ['c', '04096-B4Q2L7', t('Video calls stutter every afternoon', '每天下午视频会议卡顿'), t('Example School · meet.example.org', '示例学校 · meet.example.org'), 'us', 'local-network', '0.64', t('4 h left', '还剩 4 小时'), '', t('3 h', '3 小时前'), '–', false],
  ['d', '04090-R1V9S5', t('Certificate warning on the ordering page', '订货页面提示证书错误'), t('Example Parts · order.example.com', '示例配件 · order.example.com'), 'third', 'server-application', '0.99', t('4 d left', '还剩 4 天'), '', t('1 d', '1 天前'), 'Marta', false],
  ['d', '04087-J5F3Z8', t('Monitoring shows loss at hop 6', '监控显示第 6 跳丢包'), t('Example Port · 198.51.100.20', '示例港口 · 198.51.100.20'), 'closed', 'healthy', '0.97', '', '', t('5 d', '5 天前'), t('Chen Lu', '陈露'), false],
  ['c', '04085-W2K7A3', t('Large uploads from the far office break off', '远端办公室上传大文件中断'), t('Example Survey · files.example.net', '示例测绘 · files.example.net'), 'customer', 'far-network', '0.58', t('1 d left', '还剩 1 天'), '', t('8 h', '8 小时前'), 'Marta', false],
  ['b', '04081-N9E4U6', t('Route to the mirror loops between two routers', '到镜像站的路由在两台路由器间打转'), t('Example Press · mirror.example.org', '示例出版社 · mirror.example.org'), 'third', 'transit', '0.95', t('6 h left', '还剩 6 小时'), '', t('2 h', '2 小时前'), t('Chen Lu', '陈露'), false],
  ['d', '04077-T6Y8G1', t('One laptop cannot resolve internal names', '一台笔记本无法解析内网域名'), t('Example Trading · intranet.example.com', '示例贸易 · intranet.example.com'), 'closed', 'client-host', '0.96', '', '', t('9 d', '9 天前'), 'Marta', false],
];

const list = (k, file) => {
  const { t, sev, state, side, i } = k;
  return k.page({
    title: `${t('Cases', '案例')} · Demarc`, here: 'cases', file,
    main: `<div class="head"><h1>${t('Cases', '案例')}</h1><span class="quiet">${t('11 of 214, 3 wait for us', '共 214 个，显示 11 个，3 个等我们处理')}</span><a class="button first push" href="#">${t('New case', '新建案例')}</a></div>
<form class="filters" method="get" action="list.${k.lang}.html" role="search" aria-label="${t('Filter', '筛选')}">
<nav class="switch" aria-label="${t('Waiting for', '等谁')}"><a href="#" aria-current="true">${t('All open', '全部未结')} <span class="count">41</span></a><a href="#">${t('Us', '我们')} <span class="count">3</span></a><a href="#">${t('Customer', '客户')} <span class="count">22</span></a><a href="#">${t('Third party', '第三方')} <span class="count">16</span></a><a href="#">${t('Closed', '已结')}</a></nav>
<label>${t('Side', '所在侧')} <select name="side"><option>${t('any', '全部')}</option>${['client-host', 'client-software', 'local-network', 'access-network', 'transit', 'far-network', 'server-host', 'server-application', 'policy', 'healthy', 'undetermined'].map(id => `<option value="${id}">${k.sideName(id)}</option>`).join('')}</select></label>
<label>${t('Severity', '级别')} <select name="severity"><option>${t('any', '全部')}</option><option>A</option><option>B</option><option>C</option><option>D</option></select></label>
<label>${t('Assigned to', '负责人')} <select name="assignee"><option>${t('anyone', '任何人')}</option><option>${t('me', '我')}</option><option>${t('nobody', '无人')}</option></select></label>
<label>${t('Order', '排序')} <select name="order"><option>${t('due first', '到期优先')}</option><option>${t('latest first', '最新优先')}</option></select></label>
<noscript><button>${t('Show', '显示')}</button></noscript>
</form>
<div class="cases headings" aria-hidden="true"><span>${t('Sev.', '级别')}</span><span>${t('Number', '案例号')}</span><span>${t('Case', '案例')}</span><span>${t('Side', '所在侧')}</span><span>${t('State', '状态')}</span><span>${t('Assigned', '负责人')}</span><span class="due">${t('Due', '到期')}</span><span class="last">${t('Last', '最近')}</span></div>
<ol class="cases">
${cases(k).map(([s, number, title, sub, who, sideId, p, due, urgency, last, person, fresh], n) => `<li${fresh ? ' class="new"' : ''}>${sev(s)}<span class="id">CAS-${number}</span><span class="title"><a href="case.${k.lang}.html">${fresh ? `<span class="off">${t('new mail: ', '有新邮件：')}</span>` : ''}${title}</a><span class="sub">${sub}</span></span>${side(sideId, p, p && Number(p) < .75 ? ' maybe' : '')}${state(who)}<span class="who assignee">${person}</span><span class="due ${urgency}">${due || '<span class="off">–</span>'}</span><span class="last">${last}</span>${n === 4 ? `<span class="why">${t('matches your search in', '命中搜索：')} <a class="ref" href="evidence.${k.lang}.html">e3:14</a> … <mark>14.18</mark>.245.237 …</span>`.replace('14.18', '203.0').replace('.245.237', '.113.61') : ''}</li>`).join('\n')}
</ol>
<div class="pager"><span>${t('1–11 of 41', '第 1–11 个，共 41 个')}</span><a href="#">${t('Next', '下一页')}</a></div>`,
  });
};

const gap = '<svg class="line" viewBox="0 0 240 40" aria-hidden="true"><path d="M10 20H104M136 20H222" stroke="currentColor" stroke-width="1.5" fill="none"/><circle cx="10" cy="20" r="5" fill="currentColor"/><rect x="222" y="12" width="16" height="16" rx="3" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M120 6V34" stroke="currentColor" stroke-width="2" stroke-dasharray="3 4" fill="none"/></svg>';

const empty = (k, file) => {
  const { t } = k;
  return k.page({
    title: `${t('Cases', '案例')} · Demarc`, here: 'cases', file,
    main: `<div class="empty">${gap}
<h1>${t('No cases yet', '还没有案例')}</h1>
<p>${t('A case begins with a mail to support@support.example, with files you drop here, or by hand.', '发到 support@support.example 的邮件、拖到此处的文件，或手动新建，都会成为一个案例。')}</p>
<div class="actions"><a class="button first" href="#">${t('New case', '新建案例')}</a><a class="button" href="settings.${k.lang}.html">${t('Connect a mailbox', '连接邮箱')}</a></div>
</div>`,
  });
};

const nothing = (title, text, action) => (k, file) => k.page({
  title: `${title(k)} · Demarc`, file,
  main: `<div class="empty">${gap}<h1>${title(k)}</h1><p>${text(k)}</p><div class="actions">${action(k)}</div></div>`,
});

const notFound = nothing(
  k => k.t('Nothing here by that name', '没有找到'),
  k => k.t('There is no case CAS-04999. It may have been merged into another one; the search looks at old numbers as well.', '没有案例 CAS-04999。它可能已并入其他案例；搜索时也会查找旧案例号。'),
  k => `<a class="button first" href="list.${k.lang}.html">${k.t('To the cases', '回到案例列表')}</a>`);

const notPermitted = nothing(
  k => k.t('This case is not open to you', '您没有查看此案例的权限'),
  k => k.t('You are signed in as marta@support.example. The case belongs to another team; its owner, Chen Lu, can add you.', '您当前以 marta@support.example 登录。此案例属于其他团队，负责人陈露可以将您加入。'),
  k => `<button class="first">${k.t('Ask Chen Lu', '向陈露申请')}</button><a class="button" href="list.${k.lang}.html">${k.t('To the cases', '回到案例列表')}</a>`);

export const pages = { list, 'list-empty': empty, 'not-found': notFound, 'not-permitted': notPermitted };
