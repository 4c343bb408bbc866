import { IncomingMessage, ServerResponse, type ServerOptions } from 'node:http'
import type { Express } from 'express'

/**
 * Options for `createServer` with which requests and answers come into being as Express wants them.
 *
 * Express gives each request and each answer another prototype when it takes them over, and an object whose prototype
 * changes loses what the engine has learned about its kind: every later step on it is slow, which adds a third to all
 * that node:http does for a short answer. Made with that prototype from the start, Express finds nothing to change.
 */
export function httpClasses(app: Express): Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> {
  return {
    IncomingMessage: madeWith(IncomingMessage, app.request),
    ServerResponse: madeWith(ServerResponse, app.response),
  }
}

/** A class that makes the objects of another, with a prototype that descends from that one's. */
function madeWith<C extends typeof IncomingMessage | typeof ServerResponse>(original: C, prototype: object): C {
  const made = function (...given: unknown[]): object {
    return Reflect.construct(original, given, made) as object
  }
  made.prototype = prototype
  return made as unknown as C
}
