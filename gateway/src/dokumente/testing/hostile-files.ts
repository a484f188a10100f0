import { deflateSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import type { Ablehnungsgrund } from '../ablehnung.ts'
import { jpegWith, makeHugePng, makePng, tinyJpeg } from './make-bild.ts'
import { makePackedPdf, makePdf, onePage, updatePdf } from './make-pdf.ts'

/** A file that is refused: what it is, its bytes, the type that it claims, and the reason it gets. */
export interface FeindlicheDatei {
  readonly name: string
  readonly bytes: Buffer
  readonly typ: string
  readonly grund: Ablehnungsgrund
}

const pdf = 'application/pdf'
const jpeg = 'image/jpeg'
const png = 'image/png'
const text = (content: string): Buffer => Buffer.from(content, 'latin1')
const zip = (files: Record<string, string>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, value]) => [name, strToU8(value)]))))

const script = '<< /S /JavaScript /JS (app.alert(1)) >>'
const widget = (actions: string) => `<< /Type /Annot /Subtype /Widget /Rect [0 0 1 1] ${actions} >>`

/** Ways in which a PDF is active; each as a plain object of the catalogue or beside it. */
const activeObjects: readonly (readonly [string, readonly string[], Ablehnungsgrund])[] = [
  ['JavaScript at opening', onePage(`/OpenAction ${script}`), 'skript'],
  ['JavaScript in the tree of names', onePage(`/Names << /JavaScript << /Names [(a) ${script}] >> >>`), 'skript'],
  ['JavaScript under an escaped name', onePage('/OpenAction 4 0 R', '<< /S /#4a#61vaScr#69pt /#4aS (x) >>'), 'skript'],
  ['JavaScript behind a reference', onePage('/OpenAction 4 0 R', '5 0 R', script), 'skript'],
  ['JavaScript of a field', onePage('/AcroForm << /Fields [4 0 R] >>', widget(`/A ${script}`)), 'skript'],
  ['a program to start', onePage('/OpenAction << /S /Launch /F (cmd.exe) >>'), 'start'],
  ['a program to start under an escaped name', onePage('', '<< /S /L#61unch /F (cmd.exe) >>'), 'start'],
  [
    'an embedded file',
    onePage(
      '/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>',
      '<< /Type /Filespec /F (a.exe) /EF << /F 5 0 R >> >>',
    ),
    'einbettung',
  ],
  [
    'an attached file of a page',
    onePage('', '<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 1 1] >>'),
    'einbettung',
  ],
  ['a portfolio', onePage('/Collection << /View /T >>'), 'einbettung'],
  ['actions of the document', onePage('/AA << /WC << /S /Named /N /Print >> >>'), 'automatik'],
  ['actions of a field', onePage('', widget('/AA << /F << /S /Named /N /Print >> >>')), 'automatik'],
  ['printing at opening', onePage('/OpenAction << /S /Named /N /Print >>'), 'automatik'],
  [
    'a chain of actions at opening',
    onePage('/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next 4 0 R >>', '<< /S /Hide >>'),
    'automatik',
  ],
  ['an opening that leads nowhere', onePage('/OpenAction 9 0 R'), 'automatik'],
  ['a dynamic form', onePage('/AcroForm << /XFA [(template) 4 0 R] /Fields [] >>'), 'xfa'],
  ['rich media', onePage('', '<< /Type /Annot /Subtype /RichMedia /Rect [0 0 1 1] >>'), 'medien'],
  ['a film', onePage('', '<< /Type /Annot /Subtype /Movie /Rect [0 0 1 1] /Movie << /F (a.avi) >> >>'), 'medien'],
  ['a sound', onePage('', '<< /S /Sound /Sound 5 0 R >>'), 'medien'],
  ['a rendition', onePage('', '<< /S /Rendition /OP 0 >>'), 'medien'],
  ['a model in space', onePage('', '<< /Type /Annot /Subtype /3D /Rect [0 0 1 1] >>'), 'medien'],
  ['another file to open', onePage('', '<< /S /GoToR /F (//host/share/a.pdf) /D [0 /Fit] >>'), 'fremdbezug'],
  ['an embedded file to open', onePage('', '<< /S /GoToE /D [0 /Fit] /T << /R /C >> >>'), 'fremdbezug'],
  ['a link with a script', onePage('', '<< /S /URI /URI (javascript:alert(1)) >>'), 'fremdbezug'],
  ['a link to a file', onePage('', '<< /S /URI /URI (file:///etc/passwd) >>'), 'fremdbezug'],
  ['a link to a share', onePage('', '<< /S /URI /URI (\\\\\\\\host\\\\share) >>'), 'fremdbezug'],
  [
    'a picture from outside',
    onePage('', '<< /Type /XObject /Length 0 /F (http://host/a) >>\nstream\n\nendstream'),
    'fremdbezug',
  ],
  ['a stream from an address', onePage('', '<< /Type /Filespec /FS /URL /F (http://host/a) >>'), 'fremdbezug'],
  ['a page of another document', onePage('', '<< /Subtype /Form /Ref << /F (a.pdf) /Page 0 >> >>'), 'fremdbezug'],
  ['a form that sends', onePage('', widget('/A << /S /SubmitForm /F (http://host/) >>')), 'versand'],
  ['a form that reads in', onePage('', widget('/A << /S /ImportData /F (a.fdf) >>')), 'versand'],
]

