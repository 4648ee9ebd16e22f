// Uploads a file with tus-js-client. usage: node upload.mjs ENDPOINT FILE STATE [ABORT-AT]
// The upload's address is kept in STATE, from where a later run resumes. With ABORT-AT it stops once so many octets were accepted or sent.
import fs from 'node:fs'
import path from 'node:path'
import * as tus from 'tus-js-client'

const [endpoint, file, state, abortAt] = process.argv.slice(2)
const resumed = fs.existsSync(state) ? new URL(fs.readFileSync(state, 'utf8'), endpoint).href : undefined
const chunkSize = 1 << 20

const upload = new tus.Upload(fs.createReadStream(file), {
  endpoint,
  uploadUrl: resumed,
  uploadSize: fs.statSync(file).size,
  chunkSize,
  retryDelays: [0, 200, 500, 1000],
  metadata: { filename: path.basename(file), filetype: 'application/octet-stream', uploader: '王芳' },
  onUploadUrlAvailable: () => fs.writeFileSync(state, new URL(upload.url).pathname),
  onProgress: (sent) => {
    if (abortAt === undefined || sent < Number(abortAt)) return
    upload.abort().then(() => {
      console.log(`aborted ${sent}`)
      process.exit(0)
    })
  },
  onError: (error) => {
    console.error(String(error))
    process.exit(1)
  },
  onSuccess: () => {
    console.log('done')
    process.exit(0)
  },
})
upload.start()
