const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Contents that a file may have instead of its own. */
export function* hostileFiles(bytes: Uint8Array): Generator<[string, Uint8Array], void, undefined> {
  yield ['empty', new Uint8Array()]
  yield ['blank', encode(' \n\t\n')]
  yield ['cut in half', bytes.subarray(0, Math.floor(bytes.length / 2))]
  yield [
    'without its last bytes',
    bytes.subarray(0, Math.max(0, bytes.length - Math.max(2, Math.floor(bytes.length / 50)))),
  ]
  yield ['binary', Uint8Array.from({ length: 2048 }, (_, index) => (index * 73 + (index >> 3)) & 0xff)]
  yield ['only NUL', new Uint8Array(512)]
  yield ['with a wrong byte', Uint8Array.from([...bytes.subarray(0, 10), 0xff, 0xfe, 0xff, ...bytes.subarray(10)])]
  yield [
    'a web page',
    encode('<!DOCTYPE html><html><head><title>Anmeldung</title></head><body>Bitte anmelden</body></html>'),
  ]
  yield ['another JSON', encode('{"error":"session expired"}')]
  yield ['deep JSON', encode('['.repeat(50_000))]
  yield ['deep XML', encode(`<?xml version="1.0"?>${'<a>'.repeat(20_000)}`)]
  yield ['XML with a DTD', encode('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')]
  yield ['a ZIP without content', encode('PK\u0005\u0006')]
}

/** Contents that reach for prototypes. */
export const prototypeFiles: readonly string[] = [
  '{"__proto__":{"verschmutzt":true}}',
  '[{"__proto__":{"verschmutzt":true}}]',
  '{"constructor":{"prototype":{"verschmutzt":true}}}',
  '{"\\u005f_proto__":{"verschmutzt":true},"berichtsheft":{"__proto__":{"verschmutzt":true}}}',
  '__proto__;constructor;prototype\nverschmutzt;verschmutzt;verschmutzt\n',
  '<a><__proto__ verschmutzt="1"><verschmutzt>1</verschmutzt></__proto__></a>',
]
