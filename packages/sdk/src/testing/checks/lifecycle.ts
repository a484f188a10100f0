import assert from 'node:assert/strict'
import { capabilitiesOf } from '../../adapter.ts'
import { isAdapterError } from '../../adapter-error.ts'
import { describeShape } from '../../load-adapter.ts'
import type { Check } from '../check.ts'
import { collect, open, readAll, sortItems, sourceOf } from '../subject.ts'

/** What every adapter promises. */
export const lifecycleChecks: readonly Check[] = [
  {
    id: 'lifecycle-shape',
    needs: [],
    sentence:
      'An adapter has a name in kebab-case, a `configSchema`, `konfigurationen` and `create`; what `create` returns has at least one of `read`, `write`, `pull` and `checkHealth`, and besides them only `close`.',
    run: async (subject) => {
      assert.deepEqual(describeShape(subject.adapter), [])
      const { instance } = open(subject)
      assert.notEqual(capabilitiesOf(instance).length, 0, 'the instance can do nothing')
      const known = new Set(['read', 'write', 'pull', 'checkHealth', 'close'])
      const others = Object.keys(instance).filter((key) => !known.has(key))
      assert.deepEqual(others, [], 'the instance has members that nobody knows')
    },
  },
  {
    id: 'lifecycle-create-without-io',
    needs: [],
    sentence: '`create` returns at once and does no I/O; clients are made on first use.',
    run: async (subject) => {
      const { instance, early, requests } = open(subject)
      assert.equal(typeof (instance as { then?: unknown }).then, 'undefined', '`create` returned a promise')
      // Whatever `create` started without waiting for it shows after a turn of the event loop.
      await new Promise((resolve) => setTimeout(resolve, 5))
      assert.equal(early.length + requests.length, 0, '`create` used `fetch`')
    },
  },
  {
    id: 'lifecycle-config-closed',
    needs: [],
    sentence:
      'A configuration that does not fit `configSchema` is refused with `rejected`; the schema is closed, so a misspelt setting does not pass.',
    run: async (subject) => {
      const strange = { ...(subject.config as object), 'nicht-vorgesehen': 1 }
      const refused = (error: unknown) => isAdapterError(error) && error.kind === 'rejected'
      assert.throws(() => open({ ...subject, config: strange }), refused, 'an unknown setting passed')
      assert.throws(() => open({ ...subject, config: 'kein Objekt' }), refused, 'a text passed as configuration')
    },
  },
  {
    id: 'lifecycle-konfigurationen',
    needs: [],
    sentence: 'Every configuration that comes with the adapter has a name in kebab-case and can be used.',
    run: async (subject) => {
      for (const [name, config] of Object.entries(subject.adapter.konfigurationen)) {
        assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/)
        assert.doesNotThrow(() => open({ ...subject, config }), `the configuration ${name} does not fit`)
      }
    },
  },
  {
    id: 'lifecycle-close',
    needs: [],
    sentence: '`close` may be called before any use and twice.',
    run: async (subject) => {
      const { instance } = open(subject)
      await instance.close?.()
      await instance.close?.()
    },
  },
  {
    id: 'lifecycle-instances',
    needs: ['read'],
    sentence: 'Instances share nothing: two of them may read at the same time.',
    run: async (subject) => {
      const alone = await readAll(subject)
      const [a, b] = [open(subject), open(subject)]
      const [first, second] = [a.instance.read?.(sourceOf(subject)), b.instance.read?.(sourceOf(subject))]
      assert.ok(first && second)
      const iterators = [first[Symbol.asyncIterator](), second[Symbol.asyncIterator]()]
      const lists: unknown[][] = [[], []]
      // Step by step in turns, so that whatever is shared gets mixed up.
      for (let open = 2; open > 0; ) {
        open = 0
        for (const [index, iterator] of iterators.entries()) {
          const next = await iterator.next()
          if (next.done) continue
          open += 1
          lists[index]?.push(next.value)
        }
      }
      assert.deepEqual(lists[0], alone.items)
      assert.deepEqual(lists[1], alone.items)
      const again = sortItems(
        await collect(open(subject).instance.read?.(sourceOf(subject)) ?? (async function* () {})()),
        a,
      )
      assert.deepEqual(again.items, alone.items)
    },
  },
]
