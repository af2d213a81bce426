// Copies the text in `data-copy` of a button, or of the element that `data-copies` names. Such a button is hidden until this script runs. The browser gets this file as it is.

/** Shows the copy buttons of the page. Call it again after the page has changed. */
export function showCopyButtons() {
  for (const button of document.querySelectorAll('button:is([data-copy], [data-copies])[hidden]')) {
    button.hidden = false;
    button.addEventListener('click', () => copy(button));
  }
}

async function copy(button) {
  button.dataset.label ??= button.textContent;
  try {
    const { copy: text, copies } = button.dataset;
    await navigator.clipboard.writeText(text ?? document.getElementById(copies).textContent);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Not copied';
  }
  button.addEventListener(
    'blur',
    () => {
      button.textContent = button.dataset.label;
    },
    { once: true },
  );
}