const hidden: readonly (readonly [string, Buffer, Ablehnungsgrund])[] = [
  [
    'an action in a packed object',
    makePackedPdf(onePage('/OpenAction 4 0 R', '<< /S /Named /N /Print >>')),
    'automatik',
  ],
  ['JavaScript in a packed object', makePackedPdf(onePage(`/OpenAction ${script}`)), 'skript'],
  [
    'JavaScript in a packed object that hides its kind',
    makePackedPdf(onePage(`/OpenAction ${script}`), { kind: () => '/T#79pe /Obj#53tm' }),
    'skript',
  ],
  [
    'JavaScript in a packed object without a kind',
    makePackedPdf(onePage(`/OpenAction ${script}`), { kind: () => '' }),
    'skript',
  ],
  ['JavaScript added later', updatePdf(makePdf(), [[4, script]]), 'skript'],
  ['JavaScript in an older version', updatePdf(makePdf(onePage('', script)), [[4, '<< >>']]), 'skript'],
  ['JavaScript in a comment', makePdf([...onePage(), '<< >>\n% 9 0 obj << /S /JavaScript >> endobj']), 'skript'],
  [
    'JavaScript within the bytes of a stream',
    makePdf(onePage('', '<< /Length 40 >>\nstream\n9 0 obj << /S /J#61vaScript >> endobj    \nendstream')),
    'skript',
  ],
  [
    'an encrypted document',
    makePdf(onePage('', '<< /Filter /Standard /V 1 /R 2 >>'), '/Encrypt 4 0 R'),
    'verschluesselt',
  ],
  [
    'encryption added later',
    updatePdf(makePdf(), [[4, '<< /Filter /Standard >>']], '/Encrypt 4 0 R'),
    'verschluesselt',
  ],
  [
    'a web page in the first lines',
    text(makePdf().toString('latin1').replace('1.7\n', '1.7\n% <html><script>alert(1)</script>\n')),
    'zweiGesichter',
  ],
  ['a web page after the end', Buffer.concat([makePdf(), text('<html></html>')]), 'anhaengsel'],
  ['an archive after the end', Buffer.concat([makePdf(), zip({ 'a.class': 'x' })]), 'anhaengsel'],
  [
    'an archive in a comment',
    Buffer.concat([makePdf().subarray(0, -6), text('% '), zip({ a: 'x' }), text('\n%%EOF')]),
    'zweiGesichter',
  ],
  ['bytes before the head', Buffer.concat([text('\n'), makePdf()]), 'unbekannt'],
  ['half a document', makePdf().subarray(0, 200), 'beschaedigt'],
  ['a head and nothing else', text('%PDF-1.7\n%%EOF'), 'beschaedigt'],
  ['objects nested without end', makePdf(onePage('', '['.repeat(5_000))), 'beschaedigt'],
]

const packed = (filter: string, content: Buffer): Buffer =>
  makePdf(
    onePage('', `<< /Filter ${filter} /Length ${content.length} >>\nstream\n${content.toString('latin1')}\nendstream`),
  )
const bomb = deflateSync(Buffer.alloc(200_000_000), { level: 9 })
const hugeJpeg = Buffer.from('ffd8ffc0001108ffffffff03011100021100031100ffd9', 'hex')

/** Documents that would fill the memory of a reader. */
const bombs: readonly (readonly [string, Buffer, Ablehnungsgrund])[] = [
  ['a stream that unpacks a thousandfold', packed('/FlateDecode', bomb), 'zuAufwendig'],
  ['the same under a short name', packed('[/Fl]', bomb), 'zuAufwendig'],
  [
    'the same with a mark of its end inside',
    text(
      packed('/FlateDecode', bomb)
        .toString('latin1')
        .replace(/\/Length \d+/, '/Length 2'),
    ),
    'zuAufwendig',
  ],
  ['the same in digits', packed('[/AHx /Fl]', text(`${bomb.toString('hex')}>`)), 'zuAufwendig'],
  ['a stream that is packed twice', packed('[/FlateDecode /FlateDecode]', deflateSync(bomb)), 'zuAufwendig'],
  ['a stream in LZW', packed('/LZWDecode', Buffer.alloc(10)), 'zuAufwendig'],
  ['a stream of endless runs', packed('/RunLengthDecode', Buffer.alloc(2_000_100, 0x81)), 'zuAufwendig'],
  ['a stream whose packing stands elsewhere', packed('4 0 R', Buffer.alloc(10)), 'zuAufwendig'],
  ['a picture of four billion pixels', packed('/DCTDecode', hugeJpeg), 'zuAufwendig'],
]

