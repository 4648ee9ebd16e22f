// Mails that name a case but come from somebody who is no party to it: nothing is appended until a person accepts.
const quarantine = (k, file) => {
  const { t, time } = k;
  const item = (who, mail, subject, utc, why, first, suggestion) => `<article class="request">
<header><span class="who">${who}</span> <span class="mail">${mail}</span><span class="push quiet">${time(utc)}</span></header>
<p><b>${subject}</b></p>
<p class="quiet">${first}</p>
<p class="small"><span class="tag warn">${t('held', '暂缓')}</span> ${why}</p>
<form class="actions" method="post" action="#">${suggestion}<button class="plain">${t('New case', '新建案例')}</button><button class="plain">${t('Discard', '丢弃')}</button><a class="small" href="evidence.${k.lang}.html">${t('Original', '原文')}</a></form>
</article>`;
  return k.page({
    title: `${t('Quarantine', '待确认邮件')} · Demarc`, here: 'quarantine', file, mainClass: 'page',
    main: `<div class="head"><h1>${t('Quarantine', '待确认邮件')} <span class="count">3</span></h1></div>
<p class="quiet">${t('These mails carry the number of a case, but a number alone proves nothing. They join a case once somebody accepts them; until then nobody is told and no clock changes.', '这些邮件带有案例号，但仅凭案例号不能证明身份。有人接受后才会加入案例；在此之前不通知任何人，也不改变任何时限。')}</p>
${item(t('Wu Hao', '吴昊'), 'hao@hosting.example', t('RE: [Case CAS-04117-K3R8W2] settings', '回复：[案例号: CAS-04117-K3R8W2] 参数'), '2026-09-04T03:02:00Z', t('sender is no party of CAS-04117-K3R8W2; the domain is that of a party (Yan, ops@hosting.example); no reply token', '发件人不是 CAS-04117-K3R8W2 的相关方；域名与相关方严工（ops@hosting.example）相同；没有回信标识'), t('Yan is on leave today. We set tcp_tw_recycle to 0 at 10:20 …', '严工今天休假。我们已于 10:20 将 tcp_tw_recycle 改为 0…'), `<button class="first">${t('Accept into CAS-04117', '接受到 CAS-04117')}</button><label class="check"><input type="checkbox" checked> ${t('and make Wu Hao a party', '并将吴昊加为相关方')}</label>`)}
${item('unknown', 'x91@example.net', t('Fwd: CAS-04102 list of addresses', 'Fwd: CAS-04102 地址列表'), '2026-09-04T01:11:00Z', t('number without its check letters; sender unknown; the text was sent before by Chen Lu', '案例号缺少校验字母；发件人未知；正文与陈露之前发出的相同'), t('See attached list, please open the new link …', '见附件列表，请打开新链接…'), `<button>${t('Accept into CAS-04102', '接受到 CAS-04102')}</button>`)}
${item(t('Zhou Lin', '周琳'), 'zhou.lin@example.org', t('Office again', '办公室又不行了'), '2026-09-03T23:40:00Z', t('no number; the name is that of a party of CAS-04117-K3R8W2, the address is another', '没有案例号；姓名与 CAS-04117-K3R8W2 的相关方相同，地址不同'), t('Writing from my private address, the office cannot reach the server again …', '我用私人邮箱发信，办公室又连不上服务器了…'), `<button>${t('Accept into CAS-04117', '接受到 CAS-04117')}</button>`)}`,
  });
};

export const pages = { quarantine };
