// Files dropped anywhere on a page whose data-upload-url says where, or chosen in [data-upload-input], go there by tus
// and are listed in [data-uploads]. An upload cut off goes on where it stopped, also days later with the same file.
import { Upload } from 'tus-js-client';
import { onContent, each } from './fresh.js';
import { row } from './upload-row.js';
import { words } from './words.js';

const running = new Set();
const place = () => document.querySelector('[data-upload-url]');
const carriesFiles = event => [...(event.dataTransfer?.types ?? [])].includes('Files');

export function startUploads() {
  let depth = 0;
  const dropping = on => { document.body.toggleAttribute('data-dropping', on); if (!on) depth = 0; };

  addEventListener('dragenter', event => { if (place() && carriesFiles(event)) { depth++; dropping(true); } });
  addEventListener('dragleave', event => { if (carriesFiles(event) && --depth <= 0) dropping(false); });
  addEventListener('dragover', event => { if (place() && carriesFiles(event)) event.preventDefault(); });
  addEventListener('drop', event => {
    if (!place() || !carriesFiles(event)) return;
    event.preventDefault();
    dropping(false);
    give([...event.dataTransfer.files]);
  });
  onContent(root => {
    for (const input of each(root, '[data-upload-input]'))
      input.addEventListener('change', () => { give([...input.files], input); input.value = ''; });
  });
  addEventListener('beforeunload', event => { if (running.size > 0) event.preventDefault(); });
}

// Files dropped where each upload opens a case make one case: what names it goes first, the rest follows it there.
async function give(files, from) {
  if (files.length === 0) return;
  const target = from?.closest('[data-upload-url]') ?? place();
  if (!('uploadOpens' in target.dataset)) {
    for (const file of files) send(file, target, target.dataset.uploadUrl);
    return;
  }
  const [lead, ...others] = files.toSorted((a, b) => rank(a) - rank(b));
  const became = await send(lead, target, target.dataset.uploadUrl);
  if (!became) return;
  await Promise.all(others.map(file => send(file, target, `${became}/uploads`)));
  if (running.size === 0) location.assign(became);
}

const rank = file => /\.(eml|mbox)$/i.test(file.name) ? 0 : /\.(txt|md|log)$/i.test(file.name) ? 1 : 2;

/** Sends one file; settles when it is done, with the path the server says it became, or when it has failed. */
async function send(file, target, endpoint) {
  const list = target.querySelector('[data-uploads]') ?? document.querySelector('[data-uploads]');
  const request = target.dataset.uploadRequest ?? '';
  const view = row(file, list);

  let settle;
  const ended = new Promise(resolve => { settle = resolve; });
  const upload = new Upload(file, {
    endpoint,
    headers: target.dataset.uploadToken ? { RequestVerificationToken: target.dataset.uploadToken } : {},
    metadata: { filename: file.name, filetype: file.type, ...(request && { request }) },
    retryDelays: [0, 1000, 3000, 8000, 20_000, 60_000],
    removeFingerprintOnSuccess: true,
    onProgress: (sent, all) => view.progress(sent, all),
    onError: error => { running.delete(upload); view.failed(reason(error)); settle(null); },
    onSuccess: ({ lastResponse }) => {
      running.delete(upload);
      view.done(lastResponse?.getHeader('Upload-Sha256'));
      settle(lastResponse?.getHeader('Upload-Became') ?? null);
      document.body.dispatchEvent(new CustomEvent('uploaded', { bubbles: true, detail: { name: file.name, url: upload.url } }));
    },
  });
  view.onPause(() => { running.delete(upload); upload.abort(); });
  view.onResume(() => { running.add(upload); upload.start(); });

  const [earlier] = await upload.findPreviousUploads().catch(() => []);
  if (earlier) upload.resumeFromPreviousUpload(earlier);
  running.add(upload);
  upload.start();
  return ended;
}

/** What the server said, where it said a sentence; never its whole page. */
function reason(error) {
  const status = error.originalResponse?.getStatus();
  const body = error.originalResponse?.getBody() ?? '';
  if (!status || status >= 500 || status === 423) return words.failed;
  return body && body.length < 200 && !body.includes('<') ? body : `${words.refused} (${status})`;
}
