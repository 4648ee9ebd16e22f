/** Runs `dress` on the page now and on every piece that htmx puts into it later. */
export function onContent(dress) {
  const run = root => { if (root instanceof Element || root instanceof Document) dress(root); };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => run(document));
  else run(document);
  document.addEventListener('htmx:load', event => run(event.detail.elt));
}

/** Every element that matches inside `root`, and `root` itself where it does. */
export function* each(root, selector) {
  if (root instanceof Element && root.matches(selector)) yield root;
  yield* root.querySelectorAll(selector);
}
