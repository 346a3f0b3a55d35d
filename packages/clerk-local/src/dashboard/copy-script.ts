/** Makes `<button data-copy>` copy its `data-copy` value, or the text before it. *.localhost is a secure context, which it needs. */
export const COPY_SCRIPT = `
document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-copy]');
  if (!button) return;
  const label = button.textContent;
  const source = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(button.dataset.copy || source.textContent.trim());
    button.textContent = 'Copied';
  } catch {
    if (source) getSelection().selectAllChildren(source);
    button.textContent = 'Press Ctrl+C';
  }
  setTimeout(() => { button.textContent = label; }, 1500);
});
`;
