// [data-opens="id"] opens the <dialog> of that id; a click beside it closes it.
export function startDialogs() {
  document.addEventListener('click', event => {
    const opener = event.target.closest('[data-opens]');
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    else if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
  });
}

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
