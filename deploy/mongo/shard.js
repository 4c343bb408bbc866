/* global MinKey, db, print, process, sh */
// For mongosh, connected to a router of a sharded cluster as its administrator, after the platform has been started once
// on it (that makes the collections): spreads what grows over the shards.
//   mongosh "mongodb://admin@router:27017/hailong?authSource=admin" shard.js
// A replica set bears a province (docs/scaling.md); this is for many of them in one database.

// Every key begins with the agency: its answers of a period lie together, a page asks one shard, and agencies lie
// side by side, so that no shard takes all that comes in at an hour. The _id of an answer is agency, hour and random id,
// the _id of a tally is agency, month and slot.
const SHARD_KEYS = {
  response: { _id: 1 },
  tally: { _id: 1 },
  comment: { agency: 1, day: 1, _id: 1 },
}
// All else stays on the database's first shard. Agencies, points, codes, fields, targets, reference values, numbers of
// transactions, questionnaires, accounts, reports and settings are thousands of documents, not millions, and mostly at
// hand in every app server. Entries of the audit are numbered one after the other, so one place has to keep them.
// Sessions, links, counters and leases are found by one random key each and live for hours.

for (const [collection, key] of Object.entries(SHARD_KEYS)) sh.shardCollection(`${db.getName()}.${collection}`, key)

// Optional: keeps agencies whose codes lie within a range on the shards of a zone, as where the law wants a province's
// data in its own machines. Before that each shard is put into its zone: sh.addShardToZone('shard-north', 'north').
//   ZONES='[["north", "b", "l"], ["south", "l", "z"]]' mongosh … shard.js
// The first code of a range belongs to it, the last does not.
for (const [zone, from, to] of JSON.parse(process.env.ZONES ?? '[]')) {
  for (const [collection, key] of Object.entries(SHARD_KEYS)) {
    const [first, ...others] = Object.keys(key)
    const bound = (code) => ({ [first]: code, ...Object.fromEntries(others.map((field) => [field, MinKey()])) })
    sh.updateZoneKeyRange(`${db.getName()}.${collection}`, bound(from), bound(to), zone)
  }
}
print(`${Object.keys(SHARD_KEYS).join(', ')} are sharded; sh.status() tells where they lie.`)
