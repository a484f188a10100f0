export {
  pruefeVertragsdokument,
  type Vertragsdokumentoptionen,
  type Vertragsdokumentpruefung,
} from './vertragsdokument.ts'
