import { expect, test } from '@jest/globals'
import { withoutMarks } from '../../server/domain/plain-text.ts'

test.each([
  ['Sở  Nội-vụ', 'so noi vu'],
  ['Văn phòng ĐĂNG KÝ đất đai', 'van phong dang ky dat dai'],
  ['  Ủy ban nhân dân  ', 'uy ban nhan dan'],
  ['!?', ''],
])('%j is typed in a hurry as %j', (text, typed) => {
  expect(withoutMarks(text)).toBe(typed)
})
