import type { Viewer } from '../domain/account.ts'
import type { Directory } from '../domain/directory.ts'
import { ForbiddenError, NotFoundError } from '../domain/errors.ts'
import type { Agency } from '../domain/agency.ts'

/** Whether the viewer may change what the platform is made of. */
export function isAdministrator(viewer: Viewer): boolean {
  return viewer.grants.some(({ role }) => role === 'administrator')
}

/** Whether the viewer sees every agency of the province. */
export function seesProvince(viewer: Viewer): boolean {
  return viewer.grants.some(({ role }) => role === 'administrator' || role === 'inspector')
}

/** Whether the viewer may see an agency's figures: anyone who sees the province, or whose subtree (or its past) holds it. */
export function maySee(viewer: Viewer, directory: Directory, agencyCode: string): boolean {
  return seesProvince(viewer) || isOwn(viewer, directory, agencyCode)
}

/**
 * Whether the viewer may withdraw and replace an agency's public codes: administrators anywhere, an account of an
 * agency in its subtree (or its past, whose rooms it took over). An inspector only looks.
 */
export function mayChangeCodes(viewer: Viewer, directory: Directory, agencyCode: string): boolean {
  return isAdministrator(viewer) || isOwn(viewer, directory, agencyCode)
}

function isOwn(viewer: Viewer, directory: Directory, agencyCode: string): boolean {
  return viewer.grants.some(
    ({ role, agency }) =>
      role === 'agency' &&
      agency !== null &&
      (directory.isWithin(agencyCode, agency) ||
        directory.lineage(agency, 'as-it-is').some(({ code }) => code === agencyCode)),
  )
}

/**
 * The agency, where the viewer may see it.
 *
 * @throws {NotFoundError} when no agency has this code
 * @throws {ForbiddenError} when the viewer may not see it
 */
export function agencySeenBy(viewer: Viewer, directory: Directory, agencyCode: string): Agency {
  const agency = directory.agency(agencyCode)
  if (!agency) throw new NotFoundError('agency', agencyCode)
  if (!maySee(viewer, directory, agencyCode)) throw new ForbiddenError(`${viewer.name} may not see ${agencyCode}`)
  return agency
}

/**
 * The agency, where the viewer may read what citizens wrote about it: a right of its own, for an agency that they see.
 *
 * @throws {NotFoundError} when no agency has this code
 * @throws {ForbiddenError} when the viewer may not see it, or may read no comments
 */
export function agencyReadBy(viewer: Viewer, directory: Directory, agencyCode: string): Agency {
  const agency = agencySeenBy(viewer, directory, agencyCode)
  if (!viewer.mayReadComments) throw new ForbiddenError(`${viewer.name} may not read comments`)
  return agency
}

/** @throws {ForbiddenError} when the viewer is no administrator */
export function assertAdministrator(viewer: Viewer): void {
  if (!isAdministrator(viewer)) throw new ForbiddenError(`${viewer.name} is no administrator`)
}
