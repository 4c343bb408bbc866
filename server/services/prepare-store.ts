import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Questionnaire } from '../domain/questionnaire.ts'
import type { ProcedureField } from '../domain/service-point.ts'
import type { Storage } from '../storage/port.ts'

const CATALOGUE = join(import.meta.dirname, '../catalogue')

/** Gives a store what every province starts with: the published questionnaires, and procedure fields where there are none. */
export async function prepareStore(storage: Pick<Storage, 'directory' | 'questionnaires'>): Promise<void> {
  const folder = join(CATALOGUE, 'questionnaires')
  for (const file of readdirSync(folder).sort()) {
    await storage.questionnaires.publish(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Questionnaire)
  }
  const { fields } = await storage.directory.load()
  if (fields.length === 0) {
    const catalogue = JSON.parse(readFileSync(join(CATALOGUE, 'fields.json'), 'utf8')) as ProcedureField[]
    await storage.directory.apply({ fields: catalogue })
  }
}
