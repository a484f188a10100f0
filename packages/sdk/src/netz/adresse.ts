import { BlockList, isIP, isIPv6 } from 'node:net'

/** Networks that may be reached beside the public internet. */
export interface Netze {
  /** Whether the address lies in one of them; canonical form, see {@link parseAdresse}. */
  readonly has: (adresse: string) => boolean
  readonly isEmpty: boolean
}

/** How an address may be reached: as part of the public internet, because the operator opened its network, or not at all. */
export type Erreichbarkeit = 'oeffentlich' | 'freigegeben' | 'gesperrt'

/**
 * Addresses of version 4 that are not part of the public internet.
 *
 * @see IANA IPv4 Special-Purpose Address Registry; RFC 6890, RFC 5771, RFC 1112
 */
const inner4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Answers inside every virtual machine of one large cloud, though the number looks public.
  '168.63.129.16/32',
]

/** Version 6 is the other way round: only this block is in public use … */
const global6 = '2000::/3'

/**
 * … without these parts of it.
 *
 * @see IANA IPv6 Special-Purpose Address Registry; RFC 4380 (Teredo), RFC 3056 (6to4), RFC 9637, RFC 9602
 */
const inner6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const addNet = (list: BlockList, cidr: string): void => {
  const [address = '', bits, ...rest] = cidr.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  const prefix = bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits)
  const wellFormed = bits === undefined || /^\d{1,3}$/.test(bits)
  if (isIP(address) === 0 || rest.length > 0 || !wellFormed || prefix > (family === 'ipv6' ? 128 : 32)) {
    throw new Error(
      `"${cidr}" is no network: write an address, or an address with the length of its prefix (10.0.0.0/8)`,
    )
  }
  list.addSubnet(address, prefix, family)
}

const listOf = (cidrs: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const cidr of cidrs) addNet(list, cidr)
  return list
}

const inner = listOf([...inner4, ...inner6])
const global = listOf([global6])

const has = (list: BlockList, adresse: string): boolean => list.check(adresse, isIPv6(adresse) ? 'ipv6' : 'ipv4')

/**
 * Reads networks separated by commas, as `ERLAUBTE_NETZE` holds them.
 *
 * @throws Error that names the part that is no network
 */
export const parseNetze = (text: string): Netze => {
  const cidrs = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const list = listOf(cidrs)
  return { has: (adresse) => has(list, adresse), isEmpty: cidrs.length === 0 }
}

/** The eight groups of an address of version 6, whose spelling is known to be right. */
const groupsOf = (address: string): number[] => {
  const withoutDots = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number)
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
  })
  const [head = '', tail] = withoutDots.split('::')
  const read = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  if (tail === undefined) return read(head)
  const [front, back] = [read(head), read(tail)]
  return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back]
}

const isPrefix = (groups: readonly number[], prefix: readonly number[]): boolean =>
  prefix.every((group, i) => groups[i] === group)

/**
 * The address that packets to this address really go to: version 4 where it is written as version 6 (mapped, RFC 4291
 * § 2.5.5.2) or translated on the way (NAT64, RFC 6052 § 2.1). `undefined` for what is no address, and for addresses
 * with a zone, which are link-local.
 */
export const parseAdresse = (text: string): string | undefined => {
  if (isIP(text) === 0 || text.includes('%')) return undefined
  if (isIP(text) === 4) return text
  const groups = groupsOf(text)
  const [g6 = 0, g7 = 0] = groups.slice(6)
  const holdsVersion4 = isPrefix(groups, [0, 0, 0, 0, 0, 0xffff]) || isPrefix(groups, [0x64, 0xff9b, 0, 0, 0, 0])
  return holdsVersion4 ? [g6 >> 8, g6 & 255, g7 >> 8, g7 & 255].join('.') : text
}

/** Whether a connection to the address may be opened, and why. */
export const judgeAdresse = (text: string, erlaubteNetze: Netze): Erreichbarkeit => {
  const adresse = parseAdresse(text)
  if (adresse === undefined) return 'gesperrt'
  if (erlaubteNetze.has(adresse)) return 'freigegeben'
  if (has(inner, adresse)) return 'gesperrt'
  return !isIPv6(adresse) || has(global, adresse) ? 'oeffentlich' : 'gesperrt'
}
