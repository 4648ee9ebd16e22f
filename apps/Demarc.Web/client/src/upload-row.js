// One line of the list of uploads: name, how far, pause, and the receipt when it is there.
import { sizeOf, words } from './words.js';

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

export function row(file, list) {
  const item = make('li');
  const how = make('span', 'how', words.waiting);
  const button = make('button', 'small', words.pause);
  button.type = 'button';
  const bar = make('progress');
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-label', file.name);
  item.append(make('span', 'name', file.name), how, button, bar);
  list?.prepend(item);

  let pause = () => {};
  let resume = () => {};
  let going = true;
  const set = on => { going = on; button.textContent = on ? words.pause : words.resume; };
  button.addEventListener('click', () => {
    set(!going);
    item.classList.remove('failed');
    if (going) resume();
    else { pause(); how.textContent = words.paused; }
  });

  return {
    onPause: act => { pause = act; },
    onResume: act => { resume = act; },
    progress(sent, all) {
      if (!going) return;
      bar.value = all ? sent / all : 0;
      how.textContent = `${sizeOf(sent)} / ${sizeOf(all)}`;
    },
    failed(text) {
      set(false);
      item.classList.add('failed');
      how.textContent = text;
    },
    done(hash) {
      item.classList.add('done');
      how.textContent = `${words.done}, ${sizeOf(file.size)}`;
      button.remove();
      bar.remove();
      if (hash) {
        const receipt = make('span', 'receipt hash full');
        receipt.textContent = `${words.sha256} ${hash}`;
        item.append(receipt);
      }
    },
  };
}
