// What this browser remembers. Storage may be forbidden; then nothing is remembered and nothing breaks.
export function recall(key) {
  try { return localStorage.getItem(`demarc.${key}`); } catch { return null; }
}

export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(`demarc.${key}`);
    else localStorage.setItem(`demarc.${key}`, value);
  } catch { /* forbidden */ }
}
