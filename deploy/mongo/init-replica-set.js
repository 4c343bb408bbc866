/* global Mongo, URLSearchParams, print, process, require, sleep */
// For mongosh: makes a replica set of the members that MONGODB_URI names, an administrator, the platform's user and the
// backup's user. What is there already stays; names, passwords and rights become what the files say, so that it is run
// again after a password was changed and with each new version.
//   mongosh --nodb --quiet --norc init-replica-set.js
// It has to run where it reaches the first member as 127.0.0.1: to that address alone, and only as long as there is no
// user at all, a member gives the right to make the first one.
const { readFileSync } = require('node:fs')

const settings = readFileSync(process.env.SETTINGS_FILE, 'utf8')
const backupSettings = readFileSync(process.env.BACKUP_SETTINGS_FILE, 'utf8')
const administrator = { name: 'admin', password: readFileSync(process.env.ADMIN_PASSWORD_FILE, 'utf8').trim() }
const platform = addressIn(settings, /^MONGODB_URI=(.+)$/m, 'MONGODB_URI')
const backup = addressIn(backupSettings, /^uri: *"?([^"\n]+)"?$/m, 'uri of the backup')
/** Rights on the platform's database: what it does, and nothing beyond, such as dropping it or making users. */
const ACTIONS = ['find', 'insert', 'update', 'remove', 'createCollection', 'collMod', 'createIndex', 'dropIndex', 'listCollections', 'listIndexes'] // prettier-ignore
const PATIENCE_S = 120

const first = new Mongo(`mongodb://127.0.0.1:27017/?directConnection=true${platform.tls}`).getDB('admin')
initiate()
waitForPrimary()
const admin = signedIn(administrator) ?? firstAdministrator()
ensure('Role', 'hailong', {
  privileges: [{ resource: { db: platform.database, collection: '' }, actions: ACTIONS }],
  roles: [],
})
ensureUser(platform, [{ role: 'hailong', db: 'admin' }])
ensureUser(backup, [{ role: 'backup', db: 'admin' }])
for (const user of [platform, backup]) if (!signedIn(user)) throw new Error(`${user.name} cannot sign in`)
print(`The replica set ${platform.replicaSet} and its users are ready.`)

/** The parts of an address, of which no error shows anything. */
function addressIn(text, line, what) {
  const [, address = ''] = line.exec(text) ?? []
  const [, name, password, members, database, options] =
    /^mongodb:\/\/([^:@/]+):([^:@/]+)@([^/@]+)\/([^?/]*)\?(.+)$/.exec(address) ?? []
  if (options === undefined) {
    throw new Error(`The ${what} must be mongodb://name:password@member,member,member/database?replicaSet=…`)
  }
  const option = new URLSearchParams(options)
  return {
    name: decodeURIComponent(name),
    password: decodeURIComponent(password),
    members: members.split(','),
    database,
    replicaSet: option.get('replicaSet'),
    tls: ['tls', 'tlsCAFile'].map((key) => (option.has(key) ? `&${key}=${option.get(key)}` : '')).join(''),
  }
}

function initiate() {
  if (first.runCommand({ hello: 1 }).setName) return
  const members = platform.members.map((host, _id) => ({ _id, host }))
  first.runCommand({ replSetInitiate: { _id: platform.replicaSet, members } })
}

function waitForPrimary() {
  for (let seconds = 0; !first.runCommand({ hello: 1 }).primary; seconds++) {
    if (seconds === PATIENCE_S) throw new Error(`No member of ${platform.replicaSet} became primary: see their logs.`)
    sleep(1000)
  }
}

/** The admin database as somebody sees it who gives a name and a password; null where one of the two is wrong. */
function signedIn({ name, password }) {
  const who = `${encodeURIComponent(name)}:${encodeURIComponent(password)}`
  const { members, replicaSet, tls } = platform
  try {
    const address = `mongodb://${who}@${members.join(',')}/?authSource=admin&replicaSet=${replicaSet}${tls}`
    const found = new Mongo(address).getDB('admin')
    found.runCommand({ ping: 1 })
    return found
  } catch (error) {
    if (error.code === 18) return null
    throw error
  }
}

function firstAdministrator() {
  const { name, password } = administrator
  try {
    first.runCommand({ createUser: name, pwd: password, roles: ['root'], mechanisms: ['SCRAM-SHA-256'] })
  } catch (error) {
    throw new Error(`There are users already, and ${name} has another password than its file says.`, { cause: error })
  }
  return signedIn(administrator)
}

function ensureUser({ name, password }, roles) {
  ensure('User', name, { pwd: password, roles, mechanisms: ['SCRAM-SHA-256'] })
}

/** Makes a user or a role, or gives the one that is there these properties. */
function ensure(kind, name, properties) {
  const found = admin.runCommand({ [`${kind.toLowerCase()}sInfo`]: name })
  const isThere = found[`${kind.toLowerCase()}s`].length > 0
  admin.runCommand({ [`${isThere ? 'update' : 'create'}${kind}`]: name, ...properties })
}
