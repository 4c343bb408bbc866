/** The process that the load comes from: takes one job from its parent, runs it, sends back what it saw. */
import type { LoadJob } from './load.ts'
import { runLoad } from './load-client.ts'

process.once('message', (job) => {
  runLoad(job as LoadJob).then(
    (result) => {
      process.send?.({ result }, () => {
        process.disconnect()
      })
    },
    (error: unknown) => {
      process.send?.({ error: String(error) }, () => {
        process.disconnect()
      })
    },
  )
})
