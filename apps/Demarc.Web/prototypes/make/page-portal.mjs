// What a customer sees behind the link in a mail: what is asked and why, how, and the receipt. Nothing else.
const portal = (k, file) => {
  const { t, i, zh, copyButton } = k;
  const bare = `<a class="skip" href="#main">${t('Skip to content', '跳到正文')}</a>
<header class="top"><span class="brand">${t('Example Support', '示例支持中心')}</span><div class="tools"><a href="${file}.${zh ? 'en' : 'zh'}.html" hreflang="${zh ? 'en' : 'zh'}" lang="${zh ? 'en' : 'zh-Hans'}">${zh ? 'English' : '中文'}</a></div></header>`;
  return k.page({
    title: t('Two things we ask of you · Example Support', '需要您协助的两件事 · 示例支持中心'), file, bodyClass: 'portal', bare,
    body: 'data-upload-url="/p/7Q4M-K2/uploads"',
    main: `<h1>${t('Hello Ms Zhou, we ask two things of you', '周女士您好，需要您协助两件事')}</h1>
<p>${t('About: the package server opens at times and hangs at times from your office. It takes about ten minutes and changes nothing on your machines.', '关于：办公室访问软件包服务器时好时坏。大约需要十分钟，不会改动您的电脑。')}</p>

<section class="ask" aria-labelledby="ask-1">
<h2 id="ask-1"><span class="n">1</span>${t('Run one command while it fails', '在故障出现时执行一条命令')}</h2>
<div class="body">
<p class="why">${t('Why: it shows whether your machine’s requests leave and no answer comes back. That tells the server’s side from yours.', '为什么：可以看出您的电脑是否发出了请求而没有收到应答，从而区分问题在服务器侧还是在您这一侧。')}</p>
<p>${t('On Windows, open “Command Prompt” and paste:', '在 Windows 上打开“命令提示符”，粘贴：')}</p>
<div class="copy"><code id="cmd">curl -sv -o NUL --max-time 20 https://packages.example.com/ 2&gt; %TEMP%\\demarc.txt</code><br>${copyButton('cmd')}</div>
<details><summary>${t('On macOS or Linux', '在 macOS 或 Linux 上')}</summary><div class="copy"><code id="cmd2">curl -sv -o /dev/null --max-time 20 https://packages.example.com/ 2&gt; /tmp/demarc.txt</code><br>${copyButton('cmd2')}</div></details>
<p>${t('The file holds the address, the times and the server’s certificate. It holds no password and nothing of your pages.', '该文件包含地址、时间和服务器证书，不含密码，也不含您的网页内容。')}</p>
</div>
</section>

<section class="ask" aria-labelledby="ask-2">
<h2 id="ask-2"><span class="n">2</span>${t('Send us the file, and the capture if you have it', '把文件发给我们；如有抓包也请一并发送')}</h2>
<div class="body">
<ul class="criteria">
<li class="done">${i('check')}<span><span class="off">${t('received: ', '已收到：')}</span>${t('the capture of your machine', '您电脑的抓包')}</span></li>
<li class="open">${i('circle')}<span><span class="off">${t('still open: ', '尚缺：')}</span>demarc.txt</span></li>
</ul>
<label class="pick"><b>${t('Choose files, or drop them here', '选择文件，或拖到此处')}</b><br><span class="quiet small">${t('Any size. If the line breaks, open this page again and choose the same file: it goes on where it stopped.', '大小不限。如果中途断线，重新打开本页并选择同一文件，即可从中断处继续。')}</span><br><input type="file" multiple data-upload-input></label>
<ul class="uploads" data-uploads aria-live="polite">
<li><span class="name">demarc.txt</span><span class="how">1.1 MB / 2.6 MB</span><button class="small" type="button">${t('Pause', '暂停')}</button><progress max="100" value="42" aria-label="demarc.txt"></progress></li>
<li class="done"><span class="name">office-20260904.pcapng</span><span class="how">${i('check')} ${t('received, 312 MB', '已收到，312 MB')}</span></li>
</ul>
<div class="receipt">
<b>${t('Receipt for office-20260904.pcapng', 'office-20260904.pcapng 的收据')}</b>
<dl class="facts"><dt>${t('Received', '收到')}</dt><dd>${k.time('2026-09-04T02:20:00Z')}, ${t('from Zhou Lin', '来自周琳')}</dd><dt>SHA-256</dt><dd class="hash full">7c41aa90e3f52b6d18c07e94b5a1236f8d90ce417ab35f62e081b7749c3ed02e</dd></dl>
</div>
</div>
</section>

<section class="ask aside" aria-labelledby="ask-3">
<h2 id="ask-3">${t('On another machine', '在另一台电脑上')}</h2>
<div class="body"><p>${t('Open support.example/p and enter', '打开 support.example/p 并输入')}</p><p class="shortcode" id="code">7Q4M-K2</p><p class="quiet small">${t('Good until 11 September. Whoever has the code can send files here, and can see nothing that was sent.', '有效期至 9 月 11 日。持有短码的人可以向此处发送文件，但看不到已发送的任何内容。')}</p></div>
</section>

<div class="assure">
<p>${t('Only the people working on your case see these files. They are deleted 90 days after it is closed. Your contact: Marta Engel, marta@support.example.', '只有处理您案例的人员可以看到这些文件；结案 90 天后删除。您的联系人：Marta Engel，marta@support.example。')}</p>
</div>`,
  });
};

export const pages = { portal };
