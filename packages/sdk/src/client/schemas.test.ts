import type * as core from '@berichtsheft/core'
import { describe, expectTypeOf, it } from 'vitest'
import type { EntryOf, FilterOf, Schemas } from './schemas.ts'

// These are checked by the compiler: core's types come from the schemas, the client's from the published document.
describe('the types of the client are those of core', () => {
  it('for what is sent', () => {
    expectTypeOf<core.Lieferung>().toExtend<Schemas['Lieferung']>()
    expectTypeOf<core.CreateAusbildungsnachweis>().toExtend<Schemas['CreateAusbildungsnachweis']>()
    expectTypeOf<core.CreateAnforderung>().toExtend<Schemas['CreateAnforderung']>()
    expectTypeOf<core.CreateSammelanforderung>().toExtend<Schemas['CreateSammelanforderung']>()
    expectTypeOf<core.CreateFreigabe>().toExtend<Schemas['CreateFreigabe']>()
    expectTypeOf<core.CreateUebermittlung>().toExtend<Schemas['CreateUebermittlung']>()
    expectTypeOf<core.CreatePruefergebnis>().toExtend<Schemas['CreatePruefergebnis']>()
  })

  it('for what comes', () => {
    expectTypeOf<Schemas['Berichtsheft']>().toExtend<core.Berichtsheft>()
    expectTypeOf<Schemas['Ausbildungsnachweis']>().toExtend<core.Ausbildungsnachweis>()
    expectTypeOf<Schemas['Anforderung']>().toExtend<core.Anforderung>()
    expectTypeOf<Schemas['Uebermittlung']>().toExtend<core.Uebermittlung>()
    expectTypeOf<Schemas['Lieferergebnis']>().toExtend<core.Lieferergebnis>()
    expectTypeOf<Schemas['Ereignis']>().toExtend<core.Ereignis>()
    expectTypeOf<Schemas['Problem']>().toExtend<core.Problem>()
  })

  it('for lists: entries and filters by their address, without page size and cursor', () => {
    expectTypeOf<EntryOf<'/v1/berichtshefte'>>().toEqualTypeOf<Schemas['Berichtsheft']>()
    expectTypeOf<EntryOf<'/v1/anforderungen'>>().toEqualTypeOf<Schemas['Anforderung']>()
    expectTypeOf<FilterOf<'/v1/berichtshefte'>>().toHaveProperty('geaendertSeit')
    expectTypeOf<FilterOf<'/v1/berichtshefte'>>().not.toHaveProperty('cursor')
    expectTypeOf<core.BerichtsheftFilter>().toExtend<FilterOf<'/v1/berichtshefte'>>()
  })
})
