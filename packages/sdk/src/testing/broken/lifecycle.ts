import { collect } from '../subject.ts'
import { type Break, reading, withMethods } from './break.ts'

/** Adapters that break one promise each, by the check that finds it. */
export const lifecycleBreaks: Readonly<Record<string, Break>> = {
  'lifecycle-shape': withMethods((methods) => Object.assign({ ...methods }, { init: async () => undefined })),
  'lifecycle-create-without-io': withMethods((methods, { fetch }, { basis }) => {
    fetch(basis).catch(() => undefined)
    return methods
  }),
  'lifecycle-config-closed': (sound) => ({
    ...sound,
    create: (config, context) => {
      const { basis = '', token = '' } = Object(config) as { basis?: string; token?: string }
      return sound.create({ basis, token }, context)
    },
  }),
  'lifecycle-konfigurationen': (sound) => ({ ...sound, konfigurationen: { test: { basis: 1 } } }),
  'lifecycle-close': withMethods((methods) => {
    let open = true
    return {
      ...methods,
      close: async () => {
        if (!open) throw new Error('closed already')
        open = false
      },
    }
  }),
  'lifecycle-instances': (sound) => {
    let position = 0
    return withMethods((methods) => ({
      ...methods,
      read: async function* (source, options) {
        const items = await collect(reading(methods, source, options))
        position = 0
        for (let item = items[position]; item; item = items[position]) {
          position += 1
          yield item
        }
      },
    }))(sound)
  },
}
