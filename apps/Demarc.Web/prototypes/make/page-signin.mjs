// Sign-in, and the second step with a code.
const motif = '<svg class="motif" viewBox="0 0 360 40" aria-hidden="true"><path d="M12 20H339" stroke="currentColor" stroke-width="1.5" opacity=".4" fill="none"/><circle cx="12" cy="20" r="6" fill="currentColor"/><rect x="339" y="11" width="18" height="18" rx="3" fill="none" stroke="currentColor" stroke-width="2"/><path d="M232 4V36" stroke="currentColor" stroke-width="3" fill="none"/><g fill="currentColor" opacity=".55"><circle cx="72" cy="20" r="3"/><circle cx="124" cy="20" r="3"/><circle cx="178" cy="20" r="3"/><circle cx="286" cy="20" r="3"/></g></svg>';

const bare = ({ t, zh }, file) => `<a class="skip" href="#main">${t('Skip to content', '跳到正文')}</a>
<header class="top"><span class="brand"><svg aria-hidden="true"><use href="#brand"/></svg>Demarc</span><div class="tools push"><a href="${file}.${zh ? 'en' : 'zh'}.html" hreflang="${zh ? 'en' : 'zh'}" lang="${zh ? 'en' : 'zh-Hans'}">${zh ? 'English' : '中文'}</a><button class="theme" type="button" data-theme-switch aria-label="${t('Light or dark', '浅色或深色')}"><svg class="icon i-sun" aria-hidden="true"><use href="#i-sun"/></svg><svg class="icon i-moon" aria-hidden="true"><use href="#i-moon"/></svg><svg class="icon i-auto" aria-hidden="true"><use href="#i-auto"/></svg></button></div></header>`;

const signIn = (k, file) => {
  const { t } = k;
  return k.page({
    title: `${t('Sign in', '登录')} · Demarc`, file, bodyClass: 'door', bare: bare(k, file),
    main: `${motif}
<h1>${t('Sign in', '登录')}</h1>
<form method="post" action="#">
<div class="field"><label for="mail">${t('Mail address', '邮箱地址')}</label><input id="mail" name="mail" type="email" autocomplete="username" value="marta@support.example" required></div>
<div class="field"><label for="password">${t('Password', '密码')}</label><input id="password" name="password" type="password" autocomplete="current-password" required aria-invalid="true" aria-describedby="password-wrong"><span class="wrong" id="password-wrong">${t('Address and password do not match. Four tries are left.', '邮箱地址与密码不符，还可再试四次。')}</span></div>
<label class="check"><input type="checkbox" name="keep"> ${t('Stay signed in on this machine for 14 days', '在此设备上保持登录 14 天')}</label>
<button class="first">${t('Sign in', '登录')}</button>
</form>
<p class="or">${t('or', '或')}</p>
<p><a class="button" href="#">${t('With the account of Example Support', '使用示例支持中心账号')}</a></p>
<p class="small quiet">${t('A customer who got a link needs no account: open the link, or', '收到链接的客户无需账号：直接打开链接，或')} <a href="portal.${k.lang}.html">${t('enter the short code', '输入短码')}</a>${t('.', '。')}</p>`,
  });
};

export const pages = { 'sign-in': signIn };
