// Reads single files out of a ZIP archive (APPNOTE.TXT 4.3), with the browser's own inflate.

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LONGEST_COMMENT = 65_535 + 22;
/** The maximum unpacked size of a file in bytes: a small archive can contain a very large file. */
const LIMIT = 32 * 1024 * 1024;

export class BadArchive extends Error {}

/** Return a function that maps a file's name to its bytes, or to `null` if there is no such file. */
export function openArchive(buffer) {
  const view = new DataView(buffer);
  const entries = new Map();
  try {
    let at = view.getUint32(findEnd(view) + 16, true);
    while (at + 46 <= view.byteLength && view.getUint32(at, true) === ENTRY) {
      const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
      const bytes = new Uint8Array(buffer, at + 46, name);
      entries.set(new TextDecoder().decode(bytes), {
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        method: view.getUint16(at + 10, true),
        size: view.getUint32(at + 20, true),
        header: view.getUint32(at + 42, true),
      });
      at += 46 + name + extra + comment;
    }
  } catch (error) {
    throw asBadArchive(error);
  }
  return async (name) => (entries.has(name) ? unpack(buffer, view, entries.get(name)) : null);
}

function findEnd(view) {
  const first = Math.max(0, view.byteLength - LONGEST_COMMENT);
  for (let at = view.byteLength - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new BadArchive("not a ZIP archive");
}

async function unpack(buffer, view, entry) {
  if (entry.encrypted) throw new BadArchive("the file is encrypted");
  try {
    const sizes = [26, 28].map((offset) => view.getUint16(entry.header + offset, true));
    const packed = new Uint8Array(buffer, entry.header + 30 + sizes[0] + sizes[1], entry.size);
    if (entry.method === 0) return packed;
    if (entry.method !== 8) throw new BadArchive(`unknown compression method (${entry.method})`);
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return await collect(stream.getReader());
  } catch (error) {
    throw asBadArchive(error);
  }
}

async function collect(reader) {
  const parts = [];
  let size = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    parts.push(value);
    size += value.length;
    if (size > LIMIT) {
      await reader.cancel();
      throw new BadArchive("it unpacks to more than 32 MB");
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function asBadArchive(error) {
  return error instanceof BadArchive ? error : new BadArchive("the archive is damaged");
}
