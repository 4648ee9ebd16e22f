// Writes the prototype pages, English and Chinese: `node make/make.mjs`.
import { readdirSync, writeFileSync } from 'node:fs';
import { kit } from './frame.mjs';

const here = new URL('./', import.meta.url);
for (const name of readdirSync(here).filter(it => it.startsWith('page-')).sort()) {
  const { pages } = await import(new URL(name, here));
  for (const [file, write] of Object.entries(pages))
    for (const lang of ['en', 'zh'])
      writeFileSync(new URL(`../${file}.${lang}.html`, here), write(kit(lang), file));
}
