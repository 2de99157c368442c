import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const text = /\.(?:css|html|js|json|svg)$/;

/** Writes a brotli and a gzip file beside each text of the build, which the server sends to browsers that take them. */
export const precompress = (): Plugin => ({
  name: 'precompress',
  apply: 'build',
  enforce: 'post',
  writeBundle: {
    sequential: true,
    async handler({ dir }) {
      if (dir === undefined) throw new Error('The build has no directory.');
      const entries = await readdir(dir, { recursive: true });
      await Promise.all(entries.filter((path) => text.test(path)).map((path) => compress(join(dir, path))));
    },
  },
});

async function compress(path: string): Promise<void> {
  const plain = await readFile(path);
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
    promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, gzipped)]);
}
