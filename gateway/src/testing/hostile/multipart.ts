/** A part of a multipart body; one with a file name is a file. */
export interface Part {
  readonly name: string
  readonly filename?: string
  readonly content: string | Uint8Array
  /** Further lines of its header. */
  readonly header?: string
}

const boundary = 'b0undary'

/** Body and content type of `multipart/form-data` with these parts as they are given. */
export const multipart = (parts: readonly Part[], end = `--${boundary}--\r\n`) => ({
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  body: Buffer.concat([
    ...parts.flatMap(({ name, filename, content, header = '' }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n${header}\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(end),
  ]),
})
