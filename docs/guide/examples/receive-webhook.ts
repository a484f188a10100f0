/** Receives events: `node --conditions=source docs/guide/examples/receive-webhook.ts 9000 whsec_…` */
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { verifyWebhook, WebhookError } from '@berichtsheft/sdk'

const [port = '9000', secret = ''] = process.argv.slice(2)
/** Deliveries that came before; a real receiver keeps them where it keeps its data. */
const seen = new Set<string>()

createServer(async (request, response) => {
  try {
    const { id, type, data } = verifyWebhook(request.headers, await buffer(request), secret)
    if (!seen.has(id)) process.stdout.write(`${type} ${data.objektId}\n`)
    seen.add(id)
    response.writeHead(204).end()
  } catch (error) {
    response.writeHead(error instanceof WebhookError ? 400 : 500).end()
  }
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'))
