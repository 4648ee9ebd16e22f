// Settings: one page, four sections.
const settings = (k, file) => {
  const { t, time } = k;
  const account = (name, mail, role, second, last) => `<tr><td><span class="who">${name}</span><br><span class="mail">${mail}</span></td><td data-label="${t('role', '角色')}">${role}</td><td data-label="${t('second factor', '第二因素')}">${second}</td><td data-label="${t('last seen', '最近登录')}">${last}</td><td class="number"><a href="#" aria-label="${t('Change', '修改')} ${name}">${t('Change', '修改')}</a></td></tr>`;
  return k.page({
    title: `${t('Settings', '设置')} · Demarc`, here: 'settings', file, mainClass: 'page',
    main: `<div class="head"><h1>${t('Settings', '设置')}</h1></div>
<div class="beside">
<nav aria-label="${t('Sections', '分区')}"><ul><li><a href="#accounts" aria-current="true">${t('Accounts', '账号')}</a></li><li><a href="#mail">${t('Mail', '邮件')}</a></li><li><a href="#language">${t('Language', '语言')}</a></li><li><a href="#retention">${t('Retention', '保留期限')}</a></li></ul></nav>
<div class="settings">
<p class="notice good" role="status"><span>${t('Saved. The next mails are fetched in 30 s.', '已保存。30 秒后收取新邮件。')}</span></p>
<section id="accounts"><h2>${t('Accounts', '账号')}</h2><p>${t('Who can sign in, and to do what.', '谁可以登录，可以做什么。')}</p>
<table class="stack"><thead><tr><th>${t('Name', '姓名')}</th><th>${t('Role', '角色')}</th><th>${t('Second factor', '第二因素')}</th><th>${t('Last seen', '最近登录')}</th><th><span class="off">${t('Change', '修改')}</span></th></tr></thead><tbody>
${account('Marta Engel', 'marta@support.example', t('administrator', '管理员'), `<span class="tag good">${t('on', '已启用')}</span>`, t('now', '在线'))}
${account(t('Chen Lu', '陈露'), 'lu@support.example', t('engineer', '工程师'), `<span class="tag good">${t('on', '已启用')}</span>`, time('2026-09-04T01:30:00Z'))}
${account(t('Night shift', '夜班'), 'night@support.example', t('reader', '只读'), `<span class="tag warn">${t('off', '未启用')}</span>`, time('2026-08-30T20:11:00Z'))}
</tbody></table>
<div class="actions"><button>${t('Invite somebody', '邀请成员')}</button></div></section>

<section id="mail"><h2>${t('Mail', '邮件')}</h2><p>${t('Where cases come from and answers go out.', '案例从哪里来，回复从哪里发出。')}</p>
<form method="post" action="#">
<fieldset><legend>${t('Incoming', '收信')}</legend>
<div class="pair"><div class="field"><label for="imap">${t('IMAP server', 'IMAP 服务器')}</label><input id="imap" value="imap.support.example"></div><div class="field short"><label for="imap-port">${t('Port', '端口')}</label><input id="imap-port" inputmode="numeric" value="993"></div></div>
<div class="pair"><div class="field"><label for="mailbox">${t('Mailbox', '邮箱')}</label><input id="mailbox" value="support@support.example"></div><div class="field"><label for="mail-secret">${t('Password', '密码')}</label><input id="mail-secret" type="password" autocomplete="off" placeholder="${t('unchanged', '未更改')}"></div></div>
<p class="small"><span class="good">${t('Last fetched without trouble', '最近一次收信正常')}</span> ${time('2026-09-04T03:05:00Z')}</p>
</fieldset>
<fieldset><legend>${t('Outgoing', '发信')}</legend>
<div class="pair"><div class="field"><label for="smtp">${t('SMTP server', 'SMTP 服务器')}</label><input id="smtp" value="smtp.support.example" aria-invalid="true" aria-describedby="smtp-wrong"><span class="wrong" id="smtp-wrong">${t('Connects, but offers no TLS. Mail waits until it does.', '可以连接，但不支持 TLS。在此之前邮件将排队等待。')}</span></div><div class="field short"><label for="smtp-port">${t('Port', '端口')}</label><input id="smtp-port" inputmode="numeric" value="587"></div></div>
<div class="field"><label for="undo">${t('Hold every mail for', '每封邮件保留')}</label><select id="undo" name="undo"><option>${t('20 seconds', '20 秒')}</option><option>${t('1 minute', '1 分钟')}</option><option>${t('do not hold', '不保留')}</option></select><span class="hint">${t('so that sending can be undone', '以便撤回')}</span></div>
</fieldset>
<div class="actions"><button class="first">${t('Save', '保存')}</button><button>${t('Try it', '测试')}</button></div>
</form></section>

<section id="language"><h2>${t('Language', '语言')}</h2><p>${t('Of this page. Mails are written in the language of the party.', '本页面的语言。邮件使用对方的语言。')}</p>
<form method="post" action="#"><fieldset><legend class="off">${t('Language', '语言')}</legend><label class="check"><input type="radio" name="language"${k.zh ? '' : ' checked'}> <span lang="en">English</span></label><label class="check"><input type="radio" name="language"${k.zh ? ' checked' : ''}> <span lang="zh-Hans">简体中文</span></label><label class="check"><input type="radio" name="language"> ${t('as the browser asks', '跟随浏览器')}</label></fieldset><button>${t('Save', '保存')}</button></form></section>

<section id="retention"><h2>${t('Retention', '保留期限')}</h2><p>${t('What is deleted when. A case on hold keeps everything.', '何时删除什么。处于保全状态的案例全部保留。')}</p>
<form method="post" action="#">
<div class="pair"><div class="field"><label for="keep-evidence">${t('Evidence, after a case is closed', '证据，结案后')}</label><select id="keep-evidence"><option>${t('90 days', '90 天')}</option><option>${t('1 year', '1 年')}</option><option>${t('for good', '永久')}</option></select></div><div class="field"><label for="keep-case">${t('Mails and summaries', '邮件与总结')}</label><select id="keep-case"><option>${t('5 years', '5 年')}</option><option>${t('for good', '永久')}</option></select></div></div>
<label class="check"><input type="checkbox" checked> ${t('Ask before anything is deleted', '删除前先询问')}</label>
<div class="actions"><button class="first">${t('Save', '保存')}</button><button class="danger">${t('Delete what is due now: 3 cases, 4.2 GB', '立即删除到期内容：3 个案例，4.2 GB')}</button></div>
</form></section>
</div>
</div>`,
  });
};

export const pages = { settings };
