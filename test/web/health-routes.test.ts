import { afterEach, expect, jest, test } from '@jest/globals'
import express from 'express'
import request from 'supertest'
import { healthRoutes } from '../../server/web/routes/health-routes.ts'

afterEach(() => {
  jest.useRealTimers()
})

const health = (ping: () => Promise<void>) => request(express().use(healthRoutes({ ping }))).get('/health')

test('is 200 when the store answers', async () => {
  const answer = await health(() => Promise.resolve())
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({ status: 'ok' })
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('is 503 when the store fails, and does not say how', async () => {
  const answer = await health(() => Promise.reject(new Error('disk I/O error in /data')))
  expect(answer.status).toBe(503)
  expect(answer.body).toEqual({ status: 'store unavailable' })
})

test('is 503 when the store does not answer in time', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
  const answer = await health(() => {
    jest.advanceTimersByTime(2000)
    return new Promise(() => undefined)
  }).timeout(10_000)
  expect(answer.status).toBe(503)
})
