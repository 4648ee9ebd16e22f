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
    for (const file of event.dataTransfer.files) send(file);
  });
  onContent(root => {
    for (const input of each(root, '[data-upload-input]'))
      input.addEventListener('change', () => { for (const file of input.files) send(file, input); input.value = ''; });
  });
  addEventListener('beforeunload', event => { if (running.size > 0) event.preventDefault(); });
}

async function send(file, from) {
  const target = from?.closest('[data-upload-url]') ?? place();
  const list = target.querySelector('[data-uploads]') ?? document.querySelector('[data-uploads]');
  const request = target.dataset.uploadRequest ?? '';
  const view = row(file, list);

  const upload = new Upload(file, {
    endpoint: target.dataset.uploadUrl,
    headers: target.dataset.uploadToken ? { RequestVerificationToken: target.dataset.uploadToken } : {},
    metadata: { filename: file.name, filetype: file.type, ...(request && { request }) },
    retryDelays: [0, 1000, 3000, 8000, 20_000, 60_000],
    removeFingerprintOnSuccess: true,
    onProgress: (sent, all) => view.progress(sent, all),
    onError: error => { running.delete(upload); view.failed(reason(error)); },
    onSuccess: ({ lastResponse }) => {
      running.delete(upload);
      view.done(lastResponse?.getHeader('Upload-Sha256'));
      document.body.dispatchEvent(new CustomEvent('uploaded', { bubbles: true, detail: { name: file.name, url: upload.url } }));
    },
  });
  view.onPause(() => { running.delete(upload); upload.abort(); });
  view.onResume(() => { running.add(upload); upload.start(); });

  const [earlier] = await upload.findPreviousUploads().catch(() => []);
  if (earlier) upload.resumeFromPreviousUpload(earlier);
  running.add(upload);
  upload.start();
}

/** What the server said, where it said a sentence; never its whole page. */
function reason(error) {
  const status = error.originalResponse?.getStatus();
  const body = error.originalResponse?.getBody() ?? '';
  if (!status || status >= 500 || status === 423) return words.failed;
  return body && body.length < 200 && !body.includes('<') ? body : `${words.refused} (${status})`;
}