const pictures: readonly (readonly [string, Buffer, string, Ablehnungsgrund])[] = [
  [
    'JPEG with a script in its length',
    Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x2f, 0x2a]),
      text('JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
      Buffer.alloc(0x2f2a - 16),
      tinyJpeg().subarray(20),
    ]),
    jpeg,
    'zweiGesichter',
  ],
  ['JPEG with a script in a comment', jpegWith(0xfe, '*/=alert(1);/*<script>alert(1)</script>'), jpeg, 'zweiGesichter'],
  ['JPEG with a page in its data', jpegWith(0xe1, '<!DOCTYPE html><body onload=alert(1)>'), jpeg, 'zweiGesichter'],
  ['JPEG with PHP in a comment', jpegWith(0xfe, '<?php system($_GET[0]); ?>'), jpeg, 'zweiGesichter'],
  ['JPEG and an archive of classes', Buffer.concat([tinyJpeg(), zip({ 'A.class': 'x' })]), jpeg, 'anhaengsel'],
  ['half a JPEG', tinyJpeg().subarray(0, 250), jpeg, 'beschaedigt'],
  ['only the head of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), jpeg, 'beschaedigt'],
  ['PNG and an archive', Buffer.concat([makePng(4, 4, () => 0), zip({ a: 'x' })]), png, 'anhaengsel'],
  [
    'PNG with a script in its text',
    makePng(4, 4, () => 0, [['tEXt', 'Comment\0<script>alert(1)</script>']]),
    png,
    'zweiGesichter',
  ],
  [
    'PNG with a wrong checksum',
    Buffer.from(makePng(4, 4, () => 0).map((byte, i) => (i === 20 ? 9 : byte))),
    png,
    'beschaedigt',
  ],
  ['half a PNG', makePng(40, 40, () => 0).subarray(0, 60), png, 'beschaedigt'],
  ['PNG with too many pixels', makeHugePng(10_000, 5_001), png, 'bildpunkte'],
]

const others: readonly (readonly [string, Buffer, string, Ablehnungsgrund])[] = [
  ['nothing', Buffer.alloc(0), pdf, 'leer'],
  ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), png, 'svg'],
  ['SVG after a declaration', text('<?xml version="1.0"?><!-- x --><svg/>'), png, 'svg'],
  ['HTML', text('<!DOCTYPE html><html></html>'), pdf, 'html'],
  ['HTML after blanks', text('  \n <ScRiPt>alert(1)</ScRiPt>'), pdf, 'html'],
  ['XHTML', text('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'), pdf, 'html'],
  ['XML', text('<a/>'), pdf, 'xml'],
  ['an archive that climbs out (zip slip)', zip({ '../../etc/cron.d/x': 'x', '..\\x.exe': 'x' }), pdf, 'zip'],
  [
    'an archive of 20,000 entries',
    zip(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`${i}`, '']))),
    pdf,
    'zip',
  ],
  ['a document of an office program', zip({ '[Content_Types].xml': '', 'word/document.xml': '' }), pdf, 'zip'],
  ['an old document of an office program', Buffer.from('d0cf11e0a1b11ae1', 'hex'), pdf, 'zip'],
  ['a program for Windows', text('MZ\x90\0'), pdf, 'programm'],
  ['a script', text('#!/bin/sh\n'), pdf, 'programm'],
  ['GIF', text('GIF89a'), png, 'bild'],
  ['GIF and an archive', Buffer.concat([text('GIF89a'), zip({ 'A.class': 'x' })]), png, 'bild'],
  ['TIFF', text('II*\0'), png, 'bild'],
  ['text', text('Hallo'), pdf, 'unbekannt'],
]

/** Files of every hostile kind, with the reason why each is refused. */
export const feindlicheDateien: readonly FeindlicheDatei[] = [
  ...activeObjects.map(([name, objects, grund]) => ({
    name: `PDF: ${name}`,
    bytes: makePdf(objects),
    typ: pdf,
    grund,
  })),
  ...[...hidden, ...bombs].map(([name, bytes, grund]) => ({ name: `PDF: ${name}`, bytes, typ: pdf, grund })),
  ...[...pictures, ...others].map(([name, bytes, typ, grund]) => ({ name, bytes, typ, grund })),
]
