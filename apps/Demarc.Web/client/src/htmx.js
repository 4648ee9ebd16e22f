// htmx under the page's content security policy: nothing evaluated, no style element added, own host only.
import htmx from 'htmx.org';

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  scrollBehavior: 'auto',
  // a form sent back with its mistakes (422) is shown like any answer; other errors leave the page as it is
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '422', swap: true },
    { code: '...', swap: false, error: true },
  ],
});

window.htmx = htmx;
export default htmx;
