import { describe, expect, test } from '@jest/globals'
import { byWayOf, firstServer, withDatabase } from '../../server/bench/mongo/mongo-address.ts'

const CLUSTER = 'mongodb://app:p%40ss@a.example:27017,b.example:27018/province?replicaSet=rs0&authSource=admin'

describe('an address of MongoDB', () => {
  test('gets another database and keeps the rest', () => {
    expect(withDatabase(CLUSTER, 'bench')).toBe(CLUSTER.replace('/province', '/bench'))
    expect(withDatabase('mongodb://127.0.0.1:5/?replicaSet=s', 'bench')).toBe(
      'mongodb://127.0.0.1:5/bench?replicaSet=s',
    )
    expect(withDatabase('mongodb://db', 'bench')).toBe('mongodb://db/bench')
  })

  test('leads to its first server by way of another port, as the same user and to the same database', () => {
    expect(byWayOf(CLUSTER, 99)).toBe(
      'mongodb://app:p%40ss@127.0.0.1:99/province?authSource=admin&directConnection=true',
    )
    expect(firstServer(CLUSTER)).toEqual({ host: 'a.example', port: 27017 })
    expect(firstServer('mongodb://db/')).toEqual({ host: 'db', port: 27017 })
  })

  test('is refused where what goes there cannot be read on its way', () => {
    expect(() => firstServer('mongodb://db/?tls=true')).toThrow('without TLS')
    expect(() => firstServer('mongodb+srv://cluster.example/')).toThrow('without TLS')
    expect(() => withDatabase('http://db/', 'bench')).toThrow('no address')
  })
})
