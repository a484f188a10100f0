import { createTables } from './20261120090000_create_tables.ts'
import { createRowSecurity } from './20261120090100_create_row_security.ts'
import { createReportFunctions } from './20261120090200_create_report_functions.ts'
import { extendOutbox } from './20261120090300_extend_outbox.ts'
import { extendRequests } from './20261120090400_extend_requests.ts'
import { createApprovalSignature } from './20261120090600_create_approval_signature.ts'
import { createPeople } from './20261120100000_create_people.ts'
import { createSignIn } from './20261120100100_create_sign_in.ts'
import { createMasterData } from './20261120100200_create_master_data.ts'
import { createCompanyRegistration } from './20261120100300_create_company_registration.ts'
import { createMembershipRequests } from './20261120100400_create_membership_requests.ts'
import { createMaintenance } from './20261120100500_create_maintenance.ts'
import { createAccessLog } from './20261120100600_create_access_log.ts'
import { createRetention } from './20261120100700_create_retention.ts'
import { createAccountTakeover } from './20261120100800_create_account_takeover.ts'
import { addVersions } from './20261120125000_add_versions.ts'
import { createBookFunction } from './20261120130000_create_book_function.ts'
import { createEmergencyCodes } from './20261120130100_create_emergency_codes.ts'
import { createBookParticipation } from './20261120140000_create_book_participation.ts'
import { createOccupations } from './20261120150000_create_occupations.ts'
import { extendAdministration } from './20261120151000_extend_administration.ts'
import { createPasskeys } from './20261120151500_create_passkeys.ts'
import { sealSignIn } from './20261120152000_seal_sign_in.ts'
import { createExternalSignIn } from './20261120152100_create_external_sign_in.ts'
import { addApplicationAddresses } from './20261120152200_add_application_addresses.ts'
import { restDeadlines } from './20261120155000_rest_deadlines.ts'
import { narrowEvents } from './20261120155500_narrow_events.ts'
import { createTrainingContracts } from './20261120160000_create_training_contracts.ts'
import { createContractChanges } from './20261120170000_create_contract_changes.ts'
import { createDocumentSafe } from './20261120171000_create_document_safe.ts'
import { tellContracts } from './20261120172000_tell_contracts.ts'
import { createContractBulk } from './20261120173000_create_contract_bulk.ts'
import { linkContractsToBooks } from './20261120174000_link_contracts_to_books.ts'
import { createTrainerSuitability } from './20261120174100_create_trainer_suitability.ts'
import { noteWhoHandsIn } from './20261120174200_note_who_hands_in.ts'
import { noteWhoHandsInChanges } from './20261120174300_note_who_hands_in_changes.ts'
import { createKnowledgeKeys } from './20261120175000_create_knowledge_keys.ts'
import { createKnowledgeDocuments } from './20261120175100_create_knowledge_documents.ts'
import { allowRewrapping } from './20261120179000_allow_rewrapping.ts'

/** One step of the schema, forward only; never changed once it is merged. */
export interface Migration {
  /** The name of its file without the extension: `20260901090000_create_berichtsheft`. */
  readonly name: string
  /** SQL, any number of statements; runs as the owner of the tables, in one transaction with all other steps that are due. */
  readonly up: string
  /** Only for the single statement that PostgreSQL refuses inside a transaction; then every due step runs on its own. */
  readonly config?: { readonly transaction: false }
}

/** Every step in the order of its name. A test compares this list with the folder. */
export const migrations: readonly Migration[] = [
  createTables,
  createRowSecurity,
  createReportFunctions,
  extendOutbox,
  extendRequests,
  createApprovalSignature,
  createPeople,
  createSignIn,
  createMasterData,
  createCompanyRegistration,
  createMembershipRequests,
  createMaintenance,
  createAccessLog,
  createRetention,
  createAccountTakeover,
  addVersions,
  createBookFunction,
  createEmergencyCodes,
  createBookParticipation,
  createOccupations,
  extendAdministration,
  createPasskeys,
  sealSignIn,
  createExternalSignIn,
  addApplicationAddresses,
  restDeadlines,
  narrowEvents,
  createTrainingContracts,
  createContractChanges,
  createDocumentSafe,
  tellContracts,
  createContractBulk,
  linkContractsToBooks,
  createTrainerSuitability,
  noteWhoHandsIn,
  noteWhoHandsInChanges,
  createKnowledgeKeys,
  createKnowledgeDocuments,
  allowRewrapping,
]
