import pg from 'pg'
import { applicationRole } from './client.ts'

/** Codes of what happens when two databases of one server are migrated at once, because roles belong to the server. */
const racedCodes = new Set(['42710', '23505', 'XX000'])
const insufficientPrivilege = '42501'

/**
 * Makes sure that the application role exists, is bound by row level security, and can be taken on by the connected user.
 *
 * @throws Error when the user may not do this itself; its message holds the SQL for an administrator.
 */
export async function ensureApplicationRole(client: pg.ClientBase): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await ensureOnce(client)
      return
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? error.code : undefined
      if (code === insufficientPrivilege) throw await explain(client, error)
      if (code === undefined || !racedCodes.has(code) || attempt >= 5) throw error
    }
  }
}

async function ensureOnce(client: pg.ClientBase): Promise<void> {
  const role = pg.escapeIdentifier(applicationRole)
  const { rows } = await client.query<{ unbound: boolean }>(
    'select rolsuper or rolbypassrls as unbound from pg_roles where rolname = $1',
    [applicationRole],
  )
  if (rows[0]?.unbound) {
    throw new Error(
      `Role ${applicationRole} is not bound by row level security: alter role ${role} nosuperuser nobypassrls;`,
    )
  }
  if (!rows[0]) await client.query(`create role ${role} nologin nosuperuser nobypassrls`)
  if (!(await canTakeOn(client))) await client.query(`grant ${role} to current_user`)
}

async function canTakeOn(client: pg.ClientBase): Promise<boolean> {
  // From 16 on, who creates a role becomes its member without the right to work as it.
  const { rows } = await client.query<{ can: boolean }>(
    `select pg_has_role(current_user, $1, case when current_setting('server_version_num')::integer >= 160000 then 'SET' else 'MEMBER' end) as can`,
    [applicationRole],
  )
  return rows[0]?.can === true
}

async function explain(client: pg.ClientBase, cause: unknown): Promise<Error> {
  const { rows } = await client.query<{ name: string }>('select current_user as name')
  const user = pg.escapeIdentifier(rows[0]?.name ?? '')
  const role = pg.escapeIdentifier(applicationRole)
  const sql = [`create role ${role} nologin nobypassrls; -- unless it exists`, `grant ${role} to ${user};`].join('\n')
  return new Error(`The database user ${user} may not prepare the role ${role}. Ask an administrator to run:\n${sql}`, {
    cause,
  })
}
